"""A chosen period is the setting of the window, looked through: every reading use case answers as a store whose setting is that window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from alliance import schema
from alliance.errors import InvalidValue
from alliance.model import Node, day
from alliance.network.mixing.matrix import LAYERS, pairs_in_contact, pairs_on_record
from alliance.network.reach.reach import reach
from alliance.network.time.window import PERIODS, window_of
from alliance.services.results import to_json
from alliance.services.workspace import Workspace
from tests.builders import numbered_ties, workspace
from tests.cli.conftest import alliance
from tests.services.test_known_on import ASKED, SLOW, Wish, answered
from tests.worlds.dated_store import DAYS, dated_store

# writes, or asks for a window of its own, or names the periods themselves
LEFT_OUT = ("suggest_all", "reach_preview", "periods")


def hold(seed: int, period: str, folder: Path) -> int:
    """Ask a store in a period and one whose setting is that window; return how many answers differ from those of the usual window."""
    wish = Wish(seed, folder)
    chosen = workspace(wish.nodes, wish.ties, {"window_months": 3, "window_by_host_kind": dict.fromkeys(schema.ORGANISATIONS, 1)})
    fixed = workspace(wish.nodes, wish.ties, window_of(period))
    differ = 0
    for name in (name for name in ASKED if name not in LEFT_OUT and (name not in SLOW or seed % 4 == 0)):
        usual, mine, theirs = (answered(name, net, wish) for net in (chosen, chosen.seen_in(period), fixed))
        assert _bare(mine) == _bare(theirs), f"seed {seed}: {name} on {wish.on} in {period}"
        assert answered(name, chosen, wish) == usual, f"seed {seed}: {name} by the setting after {period}"
        differ += _bare(mine) != _bare(usual)
    return differ


def _bare(found: Any) -> Any:
    """The answer without the name of the period, and without what is worded after it."""
    if isinstance(found, list):
        return [_bare(one) for one in found]
    if not isinstance(found, dict):
        return found
    return {key: [row | {"text": ""} for row in value] if key == "questions" else value for key, value in found.items() if key != "period"}


@pytest.mark.parametrize("period", PERIODS)
def test_a_period_is_a_store_with_that_window(tmp_path: Path, period: str) -> None:
    assert sum(hold(seed, period, tmp_path) for seed in range(1, 5)) > 0  # it is no empty word


@pytest.mark.deep
@pytest.mark.parametrize("period", PERIODS)
def test_on_200_stores(tmp_path: Path, period: str) -> None:
    for seed in range(100, 300):
        hold(seed, period, tmp_path)


def test_all_on_record_is_every_pair_on_record_also_those_without_a_date() -> None:
    undated = 0
    for seed in range(30):
        with workspace(*dated_store(seed)) as net:
            for on in DAYS:
                snapshot = net.snapshot(on)
                whole = net.seen_in("all").snapshot(on)
                for layer in LAYERS:
                    found, known = pairs_in_contact(whole, day(on), layer), pairs_on_record(snapshot, day(on), layer)
                    assert [part.tolist() for part in found] == [part.tolist() for part in known]
                    undated += len(known[0]) - len(pairs_in_contact(snapshot.under({"window_months": 1200}), day(on), layer)[0])
    assert undated > 0


def _town() -> Workspace:
    """甲 met 乙 ten years and 丙 two years ago; nobody was ever checked."""
    nodes = [Node(one, "Workshop", one) for one in ("甲", "乙", "丙")] + [Node(f"e{i}", "Enterprise", f"e{i}") for i in range(3)]
    rows = [(one, f"e{i}") for i, one in enumerate(("甲", "乙", "丙"))]
    ties = numbered_ties(
        [("HOSTED_BY", a, b, {}) for a, b in rows]
        + [("COOPERATES_WITH", "甲", "乙", {"valid_from": "2016-03"}), ("EXCHANGED_WITH", "甲", "丙", {"valid_from": "2024-03"})]
    )
    return workspace(nodes, ties, {"data_as_of": "2026-01-29"})


def test_the_periods_say_what_each_holds() -> None:
    with _town() as net:
        assert [(row.code, row.name, row.cooperation, row.exchange) for row in net.periods().rows] == [
            ("", "近一年", 0, 0),
            ("3y", "近三年", 0, 1),
            ("all", "全部在案", 1, 1),
        ]
        net.set_setting("window_months", 6)
        assert [choice.name for choice in net.period_choices("zh")] == ["近6个月", "近一年", "近三年", "全部在案"]
        net.set_setting("window_by_host_kind", {"Enterprise": 24})
        assert net.period_choices("zh")[0].name == "按设置的时段"


def test_nobody_is_confirmed_by_a_check_that_never_was() -> None:
    with _town() as net:
        table = reach(net.seen_in("all").snapshot(None), day("2026-01-29"))
        assert not table.confirmed.any()
        assert net.seen_in("all").isolates().counts["connected"] == 3
        assert net.seen_in("all").isolates().counts["none"] == 0


def test_a_result_names_its_period_and_only_a_chosen_one() -> None:
    with _town() as net:
        assert "period" not in to_json(net.overview())
        assert to_json(net.seen_in("3y").overview())["period"] == "3y"
        assert {row.text for row in net.seen_in("3y").overview().questions} - {row.text for row in net.overview().questions} == {
            "哪些工作室三年没有交流了？"
        }
        with pytest.raises(InvalidValue):
            net.seen_in("5y")


def test_files_name_the_period() -> None:
    with _town() as net:
        assert "2026年1月29日（近三年）" in net.seen_in("3y").panorama_file("html").decode()
        assert "（近" not in net.panorama_file("html").decode()


def test_the_places_of_the_picture_do_not_move() -> None:
    with _town() as net:
        usual = net.panorama()
        whole = net.seen_in("all").panorama()
        assert (usual.inside + usual.unknown, whole.inside + whole.unknown) == (0, 1)
        assert {dot.id: dot.places for dot in whole.dots} == {dot.id: dot.places for dot in usual.dots}
        assert net.panorama() == usual


def test_the_command_line_takes_it(tmp_path: Path) -> None:
    store = tmp_path / "t.alliance"
    with _town() as net:
        net.backup(store)
    told = alliance("isolates", "--period", "all", "--json", store=store).json
    assert (told["period"], told["counts"]["connected"]) == ("all", 3)
    assert "近三年" in alliance("overview", "--period", "3y", store=store).out
    assert alliance("overview", "--period", "5y", "--json", store=store).code == 2
