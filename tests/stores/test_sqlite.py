"""The embedded store keeps the contract; what follows is its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from alliance.errors import InvalidValue, StoreDamaged, StoreReadOnly, StoreTooNew
from alliance.model import Batch, Node
from alliance.stores.base import GraphStore
from alliance.stores.sqlite import EmbeddedStore, cache, keeping, migrations
from alliance.stores.sqlite.tables import VERSION
from alliance.stores.opening import open_graph_store
from tests.contracts.graph_store import LATHE, ME, WELDING, WORKS, GraphStoreContract, content, merges


class TestEmbedded(GraphStoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[EmbeddedStore]:
        store = EmbeddedStore(tmp_path / "盟.alliance")
        yield store
        store.close()

    def raw_names(self, store: GraphStore) -> dict[str, str]:
        with sqlite3.connect(store.info().location) as raw:
            return dict(raw.execute("SELECT id, name FROM node WHERE kind = 0"))

    def tamper_with_audit(self, store: GraphStore, sequence: int, how: str) -> None:
        with sqlite3.connect(store.info().location) as raw:
            if how == "change":
                raw.execute("UPDATE audit SET actor = 'nobody' WHERE sequence = ?", (sequence,))
            elif how == "remove":
                raw.execute("DELETE FROM audit WHERE sequence = ?", (sequence,))
            else:
                raw.execute("UPDATE audit SET sequence = -1 WHERE sequence = ?", (sequence,))
                raw.execute("UPDATE audit SET sequence = ? WHERE sequence = ?", (sequence, sequence + 1))
                raw.execute("UPDATE audit SET sequence = ? WHERE sequence = -1", (sequence + 1,))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store with three nodes lies, closed."""
    where = tmp_path / "a.alliance"
    store = EmbeddedStore(where)
    store.commit(Batch("b-0", "import", merges(WELDING, LATHE, WORKS)), ME)
    store.close()
    return where


def test_it_opens_again_with_everything(path: Path) -> None:
    store = open_graph_store(f"sqlite:///{path}")
    assert (store.revision, store.find("焊接")[1], path.stat().st_mode & 0o777) == (1, 1, 0o600)
    store.close()


def test_the_promises_to_the_disk_are_kept_on_every_connection(path: Path) -> None:
    store = EmbeddedStore(path)
    connection = store._connections.here()
    asked = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "busy_timeout")}
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "busy_timeout": 10000}


@pytest.mark.parametrize("what", [b"", b"not a store at all" * 100, None])
def test_a_foreign_file_is_refused_untouched(tmp_path: Path, what: bytes | None) -> None:
    where = tmp_path / "foreign.db"
    if what is None:
        with sqlite3.connect(where) as raw:
            raw.execute("CREATE TABLE other (a)")
    else:
        where.write_bytes(what)
    before = where.read_bytes()
    if what == b"":
        EmbeddedStore(where).close()  # an empty file is a new store
        return
    with pytest.raises(StoreDamaged):
        EmbeddedStore(where)
    assert where.read_bytes() == before


def test_a_damaged_store_is_refused_or_found_by_the_check(path: Path) -> None:
    found = 0
    good = path.read_bytes()
    for at in range(4096, len(good), 3001):
        path.write_bytes(good[:at] + bytes(b ^ 0xFF for b in good[at:at + 40]) + good[at + 40:])
        try:
            keeping.checked(path)
        except StoreDamaged:
            found += 1
    assert found > 0
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4000)
    with pytest.raises(StoreDamaged):
        EmbeddedStore(path)


def test_a_newer_store_is_refused(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA user_version={VERSION + 1}")
    with pytest.raises(StoreTooNew):
        EmbeddedStore(path)


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InvalidValue):
        open_graph_store(str(tmp_path / "none.alliance"), create=False)


def test_a_store_that_may_not_be_written_can_be_looked_at(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alliance.stores.sqlite.store.os.access", lambda *_: False)
    store = EmbeddedStore(path)
    assert (store.info().writable, store.find("焊接")[1], store.snapshot().n_nodes) == (False, 1, 3)
    with pytest.raises(StoreReadOnly):
        store.commit(Batch("b-1", "edit", merges(Node("w-9", "Workshop", "九"))), ME)


def test_a_migration_is_one_transaction_after_a_copy(path: Path) -> None:
    store = EmbeddedStore(path)
    connection = store._connections.here()

    def half(c: sqlite3.Connection) -> None:
        c.execute("DELETE FROM label")
        raise sqlite3.OperationalError("cut off")

    with pytest.raises(Exception, match="OperationalError"):
        migrations.ready(connection, path, writable=True, steps={VERSION: half}, version=VERSION + 1)
    assert (store.find("焊接")[1], connection.execute("PRAGMA user_version").fetchone()[0]) == (1, VERSION)
    copy = path.with_name(f"{path.name}.v{VERSION}.backup")
    assert keeping.checked(copy)["nodes"] == 3
    migrations.ready(connection, path, writable=True, steps={VERSION: lambda c: None}, version=VERSION + 1)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == VERSION + 1


def test_a_backup_equals_and_appears_whole_or_not_at_all(path: Path, tmp_path: Path) -> None:
    store = EmbeddedStore(path)
    facts = store.backup(tmp_path / "copy" / "b.alliance")
    assert (facts["nodes"], facts["revision"]) == (3, 1)
    assert content(EmbeddedStore(tmp_path / "copy" / "b.alliance")) == content(store)
    assert [p.name for p in (tmp_path / "copy").iterdir() if "part" in p.name] == []


def test_the_kept_snapshot_is_never_trusted_when_anything_differs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "WORTH", 0)
    store = EmbeddedStore(path)
    kept = store.snapshot()
    folder = cache.folder_of(path) / "1"
    again = cache.load(path, store.id, 1, {})
    assert again is not None
    assert {name: column.tolist() for name, column in again.columns.items()} == {name: column.tolist() for name, column in kept.columns.items()}
    assert cache.load(path, store.id, 2, {}) is None
    assert cache.load(path, "another", 1, {}) is None
    (folder / "kind.npy").write_bytes((folder / "kind.npy").read_bytes()[:-1])
    assert cache.load(path, store.id, 1, {}) is None
    fresh = EmbeddedStore(path)
    assert fresh.snapshot().n_nodes == 3
