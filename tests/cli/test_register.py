"""register: the list, the table, and acts that are shown first and written with ``--yes``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import alliance


@pytest.fixture
def own_store(tmp_path: Path, made_store: Path) -> Path:
    """A city of one's own: acts change it."""
    return Path(shutil.copy(made_store, tmp_path / "own.alliance"))


PAPER = ("--source", "市总工发〔2026〕12号")


def test_an_act_is_shown_then_written_then_taken_back(own_store: Path) -> None:
    shown = alliance("register", "lead", "w01", "赵新", *PAPER, store=own_store)
    assert shown.code == 2
    assert "赵新" in shown.out and "--yes" in shown.out
    assert alliance("show", "w01", "--json", store=own_store).out.count("赵新") == 0
    done = alliance("register", "lead", "w01", "赵新", *PAPER, "--yes", "--json", store=own_store)
    assert (done.code, done.json["written"], done.json["act"]) == (0, True, "lead")
    assert "赵新" in alliance("register", "list", "焊接", store=own_store).out
    assert alliance("undo", done.json["batch"], "--yes", store=own_store).code == 0
    assert "赵新" not in alliance("register", "list", "焊接", store=own_store).out


@pytest.mark.parametrize(
    "words",
    [
        ("add", "新工作室", "--host", "第1厂", "--fact", "级别=市级", "--fact", "成员数=9"),
        ("correct", "w01", "成员数=12", "级别=省级"),
        ("tie", "w05", "结对", "w09"),
        ("rename", "w01", "智能焊接创新工作室"),
        ("move", "w01", "第9厂"),
        ("review", "w04", "摘牌", "--by", "市总工会"),
        ("recognise", "w01", "w04", "--level", "省级", "--by", "省总工会", "--batch", "豫工〔2026〕3号"),
        ("merge", "w01", "w02", "--choose", "name=keep"),
        ("state", "省级", "31", "--year", "2024"),
        ("hide", "w12"),
    ],
    ids=lambda words: words[0],
)
def test_every_act_has_its_command(own_store: Path, words: tuple[str, ...]) -> None:
    assert alliance("register", *words, "--yes", store=own_store).code == 2  # no ground
    ran = alliance("register", *words, *PAPER, "--yes", store=own_store)
    assert ran.code == 0, ran
    assert "register-" in ran.out


def test_who_is_hidden_is_gone_and_comes_back(own_store: Path) -> None:
    name = "陈三电工工作室"
    assert name in alliance("show", "w12", store=own_store).out
    alliance("register", "hide", name, *PAPER, "--yes", store=own_store)
    for words in (("show", "w12"), ("search", "电工"), ("register", "list"), ("history",), ("register", "hidden"), ("isolates", "--all")):
        ran = alliance(*words, store=own_store)
        assert name not in ran.out + ran.err, words
    assert "w12" in alliance("register", "hidden", store=own_store).out
    assert alliance("register", "show", "w12", *PAPER, "--yes", store=own_store).code == 0
    assert name in alliance("search", "电工", store=own_store).out


def test_wrong_words_are_refused(own_store: Path) -> None:
    assert alliance("register", "correct", "w01", "成员数12", *PAPER, store=own_store).code == 2
    assert alliance("register", "correct", "w01", "成员数=多", *PAPER, store=own_store).code == 2
    assert alliance("register", "rename", "没有这家", "甲室", *PAPER, store=own_store).code == 1


def test_the_table_and_the_lists_speak(own_store: Path) -> None:
    alliance("register", "state", "市级", "101", "--year", "2024", *PAPER, "--yes", store=own_store)
    table = alliance("register", "table", store=own_store)
    assert "101" in table.out and "市级" in table.out
    alliance("register", "recognise", "w01", "--level", "省级", "--by", "省总工会", "--state", "notice", *PAPER, "--yes", store=own_store)
    assert "省级" in alliance("register", "notices", store=own_store).out
    assert "name" in alliance("register", "compare", "w01", "w02", store=own_store).out
