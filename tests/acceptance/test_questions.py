"""The questions of a coordinator on the command line: on the generated city with content, on the sample honest about what is not on record.

What must come out is worked out from the files: by tests/expected/expected.py, which does not import the product, and here by looking rows up.
"""

from __future__ import annotations

import random
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import Place
from tests.acceptance.running import alliance

SEED = 20260129
DRAWN = 20
ROOTED = {"Industry", "Region"}  # these come from the lists of the state where no file names them


def cells(answer: dict[str, Any]) -> dict[str, int]:
    """The cells of a matrix that are not empty, named as the expected figures name them."""
    groups, counts = answer["groups"], answer["counts"]
    return {"×".join(sorted((groups[i], groups[j]))): counts[i][j] for i in range(len(groups)) for j in range(i + 1) if counts[i][j]}


def suggested(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [*answer["near"], *answer["bridge"]]


def reasons(row: dict[str, Any]) -> list[dict[str, Any]]:
    return [*row["reasons"], *row["against"]]


def stands_in(place: Place, item: dict[str, Any]) -> dict[str, str]:
    """The row of the files that a piece of evidence comes from: a tie with these ends, or what two shared."""
    if item["id"] in place.ties:
        row = place.ties[item["id"]]
        assert {row["起点"], row["终点"]} == {item["from"], item["to"]}
        assert item["date"] == row["起始日期"]
        return row
    assert item["id"] in place.nodes, item
    return place.nodes[item["id"]]


def took_part(place: Place, workshop: str, shared: str) -> dict[str, str]:
    """The row that says of a workshop that it was in what several shared: each has its own source."""
    return next(row for row in place.ties.values() if {row["起点"], row["终点"]} == {workshop, shared})


# --- which workshops have not got beyond unit, group and system? -------------------------------


def test_the_reach_of_every_workshop_of_the_city_is_as_worked_out_from_its_files(city: Place, expected: dict[str, Any]) -> None:
    answer = city.json("isolates")
    assert answer["as_of"] == "2026-06-30"
    assert answer["counts"] == expected["counts"]
    assert {row["id"]: row["ring"] for row in answer["rows"]} == expected["reach"]
    assert all(answer["counts"].values())  # every ring is filled
    assert answer["left_out"] == 0
    assert sum(row["confirmed"] for row in answer["rows"]) == expected["confirmed"]


def test_every_reason_of_the_city_rests_on_records_of_its_files(city: Place) -> None:
    rows = city.json("isolates")["rows"]
    for row in rows:
        assert row["reason"]
        for item in chain(row["evidence"], row["not_counted"]):
            stands_in(city, item)
    on_ties = [row for row in rows if row["ring"] in ("connected", "serving", "own_system", "own_group", "own_unit", "sleeping")]
    assert all(row["evidence"] for row in on_ties)
    assert not any(row["evidence"] for row in rows if row["ring"] in ("none", "unknown"))


def test_the_sample_says_of_most_that_they_are_to_be_asked_and_whom(sample: Place) -> None:
    answer = sample.json("isolates")
    assert answer["as_of"] == "2026-01-29"
    assert answer["total"] == len(answer["rows"]) == sum(kind == "Workshop" for kind in sample.kinds.values()) == 275
    assert answer["counts"]["unknown"] > 150
    assert answer["counts"]["none"] == 0  # nobody was asked, so of nobody is it said that there is nothing
    asked = [row for row in answer["rows"] if row["ring"] == "unknown"]
    assert all("不代表没有" in row["reason"] and "了解" in row["reason"] for row in asked)
    assert not any(row["confirmed"] for row in answer["rows"])


def test_twenty_drawn_answers_of_the_sample_stand_in_its_files_with_their_source(sample: Place) -> None:
    rows = sample.json("isolates")["rows"]
    found = [(row["id"], item) for row in rows for item in chain(row["evidence"], row["not_counted"])]
    assert len(found) >= DRAWN
    for workshop, item in random.Random(SEED).sample(found, DRAWN):
        row = stands_in(sample, item)
        assert workshop in (item["from"], item["to"])
        told = row if item["id"] in sample.ties else took_part(sample, workshop, item["id"])
        assert item["source"] == told["出处"] != ""
        assert item["recorded"] == told["记载日期"]
        other = item["to"] if item["from"] == workshop else item["from"]
        assert item["name"] == (sample.nodes[other]["名称"] if item["id"] in sample.ties else item["name"])


# --- how are 化工 and 装备 connected? ----------------------------------------------------------


@pytest.mark.parametrize("layer", ["cooperation", "exchange"])
def test_the_matrix_of_the_city_is_as_worked_out_from_its_files(layer: str, city: Place, expected: dict[str, Any]) -> None:
    answer = city.json("matrix", "--layer", layer)
    assert cells(answer) == expected[f"{layer}_cells"]
    assert answer["pairs"] == expected[f"{layer}_pairs"]
    ends = Counter[str]()
    for name, count in expected[f"{layer}_cells"].items():
        for side in name.split("×"):
            ends[side] += count
    groups, twice = answer["groups"], 2 * answer["pairs"]
    for i, a in enumerate(groups):
        for j, b in enumerate(groups):
            assert answer["expected"][i][j] == pytest.approx(ends[a] * ends[b] / twice / (2 if i == j else 1), abs=1e-6)
            assert answer["few"][i][j] == (answer["expected"][i][j] < 1)


def test_chemistry_and_equipment_in_the_city_have_five_pairs_each_with_its_record(city: Place, expected: dict[str, Any]) -> None:
    answer = city.json("matrix", "--cell", "化工", "装备")
    assert [answer["a"]["name"], answer["b"]["name"]] == ["能源化工", "机械装备"]
    assert answer["pairs"] == expected["chemistry_equipment"] == 5
    assert len({(tie["a"]["id"], tie["b"]["id"]) for tie in answer["ties"]}) == 5
    for tie in answer["ties"]:
        assert tie["id"] in city.ties or tie["id"] in city.nodes
        assert tie["source"] == "合成数据"
    assert answer["unused_total"] == answer["a"]["workshops"] * answer["b"]["workshops"] - 5


def test_chemistry_and_equipment_in_the_sample_have_nothing_on_record_and_it_is_said(sample: Place) -> None:
    answer = sample.json("matrix", "--cell", "化工", "装备")
    assert (answer["pairs"], answer["ties"]) == (0, [])
    assert answer["a"]["workshops"] > 0 < answer["b"]["workshops"]
    assert answer["few"] is True
    assert answer["unused_total"] == answer["a"]["workshops"] * answer["b"]["workshops"]


# --- whom should 王文韬创新工作室 meet, and why? ------------------------------------------------


def whole(place: Place, answer: dict[str, Any]) -> None:
    """Every suggestion: its reasons add up to its score, and each rests on rows of the files."""
    for name in ("near", "bridge"):
        assert [row["rank"] for row in answer[name]] == list(range(1, len(answer[name]) + 1))
    for row in suggested(answer):
        assert row["score"] == pytest.approx(sum(reason["contribution"] for reason in reasons(row)))
        assert row["reasons"]
        for reason in reasons(row):
            assert reason["text"]
            assert reason["evidence"], reason
            for item in reason["evidence"]:
                assert stands_in(place, item)
                assert item["sources"]


def test_the_sample_suggests_for_wang_wentao_with_thin_reasons_and_says_whom_to_ask(sample: Place) -> None:
    answer = sample.json("partners", "王文韬创新工作室")
    assert answer["for"]["id"] == "ws_869c14c113"
    whole(sample, answer)
    assert answer["near"]
    for row in suggested(answer):
        assert sample.kinds[row["id"]] == "Workshop"
        assert sample.nodes[row["id"]]["名称"] == row["name"]
        assert "thin" in row["marks"]
        assert any("未见往来记录" in sentence for sentence in row["mind"])
        assert "工会" in row["way_in"]
        assert row["union"] is None or row["union"]["name"] in row["way_in"]
        for reason in row["reasons"]:
            for item in reason["evidence"]:
                assert item["sources"][0]["source"] == sample.ties[item["id"]]["出处"]


@pytest.mark.parametrize("ring", ["none", "own_unit", "connected", "unknown"])
def test_the_city_suggests_partners_with_reasons_that_stand_in_its_files(ring: str, city: Place, expected: dict[str, Any]) -> None:
    workshop = next(id for id, code in expected["reach"].items() if code == ring)
    answer = city.json("partners", workshop, "--top", "5")
    whole(city, answer)
    assert suggested(answer)
    assert {reason["criterion"] for row in suggested(answer) for reason in row["reasons"]} >= {"industry", "room"}
    host = {row["起点"]: row["终点"] for row in city.ties.values() if row["关系"] == "依托"}
    assert all(host.get(row["id"]) != host.get(workshop) for row in suggested(answer))


def test_the_same_partners_are_said_in_words_and_in_english(city: Place, expected: dict[str, Any]) -> None:
    workshop = next(id for id, code in expected["reach"].items() if code == "none")
    answer = city.json("partners", workshop)
    said = city.ask("partners", workshop)
    english = city.ask("partners", workshop, "--lang", "en")
    assert (said.code, english.code) == (0, 0)
    for row in suggested(answer):
        assert row["name"] in said.out
        assert row["name"] in english.out
        assert all(reason["text"] in said.out.replace("\n", "") for reason in row["reasons"])
    assert "same" in english.out or "both" in english.out.lower()


# --- search and path -----------------------------------------------------------------------------


def test_search_finds_what_the_files_name(city: Place) -> None:
    answer = city.json("search", "焊接", "--limit", "1000")
    named = {id for id, row in city.nodes.items() if "焊接" in row["名称"] or "焊接" in row.get("别名", "")}
    assert named and named <= {row["id"] for row in answer["rows"]} <= set(city.nodes)
    assert answer["left_out"] == 0
    for row in answer["rows"]:
        assert "焊接" in row["name"] + row["text"]


def test_a_path_of_the_city_is_a_chain_of_rows_of_its_files(city: Place, expected: dict[str, Any]) -> None:
    connected = [id for id, code in expected["reach"].items() if code == "connected"]
    answer = city.json("path", connected[0], connected[-1])
    assert 1 <= len(answer["paths"]) <= 3
    lengths = [len(way["ties"]) for way in answer["paths"]]
    assert lengths == sorted(lengths)
    for way in answer["paths"]:
        nodes = [node["id"] for node in way["nodes"]]
        assert (nodes[0], nodes[-1]) == (connected[0], connected[-1])
        assert len(nodes) == len(set(nodes)) == len(way["ties"]) + 1 <= 7
        assert not ROOTED & {node["kind"] for node in way["nodes"]}
        for tie, a, b in zip(way["ties"], nodes, nodes[1:], strict=False):
            row = city.ties[tie["id"]]
            assert {row["起点"], row["终点"]} == {tie["from"], tie["to"]} == {a, b}
            assert tie["date"] == row["起始日期"]


def test_two_of_the_sample_without_a_path_are_told_so_with_who_stands_nearest(sample: Place) -> None:
    answer = sample.json("path", "王文韬创新工作室", "赵郁创新工作室", code=3)
    assert answer["paths"] == []
    assert answer["text"]


# --- a store of one's own from a folder ------------------------------------------------------------


def test_a_new_store_from_a_folder_takes_its_tables_and_settings(city: Place, expected: dict[str, Any], tmp_path: Path) -> None:
    started = alliance("new", "city", "--from", str(city.files), "--json", home=tmp_path)
    assert started.code == 0, started
    answer = alliance("isolates", "--json", "--limit", "1", home=tmp_path).json
    assert (answer["as_of"], answer["counts"]) == ("2026-06-30", expected["counts"])


def test_a_new_store_that_cannot_be_filled_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("天气,心情\n晴,好\n", encoding="utf-8")
    home = tmp_path / "home"
    for files in (tmp_path / "notes.csv", tmp_path / "absent.csv"):
        refused = alliance("new", "mine", "--from", str(files), "--json", home=home)
        assert refused.code in (1, 2)
        assert refused.json["error"]["code"] != "unexpected"
        assert list(home.glob("mine*")) == []
