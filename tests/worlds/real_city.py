"""The small city in a real embedded store, for what writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alliance.model import Actor, Batch, Node, Tie, Work
from alliance.services.workspace import Workspace, open_store
from tests.builders import puts
from tests.worlds import small_city

SETTINGS: dict[str, Any] = {"data_as_of": small_city.AS_OF, "exempt": {"w14": "按规定"}}


@contextmanager
def real_city(path: Path, *, nodes: tuple[Node, ...] = (), ties: tuple[Tie, ...] = (), role: str = "editor", **settings: Any) -> Iterator[Workspace]:
    """Open the city, with further nodes (replacing those of the same id), ties and settings."""
    by_id = {node.id: node for node in (*small_city.nodes(), *nodes)}
    kept = [Work("setting", name, "", {"value": value}) for name, value in {**SETTINGS, **settings}.items()]
    with open_store(path / "city.alliance", actor=Actor("经办人", role)) as net:
        net.store.commit(Batch("city", "import", puts(*by_id.values(), *small_city.ties(), *ties, *kept)), net.actor)
        yield net
