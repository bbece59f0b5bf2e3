"""Suggestions as the doors get them: names, sentences, evidence; answers that are kept and taken back."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from alliance.errors import InvalidValue, NotAllowed
from alliance.model import ANY, Actor, Batch, Change, Work
from alliance.services.results import to_json
from alliance.services.workspace import Workspace, open_store
from tests.builders import merges
from tests.worlds.town import nodes, ties

ON = "2026-01-29"


@pytest.fixture
def net(tmp_path: Path) -> Iterator[Workspace]:
    with open_store(tmp_path / "town.alliance", actor=Actor("tester")) as net:
        net.store.commit(Batch("town", "import", merges(*nodes(), *ties())), net.actor)
        yield net


def ids(rows: tuple) -> list[str]:
    return [row.id for row in rows]


def test_every_row_is_the_sum_of_its_reasons_and_shows_true_ties(net):
    found = net.partners("w-me", top=20, on=ON)
    assert (found.schema, found.as_of, found.for_.id) == ("alliance.partners/1", ON, "w-me")
    assert ids(found.bridge) == ["w-need", "w-craft"]
    assert "w-friend" not in ids(found.near) and "w-same" not in ids(found.near)
    known = {tie.id: (tie.kind, tie.source, tie.target) for tie in net.store.all_ties()}
    rows = [*found.near, *found.bridge]
    assert len(rows) >= 10
    for row in rows:
        assert math.isclose(row.score, sum(r.contribution for r in (*row.reasons, *row.against)), abs_tol=1e-9)
        for reason in row.reasons:
            assert reason.text and reason.evidence
            assert all(known[e.id] == (e.kind, e.from_, e.to) for e in reason.evidence)
    assert [row.rank for row in found.near] == list(range(1, len(found.near) + 1))


def test_json_has_the_documented_keys(net):
    data = to_json(net.partners("w-me", on=ON, top=2))
    assert {"schema", "revision", "as_of", "for", "near", "bridge", "none_because"} <= set(data)
    row = data["bridge"][0]
    assert {"id", "kind", "name", "score", "rank", "reasons"} <= set(row)
    assert {"criterion", "code", "contribution", "text", "facts", "evidence"} <= set(row["reasons"][0])
    assert row["reasons"][0]["facts"]["demand"] == [{"id": "d-1", "kind": "Demand", "name": "d-1"}]
    assert len(data["near"]) == 2


@pytest.mark.parametrize(
    ("answer", "more"),
    [("accepted", {"owner": "t-1", "due": "2026-03-01"}), ("unsuitable", {"reason": "busy"}), ("known", {}), ("later", {"due": "2026-03"})],
)
def test_an_answer_is_respected_in_both_directions_and_taken_back(net, answer, more):
    assert "w-craft" in ids(net.partners("w-me", on=ON).bridge) and "w-me" in ids(net.partners("w-craft", on=ON).bridge)
    given = net.answer("w-me", "w-craft", answer, on=ON, **more)
    for one, other in (("w-me", "w-craft"), ("w-craft", "w-me")):
        found = net.partners(one, on=ON)
        assert other not in ids(found.near) + ids(found.bridge)
        assert [(left.id, left.code) for left in found.left_out] == [(other, f"out.{answer}")]
    assert [row.answer for row in net.answers("w-craft").rows] == [answer]
    net.undo(given.batch)
    assert "w-craft" in ids(net.partners("w-me", on=ON).bridge)
    assert net.answers().rows == ()


def test_known_with_its_tie_is_one_batch_and_without_it_says_what_is_missing(net):
    def between() -> list[tuple[str, str, str]]:
        return [
            (t.kind, t.props["valid_from"], t.props["sources"][0]["source"])
            for t in net.store.all_ties()
            if {t.source, t.target} == {"w-me", "w-craft"}
        ]

    assert net.answer("w-me", "w-craft", "known", on=ON).missing and between() == []
    given = net.answer("w-me", "w-craft", "known", tie_kind="VISITED", date="2025-11", source="走访记录", on=ON)
    assert (given.missing, given.tie.kind, given.tie.date) == ("", "VISITED", "2025-11")
    assert between() == [("VISITED", "2025-11", "走访记录")]
    assert net.why_not("w-craft", "w-me", on="2026-06-30").code == "out.known"
    net.undo(given.batch)
    assert between() == [] and [row.answer for row in net.answers("w-me").rows] == ["known"]
    for wrong in (
        {"tie_kind": "VISITED"},
        {"tie_kind": "VISITED", "date": "2026-02"},
        {"tie_kind": "HOSTED_BY", "date": "2025"},
        {"tie_kind": "x", "date": "2025"},
    ):
        with pytest.raises(InvalidValue):
            net.answer("w-me", "w-craft", "known", on=ON, **wrong)
    with pytest.raises(InvalidValue):
        net.answer("w-me", "w-craft", "later", tie_kind="VISITED", date="2025", on=ON)


def test_acceptance_is_counted_by_the_reasons_that_spoke_when_it_was_answered(net):
    net.answer("w-me", "w-need", "accepted", on=ON)
    net.answer("w-me", "w-craft", "unsuitable", reason="busy", on=ON)
    net.answer("w-me", "w-town", "later", on=ON)
    found = {row.code: (row.criterion, row.answered, row.accepted) for row in net.answers().acceptance}
    assert found == {
        "industry.strategic": ("industry", 2, 1),
        "support.demand-craft-mine": ("support", 1, 1),
        "skills.shared-craft": ("skills", 1, 0),
    }
    assert net.answers().acceptance[0].code == "industry.strategic"


def test_answers_weigh_the_reasons_only_above_the_stated_number(net):
    net.store.commit(Batch("s", "setting", [Change("put", Work("setting", "answers_to_learn", "", {"value": 3}), ANY)]), net.actor)
    before = {row.id: {reason.code: reason.contribution for reason in row.reasons} for row in net.partners("w-me", top=20, on=ON).near}
    net.answer("w-me", "w-need", "accepted", on=ON)
    net.answer("w-me", "w-craft", "unsuitable", reason="busy", on=ON)
    assert {row.factor for row in net.answers().acceptance} == {1.0}
    assert "满3次" in net.answers().learning
    net.answer("w-town", "w-craft", "unsuitable", reason="busy", on=ON)
    found = net.answers()
    factors = {row.code: row.factor for row in found.acceptance}
    assert "已按答复情况调整" in found.learning
    assert factors["support.demand-craft-mine"] > 1 > factors["skills.shared-craft"] >= 0.5
    after = {row.id: {reason.code: reason.contribution for reason in row.reasons} for row in net.partners("w-me", top=20, on=ON).near}
    moved = {code for id_ in before.keys() & after.keys() for code in before[id_].keys() & after[id_] if before[id_][code] != after[id_][code]}
    assert moved
    assert moved <= {code for code, factor in factors.items() if factor != 1}
    for id_ in before.keys() & after.keys():
        for code in before[id_].keys() & after[id_] & moved:
            assert math.isclose(after[id_][code], before[id_][code] * factors[code], abs_tol=1e-8)


def test_later_ends(net):
    given = net.answer("w-me", "w-craft", "later", on=ON)
    assert given.row.until == "2026-04-29"
    assert "w-craft" not in ids(net.partners("w-me", on="2026-04-29").bridge)
    assert "w-craft" in ids(net.partners("w-me", on="2026-04-30").bridge)


@pytest.mark.parametrize("why", ["competitor", "secrecy", "unwilling"])
def test_a_no_fact_excludes_with_a_sentence_that_may_be_read_aloud(net, why):
    batch = net.exclude("w-me", "w-craft", why=why, since="2025-01-01")
    found = net.partners("w-craft", on=ON)
    assert "w-me" not in ids(found.bridge)
    assert [left.code for left in found.left_out] == [f"out.{why}"]
    assert "涉密" not in found.left_out[0].text and "拒绝" not in found.left_out[0].text
    assert net.why_not("w-me", "w-craft", on=ON).code == f"out.{why}"
    net.undo(batch)
    net.exclude("w-me", why=why)
    assert net.partners("w-me", on=ON).near == () and net.partners("w-me", on=ON).none_because[0].code == f"out.{why}"
    assert "w-me" not in ids(net.partners("w-craft", on=ON).bridge)


def test_why_not(net):
    assert net.why_not("w-me", "w-friend", on=ON).code == "out.live"
    assert net.why_not("w-me", "w-same", on=ON).code == "out.own-unit"
    assert net.why_not("w-me", "w-far", on=ON).code == "out.no-reason"
    assert net.why_not("w-me", "w-me", on=ON).code == "out.itself"
    assert net.why_not("w-me", "e-chain", on=ON).code == "out.other-kind"
    behind = net.why_not("w-me", "w-town", on=ON, top=3)
    assert (behind.code, behind.list, behind.rank > 3) == ("why.behind", "near", True)
    assert net.why_not("w-me", "w-need", on=ON).code == "why.listed"


def test_whoever_has_as_many_contacts_as_agreed_comes_last_and_the_list_says_so(net):
    net.set_setting("suggestion_capacity", 1)
    before = ids(net.partners("w-me", on=ON).bridge)
    net.answer("w-need", "w-town", "accepted", on=ON)
    found = net.partners("w-me", on=ON)
    assert before == ["w-need", "w-craft"] and ids(found.bridge) == ["w-craft", "w-need"]
    assert "full" in found.bridge[1].marks and "1" in found.bridge[1].moves[0]


def test_balance_changes_the_order(net):
    found = net.partners("w-me", on=ON, balance={"support": 0.0})
    assert ids(found.bridge)[0] == "w-craft"
    assert all(reason.criterion != "support" for row in found.bridge for reason in row.reasons)


def test_nothing_on_record_is_said(net):
    found = net.partners("w-far", on=ON)
    assert (found.near, found.bridge) == ((), ())
    assert [none.code for none in found.none_because] == ["none.nothing-on-record"]
    assert "先补档案" in found.none_because[0].text
    assert "complete the record" in net.partners("w-far", on=ON, lang="en").none_because[0].text


def test_organisations_by_kind(net):
    assert {row.kind for row in net.partners("w-me", on=ON, kind="enterprise").near} <= {"Enterprise"}
    assert ids(net.partners("w-me", on=ON, kind="enterprise").near) == ["e-chain"]


def test_wrong_use(net):
    for wrong in ({"answer": "perhaps"}, {"answer": "unsuitable"}, {"answer": "unsuitable", "reason": "拒绝"}, {"answer": "later", "due": "soon"}):
        with pytest.raises(InvalidValue):
            net.answer("w-me", "w-craft", **wrong)
    with pytest.raises(InvalidValue):
        net.partners("w-me", list="far")
    with pytest.raises(InvalidValue):
        net.partners("craft-weld")
    net.actor = Actor("guest", "viewer")
    assert net.partners("w-me", on=ON).bridge
    with pytest.raises(NotAllowed):
        net.answer("w-me", "w-craft", "known")
