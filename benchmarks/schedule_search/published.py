"""Best known numbers of rounds for n = k·t people, as far as they could be read: (tables, seats) → rounds.

Read from the target table of GroupMixer (github.com/guwidoe/GroupMixer, backend/core/src/solver5/targets), which quotes appendix B of
A. Miller, I. Valkov, R. J. R. Abel, Symmetry 18 (2026) 269, for 11 to 20 tables; its rows for up to 10 tables also rest on W. Harvey's
table and A. Aguado. The paper itself was not reached. For more than 20 tables of 3 and 4 there are the existence theorems: Kirkman and
nearly Kirkman triple systems, resolvable designs and group divisible designs with blocks of 4 (Handbook of Combinatorial Designs, IV.5).
"""

from __future__ import annotations

ROWS = {
    4: (4, 5),
    5: (7, 5, 6),
    6: (8, 7, 6, 3),
    7: (10, 9, 7, 7, 8),
    8: (11, 10, 8, 8, 8, 9),
    9: (13, 11, 9, 9, 9, 9),
    10: (14, 13, 9, 7, 7, 5),
    11: (16, 14, 11, 11, 11, 11),
    12: (17, 15, 12, 13, 7, 6),
    13: (19, 17, 16, 13, 13, 13),
    14: (20, 18, 14, 9, 9, 8),
    15: (22, 19, 16, 10, 5, 17),
    16: (23, 21, 16, 16, 16, 17),
    17: (25, 22, 21, 17, 17, 17),
    18: (26, 23, 18, 19, 10, 6),
    19: (28, 25, 19, 19, 19, 19),
    20: (29, 26, 21, 13, 5, 5),
}  # tables → rounds for tables of 3, 4, …

PUBLISHED = {(tables, 3 + i): rounds for tables, row in ROWS.items() for i, rounds in enumerate(row)}


def best_known(tables: int, seats: int) -> int | None:
    """Return the best published number of rounds that was found, None where none was."""
    if tables > 20 and seats == 3:
        return (3 * tables - 1) // 2
    return PUBLISHED.get((tables, seats))
