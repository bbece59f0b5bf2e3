"""What a change makes of a record: merge, put and delete (``model.records.Change``), said once for every store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from alliance import schema
from alliance.errors import Conflict, InvalidChange
from alliance.model import ANY, NEW, Change, Node, Record, Tie, Work, merged_props, oriented


def checked(change: Change) -> Change:
    """Return the change with its record in stored form; raises ``UnknownKind`` and ``InvalidChange`` for what no store takes.

    Symmetric ties come out with source < target, a tie of a node with itself is refused.
    """
    record = change.record
    if not record.id:
        raise InvalidChange(reason="no-id")
    if isinstance(record, Node):
        schema.node_kind(record.kind)
    elif isinstance(record, Tie):
        kind = schema.tie_kind(record.kind)
        if record.source == record.target and change.operation != "delete" and not kind.loops:
            raise InvalidChange(reason="self-loop", tie=record.id, node=record.source)
        source, target = oriented(kind.symmetric, record.source, record.target)
        if source != record.source:
            return replace(change, record=replace(record, source=source, target=target))
    return change


def after(before: Record | None, change: Change, version: int = NEW) -> Record | None:
    """Return the record after the change, a new one with the ``version``; None where it is not there (any more). Raises ``InvalidChange``."""
    if change.operation == "delete":
        return None
    given, merge = change.record, change.operation == "merge"
    if isinstance(given, Node) and isinstance(before, Node):
        return _node(before, given, merge)
    if isinstance(given, Tie) and isinstance(before, Tie):
        return _tie(before, given, merge)
    if isinstance(given, Work) and isinstance(before, Work):
        return _work(before, given, merge)
    return _made(given, version)


def _made(given: Record, version: int) -> Record:
    if isinstance(given, Node):
        return Node(given.id, given.kind, given.name, merged_props({}, given.props), version)
    if isinstance(given, Work):
        return Work(given.kind, given.id, given.state, merged_props({}, given.data), version)
    if not given.source or not given.target:
        raise InvalidChange(reason="dangling-end", tie=given.id, source=given.source, target=given.target)
    source, target = oriented(schema.tie_kind(given.kind).symmetric, given.source, given.target)
    return Tie(given.id, given.kind, source, target, merged_props({}, given.props), version)


def _node(before: Node, given: Node, merge: bool) -> Node:
    if merge and given.kind != before.kind:
        raise InvalidChange(reason="other-kind", node=given.id, kind=given.kind, stored=before.kind)
    name = given.name or before.name if merge else given.name
    return Node(before.id, given.kind, name, merged_props(before.props if merge else {}, given.props), before.version, before.key)


def _tie(before: Tie, given: Tie, merge: bool) -> Tie:
    if given.kind != before.kind:
        raise InvalidChange(reason="other-kind", tie=given.id, kind=given.kind, stored=before.kind)
    source, target = (given.source or before.source, given.target or before.target) if merge else (given.source, given.target)
    source, target = oriented(schema.tie_kind(given.kind).symmetric, source, target)
    return Tie(before.id, given.kind, source, target, merged_props(before.props if merge else {}, given.props), before.version, before.key)


def _work(before: Work, given: Work, merge: bool) -> Work:
    state = given.state or before.state if merge else given.state
    return Work(before.kind, before.id, state, merged_props(before.data if merge else {}, given.data), before.version)


def applied(before: Record | None, change: Change, version: int = 1) -> Record | None:
    """Return the record after one change, None where it is gone; an unchanged record comes back as it is.

    ``version`` is the number that the new state bears: the sequence of its batch, so that one number never names two
    states and an undo may bring an old number back. Raises ``Conflict`` and ``InvalidChange``.
    """
    check_base(before, change)
    now = after(before, change, version)
    if before is None or now is None:
        return now
    return before if same(before, now) else replace(now, version=version)


def combined(before: Record | None, changes: Iterable[Change]) -> tuple[Record | None, bool]:
    """Return the record after the changes in their order, and whether it was gone in between.

    Raises ``Conflict`` where a change was made on another version than the stored one, ``InvalidChange``.
    """
    now, gone = before, False
    for change in changes:
        check_base(before, change)
        now = after(now, change)
        gone = gone or now is None
    return now, gone


def check_base(before: Record | None, change: Change) -> None:
    """Raise ``Conflict`` where the change was not made on the version that is stored."""
    stored = before.version if before else NEW
    if change.base not in (ANY, stored):
        name = before.name if isinstance(before, Node) else change.record.id
        theirs = _flat(before) if before else {}
        raise Conflict(record=name, id=change.record.id, base=change.base, version=stored, mine=_flat(change.record), theirs=theirs)


def same(one: Record | None, other: Record | None) -> bool:
    """Say whether two states of a record have the same content, whatever their versions."""
    return one is other if one is None or other is None else content(one) == content(other)


def content(record: Record | None) -> tuple[Any, ...] | None:
    """Return what a record says, without version and key."""
    if isinstance(record, Node):
        return record.kind, record.name, dict(record.props)
    if isinstance(record, Tie):
        return record.kind, record.source, record.target, dict(record.props)
    return None if record is None else (record.state, dict(record.data))


def fields_of(before: Record | None, now: Record | None) -> tuple[str, ...]:
    """Return the names of what differs between two states, sorted; nothing where one of them is missing."""
    if before is None or now is None:
        return ()
    one, other = _flat(before), _flat(now)
    return tuple(sorted(name for name in {*one, *other} if one.get(name) != other.get(name)))


def _flat(record: Record) -> dict[str, Any]:
    if isinstance(record, Node):
        return {**record.props, "kind": record.kind, "name": record.name}
    if isinstance(record, Tie):
        return {**record.props, "kind": record.kind, "source": record.source, "target": record.target}
    return {**record.data, "state": record.state}


def first_cycle(steps: Iterable[tuple[int, int]], starts: Iterable[int]) -> list[int]:
    """Return the nodes of a cycle, closed at its end; empty where there is none.

    ``steps`` are (child, parent); only what can be reached from ``starts`` is looked at. O(steps).
    """
    parents: dict[int, list[int]] = {}
    for child, parent in steps:
        parents.setdefault(child, []).append(parent)
    done: set[int] = set()
    for start in starts:
        path: list[int] = []
        on_path: set[int] = set()
        stack: list[tuple[int, int]] = [(start, 0)]
        while stack:
            node, turn = stack.pop()
            if turn == 0:
                if node in done:
                    continue
                path.append(node)
                on_path.add(node)
            following = parents.get(node, [])
            if turn < len(following):
                stack.append((node, turn + 1))
                up = following[turn]
                if up in on_path:
                    return [*path[path.index(up) :], up]
                if up not in done:
                    stack.append((up, 0))
            else:
                path.pop()
                on_path.discard(node)
                done.add(node)
    return []
