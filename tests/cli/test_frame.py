"""The frame of the command line: help in two languages, light start, no traceback, no steering characters."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from alliance import __version__, messages
from alliance.cli import failures
from alliance.cli.application import COMMANDS, application
from alliance.cli.help import command_help, option_help
from alliance.cli.main import language_of
from alliance.cli.printing import json_text, plain, stream_json
from alliance.cli.run import Run
from alliance.services.workspace import open_store
from tests.cli.conftest import alliance

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "alliance" / "cli").rglob("*.py"))


def _parameters() -> list[tuple[str, str]]:
    """(path of the command, option or argument) of everything that may be typed."""
    found = []

    def walk(path: str, command: click.Command) -> None:
        ctx = click.Context(command, info_name="alliance", obj=Run())
        found.extend((path, param.name or "") for param in command.get_params(ctx) if "--help" not in param.opts)
        for word, below in getattr(command, "commands", {}).items():
            walk(f"{path} {word}".strip(), below)

    walk("", application())
    return found


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_command_and_option_has_its_help(language: str) -> None:
    found = _parameters()
    assert len({path for path, _ in found}) > 25
    assert all(command_help(path, language) for path, _ in found)
    texts = [option_help(path, name, language) for path, name in found]
    chinese = [any("\u4e00" <= letter <= "\u9fff" for letter in text) for text in texts]
    assert all(chinese) if language == "zh" else sum(chinese) < 8  # only examples such as 化工 装备


def test_every_word_of_help_is_the_help_of_something() -> None:
    found = _parameters()
    used = {f"cli.help.{path.replace(' ', '.') or 'application'}" for path, _ in found} | {"cli.option.help"}
    for path, name in found:
        own = f"cli.option.{path.replace(' ', '.')}.{name}"
        used.add(own if own in messages.catalogue("zh") else f"cli.option.{name}")
    assert {key for key in messages.catalogue("zh") if key.startswith(("cli.help.", "cli.option."))} - used == set()


def test_every_command_shows_its_help() -> None:
    for members in COMMANDS.values():
        for name in members:
            ran = alliance(*name.split(" "), "--help")
            assert ran.code == 0
            assert "用法：" in ran.out
            assert "--lang" in ran.out


def test_help_says_what_is_required_what_is_the_default_and_what_are_the_bounds() -> None:
    shown = alliance("neighbours", "--help").out
    assert shown.startswith("用法：alliance neighbours [OPTIONS] NAME\n")
    assert "NAME  名称或编号（必填）" in shown
    assert "看几步之内（1–4、默认 1）" in shown
    assert "[WORKSHOP]" in alliance("answers", "--help", "--lang", "en").out
    assert "\nArguments\n" in alliance("answers", "--help", "--lang", "en").out


def test_every_function_of_a_command_says_what_it_does() -> None:
    assert all(one.callback.__doc__ for members in COMMANDS.values() for one in members.values() if one.callback)


def test_the_version_is_told() -> None:
    assert (alliance("--version").code, alliance("--version").out) == (0, f"alliance {__version__}\n")


@pytest.mark.parametrize(
    ("typed", "wrong", "near"),
    [
        (("isolate",), "isolate", "isolates"),
        (("isoaltes", "--json"), "isoaltes", "isolates"),
        (("plan", "sav"), "sav", "save"),
        (("isolates", "--regoin", "x"), "--regoin", "--region"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_a_mistyped_command_names_itself_and_the_nearest(typed: tuple[str, ...], wrong: str, near: str, language: str) -> None:
    ran = alliance(*typed, "--lang", language)
    assert ran.code == 2
    sentence = ran.err.splitlines()[0]
    assert f"“{wrong}”" in sentence or wrong.startswith("--")
    assert sentence.replace(f"“{wrong}”", "").count(near) == 1
    facts = alliance(*typed, "--json").json["error"]["facts"]
    assert (facts["option"], facts["near"][0]) == (wrong, near)


def test_the_store_is_reached_through_use_cases_only() -> None:
    assert [path.name for path in MODULES if re.search(r"\.store\b", path.read_text(encoding="utf-8"))] == []


def test_no_parameter_is_of_any_type() -> None:
    functions = [
        (path.name, node) for path in MODULES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.FunctionDef)
    ]
    assert len(functions) > 100
    assert [(name, node.name) for name, node in functions if re.search(r"\bAny\b", ast.unparse(node.args))] == []


def test_help_needs_none_of_the_heavy_packages() -> None:
    heavy = "{'streamlit', 'pandas', 'scipy', 'networkx', 'neo4j', 'pyvis', 'numpy'}"
    script = (
        "import sys\nfrom alliance.cli.main import run\ncode = run(['--help'])\n"
        f"heavy = {{m.split('.')[0] for m in sys.modules}} & {heavy}\nassert code == 0 and not heavy, heavy"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("door", [["-m", "alliance"], ["-c", "from alliance.cli.main import main; main()"]])
def test_the_doors_are_real_processes(door: list[str], made_store: Path, quiet_home: Path) -> None:
    environment = {**os.environ, "ALLIANCE_STORE": str(made_store), "PYTHONIOENCODING": "ascii"}
    ran = subprocess.run([sys.executable, *door, "search", "张三", "--json"], cwd=ROOT, env=environment, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "张三焊接创新工作室" in ran.stdout.decode("utf-8")
    wrong = subprocess.run([sys.executable, *door, "show", "月球"], cwd=ROOT, env=environment, capture_output=True, check=False)
    assert wrong.returncode == 1
    assert "没有找到" in wrong.stderr.decode("utf-8")


def test_a_reader_that_leaves_is_no_fault(made_store: Path) -> None:
    script = f"{sys.executable} -m alliance --store {made_store} isolates --json | head -c 20"
    ran = subprocess.run(["bash", "-o", "pipefail", "-c", script], cwd=ROOT, capture_output=True, check=False)
    assert ran.stdout.startswith(b"{")
    assert b"Traceback" not in ran.stderr
    assert ran.stderr == b""


def test_an_unforeseen_error_gets_a_number_and_the_log_the_trace(made_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def boom(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a secret place")

    monkeypatch.setattr("alliance.services.explore.search.search", boom)
    ran = alliance("search", "焊", "--json", store=made_store)
    assert ran.code == failures.BROKEN
    number = ran.json["error"]["facts"]["number"]
    assert number.startswith("E-")
    assert len(number) == 8
    assert number in ran.err
    assert "secret" not in ran.err + ran.out
    logged = failures.log_file().read_text(encoding="utf-8")
    assert number in logged
    assert "a secret place" in logged


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a␛[31mb"),
        ("a\nb\r", "a␊b␍"),
        ("\x9b2J", "\N{REPLACEMENT CHARACTER}2J"),
        ("\u202eabc", "\N{REPLACEMENT CHARACTER}abc"),
        ("李\u2066", "李\N{REPLACEMENT CHARACTER}"),
        ("é𠮷", "é𠮷"),
    ],
)
def test_nothing_in_the_data_steers_the_terminal(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_json_keeps_every_character_without_letting_it_out(capsys: pytest.CaptureFixture[str]) -> None:
    import json

    hostile = "\x1b]0;x\x07 \x9b2J \u202e \ud800 </script>"
    written = json_text({"schema": "s", "rows": [hostile]})
    assert not any(letter in written for letter in "\x1b\x9b\u202e\ud800\x07")
    assert json.loads(written)["rows"][0] == hostile
    stream_json({"schema": "s", "rows": []}, "rows", iter([{"name": hostile}, {"name": "乙"}]))
    assert json.loads(capsys.readouterr().out) == {"schema": "s", "rows": [{"name": hostile}, {"name": "乙"}]}


def test_language_is_taken_from_anywhere() -> None:
    assert language_of(["search", "--lang", "en", "x"]) == "en"
    assert language_of(["--", "--lang", "en"]) == "zh"
    assert language_of(["--lang"]) == "zh"


@pytest.mark.parametrize("wrong", [
    "nonsense", "isolates --limit x", "isolates --limit 0", "isolates --ring foo", "isolates --on 明天", "matrix --layer foo", "matrix --role foo",
    "serve --port 99999", "partners 张三焊接创新工作室 --list foo", "undo nosuch --yes", "restore nosuch", "import nosuch.csv",
])  # fmt: skip
def test_wrong_use_is_said_in_chinese(wrong: str, made_store: Path) -> None:
    ran = alliance("--store", str(made_store), *wrong.split(" "))
    assert ran.code == (1 if wrong.startswith("undo") else 2)  # a batch nobody knows is not found
    given = [*wrong.split(" "), "NAME", "FILES", "alliance", "help"]
    sentence = ran.err.splitlines()[0]
    assert [word for word in re.findall(r"[A-Za-z]{2,}", sentence) if not any(word in one for one in given)] == []


def test_a_slip_in_the_path_makes_no_store(tmp_path: Path) -> None:
    ran = alliance("--store", str(tmp_path / "slip.alliance"), "search", "张三")
    assert (ran.code, "没有" in ran.err, list(tmp_path.iterdir())) == (2, True, [])


@pytest.mark.parametrize("asked", ["isolates", "matrix", "overview"])
def test_an_empty_store_says_what_to_do_first(asked: str, tmp_path: Path) -> None:
    with open_store(tmp_path / "empty.alliance"):
        pass
    ran = alliance("--store", str(tmp_path / "empty.alliance"), asked)
    assert (ran.code, "请先导入" in ran.out) == (0, True)
