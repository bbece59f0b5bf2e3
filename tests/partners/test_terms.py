"""Every term: what it rests on is all it rests on."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest

from alliance.model.building import snapshot_of
from alliance.model.snapshot import Snapshot
from alliance.partners.evidence.field_state import ground_of
from alliance.partners.ranking.suggesting import TERMS, explain_candidate, weight_of
from alliance.partners.records import CRITERIA, Suggestion
from alliance.partners.terms.base import Query
from tests.worlds.town import AS_OF, nodes, ties


def all_about(snapshot: Snapshot, who: str) -> list[Suggestion]:
    ground = ground_of(snapshot, AS_OF)
    query = Query(ground.history, snapshot.number(who), ground)
    weights = {term.code: weight_of(term, query, {}) for term in TERMS}
    found = [explain_candidate(query, int(other), weights) for other in snapshot.of_kind("Workshop") if other != query.who]
    return [one for one in found if one]


def reasons_of(snapshot: Snapshot, who: str) -> dict[tuple[str, str], frozenset[int]]:
    """Return (candidate, code, evidence) → tie keys."""
    found = {}
    for one in all_about(snapshot, who):
        for reason in (*one.reasons, *one.against):
            evidence = frozenset(int(snapshot.tie_key[tie]) for tie in reason.ties)
            found[(snapshot.ids[one.number], reason.code, evidence)] = evidence
    return found


def test_every_term_of_the_field_finds_something_in_the_town(town):
    codes = {code for _, code, _ in reasons_of(town, "w-me")}
    assert codes == {
        "industry.same-division",
        "industry.neighbouring",
        "industry.strategic",
        "industry.upstream",
        "skills.shared-craft",
        "skills.shared-challenge",
        "skills.shared-achievement-craft",
        "room.shared-partner",
        "room.lately",
        "room.walk",
        "room.paths-of-three",
        "room.same-alliance",
        "room.same-region",
        "room.same-activity",
        "room.past",
        "room.active",
        "support.demand-craft-mine",
        "support.complement",
    }
    assert {term.criterion for term in TERMS} == set(CRITERIA)


@pytest.mark.parametrize("number", range(len(ties())), ids=lambda number: ties()[number].id)
def test_removing_a_tie_removes_exactly_the_reasons_that_rest_on_it(town, number):
    before = reasons_of(town, "w-me")
    kept = [tie for i, tie in enumerate(ties()) if i != number]
    # keys as before, so that evidence can be compared
    renumbered = [type(tie)(tie.id, tie.kind, tie.source, tie.target, tie.props, key=key) for key, tie in enumerate(ties(), 1) if tie in kept]
    after = reasons_of(snapshot_of(nodes(), renumbered), "w-me")
    key = number + 1
    expected = {(who, code) for (who, code, _), evidence in before.items() if key not in evidence}
    standing = {(who, code) for who, code, _ in after}
    # "both are active" may rest on the next contact instead; nothing else may stand again
    again = {(who, code) for who, code in standing - expected if code == "room.active"}
    assert again <= {(who, code) for who, code, _ in before}
    alone = {who for who, _ in standing}
    assert standing - again == {(who, code) for who, code in expected if who in alone}
    # a supporting reason needs another beside it
    assert all(who in alone or code == "room.active" for who, code in expected)


def test_removing_all_evidence_removes_the_suggestion(town):
    for one in all_about(town, "w-me"):
        gone = {int(town.tie_key[tie]) for reason in (*one.reasons, *one.against) for tie in reason.ties}
        kept = [tie for key, tie in enumerate(ties(), 1) if key not in gone]
        left = {snapshot.ids[s.number] for snapshot in [snapshot_of(nodes(), kept)] for s in all_about(snapshot, "w-me")}
        assert gone and town.ids[one.number] not in left


def test_contributions_sum_to_the_score_and_parts_to_the_amounts(town):
    ground = ground_of(town, AS_OF)
    for who in ("w-me", "w-friend", "w-third"):
        query = Query(ground.history, town.number(who), ground)
        others = town.of_kind("Workshop")
        others = others[others != query.who]
        for term in TERMS:
            found = term.values(query, others)
            for other, value in zip(others, found, strict=True):
                assert math.isclose(value, math.fsum(part.amount for part in term.parts(query, int(other))), abs_tol=1e-12)
    for one in all_about(town, "w-me"):
        assert math.isclose(one.score, math.fsum(reason.contribution for reason in (*one.reasons, *one.against)), abs_tol=1e-12)


def test_a_score_by_hand(town):
    by_name = {town.ids[one.number]: one for one in all_about(town, "w-me")}
    (need, strategic) = by_name["w-need"].reasons
    assert (need.code, need.contribution) == ("support.demand-craft-mine", 1.6)
    assert (strategic.code, strategic.contribution) == ("industry.strategic", 0.3)
    assert by_name["w-need"].score == pytest.approx(1.9)
    # both crafts of the pair alone with it: rarity 1
    assert [r.contribution for r in by_name["w-craft"].reasons] == pytest.approx([0.9, 0.3])
    # one friend with two partners hands on a half; √½ · 3
    shared = next(r for r in by_name["w-second"].reasons if r.code == "room.shared-partner")
    assert shared.contribution == pytest.approx(3.0 * math.sqrt(0.5))
    assert "w-far" not in by_name


def test_structural_terms_are_symmetric_in_their_evidence(town):
    mine = {(a, b) for a, b in combinations(sorted(town.ids[n] for n in town.of_kind("Workshop")), 2)}
    ground = ground_of(town, AS_OF)
    assert len(mine) == 136
    assert np.array_equal(ground.history.shared.toarray(), ground.history.shared.toarray().T)
