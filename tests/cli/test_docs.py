"""docs/json.md says what the results hold: every result, every key, and nothing else; docs/library.md runs.

Where a section is missing or has other keys, the test prints the section as the class has it, for pasting into the page.
"""

from __future__ import annotations

import dataclasses
import doctest
import importlib
import inspect
import pkgutil
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from alliance import services
from alliance.cli.application import COMMANDS
from alliance.services.results import Result
from alliance.services.use_cases import USE_CASES
from tests.cli.conftest import alliance

DOCS = Path(__file__).resolve().parents[2] / "docs"
COMMON = {"schema", "revision", "as_of"}


@cache
def _classes() -> dict[str, Any]:
    found = {}
    for info in pkgutil.walk_packages(services.__path__, "alliance.services."):
        module = importlib.import_module(info.name)
        found |= {name: thing for name, thing in vars(module).items() if dataclasses.is_dataclass(thing) and thing.__module__ == module.__name__}
    return found


@cache
def _sections() -> dict[str, tuple[str, set[str]]]:
    """Name of a class → (schema or empty, keys) as the page has them."""
    found = {}
    for part in re.split(r"\n(?=##)", (DOCS / "json.md").read_text(encoding="utf-8"))[1:]:
        heading = part.splitlines()[0]
        schema = re.search(r"`(alliance\.[a-z_]+/\d+)`", heading)
        keys = re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)
        assert len(keys) == len(set(keys)), heading
        found[heading.split()[-1]] = (schema[1] if schema else "", set(keys))
    return found


def test_the_page_has_sections() -> None:
    assert len(_sections()) > 40


def _skeleton(name: str) -> str:
    """The section of a class as its fields have it, with those of the rows that are not on the page either."""
    cls, known = _classes()[name], set(_sections())
    source = inspect.getsource(sys.modules[cls.__module__])
    schema = re.search(rf'{name}\(\s*(?:schema=)?"(alliance\.[a-z_]+/\d+)"', source)
    heading = (
        f"## `{schema[1] if schema else 'alliance.…/1'}` · {name}\n\n`alliance … ` — {_first_line(cls)}" if issubclass(cls, Result) else f"### {name}"
    )
    fields = [field for field in dataclasses.fields(cls) if not (issubclass(cls, Result) and field.name in {*COMMON, "period"})]
    rows = ["| key | what it is |", "|---|---|", *(["| `schema`, `revision`, `as_of` | as above |"] if issubclass(cls, Result) else [])]
    rows += [f"| `{field.name.rstrip('_')}` | {str(field.type).replace('|', 'or')}: … |" for field in fields]
    below = {word for field in fields for word in re.findall(r"\w+", str(field.type)) if word in _classes() and word not in known | {name}}
    return "\n\n".join([heading, "\n".join(rows), *(_skeleton(one) for one in sorted(below - {"NodeRef", "TieRef"}))])


def _first_line(cls: type) -> str:
    return (inspect.getdoc(cls) or "").partition("\n")[0]


def test_the_skeleton_has_heading_keys_and_the_rows_below() -> None:
    skeleton = _skeleton("GapsResult")
    assert skeleton.startswith("## `alliance.gaps/1` · GapsResult\n")
    assert "| `rows` | tuple[GapRow, ...]: … |" in skeleton
    assert "| `from` | str: … |" in _skeleton("ShownTie")


@pytest.mark.parametrize("name", _sections())
def test_every_section_has_exactly_the_keys_of_its_class(name: str) -> None:
    assert name in _classes(), f"docs/json.md has a section of {name}, which is no class of alliance.services"
    fields = {field.name.rstrip("_") for field in dataclasses.fields(_classes()[name]) if field.metadata.get("json", True)}
    keys = _sections()[name][1]
    assert keys == fields - COMMON - {"period"}, f"docs/json.md: the keys of {name} differ. As the class has it:\n\n{_skeleton(name)}\n"


def test_every_result_of_a_use_case_is_on_the_page() -> None:
    results = {name for name, cls in _classes().items() if issubclass(cls, Result) and cls is not Result}
    later = {"PreviewResult", "StagedResult"}  # no command writes them: the app and the library use them
    absent = sorted(results - later - set(_sections()))
    assert absent == [], "docs/json.md lacks these sections:\n\n" + "\n\n".join(map(_skeleton, absent)) + "\n"


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("search", "焊接"), "SearchResult"),
        (("show", "w01"), "ShowResult"),
        (("neighbours", "w01"), "NeighboursResult"),
        (("path", "w02", "w11"), "PathResult"),
        (("isolates",), "IsolatesResult"),
        (("matrix",), "MatrixResult"),
        (("matrix", "--cell", "化工", "装备"), "CellResult"),
        (("overview",), "OverviewResult"),
        (("partners", "w01"), "PartnersResult"),
        (("plan", "list"), "PlansResult"),
        (("history",), "HistoryResult"),
        (("settings",), "SettingsResult"),
        (("doctor",), "DoctorResult"),
        (("audit", "verify"), "AuditResult"),
        (("answers",), "DecisionsResult"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_what_a_command_writes_is_what_the_page_says(made_store: Path, command: tuple[str, ...], name: str) -> None:
    result = alliance(*command, "--json", store=made_store).json
    schema, keys = _sections()[name]
    assert result["schema"] == schema
    assert set(result) == keys | COMMON


def test_rows_are_what_the_page_says(made_store: Path) -> None:
    isolates = alliance("isolates", "--json", store=made_store).json
    for row in isolates["rows"]:
        assert set(row) == _sections()["IsolateRow"][1]
        for item in (*row["evidence"], *row["not_counted"]):
            assert set(item) == _sections()["EvidenceRow"][1]


def test_the_library_page_runs(made_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIANCE_STORE", str(made_store))
    monkeypatch.chdir(tmp_path)
    result = doctest.testfile(str(DOCS / "library.md"), module_relative=False, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert result.attempted > 10
    assert result.failed == 0


def test_the_library_page_names_every_method_and_every_command_is_somewhere() -> None:
    library, readme = (DOCS / "library.md").read_text(encoding="utf-8"), (DOCS / "json.md").read_text(encoding="utf-8")
    assert [name for name in USE_CASES if f"`{name}`" not in library] == [], "docs/library.md lacks these methods"
    absent = [name for members in COMMANDS.values() for name in members if name.split(" ")[0] not in readme and name not in ("serve",)]
    assert absent == [], "docs/json.md lacks these commands"
