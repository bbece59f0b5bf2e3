"""The places of the picture of the whole: nothing lies over anything, the cut-off stand at the rim, who has a place keeps it."""

from __future__ import annotations

import json
import math
import random

import pytest

from alliance.drawing.page import draw_page
from alliance.drawing.panorama.arrangement import SHAPES, Arrangement, Group, arrange, read_arrangement
from alliance.drawing.panorama.bows import draw_bows
from alliance.drawing.panorama.labels import disc_labels, letters, shorten
from alliance.drawing.panorama.ring import LABEL, Disc, fits, label_box
from alliance.drawing.panorama.seats import BAND, INSIDE_OUT, Member, seat, seat_again, slot_of
from alliance.drawing.panorama.sketch import named_discs
from alliance.drawing.panorama.slots import row_of, slot
from alliance.drawing.panorama.svg import DrawnBow, DrawnDisc, DrawnDot, dot_radius, draw_svg
from alliance.network.reach.reach import CODES
from tests.drawing.seen import on_curve

HOSTILE = "</title><script>alert(1)</script>甲"


def random_groups(seed: int, number: int, most: int) -> tuple[list[Group], dict[tuple[str, str], int]]:
    """Groups with random members, two of them aside, and random pairs between them."""
    chance = random.Random(seed)
    groups = []
    for i in range(number):
        members = tuple(Member(f"w-{i}-{j}", chance.choice(INSIDE_OUT), chance.randrange(6)) for j in range(chance.randint(1, most)))
        name = "机械装备能源化工"[: chance.randint(2, 8)]
        label = {shape: line.width(shape) for shape, line in disc_labels(name, len(members), 3, "zh", number).items()}
        groups.append(Group(key=f"g{i:02}", label=label, size=len(members), members=members, aside=i >= number - 2 > 0))
    keys = [group.key for group in groups]
    weights = {(a, b): chance.randint(1, 9) for i, a in enumerate(keys) for b in keys[i + 1 :] if chance.random() < 0.3}
    return groups, weights


def test_every_reach_has_a_band() -> None:
    assert BAND.keys() == set(CODES)


def test_slots_lie_apart_and_never_move() -> None:
    places = [slot(i) for i in range(400)]
    assert min(math.dist(a, b) for i, a in enumerate(places) for b in places[:i]) > 2 * dot_radius(1, 99)
    assert [math.hypot(*place) for place in places] == sorted((math.hypot(*place) for place in places), key=lambda away: round(away, 3))


def test_the_well_connected_sit_inside_and_the_cut_off_at_the_rim() -> None:
    chance = random.Random(4)
    members = [Member(f"w{i}", chance.choice(INSIDE_OUT), chance.randrange(9)) for i in range(90)]
    taken = [one for one in seat(members).taken if one]
    by_id = {one.id: one for one in members}
    assert taken == sorted(taken, key=lambda one: by_id[one].rank)
    assert [BAND[by_id[one].ring] for one in taken] == sorted(BAND[by_id[one].ring] for one in taken)


def test_newcomers_take_free_slots_and_whose_reach_changes_moves_alone() -> None:
    chance = random.Random(5)
    members = [Member(f"w{i}", chance.choice(INSIDE_OUT), 0) for i in range(60)]
    before = seat(members)
    newcomers = [Member(f"n{i}", "unknown", 0) for i in range(9)]
    after = seat_again([*members, *newcomers], before)
    assert all(after.taken.index(one.id) == before.taken.index(one.id) for one in members)
    moved = [Member(one.id, "connected", 2) if one.id == members[0].id else one for one in members]
    assert members[0].ring != "connected"
    again = seat_again(moved, before)
    assert {one.id for one in members if again.taken.index(one.id) != before.taken.index(one.id)} == {members[0].id}
    assert again.taken.index(members[0].id) < before.ends[0]
    assert seat_again(moved, before, still=True) == before


def test_a_disc_is_seated_anew_once_too_many_sit_outside_their_band() -> None:
    members = [Member(f"w{i}", "unknown", 0) for i in range(12)]
    before = seat(members)
    connected = [Member(one.id, "connected", 1) for one in members]
    assert seat_again(connected, before) == seat(connected)


@pytest.mark.parametrize(
    ("seed", "number", "most"), [(1, 5, 40), (2, 9, 30), (3, 13, 90), (4, 1, 30), (5, 2, 3), (6, 20, 25), (7, 24, 12), (8, 12, 160)]
)
def test_no_disc_name_or_bow_lies_where_it_should_not(seed: int, number: int, most: int) -> None:
    groups, weights = random_groups(seed, number, most)
    arrangement = arrange(groups, weights)
    for name, shape in SHAPES.items():
        stand = arrangement.stands[name]
        discs = [Disc(group.key, arrangement.radius(group, name), group.label[name]) for group in groups]
        assert fits(discs, stand.centres, 10**6, 10**6), name
        for disc in discs:
            (x, y), box = stand.centres[disc.key], label_box(disc, stand.centres[disc.key])
            assert stand.left <= min(box[0], x - disc.radius)
            assert max(box[2], x + disc.radius) <= stand.left + shape.width
            assert stand.top <= min(box[1], y - disc.radius)
            assert max(box[3], y + disc.radius) <= stand.top + shape.height
        radii = {disc.key: disc.radius for disc in discs}
        for bow in draw_bows(sorted(weights), {key: stand.centres[key] for key in radii}, radii):
            hidden = [
                key
                for key, (x, y) in stand.centres.items()
                if key not in (bow.a, bow.b)
                for i in range(101)
                if math.dist(on_curve(bow.points, i / 100), (x, y)) < radii[key]
            ]
            assert not (bow.free and hidden), (name, bow.a, bow.b, hidden)
            assert bow.free or name == "narrow" or number > 20, (name, bow.a, bow.b)


def test_bows_keep_clear_of_names_where_they_can() -> None:
    groups, weights = random_groups(3, 9, 30)
    stand = arrange(groups, weights).stands["wide"]
    discs = [Disc(group.key, arrange(groups, weights).radius(group, "wide"), group.label["wide"]) for group in groups]
    boxes = [label_box(disc, stand.centres[disc.key]) for disc in discs]
    radii = {disc.key: disc.radius for disc in discs}

    def crossed(kept_clear: list[tuple[float, float, float, float]]) -> int:
        points = [on_curve(bow.points, i / 64) for bow in draw_bows(sorted(weights), stand.centres, radii, kept_clear) for i in range(1, 64)]
        return sum(left < x < right and top < y < bottom for x, y in points for left, top, right, bottom in boxes)

    assert crossed(boxes) < crossed([]) or crossed([]) == 0


def test_the_same_gives_the_same_and_what_is_read_back_is_the_same() -> None:
    groups, weights = random_groups(11, 8, 30)
    first = arrange(groups, weights)
    assert arrange(groups, weights) == first
    assert read_arrangement(json.loads(json.dumps(first.as_json()))) == first
    assert arrange(groups, weights, first) == first
    with pytest.raises((KeyError, TypeError, ValueError)):
        read_arrangement({"seats": {}})


def test_twenty_imports_of_newcomers_move_nobody() -> None:
    groups, weights = random_groups(12, 10, 40)
    first = now = arrange(groups, weights)
    for turn in range(20):
        chosen = turn % len(groups)
        newcomer = Member(f"new-{turn}", "unknown", 0)
        groups[chosen] = Group(
            key=groups[chosen].key,
            label=groups[chosen].label,
            size=groups[chosen].size + 1,
            members=(*groups[chosen].members, newcomer),
            aside=groups[chosen].aside,
        )
        now = arrange(groups, weights, now)
    assert _places(now).items() >= _places(first).items()
    assert len(_places(now)) == len(_places(first)) + 20


def _places(arrangement: Arrangement) -> dict[str, tuple[str, int, float, float]]:
    return {one: (key, i, *arrangement.stands["wide"].centres[key]) for one, (key, i) in slot_of(arrangement.seats).items()}


def test_a_disc_that_outgrows_its_room_moves_alone_and_one_too_large_makes_all_places_new() -> None:
    groups, weights = random_groups(13, 6, 10)
    first = arrange(groups, weights)
    for many, alone in ((60, True), (4_000, False)):
        members = tuple(Member(f"x{i}", "unknown", 0) for i in range(many))
        grown = [Group(key="g00", label=groups[0].label, size=many, members=members), *groups[1:]]
        again = arrange(grown, weights, first)
        others = [{key: at for key, at in one.stands["wide"].centres.items() if key != "g00"} for one in (first, again)]
        assert (others[0] == others[1]) is alone
        assert alone or again == arrange(grown, weights)


def test_a_new_group_takes_a_free_place() -> None:
    groups, weights = random_groups(14, 7, 12)
    first = arrange(groups[:-1], weights)
    second = arrange(groups, weights, first)
    assert {key: at for key, at in second.stands["wide"].centres.items() if key != groups[-1].key} == first.stands["wide"].centres
    discs = [Disc(group.key, second.radius(group, "wide"), group.label["wide"]) for group in groups]
    assert fits(discs, second.stands["wide"].centres, 10**6, 10**6)


def test_thousands_are_discs_of_their_size_without_dots() -> None:
    groups = [Group(key=f"g{i}", label={"wide": 120.0, "narrow": 60.0}, size=20_000 * (i + 1), members=()) for i in range(8)]
    arrangement = arrange(groups, {})
    radii = [arrangement.radius(group, "wide") for group in groups]
    assert radii == sorted(radii)
    assert radii[-1] > 60
    discs = [Disc(group.key, radius, 120.0) for group, radius in zip(groups, radii, strict=True)]
    assert fits(discs, arrangement.stands["wide"].centres, SHAPES["wide"].width, SHAPES["wide"].height)
    assert row_of(20_000)[0] > 70


def test_names_are_cut_in_the_middle_and_are_text_in_files() -> None:
    assert letters(shorten("上海市宝山区钢铁研究院有限责任公司工会联合会", 9)) <= 9
    disc = DrawnDisc((0, 0), 30, disc_labels(HOSTILE, 1, 1, "zh", 2)["wide"])
    colours = dict.fromkeys(("surface", "text", "muted", "action", "bad", "bow", "disc", "discline", "line", "hair", *CODES), "#123456")
    bow = DrawnBow(((0, 0), (1, 1), (2, 2), (3, 3)), 2, 0, True)
    svg = draw_svg((-60, -60, 120, 120), [disc], [DrawnDot((1, 2), "none", 3, HOSTILE)], [bow], [((0, 0), (1, 1))], colours, "sans-serif", HOSTILE)
    page = draw_page("zh", HOSTILE, [HOSTILE], svg, [("workshop", "#123456", HOSTILE)], [["组", "家"], [HOSTILE, "1"]], colours, "sans-serif")
    assert "<script" not in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")
    assert page.count("&lt;script") >= 5
    assert LABEL > 0


def test_a_small_picture_names_the_largest_discs_and_no_name_lies_over_anything() -> None:
    def disc(x: float, y: float, radius: float, name: str) -> DrawnDisc:
        return DrawnDisc((x, y), radius, disc_labels(name, 1, 1, "zh", 2)["wide"])

    discs = [disc(0, -100, 30, "机械装备"), disc(70, -100, 20, "能源化工"), disc(0, 200, 25, "一个很长很长的行业名称"), disc(0, 245, 10, "轻工")]
    named = named_discs(discs, 40)
    assert [one.label and one.label.name for one in named] == ["机械装备", None, None, "轻工"]
    assert [one.label and one.label.name for one in named_discs(discs, 8)] == ["机械装备", "能源化工", None, "轻工"], "one has no room beside a disc"
