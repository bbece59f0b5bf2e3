"""alliance: all of them, one of them, none of that name."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import alliance


def test_an_unknown_alliance_is_not_found(generated: Path) -> None:
    assert alliance("alliance", "没有的联盟", store=generated).code == 1
