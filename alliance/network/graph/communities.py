"""Communities: groups of workshops with more contacts inside than outside; their number is not given beforehand.

Modularity is Q = Σ_c (m_c/m − (d_c/2m)²) with m_c pairs inside group c, d_c pair ends of its members and m pairs
in all (M. E. J. Newman and M. Girvan, Phys. Rev. E 69, 026113, 2004). It is raised by the Louvain method (V. D.
Blondel et al., J. Stat. Mech. P10008, 2008; scikit-network). One run depends on the order of the nodes, so several
seeded runs vote: a pair that stands together in at least two thirds of the runs holds, and the groups are what hangs together
over such pairs (after A. Lancichinetti and S. Fortunato, *Consensus clustering*, Sci. Rep. 2, 336, 2012). The
same store gives the same groups; ``firm`` says how sure the vote was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_matrix
from scipy.sparse.csgraph import connected_components
from sknetwork.clustering import Louvain

from alliance.model.snapshot import Ints, Longs, Snapshot
from alliance.network.graph.pairs import live_pairs
from alliance.network.graph.triangles import Progress
from alliance.network.mixing.matrix import Floats
from alliance.network.time.validity import distinct

RUNS = 9
HOLDS = 2 / 3


@dataclass(frozen=True, eq=False)
class Groups:
    """The groups by size, largest first, then by their smallest member.

    ``members``: workshops with a live contact, ascending; ``label``: the group of each. ``sizes``: members of each group.
    ``firm``: mean share of the runs in which the pairs of a group stood together. ``inside``: pairs in contact within each group;
    ``modularity`` of the whole.
    """

    members: Ints
    label: Ints
    sizes: Longs
    firm: Floats
    inside: Longs
    modularity: float

    def of(self, group: int) -> Ints:
        """Return the members of one group, ascending."""
        found: Ints = self.members[self.label == group]
        return found


def groups(
    snapshot: Snapshot, as_of: int, layers: Sequence[str] = ("cooperation", "exchange"), *, runs: int = RUNS, progress: Progress | None = None
) -> Groups:
    """Return the groups of workshops by their live contacts. O(runs · pairs); ``progress`` is told after each run, may raise ``Stopped``."""
    a, b = live_pairs(snapshot, as_of, layers, workshops_only=True)
    members = distinct(np.concatenate([a, b]))
    first, second = np.searchsorted(members, a), np.searchsorted(members, b)
    label, share = vote_communities(len(members), first, second, runs, progress)
    label = _by_size(label)
    count = int(label.max()) + 1 if len(label) else 0
    within = label[first] == label[second] if len(label) else np.zeros(0, dtype=bool)
    inside = np.bincount(label[first[within]], minlength=count)
    firm = np.bincount(label[first[within]], weights=share[within], minlength=count) / np.maximum(inside, 1)
    return Groups(
        members=members, label=label, sizes=np.bincount(label, minlength=count), firm=firm, inside=inside, modularity=modularity(first, second, label)
    )


def vote_communities(n: int, a: Longs, b: Longs, runs: int = RUNS, progress: Progress | None = None) -> tuple[Ints, Floats]:
    """Return (group of each node, share of the runs in which the ends of each edge stood together)."""
    together = np.zeros(len(a))
    if len(a) == 0:
        return np.arange(n, dtype=np.int32), together
    graph = csr_matrix((np.ones(2 * len(a)), (np.r_[a, b], np.r_[b, a])), shape=(n, n))
    for run in range(runs):
        found = Louvain(random_state=run + 1, shuffle_nodes=True).fit_predict(graph)
        together += found[a] == found[b]
        if progress:
            progress(run + 1, runs)
    holds = together >= HOLDS * runs - 1e-9
    _, label = connected_components(coo_array((np.ones(int(holds.sum()), dtype=np.int8), (a[holds], b[holds])), shape=(n, n)), directed=False)
    return label.astype(np.int32), together / runs


def modularity(a: Longs, b: Longs, label: Ints) -> float:
    """Return the modularity of a partition; 0 without edges. Equal to networkx's.

    Two triangles joined by one edge, each its own group: 6/7 − 2·(7/14)² = 0.357.

    >>> ends = np.array([[0, 1], [1, 2], [0, 2], [3, 4], [4, 5], [3, 5], [2, 3]]).T
    >>> round(modularity(ends[0], ends[1], np.array([0, 0, 0, 1, 1, 1])), 3)
    0.357
    """
    m = len(a)
    if m == 0:
        return 0.0
    degree = np.bincount(np.r_[label[a], label[b]])
    return float((label[a] == label[b]).sum() / m - ((degree / (2 * m)) ** 2).sum())


def _by_size(label: Ints) -> Ints:
    """Number the groups anew: the largest first, then the one with the smallest member."""
    if len(label) == 0:
        return label
    _, smallest, inverse, size = np.unique(label, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(size), dtype=np.int32)
    rank[np.lexsort((smallest, -size))] = np.arange(len(size))
    return rank[inverse]
