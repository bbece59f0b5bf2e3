"""A workspace on a store in memory: the import is tested apart from any real store."""

from __future__ import annotations

import pytest

from alliance.model import Actor
from alliance.services.workspace import Workspace
from tests.services.memory_store import MemoryStore


@pytest.fixture
def net() -> Workspace:
    """An empty workspace."""
    return Workspace(MemoryStore(), Actor("test", "admin"))  # type: ignore[arg-type]
