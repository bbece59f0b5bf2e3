"""compare: two dates in the order of time."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import alliance


def test_dates_that_run_backwards_and_no_date_are_wrong_use(generated: Path) -> None:
    assert alliance("compare", "2026-06-30", "2026-01-01", store=generated).code == 2
    assert alliance("compare", store=generated).code == 2
