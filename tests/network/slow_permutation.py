"""The permutation test of the E-I index a second time, of all pairs together and one shuffle after the other."""

from __future__ import annotations

import numpy as np

from alliance.network.mixing.matrix import Mixing


def permutation_p(table: Mixing, *, times: int, seed: int = 1) -> float | None:
    """Return how often shuffled groups give an E-I index at least as low as the one seen: (hits + 1) / (times + 1).

    The labels of the workshops that have a pair are shuffled; the network stays. None without known pairs. O(times · pairs).
    """
    if table.ei is None:
        return None
    last = len(table.labels) - 1
    members, place = np.unique(np.r_[table.a, table.b], return_inverse=True)
    known, pairs, random, hits = table.label[members], len(table.a), np.random.default_rng(seed), 0
    for _ in range(times):
        shuffled = random.permutation(known)[place]
        first, second = shuffled[:pairs], shuffled[pairs:]
        both = (first != last) & (second != last)
        internal, total = int((first[both] == second[both]).sum()), int(both.sum())
        hits += total > 0 and (total - 2 * internal) / total <= table.ei
    return (hits + 1) / (times + 1)
