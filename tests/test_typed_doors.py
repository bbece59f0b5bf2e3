"""What a type checker sees of a workspace: names of methods, of options and of the fields of an answer."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

from alliance.services.workspace import Workspace
from tests.conftest import ROOT

MISSPELT = """
from alliance import open_store

net = open_store("demo")
net.isolates(rigns=1).rows[0].raison
net.isolates(on="2026-01-29").rows[0].reason
"""


def test_a_type_checker_finds_a_misspelt_option_and_a_misspelt_field(tmp_path: Path) -> None:
    script = tmp_path / "misspelt.py"
    script.write_text(MISSPELT, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", str(ROOT / "pyproject.toml"), "--follow-imports=normal", str(script)]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    errors = [line for line in found.stdout.splitlines() if "misspelt.py" in line and ": error:" in line]
    assert len(errors) == 2, found.stdout + found.stderr
    assert '"rigns"' in errors[0]
    assert '"raison"' in errors[1]


def test_help_shows_what_a_method_does() -> None:
    assert (inspect.getdoc(Workspace.matrix) or "").strip()
    assert "on" in inspect.signature(Workspace.matrix).parameters
