"""What importing the package may load: nothing heavy."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"numpy", "scipy", "pandas", "networkx", "streamlit", "neo4j", "pyvis", "click", "rich", "openpyxl", "python_calamine", "sqlite3"}


def _loaded(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(' '.join(sorted({{m.partition('.')[0] for m in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_check_can_fail() -> None:
    assert "sqlite3" in _loaded("import sqlite3")


@pytest.mark.parametrize("statement", ["import alliance", "import alliance.schema, alliance.model, alliance.messages, alliance.errors"])
def test_importing_the_package_loads_nothing_heavy(statement: str) -> None:
    assert _loaded(statement) & HEAVY == set()


def test_the_command_line_loads_no_screen_and_no_analysis() -> None:
    assert _loaded("import alliance.cli.main") & {"streamlit", "pandas", "scipy", "networkx", "neo4j", "pyvis"} == set()
