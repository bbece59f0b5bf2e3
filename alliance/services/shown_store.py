"""What is shown of a store: everything but the people and workshops that are no longer to be shown.

One place for one promise. A session reads its store through this and nothing else, so no page, command, file or answer has to think of
it, also none that is written in future. Who is not shown is not there: neither the record, nor its ties, nor its number in the network;
where a text of another record has the name (a workshop called after its leader, a quotation, a label of the history), a neutral word
stands in its place. Nothing of it is written: the record, its history, the ledger and the audit stay whole, and so does a backup.

What writes goes on to the store itself. A text that was read with a neutral word in it and comes back unchanged is written as it was.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from alliance.errors import AllianceError
from alliance.model import Actor, Batch, Change, Difference, Hit, LedgerEntry, Node, Receipt, Record, Tie, Work
from alliance.model.cutting import part_of
from alliance.model.snapshot import Snapshot
from alliance.network.analyst import Analyst
from alliance.services.hidden_names import NOT_SHOWN, Hidden, who_is_hidden, without_redirects
from alliance.stores.port import GraphStore, Progress, StoreInfo

T = TypeVar("T")
FRESH = 15.0  # seconds for which a store far away is not asked again: a page reads it some fifty times


class ShownStore(GraphStore):
    """The store as it is shown. ``whole`` is the store itself: for what has to know everybody, such as an import.

    With a window (``network.time.window.window_of``) the network is judged by it, in memory and in the database; ``settings`` stay the store's own.
    """

    def __init__(self, whole: GraphStore) -> None:
        self.whole = whole
        self._window: Mapping[str, Any] = {}
        self._known: tuple[object, Hidden] | None = None
        self._asked: float | None = None  # when a store far away was last asked; None: to be asked again
        self._part: tuple[Snapshot, frozenset[str], Snapshot] | None = None

    def in_window(self, window: Mapping[str, Any]) -> ShownStore:
        """Return the same store, its network judged by this window in the place of the setting; by the setting where it is empty."""
        if window == self._window:
            return self
        other = copy.copy(self)
        other._window = window
        return other

    def hidden(self) -> Hidden | None:
        """Return who is not shown now, None where everybody is; another program's commit counts at once, on a store far away within ``FRESH``."""
        if self.whole.far and self._asked is not None and time.monotonic() - self._asked < FRESH:
            return self._known[1] if self._known else None
        marks = self.whole.work(NOT_SHOWN)
        self._asked = time.monotonic()
        if not marks:
            self._known = None
            return None
        key = (tuple((mark.id, mark.version) for mark in marks), self.whole.revision)
        known = self._known
        if known is None or known[0] != key:
            known = self._known = (key, who_is_hidden(self.whole, [mark.id for mark in marks]))
        return known[1]

    def as_shown(self, value: T) -> T:
        """Return a result, or a part of one, with a neutral word for every name that is not shown."""
        hidden = self.hidden()
        found: T = hidden.value(value) if hidden else value
        return found

    @contextmanager
    def neutral(self) -> Iterator[None]:
        """Let an error pass with neutral words in its facts."""
        try:
            yield
        except AllianceError as error:
            error.facts = self.as_shown(error.facts)
            raise

    # -- state
    def info(self) -> StoreInfo:
        return self.whole.info()

    @property
    def revision(self) -> int:
        return self.whole.revision

    def settings(self) -> dict[str, Any]:
        return self.as_shown(self.whole.settings())

    # -- reading
    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        found, hidden = self.whole.nodes(ids), self.hidden()
        if hidden is None:
            return found
        return {asked: _node(hidden, node) for asked, node in found.items() if not {asked, node.id} & hidden.ids}

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        found, hidden = self.whole.names(ids), self.hidden()
        return found if hidden is None else {asked: hidden.text(name) for asked, name in found.items() if asked not in hidden.ids}

    def ties(self, ids: Iterable[str]) -> dict[str, Tie]:
        found, hidden = self.whole.ties(ids), self.hidden()
        return found if hidden is None else {asked: _tie(hidden, tie) for asked, tie in found.items() if not hidden.holds(tie)}

    def ties_of_other_kind(self, kinds: Mapping[str, str]) -> dict[str, str]:
        return self.whole.ties_of_other_kind(kinds)

    def ties_by_key(self, keys: Iterable[int]) -> list[Tie]:
        return self._ties(self.whole.ties_by_key(keys), self.hidden())

    @staticmethod
    def _ties(found: list[Tie], hidden: Hidden | None) -> list[Tie]:
        return found if hidden is None else [_tie(hidden, tie) for tie in found if not hidden.holds(tie)]

    def ties_of(self, node_id: str, kinds: Sequence[str] = (), limit: int = 5000) -> list[Tie]:
        hidden, asked = self.hidden(), limit
        if hidden and node_id in hidden.ids:
            return []
        while True:
            found = self.whole.ties_of(node_id, kinds, asked)
            shown = self._ties(found, hidden)
            if len(shown) >= limit or len(found) < asked:
                return shown[:limit]
            asked *= 4

    def find(self, text: str, kinds: Sequence[str] = (), limit: int = 20, without: Collection[str] = ()) -> tuple[list[Hit], int]:
        hidden = self.hidden()
        if hidden is None:
            return self.whole.find(text, kinds, limit, without)
        hits, total = self.whole.find(text, kinds, limit, frozenset(without) | hidden.ids)
        return [Hit(_node(hidden, hit.node), hit.matched, hidden.text(hit.text)) for hit in hits], total

    def answering(self, text: str, ids: Collection[str]) -> set[str]:
        hidden = self.hidden()
        return self.whole.answering(text, ids) - (hidden.ids if hidden else frozenset())

    def find_named(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Node]]:
        found, hidden = self.whole.find_named(keys), self.hidden()
        if hidden is None:
            return found
        shown = {key: [_node(hidden, node) for node in nodes if node.id not in hidden.ids] for key, nodes in found.items()}
        return {key: nodes for key, nodes in shown.items() if nodes}

    def all_nodes(self, kind: str = "") -> Iterator[Node]:
        hidden = self.hidden()
        for node in self.whole.all_nodes(kind):
            if hidden is None:
                yield node
            elif node.id not in hidden.ids:
                yield _node(hidden, node)

    def all_ties(self, kind: str = "") -> Iterator[Tie]:
        hidden = self.hidden()
        for tie in self.whole.all_ties(kind):
            if hidden is None:
                yield tie
            elif not hidden.holds(tie):
                yield _tie(hidden, tie)

    def counts(self) -> dict[str, dict[str, int]]:
        found, hidden = self.whole.counts(), self.hidden()
        if hidden is None:
            return found
        less = {"nodes": [node.kind for node in without_redirects(self.whole.nodes(hidden.ids)).values()]}
        less["ties"] = [tie.kind for tie in {tie.id: tie for one in hidden.ids for tie in self.whole.ties_of(one, (), 1_000_000)}.values()]
        left = {part: {kind: n - less[part].count(kind) for kind, n in kinds.items()} for part, kinds in found.items()}
        return {part: {kind: n for kind, n in kinds.items() if n} for part, kinds in left.items()}

    def analyst(self) -> Analyst | None:
        """Return who answers in the database; None while someone is not shown: the database knows everybody."""
        found = None if self.hidden() else self.whole.analyst()
        return found and found.under(self._window)

    def later(self, on: int) -> Collection[str]:
        return self.whole.later(on)

    def size(self) -> int:
        return self.whole.size()

    def snapshot(self, progress: Progress | None = None) -> Snapshot:
        found, hidden = self.whole.snapshot(progress), self.hidden()
        if hidden is None:
            return found.under(self._window)
        part = self._part
        if part is None or part[0] is not found or part[1] != hidden.ids:
            part = self._part = (found, hidden.ids, _without(found, hidden))
        return part[2].under(self._window)

    # -- work records
    def work(self, kind: str, ids: Iterable[str] | None = None) -> list[Work]:
        found, hidden = self.whole.work(kind, ids), self.hidden()
        return found if hidden is None else [replace(one, data=hidden.value(one.data)) for one in found]

    def work_kinds(self) -> list[str]:
        return self.whole.work_kinds()

    # -- writing
    def stage(self, batch: str, changes: Iterable[Change], *, facts: Mapping[str, Any] | None = None) -> int:
        return self.whole.stage(batch, changes, facts=facts)

    def staged_batches(self) -> list[Mapping[str, Any]]:
        return self.as_shown(self.whole.staged_batches())

    def differences(self, batch: str, state: str = "", limit: int = 200, offset: int = 0) -> tuple[list[Difference], dict[str, int]]:
        rows, counts = self.whole.differences(batch, state, limit, offset)
        return self._rows(rows), counts

    def _rows(self, rows: list[Difference]) -> list[Difference]:
        hidden = self.hidden()
        return rows if hidden is None else [hidden.difference(row) for row in rows]

    def discard(self, batch: str) -> None:
        self.whole.discard(batch)

    def commit(self, batch: Batch, actor: Actor, progress: Progress | None = None) -> Receipt:
        hidden = self.hidden()
        if hidden and batch.changes:
            batch = replace(batch, changes=tuple(_as_written(self.whole, hidden, batch.changes)))
        try:
            with self.neutral():
                return self.whole.commit(batch, actor, progress)
        finally:
            self._asked = None

    def ledger(self, limit: int = 50, before: int = 0) -> list[LedgerEntry]:
        found, hidden = self.whole.ledger(limit, before), self.hidden()
        return found if hidden is None else [replace(one, label=hidden.text(one.label), facts=hidden.value(one.facts)) for one in found]

    def known_digest(self, digest: str) -> LedgerEntry | None:
        return self.as_shown(self.whole.known_digest(digest))

    def inverse(self, batch: str, limit: int = 200) -> tuple[list[Difference], dict[str, int]]:
        rows, counts = self.whole.inverse(batch, limit)
        return self._rows(rows), counts

    def undo(self, batch: str, actor: Actor, new_batch: str, progress: Progress | None = None) -> Receipt:
        try:
            return self.whole.undo(batch, actor, new_batch, progress)
        finally:
            self._asked = None

    def audit(self, limit: int = 100) -> list[Mapping[str, Any]]:
        return self.as_shown(self.whole.audit(limit))

    def note(self, actor: Actor, action: str, objects: Sequence[str], facts: Mapping[str, Any]) -> None:
        self.whole.note(actor, action, objects, facts)

    def verify_audit(self) -> int:
        return self.whole.verify_audit()

    # -- keeping
    def backup(self, target: Path, progress: Progress | None = None) -> Mapping[str, Any]:
        """Write a copy of the whole store: who is not shown is in it, and is not shown where it is opened."""
        return self.whole.backup(target, progress)

    def close(self) -> None:
        self.whole.close()


def _node(hidden: Hidden, node: Node) -> Node:
    return replace(node, name=hidden.text(node.name), props=hidden.value(node.props))


def _tie(hidden: Hidden, tie: Tie) -> Tie:
    return replace(tie, props=hidden.value(tie.props))


def _without(snapshot: Snapshot, hidden: Hidden) -> Snapshot:
    numbers = [number for one in hidden.ids if (number := snapshot.ids.find(one)) >= 0]
    nodes = np.ones(snapshot.n_nodes, dtype=bool)
    nodes[numbers] = False
    part = part_of(snapshot, nodes, nodes[snapshot.source] & nodes[snapshot.target])
    return replace(part, settings=hidden.value(snapshot.settings))


def _as_written(store: GraphStore, hidden: Hidden, changes: Sequence[Change]) -> Iterator[Change]:
    """Yield the changes with the texts that stand in the store where they are given as they were shown."""
    words = tuple(set(hidden.mask.words.values()))
    for change in changes:
        record = change.record
        if change.operation == "delete" or not any(word in repr(record) for word in words):
            yield change
        else:
            yield replace(change, record=_restore(record, _before(store, record), hidden.value))


def _before(store: GraphStore, record: Record) -> Record | None:
    if isinstance(record, Work):
        return next(iter(store.work(record.kind, [record.id])), None)
    return store.nodes([record.id]).get(record.id) if isinstance(record, Node) else store.ties([record.id]).get(record.id)


def _restore(record: Record, before: Record | None, shown: Callable[[Any], Any]) -> Record:
    if isinstance(record, Work):
        return replace(record, data=_as_before(record.data, before.data if isinstance(before, Work) else {}, shown))
    props = _as_before(record.props, before.props if isinstance(before, (Node, Tie)) else {}, shown)
    if isinstance(record, Node):
        return replace(record, props=props, name=_as_before(record.name, before.name if isinstance(before, Node) else "", shown))
    return replace(record, props=props)


def _as_before(given: Any, before: Any, shown: Callable[[Any], Any]) -> Any:
    """Return what was given, with the stored text wherever the two differ only by what is shown of it."""
    if given == before or (before and given == shown(before)):
        return before
    if isinstance(given, Mapping) and isinstance(before, Mapping):
        return {name: _as_before(value, before.get(name), shown) for name, value in given.items()}
    if isinstance(given, (list, tuple)) and isinstance(before, (list, tuple)):
        there = {repr(shown(value)): value for value in before}
        return type(given)(there.get(repr(value), _as_before(value, before[i] if i < len(before) else None, shown)) for i, value in enumerate(given))
    return given
