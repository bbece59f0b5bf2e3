"""The fast reach and the slow one, written from the rules alone, agree on random stores."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest

from alliance.model import day
from alliance.model.building import snapshot_of
from alliance.network.reach.reach import CODES, FLAGS, flag_names, reach
from tests.network.slow_reach import slow_reach
from tests.worlds.random_store import AS_OF, random_store


def settings_of(random: Random) -> dict[str, Any]:
    return {
        "only_confirmed": random.random() < 0.1,
        "window_by_host_kind": {"University": 24} if random.random() < 0.3 else {},
        "exempt": {"w1": "理由"} if random.random() < 0.1 else {},
        "small_meeting": random.choice([12, 12, 4]),
        "system_rank": random.choice(["municipal", "county"]),
    }


def compare(seeds: range) -> tuple[Counter[str], Counter[str]]:
    codes: Counter[str] = Counter()
    flags: Counter[str] = Counter()
    for seed in seeds:
        nodes, ties = random_store(seed)
        random = Random(seed)
        settings, on = settings_of(random), random.choice([AS_OF, AS_OF, "2025-06-15"])
        snapshot = snapshot_of(nodes, ties, settings=settings)
        table = reach(snapshot, day(on))
        rows = zip(table.workshops, table.code, table.confirmed, table.flags, strict=True)
        fast = {snapshot.ids[int(w)]: (CODES[c], bool(k), frozenset(flag_names(int(f)))) for w, c, k, f in rows}
        assert fast == slow_reach(nodes, ties, on, settings), f"seed {seed}"
        codes.update(code for code, _, _ in fast.values())
        flags.update(flag for _, _, named in fast.values() for flag in named)
    return codes, flags


def test_agree_on_100_random_stores() -> None:
    codes, flags = compare(range(100))
    assert set(codes) == set(CODES)  # the stores meet every row of the rule
    assert set(flags) == set(FLAGS)


@pytest.mark.deep
def test_agree_on_1000_random_stores() -> None:
    codes, _ = compare(range(100, 1100))
    assert sum(codes.values()) > 4000
