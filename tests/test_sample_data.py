"""The sample is what its README says: figures, sources, kinds, ends, dates, and nobody's private data."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from alliance import schema
from alliance.model import period
from alliance.schema import Property

FOLDER = Path(__file__).parent.parent / "sample_data"
KINDS = [kind.name for kind in schema.NODE_KINDS if (FOLDER / f"{kind.name}.csv").exists()]
PROVENANCE = {prop.zh for prop in schema.PROVENANCE}


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def nodes() -> dict[str, tuple[str, dict[str, str]]]:
    return {row["编号"]: (kind, row) for kind in KINDS for row in rows(f"{kind}.csv")}


@pytest.fixture(scope="module")
def ties() -> list[dict[str, str]]:
    return rows("relations.csv")


def readme() -> str:
    return (FOLDER / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return re.split(r"\n#{2,3} ", readme().split(title, 1)[1], maxsplit=1)[0]


def figures(title: str) -> dict[str, int]:
    """The rows of a table of the README: second cell → number; the total under 'total'."""
    found = {}
    for line in section(title).splitlines():
        cells = [cell.strip(" *　") for cell in line.strip("|").split("|")]
        if len(cells) >= 2 and cells[-1].isdigit():
            found["total" if cells[0] == "合计" else cells[-2]] = int(cells[-1])
    return found


def test_readme_counts_the_nodes_of_every_kind() -> None:
    stated = figures("### 节点 · Nodes")
    counted = {kind: len(rows(f"{kind}.csv")) for kind in KINDS}
    assert stated.pop("total") == sum(counted.values()) == 1306
    assert stated == counted


def test_readme_counts_the_ties_of_every_kind(ties: list[dict[str, str]]) -> None:
    stated = figures("### 联系 · Ties")
    names = {kind.zh: kind.name for kind in schema.TIE_KINDS}
    counted = Counter(names[tie["关系"]] for tie in ties)
    assert stated.pop("total") == len(ties) == 1679
    assert stated == counted


def test_kept_and_left_out_make_up_the_rows_of_the_sources(nodes: dict[str, tuple[str, dict[str, str]]], ties: list[dict[str, str]]) -> None:
    came = figures("## 从哪里来")
    assert came["of these kept (ids SE…)"] == sum(tie["编号"].startswith("SE") for tie in ties)
    assert came["of these kept (ids PR…)"] == sum(tie["编号"].startswith("PR") for tie in ties)
    assert came["of these kept (ids PW…)"] == came["workshops in public news"] == sum(key.startswith("PW") for key in nodes)
    assert came["things in the five texts"] == came["of these kept"] + figures("### 五份文本的事物")["total"] == 194
    assert came["ties in the five texts"] == came["of these kept (ids SE…)"] + figures("### 五份文本的联系")["total"] == 199
    assert came["ties in public news"] == came["of these kept (ids PR…)"] + figures("### 公开新闻中的联系")["total"] == 263


@pytest.mark.parametrize("title", ["### 五份文本的事物", "### 五份文本的联系", "### 公开新闻中的联系", "### 公开新闻中工作室的依托单位"])
def test_reasons_add_up(title: str) -> None:
    stated = figures(title)
    assert stated.pop("total") == sum(stated.values())


def test_every_id_is_there_once(ties: list[dict[str, str]]) -> None:
    ids = Counter(row["编号"] for kind in KINDS for row in rows(f"{kind}.csv"))
    ids.update(tie["编号"] for tie in ties)
    assert [key for key, times in ids.items() if times > 1 or not key.strip()] == []


def test_every_tie_joins_nodes_that_its_kind_allows(nodes: dict[str, tuple[str, dict[str, str]]], ties: list[dict[str, str]]) -> None:
    kinds = {kind.zh: kind for kind in schema.TIE_KINDS}
    labels = {kind.name: kind.zh for kind in schema.NODE_KINDS}
    for tie in ties:
        source, target = nodes[tie["起点"]][0], nodes[tie["终点"]][0]
        assert (tie["起点类别"], tie["终点类别"]) == (labels[source], labels[target]), tie
        assert kinds[tie["关系"]].allows(source, target), tie
        assert tie["起点"] != tie["终点"], tie
        roles = {choice.zh for choice in kinds[tie["关系"]].roles}
        assert tie["角色"] in roles | {""}, tie


def test_every_fact_has_its_source_and_quote(ties: list[dict[str, str]]) -> None:
    lists = ("行政区划代码表", "GB/T 4754")
    for row in [*ties, *(row for kind in KINDS for row in rows(f"{kind}.csv"))]:
        assert row["出处"], row
        assert row["依据方式"] in {choice.zh for choice in schema.vocabularies.BASES}, row
        assert row["原文"] or row["出处"].startswith(lists), row
        assert len(row["原文"]) <= 80, row


@pytest.mark.parametrize("kind", KINDS)
def test_headings_and_values_are_those_of_the_vocabulary(kind: str) -> None:
    known: dict[str, Property] = {prop.zh: prop for prop in (*schema.node_kind(kind).properties, *schema.PROVENANCE)}
    for row in rows(f"{kind}.csv"):
        assert set(row) <= set(known)
        for heading, value in row.items():
            _check(known[heading], value)


def test_dates_of_ties_are_in_the_stored_form(ties: list[dict[str, str]]) -> None:
    later = [tie["编号"] for tie in ties if (period(tie["起始日期"]).last or 0) > period("2026-01-29").last]
    assert later == ["PR1059", "PR1060", "PR1061"]  # on purpose: they test where the figures of a day end
    for tie in ties:
        period(tie["记载日期"])
        assert tie["终止日期"] == ""


def _check(prop: Property, value: str) -> None:
    if prop.required:
        assert value.strip()
    if prop.type == "choice":
        assert value in {choice.zh for choice in prop.choices} | {""}, value
    if prop.type == "date":
        period(value)
    if prop.type == "integer":
        assert value == "" or int(value) > 0


def test_people_are_heads_and_nothing_else(nodes: dict[str, tuple[str, dict[str, str]]], ties: list[dict[str, str]]) -> None:
    heads = {tie["起点"] for tie in ties if tie["关系"] == "领衔"}
    assert {key for key, (kind, _) in nodes.items() if kind == "Person"} == heads
    for row in rows("Person.csv"):
        assert set(row) <= {"编号", "名称", "备注"} | PROVENANCE


def test_no_number_that_could_be_a_telephone_or_an_identity_card() -> None:
    for path in FOLDER.glob("*.csv"):
        text = re.sub(r"https?://\S+", "", path.read_text(encoding="utf-8-sig"))
        assert not re.search(r"(?<![\d-])1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx]", text), path.name


def test_groups_are_never_expanded(nodes: dict[str, tuple[str, dict[str, str]]], ties: list[dict[str, str]]) -> None:
    groups = {key: row for key, (kind, row) in nodes.items() if kind == "Group"}
    assert sorted(row["数量"] for row in groups.values()) == ["10", "15", "6"]
    served = [tie for tie in ties if tie["终点"] in groups and tie["关系"] == "服务"]
    assert [(tie["编号"], tie["数量"]) for tie in served] == [("PR0175", "15")]


def test_the_settings_say_sample_and_a_fixed_date() -> None:
    settings = json.loads((FOLDER / "store.json").read_text(encoding="utf-8"))
    assert settings == {"title": "示例数据", "nature": "sample", "data_as_of": "2026-01-29"}
    assert set(settings) <= set(schema.DEFAULTS)


def test_the_workshop_of_the_question_is_there(ties: list[dict[str, str]]) -> None:
    wang = next(row for row in rows("Workshop.csv") if row["名称"] == "王文韬创新工作室")
    found = {(tie["关系"], tie["终点"]) for tie in ties if tie["起点"] == wang["编号"]}
    assert ("所在地", "region:110105") in found
    assert ("所属行业", "industry:35") in found
    assert sum(kind == "产出" for kind, _ in found) == 5
