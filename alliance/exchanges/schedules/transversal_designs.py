"""Resolvable transversal designs: people in columns of as many as there are tables; two of different columns meet once at most, of one column never.

With a difference matrix D over a group of t elements, person (column c, place x) has table x + D[c, m] in round m: t rounds where D is
complete (every prime power t; products and orders 12 and 15 up to so many seats), fewer else.
"""

from __future__ import annotations

import numpy as np

from alliance.exchanges.schedules.difference_matrices import difference_matrix, most_columns
from alliance.exchanges.seating_problem import Seats

SOURCE = (
    "R. C. Bose, S. S. Shrikhande, E. T. Parker, Canad. J. Math. 12 (1960) 189–203; products: H. F. MacNeish, Ann. of Math. 23 (1922) 221–227; "
    "order 12: D. M. Johnson, A. L. Dulmage, N. S. Mendelsohn, Canad. J. Math. 13 (1961) 356–372; "
    "order 15: P. J. Schellenberg, G. H. J. van Rees, S. A. Vanstone, Ars Combin. 6 (1978) 141–150"
)


def most_rounds(people: int, tables: int) -> int:
    """Return the number of rounds; 0 where a table has more people than there are tables. Any number of people from t to t².

    >>> most_rounds(32, 8), most_rounds(72, 12), most_rounds(50, 10), most_rounds(20, 4)
    (8, 12, 5, 0)
    """
    seats = -(-people // tables)
    return most_columns(tables, seats) if tables > 1 and tables <= people <= tables * tables else 0


def construct(people: int, tables: int) -> Seats:
    """Return ``table[round, person]``, tables within one person of each other. Person c·t + x is place x of column c. O(rounds · people).

    >>> construct(6, 3).tolist()
    [[0, 1, 2, 0, 1, 2], [0, 1, 2, 1, 2, 0], [0, 1, 2, 2, 0, 1]]
    """
    add, matrix = difference_matrix(tables, -(-people // tables))
    column, place = np.divmod(np.arange(people), tables)
    return add[place[None, :], matrix[column].T].astype(np.int32)
