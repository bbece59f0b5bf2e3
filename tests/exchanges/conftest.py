"""The city as a snapshot, for the tests of this part."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from alliance.model.building import snapshot_of
from alliance.model.snapshot import Snapshot
from tests.worlds.exchange_city import city


@pytest.fixture(scope="session")
def snapshot_of_city() -> Callable[..., Snapshot]:
    """city(workshops, seed, per_unit) as a snapshot."""
    return lambda *given, **more: snapshot_of(*city(*given, **more))
