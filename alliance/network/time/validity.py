"""What of a tie is seen at a reference date: is it valid, and how new is its newest source (rules §3)."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from alliance.model.snapshot import Ints, Longs, Snapshot

T = TypeVar("T")
DATES_KEPT = 4  # how many reference dates stay in memory beside an open snapshot
KEYS_OF_A_DATE = 16


def memoise(snapshot: Snapshot, key: Any, make: Callable[[], T], shelf: tuple[str, int] = ("network.kept", DATES_KEPT * KEYS_OF_A_DATE)) -> T:
    """Return ``make()``, kept for the records of this snapshot and the key, which names the settings it hangs on; for several threads.

    The keys used last stay, as many as the shelf holds.
    """
    name, most = shelf
    there: OrderedDict[Any, Any] = snapshot.memo_of_records(name, OrderedDict)
    lock: Lock = snapshot.memo_of_records("network.lock", Lock)
    with lock:
        if key in there:
            there.move_to_end(key)
            return there[key]  # type: ignore[no-any-return]
    found = make()  # outside the lock: it may ask for others
    with lock:
        there[key] = found
        while len(there) > most:
            there.popitem(last=False)
    return found


def newest_as_of(snapshot: Snapshot, ties: Ints, as_of: int) -> Ints:
    """Return for each of these ties the newest as-of of its sources that begins by ``as_of``, by its last day; 0 for none. O(ties · log)."""
    newest: Ints = snapshot.tie_seen[ties]
    late = np.flatnonzero(newest > as_of)
    if len(late):
        newest[late] = _newest_listed(snapshot, ("seen_tie", "seen_first", "seen_last"), ties[late], as_of)
    return newest


def newest_told(snapshot: Snapshot, nodes: Ints, as_of: int) -> Ints:
    """Return for each of these nodes the newest interval told of it that begins by ``as_of``, by its last day; 0 for none.

    Of a workshop the check of its contacts, of an undated node that dates others its own as-of (``model.snapshot``). O(nodes · log).
    """
    return _newest_listed(snapshot, ("told_node", "told_first", "told_last"), nodes, as_of)


def _newest_listed(snapshot: Snapshot, names: tuple[str, str, str], rows: Ints, as_of: int) -> Ints:
    begins, newest = snapshot.memo_of_records(("network.listed", names), lambda: _by_beginning(*(snapshot.columns[name] for name in names)))
    if len(begins) == 0:
        return np.zeros(len(rows), dtype=np.int32)
    place = np.searchsorted(begins, _of_owner(rows, as_of), side="right") - 1
    found = newest[np.maximum(place, 0)]
    return np.where((place >= 0) & (found >> 32 == rows), found & 0xFFFFFFFF, 0).astype(np.int32)


def _by_beginning(owner: Ints, first: Ints, last: Ints) -> tuple[Longs, Longs]:
    """The intervals as (owner, first) in order, and beside each the last day of the newest of the owner so far, as (owner, last)."""
    begins = _of_owner(owner, first)
    order = np.argsort(begins, kind="stable")
    return begins[order], np.maximum.accumulate(_of_owner(owner, last)[order])


def _of_owner(owner: Ints, day: Any) -> Longs:
    found: Longs = (owner.astype(np.int64) << 32) | day
    return found


def valid(snapshot: Snapshot, ties: slice | Ints | Longs, as_of: int) -> NDArray[np.bool_]:
    """Say which of the affiliation ties hold on a day: begun by then (undated holds always) and not ended before it."""
    until = snapshot.tie_until[ties]
    return (snapshot.tie_first[ties] <= as_of) & ((until == 0) | (until >= as_of))  # type: ignore[no-any-return]


def epoch(snapshot: Snapshot, as_of: int, *kinds: str) -> int:
    """Return the first day from which the ties of these kinds hold just as they do on the day: what depends on them alone is kept under it."""
    days: Longs = snapshot.memo_of_records(("network.turns", kinds), lambda: _turns(snapshot, kinds))
    return int(days[int(np.searchsorted(days, as_of, side="right")) - 1])


def _turns(snapshot: Snapshot, kinds: tuple[str, ...]) -> Longs:
    """The days on which a tie of these kinds begins to hold or has ceased to."""
    days = [np.zeros(1, dtype=np.int64)]
    for kind in kinds:
        part = snapshot.tie_slice(kind)
        first, until = snapshot.tie_first[part], snapshot.tie_until[part].astype(np.int64)
        days += [first[first > 0].astype(np.int64), until[until > 0] + 1]
    return distinct(np.concatenate(days))


def latest_target(snapshot: Snapshot, kind: str, as_of: int) -> tuple[Ints, Ints]:
    """Return for each node the target of its tie of one kind that holds on the day, and that tie's number; −1 for none.

    Of several the latest start wins, then the smallest target id. Kept: not to be changed. O(n + m of the kind).
    """
    return memoise(snapshot, ("latest_target", kind, epoch(snapshot, as_of, kind)), lambda: _latest_target(snapshot, kind, as_of))


def _latest_target(snapshot: Snapshot, kind: str, as_of: int) -> tuple[Ints, Ints]:
    target, tie = np.full(snapshot.n_nodes, -1, dtype=np.int32), np.full(snapshot.n_nodes, -1, dtype=np.int32)
    part = snapshot.tie_slice(kind)
    rows = np.flatnonzero(valid(snapshot, part, as_of)) + part.start
    if len(rows) == 0:
        return target, tie
    # ties of a kind are sorted by source, then target: the first row of a source with its latest start is the answer
    source, first = snapshot.source[rows], snapshot.tie_first[rows]
    starts = np.flatnonzero(np.r_[True, source[1:] != source[:-1]])
    latest = np.repeat(np.maximum.reduceat(first, starts), np.diff(np.r_[starts, len(rows)]))
    rows = rows[first == latest][::-1]
    target[snapshot.source[rows]] = snapshot.target[rows]
    tie[snapshot.source[rows]] = rows
    return target, tie


def fixed_points(step: Ints) -> Ints:
    """Follow ``step`` (a node number for each node, its own where it ends) to the end from every node.

    A circle ends at its smallest number. O(n log depth).
    """
    end = step.copy()
    moving = np.flatnonzero(step != np.arange(len(step)))
    for _ in range(len(step).bit_length() + 1):
        further = end[end[moving]]
        if np.array_equal(further, end[moving]):
            break
        end[moving] = further
    for number in moving[step[end[moving]] != end[moving]]:
        circle, here = [], int(end[number])
        while here not in circle:
            circle.append(here)
            here = int(step[here])
        end[number] = min(circle)
    return end


def distinct(numbers: NDArray[Any]) -> NDArray[Any]:
    """Return the numbers ascending, each once. Sorting is several times faster here than ``np.unique``, which hashes."""
    if len(numbers) == 0:
        return numbers
    ordered = numbers if bool((numbers[1:] >= numbers[:-1]).all()) else np.sort(numbers)
    fresh = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    found: NDArray[Any] = ordered[fresh]
    return found


def expand_rows(rows: Longs, start: Longs) -> tuple[Longs, Longs]:
    """Return (position in ``rows``, position in the CSR lists) for every list entry of every row: a join. O(answer)."""
    counts = start[rows + 1] - start[rows]
    position = np.repeat(np.arange(len(rows)), counts)
    offset = np.arange(len(position)) - np.repeat(np.cumsum(counts) - counts, counts)
    return position, np.repeat(start[rows], counts) + offset
