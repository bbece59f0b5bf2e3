"""Every triangle of a simple graph, once: the input of brokerage and constraint."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from alliance.model.snapshot import Longs
from alliance.network.time.validity import expand_rows

WEDGES = 4_000_000  # open ends looked at in one go: about 100 MB
Progress = Callable[[int, int], None]


def triangles(n: int, a: Longs, b: Longs, progress: Progress | None = None) -> Iterator[tuple[Longs, Longs, Longs]]:
    """Yield the triangles as arrays (x, y, z), each triangle once, in parts.

    Edges run from the node of lower degree to that of higher, so that no node has more than √(2m) out; every two
    out-neighbours that are tied close a triangle. O(m·√m) at worst. Source: M. Latapy, *Main-memory triangle
    computations for very large graphs*, Theor. Comput. Sci. 407 (2008). ``progress`` is told after each part and may raise ``Stopped``.

    >>> [(x.tolist(), y.tolist(), z.tolist()) for x, y, z in triangles(4, np.array([0, 0, 1, 2]), np.array([1, 2, 2, 3]))]
    [([0], [1], [2])]
    """
    degree = np.bincount(np.r_[a, b], minlength=n)
    place = np.empty(n, dtype=np.int64)
    place[np.lexsort((np.arange(n), degree))] = np.arange(n)
    low, high = np.where(place[a] < place[b], a, b).astype(np.int64), np.where(place[a] < place[b], b, a).astype(np.int64)
    edge = np.sort(place[low] * n + place[high])
    head, tail = edge // n, edge % n
    start = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(head, minlength=n), out=start[1:])
    node = np.empty(n, dtype=np.int64)
    node[place] = np.arange(n)
    wedges = np.cumsum(start[head + 1] - np.arange(len(head)) - 1)
    at = 0
    while at < len(edge):
        stop = max(at + 1, int(np.searchsorted(wedges, (wedges[at - 1] if at else 0) + WEDGES, side="right")))
        yield from _part(n, edge, head, tail=tail, start=start, node=node, at=at, stop=stop)
        at = stop
        if progress:
            progress(at, len(edge))


def _part(n: int, edge: Longs, head: Longs, tail: Longs, start: Longs, node: Longs, at: int, stop: int) -> Iterator[tuple[Longs, Longs, Longs]]:
    rows = np.arange(at, stop)
    # the further out-edges of the same head, behind this one: from, to, from, to …
    bounds = np.stack([rows + 1, start[head[rows] + 1]], axis=1).ravel()
    position, entry = expand_rows(np.arange(0, len(bounds), 2), bounds)
    one, two = tail[rows[position]], tail[entry]
    wanted = one * n + two
    there = np.searchsorted(edge, wanted)
    closed = edge[np.minimum(there, len(edge) - 1)] == wanted
    if closed.any():
        yield node[head[rows[position[closed]]]], node[one[closed]], node[two[closed]]
