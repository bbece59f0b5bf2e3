"""A store in dictionaries: as much of the port as the import needs, for tests of the import alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from alliance.errors import Conflict, InvalidChange
from alliance.model import ANY, NEW, Actor, Batch, Change, Difference, LedgerEntry, Node, Receipt, Tie, merged_props
from alliance.model.matching import matching_key


class MemoryStore:
    """Nodes, ties and a ledger; ``stage`` and ``commit`` as the port promises them."""

    def __init__(self) -> None:
        self.records: dict[str, Node | Tie] = {}
        self.waiting: dict[str, list[Change]] = {}
        self.facts: dict[str, Mapping[str, Any]] = {}
        self.entries: list[LedgerEntry] = []
        self.revision = 0

    def settings(self) -> dict[str, Any]:
        return {}

    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        return {i: found for i in ids if isinstance(found := self.records.get(i), Node)}

    def ties(self, ids: Iterable[str]) -> dict[str, Tie]:
        return {i: found for i in ids if isinstance(found := self.records.get(i), Tie)}

    def named(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Node]]:
        found: dict[tuple[str, str], list[Node]] = {}
        for kind, text in keys:
            key = matching_key(text)
            found[kind, text] = [
                node
                for node in self.all_nodes(kind)
                if key in {matching_key(word) for word in (node.name, *node.props.get("aliases", ()), node.props.get("number", "")) if word}
            ]
        return found

    def all_nodes(self, kind: str = "") -> Iterator[Node]:
        yield from sorted((r for r in self.records.values() if isinstance(r, Node) and (not kind or r.kind == kind)), key=lambda r: r.id)

    def all_ties(self, kind: str = "") -> Iterator[Tie]:
        yield from sorted((r for r in self.records.values() if isinstance(r, Tie) and (not kind or r.kind == kind)), key=lambda r: r.id)

    def ties_of(self, node_id: str, kinds: Sequence[str] = (), limit: int = 5000) -> list[Tie]:
        return [tie for tie in self.all_ties() if node_id in (tie.source, tie.target) and (not kinds or tie.kind in kinds)]

    def counts(self) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {"nodes": {}, "ties": {}}
        for record in self.records.values():
            side = found["nodes" if isinstance(record, Node) else "ties"]
            side[record.kind] = side.get(record.kind, 0) + 1
        return found

    def stage(self, batch: str, changes: Iterable[Change], *, facts: Mapping[str, Any] | None = None) -> int:
        self.waiting.setdefault(batch, []).extend(changes)
        if facts is not None:
            self.facts[batch] = facts
        return len(self.waiting[batch])

    def staged(self) -> list[Mapping[str, Any]]:
        return [{"batch": b, "at": "", "count": len(c), "facts": self.facts.get(b, {})} for b, c in self.waiting.items()]

    def discard(self, batch: str) -> None:
        self.waiting.pop(batch, None)
        self.facts.pop(batch, None)

    def differences(self, batch: str, state: str = "", limit: int = 200, offset: int = 0) -> tuple[list[Difference], dict[str, int]]:
        rows, _ = self._applied(self.waiting.get(batch, []))
        counts = dict.fromkeys(("new", "changed", "unchanged", "deleted", "refused"), 0)
        for row in rows:
            counts[row.state] += 1
            key = f"{row.state}:{row.record.kind}"
            counts[key] = counts.get(key, 0) + 1
        return [row for row in rows if not state or row.state == state][offset : offset + limit], counts

    def _applied(self, changes: Sequence[Change]) -> tuple[list[Difference], dict[str, Node | Tie]]:
        after = dict(self.records)
        first_base: dict[str, int] = {}
        for change in changes:
            record = change.record
            there = after.get(record.id)
            first_base.setdefault(record.id, change.base)
            props = merged_props(there.props, record.props) if there else merged_props({}, record.props)
            if isinstance(record, Node):
                after[record.id] = Node(record.id, record.kind, record.name, props, there.version if there else 0)
            else:
                after[record.id] = Tie(record.id, record.kind, record.source, record.target, props, there.version if there else 0)
        rows = []
        for identity, base in first_base.items():
            before, now = self.records.get(identity), after[identity]
            if base not in (ANY, before.version if before else NEW):
                raise Conflict(record=identity)
            fields = tuple(sorted({k for k in {*now.props, *(before.props if before else ())} if before and now.props.get(k) != before.props.get(k)}))
            if before and isinstance(now, Node) and isinstance(before, Node) and now.name != before.name:
                fields = (*fields, "name")
            rows.append(Difference("new" if not before else "changed" if fields else "unchanged", now, before, fields))
        return rows, after

    def commit(self, batch: Batch, actor: Actor, progress: object = None) -> Receipt:
        for entry in self.entries:
            if entry.batch == batch.id:
                return Receipt(batch.id, entry.sequence, entry.revision, entry.created, entry.changed, repeated=True)
        changes = self.waiting.get(batch.id, []) if batch.staged else list(batch.changes)
        rows, after = self._applied(changes)
        for record in after.values():
            if isinstance(record, Tie) and not {record.source, record.target} <= after.keys():
                raise InvalidChange(reason="dangling-end", tie=record.id)
        for row in rows:
            if row.state != "unchanged":
                now = after[row.record.id]
                after[now.id] = type(now)(**{f: getattr(now, f) for f in now.__dataclass_fields__ if f != "version"}, version=len(self.entries) + 1)  # type: ignore[arg-type]
        self.records = after
        self.revision += 1
        states = [row.state for row in rows]
        entry = LedgerEntry(
            batch.id,
            len(self.entries) + 1,
            self.revision,
            "2026-06-30T00:00:00",
            actor.key,
            batch.action,
            batch.label,
            states.count("new"),
            states.count("changed"),
            0,
            batch.digest,
        )
        self.entries.append(entry)
        self.discard(batch.id)
        return Receipt(batch.id, entry.sequence, self.revision, entry.created, entry.changed, states.count("unchanged"))

    def ledger(self, limit: int = 50, before: int = 0) -> list[LedgerEntry]:
        return list(reversed(self.entries))[:limit]

    def known_digest(self, digest: str) -> LedgerEntry | None:
        return next((entry for entry in self.entries if entry.digest == digest), None)
