# ruff: noqa: E501 - tables of examples are read along their rows
"""Each faulty file gives exactly its findings: code, row, column."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliance import messages
from alliance.services.data import importing
from alliance.services.workspace import Workspace
from alliance.tables.findings import finding_text, holds_row

FAULTY = Path(__file__).parent / "faulty"
WORKSHOP_FILES = ("F32_unknown_end", "F33_loop", "F35_both_ways", "F36_words")

CASES: dict[str, list[tuple[str, int, str]]] = {
    "F01_gb18030": [("F01", 0, "")],
    "F02_utf16": [("F08", 0, "")],
    "F03_mixed": [("F03", 0, "")],
    "F03_mixed_back": [("F03", 0, "")],
    "F04_empty": [("F04", 0, "")],
    "F04_header_only": [("F04", 0, "")],
    "F04_required": [("F04", 3, "名称")],
    "F05_header": [("F05", 1, "")],
    "F05_duplicate": [("F05", 1, "级别")],
    "F05_required": [("F05", 1, "名称")],
    "F05_unknown": [("F05", 1, "今年心情")],
    "F06_title": [("F06", 3, "")],
    "F08_quote": [("F08", 0, "")],
    "F08_semicolon": [("F08", 0, "")],
    "F09_exe": [("F09", 0, "")],
    "F16_dates": [("F16", row, "命名时间") for row in (2, 3, 4, 5, 6)],
    "F17_amounts": [("F41", 2, "成员数"), *(("F17", row, "成员数") for row in (3, 4, 5, 6))],
    "F18_rounded": [("F18", 2, "编号")],
    "F19_codes": [("F19", 2, "专业行业"), ("F19", 3, "所在地区"), ("F19", 4, "所在地区"), ("F19", 5, "级别"), ("F19", 6, "可承办")],
    "F20_formula_text": [],
    "F22_unseen": [("F22", 2, "名称")],
    "F24_long": [("F24", 2, "名称"), ("F24", 3, "备注")],
    "F24_columns": [("F24", 1, "")],
    "F25_control": [("F25", 2, "名称"), ("F25", 3, "名称")],
    "F26_words": [],
    "F27_personal": [("F27", 0, "备注"), ("F27", 0, "备注")],
    "F27_heading": [("F27", 1, "手机")],
    "F28_same": [("F28", 0, "")],
    "F29_clash": [("F29", 2, ""), ("F29", 4, "")],
    "F32_unknown_end": [("F32", 3, "终点")],
    "F33_loop": [("F33", 2, "终点")],
    "F34_circle": [("F34", 2, "终点"), ("F34", 3, "终点"), ("F34", 4, "终点")],
    "F35_both_ways": [("F35", 0, "")],
    "F36_words": [("F36", 2, "关系"), ("F36", 3, "关系")],
    "sound": [],
}
NOTHING_STAGED = {
    "F03_mixed",
    "F03_mixed_back",
    "F04_empty",
    "F04_header_only",
    "F05_header",
    "F05_required",
    "F08_quote",
    "F09_exe",
    "F24_columns",
    "F24_long",
    "F25_control",
}


def files_of(name: str) -> list[Path | tuple[str, bytes]]:
    """The faulty file under the name of its table, and what it needs beside it."""
    content = (FAULTY / f"{name}.csv").read_bytes()
    if name in WORKSHOP_FILES:
        return [("关系.csv", content), ("工作室.csv", (FAULTY / "context_workshops.csv").read_bytes())]
    if name == "F34_circle":
        return [("关系.csv", content), ("工会.csv", (FAULTY / "context_unions.csv").read_bytes())]
    return [("工作室.csv", content)]


def test_every_file_of_the_folder_is_tested() -> None:
    files = {path.stem for path in FAULTY.glob("*.csv") if not path.stem.startswith("context")}
    assert files == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_findings_of(name: str, net: Workspace) -> None:
    report = importing.check(net, files_of(name))

    assert [finding.key() for finding in report.findings] == CASES[name]
    assert report.can_confirm is (name not in NOTHING_STAGED)
    assert [row["batch"] for row in net.store.staged_batches()] == ([report.batch] if report.can_confirm else [])
    assert report.counts["rejected"] == len({f.row for f in report.findings if holds_row(f) and f.row > 1})
    for finding in report.findings:
        assert all("{" not in finding_text(finding, language) for language in messages.LANGUAGES)


def test_an_unclosed_quote_is_placed_at_its_line(net: Workspace) -> None:
    (finding,) = importing.check(net, files_of("F08_quote")).findings
    assert dict(finding.facts) == {"line": 3}


def test_mixed_encodings_are_placed_at_their_line(net: Workspace) -> None:
    assert [importing.check(net, files_of(name)).findings[0].facts["line"] for name in ("F03_mixed", "F03_mixed_back")] == [3, 3]


def test_contradicting_rows_name_each_other(net: Workspace) -> None:
    findings = importing.check(net, files_of("F29_clash")).findings
    assert [(f.row, f.facts["others"]) for f in findings] == [(2, ["4"]), (4, ["2"])]


def test_a_circle_is_printed(net: Workspace) -> None:
    finding = importing.check(net, files_of("F34_circle")).findings[0]
    assert finding.facts["circle"] == ["t1", "t2", "t3"]


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("F26_words", {"NA": "null", "None": "TRUE"}),
        ("F20_formula_text", {'=HYPERLINK("http://x","y")': "+cmd|", "@SUM(A1)": ""}),
    ],
)
def test_words_and_formulas_are_text(name: str, names: dict[str, str], net: Workspace) -> None:
    importing.confirm(net, importing.check(net, files_of(name)).batch)
    assert {node.name: node.props.get("note", "") for node in net.store.all_nodes("Workshop")} == names


def test_a_blocked_column_is_left_out_and_the_rows_stay(net: Workspace) -> None:
    report = importing.check(net, files_of("F27_personal"))
    assert [(f.detail, f.facts["count"]) for f in report.findings] == [("identity", 1), ("mobile", 1)]
    importing.confirm(net, report.batch)
    assert [dict(node.props) for node in net.store.all_nodes("Workshop")] == [{"level": "municipal", "recognised_on": "2024", "team_size": 5}] * 3


def test_unseen_characters_go_and_joined_emoji_stay(net: Workspace) -> None:
    importing.confirm(net, importing.check(net, files_of("F22_unseen")).batch)
    (node,) = net.store.all_nodes("Workshop")
    assert (node.name, node.props["note"]) == ("甲创新工作室", "👨\u200d🔧")


def test_a_sound_file_becomes_nodes_and_ties(net: Workspace) -> None:
    report = importing.check(net, files_of("sound"))
    importing.confirm(net, report.batch)

    counts = net.store.counts()
    assert counts["nodes"] == {"Workshop": 2, "Enterprise": 1, "University": 1, "Person": 3, "Craft": 2, "Region": 3, "Industry": 4}
    assert counts["ties"] == {"HOSTED_BY": 2, "LEADS": 3, "LOCATED_IN": 2, "IN_INDUSTRY": 2, "HAS_CRAFT": 2, "PART_OF": 4}
    workshop = net.store.nodes(["w1"])["w1"]
    assert workshop.props["sources"] == [{"source": "https://example.org/1", "as_of": "2025", "basis": "stated"}]
    host = next(node for node in net.store.all_nodes("Enterprise"))
    assert host.props["sources"] == [{"source": "https://example.org/1", "as_of": "2025", "basis": "inferred"}]
