"""A store in memory for tests of services: just the reading half of the port, from plain records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from alliance import schema
from alliance.model import Actor, Hit, Node, Tie, Work
from alliance.model.building import snapshot_of
from alliance.model.snapshot import Snapshot
from alliance.services.workspace import Workspace
from alliance.stores.port import StoreInfo


class MemoryStore:
    """Enough of ``GraphStore`` to ask questions. Search order as promised, without its finer points."""

    def __init__(self, nodes: Iterable[Node], ties: Iterable[Tie], settings: dict[str, Any] | None = None, work: Iterable[Work] = ()) -> None:
        self._nodes = {node.id: node for node in nodes}
        keyed = [Tie(t.id, t.kind, t.source, t.target, t.props, 1, i) for i, t in enumerate(ties, 1)]
        self._ties = {tie.id: tie for tie in keyed}
        self._settings = {**schema.DEFAULTS, **(settings or {})}
        self._work = list(work)
        self._snapshot = snapshot_of(self._nodes.values(), keyed, settings=self._settings)
        self.revision = 1
        self.notes: list[tuple[str, tuple[str, ...]]] = []

    def info(self) -> StoreInfo:
        return StoreInfo("memory", "memory", "m", 1, 1, 0, True, {})

    def settings(self) -> dict[str, Any]:
        return self._settings

    def analyst(self) -> None:
        return None

    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        return {one: self._nodes[one] for one in ids if one in self._nodes}

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        return {one: self._nodes[one].name for one in ids if one in self._nodes}

    def ties_by_key(self, keys: Iterable[int]) -> list[Tie]:
        by_key = {tie.key: tie for tie in self._ties.values()}
        return [by_key[key] for key in keys if key in by_key]

    def ties_of(self, node_id: str, kinds: Sequence[str] = (), limit: int = 5000) -> list[Tie]:
        found = [t for t in self._ties.values() if node_id in (t.source, t.target) and (not kinds or t.kind in kinds)]
        return sorted(found, key=lambda t: (t.kind, str(t.props.get("valid_from") or ""), t.id))[:limit]

    def find(self, text: str, kinds: Sequence[str] = (), limit: int = 20) -> tuple[list[Hit], int]:
        hits = []
        for node in self._nodes.values():
            if kinds and node.kind not in kinds:
                continue
            aliases = node.props.get("aliases") or ()
            levels = [
                text == node.id,
                text == node.name,
                text in aliases,
                node.name.startswith(text),
                text in node.name,
                any(text in alias for alias in aliases),
            ]
            if any(levels):
                level = levels.index(True)
                hits.append(((level, len(node.name), node.id), Hit(node, ("id", "name", "alias", "name", "part", "alias")[level], node.name)))
        hits.sort(key=lambda item: item[0])
        return [hit for _, hit in hits[:limit]], len(hits)

    def all_nodes(self, kind: str = "") -> Iterator[Node]:
        return iter(sorted((n for n in self._nodes.values() if not kind or n.kind == kind), key=lambda n: n.id))

    def all_ties(self, kind: str = "") -> Iterator[Tie]:
        return iter(sorted((t for t in self._ties.values() if not kind or t.kind == kind), key=lambda t: t.id))

    def counts(self) -> dict[str, dict[str, int]]:
        return {"nodes": dict(Counter(n.kind for n in self._nodes.values())), "ties": dict(Counter(t.kind for t in self._ties.values()))}

    def snapshot(self, progress: object = None) -> Snapshot:
        return self._snapshot

    def work(self, kind: str, ids: Iterable[str] | None = None) -> list[Work]:
        return [record for record in self._work if record.kind == kind]

    def staged(self) -> list[Any]:
        return []

    def verify_audit(self) -> int:
        return 0

    def audit(self, limit: int = 100) -> list[Any]:
        return []

    def note(self, actor: Actor, action: str, objects: Sequence[str], facts: Any) -> None:
        self.notes.append((action, tuple(objects)))

    def close(self) -> None:
        pass


def workspace(
    nodes: Iterable[Node], ties: Iterable[Tie], settings: dict[str, Any] | None = None, work: Iterable[Work] = (), role: str = "admin"
) -> Workspace:
    """Return a workspace on a store in memory."""
    return Workspace(MemoryStore(nodes, ties, settings, work), Actor("tester", role))  # type: ignore[arg-type]
