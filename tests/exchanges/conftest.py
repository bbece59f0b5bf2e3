"""City and snapshot for the tests of this part."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from alliance.model.building import snapshot_of
from alliance.model.snapshot import Snapshot


def _module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"tests_exchanges_{name}", Path(__file__).parent / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def snapshot_of_city() -> Callable[..., Snapshot]:
    """city(workshops, seed, per_unit) as a snapshot."""
    city = _module("city").city
    return lambda *given, **more: snapshot_of(*city(*given, **more))
