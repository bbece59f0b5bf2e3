"""The made-up country: the same bytes every time, every reach filled as intended, and nobody taken for a real one."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from alliance import schema
from alliance.errors import InvalidValue
from alliance.model import period
from alliance.synthetic import generate
from alliance.synthetic.country import PROVINCES
from tests.expected.expected import figures
from tests.synthetic.folders import rows

ROOT = Path(__file__).resolve().parents[2]
KINDS = {kind.zh: kind.name for kind in schema.NODE_KINDS}


def digest(folder: Path) -> str:
    """One hash over all files and their names."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def truth(folder: Path) -> dict[str, str]:
    return {row["id"]: row["ring"] for row in rows(folder / "truth" / "reach.csv")}


def test_the_same_bytes_in_another_process_with_another_hash_seed(city: Path, tmp_path: Path) -> None:
    program = f"from alliance.synthetic import generate; generate(250, 1, {str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "4711"})
    assert digest(tmp_path) == digest(city)


def test_the_bytes_and_figures_are_those_written_down(city: Path) -> None:
    written = json.loads((ROOT / "tests" / "expected" / "city_250_1.json").read_text(encoding="utf-8"))
    assert digest(city) == written.pop("sha256")
    found = figures(city, "2026-06-30")
    assert {key: found[key] for key in written} == written
    assert set(found) - set(written) == {"reach"}


def test_another_seed_gives_another_city(city: Path, tmp_path: Path) -> None:
    generate(250, 2, tmp_path)
    assert (tmp_path / "Workshop.csv").read_bytes() != (city / "Workshop.csv").read_bytes()


def test_what_is_reported_is_what_is_written(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    made = generate(1100, 3, tmp_path, progress=lambda done, total: told.append((done, total)))
    assert told == [(366, 1100), (733, 1100), (1100, 1100)]
    assert made.workshops == sum(1 for _ in rows(tmp_path / "Workshop.csv")) == 1100
    assert made.ties == sum(1 for _ in rows(tmp_path / "relations.csv"))
    assert made.nodes == sum(1 for path in tmp_path.glob("*.csv") if path.stem != "relations" for _ in rows(path))


@pytest.mark.parametrize(("workshops", "seed"), [(1, 1), (2, 1), (5, 3), (12, 1), (30, 2), (80, 5), (250, 2)])
def test_every_workshop_has_the_reach_it_was_meant_to_have(workshops: int, seed: int, tmp_path: Path) -> None:
    generate(workshops, seed, tmp_path)
    assert figures(tmp_path, "2026-06-30")["reach"] == truth(tmp_path)


def test_every_code_is_filled_in_the_city(city: Path) -> None:
    found = figures(city, "2026-06-30")
    assert found["reach"] == truth(city)
    assert found["counts"] == {
        "exempt": 2,
        "connected": 56,
        "serving": 30,
        "own_system": 22,
        "own_group": 12,
        "own_unit": 22,
        "new": 9,
        "sleeping": 30,
        "none": 20,
        "unknown": 47,
    }
    assert found["counts"]["none"] < found["confirmed"] < 120


def test_several_cities_fill_every_code_too(cities: Path) -> None:
    found = figures(cities, "2026-06-30")
    assert found["reach"] == truth(cities)
    assert min(found["counts"].values()) >= 5


def test_chemistry_and_equipment_meet_in_a_thin_cell_and_others_are_empty(city: Path) -> None:
    found = figures(city, "2026-06-30")
    assert 3 <= found["chemistry_equipment"] <= 12
    groups = {name for cell in found["cooperation_cells"] for name in cell.split("×")} - {"未知", "其他"}
    assert len(groups) >= 8
    assert len([cell for cell in found["cooperation_cells"] if "未知" not in cell]) < len(groups) * (len(groups) + 1) / 2


def test_more_goes_on_inside_a_group_of_industries_than_chance_would_have_it(cities: Path) -> None:
    cells = figures(cities, "2026-06-30")["cooperation_cells"]
    inside = sum(count for cell, count in cells.items() if len(set(cell.split("×"))) == 1)
    assert inside > 0.4 * sum(cells.values())


def test_hosts_for_twenty_guests_are_there(city: Path) -> None:
    able = [row for row in rows(city / "Workshop.csv") if row["可承办"] == "是" and int(row["接待人数"]) >= 20]
    assert len(able) >= 8
    connected = {workshop for workshop, ring in truth(city).items() if ring == "connected"}
    assert any(row["编号"] in connected for row in able)


def test_settings_belong_to_the_files(city: Path) -> None:
    settings = json.loads((city / "store.json").read_text(encoding="utf-8"))
    assert (settings["nature"], settings["data_as_of"]) == ("synthetic", "2026-06-30")
    assert sorted(settings["exempt"]) == sorted(key for key, ring in truth(city).items() if ring == "exempt")
    assert set(settings) <= set(schema.DEFAULTS)


def test_every_row_says_that_it_is_synthetic(city: Path) -> None:
    for path in city.glob("*.csv"):
        assert {row["出处"] for row in rows(path)} <= {"合成数据"}, path.name
    assert {row["nature"] for row in rows(city / "truth" / "reach.csv")} == {"synthetic"}


def test_names_cannot_be_taken_for_real_ones(cities: Path) -> None:
    assert all(row["名称"][1] == "某" for row in rows(cities / "Person.csv"))
    assert all("某" in row["名称"] or row["名称"].startswith("示例") for row in rows(cities / "Workshop.csv"))
    for kind in (*schema.ORGANISATIONS, "TradeUnion", "Region", "Alliance"):
        assert all(row["名称"].startswith("示例") for row in rows(cities / f"{kind}.csv")), kind


def test_no_region_has_the_code_of_a_real_one() -> None:
    path = ROOT / "alliance" / "schema" / "reference" / "regions.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        real = {row["code"][:2] for row in csv.DictReader(stream)}
    assert not real & {str(code) for code in PROVINCES}
    assert len(PROVINCES) == len(set(PROVINCES)) >= 30


def test_ids_are_unique_and_every_tie_is_allowed(cities: Path) -> None:
    kinds = {row["编号"]: path.stem for path in cities.glob("*.csv") if path.stem != "relations" for row in rows(path)}
    ties = list(rows(cities / "relations.csv"))
    assert len(kinds) + len(ties) == len({*kinds, *(tie["编号"] for tie in ties)})
    by_label = {kind.zh: kind for kind in schema.TIE_KINDS}
    for tie in ties:
        kind, source, target = by_label[tie["关系"]], kinds[tie["起点"]], kinds[tie["终点"]]
        assert (KINDS[tie["起点类别"]], KINDS[tie["终点类别"]]) == (source, target)
        assert kind.allows(source, target), tie
        assert tie["起点"] != tie["终点"], tie
        assert tie["角色"] in {"", *(choice.zh for choice in kind.roles)}, tie


def test_dates_are_in_the_stored_form_and_not_beyond_the_data(cities: Path) -> None:
    last = period("2026-06-30").last
    for tie in rows(cities / "relations.csv"):
        assert max(period(tie["起始日期"]).last, period(tie["记载日期"]).last) <= last, tie
        assert tie["终止日期"] == "open" or period(tie["终止日期"]) is not None
    dated = (("Workshop", "命名时间"), ("Workshop", "联系核实日期"), ("Activity", "时间"), ("Demand", "提出时间"), ("Achievement", "完成时间"))
    for name, heading in dated:
        assert all(period(row[heading]).last <= last for row in rows(cities / f"{name}.csv")), (name, heading)


def test_shares_follow_what_is_on_record(tmp_path: Path) -> None:
    generate(6000, 1, tmp_path)
    workshops = list(rows(tmp_path / "Workshop.csv"))
    level = Counter(row["级别"] for row in workshops)
    assert 18 < level["市级"] / level["国家级"] < 150
    assert 2.5 < level["市级"] / level["省级"] < 4
    assert 1.2 < level["县（区）级"] / level["市级"] < 1.7
    teams = sorted(int(row["成员数"]) for row in workshops if row["成员数"])
    assert 16 <= teams[len(teams) // 2] <= 22
    assert max(team for team in teams if team < 300) <= 70
    hosts = Counter(tie["终点"] for tie in rows(tmp_path / "relations.csv") if tie["关系"] == "依托" and not tie["终止日期"])
    assert 1.2 < sum(hosts.values()) / len(hosts) < 2
    assert max(hosts.values()) >= 15
    assert 0.7 < sum(count == 1 for count in hosts.values()) / len(hosts) < 0.9
    enterprises = sum(host.startswith("e-") for host in hosts) / len(hosts)
    assert 0.62 < enterprises < 0.74
    alliances = Counter(tie["终点"] for tie in rows(tmp_path / "relations.csv") if tie["关系"] == "联盟成员")
    assert (min(alliances.values()), Counter(alliances.values()).most_common(1)[0][0]) == (2, 2)
    assert max(alliances.values()) <= 110


def test_activities_of_both_kinds_are_there(city: Path) -> None:
    forms = Counter(row["形式"] for row in rows(city / "Activity.csv"))
    counting = sum(forms[form] for form in ("参观考察", "现场会诊", "调研走访", "座谈", "行业沙龙", "例会"))
    assert counting >= 5
    assert sum(forms.values()) - counting >= 8


def test_fewer_than_one_workshop_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidValue):
        generate(0, 1, tmp_path / "none")
    assert not (tmp_path / "none").exists()


@pytest.mark.deep
def test_three_hundred_thousand_workshops_stay_far_below_a_gigabyte(tmp_path: Path) -> None:
    program = (
        "import resource; from alliance.synthetic import generate; made = generate(300_000, 1, " + repr(str(tmp_path)) + "); "
        "print(made.nodes, made.ties, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    said = subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT, capture_output=True, text=True).stdout
    nodes, ties, kilobytes = map(int, said.split())
    assert 900_000 < nodes < 1_200_000
    assert 2_700_000 < ties < 3_800_000
    assert kilobytes < 1_000_000


def test_a_small_city_has_no_table_without_rows(tmp_path: Path) -> None:
    generate(50, 1, tmp_path)
    tables = sorted(tmp_path.glob("*.csv"))
    assert {"Workshop.csv", "relations.csv"} <= {path.name for path in tables}
    assert [path.name for path in tables if len(path.read_text(encoding="utf-8-sig").splitlines()) < 2] == []
