"""What tests build their records and stores with; whole worlds made of them lie in ``tests/worlds``."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import Any

from alliance.model import Actor, Batch, Change, Node, Tie, Work, tie_id
from alliance.services.workspace import Workspace
from alliance.stores.opening import open_graph_store

_FOLDER = tempfile.TemporaryDirectory(prefix="alliance-tests-", ignore_cleanup_errors=True)
_NUMBERS = count()


def tie(kind: str, source: str, target: str, start: str = "", *, role: str = "", **props: Any) -> Tie:
    """Return a tie with the id that an import gives it; what is empty is left out."""
    given = {"valid_from": start, "role": role, **props}
    return Tie(tie_id(kind, source, target, start, role), kind, source, target, {name: value for name, value in given.items() if value != ""})


def numbered_ties(rows: Iterable[tuple[str, str, str, dict[str, Any]]]) -> list[Tie]:
    """Return ties t0, t1 … from rows of kind, ends and properties."""
    return [Tie(f"t{number}", kind, source, target, props) for number, (kind, source, target, props) in enumerate(rows)]


def puts(*records: Node | Tie | Work) -> tuple[Change, ...]:
    """Return changes that put records in whole."""
    return tuple(Change("put", record) for record in records)


def merges(*records: Node | Tie | Work) -> tuple[Change, ...]:
    """Return changes that merge records into what is there."""
    return tuple(Change("merge", record) for record in records)


def workspace(
    nodes: Iterable[Node] = (), ties: Iterable[Tie] = (), settings: dict[str, Any] | None = None, work: Iterable[Work] = (), role: str = "admin"
) -> Workspace:
    """Return a workspace on a new embedded store with these records, in a folder that goes with the test run."""
    store = open_graph_store(str(Path(_FOLDER.name) / f"{next(_NUMBERS)}.alliance"), create=True)
    records = [*nodes, *ties, *(Work("setting", name, "", {"value": value}) for name, value in (settings or {}).items()), *work]
    if records:
        store.commit(Batch("start", "import", puts(*records)), Actor("tester", "admin"))
    return Workspace(store, Actor("tester", role))
