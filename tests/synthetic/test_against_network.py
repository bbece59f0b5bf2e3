"""The product's own answers on the generated city, held against the figures that were worked out without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliance.model import day
from alliance.network.mixing.coverage import coverage
from alliance.network.mixing.matrix import mixing
from alliance.network.reach.reach import CODES, reach
from alliance.schema import vocabularies
from tests.expected.expected import figures
from tests.synthetic.folders import snapshot_from

DAYS = ("2026-06-30", "2026-01-29", "2025-12-31", "2024-03-15", "2021-06-30")


@pytest.fixture(scope="module", params=["city", "cities"])
def folder(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("on", DAYS)
def test_reach_of_every_workshop(folder: Path, on: str) -> None:
    snapshot = snapshot_from(folder)
    table = reach(snapshot, day(on))
    found = {snapshot.ids[int(number)]: CODES[code] for number, code in zip(table.workshops, table.code, strict=True)}
    assert found == figures(folder, on)["reach"]


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("layer", ["cooperation", "exchange"])
def test_cells_of_the_matrix(folder: Path, on: str, layer: str) -> None:
    matrix = mixing(snapshot_from(folder), day(on), layer=layer)
    names = [label.zh for label in matrix.labels]
    found = {
        "×".join(sorted((names[one], names[other]))): int(matrix.counts[one, other])
        for one in range(len(names))
        for other in range(one, len(names))
        if matrix.counts[one, other]
    }
    wanted = figures(folder, on)
    assert found == wanted[f"{layer}_cells"]
    assert matrix.pairs == wanted[f"{layer}_pairs"]


@pytest.mark.parametrize("on", DAYS)
def test_workshops_in_what_their_region_lists(folder: Path, on: str) -> None:
    counts = coverage(snapshot_from(folder), day(on)).counts()
    zh = {choice.code: choice.zh for choice in vocabularies.STRATEGIC_CLASSES}
    found = {zh[code]: number for code, (number, _) in counts.items() if number}
    assert found == figures(folder, on)["classes"]
    assert on < "2021" or set(found) == {"主导产业", "新兴产业", "传统产业"}
