"""The picture of the whole on real and made-up networks: its figures are those of all other pages, its places last."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliance.drawing.colours import LIGHT
from alliance.drawing.panorama.seats import INSIDE_OUT
from alliance.errors import InvalidValue, UnknownNode
from alliance.model import Actor, Batch, Node
from alliance.network.reach.reach import CUT_OFF
from alliance.services.explore import panorama as module
from alliance.services.explore.panorama import PanoramaResult
from alliance.services.results import to_json
from alliance.services.workspace import Workspace
from tests.builders import puts, tie, workspace
from tests.worlds.exchange_city import city as exchange_city
from tests.worlds.small_city import AS_OF, city
from tests.worlds.town import nodes as town_nodes
from tests.worlds.town import ties as town_ties

DAYS = ("2021-12-31", "2023-06-30", AS_OF)


def places(result: PanoramaResult) -> dict[str, object]:
    return {dot.id: dot.places for dot in result.dots}


@pytest.mark.parametrize("layer", ["cooperation", "exchange"])
@pytest.mark.parametrize("on", DAYS)
def test_its_figures_are_those_of_matrix_reach_and_gaps(on: str, layer: str) -> None:
    for net in (city(), workspace(town_nodes(), town_ties(), {"data_as_of": AS_OF})):
        picture, matrix = net.panorama(on=on, layer=layer), net.matrix(on, layer)
        assert (picture.across, picture.inside, picture.unknown) == (matrix.external, matrix.internal, matrix.unknown)
        by_key = dict(zip(matrix.keys, matrix.workshops, strict=True))
        assert {group.key: group.workshops for group in picture.groups} == {key: n for key, n in by_key.items() if n}
        place = {key: i for i, key in enumerate(matrix.keys)}
        assert all(bow.pairs == matrix.counts[place[bow.a]][place[bow.b]] for bow in picture.bows)
        isolates = net.isolates(on)
        assert {code: n for code, n in picture.counts.items() if n} == {code: n for code, n in isolates.counts.items() if n}
        for group in picture.groups:
            mine = matrix.counts[place[group.key]]
            assert group.pairs == sum(mine) - mine[place[group.key]]
            assert group.gaps == sum(bow.gap for bow in picture.bows if group.key in (bow.a, bow.b))
        assert picture.cut_off == sum(group.cut_off for group in picture.groups) == sum(isolates.counts[code] for code in CUT_OFF)
        wanted = {frozenset((row.a, row.b)) for row in net.gaps(on, layer=layer).rows if row.grouping == "groups" and not row.region}
        assert {frozenset((bow.a, bow.b)) for bow in picture.bows if bow.gap} == wanted
        assert len(picture.ties) == matrix.pairs


def test_a_gap_of_the_list_and_one_by_proportion_is_a_gap_in_the_picture() -> None:
    for net in (city(), workspace(*exchange_city(), {"data_as_of": AS_OF})):
        by_list = net.gaps().targets
        if not net.gaps().rows:
            net.set_targets([{"a": "装备", "b": "化工", "wanted": 3, "year": AS_OF[:4]}])
            assert net.gaps().targets > by_list
        gaps = {frozenset((row.a, row.b)): row.wanted for row in net.gaps().rows}
        assert gaps
        picture = net.panorama()
        assert {frozenset((bow.a, bow.b)): bow.wanted for bow in picture.bows if bow.gap} == gaps
        assert sum(group.gaps for group in picture.groups) == 2 * len(gaps)
        assert not any(bow.gap for bow in net.panorama(grouping="region").bows)


@pytest.mark.parametrize("grouping", ["region", "alliance", "union"])
def test_every_workshop_stands_in_one_disc_however_they_are_grouped(grouping: str) -> None:
    net = city()
    picture, usual = net.panorama(grouping=grouping), net.panorama()
    assert picture.workshops == usual.workshops == len(picture.dots) == sum(group.workshops for group in picture.groups)
    assert picture.across + picture.inside + picture.unknown == usual.across + usual.inside + usual.unknown
    assert not any(bow.gap for bow in picture.bows)


def test_it_is_the_same_twice_and_newcomers_move_nobody(quiet_home: Path) -> None:
    net = city()
    first = net.panorama()
    assert to_json(net.panorama()) == to_json(first)
    for turn in range(20):
        newcomer = Node(f"new-{turn:02}", "Workshop", f"新{turn}工作室", {"recognised_on": "2024"})
        net.records.commit(Batch(f"b{turn}", "import", puts(newcomer)), Actor("tester", "admin"))
        net.panorama()
    after = Workspace(net.records, net.actor).panorama()
    assert places(after).items() >= places(first).items()
    assert len(after.dots) == len(first.dots) + 20


def test_another_day_shows_its_own_reach_in_the_places_of_today() -> None:
    net = city()
    today = net.panorama()
    then = net.panorama(on="2022-06-30")
    assert places(today).items() >= places(then).items()
    assert {dot.id: dot.ring for dot in then.dots} != {dot.id: dot.ring for dot in today.dots}
    assert net.panorama() == today


def test_places_that_cannot_be_kept_or_are_damaged_make_no_difference(quiet_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    net = city()
    first = net.panorama()
    for file in quiet_home.rglob("places/*.json"):
        file.write_text('{"form": 1, "arrangement": {"seats": 3}}', encoding="utf-8")
    assert net.panorama() == first
    monkeypatch.setattr(module, "keep_places", lambda *_: None)
    assert net.panorama() == first


def test_one_group_alone_is_drawn_by_region_and_a_group_of_nobody_is_unknown() -> None:
    net = city()
    whole = net.panorama()
    largest = max(whole.groups, key=lambda group: group.workshops)
    inside = net.panorama(within=largest.key)
    assert inside.workshops == largest.workshops
    assert inside.counts == largest.counts
    for part in inside.groups:
        if not part.aside:
            deeper = net.panorama(within=f"{largest.key}\n{part.key}")
            assert (deeper.workshops, deeper.cut_off) == (part.workshops, part.cut_off)
    with pytest.raises(UnknownNode):
        net.panorama(within="no such group")
    for wrong in ({"grouping": "rank"}, {"layer": "both"}):
        with pytest.raises(InvalidValue):
            net.panorama(**wrong)  # type: ignore[arg-type]


def test_too_many_for_dots_are_counted_in_their_discs(monkeypatch: pytest.MonkeyPatch) -> None:
    net = city()
    dotted = net.panorama(on="2023-06-30")
    monkeypatch.setattr(module, "MOST_DOTS", 3)
    counted = net.panorama(on="2023-06-30")
    assert (counted.dots, counted.ties, counted.left_out) == ((), (), dotted.workshops)
    assert [(group.key, group.counts) for group in counted.groups] == [(group.key, group.counts) for group in dotted.groups]
    svg = net.panorama_file("svg", "2023-06-30").decode()
    rim, *_, middle = [code for code in INSIDE_OUT[::-1] if counted.groups[-1].counts[code]]
    assert svg.index(f'fill="{LIGHT[rim]}"', svg.rindex('stroke-width="1.2"')) < svg.rindex(f'fill="{LIGHT[middle]}"')


def test_each_year_tells_what_the_picture_of_its_last_day_shows() -> None:
    net = city()
    years = net.panorama_years().years
    assert [year.day for year in years] == sorted(year.day for year in years)
    assert years[-1].day == net.as_of()
    for year in years:
        picture = net.panorama(on=year.day)
        assert (year.workshops, year.across) == (picture.workshops, picture.across)
        assert year.rings == {dot.id: dot.ring for dot in picture.dots}
        assert year.pairs == picture.ties
        assert str(year.across) in year.sentence


def test_pairs_of_former_years_are_told_apart_from_those_in_contact() -> None:
    shops = [Node(f"w{i}", "Workshop", f"第{i}工作室") for i in range(5)]
    ties = [
        tie("COOPERATES_WITH", "w0", "w1", "2026-03-01"),
        tie("COOPERATES_WITH", "w0", "w2", "2019-03-01", valid_to="2019-12-31"),
        tie("COOPERATES_WITH", "w1", "w0", "2018-03-01", valid_to="2018-12-31"),
        tie("COOPERATES_WITH", "w3", "w4", "2027-03-01"),
    ]
    picture = workspace(shops, ties, {"data_as_of": "2026-06-30"}).panorama()
    assert picture.ties == (("w0", "w1"),)
    assert picture.earlier_ties == (("w0", "w2"),)
    assert picture.earlier == 1
    lead = Node("p1", "Person", "张三")
    not_yet = [tie("LEADS", "p1", "w0", "2020-01-01"), tie("COOPERATES_WITH", "p1", "w3", "2018-03-01", valid_to="2018-12-31")]
    assert workspace([*shops, lead], not_yet, {"data_as_of": "2026-06-30"}).panorama().earlier == 0  # he led nobody then


def test_a_workshop_of_several_alliances_stands_in_the_largest() -> None:
    shops = [Node(f"w{i}", "Workshop", f"第{i}工作室") for i in range(4)]
    small, large = Node("a-1", "Alliance", "小联盟"), Node("a-2", "Alliance", "大联盟")
    members = [tie("MEMBER_OF", "w0", "a-1"), *(tie("MEMBER_OF", f"w{i}", "a-2") for i in range(3))]
    picture = workspace([*shops, small, large], members).panorama(grouping="alliance")
    assert {(group.name, group.workshops, group.aside) for group in picture.groups} == {("大联盟", 3, False), ("没有入盟记载", 1, True)}


def test_many_small_groups_share_a_disc_at_the_margin() -> None:
    shops = [Node(f"w{i:02}", "Workshop", f"第{i}工作室") for i in range(60)]
    unions = [Node(f"u{i:02}", "TradeUnion", f"{i}号工会") for i in range(30)]
    ties = [tie("BELONGS_TO_UNION", f"w{i:02}", f"u{i % 30:02}") for i in range(60)]
    picture = workspace([*shops, *unions], ties).panorama(grouping="union")
    assert len(picture.groups) == 24
    assert [(group.name, group.workshops) for group in picture.groups if group.aside] == [("其余 7 个", 14)]


@pytest.mark.parametrize("form", ["svg", "html"])
def test_it_is_written_as_a_file_that_asks_for_nothing(form: str) -> None:
    net = workspace(
        [Node("w1", "Workshop", "<script>alert(1)</script>工作室"), Node("w2", "Workshop", "乙工作室")],
        [tie("COOPERATES_WITH", "w1", "w2", "2025-05-01")],
    )
    text = net.panorama_file(form).decode()
    assert "<script" not in text
    assert "&lt;script" in text
    assert text.count("<circle") == 2 + len(net.panorama().groups)
    assert "src=" not in text
    assert net.store.audit()[0]["action"] == "export-panorama"
    with pytest.raises(InvalidValue):
        net.panorama_file("png")


def test_a_hub_is_one_disc_of_its_workshops_by_the_rules_of_every_list() -> None:
    net = workspace(
        [*town_nodes(), Node("craft-x", "Craft", "焊接"), Node("a-x", "Alliance", "某联盟"), Node("p-x", "Person", "某师傅")],
        [
            *town_ties(),
            *(tie("HAS_CRAFT", one, "craft-x") for one in ("w-me", "w-mate")),
            *(tie("MEMBER_OF", one, "a-x", "2020") for one in ("w-me", "w-far", "p-x")),
            tie("MEMBER_OF", "w-old", "a-x", "2020", valid_to="2021"),
            tie("LEADS", "p-x", "w-town", "2020"),
        ],
        {"data_as_of": AS_OF},
    )

    def inside(hub: str) -> set[str]:
        picture = net.panorama(grouping="member", within=hub)
        (disc,) = picture.groups
        assert (disc.key, disc.workshops, picture.bows) == (hub, len(picture.dots), ())
        assert {dot.group for dot in picture.dots} == {hub}
        rows = {row.id: row.ring for row in net.isolates().rows}
        assert all(dot.ring == rows[dot.id] for dot in picture.dots)
        whole = net.panorama(grouping="region")
        pairs = {frozenset(pair) for pair in whole.ties if {*pair} <= {dot.id for dot in picture.dots}}
        assert {frozenset(pair) for pair in picture.ties} == pairs
        return {dot.id for dot in picture.dots}

    assert inside("craft-x") == {"w-me", "w-mate"}
    assert inside("a-x") == {"w-me", "w-far", "w-town"}, "a head stands for the workshop, who has left is gone"
    for group in net.panorama(grouping="union").groups:
        if not group.aside:
            assert inside(group.key) == {row.id for row in net.isolates(union=group.key).rows}
    for group in net.panorama(grouping="region").groups:
        if not group.aside:
            assert inside(group.key) == {row.id for row in net.isolates(region=group.key).rows}


def test_who_has_no_workshops_is_no_hub_and_the_name_of_one_will_do() -> None:
    net = city()
    with pytest.raises(UnknownNode):
        net.panorama(grouping="member", within="e1")
    named = net.panorama(grouping="member", within="装备联盟")
    assert named.within == "a1"
    assert named.sentence.startswith("装备联盟：")
    union = net.panorama(grouping="member", within="t1")
    assert f"彼此合作 {len(union.ties)} 对" in union.sentence
    assert net.panorama_years(grouping="member", within="t1").years[-1].across == len(union.ties) > 0
    left, top, width, height, _ = union.frames["wide"]
    assert width == module.WIDE_ALONE
    assert all(left < x < left + width and top < y < top + height for x, y in (dot.places["wide"] for dot in union.dots))
    part, city_itself = ({dot.id for dot in net.panorama(grouping="member", within=f"region:{code}").dots} for code in ("410102", "410100"))
    assert part
    assert part <= city_itself
    assert "装备联盟" in net.panorama_file("svg", grouping="member", within="a1").decode()


def test_newcomers_of_a_hub_move_nobody() -> None:
    net = city()
    before = places(net.panorama(grouping="member", within="t1"))
    nodes = [Node(f"n{i}", "Workshop", f"新{i}创新工作室", {"recognised_on": "2022"}) for i in range(3)]
    net.records.commit(Batch("b1", "import", puts(*nodes, *(tie("BELONGS_TO_UNION", f"n{i}", "t1") for i in range(3)))), Actor("tester", "admin"))
    after = places(net.panorama(grouping="member", within="t1"))
    assert len(after) == len(before) + 3
    assert {one: after[one] for one in before} == before
