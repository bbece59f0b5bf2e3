"""docs/json.md says what the answers hold: every answer, every key, and nothing else; docs/library.md runs."""

from __future__ import annotations

import dataclasses
import doctest
import importlib
import pkgutil
import re
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


def _classes() -> dict[str, Any]:
    found = {}
    for info in pkgutil.walk_packages(services.__path__, "alliance.services."):
        module = importlib.import_module(info.name)
        found |= {name: thing for name, thing in vars(module).items() if dataclasses.is_dataclass(thing) and thing.__module__ == module.__name__}
    return found


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


@pytest.mark.parametrize("name", _sections())
def test_every_section_has_exactly_the_keys_of_its_class(name: str) -> None:
    fields = {field.name.rstrip("_") for field in dataclasses.fields(_classes()[name]) if field.metadata.get("json", True)}
    assert _sections()[name][1] == fields - COMMON


def test_every_answer_of_a_service_is_on_the_page() -> None:
    answers = {name for name, cls in _classes().items() if issubclass(cls, Result) and cls is not Result}
    later = {"PreviewResult", "StagedResult"}  # no command writes them: the app and the library use them
    assert answers - later <= set(_sections())


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
    answer = alliance(*command, "--json", store=made_store).json
    schema, keys = _sections()[name]
    assert answer["schema"] == schema
    assert set(answer) == keys | COMMON


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
    assert [name for name in USE_CASES if f"`{name}`" not in library] == []
    assert [name for members in COMMANDS.values() for name in members if name.split(" ")[0] not in readme and name not in ("serve",)] == []
