"""search, show, path: what is found, how it is shown, what is said where nothing is."""

from __future__ import annotations

from tests.cli.conftest import Ask


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


def test_an_empty_text_finds_nothing_and_an_empty_option_is_left_out(ask: Ask) -> None:
    assert ask("search", "", "--json").json["rows"] == []
    assert ask("gaps", "--region", "").code == 0


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
