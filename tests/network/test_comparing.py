"""Then and now: states of pairs and acts behind a change of reach, each worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from alliance.model import Node, day
from alliance.network.reach.reach import CODES
from alliance.network.then_and_now import ACTS, STATES, act_kind, is_lifted, pair_changes, reach_changes
from tests.network.world import ON, tie, world

THEN = day("2025-06-30")


def _acts(snapshot, then=THEN, now=ON):
    found = reach_changes(snapshot, then, now)
    return {
        snapshot.ids[int(w)]: (CODES[b] if b >= 0 else "", CODES[a] if a >= 0 else "", ACTS[act], act_kind(snapshot, found, i))
        for i, (w, b, a, act) in enumerate(zip(found.workshops, found.before, found.after, found.act, strict=True))
    }


def test_the_states_of_pairs() -> None:
    ties = (
        tie("VISITED", "w", "same", "2025-09-01"),  # new
        tie("VISITED", "w", "sister", "2023-05-01"),
        tie("VISITED", "w", "sister", "2025-08-01"),  # resumed
        tie("VISITED", "w", "cousin", "2025-05-01"),
        tie("VISITED", "w", "cousin", "2025-12-01"),  # renewed
        tie("VISITED", "w", "stranger", "2025-05-01"),  # kept
        tie("VISITED", "same", "stranger", "2024-09-01"),  # lost: in the window of June, not of January
        tie("VISITED", "sister", "cousin", "2022-01-01"),  # in neither
        tie("VISITED", "sister", "stranger", "2026-03-01"),  # later than both
    )
    snapshot = world(*ties)
    found = pair_changes(snapshot, THEN, ON, "exchange")
    named = {frozenset((snapshot.ids[int(a)], snapshot.ids[int(b)])): STATES[s] for a, b, s in zip(found.a, found.b, found.state, strict=True)}
    assert named == {
        frozenset(("w", other)): state for other, state in (("same", "new"), ("sister", "resumed"), ("cousin", "renewed"), ("stranger", "kept"))
    } | {frozenset(("same", "stranger")): "lost"}
    assert found.counts() == dict.fromkeys(STATES, 1)
    assert sum(pair_changes(snapshot, THEN, ON, "cooperation").counts().values()) == 0


@pytest.mark.parametrize(("kind", "other"), [("SIGNED_AGREEMENT_WITH", "stranger"), ("MET", "stranger"), ("SERVES", "firm")])
def test_a_workshop_is_lifted_by_the_act_that_began_in_between(kind: str, other: str) -> None:
    snapshot = world(tie(kind, "w", other, "2025-10-01"))
    found = _acts(snapshot)
    assert found["w"] == ("unknown", "serving" if other == "firm" else "connected", "contact", kind)
    change = reach_changes(snapshot, THEN, ON)
    assert is_lifted(change).tolist() == [True] * len(change.workshops)


def test_an_activity_is_named_as_the_act() -> None:
    visit = Node("x", "Activity", "互访", {"form": "visit", "held_on": "2025-11-01"})
    snapshot = world(tie("PARTICIPATES_IN", "w", "x", role="host"), tie("PARTICIPATES_IN", "stranger", "x", role="guest"), nodes=[visit])
    assert _acts(snapshot)["w"] == ("unknown", "connected", "contact", "Activity")


def test_what_runs_out_has_lapsed() -> None:
    found = _acts(world(tie("VISITED", "w", "stranger", "2024-10-01")))
    assert found == dict.fromkeys(("w", "stranger"), ("connected", "sleeping", "lapsed", ""))


def test_a_changed_place_is_an_affiliation() -> None:
    """cousin moves from e3 to the group's e2 in autumn: the running pairing with w is inside the group from then on, e2's system is the same."""
    ties = (tie("PAIRED_WITH", "w", "cousin", "2025-01", "open"), tie("HOSTED_BY", "cousin", "e2", "2025-09-01"))
    found = _acts(world(*ties))
    assert found["w"] == ("own_system", "own_group", "affiliation", "")


def test_confirmation_recognition_and_time() -> None:
    nodes = (
        Node("same", "Workshop", "same", {"recognised_on": "2019", "links_checks": [{"on": "2025-12-01", "by": "市总"}]}),
        Node("sister", "Workshop", "sister", {"recognised_on": "2025-12-01"}),
        Node("cousin", "Workshop", "cousin", {"recognised_on": "2025-05-01"}),
    )
    found = _acts(world(nodes=nodes))
    assert found == {"same": ("unknown", "none", "checked", ""), "sister": ("", "new", "recognised", ""), "cousin": ("new", "unknown", "time", "")}
    assert _acts(world(nodes=nodes), ON, THEN)["sister"] == ("new", "", "withdrawn", "")


def test_the_table_counts_every_workshop_in_both_answers_once() -> None:
    change = reach_changes(world(tie("MET", "w", "stranger", "2025-10-01")), THEN, ON)
    assert (int(change.table.sum()), int(np.trace(change.table))) == (5, 3)
    same = reach_changes(world(), ON, ON)
    assert len(same.workshops) == 0
