"""What holds for every command: the form of its JSON, both languages, the day it is given, wrong use, hostile names."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import networkx as nx
import pytest

from alliance.cli.application import COMMANDS
from alliance.model import Node, Tie
from tests.cli.conftest import Ask, alliance, read_json, write_tables
from tests.cli.test_docs import COMMON, _sections

READING: list[tuple[str, ...]] = [
    ("search", "焊接"),
    ("show", "w01"),
    ("neighbours", "w01"),
    ("path", "w02", "w11"),
    ("isolates",),
    ("matrix",),
    ("matrix", "--cell", "化工", "装备"),
    ("overview",),
    ("partners", "w13"),
    ("answers",),
    ("plan", "list"),
    ("view", "list"),
    ("history",),
    ("settings",),
]
# asked on a generated city, with the class of the answer
ANSWERS: list[tuple[tuple[str, ...], str]] = [
    (("worklist",), "WorklistResult"),
    (("worklist", "progress"), "ProgressResult"),
    (("targets",), "TargetsResult"),
    (("gaps",), "GapsResult"),
    (("coverage",), "CoverageResult"),
    (("units",), "UnitsResult"),
    (("periods",), "PeriodsResult"),
    (("panorama", "--grouping", "region"), "PanoramaResult"),
    (("panorama", "--years"), "PanoramaYearsResult"),
    (("bridges",), "BridgesResult"),
    (("groups",), "GroupsResult"),
    (("alliance",), "AlliancesResult"),
    (("alliance", "a-001-0006"), "AllianceResult"),
    (("draft", "焊接"), "DraftResult"),
    (("compare", "2025-12-31", "2026-06-30"), "CompareResult"),
    (("isolates", "--what-if", "window_months=6"), "ReachPreview"),
    (("matrix", "--test"), "MatrixResult"),
]


def test_every_command_that_asks_stands_in_a_list_here() -> None:
    asked = {command[0] for command in (*READING, *(command for command, _ in ANSWERS))}
    assert COMMANDS["asking"].keys() - asked == set(), f"add a row to ANSWERS of {__file__}"


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_every_answer_names_form_revision_and_reference_date(ask: Ask, command: tuple[str, ...]) -> None:
    ran = ask(*command, "--json", "--on", "2026-05-01")
    assert ran.code in (0, 3), ran
    answer = ran.json
    assert answer["schema"].startswith("alliance.")
    assert answer["revision"] >= 1
    assert answer["as_of"] == "2026-05-01"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_every_command_speaks_both_languages(ask: Ask, command: tuple[str, ...], lang: str) -> None:
    ran = ask(*command, "--lang", lang)
    assert ran.code in (0, 3), ran
    assert ran.out.strip() or command == ("answers",)
    assert "Traceback" not in ran.out + ran.err


@pytest.mark.parametrize(
    ("command", "name"),
    ANSWERS,
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_answers_in_words_and_as_the_page_says(generated: Path, command: tuple[str, ...], name: str, language: str) -> None:
    said = alliance(*command, "--lang", language, store=generated)
    assert said.code == 0, said
    assert said.out.strip()
    assert not any(f"{{{word}}}" in said.out for word in ("name", "count", "pairs", "rank", "others"))
    answer = read_json(generated, *command)
    schema, keys = _sections()[name]
    assert (answer["schema"], set(answer)) == (schema, keys | COMMON)


@pytest.mark.parametrize(
    "command",
    [("history",), ("settings",), ("doctor",), ("audit", "verify"), ("targets",), ("overview",), ("isolates",), ("plan", "list"), ("answers",)],
)
def test_every_reading_command_answers_for_the_day_it_is_given(command: tuple[str, ...], store: Path) -> None:
    assert alliance(*command, "--on", "2024-02", "--json", store=store).json["as_of"] == "2024-02-29"
    assert alliance(*command, "--on", "2024-13", "--json", store=store).code == (1 if command == ("doctor",) else 2)


def test_options_may_stand_before_the_command(ask: Ask, made_store: object) -> None:
    assert ask("--json", "--on", "2025-01-01", "isolates").json["as_of"] == "2025-01-01"
    assert ask("--lang", "en", "overview").out.startswith("小城  Synthetic data")


@pytest.mark.parametrize(
    "wrong",
    [
        ("isolates", "--on", "昨天"),
        ("isolates", "--on", "2026-13-01"),
        ("neighbours", "w01", "--layer", "x"),
        ("nonsense",),
        ("show",),
        ("show", "w01", "--x"),
        ("search", "a", "--limit", "0"),
        ("isolates", "--lang", "fr"),
        ("plan", "papers", "p", "--out", "x.pdf"),
        ("settings", "nothing"),
    ],
)
def test_wrong_use_is_exit_code_two_and_a_sentence(ask: Ask, wrong: tuple[str, ...]) -> None:
    ran = ask(*wrong)
    assert ran.code == 2, ran
    assert ran.err.strip()
    assert "Traceback" not in ran.err
    as_json = ask(*wrong, "--json")
    assert as_json.json["error"]["message"]


HOSTILE = [
    "=1+2",
    "+cmd|' /C calc'!A0",
    "@SUM(1)",
    "<script>alert(1)</script>",
    "a\"b'c",
    "；DROP TABLE node;--",
    "\u202e反",
    "{fact} %s {0}",
    "[red]标记[/red]",
    "张\U00020bb7",
]


def test_hostile_names_pass_through_everything_as_text(tmp_path: Path) -> None:
    path, folder = tmp_path / "hostile.alliance", tmp_path / "in"
    nodes = [Node(f"w{i}", "Workshop", name, {"note": name, "aliases": [f"别名{i}"]}) for i, name in enumerate(HOSTILE)]
    ties = [Tie(f"tie{i}", "VISITED", f"w{i}", f"w{i - 1}", {"valid_from": "2026-01-01", "note": name}) for i, name in enumerate(HOSTILE) if i]
    write_tables(folder, nodes, ties)
    assert alliance("import", str(folder), "--yes", store=path).code in (0, 1)
    for command in (("search", "w"), ("show", "w3"), ("neighbours", "w3"), ("isolates", "--all"), ("path", "w1", "w5"), ("overview",)):
        shown, as_json = alliance(*command, store=path), alliance(*command, "--json", store=path)
        assert shown.code in (0, 1), shown
        assert "\u202e" not in shown.out + as_json.out
        assert "\x1b" not in shown.out + as_json.out
        json.loads(as_json.out)
    for form in ("graphml", "gexf"):
        alliance("export", "--format", form, "--out", str(tmp_path / f"o.{form}"), store=path)
    assert nx.read_graphml(tmp_path / "o.graphml").nodes["w3"]["name"] == "<script>alert(1)</script>"
    alliance("export", "--format", "csv", "--out", str(tmp_path / "csv"), store=path)
    with (tmp_path / "csv" / "Workshop.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@")]
