"""docs/glossary.md is the vocabulary: what it says of kinds, reach and settings is made from ``alliance.schema`` and ``messages``; its measures are there.

Run as a program it prints the generated tables: ``python -m tests.test_glossary_page``.
"""

from __future__ import annotations

import importlib
import json
import re

import pytest

from alliance import schema
from alliance.network.reach.reach import CODES
from alliance.network.reach.wording import chip
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "glossary.md"


def tables() -> dict[str, list[str]]:
    """Title of a generated table → its lines."""
    nodes = [f"| {kind.en} | {kind.zh} | `{kind.name}` | `{kind.prefix}-` |" for kind in schema.NODE_KINDS]
    ties = [f"| {kind.en} | {kind.zh} | `{kind.name}` | {kind.layer} |" for kind in schema.TIE_KINDS]
    reach = [f"| {chip(code, 'en')} | {chip(code)} | `{code}` |" for code in CODES]
    settings = [f"| {one.en} | {one.zh} | `{one.name}` | `{json.dumps(one.default)}` |" for one in schema.SETTINGS]
    return {
        "Kinds of node": ["| term | 中文 | stored name | ids begin with |", "|---|---|---|---|", *nodes],
        "Kinds of tie": ["| term | 中文 | stored name | layer |", "|---|---|---|---|", *ties],
        "Reach": ["| term | 中文 | code |", "|---|---|---|", *reach],
        "Settings": ["| term | 中文 | name | default |", "|---|---|---|---|", *settings],
    }


def _section(title: str) -> list[str]:
    text = PAGE.read_text(encoding="utf-8").split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]
    return [line for line in text.splitlines() if line.startswith("|")]


@pytest.mark.parametrize("title", tables())
def test_the_page_has_the_words_of_the_schema(title: str) -> None:
    wanted, found = tables()[title], _section(title)
    assert "\n".join(line for line in wanted if line not in found) == "", "these lines are missing from the page"
    assert found == wanted


def test_every_measure_is_where_the_page_says() -> None:
    measures = re.findall(r"^\| [^|]+ \| [^|]+ \| `([\w.]+)` \| `\w+` \| ", "\n".join(_section("Measures")), re.MULTILINE)
    assert len(measures) == len(_section("Measures")) - 2
    for dotted in measures:
        module, _, name = dotted.rpartition(".")
        assert hasattr(importlib.import_module(f"alliance.{module}"), name), dotted


def test_every_use_case_of_a_measure_is_a_method() -> None:
    from alliance.services.use_cases import USE_CASES

    named = re.findall(r"^\| [^|]+ \| [^|]+ \| `[\w.]+` \| `(\w+)` \| ", "\n".join(_section("Measures")), re.MULTILINE)
    assert set(named) <= set(USE_CASES)


if __name__ == "__main__":
    print("\n\n".join("\n".join((f"## {title}\n", *lines)) for title, lines in tables().items()))
