"""Every reading command in both languages and as JSON, on the small city."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cli.conftest import Ran
from tests.services.small_city import NAMES, RINGS

Ask = Callable[..., Ran]
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
    ("history",),
    ("settings",),
]


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


def test_isolates_has_every_workshop_with_reason_and_counts(ask: Ask) -> None:
    answer = ask("isolates", "--json").json
    assert {row["id"]: row["ring"] for row in answer["rows"]} == RINGS
    assert answer["counts"]["none"] == 1
    row = next(row for row in answer["rows"] if row["id"] == "w01")
    assert {"id", "kind", "name", "ring", "confirmed", "flags", "reason", "evidence"} <= set(row)
    assert row["evidence"][0]["from"] == "w01"
    assert row["evidence"][0]["source"] == "测试台账.xlsx"


def test_isolates_narrowed_still_counts_all(ask: Ask) -> None:
    answer = ask("isolates", "--ring", "none,own_unit", "--limit", "2", "--json").json
    assert [row["id"] for row in answer["rows"]] == ["w12", "w08"]
    assert (answer["total"], answer["left_out"], sum(answer["counts"].values())) == (3, 1, 14)
    shown = ask("isolates", "--ring", "connected").out
    assert NAMES["w01"] in shown
    assert "待牵线" in shown
    assert NAMES["w14"] not in ask("isolates").out  # exempt ones are in no list of the terminal
    assert ask("isolates", "--ring", "孤岛").code == 2


def test_a_search_in_vain_lists_the_names_most_like_it(ask: Ask) -> None:
    ran = ask("search", "张三丰焊接工作室", "--json")
    assert (ran.code, ran.json["rows"]) == (1, [])
    assert [one["name"] for one in ran.json["near"]][:1] == ["张三焊接创新工作室"]
    assert "张三焊接创新工作室" in ask("search", "张三丰焊接工作室").out
    assert "名称相近的" not in ask("search", "齉").out


def test_search_finds_by_number_alias_width_and_one_character(ask: Ask) -> None:
    for text in ("A-1", "铁裁缝", "Ｗ01", "张"):
        assert ask("search", text, "--json").json["rows"][0]["id"] == "w01", text
    nothing = ask("search", "月球")
    assert nothing.code == 1
    assert "月球" in nothing.out


def test_show_by_name_prints_ties_with_source(ask: Ask) -> None:
    ran = ask("show", "铁裁缝")
    assert "签订协议" in ran.out
    assert "级别: 市级" in ask("show", "w02").out
    assert "（主要专业）" in ran.out
    assert "2026-06-15 区总工会" in ask("show", "w12").out
    assert "测试台账.xlsx" in ran.out
    assert "signed an agreement with" in ask("show", "w01", "--lang", "en").out
    assert ask("show", "w01", "--json").json["reach"]["ring"] == "connected"


def test_a_path_and_no_path(ask: Ask) -> None:
    (found,) = ask("path", "李四化工", "冯二钳工", "--json").json["paths"]
    assert [node["id"] for node in found["nodes"]] == ["w02", "w01", "w11"]
    assert [tie["kind"] for tie in found["ties"]] == ["SIGNED_AGREEMENT_WITH", "VISITED"]
    none = ask("path", "w03", "w08")
    assert none.code == 3
    assert "六步之内没有通路" in none.out


def test_matrix_as_json_and_its_cell(ask: Ask) -> None:
    answer = ask("matrix", "--json").json
    i, j = answer["groups"].index("机械装备"), answer["groups"].index("能源化工")
    assert (answer["layer"], answer["grouping"], answer["counts"][i][j], answer["expected"][i][j]) == ("cooperation", "groups", 1, 0.25)
    cell = ask("matrix", "--cell", "化工", "装备", "--json").json
    assert cell["ties"][0]["kind"] == "SIGNED_AGREEMENT_WITH"
    assert "2026-03-15" in ask("matrix", "--cell", "化工", "装备").out
    assert ask("matrix", "--layer", "planned").code == 2
    unknown = ask("matrix", "--cell", "天文", "装备")
    assert unknown.code == 1
    assert "机械装备" in unknown.err


def test_unknown_and_ambiguous_names_list_what_is_near(ask: Ask) -> None:
    ambiguous = ask("show", "焊接", "--json")
    assert ambiguous.code == 1
    error = ambiguous.json["error"]
    assert error["code"] == "ambiguous-name"
    assert {one["id"] for one in error["facts"]["candidates"]} == {"w01", "w13"}
    assert "焊接班工作室（w13）" in ambiguous.err
    unknown = ask("show", "张山焊接创新工作室", "--json").json["error"]
    assert unknown["code"] == "unknown-node"
    assert unknown["facts"]["near"][0]["id"] == "w01"
    nothing = ask("show", "🛸")
    assert nothing.code == 1
    assert nothing.err.strip() == "没有找到“🛸”。可以少输几个字，例如只输姓名。"


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


def test_partners_have_reasons_in_words(ask: Ask) -> None:
    answer = ask("partners", "w01", "--json").json
    assert answer["for"] == {"id": "w01", "kind": "Workshop", "name": NAMES["w01"]}
    assert set(answer) >= {"for", "near", "bridge"}
    for row in [*answer["near"], *answer["bridge"]]:
        assert {"id", "kind", "name", "score", "rank", "reasons"} <= set(row)
        assert all({"criterion", "code", "contribution", "text", "facts", "evidence"} <= set(reason) for reason in row["reasons"])
    assert ask("partners", "w01", "--list", "x").code == 2
