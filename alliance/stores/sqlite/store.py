"""The embedded store: one SQLite file, several threads and processes, nothing to install."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from alliance import schema
from alliance.errors import StoreReadOnly
from alliance.model import Actor, Batch, Change, Difference, Hit, LedgerEntry, Node, Receipt, Tie, Work
from alliance.model.snapshot import Snapshot
from alliance.stores.sqlite import moments
from alliance.stores.base import GraphStore, Progress, StoreInfo
from alliance.stores.sqlite import audit, cache, committing, keeping, ledger, migrations, searching, staging, undoing
from alliance.stores.sqlite.connection import Connections, reading, transaction
from alliance.stores.sqlite.rows import NODE, NODE_FIELDS, TIE, TIE_FIELDS, TIE_FROM, chunks, marks, node_of, records, tie_of
from alliance.stores.sqlite.snapshotting import columns
from alliance.stores.sqlite.tables import VERSION

CLOUD = ("OneDrive", "Dropbox", "坚果云", "Nutstore", "iCloud", "百度网盘", "BaiduNetdisk", "Google Drive")


class EmbeddedStore(GraphStore):
    """A store in one file. ``create`` makes the file where it is missing; a folder that may not be written gives a store to look at."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self.path = path
        if create and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.writable = os.access(path if path.exists() else path.parent, os.W_OK) and os.access(path.parent, os.W_OK)
        self._connections = Connections(path, writable=self.writable)
        self._lock = threading.RLock()
        self._snapshot: Snapshot | None = None
        fresh = not path.exists()
        with reading(self._connections.here(), path) as connection:
            pass
        migrations.ready(connection, path, writable=self.writable)
        if fresh:
            path.chmod(0o600)
        self.id = str(connection.execute("SELECT value FROM meta WHERE name = 'id'").fetchone()[0])

    # -- state
    def info(self) -> StoreInfo:
        with reading(self._connections.here(), self.path) as connection:
            facts = {"cloud_folder": any(word in str(self.path) for word in CLOUD), "bytes": self.path.stat().st_size}
            counters = ledger.counter(connection, "revision"), ledger.counter(connection, "work_revision")
            return StoreInfo("sqlite", str(self.path), self.id, VERSION, *counters, self.writable, facts)

    @property
    def revision(self) -> int:
        with reading(self._connections.here(), self.path) as connection:
            return ledger.counter(connection, "revision")

    def settings(self) -> dict[str, Any]:
        return {**schema.DEFAULTS, **{work.id: work.data["value"] for work in self.work("setting")}}

    # -- reading
    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        wanted = list(ids)
        with reading(self._connections.here(), self.path) as connection:
            found = records(connection, NODE, wanted)
            missing = [id_ for id_ in wanted if id_ not in found]
            moved = {row[0]: row[1] for block in chunks(missing) for row in connection.execute(f"SELECT id, target FROM redirect WHERE id IN ({marks(len(block))})", block)}
            targets = records(connection, NODE, set(moved.values()))
            return {**found, **{old: targets[new] for old, new in moved.items() if new in targets}}  # type: ignore[dict-item]

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        with reading(self._connections.here(), self.path) as connection:
            return {row[0]: row[1] for block in chunks(ids) for row in connection.execute(f"SELECT id, name FROM node WHERE id IN ({marks(len(block))})", block)}

    def ties(self, ids: Iterable[str]) -> dict[str, Tie]:
        with reading(self._connections.here(), self.path) as connection:
            return records(connection, TIE, ids)  # type: ignore[return-value]

    def ties_by_key(self, keys: Iterable[int]) -> list[Tie]:
        wanted = [int(key) for key in keys]
        with reading(self._connections.here(), self.path) as connection:
            found = {row[0]: tie_of(row) for block in chunks(wanted) for row in connection.execute(f"SELECT {TIE_FIELDS} FROM {TIE_FROM} WHERE t.key IN ({marks(len(block))})", block)}
        return [found[key] for key in wanted if key in found]

    def ties_of(self, node_id: str, kinds: Sequence[str] = (), limit: int = 5000) -> list[Tie]:
        codes = [schema.TIE_CODE[schema.tie_kind(kind).name] for kind in kinds]
        only = f"AND t.kind IN ({marks(len(codes))})" if codes else ""
        with reading(self._connections.here(), self.path) as connection:
            rows = connection.execute(
                f"""SELECT {TIE_FIELDS} FROM {TIE_FROM} WHERE t.key IN (
                SELECT key FROM tie WHERE source = (SELECT key FROM node WHERE id = :id) UNION SELECT key FROM tie WHERE target = (SELECT key FROM node WHERE id = :id))
                {only.replace('?', '{}').format(*codes)} ORDER BY t.kind, t.first, t.id LIMIT :n""", {"id": node_id, "n": limit})
            return [tie_of(row) for row in rows]

    def find(self, text: str, kinds: Sequence[str] = (), limit: int = 20) -> tuple[list[Hit], int]:
        with reading(self._connections.here(), self.path) as connection:
            return searching.find(connection, text, kinds, limit)

    def named(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Node]]:
        with reading(self._connections.here(), self.path) as connection:
            return searching.named(connection, keys)

    def all_nodes(self, kind: str = "") -> Iterator[Node]:
        code = schema.NODE_CODE[schema.node_kind(kind).name] if kind else -1
        return self._streamed(f"SELECT {NODE_FIELDS} FROM node n WHERE ? < 0 OR n.kind = ? ORDER BY n.id", code, node_of)

    def all_ties(self, kind: str = "") -> Iterator[Tie]:
        code = schema.TIE_CODE[schema.tie_kind(kind).name] if kind else -1
        return self._streamed(f"SELECT {TIE_FIELDS} FROM {TIE_FROM} WHERE ? < 0 OR t.kind = ? ORDER BY t.id", code, tie_of)

    def _streamed(self, query: str, code: int, make: Any) -> Iterator[Any]:
        # a connection of its own: its one statement sees one state however long the caller takes
        from alliance.stores.sqlite.connection import opened

        connection = opened(self.path, writable=False)
        try:
            for row in connection.execute(query, (code, code)):
                yield make(row)
        finally:
            connection.close()

    def counts(self) -> dict[str, dict[str, int]]:
        with reading(self._connections.here(), self.path) as connection:
            nodes = dict(connection.execute("SELECT kind, count(*) FROM node GROUP BY kind ORDER BY kind"))
            ties = dict(connection.execute("SELECT kind, count(*) FROM tie GROUP BY kind ORDER BY kind"))
        return {"nodes": {schema.NODE_KINDS[k].name: n for k, n in nodes.items()}, "ties": {schema.TIE_KINDS[k].name: n for k, n in ties.items()}}

    def snapshot(self, progress: Progress | None = None) -> Snapshot:
        with self._lock:
            settings = self.settings()
            with reading(self._connections.here(), self.path) as connection:
                revision = ledger.counter(connection, "revision")
                found = self._snapshot
                if found is None or found.revision != revision:
                    found = cache.load(self.path, self.id, revision, settings)
                if found is None:
                    ids, arrays, roles, systems = columns(connection, progress)
                    found = Snapshot(self.id, revision, ids, arrays, roles, systems, settings)
                    if self.writable:
                        cache.keep(self.path, found)
            if dict(found.settings) != settings:
                found = replace(found, settings=settings, _memo={})
            self._snapshot = found
            return found

    # -- work records
    def work(self, kind: str, ids: Iterable[str] | None = None) -> list[Work]:
        wanted = None if ids is None else set(ids)
        with reading(self._connections.here(), self.path) as connection:
            rows = connection.execute("SELECT kind, id, state, data, version FROM work WHERE kind = ? ORDER BY id", (kind,)).fetchall()
        return [Work(row[0], row[1], row[2], json.loads(row[3]), row[4]) for row in rows if wanted is None or row[1] in wanted]

    # -- writing
    def stage(self, batch: str, changes: Iterable[Change], *, facts: Mapping[str, Any] | None = None) -> int:
        with self._writing() as connection:
            return staging.add(connection, batch, changes, moments.now(), facts)

    def staged(self) -> list[Mapping[str, Any]]:
        with reading(self._connections.here(), self.path) as connection:
            rows = connection.execute("SELECT batch, at, facts, (SELECT count(*) FROM staged f WHERE f.batch = b.batch) FROM staged_batch b ORDER BY at DESC, batch")
            return [{"batch": row[0], "at": row[1], "count": row[3], "facts": json.loads(row[2])} for row in rows]

    def differences(self, batch: str, state: str = "", limit: int = 200, offset: int = 0) -> tuple[list[Difference], dict[str, int]]:
        with self._writing() as connection:
            staging.compare(connection, batch, ledger.counter(connection, "revision") + ledger.counter(connection, "work_revision"))
            return staging.differences(connection, batch, state, limit, offset)

    def discard(self, batch: str) -> None:
        with self._writing() as connection:
            staging.drop(connection, batch)

    def commit(self, batch: Batch, actor: Actor, progress: Progress | None = None) -> Receipt:
        with self._writing() as connection:
            return committing.commit(connection, batch, actor, moments.now(), progress)

    def ledger(self, limit: int = 50, before: int = 0) -> list[LedgerEntry]:
        with reading(self._connections.here(), self.path) as connection:
            return ledger.entries(connection, "? = 0 OR sequence < ?", (before, before), limit)

    def known_digest(self, digest: str) -> LedgerEntry | None:
        with reading(self._connections.here(), self.path) as connection:
            return next(iter(ledger.entries(connection, "digest = ? AND undone_by = ''", (digest,), 1)), None) if digest else None

    def inverse(self, batch: str, limit: int = 200) -> tuple[list[Difference], dict[str, int]]:
        with reading(self._connections.here(), self.path) as connection:
            return undoing.inverse(connection, batch, limit)

    def undo(self, batch: str, actor: Actor, new_batch: str, progress: Progress | None = None) -> Receipt:
        with self._writing() as connection:
            return undoing.undo(connection, batch, actor, new_batch, moments.now(), progress)

    def audit(self, limit: int = 100) -> list[Mapping[str, Any]]:
        with reading(self._connections.here(), self.path) as connection:
            return audit.newest(connection, limit)

    def note(self, actor: Actor, action: str, objects: Sequence[str], facts: Mapping[str, Any]) -> None:
        with self._writing() as connection:
            audit.append(connection, moments.now(), actor, action, "", objects, "", json.dumps(dict(facts), ensure_ascii=False, sort_keys=True))

    def verify_audit(self) -> int:
        with reading(self._connections.here(), self.path) as connection:
            return audit.verify(connection)

    def _writing(self) -> Any:
        if not self.writable:
            raise StoreReadOnly(location=str(self.path))
        return transaction(self._connections.here(), self.path)

    # -- keeping
    def backup(self, target: Path, progress: Progress | None = None) -> Mapping[str, Any]:
        return keeping.backup(self._connections.here(), self.path, Path(target), progress)

    def close(self) -> None:
        self._connections.close()
