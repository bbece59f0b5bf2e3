"""The decision table of rules §5: a case for each code and each flag, worked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from alliance.model import Node, Tie, day
from alliance.model.building import snapshot_of
from alliance.network.reach.evidence import WHYS
from alliance.network.reach.reach import CODES, FLAGS, reach
from alliance.network.reach.wording import chip, hover, lifts, sentence, why_not
from tests.network.world import ON, tie, why, world
from tests.worlds.random_store import AS_OF, random_store

GROUP = Node("13 units", "Group", "13家企业", {"count": 13})
CHECKED = Node("w", "Workshop", "w", {"recognised_on": "2020", "links_checks": [{"on": "2025-06-30", "by": "区总工会"}]})
MUTE = Node("w", "Workshop", "w", {"recognised_on": "2025-10-01"})
LARGE = Node("x", "Activity", "推进会", {"form": "exchange", "held_on": "2025-11", "head_count": 80})
SMALL = Node("x", "Activity", "座谈会", {"form": "symposium", "held_on": "2025-11", "head_count": 12})
LECTURE = Node("x", "Activity", "讲座", {"form": "lecture", "held_on": "2025-11", "head_count": 8})
VISIT = Node("x", "Activity", "参观", {"form": "visit", "held_on": "2025-11", "head_count": 80})
PROJECT = Node("j", "Project", "项目", {"started": "2024-01", "ended": "2025-03-01"})


def both_in(node: str, kind: str = "PARTICIPATES_IN", other: str = "stranger", **roles: str) -> list[Tie]:
    return [tie(kind, "w", node, role=roles.get("w", "")), tie(kind, other, node, role=roles.get("other", ""))]


TABLE = [
    # code, flags, ties, more nodes
    ("connected", "one_bridge", [tie("EXCHANGED_WITH", "w", "stranger", "2025-06")], []),
    ("connected", "", [tie("VISITED", "w", "stranger", "2025-06"), tie("PAIRED_WITH", "w", "cousin", "2025-06")], []),
    ("connected", "one_bridge", [tie("COOPERATES_WITH", "w", "stranger", "2022", "open")], []),
    ("connected", "one_bridge", [tie("COOPERATES_WITH", "w", "stranger", "2022", as_of="2025-02")], []),  # dated evidence of its source
    ("sleeping", "", [tie("VISITED", "w", "stranger", "2022", as_of="2025-02")], []),  # an exchange is an event
    ("connected", "one_bridge", [tie("COOPERATES_WITH", "head", "stranger", "2025-06")], []),
    ("connected", "one_bridge", both_in("x"), [SMALL]),
    ("connected", "one_bridge", both_in("x", w="host"), [VISIT]),
    ("connected", "one_bridge", both_in("j", "PARTY_TO"), [PROJECT]),
    ("connected", "one_bridge", [*both_in("x"), tie("MET", "w", "stranger", "2025-11")], [LARGE]),
    ("unknown", "", both_in("x"), [LARGE]),
    ("unknown", "", both_in("x"), [LECTURE]),
    ("unknown", "", both_in("x"), [VISIT]),  # two guests
    ("unknown", "", [tie("SIGNED_INTENT_WITH", "w", "stranger", "2025-08")], []),
    ("unknown", "", [tie("VISITED", "city", "w", "2025-08")], []),
    ("unknown", "", [tie("EXCHANGED_WITH", "w", "stranger", "2026-02")], []),  # later than the reference date
    ("serving", "one_bridge no_workshop_partner", [tie("SERVES", "w", "firm", "2025-06")], []),
    ("serving", "no_workshop_partner", [tie("SERVES", "w", "13 units", "2025-06")], [GROUP]),
    ("unknown", "", [tie("SERVES", "w", "13 units", "2025-06")], [Node("13 units", "Group", "企业")]),
    ("sleeping", "", [tie("SERVES", "w", "13 units", as_of="2025-06")], [GROUP]),  # undated group rows are not in the window
    (
        "serving",
        "formerly_wider no_workshop_partner one_bridge",
        [tie("SERVES", "w", "firm", "2025-06"), tie("VISITED", "w", "stranger", "2023")],
        [],
    ),
    ("own_system", "one_bridge", [tie("EXCHANGED_WITH", "w", "cousin", "2025-06")], []),
    ("own_group", "one_bridge", [tie("EXCHANGED_WITH", "w", "sister", "2025-06")], []),
    ("own_group", "one_bridge no_workshop_partner", [tie("SERVES", "w", "e2", "2025-06")], []),
    ("own_unit", "", [tie("EXCHANGED_WITH", "w", "same", "2025-06")], []),
    ("own_unit", "no_workshop_partner", [tie("COOPERATES_WITH", "e1", "w", "2025-06")], []),
    ("own_unit", "formerly_wider", [tie("EXCHANGED_WITH", "w", "same", "2025-06"), tie("VISITED", "w", "sister", "2024")], []),
    ("new", "", [], [MUTE]),
    ("new", "", [tie("VISITED", "w", "stranger", "2024")], [MUTE]),  # new comes before sleeping
    ("unknown", "", [tie("RECOGNISED_BY", "w", "city", "2020")], [MUTE]),  # the first recognition is the earlier one
    ("unknown", "", [], [Node("w", "Workshop", "w", {"recognised_on": "2025"})]),  # not the whole interval
    ("unknown", "", [], [Node("w", "Workshop", "w")]),  # no date is never new
    ("sleeping", "", [tie("VISITED", "w", "stranger", "2024-06")], []),
    ("sleeping", "", [tie("VISITED", "w", "sister", "2024-06")], [CHECKED]),  # confirmed, and still sleeping
    ("sleeping", "", [tie("MEMBER_OF", "w", "a1"), tie("MEMBER_OF", "firm", "a1")], []),
    ("sleeping", "", [tie("MEMBER_OF", "head", "a1"), tie("MEMBER_OF", "sister", "a1")], []),
    ("unknown", "", [tie("MEMBER_OF", "w", "a1"), tie("MEMBER_OF", "same", "a1")], []),  # no member outside the unit
    ("unknown", "", [tie("MEMBER_OF", "w", "a1", until="2025"), tie("MEMBER_OF", "firm", "a1")], []),  # left in 2025
    ("unknown", "", [tie("MEMBER_OF", "w", "a1"), tie("MEMBER_OF", "firm", "a1")], [Node("a1", "Alliance", "a", {"dissolved": "2025"})]),
    ("unknown", "", [tie("VISITED", "w", "same", "2024-06")], []),  # own-unit past is nothing outward
    ("none", "", [], [CHECKED]),
    ("none", "", [tie("VISITED", "w", "same", "2024-06")], [CHECKED]),
    ("unknown", "", [], [Node("w", "Workshop", "w", {"links_checks": [{"on": "2025-01-29", "by": "x"}]})]),  # checked before the window
    ("unknown", "", [], [Node("w", "Workshop", "w", {"links_checks": [{"on": "2026-03", "by": "x"}]})]),  # checked later
    ("unknown", "", [], []),
    ("connected", "undated one_bridge", [tie("EXCHANGED_WITH", "w", "stranger", as_of="2025-06")], []),
    ("sleeping", "", [tie("EXCHANGED_WITH", "w", "stranger", as_of="2024-06")], []),
    ("sleeping", "", [tie("EXCHANGED_WITH", "w", "stranger")], []),
]


@pytest.mark.parametrize(("code", "flags", "ties", "nodes"), TABLE)
def test_decision_table(code: str, flags: str, ties: Sequence[Tie], nodes: Sequence[Node]) -> None:
    reason = why(world(*ties, nodes=nodes))
    assert reason.code == code
    assert set(reason.flags) == set(flags.split())


def test_exempt_by_setting_keeps_its_reason_to_itself() -> None:
    snapshot = world(tie("EXCHANGED_WITH", "w", "stranger", "2025-06"), exempt={"w": "涉密"})
    reason = why(snapshot)
    assert (reason.code, reason.recorded, reason.flags) == ("exempt", "connected", ())
    assert sentence(reason, {}) == "按规定不参加统计。"


@pytest.mark.parametrize(
    ("without", "flags"),
    [
        (("HOSTED_BY stranger e4",), {"unit_unknown", "group_unknown", "system_unknown"}),
        (("BELONGS_TO_UNION e4 s2",), {"system_unknown"}),
        (("BELONGS_TO_UNION e1 s1",), {"system_unknown"}),
        ((), set()),
    ],
)
def test_a_missing_step_is_left_out_and_flagged(without: Sequence[str], flags: set[str]) -> None:
    reason = why(world(tie("EXCHANGED_WITH", "w", "stranger", "2025-06"), without=without))
    assert reason.code == "connected"
    assert set(reason.flags) - {"one_bridge"} == flags
    if flags:
        assert "未登记，待核实" in sentence(reason, {})


def test_a_sure_contact_takes_the_doubt_away() -> None:
    snapshot = world(
        tie("EXCHANGED_WITH", "w", "stranger", "2025-06"), tie("VISITED", "w", "cousin", as_of="2025-06"), without=["BELONGS_TO_UNION e3 s1"]
    )
    assert why(snapshot).flags == ()


def test_every_code_and_every_flag_has_a_case() -> None:
    assert {code for code, *_ in TABLE} | {"exempt"} == set(CODES)
    assert {flag for _, flags, *_ in TABLE for flag in flags.split()} | {"unit_unknown", "group_unknown", "system_unknown"} == set(FLAGS)


def test_the_window_is_open_at_its_beginning() -> None:
    snapshot = world(tie("VISITED", "w", "stranger", "2025-01-29"))
    assert why(snapshot).code == "sleeping"
    assert why(snapshot, on=day("2026-01-28")).code == "connected"
    assert why(world(tie("VISITED", "w", "stranger", "2025-01-29"), window_months=13)).code == "connected"
    assert why(world(tie("VISITED", "w", "stranger", "2025-01-29"), window_by_host_kind={"Enterprise": 24})).code == "connected"
    assert why(world(tie("VISITED", "w", "stranger", "2025-01-29"), window_by_host_kind={"Hospital": 24})).code == "sleeping"


def test_only_confirmed_shows_the_unconfirmed_as_unknown() -> None:
    ties = [tie("EXCHANGED_WITH", "w", "same", "2025-06")]
    reason = why(world(*ties, only_confirmed=True))
    assert (reason.code, reason.recorded) == ("unknown", "own_unit")
    assert "尚未核实" in sentence(reason, {})
    assert why(world(*ties, only_confirmed=True, nodes=[CHECKED])).code == "own_unit"


def test_a_workshop_recognised_later_is_not_in_the_answer() -> None:
    snapshot = world(nodes=[Node("w", "Workshop", "w", {"recognised_on": "2026-03"})])
    table = reach(snapshot, ON)
    assert (table.position(snapshot.number("w")), table.code_of(snapshot.number("w")), len(table.workshops)) == (-1, "", 4)
    assert sum(table.counts().values()) == 4
    with pytest.raises(IndexError):
        why(snapshot)


def test_affiliation_at_the_date_decides_and_names_its_ties() -> None:
    moved = [tie("EXCHANGED_WITH", "w", "stranger", "2025-06"), tie("HOSTED_BY", "stranger", "e1", "2026-01-15")]
    before, after = (why(world(*moved), on=day(on)) for on in ("2026-01-14", "2026-01-29"))
    assert (before.code, after.code) == ("connected", "own_unit")
    assert len(set(after.affiliation) - set(before.affiliation)) == 1  # the new HOSTED_BY
    snapshot = world(*moved)
    (key,) = set(after.affiliation) - set(before.affiliation)
    assert int(snapshot.tie_first[list(snapshot.tie_key).index(key)]) == day("2026-01-15")


def test_a_head_counts_for_the_workshop_that_he_led_then() -> None:
    ties = [tie("VISITED", "head", "stranger", "2025-06"), tie("LEADS", "head", "same", "2025-09")]
    snapshot = world(*ties, without=["LEADS head w 2018"], nodes=[])
    assert why(snapshot).code == "unknown"
    assert why(snapshot, "same").code == "unknown"  # led it only from September
    assert [one.why for one in why(snapshot, "same").not_counted] == ["not_led"]
    for until, code in (("2025-05", "unknown"), ("2025-06-15", "connected")):
        ended = world(tie("VISITED", "head", "stranger", "2025-06"), tie("LEADS", "head", "w", "2017", until), without=["LEADS head w 2018"])
        assert why(ended).code == code


def test_a_head_to_be_brings_nothing_yet() -> None:
    ties = [tie("COOPERATES_WITH", "head", "stranger", "2024", "open"), tie("LEADS", "head", "same", "2026-03")]
    assert why(world(*ties), "same").code == "unknown"
    assert why(world(*ties), "w").code == "connected"
    assert why(world(*ties), "same", on=day("2026-03-31")).code == "connected"


def test_evidence_says_what_counts_and_what_does_not() -> None:
    ties = [
        tie("EXCHANGED_WITH", "w", "same", "2025-06"),
        tie("COOPERATES_WITH", "w", "cousin", "2025-03-05"),
        tie("VISITED", "w", "stranger", "2023"),
        tie("SIGNED_INTENT_WITH", "w", "stranger", "2025-08"),
        tie("VISITED", "city", "w", "2025-08"),
        *both_in("x"),
        tie("MEMBER_OF", "w", "a1"),
    ]
    reason = why(world(*ties, nodes=[LECTURE]))
    assert reason.code == "own_system"
    assert [(one.kind, one.other, one.width) for one in reason.counted] == [
        ("COOPERATES_WITH", "cousin", "own_system"),
        ("EXCHANGED_WITH", "same", "own_unit"),
    ]
    assert [(one.why, one.other) for one in reason.not_counted] == [
        ("intent", "stranger"),
        ("past", "stranger"),
        ("union", "city"),
        ("form", "x"),
        ("alliance", "a1"),
    ]
    assert reason.lifts == ("carry_out_intent", "meet_outside_system")
    names = {"cousin": "李四创新工作室", "stranger": "王五创新工作室", "city": "市总工会", "x": "讲座", "a1": "焊接联盟"}
    assert sentence(reason, names) == (
        "与同系统的李四创新工作室有往来（2025年3月5日），已走出单位，跨系统可再牵线。"
        "与外单位的联系目前只通过李四创新工作室，建议再牵一条线。"
        "曾与王五创新工作室有过往来（2023年）。按现有台账，待核实。"
    )
    assert why_not(reason.not_counted[0], names) == "已有合作意向（2025年8月），尚未见开展记录。"
    assert lifts(reason, "en")[1] == "One exchange with a workshop outside the system."


def test_sentences_by_hand() -> None:
    names = {"firm": "某厂", "city": "市总工会", "13 units": "13家企业", "a1": "焊接联盟", "stranger": "王五创新工作室"}
    assert sentence(why(world()), names) == "台账里还没有这家工作室的交流记录，不代表没有开展；请向市总工会了解。"
    assert sentence(why(world(nodes=[CHECKED])), names) == "截至2025年6月30日，经核实，暂未与外单位开展交流，可优先牵线。"
    served = why(world(tie("SERVES", "w", "13 units", "2025-06"), nodes=[GROUP]))
    assert sentence(served, names) == "与13家未列名称的单位有服务、交流或参观往来（2025年6月）。尚未与其他创新工作室往来。"
    asleep = why(world(tie("MEMBER_OF", "w", "a1"), tie("MEMBER_OF", "firm", "a1")))
    assert sentence(asleep, names) == "焊接联盟成员，近12个月未见交流记录。请核实近况。按现有台账，待核实。"
    checked = why(world(tie("VISITED", "w", "stranger", "2024-09"), nodes=[CHECKED]))
    assert sentence(checked, names) == "近12个月未见交流记录，此前与王五创新工作室有过往来（2024年9月）。核实截至2025年6月30日。"
    english = "No exchange on record in the last 12 months; before that with 王五创新工作室 (2024-09). Confirmed as of 2025-06-30."
    assert sentence(checked, names, "en") == english


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_word_is_there(language: str) -> None:
    assert all(chip(code, language) and hover(code, language, months=6) for code in CODES)
    assert max(len(chip(code)) for code in CODES) <= 8
    assert "系统未登记" in hover("connected", flags=("system_unknown",))
    for seed in range(60):
        nodes, ties = random_store(seed)
        snapshot = snapshot_of(nodes, ties)
        for number in reach(snapshot, day(AS_OF)).workshops:
            reason = why(snapshot, snapshot.ids[int(number)])
            said = [sentence(reason, {}, language), *lifts(reason, language), *(why_not(one, {}, language) for one in reason.not_counted)]
            assert not any("{" in part for part in said)
            assert all(one.why in WHYS for one in reason.not_counted)
            assert bool(reason.counted) == (reason.recorded in ("connected", "serving", "own_system", "own_group", "own_unit"))


def test_a_further_live_tie_never_narrows() -> None:
    width = {"own_unit": 1, "own_group": 2, "own_system": 3, "serving": 4, "connected": 5}
    widened = 0
    for seed in range(60):
        nodes, ties = random_store(seed)
        random = Random(seed)
        ends = [node.id for node in nodes if node.kind in ("Workshop", "Enterprise", "University", "Hospital")]
        a, b = sorted(random.sample(ends, 2))
        more = Tie(
            "more", random.choice(["COOPERATES_WITH", "EXCHANGED_WITH"]), a, b, {"valid_from": random.choice(["2025-06", "2026-01-29", "2025-12"])}
        )
        before, after = (reach(snapshot_of(nodes, known), day(AS_OF)) for known in (ties, [*ties, more]))
        for number in before.workshops:
            old, new = width.get(before.code_of(int(number)), 0), width.get(after.code_of(int(number)), 0)
            assert new >= old
            widened += new > old
    assert widened > 10


def test_the_order_of_rows_does_not_matter() -> None:
    for seed in range(40):
        nodes, ties = random_store(seed)
        shuffled_nodes, shuffled_ties = nodes.copy(), [Tie(t.id, t.kind, t.source, t.target, t.props, 0, i + 1) for i, t in enumerate(ties)]
        Random(seed).shuffle(shuffled_nodes)
        Random(seed).shuffle(shuffled_ties)
        one, two = reach(snapshot_of(nodes, ties), day(AS_OF)), reach(snapshot_of(shuffled_nodes, shuffled_ties), day(AS_OF))
        assert one.code.tolist() == two.code.tolist()
        assert one.flags.tolist() == two.flags.tolist()
        assert len(one.code) == len(one.workshops) > 0
