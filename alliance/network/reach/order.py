"""The orders in which workshops are listed by their reach; there is one function for all lists."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliance.model.snapshot import Longs
from alliance.network.reach.reach import CODE, CODES, ON_SCREEN

# of the screen, then what it has no tile for
SCREEN_ORDER = (*ON_SCREEN, "new", "exempt")
# those first who need an introduction most, then those who must be asked, then those who have their contacts
NEED_ORDER = (*ON_SCREEN[:5], "unknown", "new", "serving", "connected", "exempt")


def reach_places(order: tuple[str, ...] = SCREEN_ORDER) -> Longs:
    """Return by number of a reach code its place in an order of all codes.

    >>> reach_places()[CODE["none"]], reach_places()[CODE["exempt"]]
    (np.int64(0), np.int64(9))
    """
    place = np.empty(len(CODES), dtype=np.int64)
    place[[CODE[code] for code in order]] = np.arange(len(order))
    return place


def rows_by_reach(workshops: NDArray[np.integer], codes: NDArray[np.uint8], order: tuple[str, ...] = SCREEN_ORDER) -> NDArray[np.intp]:
    """Return the rows of these workshops in the order of their reach codes, then of their numbers. O(n log n)."""
    return np.lexsort((workshops, reach_places(order)[codes]))
