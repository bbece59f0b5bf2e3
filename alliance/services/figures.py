"""The named figures: each is computed by one function, and whatever page, command or export shows it shows this value.

``tests/acceptance/test_named_figures.py`` asks every one of them of the pages, the commands and the export, on several stores, dates and
in both languages.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from alliance import schema
from alliance.model import day
from alliance.network.mixing.matrix import pairs_in_contact
from alliance.network.place.affiliation import units_with_several
from alliance.network.reach.reach import CODES, CUT_OFF, reach
from alliance.services.authorization import authorized
from alliance.services.industries.gaps import count_gaps
from alliance.services.session import Session

Figure = Callable[[Session, str], int]


def count_nodes(kinds: tuple[str, ...], net: Session, as_of: str) -> int:
    """Return how many nodes of these kinds are there on the day."""
    return len(net.snapshot(as_of).of_kind(*kinds))


def count_reach(codes: tuple[str, ...], net: Session, as_of: str) -> int:
    """Return how many workshops have one of these reach codes on the day."""
    counts = reach(net.snapshot(as_of), day(as_of)).counts()
    return sum(counts[code] for code in codes)


def count_pairs(layer: str, net: Session, as_of: str) -> int:
    """Return how many pairs of distinct workshops are in contact on the day, each pair once."""
    return len(pairs_in_contact(net.snapshot(as_of), day(as_of), layer)[0])


@authorized
def count_units(net: Session, as_of: str) -> int:
    """Return how many units host two workshops or more on the day."""
    return len(units_with_several(net.snapshot(as_of), day(as_of)))


FIGURES: dict[str, Figure] = {
    "workshops": partial(count_nodes, ("Workshop",)),
    "organisations": partial(count_nodes, schema.ORGANISATIONS),
    "alliances": partial(count_nodes, ("Alliance",)),
    "cooperation": partial(count_pairs, "cooperation"),
    "exchange": partial(count_pairs, "exchange"),
    "cut_off": partial(count_reach, CUT_OFF),
    **{code: partial(count_reach, (code,)) for code in CODES},
    "gaps": count_gaps,
    "units_with_several": count_units,
}
