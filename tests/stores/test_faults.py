"""What happens to the data when a process is killed, two write at once, the disk is full, or a copy is made meanwhile."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from alliance.model import Actor
from alliance.stores.opening import open_graph_store
from alliance.stores.port import GraphStore
from tests.contracts.graph_store import content
from tests.stores.importer import NODES, batch

IMPORTER = Path(__file__).with_name("importer.py")


def _start(store: Path, side: Path, prefix: str, rounds: int, how: str = "plain") -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.stores.importer", str(store), str(side), prefix, str(rounds), how],
        cwd=IMPORTER.parents[2],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def _acknowledged(side: Path) -> list[str]:
    return side.read_text(encoding="utf-8").split() if side.exists() else []


def _whole_or_absent(store: GraphStore) -> set[str]:
    """Return the batches whose star is there; fails on one that is there in part."""
    stars: dict[str, int] = {}
    for node in store.all_nodes("Workshop"):
        name = node.id.rsplit("-", 1)[0]
        stars[name] = stars.get(name, 0) + 1
    assert set(stars.values()) <= {NODES}
    ties: dict[str, int] = {}
    for tie in store.all_ties():
        name = tie.id.rsplit("-", 1)[0]
        ties[name] = ties.get(name, 0) + 1
    assert set(ties) == set(stars)
    assert set(ties.values()) <= {NODES - 1}
    return set(stars)


def _kill_rounds(folder: Path, kills: int, seed: int) -> None:
    rng, path, side = random.Random(seed), folder / "a.alliance", folder / "side"
    open_graph_store(str(path)).close()
    for n in range(kills):
        child = _start(path, side, f"k{n}x", 100_000, rng.choice(["plain", "staged"]))
        before = len(_acknowledged(side))
        while len(_acknowledged(side)) < before + 1 and child.poll() is None:
            time.sleep(0.005)
        time.sleep(rng.random() * 0.15)
        child.kill()
        child.wait()
        store = open_graph_store(str(path))
        there = _whole_or_absent(store)
        assert set(_acknowledged(side)) <= there
        assert there == {entry.batch for entry in store.ledger(10_000)}
        assert store.verify_audit() == 0
        store.close()
    assert len(_acknowledged(side)) >= kills


def test_a_kill_loses_nothing_acknowledged_and_leaves_nothing_half(tmp_path: Path) -> None:
    _kill_rounds(tmp_path, 10, seed=1)


@pytest.mark.deep
@pytest.mark.timeout(1800)
def test_a_hundred_kills(tmp_path: Path) -> None:
    _kill_rounds(tmp_path, 100, seed=2)


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    path, side = tmp_path / "a.alliance", tmp_path / "side"
    open_graph_store(str(path)).close()
    children = [_start(path, side, prefix, 12) for prefix in ("app", "cli")]
    assert [child.wait(120) for child in children] == [0, 0]
    store = open_graph_store(str(path))
    assert _whole_or_absent(store) == set(_acknowledged(side))
    assert len(store.ledger(100)) == 24
    assert [entry.sequence for entry in store.ledger(100)] == list(range(24, 0, -1))
    assert store.verify_audit() == 0


def test_a_copy_made_while_others_write_is_whole(tmp_path: Path) -> None:
    path, side = tmp_path / "a.alliance", tmp_path / "side"
    store = open_graph_store(str(path))
    child = _start(path, side, "w", 100_000)
    while len(_acknowledged(side)) < 3:
        assert child.poll() is None, child.stderr.read() if child.stderr else ""
        time.sleep(0.01)
    facts = store.backup(tmp_path / "copy.alliance")
    child.kill()
    child.wait()
    copy = open_graph_store(str(tmp_path / "copy.alliance"))
    there = _whole_or_absent(copy)
    assert facts["nodes"] == len(there) * NODES > 0
    assert there <= _whole_or_absent(store)
    assert (copy.verify_audit(), content(copy) == content(store)) == (0, there == _whole_or_absent(store))


FULL = """
import resource, signal, sys
from alliance.errors import StoreFull
from alliance.model import Actor
from alliance.stores.opening import open_graph_store
from tests.stores.importer import batch
store = open_graph_store(sys.argv[1])
store.commit(batch("first"), Actor("me"))
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
told = 0
for n in range(200):
    try:
        store.commit(batch(f"more{n}"), Actor("me"))
    except StoreFull:
        told += 1
        break
print(told, len(store.find("first")[0]) > 0)
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="no limit of file size on this system")
def test_a_full_disk_is_said_and_the_data_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.alliance"
    done = subprocess.run([sys.executable, "-c", FULL, str(path)], cwd=IMPORTER.parents[2], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.split() == ["1", "True"], done.stderr
    store = open_graph_store(str(path))
    there = _whole_or_absent(store)
    assert "first" in there
    assert there == {entry.batch for entry in store.ledger(1000)}
    store.commit(batch("after"), Actor("me"))
    assert "after" in _whole_or_absent(store)
