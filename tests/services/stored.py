"""A workspace on a store of its own, empty or filled with given records: the real embedded store, in a folder that goes with the test run."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import Any

from alliance.model import Actor, Batch, Change, Node, Tie, Work
from alliance.services.workspace import Workspace
from alliance.stores.opening import open_graph_store

_FOLDER = tempfile.TemporaryDirectory(prefix="alliance-tests-", ignore_cleanup_errors=True)
_NUMBERS = count()


def workspace(
    nodes: Iterable[Node] = (), ties: Iterable[Tie] = (), settings: dict[str, Any] | None = None, work: Iterable[Work] = (), role: str = "admin"
) -> Workspace:
    """Return a workspace on a new store with these records."""
    store = open_graph_store(str(Path(_FOLDER.name) / f"{next(_NUMBERS)}.alliance"), create=True)
    records = [*nodes, *ties, *(Work("setting", name, "", {"value": value}) for name, value in (settings or {}).items()), *work]
    if records:
        store.commit(Batch("start", "import", tuple(Change("put", record) for record in records)), Actor("tester", "admin"))
    return Workspace(store, Actor("tester", role))
