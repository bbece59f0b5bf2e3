"""The town as a snapshot, for the tests of this part."""

from __future__ import annotations

import pytest

from alliance.model.building import snapshot_of
from alliance.model.snapshot import Snapshot
from tests.worlds.town import nodes, ties


@pytest.fixture(scope="session")
def town() -> Snapshot:
    """The town as a snapshot."""
    return snapshot_of(nodes(), ties())
