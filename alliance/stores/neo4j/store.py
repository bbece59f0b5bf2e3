"""The Neo4j store behind the port (``stores.port``): the official driver, queries from ``cypher/`` alone."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from neo4j import exceptions

from alliance.atomic_files import replace_file
from alliance.errors import AllianceError, InvalidValue, StoreBusy, StoreDamaged, StoreReadOnly, StoreUnavailable
from alliance.model import Actor, Batch, Change, Difference, Hit, LedgerEntry, Node, Receipt, Tie, Work
from alliance.model.snapshot import Snapshot
from alliance.stores.cypher_files import query
from alliance.stores.neo4j import backup as neo4j_backup
from alliance.stores.neo4j import migrating
from alliance.stores.neo4j.blocks import blocks
from alliance.stores.neo4j.read import analysing, reading, searching, snapshotting
from alliance.stores.neo4j.read.analyst import DatabaseAnalyst
from alliance.stores.neo4j.server import setup
from alliance.stores.neo4j.server.address import address, credentials
from alliance.stores.neo4j.server.server import ASK, LONG, READ, WRITE, Server, Statements
from alliance.stores.neo4j.server.setup import RESTORE
from alliance.stores.neo4j.write import committing, staged_differences, staging, undoing
from alliance.stores.neo4j.write import ledger as write_ledger
from alliance.stores.neo4j.write.writing import Writer
from alliance.stores.port import STAGED_AT_ONCE, GraphStore, Progress, StoreInfo

TRIES = 5  # looks at the whole store before it is said to be too busy to be looked at
ANSWER = 1.0  # seconds for the question whether a server answers at all
SMALL = 2_000  # changes up to which a commit must answer as quickly as a read
T = TypeVar("T")


class Neo4jStore(GraphStore):
    """A store in one database of a Neo4j server (5.26 or newer). Safe to use from several threads and programs.

    User and password come from ``NEO4J_USER`` and ``NEO4J_PASSWORD`` or a file (``stores.neo4j.server.address``). Raises
    ``StoreUnavailable``, ``StoreSignIn``, ``StoreUnsupported``, ``StoreDamaged`` (the database holds something else), ``InvalidValue``.
    """

    far = True

    def __init__(self, location: str, *, create: bool = True) -> None:
        self._server = Server(address(location), credentials())
        try:
            self._agent = setup.check_version(self._server)
            meta = setup.prepare(self._server, create=create)
            self._writable = setup.writable(self._server)
            migrating.update(self._server, int(meta["format"]), writable=self._writable)
            setup.warm(self._server)
        except BaseException:
            self._server.close()
            raise
        self._id = str(meta["id"])
        self._building = threading.Lock()
        self._snapshot: tuple[str, int, Snapshot] | None = None  # mark, work revision, snapshot
        self._ways: tuple[str, dict[int, int]] = ("", {})  # mark, key → number of a tie
        self._compared: tuple[Any, list[Difference]] | None = None
        self._analyst = DatabaseAnalyst(self._read_whole, lambda work: self._read(work, LONG), lambda: self._id)

    # -- state
    def _meta(self) -> dict[str, Any]:
        meta = self._server.read(lambda q: q.one("meta"))
        if meta is None:
            raise StoreDamaged(location=self._server.location, command=RESTORE)
        return dict(meta)

    def info(self) -> StoreInfo:
        meta = self._meta()
        return StoreInfo(
            engine="neo4j",
            location=self._server.location,
            id=self._id,
            version=setup.FORMAT,
            revision=meta["revision"],
            work_revision=meta["work_revision"],
            writable=self._writable,
            backup_suffix=".jsonl.gz",  # an export of it all
            facts={"server": self._agent},
        )

    @property
    def revision(self) -> int:
        return int(self._meta()["revision"])

    def settings(self) -> dict[str, Any]:
        return self._server.read(reading.settings)

    # -- reading
    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        wanted = list(ids)
        return self._read(lambda q: reading.nodes(q, wanted))

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        wanted = list(ids)
        return self._read(lambda q: reading.names(q, wanted))

    def ties(self, ids: Iterable[str]) -> dict[str, Tie]:
        wanted = list(ids)
        return self._read(lambda q: reading.ties(q, wanted))

    def ties_of_other_kind(self, kinds: Mapping[str, str]) -> dict[str, str]:
        asked = dict(kinds)
        return self._read(lambda q: {id_: kind for id_, kind, _ in Writer(q, 0, 0).of_other_kind(asked)})

    def ties_by_key(self, keys: Iterable[int]) -> list[Tie]:
        wanted = [int(key) for key in keys]
        known, unknown = self._ends_of(wanted)
        found = self._read(lambda q: reading.ties_with_key(q, known, unknown))
        left = [key for key in wanted if key not in found and key not in unknown]
        if left:  # the snapshot in memory is older than the ties asked for
            found |= self._read(lambda q: reading.ties_with_key(q, [], left))
        return [found[key] for key in wanted if key in found]

    def _ends_of(self, keys: list[int]) -> tuple[list[dict[str, Any]], list[int]]:
        kept = self._snapshot
        if kept is None:
            return [], keys
        mark, _, snapshot = kept
        if self._ways[0] != mark:
            self._ways = (mark, {key: i for i, key in enumerate(snapshot.tie_key.tolist())})
        places = self._ways[1]
        known = [
            {"key": key, "source": snapshot.ids[int(snapshot.source[places[key]])], "target": snapshot.ids[int(snapshot.target[places[key]])]}
            for key in dict.fromkeys(keys)
            if key in places
        ]
        return known, [key for key in keys if key not in places]

    def ties_of(self, node_id: str, kinds: Sequence[str] = (), limit: int = 5000) -> list[Tie]:
        return self._read(lambda q: reading.ties_of(q, node_id, list(kinds), limit))

    def find(self, text: str, kinds: Sequence[str] = (), limit: int = 20, without: Collection[str] = ()) -> tuple[list[Hit], int]:
        return self._read(lambda q: searching.find(q, text, kinds, limit, without))

    def answering(self, text: str, ids: Collection[str]) -> set[str]:
        return self._read(lambda q: searching.answering(q, text, list(ids)))

    def later(self, on: int) -> Collection[str]:
        return self._read(lambda q: analysing.later(q, on))

    def find_named(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Node]]:
        wanted = list(keys)
        return self._read(lambda q: searching.find_named(q, wanted), LONG)

    def all_nodes(self, kind: str = "") -> Iterator[Node]:
        yield from self._read_whole(lambda q: list(reading.all_nodes(q, kind)))

    def all_ties(self, kind: str = "") -> Iterator[Tie]:
        yield from self._read_whole(lambda q: reading.all_ties(q, kind))

    def counts(self) -> dict[str, dict[str, int]]:
        return self._read(reading.counts)

    def _read(self, work: Callable[[Statements], T], limit: float = READ) -> T:
        try:
            return self._server.read(work, limit)
        except UnicodeEncodeError as error:
            raise InvalidValue(property="text", value=ascii(error.object)[:80]) from None

    def answer(self, name: str, kind: str = "", /, **params: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a reading query of ``cypher/``: what the database answers by itself. Raises ``InvalidValue`` for one that writes."""
        if query(name, kind).writes:
            raise InvalidValue(property="query", value=name)
        return self._read(lambda q: q.rows(name, kind, **params))

    def _read_whole(self, work: Callable[[Statements], T]) -> T:
        """Return what is read at one state of the store: Neo4j shows others' commits in the middle of a read, so it is read again when it moved."""

        def attempt(q: Statements) -> tuple[Any, T, Any]:
            return _state(q), work(q), _state(q)

        for _ in range(TRIES):
            before, found, after = self._server.read(attempt, LONG)
            if before == after:
                return found
        raise StoreBusy(location=self._server.location)

    def analyst(self) -> DatabaseAnalyst:
        return self._analyst

    def size(self) -> int:
        return int(self._read(lambda q: q.one("ties_in_all")))

    def snapshot(self, progress: Progress | None = None) -> Snapshot:
        with self._building:
            meta = self._meta()
            mark, work_revision = str(meta["mark"]), int(meta["work_revision"])
            if self._snapshot and self._snapshot[:2] == (mark, work_revision):
                return self._snapshot[2]
            if self._snapshot and self._snapshot[0] == mark:  # only work records moved: the arrays stand
                old, settings = self._snapshot[2], self.settings()
                found = old if settings == old.settings else replace(old, settings=settings, _memo={})
                self._snapshot = (mark, work_revision, found)
                return found
            meta, found = self._read_whole(lambda q: self._build(q, progress))
            self._snapshot = (str(meta["mark"]), int(meta["work_revision"]), found)
            return found

    def _build(self, q: Statements, progress: Progress | None) -> tuple[dict[str, Any], Snapshot]:
        meta = q.one("meta")
        total = sum(count for _, count in q.rows("node_counts")) + q.one("ties_in_all")
        return meta, snapshotting.build(q, self._id, meta["revision"], reading.settings(q), progress, total)

    # -- work records
    def work(self, kind: str, ids: Iterable[str] | None = None) -> list[Work]:
        wanted = None if ids is None else list(ids)
        return self._read(lambda q: reading.works(q, kind, wanted))

    def work_kinds(self) -> list[str]:
        return [kind for (kind,) in self._read(lambda q: q.rows("work_kinds"))]

    # -- writing
    def _write(self, work: Callable[[Statements], T], limit: float = WRITE) -> T:
        if not self._writable:
            raise StoreReadOnly(location=self._server.location)
        try:
            return self._server.write(work, limit)
        except UnicodeEncodeError as error:
            raise InvalidValue(property="text", value=ascii(error.object)[:80]) from None

    def _write_once(self, work: Callable[[Statements], Receipt], limit: float) -> Receipt:
        """Write a batch. Where it is not known whether the commit went through, the ledger is asked, under the lock that the commit held.

        ``work`` looks into the ledger first and does nothing where the batch is there, so asking and repeating are one.
        """
        try:
            return self._write(work, limit)
        except StoreUnavailable as error:
            silent = error.facts.get("cause") == "no-answer"
            if not silent and not isinstance(error.__cause__, exceptions.IncompleteCommit):
                raise  # all others the driver has tried again itself: nothing was committed
            try:
                return replace(self._write(work, ASK if silent and limit == WRITE else limit), repeated=False)
            except StoreUnavailable:
                where = self._server.location
                raise (StoreBusy(location=where) if self._answers() else StoreUnavailable(location=where, cause="unsure")) from None

    def _answers(self) -> bool:
        """Say whether the server answers at all: where it does, another holds the lock."""
        try:
            return bool(self._server.read(lambda q: q.one("meta"), ANSWER))
        except AllianceError:
            return False

    def stage(self, batch: str, changes: Iterable[Change], *, facts: Mapping[str, Any] | None = None) -> int:
        count, first = 0, True
        for block in _at_least_one(blocks(changes, STAGED_AT_ONCE)):
            found = staging.prepare_changes(block)
            told = facts if first else None
            count = self._write(lambda q, found=found, told=told: staging.append(q, batch, found, told), LONG)  # type: ignore[misc]
            first = False
        return count

    def staged_batches(self) -> list[Mapping[str, Any]]:
        return list(self._read(staging.waiting))

    def differences(self, batch: str, state: str = "", limit: int = 200, offset: int = 0) -> tuple[list[Difference], dict[str, int]]:
        def look(q: Statements) -> tuple[Any, list[Difference] | None]:
            mark = (batch, q.one("stage", batch=batch), _state(q))
            return mark, None if self._compared and self._compared[0] == mark else staged_differences.differences(q, batch)

        mark, found = self._read(look, LONG)
        if found is not None:
            self._compared = (mark, found)
        all_ = self._compared[1] if found is None and self._compared else found or []
        chosen = [each for each in all_ if not state or each.state == state]
        return chosen[offset : offset + limit], staged_differences.count_states(all_)

    def discard(self, batch: str) -> None:
        self._write(lambda q: staging.empty(q, batch))

    def commit(self, batch: Batch, actor: Actor, progress: Progress | None = None) -> Receipt:
        limit = WRITE if len(batch.changes) <= SMALL and not batch.staged else LONG
        return self._write_once(lambda q: committing.commit(q, batch, actor, progress), limit)

    def ledger(self, limit: int = 50, before: int = 0) -> list[LedgerEntry]:
        return [write_ledger.entry(row) for (row,) in self._read(lambda q: q.rows("ledger", limit=limit, before=before))]

    def known_digest(self, digest: str) -> LedgerEntry | None:
        row = self._read(lambda q: q.one("known_digest", digest=digest)) if digest else None
        return write_ledger.entry(row) if row else None

    def inverse(self, batch: str, limit: int = 200) -> tuple[list[Difference], dict[str, int]]:
        return self._read(lambda q: undoing.inverse(q, batch, limit), LONG)

    def undo(self, batch: str, actor: Actor, new_batch: str, progress: Progress | None = None) -> Receipt:
        return self._write_once(lambda q: undoing.undo(q, batch, actor, new_batch, progress), LONG)

    def audit(self, limit: int = 100) -> list[Mapping[str, Any]]:
        return list(self._read(lambda q: write_ledger.newest(q, limit)))

    def note(self, actor: Actor, action: str, objects: Sequence[str], facts: Mapping[str, Any]) -> None:
        plain = json.loads(json.dumps(dict(facts), default=str))

        def append(q: Statements) -> None:
            meta = q.one("lock_meta", batch="")
            q.rows("set_meta", values=write_ledger.append(q, meta, actor, action, "", objects, plain))

        self._write(append)

    def verify_audit(self) -> int:
        return self._read_whole(write_ledger.first_broken)

    # -- keeping
    def backup(self, target: Path, progress: Progress | None = None) -> Mapping[str, Any]:
        with replace_file(Path(target)) as part:
            total = sum(sum(each.values()) for each in self.counts().values())
            counts = self._read_whole(lambda q: neo4j_backup.write(q, part, progress, total))
            neo4j_backup.check(part)
        return counts

    def restore(self, source: Path) -> Mapping[str, Any]:
        """Fill this store, which must be empty, from a backup, in one transaction; return the counters it brings.

        Raises ``StoreDamaged`` for a file that does not hold, ``InvalidValue`` where the store is not empty.
        """
        neo4j_backup.check(source)

        def fill(q: Statements) -> Mapping[str, Any]:
            meta = q.one("lock_meta", batch="restore")
            if meta["sequence"] or meta["audit_last"]:
                raise InvalidValue(property="empty-target", value=self._server.location)
            return neo4j_backup.fill(q, neo4j_backup.read(source))

        counts = self._write(fill, LONG)
        self._id = str(self._meta()["id"])
        return counts

    def close(self) -> None:
        self._server.close()


def _state(q: Statements) -> tuple[Any, ...]:
    meta = q.one("meta") or {}
    return meta.get("id"), meta.get("sequence"), meta.get("audit_last"), meta.get("mark")


def _at_least_one(found: Iterable[list[Change]]) -> Iterator[list[Change]]:
    any_ = False
    for block in found:
        any_ = True
        yield block
    if not any_:
        yield []
