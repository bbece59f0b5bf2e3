"""Taking a batch back: its inverse out of the before-images, shown before it is done and committed as a batch of its own.

A record may be taken back while it bears the version that the batch gave it. An undo brings the old version back with
the old state, so that a later batch which was itself taken back stands in nobody's way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from alliance.errors import UndoBlocked, UnknownBatch
from alliance.model import Actor, Batch, Difference, Node, Receipt, Record, Tie
from alliance.stores.changes import difference
from alliance.stores.neo4j import rows
from alliance.stores.neo4j.blocks import blocks
from alliance.stores.neo4j.server.server import Statements
from alliance.stores.neo4j.write import ledger, trees
from alliance.stores.neo4j.write.staged_differences import count_states
from alliance.stores.neo4j.write.writing import Key, Writer
from alliance.stores.port import Progress

Image = tuple[Key, str, Record | None, int]  # what names the record, its kind, what it was before, its version after


def images(q: Statements, sequence: int) -> list[Image]:
    """Return what a commit touched, in the order touched."""
    found: list[Image] = []
    for (data,) in q.rows("images", sequence=sequence):
        for *key, kind, before, after in rows.unpack_values(data):
            found.append((tuple(key), kind, rows.heard(before) if before else None, after))
    return found


def _now(writer: Writer, found: Sequence[Image]) -> dict[Key, Record]:
    """Return how the touched records stand now."""
    return writer.there((key, kind) for key, kind, _, _ in found)


def check_free(writer: Writer, batch: str) -> tuple[dict[str, Any], list[Image], dict[Key, Record]]:
    """Return the ledger entry of a batch that may be undone, its images and how their records stand now.

    Raises ``UnknownBatch`` for a batch that is not in the ledger, ``UndoBlocked`` with the batches that stand in the way.
    """
    entry = writer.q.one("ledger_entry", batch=batch)
    if entry is None:
        raise UnknownBatch(batch=batch)
    if entry["undone_by"]:
        raise UndoBlocked(batch=batch, batches=[entry["undone_by"]])
    found = images(writer.q, entry["sequence"])
    there = _now(writer, found)
    blocking: set[int] = set()
    lost: set[Key] = set()
    for key, _, _, after in found:
        now = there.get(key)
        if (now.version if now else 0) != after:
            if now:
                blocking.add(now.version)
            else:
                lost.add(key)
    blocking |= _hanging(writer, found, there, entry["sequence"])
    lost |= _gone_ends(writer, found)
    away = {key[1]: before.kind for key, _, before, after in found if isinstance(before, Tie) and not after and key not in there}
    blocking |= {version for _, _, version in writer.of_other_kind(away)}
    blocking |= _last_touch(writer.q, lost, entry["sequence"])
    refuse(writer.q, batch, blocking)
    return entry, found, there


def refuse(q: Statements, batch: str, sequences: set[int]) -> None:
    """Raise ``UndoBlocked`` with the batches of these sequences, newest first; nothing where there are none."""
    if sequences:
        raise UndoBlocked(batch=batch, batches=[name for (name,) in q.rows("batches", sequences=sorted(sequences))])


def _hanging(writer: Writer, found: Sequence[Image], there: dict[Key, Record], sequence: int) -> set[int]:
    """Versions of later ties at nodes that are to go."""
    own = {key[1] for key, _, _, _ in found if key[0] == "t"}
    going = [key[1] for key, _, before, _ in found if key[0] == "n" and before is None and key in there]
    return {version for block in blocks(going) for id_, version in writer.q.rows("tie_ids_at", ids=block, sequence=sequence) if id_ not in own}


def _gone_ends(writer: Writer, found: Sequence[Image]) -> set[Key]:
    """Ends of ties that are to come back, which are gone and do not come back with them."""
    back = {key[1] for key, _, before, _ in found if key[0] == "n" and before is not None}
    ends = {end for _, _, before, _ in found if isinstance(before, Tie) for end in (before.source, before.target)} - back
    writer.kinds_of(ends)
    return {("n", end) for end in ends if not writer.kinds[end]}


def _last_touch(q: Statements, records: set[Key], after: int) -> set[int]:
    """The last batches that touched these records, of those after a batch."""
    last: dict[Key, int] = {}
    if records:
        for (entry,) in q.rows("ledger_after", after=after):
            for key, _, _, _ in images(q, entry["sequence"]):
                if key in records:
                    last[key] = entry["sequence"]
    return set(last.values())


def inverse(q: Statements, batch: str, limit: int) -> tuple[list[Difference], dict[str, int]]:
    """Return what undoing a batch would do (what goes, then what comes back or changes), and the counts."""
    _, found, there = check_free(Writer(q, 0, 0), batch)
    all_ = [difference(there.get(key), before, before or there[key]) for key, _, before, _ in found if before is not None or key in there]
    all_.sort(key=lambda each: (each.state != "deleted", not isinstance(each.record, Node), isinstance(each.record, Tie), each.record.id))
    return all_[:limit], count_states(all_)


def undo(q: Statements, batch: str, actor: Actor, new_batch: str, progress: Progress | None) -> Receipt:
    """Commit the inverse of a batch under the lock of all writers. Raises ``UndoBlocked``, ``UnknownBatch``; the caller's transaction goes."""
    meta = q.one("lock_meta", batch=new_batch)
    known = q.one("ledger_entry", batch=new_batch)
    if known:
        return ledger.receipt(known)
    writer = Writer(q, meta["sequence"] + 1, meta["next_key"], progress)
    entry, found, there = check_free(writer, batch)
    writer.total = len(found)
    _back(writer, found, there)
    _check_trees(writer, batch, entry["sequence"], [before for _, _, before, _ in found if isinstance(before, Tie)])
    made = Batch(new_batch, "undo", label=entry["label"], facts={"undoes": batch})
    receipt = ledger.close(q, writer, meta, made, actor, undoes=batch)
    _mark(q, batch, new_batch)
    return receipt


def _back(writer: Writer, found: Sequence[Image], there: dict[Key, Record]) -> None:
    """What was new goes all at once; then nodes, ties and work records become what they were."""
    pairs = sorted(((key, there.get(key), before) for key, _, before, _ in found), key=lambda each: "ntw".index(each[0][0]))
    gone = [now for _, now, before in pairs if now is not None and before is None]
    writer.delete(gone)  # what hangs at them is among them, or the undo was refused
    writer.note([(now, None) for now in gone])
    for block in blocks(pair for pair in pairs if pair[2] is not None):
        writer.write([(now, before) for _, now, before in block])


def _check_trees(writer: Writer, batch: str, old: int, ties: Iterable[Tie]) -> None:
    """Refuse an undo that would close a circle with ties of later batches. Raises ``UndoBlocked``."""
    for kind, starts in trees.starts(ties).items():
        circles, steps = trees.circles_above(writer.q, kind, starts)
        for members in circles:
            around: set[Key] = {("t", tie) for child, parent, tie in steps if child in members and parent in members}
            refuse(writer.q, batch, _last_touch(writer.q, around, old))


def _mark(q: Statements, batch: str, undone_by: str) -> None:
    """Mark a batch as taken back. What it had itself taken back stands again, what that had taken back does not, and so on."""
    while batch:
        q.rows("mark_undone", batch=batch, undone_by=undone_by)
        undoes = str(q.one("ledger_entry", batch=batch)["undoes"])
        batch, undone_by = undoes, "" if undone_by else batch
