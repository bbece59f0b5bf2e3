"""Dirt on purpose: the faults are there, most rows are not touched, and the same faults come every time."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from alliance.synthetic import generate
from alliance.synthetic.dirt import FAULTS, LEVELS, VAGUE
from tests.synthetic.folders import rows


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    clean, dirty = tmp_path_factory.mktemp("clean"), tmp_path_factory.mktemp("dirty")
    generate(900, 4, clean)
    generate(900, 4, dirty, dirt=True)
    return clean, dirty


def test_dirt_is_the_same_every_time(folders: tuple[Path, Path], tmp_path: Path) -> None:
    generate(900, 4, tmp_path, dirt=True)
    for path in folders[1].glob("*.csv"):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_one_row_in_ten_is_soiled_and_none_is_lost(folders: tuple[Path, Path]) -> None:
    before = {row["编号"]: row for row in rows(folders[0] / "Workshop.csv")}
    after = {row["编号"]: row for row in rows(folders[1] / "Workshop.csv")}
    assert before.keys() <= after.keys()
    changed = sum(before[key] != after[key] for key in before)
    assert 0.04 * 900 < changed + len(after) - len(before) < 0.16 * 900


def test_every_fault_of_the_list_is_there(folders: tuple[Path, Path]) -> None:
    clean, dirty = folders
    before = {row["编号"]: row for row in rows(clean / "Workshop.csv")}
    found = set()
    for row in rows(dirty / "Workshop.csv"):
        was = before.get(row["编号"])
        signs = {
            "traditional": "創新" in row["名称"],
            "brackets": "(示例)" in row["名称"],
            "variant": was is None,
            "cut": was is not None and was["名称"][:-1] == row["名称"],
            "renamed": bool(row["别名"]),
            "level": row["级别"] in LEVELS,
            "vague": row["命名时间"] in VAGUE,
            "about": bool(row["成员数"]) and not row["成员数"].isdigit(),
        }
        found |= {word for word, there in signs.items() if there}
    assert found == {"traditional", "brackets", "variant", "cut", "renamed", "level", "vague", "about"}
    ties = list(rows(dirty / "relations.csv"))
    assert any(tie["关系"] == "孵化为" for tie in ties)
    assert any(tie["出处"] == "合成数据（转载）" for tie in ties)
    assert any(tie["起点类别"] == tie["终点类别"] == "未具名的一组" for tie in ties) or sum(1 for _ in rows(dirty / "Alliance.csv")) < 30


def test_every_fault_says_what_it_is() -> None:
    assert all(fault.__doc__ for faults in FAULTS.values() for fault in faults)


def test_rows_keep_their_columns(folders: tuple[Path, Path]) -> None:
    for path in folders[1].glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            assert len({len(row) for row in csv.reader(stream)}) == 1, path.name
