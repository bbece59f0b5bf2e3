"""Every report in both languages is, word for word, the file under ``golden``; and no report is without one."""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

from alliance import reports
from alliance.services.workspace import Workspace
from tests.reports.making import REPORTS, worked_city

GOLDEN = Path(__file__).parent / "golden"
REMAKE = "ALLIANCE_GOLDEN=write .venv/bin/python -m pytest -n 0 tests/reports/test_golden.py"
LANGUAGES = ("zh", "en")


@pytest.fixture(scope="module")
def net() -> Iterator[Workspace]:
    with worked_city() as opened:
        yield opened


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("report", REPORTS)
def test_a_report_is_its_golden_file(report: str, lang: str, net: Workspace) -> None:
    made, file = REPORTS[report](net, lang), GOLDEN / f"{report}.{lang}.txt"
    if os.environ.get("ALLIANCE_GOLDEN") == "write":
        file.write_text(made, encoding="utf-8")
    assert file.exists(), f"no golden file of {report} in {lang}; to make it: {REMAKE}"
    expected = file.read_text(encoding="utf-8").splitlines()
    assert made.splitlines() == expected, f"{report} in {lang} is not {file.name}. If it should be so, remake it, read the diff, keep both: {REMAKE}"


def test_every_golden_file_is_of_a_report() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == {f"{report}.{lang}.txt" for report in REPORTS for lang in LANGUAGES}


def test_no_report_is_without_a_golden_file(net: Workspace) -> None:
    """Making all of them calls every public function of ``alliance.reports`` and every use case that returns a file."""
    wanted = {function.__code__: f"{function.__module__}.{name}" for name, function in (*_functions(), *_use_cases())}
    with _called() as called:
        for make in REPORTS.values():
            make(net, "zh")
    missed = sorted(name for code, name in wanted.items() if code not in called)
    assert not missed, f"add these to REPORTS in tests/reports/making.py, or remove what nobody calls: {missed}"


def _functions() -> Iterator[tuple[str, Any]]:
    for info in pkgutil.iter_modules(reports.__path__, f"{reports.__name__}."):
        module = importlib.import_module(info.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if not name.startswith("_") and function.__module__ == module.__name__:
                yield name, function


def _use_cases() -> Iterator[tuple[str, Any]]:
    for name in dir(Workspace):
        function = inspect.unwrap(getattr(Workspace, name))
        if inspect.isfunction(function) and function.__annotations__.get("return") == "bytes":
            yield name, function


@contextmanager
def _called() -> Iterator[set[CodeType]]:
    """The code of every function called inside."""
    codes: set[CodeType] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            codes.add(frame.f_code)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield codes
    finally:
        sys.setprofile(before)
