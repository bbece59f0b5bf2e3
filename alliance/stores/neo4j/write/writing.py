"""A commit in the making: what it touches, what it was before, and the statements that bring it about.

All within one transaction under the lock of all writers. What a record was before the batch is kept at its first touch;
at the end it goes into packed blocks, the before-images, from which an undo is made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from alliance import schema
from alliance.errors import InvalidChange
from alliance.model import Node, Record, Tie, Work
from alliance.stores.neo4j import rows
from alliance.stores.neo4j.blocks import blocks, scan_threshold
from alliance.stores.neo4j.server.server import Statements
from alliance.stores.port import Progress

Key = tuple[str, ...]


def key_of(record: Record) -> Key:
    """Return what names a record within a store: its sort and id."""
    return ("n", record.id) if isinstance(record, Node) else ("t", record.id) if isinstance(record, Tie) else ("w", record.kind, record.id)


class Writer:
    """One commit within its transaction. ``touched`` holds what each record was before (None: not there) and its version after."""

    def __init__(self, q: Statements, sequence: int, next_key: int, progress: Progress | None = None) -> None:
        self.q, self.sequence, self.next_key, self.progress = q, sequence, next_key, progress
        self.touched: dict[Key, tuple[str, Any, int]] = {}  # kind, before as plain values or None, version after or 0
        self.seen: set[Key] = set()
        self.kinds: dict[str, str] = {}  # kind of nodes met on the way; "" where it is not there
        self.new_ties: dict[str, str] = {}
        self.none: set[str] = set()  # sorts of records of which the store had none before
        self.done = self.total = 0

    # -- reading what is there
    def look(self) -> None:
        """Learn whether there is anything at all: a first import into an empty store need not look each record up."""
        if not self.q.one("entities_in_all"):
            self.none = {"n", "t"}

    def there(self, keys: Iterable[tuple[Key, str]]) -> dict[Key, Record]:
        """Return the records that stand now, of (key, kind). What this commit has not touched itself is not asked for where none stood before."""
        groups: dict[tuple[str, str], list[Any]] = defaultdict(list)
        for key, kind in keys:
            if key[0] in self.none and key not in self.touched:
                continue
            groups[key[0], kind if key[0] == "t" else ""].append(list(key[1:]) if key[0] == "w" else key[1])
        found: dict[Key, Record] = {}
        for (sort, kind), ids in groups.items():
            for block in blocks(ids):
                found |= {key_of(record): record for record in self._read(sort, kind, block)}
        return found

    def _read(self, sort: str, kind: str, block: list[Any]) -> list[Record]:
        if sort == "n":
            return [rows.node(*row) for row in self.q.rows("nodes", ids=block)]
        if sort == "w":
            return [rows.work(row) for row in self.q.rows("works", keys=block)]
        return [rows.tie(kind, *row) for row in self.q.rows("ties_of_kind", kind, ids=block)]

    def kinds_of(self, ids: Iterable[str]) -> None:
        """Learn the kinds of these nodes."""
        missing = list({each for each in ids if each not in self.kinds})
        for block in blocks(missing):
            self.kinds |= dict.fromkeys(block, "")
            self.kinds |= {id_: rows.kind_of(labels) for id_, labels in self.q.rows("kinds", ids=block)}

    # -- writing
    def write(self, pairs: Sequence[tuple[Record | None, Record | None]]) -> None:
        """Bring records from what they are to what they shall be; None is not there. Deleted first, then nodes, ties, work records.

        Raises ``InvalidChange`` for a tie that may not stand.
        """
        gone = [before for before, after in pairs if before is not None and after is None]
        for going in blocks(each.id for each in gone if isinstance(each, Node)):
            self._ties_go(going)
        self.delete(gone)
        left = [(before, after) for before, after in pairs if after is not None]
        self._nodes([(b, a) for b, a in left if isinstance(a, Node)])  # type: ignore[misc]
        self._ties([(b, a) for b, a in left if isinstance(a, Tie)])  # type: ignore[misc]
        works = [a for _, a in left if isinstance(a, Work)]
        for block in blocks(works):
            self.q.later("upsert_work", rows=[rows.work_row(each) for each in block])
        self.note(pairs)

    def note(self, pairs: Sequence[tuple[Record | None, Record | None]]) -> None:
        """Keep what records were and the version they have now."""
        for before, after in pairs:
            self._touch(before, after)
        self._step(len(pairs))

    def _step(self, count: int) -> None:
        self.done = min(self.total, self.done + count)
        if self.progress:
            self.progress(self.done, self.total)

    def _touch(self, before: Record | None, after: Record | None) -> None:
        record = after or before
        if record is None:
            return
        key = key_of(record)
        mark = self.touched.get(key)
        first = mark[1] if mark else rows.plain_record(before) if before else None
        self.touched[key] = mark[0] if mark and after is None else record.kind, first, after.version if after else 0

    def version_before(self, key: Key, now: Record | None) -> int:
        """Return the version that a record had before this commit."""
        mark = self.touched.get(key)
        if mark is None:
            return now.version if now else 0
        return rows.heard(mark[1]).version if mark[1] else 0

    def delete(self, gone: Sequence[Record]) -> None:
        """Delete records; ties that are not among them go with their nodes unnoted.

        All are looked up before the first goes: a look into an index costs as much as has been deleted in its transaction.
        """
        nodes = [each.id for each in gone if isinstance(each, Node)]
        self.kinds |= dict.fromkeys(nodes, "")
        ties: dict[str, list[str]] = defaultdict(list)
        for each in gone:
            if isinstance(each, Tie):
                self.new_ties.pop(each.id, None)
                if self.kinds.get(each.source) != "" and self.kinds.get(each.target) != "":  # else it goes with its node
                    ties[each.kind].append(each.id)
        elements = {kind: self._elements("tie_elements", kind, ids) for kind, ids in ties.items()}
        elements[""] = self._elements("node_elements", "", nodes)
        for kind, found in elements.items():
            self._take_out(kind, found)
        for keys in blocks([[each.kind, each.id] for each in gone if isinstance(each, Work)]):
            self.q.rows("delete_work", keys=keys)

    def _elements(self, name: str, kind: str, ids: Sequence[str]) -> list[str]:
        return [element for block in blocks(ids) for element in self.q.rows(name, kind, ids=block)[0][0]]

    def _take_out(self, kind: str, elements: Sequence[str]) -> None:
        for block in blocks(elements):
            self.q.rows("delete_ties" if kind else "delete_nodes", kind, elements=block)

    def drop_ties_of(self, ids: Iterable[str]) -> None:
        """Delete all ties at these nodes."""
        for block in blocks(ids):
            self.delete(self._ties_go(block))

    def _ties_go(self, ids: list[str]) -> list[Tie]:
        """Note that all ties at these nodes go, and return them."""
        ties = [rows.tie(*row) for row in self.q.rows("ties_at", ids=ids)]
        for each in ties:
            self._touch(each, None)
            self.new_ties.pop(each.id, None)
        return ties

    def _new_key(self) -> int:
        self.next_key += 1
        return self.next_key

    def _nodes(self, pairs: Sequence[tuple[Node | None, Node]]) -> None:
        groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
        left: dict[str, list[str]] = defaultdict(list)
        for before, after in pairs:
            row = rows.node_props(after)
            row["key"] = after.key or self._new_key()
            groups[after.kind].append(row)
            self.kinds[after.id] = after.kind
            if before and before.kind != after.kind:
                left[before.kind].append(after.id)
        for kind, ids in left.items():
            self.q.later("leave_kind", kind, ids=ids)
        for kind, found in groups.items():
            for block in blocks(found):
                self.q.later("upsert_nodes", kind, rows=block)

    def _ties(self, pairs: Sequence[tuple[Tie | None, Tie]]) -> None:
        self.kinds_of(end for _, after in pairs for end in (after.source, after.target))
        groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        moved: dict[str, list[str]] = defaultdict(list)
        for before, after in pairs:
            self._judge(after)
            if before is None and self.new_ties.setdefault(after.id, after.kind) != after.kind:
                raise InvalidChange(reason="other-kind", record=after.id, kind=self.new_ties[after.id])
            if before and (before.kind, before.source, before.target) != (after.kind, after.source, after.target):
                moved[before.kind].append(after.id)
            row = rows.tie_props(after)
            row["key"] = after.key or self._new_key()
            groups["upsert_ties" if before else "create_ties", after.kind].append({"source": after.source, "target": after.target, "set": row})
        for kind, ids in moved.items():
            self._take_out(kind, self._elements("tie_elements", kind, ids))
        for (name, kind), found in groups.items():
            for block in blocks(found):
                self.q.later(name, kind, rows=block)

    def reason_against(self, tie: Tie) -> str:
        """Return why a tie may not stand between the ends as they are known now (``kinds_of``), empty where it may."""
        ends = self.kinds.get(tie.source, ""), self.kinds.get(tie.target, "")
        return schema.tie_kind(tie.kind).reason_against(*ends, loop=tie.source == tie.target)

    def _judge(self, tie: Tie) -> None:
        reason = self.reason_against(tie)
        if reason:
            raise InvalidChange(reason=reason, tie=tie.id, kind=tie.kind, source=tie.source, target=tie.target)

    def check_ties_of(self, ids: Iterable[str]) -> None:
        """Refuse ties at these nodes that may not stand between kinds as they are now. Raises ``InvalidChange``."""
        for block in blocks(ids):
            ties = [rows.tie(*row) for row in self.q.rows("ties_at", ids=block)]
            self.kinds_of(end for each in ties for end in (each.source, each.target))
            for each in ties:
                self._judge(each)

    def check_ids(self) -> None:
        """Refuse a new tie whose id another kind of tie has already. Raises ``InvalidChange``."""
        if "t" not in self.none and (found := self.of_other_kind(self.new_ties)):
            raise InvalidChange(reason="other-kind", record=found[0][0], kind=found[0][1])

    def of_other_kind(self, kinds: dict[str, str]) -> list[tuple[Any, ...]]:
        """Return id, kind and version of ties that bear one of these ids but are of another kind than stands beside it."""
        if not kinds or (there := self.q.one("ties_in_all")) == 0:
            return []
        if there <= scan_threshold(len(kinds)):
            return self.q.rows("other_ties", kinds=kinds)
        found = [(props["id"], kind, props["version"]) for block in blocks(kinds) for kind, _, _, props in self.q.rows("ties", ids=block)]
        return [each for each in found if each[1] != kinds[each[0]]]

    # -- the end
    def counts(self) -> dict[str, int]:
        """Return created, changed, unchanged, deleted."""
        found = {"created": 0, "changed": 0, "unchanged": 0, "deleted": 0}
        for key, (_, before, after) in self.touched.items():
            if before is None and after:
                found["created"] += 1
            elif before is not None:
                found["changed" if after else "deleted"] += 1
            elif key in self.seen:
                found["unchanged"] += 1
        found["unchanged"] += len(self.seen - self.touched.keys())
        return found

    def moved(self, graph: bool) -> bool:
        """Say whether nodes or ties (or, not ``graph``, work records) are other than before."""
        return any((key[0] != "w") == graph for key, (_, before, after) in self.touched.items() if before is not None or after)

    def keep_images(self) -> None:
        """Write the before-images."""
        found = ([*key, *mark] for key, mark in self.touched.items() if mark[1] is not None or mark[2])
        for part, block in enumerate(blocks(found)):
            self.q.later("add_images", rows=[{"sequence": self.sequence, "part": part, "data": rows.pack_values(block)}])
