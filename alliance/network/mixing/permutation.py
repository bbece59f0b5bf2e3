"""Is the E-I index lower than chance would make it? Labels are shuffled among the workshops that have a pair; the network stays.

p = (hits + 1)/(times + 1), a hit being a shuffle whose index is at least as low as the one seen (at least as inward). Source:
Krackhardt and Stern, Soc. Psychol. Q. 51 (1988); the +1 after B. V. North et al., Am. J. Hum. Genet. 71 (2002).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from alliance.network.mixing.matrix import Mixing


def permutation_test(
    table: Mixing, *, times: int = 999, seed: int = 1, progress: Callable[[int, int], None] | None = None
) -> tuple[float | None, tuple[float | None, ...]]:
    """Return (p of all, p of each group); None where there is no index. O(times · pairs); ``progress`` may raise ``Stopped``."""
    k = len(table.labels)
    seen = np.array([np.nan if value is None else value for value in table.ei_of])
    if table.ei is None:
        return None, (None,) * k
    members, place = np.unique(np.r_[table.a, table.b], return_inverse=True)
    known, pairs, random = table.label[members], len(table.a), np.random.default_rng(seed)
    hits, of_all = np.zeros(k, dtype=np.int64), 0
    for turn in range(times):
        shuffled = random.permutation(known)[place]
        index, every = _indices(shuffled[:pairs], shuffled[pairs:], k)
        of_all += every <= table.ei
        with np.errstate(invalid="ignore"):
            hits += index <= seen
        if progress and turn % 50 == 0:
            progress(turn, times)
    return (of_all + 1) / (times + 1), tuple(None if np.isnan(value) else (int(hit) + 1) / (times + 1) for value, hit in zip(seen, hits, strict=True))


def _indices(first: np.ndarray, second: np.ndarray, k: int) -> tuple[np.ndarray, float]:
    """E-I of each group and of all under one labelling; without pairs of known groups above every index."""
    both = (first < k - 1) & (second < k - 1)
    one, two = first[both], second[both]
    same = one == two
    inside = np.bincount(one[same], minlength=k)
    outside = np.bincount(one[~same], minlength=k) + np.bincount(two[~same], minlength=k)
    total = inside + outside
    index = np.where(total > 0, (outside - inside) / np.maximum(total, 1), 2.0)
    every = (2 * int((~same).sum()) - len(same)) / len(same) if len(same) else 2.0
    return index, every
