"""What must always hold of a plan: a plan that breaks it is refused, by the name of the rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alliance.errors import PlanRefused
from alliance.exchanges.plan import NEXT, STATES, ExchangePlan, Invitation, Wishes, advance_plan, check_plan, from_data, to_data, violations


def guest(number: int, **more: object) -> Invitation:
    return Invitation(f"w{number}", f"u{number}", "能源化工" if number % 2 else "机械装备", **more)  # type: ignore[arg-type]


def sound() -> ExchangePlan:
    rounds = ((("w0", "w1", "w2"), ("w3", "w4")), (("w0", "w3"), ("w1", "w2", "w4")))
    wishes = Wishes((4, 6), 1, 4, 2, (2, 3), 2)
    return ExchangePlan(
        "plan-1", "座谈", "salon", "2026-01-20", ("能源化工", "机械装备"), guest(0), tuple(guest(i) for i in range(1, 5)), rounds, wishes
    )


def test_a_sound_plan_passes() -> None:
    assert violations(sound(), fresh=True) == []
    assert check_plan(sound()) == sound()


def _with_guest(plan: ExchangePlan, number: int, **more: object) -> ExchangePlan:
    guests = tuple(replace(one, **more) if one.id == f"w{number}" else one for one in plan.guests)  # type: ignore[arg-type]
    return replace(plan, guests=guests)


BROKEN = [
    ("twice", lambda p: replace(p, guests=(*p.guests, guest(1)))),
    ("over_size", lambda p: replace(p, wishes=replace(p.wishes, size=(1, 3)))),
    ("under_size", lambda p: replace(p, wishes=replace(p.wishes, size=(5, 6)))),
    ("per_unit", lambda p: _with_guest(p, 2, unit="u1")),
    ("load", lambda p: _with_guest(p, 2, load=4)),
    ("one_side", lambda p: replace(p, guests=tuple(replace(g, side="机械装备") for g in p.guests))),
    ("state", lambda p: replace(p, state="someday")),
    ("consent", lambda p: _with_guest(p, 2, consent="perhaps")),
    ("not_invited", lambda p: _with_guest(p, 2, consent="declined")),
    ("not_invited", lambda p: replace(p, rounds=((("w0", "w1", "w9"), ("w3", "w4", "w2")), p.rounds[1]))),
    ("seated_twice", lambda p: replace(p, rounds=((("w0", "w1", "w2"), ("w3", "w4", "w2")), p.rounds[1]))),
    ("not_seated", lambda p: replace(p, rounds=((("w0", "w1"), ("w3", "w4")), p.rounds[1]))),
    ("table_size", lambda p: replace(p, rounds=((("w0", "w1", "w2", "w3"), ("w4",)), p.rounds[1]))),
    ("same_unit", lambda p: replace(_with_guest(p, 2, unit="u1"), wishes=replace(p.wishes, per_unit_max=2))),
]


@pytest.mark.parametrize(("code", "broken"), BROKEN)
def test_a_plan_that_breaks_a_rule_is_refused_by_its_name(code: str, broken: object) -> None:
    plan = broken(sound())  # type: ignore[operator]
    with pytest.raises(PlanRefused) as refused:
        check_plan(plan, fresh=True)
    assert code in [reason.code for reason in refused.value.facts["reasons"]]


def test_someone_named_by_hand_with_a_reason_passes_the_load_limit() -> None:
    assert violations(_with_guest(sound(), 2, load=4, reasons=(("by_hand", {"reason": "主讲"}),))) == []


def test_a_list_may_shrink_after_it_was_proposed() -> None:
    fewer = replace(sound(), guests=sound().guests[:2], rounds=(), wishes=replace(sound().wishes, tables=0, rounds=0))
    assert violations(fewer) == []
    assert [reason.code for reason in violations(fewer, fresh=True)] == ["under_size"]


def test_states_go_only_where_they_may() -> None:
    agreed = replace(sound(), host=replace(sound().host, consent="agreed"))
    agreed = _with_guest(agreed, 1, consent="agreed")
    for state in STATES:
        for wanted in STATES:
            plan = replace(agreed, state=state)
            if wanted in NEXT[state]:
                assert advance_plan(plan, wanted).state == wanted
            else:
                with pytest.raises(PlanRefused) as refused:
                    advance_plan(plan, wanted)
                assert refused.value.facts["reasons"][0].code == "step"


def test_nothing_official_without_consent() -> None:
    with pytest.raises(PlanRefused) as refused:
        advance_plan(sound(), "agreed")
    assert [reason.facts["workshop"] for reason in refused.value.facts["reasons"]] == ["w0", "w1", "w2", "w3", "w4"]
    host_only = replace(sound(), host=replace(sound().host, consent="agreed"))
    with pytest.raises(PlanRefused):
        advance_plan(host_only, "agreed")
    assert advance_plan(_with_guest(host_only, 3, consent="returned"), "agreed").state == "agreed"


def test_pairs_and_repeats_are_counted() -> None:
    pairs = sound().pairs()
    assert pairs["w1", "w2"] == 2
    assert sound().repeats == 1
    assert sound().pairs((2,)) == {("w0", "w3"): 1, ("w1", "w2"): 1, ("w1", "w4"): 1, ("w2", "w4"): 1}


def test_a_plan_survives_being_kept() -> None:
    import json

    plan = replace(sound(), facts={"place": "一楼"}, host=replace(sound().host, reasons=(("host", {"capacity": 40}),)))
    assert from_data(plan.id, plan.state, json.loads(json.dumps(to_data(plan)))) == plan
