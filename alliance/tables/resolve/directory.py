"""Who is who in an import: the nodes of its files and those of the store, by id, name, alias and own number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from alliance import schema
from alliance.model import Node, Tie
from alliance.model.matching import matching_key
from alliance.tables.cells.former_names import split_former

_KEPT = 100_000


class Lookup(Protocol):
    """What the directory asks of a store (a part of the port)."""

    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """See ``stores.port``."""

    def find_named(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Node]]:
        """See ``stores.port``."""

    def ties_of_other_kind(self, kinds: Mapping[str, str]) -> dict[str, str]:
        """See ``stores.port``."""

    def ties_of(self, node_id: str, kinds: Sequence[str] = (), limit: int = 5000) -> list[Tie]:
        """See ``stores.port``."""

    def counts(self) -> dict[str, dict[str, int]]:
        """See ``stores.port``."""


class Directory:
    """Answers id → kind and (kinds, name) → ids, from the files first, then from the store; store answers are kept."""

    def __init__(self, store: Lookup) -> None:
        self.store = store
        self.empty = not store.counts().get("nodes")
        self.ids: dict[str, int] = {}  # id in the files → number of its kind
        self.places: dict[str, str] = {}  # id in the files → host or place, as compared
        self._names: dict[tuple[int, str], str | tuple[str, ...]] = {}
        self._stored: dict[str, Node | None] = {}
        self._by_name: dict[tuple[str, str], list[Node]] = {}
        self._there: dict[str, int] = {}  # id in the store → number of its kind, for ends of ties

    def add(self, node: str, kind: str, names: Iterable[str], place: str = "") -> None:
        """Enter a node of the files under its names."""
        code = schema.NODE_CODE[kind]
        self.ids[node] = code
        if place:
            self.places[node] = place
        for name in names:
            key = code, matching_key(name)
            there = self._names.get(key)
            if there is None:
                self._names[key] = node
            elif there != node and node not in there:
                self._names[key] = (*((there,) if isinstance(there, str) else there), node)

    def prefetch(self, ids: Iterable[str], names: Iterable[tuple[str, str]] = ()) -> None:
        """Ask the store for many ids and (kind, name) at once."""
        if self.empty:
            return
        if len(self._stored) > _KEPT:
            self._stored.clear()
        if len(self._by_name) > _KEPT:
            self._by_name.clear()
        wanted = {node for node in ids if node not in self._stored}
        if wanted:
            found = self.store.nodes(wanted)
            self._stored |= {node: found.get(node) for node in wanted}
        keys = {(kind, matching_key(name)): (kind, name) for kind, name in names}
        missing = {key: asked for key, asked in keys.items() if key not in self._by_name}
        if missing:
            answers = self.store.find_named(missing.values())
            self._by_name |= {key: answers.get(asked, []) for key, asked in missing.items()}

    def prefetch_kinds(self, ids: Iterable[str]) -> None:
        """Learn which of these ids the store has, and of what kind; each id is asked for once."""
        wanted = {node for node in ids if node not in self._there}
        for asked, found in self.store.nodes(wanted).items() if wanted and not self.empty else ():
            if found.id == asked:  # a merged id resolves to its successor and is looked up anew
                self._there[asked] = schema.NODE_CODE[found.kind]

    def ties_of_other_kind(self, kinds: Mapping[str, str]) -> dict[str, str]:
        """Return id → kind of the ties that the store has under another kind than the one given for their id."""
        return {} if self.empty or not kinds else self.store.ties_of_other_kind(kinds)

    def code_of(self, node: str) -> int:
        """Return the number of the kind of an id that files or store are known to have, −1 else."""
        code = self.ids.get(node)
        return self._there.get(node, -1) if code is None else code

    def stored(self, node: str) -> Node | None:
        """Return the node of the store with this id (or its successor after a merge)."""
        if self.empty:
            return None
        if node not in self._stored:
            self.prefetch((node,))
        return self._stored[node]

    def stored_named(self, kind: str, name: str) -> list[Node]:
        """Return the nodes of the store that answer to this name."""
        if self.empty:
            return []
        key = kind, matching_key(name)
        if key not in self._by_name:
            self.prefetch((), ((kind, name),))
        return self._by_name[key]

    def kind_in_files(self, node: str) -> str:
        """Return the kind of an id in the files, empty where it is in none."""
        code = self.ids.get(node)
        return "" if code is None else schema.NODE_KINDS[code].name

    def kind_of(self, node: str) -> str:
        """Return the kind of an id, empty where nobody has it."""
        kind = self.kind_in_files(node)
        if kind:
            return kind
        found = self.stored(node)
        return found.kind if found else ""

    def find(self, kinds: Sequence[str], text: str) -> list[str]:
        """Return the ids that a text means: itself where it is an id, else those of this name among the kinds, in their order of preference.

        The first kind with an answer decides only where it is the only one asked for; several answers are given back for the caller to refuse.
        """
        code = self.ids.get(text)
        if code is not None and schema.NODE_KINDS[code].name in kinds:
            return [text]
        stored = self.stored(text)
        if stored is not None and stored.kind in kinds:
            return [stored.id]
        found: dict[str, None] = {}
        key = matching_key(text)
        for kind in kinds:
            there = self._names.get((schema.NODE_CODE[kind], key), ())
            found |= dict.fromkeys((there,) if isinstance(there, str) else there)
            found |= dict.fromkeys(node.id for node in self.stored_named(kind, text))
        return list(found)

    def units(self, text: str) -> list[str]:
        """Return the organisations that a cell names: by its name, else by the former name in its brackets."""
        found = self.find(schema.ORGANISATIONS, text)
        name, former = ("", "") if found else split_former(text)
        return found or next((there for each in (name, former) if former and (there := self.find(schema.ORGANISATIONS, each))), [])

    def name_of(self, node: str) -> str:
        """Return the stored name of a node, else its id: what a finding shows."""
        found = self.stored(node)
        return found.name if found else node

    def place_names(self, node: Node, kinds: Sequence[str]) -> set[str]:
        """Return what the other ends of these ties of a stored node are called, as compared: ids, names, aliases."""
        others = {tie.target if tie.source == node.id else tie.source for tie in self.store.ties_of(node.id, kinds)}
        self.prefetch(others)
        found: set[str] = set()
        for other in others:
            end = self.stored(other)
            found |= {other, matching_key(other)} | ({matching_key(name) for name in (end.name, *end.props.get("aliases", ()))} if end else set())
        return found


def candidates_text(directory: Directory, nodes: Iterable[str]) -> list[str]:
    """Return candidates as a finding shows them: name (id)."""
    return [f"{name}（{node}）" if (name := directory.name_of(node)) != node else node for node in list(nodes)[:5]]
