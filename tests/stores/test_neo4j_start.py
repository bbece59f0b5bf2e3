"""The script that starts a server for tests and for trying it: what it says where it cannot, and which line goes with which Java."""

from __future__ import annotations

import socket
import subprocess
import sys
from typing import Any

import pytest

from tests.conftest import ROOT, missing
from tests.stores.neo4j_server import server_module


def test_a_port_that_is_taken_is_said_in_one_sentence(tmp_path: Any) -> None:
    if not server_module().chosen_java()[0]:
        missing("no Java: sudo apt install openjdk-17-jre-headless maven")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, str(ROOT / ".ci" / "neo4j" / "server.py"), "--port", str(port), "--home", str(tmp_path / "home")]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=200)
    assert ran.returncode == 1
    assert f"端口 {port} 已被占用" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("found", "line", "wanted"),
    [
        ([("a", 17)], "", ("a", "lts")),
        ([("a", 21)], "", ("a", "lts")),
        ([("a", 25), ("b", 17)], "", ("b", "lts")),
        ([("a", 25)], "", ("a", "calendar")),
        ([("a", 17), ("b", 25)], "calendar", ("b", "calendar")),
        ([("a", 17)], "calendar", ("", "calendar")),
        ([("a", 11)], "", ("", "")),
        ([], "", ("", "")),
    ],
)
def test_the_line_follows_the_java(monkeypatch: pytest.MonkeyPatch, found: Any, line: str, wanted: Any) -> None:
    module = server_module()
    monkeypatch.setattr(module, "javas", lambda: found)
    assert module.chosen_java(line) == wanted
