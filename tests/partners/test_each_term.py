"""Each term by name: what it rests on is taken away piece by piece, and exactly the reasons that rest on it are gone."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy import sparse

from alliance.messages import LANGUAGES
from alliance.model import Node, Tie
from alliance.model.building import snapshot_of
from alliance.model.snapshot import Snapshot
from alliance.partners.evidence.event_history import Classes, History, Subjects
from alliance.partners.evidence.field_state import ground_of
from alliance.partners.ranking import history_ranking, suggesting
from alliance.partners.terms.base import Query
from alliance.partners.wording import reason_text, said_short
from tests.worlds.town import AS_OF, nodes, ties

FEW = 3  # reasons of one sort looked at
PAIRS = 6  # two industries whose workshops cooperate in pairs, so that the two have an affinity
MORE_NODES = [
    *(("Workshop", f"w-{side}{i}") for side in "ab" for i in range(PAIRS)),
    *(("Workshop", name) for name in ("w-city", "w-give", "w-ask", "w-made-for", "w-seldom")),
    ("Region", "region:410103"),
    ("Industry", "industry:46"),
    ("Industry", "industry:84"),
    ("Craft", "craft-lift"),
    ("Craft", "craft-mill"),
]
MORE_TIES = [
    *(("IN_INDUSTRY", f"w-a{i}", "industry:34") for i in range(PAIRS)),
    *(("IN_INDUSTRY", f"w-b{i}", "industry:46") for i in range(PAIRS)),
    *(("COOPERATES_WITH", f"w-a{i}", f"w-b{i}", "", "2025-10") for i in range(PAIRS)),
    ("LOCATED_IN", "w-city", "region:410103"),
    ("PART_OF", "region:410103", "region:4101"),
    ("NEEDS", "w-me", "craft-lift", "equipment"),
    ("OFFERS", "w-give", "craft-lift", "equipment"),
    ("NEEDS", "w-ask", "craft-weld"),
    ("HAS_CRAFT", "r-3", "craft-mill"),
    ("PRODUCED", "w-made-for", "r-3"),
    ("NEEDS", "d-2", "craft-mill"),
    ("RAISED", "w-me", "d-2"),
]
# a sentence of each term; those of a need differ by what meets it and on whose side
CODES = (
    "industry.same-division",
    "industry.neighbouring",
    "industry.strategic",
    "industry.upstream",
    "industry.downstream",
    "industry.affinity",
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
    "support.demand-craft-theirs",
    "support.need-offer-mine",
    "support.need-offer-theirs",
    "support.need-craft-theirs",
    "support.demand-achievement-mine",
    "support.complement",
)
OF_ALL = ("industry.affinity",)  # counted over all pairs of two industries: who cooperates elsewhere changes them
OF_ANY = ("room.active",)  # rests on the newest contact, and on the next one where that is gone


@cache
def every_tie() -> tuple[Tie, ...]:
    more = [
        Tie(f"more-{kind}-{a}-{b}", kind, a, b, {name: value for name, value in zip(("role", "valid_from"), rest, strict=False) if value})
        for kind, a, b, *rest in MORE_TIES
    ]
    return tuple(Tie(tie.id, tie.kind, tie.source, tie.target, tie.props, key=key) for key, tie in enumerate([*ties(), *more], 1))


@cache
def larger(without: int = 0) -> Snapshot:
    more = [Node(id_, kind, id_) for kind, id_ in MORE_NODES]
    more += [Node("r-3", "Achievement", "r-3", {"made_on": "2024-06-01"}), Node("d-2", "Demand", "d-2", {"state": "open", "raised_on": "2025-12-01"})]
    return snapshot_of([*nodes(), *more], [tie for tie in every_tie() if tie.key != without])


@cache
def reasons(who: str, without: int = 0) -> dict[tuple[str, str, frozenset[int]], float]:
    """Return (candidate, code, keys of the ties it rests on) → contribution of every reason for one workshop."""
    snapshot = larger(without)
    ground = ground_of(snapshot, AS_OF)
    query = Query(ground.history, snapshot.number(who), ground)
    weights = {term.code: suggesting.weight_of(term, query, {}) for term in suggesting.TERMS}
    found = {}
    for other in snapshot.of_kind("Workshop").tolist():
        one = suggesting.explain_candidate(query, other, weights) if other != query.who else None
        for reason in (*one.reasons, *one.against) if one else ():
            found[(snapshot.ids[other], reason.code, frozenset(int(snapshot.tie_key[tie]) for tie in reason.ties))] = reason.contribution
    return found


def test_every_reason_has_its_sentence_and_its_few_words():
    snapshot = larger()
    ground, names = ground_of(snapshot, AS_OF), dict(enumerate(snapshot.ids))
    said = set()
    for who in snapshot.of_kind("Workshop").tolist():
        query = Query(ground.history, who, ground)
        weights = {term.code: suggesting.weight_of(term, query, {}) for term in suggesting.TERMS}
        found = [suggesting.explain_candidate(query, other, weights) for other in snapshot.of_kind("Workshop").tolist() if other != who]
        for reason in (reason for one in found if one for reason in (*one.reasons, *one.against)):
            said.add(reason.code)
            for language in LANGUAGES:
                assert "{" not in reason_text(reason, names, language), reason.code
                assert said_short(reason.code, language)
    assert said >= set(CODES)


def an_asker(code: str) -> str:
    """Return a workshop for whom the sentence is said."""
    askers = [larger().ids[number] for number in larger().of_kind("Workshop").tolist()]
    found = next((who for who in askers if any(reason[1] == code for reason in reasons(who))), "")
    assert found, f"nobody in MORE_NODES and MORE_TIES has {code}"
    return found


@pytest.mark.parametrize("code", CODES)
def test_without_a_piece_of_its_evidence_a_reason_is_gone_and_all_others_stand(code):
    who = an_asker(code)
    before = reasons(who)
    found = sorted((reason for reason in before if reason[1] == code), key=str)[:FEW]
    assert all(evidence for _, _, evidence in found)
    for key in sorted({key for _, _, evidence in found for key in evidence}):
        after = reasons(who, key)
        assert not [reason for reason in found if key in reason[2] and reason in after]
        standing = {reason[0] for reason in after if reason[1] not in OF_ANY}
        expected = {reason for reason in before if key not in reason[2] and reason[1] not in (*OF_ALL, *OF_ANY) and reason[0] in standing}
        assert expected <= set(after)
        # nothing is said anew of what was taken away
        assert not any(key in reason[2] for reason in after)


def test_no_reason_rests_on_a_tie_that_it_does_not_show():
    before = reasons("w-me")
    for tie in every_tie():
        after = reasons("w-me", tie.key)
        gone = {reason for reason in before if reason not in after and reason[1] not in (*OF_ALL, *OF_ANY)}
        assert not [reason for reason in gone if tie.key not in reason[2]], tie.id


def test_every_term_is_named_above():
    short = {code.partition("-")[0] if code.startswith("support.") else code for code in CODES}
    assert {term.code for term in suggesting.TERMS} == (short - {"industry.upstream", "industry.downstream", "support.demand"}) | {
        "industry.supply-chain"
    }


def known(drop: int = -1, *, sector: int = 2, region: int = 2) -> History:
    """0 met 1, 1 met 2, 2 met 3 and 4, 4 met 0's friend 1 again; 5 stands for a class. ``drop`` leaves an event out."""
    members = [(0, 1), (1, 2), (2, 3), (2, 4), (0, 5), (1, 5), (0,), (4,)]
    incidence = np.zeros((6, len(members)))
    for event, parties in enumerate(members):
        if event != drop:
            incidence[list(parties), event] = 1.0
    about = np.zeros((len(members), 2))
    about[[6, 7], 0] = about[[1], 1] = 1.0
    subjects = Subjects(sparse.csr_array(about), ("weld", "paint"))
    history = History(sparse.csr_array(incidence), np.full(len(members), 737_000), 737_100, topics=subjects, words=subjects)
    classes = {"sector": np.array([0, 0, 0, 1, 1, 0]), "region": np.array([0, 0, 0, 1, 1, 0])}
    classes["sector"][4], classes["region"][4] = (-1 if sector == 0 else 1), (-1 if region == 0 else 1)
    return replace(history, **{name: Classes(code, ("A", "B")) for name, code in classes.items()})


def codes_for(history: History, other: int, who: int = 0) -> set[str]:
    query = Query(history, who)
    return {part.code or term.code for term in history_ranking.TERMS for part in term.parts(query, other)}


@pytest.mark.parametrize(
    ("code", "other", "drop"),
    [
        ("room.shared-partner", 2, 0),
        ("room.shared-partner", 2, 1),
        ("room.lately", 2, 1),
        ("room.walk", 2, 1),
        ("room.walk-lately", 2, 1),
        ("room.paths-of-three", 4, 3),
        ("room.partners", 4, 3),
        ("room.activity-lately", 4, -3),
        ("skills.topics", 4, 6),
        ("skills.topics", 4, 7),
        ("skills.words", 4, 7),
        ("skills.engagement", 4, 6),
        ("room.regions", 4, "region"),
        ("industry.sectors", 4, "sector"),
    ],
)
def test_a_term_of_the_history_falls_silent_without_what_it_rests_on(code, other, drop):
    assert code in codes_for(known(), other)
    if isinstance(drop, str):
        after = known(**{drop: 0})
    elif drop < -1:
        after = known().without(np.array([other]))
    else:
        after = known(drop)
    assert code not in codes_for(after, other)


def test_every_term_of_the_history_is_named_above():
    marks = test_a_term_of_the_history_falls_silent_without_what_it_rests_on.pytestmark[0].args[1]
    assert {term.code for term in history_ranking.TERMS} == {row[0] for row in marks}
