"""Tables of two: a one-factorization of the complete graph (the circle method), n − 1 rounds for n people."""

from __future__ import annotations

import numpy as np

from alliance.exchanges.seating_problem import Seats

SOURCE = "T. P. Kirkman 1847; E. Lucas, Récréations mathématiques 2 (1883): les promenades du pensionnat"


def most_rounds(people: int, tables: int) -> int:
    """Return n − 1 where n = 2 · tables, else 0."""
    return people - 1 if people == 2 * tables > 0 else 0


def construct(people: int, tables: int) -> Seats:  # noqa: ARG001 - the signature of every construction
    """Return ``table[round, person]``, n − 1 rounds: in round r the last person sits with r, and x with y where x + y ≡ 2r (mod n − 1).

    Table 0 is that of the last person, the others follow by x − r (mod n − 1). Everyone meets everyone once. O(n²).

    >>> construct(4, 2).tolist()
    [[0, 1, 1, 0], [1, 0, 1, 0], [1, 1, 0, 0]]
    """
    modulus = people - 1
    away = (np.arange(modulus)[None, :] - np.arange(modulus)[:, None]) % modulus
    schedule = np.zeros((modulus, people), dtype=np.int32)
    schedule[:, :-1] = np.minimum(away, (modulus - away) % modulus)
    return schedule
