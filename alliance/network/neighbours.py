"""All ties seen from their nodes, in both directions: the graph that paths, neighbourhoods and evidence use."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alliance import schema
from alliance.model.snapshot import Ints, Longs, Snapshot
from alliance.network.time.validity import expand_rows

# never passed through unless asked: everything is near everything over them
HUBS = ("Region", "Industry", "Craft")
LAYER_OF_KIND = tuple(schema.LAYERS.index(kind.layer) for kind in schema.TIE_KINDS)


@dataclass(frozen=True, eq=False)
class Neighbours:
    """Ties out of and into each node in CSR form; ties ascend within a node."""

    out_start: Longs
    out_node: Ints
    out_tie: Ints
    in_start: Longs
    in_node: Ints
    in_tie: Ints

    def pairs_of(self, number: int) -> list[tuple[int, int]]:
        """Return (other end, tie) of every tie of a node, by other end, then tie."""
        away, back = slice(self.out_start[number], self.out_start[number + 1]), slice(self.in_start[number], self.in_start[number + 1])
        other = self.out_node[away].tolist() + self.in_node[back].tolist()
        return sorted(zip(other, self.out_tie[away].tolist() + self.in_tie[back].tolist(), strict=True))

    def step(self, nodes: Longs) -> tuple[Longs, Ints, Ints]:
        """Return (position in ``nodes``, other end, tie) for every tie of every node, outgoing ones first."""
        away, entry = expand_rows(nodes, self.out_start)
        back, other = expand_rows(nodes, self.in_start)
        node = np.concatenate([self.out_node[entry], self.in_node[other]])
        return np.concatenate([away, back]), node, np.concatenate([self.out_tie[entry], self.in_tie[other]])


def neighbours(snapshot: Snapshot) -> Neighbours:
    """Return the neighbours over all ties, kept for the snapshot. O(n + m), about half a second at three million ties."""
    return snapshot.memo_of_records("network.neighbours", lambda: _neighbours(snapshot))  # type: ignore[no-any-return]


def _neighbours(snapshot: Snapshot) -> Neighbours:
    from scipy.sparse import csr_array  # slow to load, and a search needs none

    n = snapshot.n_nodes
    order = np.argsort(snapshot.source, kind="stable").astype(np.int32)
    target = snapshot.target[order]
    start = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(snapshot.source, minlength=n), out=start[1:])
    turned = csr_array((order, target, start), shape=(n, n)).tocsc()  # a counting sort; doubled ends stay apart
    return Neighbours(
        out_start=start, out_node=target, out_tie=order, in_start=turned.indptr.astype(np.int64), in_node=turned.indices, in_tie=turned.data
    )
