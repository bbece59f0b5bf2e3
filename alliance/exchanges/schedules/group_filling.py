"""Further rounds inside the groups: where a transversal design has full columns of t people, each column sits down by itself.

With t = k·u the columns of t people are seated at u tables each, by any schedule of t people at u tables: 3v people get the v rounds
between three columns and (v − 1) / 2 inside, which makes a Kirkman triple system of order 3v from one of order v.
"""

from __future__ import annotations

import numpy as np

from alliance.exchanges.seating_problem import Seats

SOURCE = "groups filled by smaller designs: H. Hanani, D. K. Ray-Chaudhuri, R. M. Wilson, Discrete Math. 3 (1972) 343–357"


def inner_tables(people: int, tables: int) -> int:
    """Return how many tables each full column of ``tables`` people takes, 0 where columns or tables do not come out.

    >>> inner_tables(45, 15), inner_tables(46, 15), inner_tables(30, 10)
    (5, 0, 0)
    """
    seats = people // tables
    return tables // seats if people == seats * tables and seats > 1 and tables % seats == 0 else 0


def filled(between: Seats, inside: Seats, tables: int) -> Seats:
    """Return the rounds ``between`` the columns followed by the rounds ``inside`` one, held in all of them at once. O(rounds · people).

    >>> filled(np.array([[0, 1, 0, 1]]), np.array([[0, 0]]), 2).tolist()
    [[0, 1, 0, 1], [0, 0, 1, 1]]
    """
    column, place = np.divmod(np.arange(between.shape[1]), tables)
    own = tables // (between.shape[1] // tables)
    return np.concatenate([between, inside[:, place] + (column * own)[None, :]]).astype(np.int32)
