"""Staged changes beside what the store holds: the preview of an import. Reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from alliance.errors import AllianceError
from alliance.model import Change, Difference, Node, Record, Tie
from alliance.stores.changes import STATES, combine_changes, difference
from alliance.stores.neo4j.server.server import Statements
from alliance.stores.neo4j.write import staging
from alliance.stores.neo4j.write.committing import group_changes, records_by_kind
from alliance.stores.neo4j.write.writing import Key, Writer


def count_states(found: Iterable[Difference]) -> dict[str, int]:
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
            for key, changes in group_changes([change]).items():
                groups.setdefault(key, []).extend(changes)
                order.setdefault(key, position)
    there = writer.there(records_by_kind(groups))
    found = {key: _judge(there.get(key), changes) for key, changes in groups.items()}
    _refuse_bad_ties(writer, found)
    return [found[key] for key in sorted(order, key=order.__getitem__)]


def _judge(before: Record | None, changes: Sequence[Change]) -> Difference:
    try:
        now, _ = combine_changes(before, changes)
    except AllianceError as error:
        return Difference(state="refused", record=changes[-1].record, before=before, fields=(), reason=str(error.facts.get("reason", error.code)))
    return difference(before, now, changes[-1].record)


def _refuse_bad_ties(writer: Writer, found: dict[Key, Difference]) -> None:
    ties = [(key, each.record) for key, each in found.items() if isinstance(each.record, Tie) and each.state in ("new", "changed")]
    elsewhere = {id_ for id_, _, _ in writer.of_other_kind({tie.id: tie.kind for key, tie in ties if found[key].state == "new"})}
    writer.kinds_of(end for _, tie in ties for end in (tie.source, tie.target))
    for each in found.values():
        if isinstance(each.record, Node) and each.state in ("new", "changed", "unchanged"):
            writer.kinds[each.record.id] = each.record.kind
        elif isinstance(each.record, Node) and each.state == "deleted":
            writer.kinds[each.record.id] = ""
    for key, tie in ties:
        assert isinstance(tie, Tie)
        reason = "other-kind" if tie.id in elsewhere else writer.reason_against(tie)
        if reason:
            found[key] = Difference(state="refused", record=tie, before=found[key].before, fields=(), reason=reason)
