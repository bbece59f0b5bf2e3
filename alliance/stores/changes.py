"""What a change makes of a record: the one rule that every store applies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

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


def applied(before: Record | None, change: Change, version: int = 1) -> Record | None:
    """Return the record after the change, None where it is gone. An unchanged record is returned as it is.

    ``version`` is the number that the state after the change will bear: the sequence of its batch, so that
    one number never names two states, and an undo may bring an old number back.

    Raises ``Conflict`` where the change was made on another version.
    """
    there = before.version if before else NEW
    if change.base != ANY and change.base != there:
        raise Conflict(record=change.record.id, base=change.base, mine=_shown(change.record), theirs=_shown(before))
    if change.operation == "delete":
        return None
    fresh = change.record
    if before is None:
        return replace(fresh, **_props(fresh, {}), version=version)
    if type(before) is not type(fresh) or (not isinstance(fresh, Work) and before.kind != fresh.kind):
        raise InvalidChange(reason="other-kind", record=fresh.id, kind=before.kind)
    after = replace(fresh, **_props(fresh, before.data if isinstance(before, Work) else before.props, merge=change.operation == "merge"), version=there)
    if isinstance(after, Node) and isinstance(before, Node):
        after = replace(after, name=after.name or before.name, key=before.key)
    if isinstance(after, Tie) and isinstance(before, Tie):
        after = replace(after, source=after.source or before.source, target=after.target or before.target, key=before.key)
    return before if after == before else replace(after, version=version)


def _props(record: Record, before: object, *, merge: bool = True) -> dict[str, object]:
    name = "data" if isinstance(record, Work) else "props"
    patch = getattr(record, name)
    return {name: merged_props(before if merge else {}, patch)}  # type: ignore[arg-type]


def _shown(record: Record | None) -> dict[str, object]:
    if record is None:
        return {}
    return {"id": record.id, "version": record.version, **dict(record.data if isinstance(record, Work) else record.props)}


def changed_fields(before: Record | None, after: Record | None) -> tuple[str, ...]:
    """Return the names of what differs between two states of a record, in alphabetical order."""
    if before is None or after is None:
        return ()
    mine, theirs = _flat(before), _flat(after)
    return tuple(sorted(name for name in {*mine, *theirs} if mine.get(name) != theirs.get(name)))


def _flat(record: Record) -> dict[str, object]:
    if isinstance(record, Work):
        return {**record.data, "state": record.state}
    ends = {"source": record.source, "target": record.target} if isinstance(record, Tie) else {"name": record.name}
    return {**record.props, **{f".{name}": value for name, value in ends.items()}}


def first_cycle(steps: Iterable[tuple[int, int]], starts: Iterable[int]) -> list[int]:
    """Return the nodes of a cycle that can be reached from ``starts`` over ``steps`` (child, parent), closed at the end; empty where there is none."""
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
                    return [*path[path.index(up):], up]
                if up not in done:
                    stack.append((up, 0))
            else:
                path.pop()
                on_path.discard(node)
                done.add(node)
    return []
