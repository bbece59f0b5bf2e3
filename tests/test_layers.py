"""The rules of ``.importlinter`` hold, and none of them can be passed by: each foreign package has its door."""

from __future__ import annotations

import configparser
import sys

import grimp
import pytest
from importlinter.cli import lint_imports

from tests.conftest import ROOT

RULES = ROOT / ".importlinter"


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """All imports of the package, those for type checking only left out."""
    return grimp.build_graph("alliance", include_external_packages=True, exclude_type_checking_imports=True, cache_dir=None)


def test_the_rules_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename=str(RULES), no_cache=True) == 0


def test_every_foreign_package_has_a_door(graph: grimp.ImportGraph) -> None:
    rules = configparser.ConfigParser()
    rules.read(RULES, encoding="utf-8")
    doors = {rules[section]["protected_modules"].strip() for section in rules.sections() if "protected_modules" in rules[section]}
    foreign = {name for name in graph.modules if not name.startswith("alliance") and name not in sys.stdlib_module_names}
    assert foreign == doors
