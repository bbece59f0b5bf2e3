"""Generated folders that the tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliance.synthetic import generate


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """250 workshops, seed 1: the city that acceptance speaks of."""
    folder = tmp_path_factory.mktemp("city")
    generate(250, 1, folder)
    return folder


@pytest.fixture(scope="session")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three cities of 400 workshops, seed 7."""
    folder = tmp_path_factory.mktemp("cities")
    generate(1200, 7, folder)
    return folder
