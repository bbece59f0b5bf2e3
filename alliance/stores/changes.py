"""What a change makes of a record: merge, put and delete (``model.records.Change``), said once for every store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from alliance import schema
from alliance.errors import Conflict, InvalidChange
from alliance.model import ANY, NEW, Change, Difference, Node, Record, Tie, Work, merged_props, orient_ends

STATES = ("new", "changed", "unchanged", "deleted", "refused")


def check_change(change: Change) -> Change:
    """Return the change with its record in stored form: symmetric ties with source < target. Raises ``UnknownKind``, ``InvalidChange`` (no id)."""
    record = change.record
    if not record.id:
        raise InvalidChange(reason="no-id")
    if isinstance(record, Node):
        schema.node_kind(record.kind)
    elif isinstance(record, Tie):
        source, target = orient_ends(schema.tie_kind(record.kind).symmetric, record.source, record.target)
        if source != record.source:
            return replace(change, record=replace(record, source=source, target=target))
    return change


def after(before: Record | None, change: Change) -> Record | None:
    """Return the record after the change; None where it is not there (any more). Raises ``InvalidChange``."""
    if change.operation == "delete":
        return None
    given, merge = change.record, change.operation == "merge"
    if isinstance(given, Node) and isinstance(before, Node):
        return _node(before, given, merge)
    if isinstance(given, Tie) and isinstance(before, Tie):
        return _tie(before, given, merge)
    if isinstance(given, Work) and isinstance(before, Work):
        return _work(before, given, merge)
    return _make_record(given)


def _make_record(given: Record) -> Record:
    if isinstance(given, Node):
        return Node(given.id, given.kind, given.name, merged_props({}, given.props))
    if isinstance(given, Work):
        return Work(given.kind, given.id, given.state, merged_props({}, given.data))
    return Tie(given.id, given.kind, *_ends(given, given.source, given.target), merged_props({}, given.props))


def _node(before: Node, given: Node, merge: bool) -> Node:
    if merge and given.kind != before.kind:
        raise InvalidChange(reason="other-kind", node=given.id, kind=given.kind, stored=before.kind)
    name = given.name or before.name if merge else given.name
    return Node(
        id=before.id,
        kind=given.kind,
        name=name,
        props=merged_props(before.props if merge else {}, given.props),
        version=before.version,
        key=before.key,
    )


def _tie(before: Tie, given: Tie, merge: bool) -> Tie:
    if given.kind != before.kind:
        raise InvalidChange(reason="other-kind", tie=given.id, kind=given.kind, stored=before.kind)
    source, target = (given.source or before.source, given.target or before.target) if merge else (given.source, given.target)
    source, target = _ends(given, source, target)
    return Tie(
        id=before.id,
        kind=given.kind,
        source=source,
        target=target,
        props=merged_props(before.props if merge else {}, given.props),
        version=before.version,
        key=before.key,
    )


def _ends(tie: Tie, source: str, target: str) -> tuple[str, str]:
    """Return the ends in the order in which they are stored. Raises ``InvalidChange`` where one is not given."""
    if not source or not target:
        raise InvalidChange(reason="dangling-end", tie=tie.id, source=source, target=target)
    return orient_ends(schema.tie_kind(tie.kind).symmetric, source, target)


def _work(before: Work, given: Work, merge: bool) -> Work:
    state = given.state or before.state if merge else given.state
    return Work(kind=before.kind, id=before.id, state=state, data=merged_props(before.data if merge else {}, given.data), version=before.version)


def combine_changes(before: Record | None, changes: Iterable[Change], *, stored: int | None = None, version: int = NEW) -> tuple[Record | None, bool]:
    """Return the record after the changes in their order (``before`` itself where nothing changed), and whether it was gone in between.

    ``stored``: the version before the batch, where that is not the one of ``before``. ``version``: the number that a new
    state gets, the sequence of its batch: so one number never names two states, and an undo may bring an old number back.
    Raises ``Conflict`` where a change was made on another version than the stored one, ``InvalidChange``.
    """
    if stored is None:
        stored = before.version if before else NEW
    now, gone = before, False
    for change in changes:
        _check_base(before, change, stored)
        now = after(now, change)
        gone = gone or now is None
    if now is None or same(before, now):
        return (None if now is None else before), gone
    now = replace(now, version=version)
    if isinstance(now, Work) or before is None or isinstance(before, Work):
        return now, gone
    return replace(now, key=before.key), gone


def _check_base(before: Record | None, change: Change, stored: int) -> None:
    if change.base not in (ANY, stored):
        name = before.name if isinstance(before, Node) else change.record.id
        theirs = _flat(before) if before else {}
        raise Conflict(record=name, id=change.record.id, base=change.base, version=stored, mine=_flat(change.record), theirs=theirs)


def difference(before: Record | None, now: Record | None, record: Record, reason: str = "") -> Difference:
    """Return two states of a record side by side, refused for the ``reason``; ``record`` stands in where there is neither state."""
    if reason and now is not None:
        return Difference(state="refused", record=now, before=before, fields=(), reason=reason)
    if same(before, now):
        return Difference("unchanged", before or record, before)
    if now is None:
        return Difference("deleted", before or record, before)
    return Difference("changed" if before else "new", now, before, fields_of(before, now))


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
