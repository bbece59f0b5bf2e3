"""A workspace for tests of the import."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from alliance.services.workspace import Workspace
from tests.builders import workspace


@pytest.fixture
def net() -> Iterator[Workspace]:
    """An empty workspace."""
    with workspace() as opened:
        yield opened
