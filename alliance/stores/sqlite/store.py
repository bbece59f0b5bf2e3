"""The embedded store: one SQLite file behind the port (``stores.port``)."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from alliance.errors import NothingStaged
from alliance.model import Actor, Batch, Change, Difference, Hit, LedgerEntry, Node, Receipt, Tie, Work
from alliance.model.snapshot import Snapshot
from alliance.stores.port import STAGED_AT_ONCE, GraphStore, Progress, StoreInfo
from alliance.stores.sqlite import audit, rows
from alliance.stores.sqlite.counting import Tally
from alliance.stores.sqlite.file import backup as file_backup
from alliance.stores.sqlite.file import migrating, places, tables
from alliance.stores.sqlite.file.connection import Connections
from alliance.stores.sqlite.keys import EndKeys
from alliance.stores.sqlite.read import cache, reading, searching, snapshotting
from alliance.stores.sqlite.write import committing, staged_differences, staging, undoing
from alliance.stores.sqlite.write import ledger as write_ledger

_T = TypeVar("_T")


class EmbeddedStore(GraphStore):
    """A store in one SQLite file. The app and the command line may have it open at the same time.

    Raises ``InvalidValue`` (no such file, and ``create`` not given), ``StoreDamaged``, ``StoreTooNew``, ``StoreReadOnly``.
    """

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self.path = path
        self._connections = Connections(path, writable=migrating.prepare(path, create=create))
        self._ends = EndKeys()
        self._building = threading.Lock()
        self._snapshot: tuple[str, int, Snapshot] | None = None  # mark, work revision, snapshot
        with self._connections.reading() as db:
            meta = reading.meta(db)
        self._id = str(meta["id"])

    # -- state
    def info(self) -> StoreInfo:
        with self._connections.reading() as db:
            meta = reading.meta(db)
        facts = {"folder": danger} if (danger := places.danger(self.path)) else {}
        return StoreInfo(
            engine="sqlite",
            location=str(self.path),
            id=self._id,
            version=tables.VERSION,
            revision=meta["revision"],
            work_revision=meta["work_revision"],
            writable=self._connections.writable,
            backup_suffix=".alliance",  # it is a store again
            facts=facts,
        )

    @property
    def revision(self) -> int:
        with self._connections.reading() as db:
            return int(db.execute("SELECT value FROM meta WHERE name = 'revision'").fetchone()[0])

    def settings(self) -> dict[str, Any]:
        with self._connections.reading() as db:
            return reading.settings(db)

    # -- reading
    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        with self._connections.reading() as db:
            return reading.nodes(db, ids)

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        with self._connections.reading() as db:
            return reading.names(db, ids)

    def ties(self, ids: Iterable[str]) -> dict[str, Tie]:
        with self._connections.reading() as db:
            return reading.ties(db, ids)

    def ties_of_other_kind(self, kinds: Mapping[str, str]) -> dict[str, str]:
        with self._connections.reading() as db:
            return reading.ties_of_other_kind(db, kinds)

    def ties_by_key(self, keys: Iterable[int]) -> list[Tie]:
        wanted = [int(key) for key in keys]
        with self._connections.reading() as db:
            found = rows.ties_by_key(db, wanted)
        return [found[key] for key in wanted if key in found]

    def ties_of(self, node_id: str, kinds: Sequence[str] = (), limit: int = 5000) -> list[Tie]:
        with self._connections.reading() as db:
            return reading.ties_of(db, node_id, kinds, limit)

    def find(self, text: str, kinds: Sequence[str] = (), limit: int = 20, without: Collection[str] = ()) -> tuple[list[Hit], int]:
        with self._connections.reading() as db:
            return searching.find(db, text, kinds, limit, without)

    def answering(self, text: str, ids: Collection[str]) -> set[str]:
        with self._connections.reading() as db:
            return searching.answering(db, text, ids)

    def later(self, on: int) -> Collection[str]:
        with self._connections.reading() as db:
            some = reading.any_later(db, on)
        return super().later(on) if some else ()

    def find_named(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Node]]:
        with self._connections.reading() as db:
            return searching.find_named(db, keys)

    def all_nodes(self, kind: str = "") -> Iterator[Node]:
        with self._connections.alone() as db:
            yield from reading.all_nodes(db, kind)

    def all_ties(self, kind: str = "") -> Iterator[Tie]:
        with self._connections.alone() as db:
            yield from reading.all_ties(db, kind)

    def counts(self) -> dict[str, dict[str, int]]:
        with self._connections.reading() as db:
            return reading.counts(db)

    def snapshot(self, progress: Progress | None = None) -> Snapshot:
        with self._building, self._connections.reading() as db:
            meta = reading.meta(db)
            mark, revision, work_revision = str(meta["mark"]), int(meta["revision"]), int(meta["work_revision"])
            if self._snapshot and self._snapshot[:2] == (mark, work_revision):
                return self._snapshot[2]
            settings = reading.settings(db)
            if self._snapshot and self._snapshot[0] == mark:  # only work records moved: the arrays stand
                old = self._snapshot[2]
                found = old if settings == old.settings else replace(old, settings=settings, _memo={})
            else:
                found = self._read_cached(db, mark, revision, settings, progress)
            self._snapshot = (mark, work_revision, found)
            return found

    def _read_cached(self, db: Any, mark: str, revision: int, settings: Mapping[str, Any], progress: Progress | None) -> Snapshot:
        path = cache.path_of(self.path, mark, revision)
        found = cache.read(path, revision, mark, settings)
        if found is None:
            found = snapshotting.build(db, self._id, revision, settings, progress)
            if self._connections.writable:
                cache.write(path, self.path, found, mark)
        return found

    # -- work records
    def work(self, kind: str, ids: Iterable[str] | None = None) -> list[Work]:
        with self._connections.reading() as db:
            return reading.works(db, kind, ids)

    def work_kinds(self) -> list[str]:
        with self._connections.reading() as db:
            return [row[0] for row in db.execute("SELECT DISTINCT kind FROM work ORDER BY kind")]

    # -- writing
    def _write(self, action: Callable[[Any], _T]) -> _T:
        try:
            with self._connections.writing() as db:
                return action(db)
        except BaseException:
            self._ends = EndKeys()  # keys given in a transaction that is gone are gone too
            raise

    def stage(self, batch: str, changes: Iterable[Change], *, facts: Mapping[str, Any] | None = None) -> int:
        waiting = iter(changes)
        block = list(islice(waiting, STAGED_AT_ONCE))
        with self._connections.room() if len(block) == STAGED_AT_ONCE else nullcontext():
            return self._stage(batch, block, waiting, facts)

    def _stage(self, batch: str, block: Sequence[Change], waiting: Iterator[Change], facts: Mapping[str, Any] | None) -> int:
        while True:  # the block is made outside the transaction: nobody waits for a reader of files
            count = self._write(lambda db, block=block, facts=facts: self._append(db, batch, block, facts))  # type: ignore[misc]
            facts, block = None, list(islice(waiting, STAGED_AT_ONCE))
            if not block:
                return count

    def _append(self, db: Any, batch: str, block: Sequence[Change], facts: Mapping[str, Any] | None) -> int:
        number, count = staging.open_stage(db, batch, facts)
        return staging.append(db, self._ends, number, count, block) if block else count

    def staged_batches(self) -> list[Mapping[str, Any]]:
        with self._connections.reading() as db:
            return list(staging.waiting(db))

    def differences(self, batch: str, state: str = "", limit: int = 200, offset: int = 0) -> tuple[list[Difference], dict[str, int]]:
        with self._connections.reading() as db:
            comparison = staged_differences.Comparison(db, batch)
            return comparison.rows(state, limit, offset), comparison.counts()

    def discard(self, batch: str) -> None:
        def clear(db: Any) -> None:
            if number := staging.number_of(db, batch):
                staging.empty(db, number)

        self._write(clear)

    def commit(self, batch: Batch, actor: Actor, progress: Progress | None = None) -> Receipt:
        with self._connections.room() if batch.staged or len(batch.changes) >= STAGED_AT_ONCE else nullcontext():
            return self._write(lambda db: self._commit(db, batch, actor, progress))

    def _commit(self, db: Any, batch: Batch, actor: Actor, progress: Progress | None) -> Receipt:
        repeated = write_ledger.receipt(db, batch.id)
        if repeated:
            return repeated
        number = staging.number_of(db, batch.id)
        if batch.staged:
            if not number:
                raise NothingStaged(batch=batch.id)
        else:
            if number:
                staging.empty(db, number)
            number, _ = staging.open_stage(db, batch.id)
            staging.append(db, self._ends, number, 0, batch.changes)
        total = db.execute("SELECT count FROM stage WHERE number = ?", (number,)).fetchone()[0]
        tally = Tally(total=total, tell=progress)
        sequence = committing.open_entry(db, batch, actor.key)
        committing.apply(db, number, sequence, tally)
        staging.empty(db, number)
        return write_ledger.close(db, batch, actor, sequence, tally)

    def ledger(self, limit: int = 50, before: int = 0) -> list[LedgerEntry]:
        with self._connections.reading() as db:
            return write_ledger.ledger(db, limit, before)

    def known_digest(self, digest: str) -> LedgerEntry | None:
        with self._connections.reading() as db:
            return write_ledger.known_digest(db, digest)

    def inverse(self, batch: str, limit: int = 200) -> tuple[list[Difference], dict[str, int]]:
        with self._connections.reading() as db:
            return undoing.inverse(db, batch, limit)

    def undo(self, batch: str, actor: Actor, new_batch: str, progress: Progress | None = None) -> Receipt:
        return self._write(lambda db: undoing.undo(db, batch, actor, new_batch, progress))

    def audit(self, limit: int = 100) -> list[Mapping[str, Any]]:
        with self._connections.reading() as db:
            return list(audit.newest(db, limit))

    def note(self, actor: Actor, action: str, objects: Sequence[str], facts: Mapping[str, Any]) -> None:
        self._write(lambda db: audit.append(db, actor, action, "", objects, json.loads(json.dumps(dict(facts), default=str))))

    def verify_audit(self) -> int:
        with self._connections.alone() as db:
            return audit.first_broken(db)

    # -- keeping
    def backup(self, target: Path, progress: Progress | None = None) -> Mapping[str, Any]:
        with self._connections.alone() as db:
            return file_backup.copy_of(db, Path(target), progress)

    def close(self) -> None:
        self._connections.close()
