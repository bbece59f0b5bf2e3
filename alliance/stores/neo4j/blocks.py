"""Rows in blocks, and when looking at all ties is sooner done than looking ids up in the index of every kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

BLOCK = 2_000
SEEKS = 40  # looking a tie up in the index of every kind costs about as much as reading so many ties
SCANNED = 100_000  # so many ties are read sooner than the server has planned a look into forty indexes for the first time
T = TypeVar("T")


def blocks(items: Iterable[T], size: int = BLOCK) -> Iterator[list[T]]:
    """Yield lists of at most ``size`` items."""
    waiting = iter(items)
    while block := list(islice(waiting, size)):
        yield block


def scan_threshold(ids: int) -> int:
    """Return the number of ties up to which so many ids are found sooner by looking at all ties than in the indexes."""
    return max(SCANNED, ids * SEEKS)
