"""Fixtures for all tests: a quiet home, a fixed day, the browser, and skips that CI turns into failures."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

pytest.register_assert_rewrite("tests.everyone")  # a violation is told in the failure
ROOT = Path(__file__).resolve().parents[1]


def missing(reason: str) -> None:
    """Skip with one line that says how to get what is missing; fail instead where CI set ALLIANCE_NO_SKIP."""
    if os.environ.get("ALLIANCE_NO_SKIP"):
        pytest.fail(f"may not be skipped here: {reason}")
    pytest.skip(reason)


def page_addresses(**queries: str) -> tuple[str, ...]:
    """The address of every page there is, in order, with the query that is given under its name (``network="id=w-1"``)."""
    from alliance.ui.navigation import PAGES  # load time: most tests need no page

    assert queries.keys() <= {name for name, *_ in PAGES}
    paths = {name: "/" if name == "home" else f"/{url}" for name, _, url, _ in PAGES}
    return tuple(f"{path}?{queries[name]}" if name in queries else path for name, path in paths.items())


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let workers share tests by module and class, as ``--dist loadscope`` does, but all that need the Neo4j server go to one: it starts once.

    What takes long in one piece begins first, so that no worker is alone at the end.
    """
    items.sort(key=lambda item: (item.get_closest_marker("neo4j") is None, item.get_closest_marker("browser") is None))
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.rpartition("::")[0]))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say of what was skipped how many and why, one line for each reason."""
    reasons = Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in terminalreporter.stats.get("skipped", ()))
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"{count} skipped: {reason}")


@pytest.fixture(autouse=True)
def quiet_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test sees the stores of this computer, the store of the environment, or the clock."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("ALLIANCE_HOME", str(home))
    monkeypatch.setenv("ALLIANCE_TODAY", "2026-06-30")
    monkeypatch.delenv("ALLIANCE_STORE", raising=False)
    return home


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        missing("no Chromium: sudo apt install chromium libatomic1 fonts-wqy-microhei")
    return str(found)
