"""serve: the app on this computer only."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import alliance


def test_serve_starts_the_app_on_this_computer_only(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr("subprocess.run", lambda command, env, check: started.append((command, env)) or subprocess.CompletedProcess(command, 0))
    assert alliance("serve", "--port", "8599", store=store).code == 0
    ((command, environment),) = started
    assert command[1:4] == ["-m", "streamlit", "run"]
    assert Path(command[4]).name == "app.py"
    assert command[command.index("--server.address") + 1] == "127.0.0.1"
    assert command[command.index("--server.port") + 1] == "8599"
    assert environment["ALLIANCE_STORE"] == str(store)
