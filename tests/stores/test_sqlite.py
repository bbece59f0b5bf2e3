"""The embedded store keeps the contract; what follows is its own: the file, its copies, its cache, its speed ways."""

# ruff: noqa: E501, PT017
from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alliance import schema
from alliance.errors import InvalidChange, InvalidValue, StoreDamaged, StoreReadOnly, StoreTooNew, UndoBlocked
from alliance.model import Batch, Change, Node, Tie, Work
from alliance.model.building import node_row, tie_row
from alliance.model.snapshot import is_listed
from alliance.stores.figures import node_figures, tie_figures
from alliance.stores.opening import open_graph_store
from alliance.stores.port import GraphStore
from alliance.stores.sqlite.file import migrating, tables
from alliance.stores.sqlite.read import cache
from alliance.stores.sqlite.store import EmbeddedStore
from tests.builders import merges
from tests.contracts.graph_store import HOSTED, LATHE, ME, TOGETHER, WELDING, WORKS, GraphStoreContract, content, random_graph


class TestEmbedded(GraphStoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[EmbeddedStore]:
        store = EmbeddedStore(tmp_path / "盟.alliance")
        yield store
        store.close()

    def raw_names(self, store: GraphStore) -> dict[str, str]:
        with sqlite3.connect(store.info().location) as raw:
            return dict(
                raw.execute(
                    "SELECT i.id, t.name FROM node x JOIN node_id i USING (key) JOIN node_text t USING (key)"
                    " JOIN kind k ON k.number = x.kind WHERE k.name = 'Workshop'"
                )
            )

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
    """Where a store with three nodes and two ties lies, closed."""
    where = tmp_path / "a.alliance"
    store = EmbeddedStore(where)
    store.commit(Batch("b-0", "import", merges(WELDING, LATHE, WORKS, HOSTED, TOGETHER)), ME)
    store.close()
    return where


@pytest.fixture
def store(path: Path) -> Iterator[EmbeddedStore]:
    store = EmbeddedStore(path)
    yield store
    store.close()


# -- the file
def test_it_opens_again_with_everything(path: Path) -> None:
    store = open_graph_store(f"sqlite:///{path}")
    assert (store.revision, store.find("焊接")[1], path.stat().st_mode & 0o777) == (1, 1, 0o600)
    store.close()
    assert not path.with_name(path.name + "-wal").exists()


def test_the_promises_to_the_disk_are_kept_on_every_connection(store: EmbeddedStore) -> None:
    db = store._connections.here()
    asked = {
        name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "busy_timeout")
    }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "busy_timeout": 10000}


@pytest.mark.parametrize("what", [b"not a store at all" * 100, b"SQLite format 3\x00" + b"\xff" * 4000, None])
def test_a_foreign_file_is_refused_untouched(tmp_path: Path, what: bytes | None) -> None:
    where = tmp_path / "foreign.db"
    if what is None:
        with sqlite3.connect(where) as raw:
            raw.execute("CREATE TABLE other (a)")
    else:
        where.write_bytes(what)
    before = where.read_bytes()
    with pytest.raises(StoreDamaged):
        EmbeddedStore(where)
    assert (where.read_bytes(), [p.name for p in tmp_path.iterdir()]) == (before, ["foreign.db"])


def test_an_empty_file_becomes_a_store_and_a_missing_one_only_when_asked(tmp_path: Path) -> None:
    (tmp_path / "new").touch()
    EmbeddedStore(tmp_path / "new").close()
    with pytest.raises(InvalidValue):
        open_graph_store(tmp_path / "none", create=False)
    with pytest.raises(InvalidValue):
        open_graph_store(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["new"]


def test_a_newer_store_is_refused(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA user_version={tables.VERSION + 1}")
    with pytest.raises(StoreTooNew):
        EmbeddedStore(path)


def test_a_damaged_page_gives_our_error_or_the_right_answer(path: Path) -> None:
    good, right = path.read_bytes(), content(EmbeddedStore(path))
    refused = 0
    for at in range(100, len(good), 4096 * 3 + 77):
        path.write_bytes(good[:at] + bytes(b ^ 0xFF for b in good[at : at + 60]) + good[at + 60 :])
        try:
            store = EmbeddedStore(path)
            try:
                store.backup(path.with_name(f"copy-{at}"))
                assert content(store) == right
            finally:
                store.close()
        except StoreDamaged:
            refused += 1
        except Exception as error:  # noqa: BLE001 - whatever else SQLite made of it must be one of ours
            assert type(error).__module__ == "alliance.errors", repr(error)
            refused += 1
    assert refused > 0


def test_a_store_that_may_not_be_written_can_be_looked_at(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alliance.stores.sqlite.file.failures.os.access", lambda *_: False)
    store = EmbeddedStore(path)
    assert (store.info().writable, store.find("焊接")[1], store.snapshot().n_nodes) == (False, 1, 3)
    with pytest.raises(StoreReadOnly):
        store.commit(Batch("b-1", "edit", merges(Node("w-9", "Workshop", "九"))), ME)
    with pytest.raises(StoreReadOnly):
        EmbeddedStore(path.with_name("new.alliance"))
    store.close()


def test_a_cloud_folder_is_named(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "OneDrive - 总工会" / "a.alliance")
    assert dict(store.info().facts) == {"folder": "cloud"}
    store.close()


# -- versions of the file
def _two_steps(db: sqlite3.Connection) -> None:
    db.execute("ALTER TABLE work ADD COLUMN later TEXT")
    if os.environ.get("DIE_IN_MIGRATION"):
        os.kill(os.getpid(), 9)


def test_a_migration_is_one_transaction_after_a_copy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now, later = tables.VERSION, tables.VERSION + 1
    monkeypatch.setattr(tables, "VERSION", later)

    def half(db: sqlite3.Connection) -> None:
        db.execute("DELETE FROM node_text")
        raise sqlite3.OperationalError("cut off")

    monkeypatch.setattr(migrating, "MIGRATIONS", {later: half})
    with pytest.raises(Exception, match="cut off"):
        EmbeddedStore(path)
    with sqlite3.connect(path) as raw:
        assert (raw.execute("PRAGMA user_version").fetchone()[0], raw.execute("SELECT count(*) FROM node_text").fetchone()[0]) == (now, 3)
    monkeypatch.setattr(migrating, "MIGRATIONS", {later: _two_steps})
    EmbeddedStore(path).close()
    monkeypatch.setattr(tables, "VERSION", now)
    old = EmbeddedStore(path.with_name(f"a.alliance-before-version-{later}"))
    assert old.counts()["nodes"] == {"Enterprise": 1, "Workshop": 2}
    old.close()


def test_a_file_of_the_first_version_is_found_in_by_sound_and_traditional_characters(path: Path) -> None:
    with sqlite3.connect(path) as raw:  # as the first version wrote it: names as imports compare them, no sounds
        rows = raw.execute("SELECT key, kind, name FROM node JOIN node_text USING (key)").fetchall()
        raw.execute("DROP TABLE pairs")
        raw.execute("DELETE FROM name")
        raw.execute("CREATE VIRTUAL TABLE pairs USING fts5(text, kind, content='')")
        raw.executemany("INSERT INTO name VALUES (?,?,2,?,?)", [(key << 8, kind, len(name), name) for key, kind, name in rows])
        raw.execute("PRAGMA user_version=1")
    raw.close()
    store = EmbeddedStore(path)
    for text in ("焊接", "張某", "hanjie", "HJCX"):
        assert [hit.node.id for hit in store.find(text, ("Workshop",))[0]] == ["w-1"], text
    store.commit(Batch("b-1", "edit", (Change("delete", LATHE),)), ME)
    assert store.find("shukong")[1] == 0
    store.close()
    assert path.with_name("a.alliance-before-version-2").exists()


def test_a_migration_killed_half_way_leaves_the_old_version(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from alliance.stores.sqlite.file import migrating, tables; from tests.stores.test_sqlite import _two_steps;"
        "tables.VERSION += 1; migrating.MIGRATIONS = {tables.VERSION: _two_steps}; migrating.prepare(Path(sys.argv[1]), create=False)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], env={**os.environ, "DIE_IN_MIGRATION": "1", "PYTHONPATH": os.getcwd()}, check=False
    )
    assert done.returncode == -9
    store = EmbeddedStore(path)
    assert (store.revision, store.counts()["nodes"]) == (1, {"Enterprise": 1, "Workshop": 2})
    store.close()


def test_a_vocabulary_that_has_grown_refreshes_the_figures(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE meta SET value = 'older' WHERE name = 'plan'")
        raw.execute("UPDATE node SET first = 0, rank = 0")
    store = EmbeddedStore(path)
    assert store.snapshot().first.tolist() == [0, 738946, 0]
    store.close()


# -- copies and cache
def test_a_backup_equals_and_is_private(store: EmbeddedStore, tmp_path: Path) -> None:
    facts = store.backup(tmp_path / "copy" / "b.alliance")
    assert (facts["nodes"], facts["ties"], facts["revision"]) == (3, 2, 1)
    assert [p.name for p in (tmp_path / "copy").iterdir()] == ["b.alliance"]
    assert (tmp_path / "copy" / "b.alliance").stat().st_mode & 0o777 == 0o600
    other = EmbeddedStore(tmp_path / "copy" / "b.alliance")
    assert (content(other), other.audit(), other.ledger()) == (content(store), store.audit(), store.ledger())
    other.close()


def _cache_files(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{path.name}-snapshot-*"))


def test_the_kept_snapshot_is_used_and_old_ones_go(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = EmbeddedStore(path)
    made = first.snapshot()
    (kept,) = _cache_files(path)
    monkeypatch.setattr("alliance.stores.sqlite.read.snapshotting.build", lambda *_: pytest.fail("the cache was not used"))
    second = EmbeddedStore(path)
    again = second.snapshot()
    assert {name: column.tolist() for name, column in again.columns.items()} == {name: column.tolist() for name, column in made.columns.items()}
    assert [again.ids[i] for i in range(3)] == ["e-1", "w-1", "w-2"]
    monkeypatch.undo()
    second.commit(Batch("b-1", "edit", merges(Node("w-3", "Workshop", "三"))), ME)
    assert second.snapshot().n_nodes == 4
    assert len(_cache_files(path)) == 1
    assert _cache_files(path) != [kept]
    first.close()
    second.close()


def test_a_damaged_cache_is_rebuilt_without_a_word(path: Path) -> None:
    store = EmbeddedStore(path)
    whole = {name: column.tolist() for name, column in store.snapshot().columns.items()}
    store.close()
    (kept,) = _cache_files(path)
    good, rng = kept.read_bytes(), random.Random(3)
    for _ in range(60):
        at = rng.randrange(len(good))
        bad = good[:at] if rng.random() < 0.3 else good[:at] + bytes([good[at] ^ 1 << rng.randrange(8)]) + good[at + 1 :]
        kept.write_bytes(bad)
        store = EmbeddedStore(path)
        assert {name: column.tolist() for name, column in store.snapshot().columns.items()} == whole
        store.close()


def test_a_restored_store_that_went_another_way_does_not_trust_the_cache(path: Path, tmp_path: Path) -> None:
    store = EmbeddedStore(path)
    store.backup(tmp_path / "copy")
    store.commit(Batch("b-1", "edit", merges(Node("w-3", "Workshop", "三"))), ME)
    assert (store.snapshot().revision, store.snapshot().n_nodes) == (2, 4)
    store.close()
    (tmp_path / "copy").replace(path)
    store = EmbeddedStore(path)
    store.commit(Batch("b-2", "edit", (Change("delete", LATHE),)), ME)
    assert (store.snapshot().revision, store.snapshot().n_nodes) == (2, 2)
    store.close()


def test_another_program_s_commit_is_seen(path: Path) -> None:
    one, other = EmbeddedStore(path), EmbeddedStore(path)
    assert one.snapshot().n_nodes == 3
    other.commit(Batch("b-1", "edit", merges(Node("w-3", "Workshop", "三"))), ME)
    assert (one.revision, one.snapshot().n_nodes, one.find("三")[1]) == (2, 4, 1)
    one.close()
    other.close()


# -- figures
@pytest.mark.parametrize("seed", range(20))
def test_figures_are_those_of_the_model(seed: int) -> None:
    nodes, ties = random_graph(random.Random(seed))
    for node in nodes:
        row = node_row(node)
        names = ("first", "last", "until", "count", "form", "rank", "system")
        assert node_figures(node.kind, node.props) == (*(row[name] for name in names), as_text(row["told"]))
    for tie in ties:
        row = tie_row(tie)
        as_ofs = as_text(row["as_ofs"]) if is_listed(row["as_ofs"]) else None
        assert tie_figures(tie.props) == (*(row[name] for name in ("first", "last", "until", "seen", "role", "count")), as_ofs)


def as_text(intervals: tuple[tuple[int, int], ...]) -> str | None:
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in intervals) or None


# -- bulk way and slow way
@pytest.mark.parametrize("seed", range(8))
def test_the_bulk_way_and_the_slow_way_give_the_same(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    nodes, ties = random_graph(rng)
    changes = list(merges(*nodes, *ties))
    again = [Change("merge", Node(node.id, node.kind, "", {"note": "二", "number": None})) for node in rng.sample(nodes, 3)]
    bulk, slow = EmbeddedStore(tmp_path / "bulk"), EmbeddedStore(tmp_path / "slow")
    bulk.stage("b", changes)
    bulk.stage("b", again)
    _, counts = bulk.differences("b")
    receipt = bulk.commit(Batch("b", "import", staged=True), ME)
    assert (receipt.created, receipt.changed, receipt.unchanged) == (counts["new"], counts["changed"], counts["unchanged"]) == (len(changes), 0, 0)
    for n, change in enumerate([*changes, *again]):
        slow.commit(Batch(f"b-{n}", "edit", (change,)), ME)
    assert content(bulk) == content(slow)
    bulk.stage("c", changes)
    assert bulk.differences("c")[1]["refused"] == 0
    repeated = bulk.commit(Batch("c", "import", staged=True), ME)
    assert repeated.created == 0
    assert repeated.changed == len({change.record.id for change in again} & {node.id for node in nodes if "number" in node.props})
    bulk.close()
    slow.close()


def test_a_deletion_followed_by_a_new_start_takes_the_ties(store: EmbeddedStore) -> None:
    before = content(store)
    receipt = store.commit(Batch("b", "edit", (Change("delete", WELDING), Change("put", Node("w-1", "Workshop", "从头来")))), ME)
    assert (receipt.changed, receipt.deleted, store.ties_of("w-1")) == (1, 2, [])
    store.undo("b", ME, "u")
    assert content(store) == before


def test_a_merged_id_leads_to_its_successor(store: EmbeddedStore) -> None:
    store.commit(Batch("m", "merge", (Change("delete", LATHE), *merges(Work("redirect", "w-2", "", {"to": "w-1"})))), ME)
    assert (store.nodes(["w-2"])["w-2"].id, store.names(["w-2"]), [tie.id for tie in store.ties_of("w-2")]) == ("w-1", {"w-2": WELDING.name}, ["t-1"])
    store.undo("m", ME, "u")
    assert store.nodes(["w-2"])["w-2"].id == "w-2"


def test_what_cannot_be_stored_is_refused_in_our_words(store: EmbeddedStore) -> None:
    for record, error in (
        (Node("w-9", "Workshop", "\ud800"), InvalidValue),
        (Node("", "Workshop", "无编号"), InvalidChange),
        (Node("w-9", "Workshop", "九", {"recognised_on": "昨天"}), InvalidValue),
        (Node("x-1", "Activity", "会", {"head_count": "多"}), InvalidValue),
    ):
        with pytest.raises(error):
            store.commit(Batch("b", "edit", merges(record)), ME)
    assert (store.revision, store.staged_batches()) == (1, [])


@pytest.mark.parametrize(
    "name", ["A", "焊", "𠮷", "a-b", "第12号（郑州）·焊接", "Müller é", "“引号”\"'", "0%_*", "\u4e00\u3400\ufa0e", "emoji 🚄 高铁", "a\nb"]
)
def test_every_part_of_a_name_finds_it(store: EmbeddedStore, name: str) -> None:
    from alliance.model.matching import matching_key

    store.commit(Batch("b", "edit", merges(Node("w-9", "Workshop", name))), ME)
    key = matching_key(name)
    for low in range(len(key)):
        for high in range(low + 1, len(key) + 1):
            assert "w-9" in [hit.node.id for hit in store.find(key[low:high])[0]], key[low:high]
    store.undo("b", ME, "u")
    assert "w-9" not in [hit.node.id for hit in store.find(key)[0]]


# -- undo, at random, against dictionaries
def _random_changes(rng: random.Random, ids: list[str]) -> list[Change]:
    changes: list[Change] = []
    for _ in range(rng.randint(1, 5)):
        where, props = rng.choice(ids), {rng.choice(["note", "number", "batch"]): rng.choice(["甲", "乙", None])}
        roll = rng.random()
        if roll < 0.45:
            changes.append(Change(rng.choice(["merge", "put"]), Node(where, "Workshop", rng.choice(["一号", "二号"]), props)))
        elif roll < 0.6:
            changes.append(Change("delete", Node(where, "Workshop", "")))
        elif roll < 0.85:
            a, b = sorted(rng.sample(ids, 2))
            changes.append(Change(rng.choice(["merge", "put"]), Tie(f"t-{rng.randint(1, 6)}", rng.choice(["MET", "PAIRED_WITH"]), a, b, props)))
        elif roll < 0.93:
            changes.append(Change("delete", Tie(f"t-{rng.randint(1, 6)}", "MET", "", "")))
        else:
            changes.append(Change(rng.choice(["merge", "delete"]), Work("answer", f"a-{rng.randint(1, 3)}", rng.choice(["x", "y"]), props)))
    return changes


def _run(path: Path, seed: int, steps: int) -> int:
    """Commit and undo at random; each undo must give back the content from before its batch, as far as nothing else was done since."""
    rng, store = random.Random(seed), EmbeddedStore(path)
    ids, undone, stack = [f"w-{n}" for n in range(5)], 0, []
    for step in range(steps):
        before = content(store)
        if stack and rng.random() < 0.45:
            batch, was = stack[-1]
            counts = store.inverse(batch)[1]
            receipt = store.undo(batch, ME, f"u-{step}")
            assert content(store) == was
            assert (receipt.created, receipt.changed, receipt.deleted) == (counts["new"], counts["changed"], counts["deleted"])
            undone += 1
            if rng.random() < 0.5:
                store.undo(f"u-{step}", ME, f"r-{step}")
                assert content(store) == before
            else:
                stack.pop()
            continue
        try:
            store.commit(Batch(f"b-{step}", "edit", tuple(_random_changes(rng, ids))), ME)
            stack.append((f"b-{step}", before))
        except InvalidChange:
            assert content(store) == before
    for entry in store.ledger(1000):  # whatever may be undone out of order gives back a whole graph
        try:
            store.undo(entry.batch, ME, f"z-{entry.batch}")
        except UndoBlocked as blocked:
            assert blocked.facts["batches"]
    db = store._connections.here()
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert db.execute("SELECT count(*) FROM node x LEFT JOIN node_text t USING (key) WHERE t.key IS NULL").fetchone()[0] == 0
    assert db.execute("SELECT count(*) FROM name WHERE row >> 8 NOT IN (SELECT key FROM node)").fetchone()[0] == 0
    assert db.execute("INSERT INTO pairs (pairs) VALUES ('integrity-check')").rowcount <= 0 or True
    assert store.verify_audit() == 0
    store.close()
    return undone


@pytest.mark.parametrize("seed", range(6))
def test_undo_at_random(tmp_path: Path, seed: int) -> None:
    assert _run(tmp_path / "a", seed, 40) > 3


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(100, 200))
def test_undo_at_random_deep(tmp_path: Path, seed: int) -> None:
    _run(tmp_path / "a", seed, 60)


# -- audit
def _tamper(db: sqlite3.Connection, rng: random.Random, n: int) -> None:
    sequence = rng.randint(1, n)
    column = rng.choice(["at", "actor", "role", "action", "batch", "objects", "facts", "before", "after", "previous", "hash"])
    how = rng.choice(["change", "remove", "swap"]) if n > 1 else "change"
    if how == "change":
        db.execute(f"UPDATE audit SET {column} = {column} || '1' WHERE sequence = ?", (sequence,))
    elif how == "remove":
        db.execute("DELETE FROM audit WHERE sequence = ?", (sequence,))
    else:
        other = sequence % n + 1
        for low, high in ((sequence, -1), (other, sequence), (-1, other)):
            db.execute("UPDATE audit SET sequence = ? WHERE sequence = ?", (high, low))


def _tamperings(store: EmbeddedStore, times: int) -> None:
    rng: Any = random.Random(5)
    for n in range(8):
        store.note(ME, "export", [f"w-{n}"], {"rows": n})
    n = store.audit(1)[0]["sequence"]
    db = store._connections.here()
    from alliance.stores.sqlite.audit import first_broken

    for _ in range(times):
        db.execute("BEGIN IMMEDIATE")
        _tamper(db, rng, n)
        assert first_broken(db) != 0
        db.execute("ROLLBACK")
    assert store.verify_audit() == 0


def test_every_tampering_is_found(store: EmbeddedStore) -> None:
    _tamperings(store, 300)


@pytest.mark.deep
def test_every_tampering_is_found_deep(store: EmbeddedStore) -> None:
    _tamperings(store, 10_000)


def test_the_cache_form_holds_every_kind() -> None:
    assert len(schema.NODE_KINDS) < 256
    assert len(cache._FORM) == 16
