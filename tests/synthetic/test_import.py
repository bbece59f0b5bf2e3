"""Both data sets through the product itself: nothing rejected, every row counted, the same answers as worked out apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import alliance
from alliance.services.workspace import Workspace
from tests.expected.expected import figures

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data"


def filled(folder: Path, store: Path) -> Workspace:
    """A store with the tables of a folder and the settings beside them."""
    net = alliance.open_store(store)
    report = net.check(sorted(folder.glob("*.csv")))
    assert report.finding_counts == {}, report.findings[:5]
    receipt = net.confirm(report.batch)
    assert receipt.created == report.counts["rows"]
    for name, value in json.loads((folder / "store.json").read_text(encoding="utf-8")).items():
        net.set_setting(name, value)
    return net


@pytest.fixture(scope="module")
def town(city: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with filled(city, tmp_path_factory.mktemp("town") / "city.db") as net:
        yield net


def test_the_city_answers_as_worked_out_apart(town: Workspace, city: Path) -> None:
    wanted = figures(city, "2026-06-30")
    answer = town.isolates()
    assert answer.as_of == "2026-06-30"
    assert answer.counts == wanted["counts"]
    assert {row.id: row.ring for row in town.isolates(limit=250).rows} == wanted["reach"]
    snapshot = town.snapshot(None)
    assert (snapshot.n_nodes, snapshot.n_ties) == (wanted["nodes"], wanted["ties"])


def test_the_cell_of_chemistry_and_equipment(town: Workspace, city: Path) -> None:
    matrix = town.matrix()
    one, other = (list(matrix.groups).index(name) for name in ("能源化工", "机械装备"))
    assert matrix.counts[one][other] == matrix.counts[other][one] == figures(city, "2026-06-30")["chemistry_equipment"]


def test_the_sample_comes_in_whole(tmp_path: Path) -> None:
    with filled(SAMPLE, tmp_path / "sample.db") as net:
        assert (net.snapshot(None).n_nodes, net.snapshot(None).n_ties) == (1306, 1679 - 3)  # three services came after the reference date
        assert net.isolates().as_of == "2026-01-29"
        wang = net.show("王文韬创新工作室")
        assert wang.node.id == "ws_869c14c113"


def test_the_sample_holds_more_than_the_last_year(tmp_path: Path) -> None:
    """By hand: cooperating are 邓建军–杨普, 邓建军–葛文军 (2017), 赵郁–刘更生 (2023-06), 王亮–张士银 (2024-04), 王勇–胡小宁 (2024-11).

    In exchange are 郭声敏–许强, 郭声敏–裴向军 (2024-06), the three who spoke in 湛江 (2024-12), 孟艺兵–李悦 (no date).
    """
    with filled(SAMPLE, tmp_path / "sample.db") as net:
        assert [(row.code, row.cooperation, row.exchange) for row in net.periods().rows] == [("", 0, 0), ("3y", 3, 5), ("all", 5, 6)]


def test_what_came_after_the_reference_date_of_the_sample_is_seen_from_its_day_on(tmp_path: Path) -> None:
    with filled(SAMPLE, tmp_path / "sample.db") as net:
        rows = [net.reach_of("陈加友全国劳模工匠工作室", on) for on in ("2026-01-29", "2026-01-31", "2026-02-25", "2026-02-26")]
        assert [(row.ring, len(row.evidence)) for row in rows if row] == [
            ("unknown", 0),
            ("unknown", 0),
            ("serving", 2),
            ("serving", 3),
        ]  # two say only the month
