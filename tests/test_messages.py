"""The two languages have the same keys with the same facts, and every key that code names is declared."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from alliance import errors, messages

PACKAGE = Path(__file__).resolve().parents[1] / "alliance"


def _facts(language: str) -> dict[str, set[str]]:
    return {key: set(re.findall(r"{(\w+)", text)) for key, text in messages.catalogue(language).items()}


def test_every_message_is_there_in_both_languages_with_the_same_facts() -> None:
    zh, en = _facts("zh"), _facts("en")
    assert set(zh) == set(en)
    assert {key for key in zh if zh[key] != en[key]} == set()
    assert len(zh) > 20


# (part, call) → what stands before the key
CALLS = {("ui", "say"): "ui.", ("cli", "page.table"): "cli.head."}
CALLS |= {("cli", call): "cli." for call in ("page.say", "page.word", "run.text", "run.note")}


def _parts(first: ast.expr) -> list[ast.expr]:
    """The headings of a table; both sides of a choice."""
    return first.elts if isinstance(first, ast.Tuple) else [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]


def _keys_in_code(path: Path) -> Iterator[tuple[int, str]]:
    """(line, key) of every key that stands as it is in a call: ``messages.text("k")``; ``say`` of the app; ``page.say``, ``run.note``, ``page.table`` of commands."""
    part = path.relative_to(PACKAGE).parts[0]
    for call in (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call) and node.args):
        called = ast.unparse(call.func)
        prefix = "" if called == "messages.text" else CALLS.get((part, called))
        if prefix is not None:
            yield from ((call.lineno, prefix + one.value) for one in _parts(call.args[0]) if isinstance(one, ast.Constant) and one.value)


def test_every_key_that_code_names_is_declared() -> None:
    declared = set(messages.catalogue("zh"))
    named = [(path, line, key) for path in sorted(PACKAGE.rglob("*.py")) for line, key in _keys_in_code(path)]
    assert len(named) > 500
    missing = [f"{path.relative_to(PACKAGE.parent)}:{line}: {key}" for path, line, key in named if key not in declared]
    assert missing == [], "add each to alliance/messages/zh and en, in the file of its first part:\n" + "\n".join(missing)


def test_no_key_stands_twice_in_a_file() -> None:
    for path in sorted((PACKAGE / "messages").rglob("*.json")):
        keys = [key for key, _ in json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=list)]
        assert sorted(keys) == sorted(set(keys)), path.name


def test_no_message_is_empty_and_chinese_ones_are_chinese() -> None:
    assert all(text.strip() for language in messages.LANGUAGES for text in messages.catalogue(language).values())
    english = {key for key, text in messages.catalogue("en").items() if re.search(r"[\u4e00-\u9fff]", re.sub(r"“[^”]*”|《[^》]*》", "", text))}
    allowed = {key for key in english if key.startswith("cli.")}
    assert english - allowed == set()


def test_every_error_has_its_sentence() -> None:
    codes = {cls.code for cls in vars(errors).values() if isinstance(cls, type) and issubclass(cls, errors.AllianceError)}
    assert {f"error.{code}" for code in codes} <= set(messages.catalogue("zh"))
