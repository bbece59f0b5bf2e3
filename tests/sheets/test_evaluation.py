"""The judge sees what is wrong, and nothing where all is right."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.sheets.evaluation import Verdict, judge
from tests.sheets.generator import make_paper
from tests.sheets.generator.papers import FAMILIES
from tests.sheets.generator.truth import Truth, span
from tests.sheets.generator.writers import WRITERS
from tests.sheets.oracle import perfect_store

SECRET = "13812345678"


def small_truth() -> dict[str, Any]:
    """One workshop with its unit, its leader, a month, a size, two recognitions, a department."""
    truth = Truth()
    workshop = truth.entity(("Workshop",), "张立焊接创新工作室")
    unit, person = truth.entity(("Enterprise",), "嘉河船舶配件厂"), truth.entity(("Person",), "张立")
    truth.tie(("HOSTED_BY",), (workshop,), (unit,))
    truth.tie(("LEADS",), (person,), (workshop,))
    alliance = truth.entity(("Alliance",), "嘉河市装备联盟")
    truth.tie(("MEMBER_OF",), (unit, workshop), (alliance,), roles=("vice_chair",))
    truth.fact(workshop, "founded", [span(2018, 6)], kind="date")
    truth.fact(workshop, "team_size", [12])
    truth.fact(workshop, "department", ["焊接车间"], kind="kept")
    for level, year in (("national", 2025), ("provincial", 2019)):
        truth.fact(workshop, "recognition", [{"level": level, "dates": [span(year)]}], kind="recognition")
    truth.figure(workshop, "攻关课题", 4)
    truth.secrets.append(SECRET)
    truth.never["合计"] = "sum"
    return truth.as_json()


def verdict_after(change: Callable[[dict[str, Any]], None]) -> Verdict:
    """Judge the perfect store of the small truth after a change."""
    stored = copy.deepcopy(perfect_store(small_truth()))
    change(stored)
    return judge(stored, small_truth())


def add_node(kind: str, name: str, **props: object) -> Callable[[dict[str, Any]], None]:
    return lambda stored: stored["nodes"].append({"kind": kind, "name": name, "props": props})


def set_value(name: str, value: object) -> Callable[[dict[str, Any]], None]:
    return lambda stored: stored["nodes"][0]["props"].__setitem__(name, value)


def add_tie(kind: str, source: tuple[str, str], target: tuple[str, str]) -> Callable[[dict[str, Any]], None]:
    tie = {"kind": kind, "source_kind": source[0], "source_name": source[1], "target_kind": target[0], "target_name": target[1], "props": {}}
    return lambda stored: stored["ties"].append(tie)


def drop_tie(kind: str) -> Callable[[dict[str, Any]], None]:
    return lambda stored: stored["ties"].remove(next(tie for tie in stored["ties"] if tie["kind"] == kind))


def set_role(stored: dict[str, Any]) -> None:
    next(tie for tie in stored["ties"] if tie["kind"] == "MEMBER_OF")["props"]["role"] = "leader"


def test_a_perfect_store_is_right() -> None:
    verdict = judge(perfect_store(small_truth()), small_truth())
    assert (verdict.false, verdict.missing, verdict.right) == ([], [], 13)


FALSE = {
    "a sum as a workshop": (add_node("Workshop", "合计"), "node sum"),
    "a word for nothing as a unit": (add_node("Enterprise", "无"), "node nothing"),
    "two people as one": (add_node("Person", "张立、李四"), "node unknown"),
    "a unit of the wrong kind": (add_node("Hospital", "嘉河船舶配件厂"), "node of the wrong kind"),
    "a workshop twice": (add_node("Workshop", "张立焊接创新工作室"), "node twice"),
    "an unnamed group that nobody counted": (add_node("Group", "12家", count=12), "group"),
    "a day for a month": (set_value("founded", "2018-06-01"), "value founded"),
    "another month": (set_value("founded", "2018-10"), "value founded"),
    "a wrong size": (set_value("team_size", 13), "value team_size"),
    "a level that is not stated": (set_value("level", "municipal"), "value level"),
    "a value where none is": (set_value("batch", "嘉工发〔2025〕12号"), "value batch"),
    "the date of one recognition with the level of another": (
        set_value("recognitions", [{"level": "national", "date": "2019"}]),
        "value recognition",
    ),
    "a word for nothing as a value": (set_value("note", "/"), "word for nothing"),
    "a telephone number in a source": (set_value("sources", [{"quote": f"电话 {SECRET[:3]}-{SECRET[3:]}"}]), "personal number"),
    "a telephone number in a freed page": (lambda stored: stored.update(leaked=[SECRET]), "personal number in the files"),
    "a tie the wrong way round": (add_tie("LEADS", ("Workshop", "张立焊接创新工作室"), ("Person", "张立")), "tie LEADS"),
    "a tie between two that are not tied": (add_tie("LEADS_ALLIANCE", ("Person", "张立"), ("Alliance", "嘉河市装备联盟")), "tie LEADS_ALLIANCE"),
    "a wrong role": (set_role, "role"),
    "a wrong figure": (lambda stored: stored["figures"][0].update(value=5), "figure"),
    "a figure of another heading": (lambda stored: stored["figures"].append({"of": "张立焊接创新工作室", "name": "五小成果", "value": 5}), "figure"),
    "a name with a blank": (lambda stored: next(n for n in stored["nodes"] if n["kind"] == "Person").update(name="张　立"), "name with a blank"),
}


@pytest.mark.parametrize(("change", "kind"), FALSE.values(), ids=FALSE)
def test_what_is_false_is_told(change: Callable[[dict[str, Any]], None], kind: str) -> None:
    assert [fault.split(": ")[0] for fault in verdict_after(change).false] == [kind]


MISSING = {
    "a node": (lambda stored: stored["nodes"].remove(next(n for n in stored["nodes"] if n["kind"] == "Person")), ["node"]),
    "a tie": (drop_tie("HOSTED_BY"), ["HOSTED_BY"]),
    "a value": (set_value("team_size", None), ["team_size"]),
    "a recognition": (set_value("recognitions", [{"level": "national", "date": "2025"}]), ["recognition"]),
    "a text": (set_value("texts", []), ["department"]),
    "a figure": (lambda stored: stored["figures"].clear(), ["figure"]),
}


@pytest.mark.parametrize(("change", "kinds"), MISSING.values(), ids=MISSING)
def test_what_is_missing_is_told(change: Callable[[dict[str, Any]], None], kinds: list[str]) -> None:
    verdict = verdict_after(change)
    assert [fault.split(": ")[0] for fault in verdict.missing] == kinds
    assert (verdict.false, verdict.right) == ([], 13 - len(kinds))


def test_an_unknown_month_may_stay_a_year_and_nothing_finer() -> None:
    truth = Truth()
    workshop = truth.entity(("Workshop",), "张立焊接创新工作室")
    truth.fact(workshop, "founded", [span(2021)], kind="date", required=False)
    for value, faults in (("2021", 0), ("2021-01", 1), ("2021-10", 1)):
        stored = {"nodes": [{"kind": "Workshop", "name": "张立焊接创新工作室", "props": {"founded": value}}], "ties": []}
        assert len(judge(stored, truth.as_json()).false) == faults


def test_an_industry_is_not_kept_by_the_name_of_a_union() -> None:
    truth = Truth()
    workshop, union = truth.entity(("Workshop",), "张立模具创新工作室"), truth.entity(("TradeUnion",), "市教育工会")
    truth.tie(("BELONGS_TO_UNION",), (workshop,), (union,))
    truth.fact(workshop, "industry", ["教育"], kind="kept")
    stored = perfect_store(truth.as_json())
    assert judge(stored, truth.as_json()).missing == []
    stored["nodes"][0]["props"].clear()
    assert len(judge(stored, truth.as_json()).missing) == 1


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("family", FAMILIES)
def test_every_truth_agrees_with_itself_and_a_seed_gives_the_same_bytes(family: str, form: str) -> None:
    for seed in range(4):
        paper = make_paper(seed, family, form)
        verdict = judge(perfect_store(paper.truth), paper.truth)
        assert (verdict.false, verdict.missing) == ([], []), (seed, family, form)
        assert verdict.right > 0
    assert make_paper(3, family, form).content == make_paper(3, family, form).content
