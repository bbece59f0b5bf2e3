"""Staged changes beside what the store holds: the preview of an import. Reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from alliance import schema
from alliance.errors import AllianceError
from alliance.model import Change, Difference, Node, Record, Tie
from alliance.stores.changes import fields_of
from alliance.stores.neo4j.server.server import Statements
from alliance.stores.neo4j.write import staging
from alliance.stores.neo4j.write.committing import combined, grouped, named
from alliance.stores.neo4j.write.writing import Key, Writer

STATES = ("new", "changed", "unchanged", "deleted", "refused")


def difference(before: Record | None, now: Record | None, asked: Record) -> Difference:
    """Return the difference between two states of a record; ``asked`` stands for it where both are missing."""
    if now is None:
        return Difference("deleted" if before else "unchanged", before or asked, before)
    if before is None:
        return Difference("new", now)
    fields = fields_of(before, now)
    return Difference("changed" if fields else "unchanged", now, before, fields)


def counted(found: Iterable[Difference]) -> dict[str, int]:
    """Return the counts of each state, and of each state and kind."""
    counts: Counter[str] = Counter(dict.fromkeys(STATES, 0))
    for each in found:
        counts[each.state] += 1
        counts[f"{each.state}:{each.record.kind}"] += 1
    return dict(counts)


def differences(q: Statements, batch: str) -> list[Difference]:
    """Return all differences of a staged batch, in the order staged."""
    writer = Writer(q, 0, 0)
    groups: dict[Key, list[Change]] = {}
    order: dict[Key, int] = {}
    for _, block in staging.blocks_of(q, batch):
        for position, change in block:
            for key, changes in grouped([change]).items():
                groups.setdefault(key, []).extend(changes)
                order.setdefault(key, position)
    there = writer.there(named(groups))
    found = {key: _judged(there.get(key), changes) for key, changes in groups.items()}
    _refuse_bad_ties(writer, found)
    return [found[key] for key in sorted(order, key=order.__getitem__)]


def _judged(before: Record | None, changes: Sequence[Change]) -> Difference:
    try:
        now, _ = combined(before, changes, before.version if before else 0, 0)
    except AllianceError as error:
        return Difference("refused", changes[-1].record, before, (), str(error.facts.get("reason", error.code)))
    return difference(before, now, changes[-1].record)


def _refuse_bad_ties(writer: Writer, found: dict[Key, Difference]) -> None:
    ties = [(key, each.record) for key, each in found.items() if isinstance(each.record, Tie) and each.state in ("new", "changed")]
    writer.kinds_of(end for _, tie in ties for end in (tie.source, tie.target))
    for each in found.values():
        if isinstance(each.record, Node) and each.state in ("new", "changed", "unchanged"):
            writer.kinds[each.record.id] = each.record.kind
        elif isinstance(each.record, Node) and each.state == "deleted":
            writer.kinds[each.record.id] = ""
    for key, tie in ties:
        assert isinstance(tie, Tie)
        ends = writer.kinds.get(tie.source, ""), writer.kinds.get(tie.target, "")
        reason = "dangling-end" if not all(ends) else "" if schema.tie_kind(tie.kind).allows(*ends) else "wrong-ends"
        if reason:
            found[key] = Difference("refused", tie, found[key].before, (), reason)
