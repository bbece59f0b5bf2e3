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
        assert (net.snapshot(None).n_nodes, net.snapshot(None).n_ties) == (992, 1218)
        assert net.isolates().as_of == "2026-01-29"
        wang = net.show("王文韬创新工作室")
        assert wang.node.id == "ws_869c14c113"
