"""From a gap of the matrix, two industry groups, to those who stand on its sides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance.errors import InvalidValue
from alliance.model.snapshot import Longs, Snapshot
from alliance.network.place.classification import Label, find_labels, groups
from alliance.network.place.industries import industry_labels
from alliance.network.reach.reach import reach


def sides(snapshot: Snapshot, words: tuple[str, str], as_of: int) -> tuple[tuple[str, str], Longs, NDArray[np.int64]]:
    """Return the keys of the two groups, the workshops that stand in them (ascending), and on which side (1, 2).

    Two empty words: no gap, every workshop, side 0. One group twice: everyone on side 1. Exempt workshops and those not yet
    recognised are in no list. Raises ``InvalidValue`` for a word that names no group, or several.

    >>> from alliance.model.building import snapshot_of
    >>> sides(snapshot_of([], []), ("化工", "装备"), 740_000)[0]
    ('能源化工', '机械装备')
    """
    table = reach(snapshot, as_of)
    workshops = np.setdiff1d(table.workshops, table.of("exempt")).astype(np.int64)
    if not any(words):
        return ("", ""), workshops, np.zeros(len(workshops), dtype=np.int64)
    labels, of_node = industry_labels(snapshot, as_of, "groups", "craft", snapshot.settings)
    a, b = (_label(labels, word) for word in words)
    place = of_node[workshops]
    side = np.where(place == a, 1, np.where(place == b, 2, 0))
    return (labels[a].key, labels[b].key), workshops[side > 0], side[side > 0].astype(np.int64)


def _label(labels: tuple[Label, ...], word: str) -> int:
    found = find_labels(labels, word)
    if len(found) != 1:
        raise InvalidValue(property="gap", value=word)
    return found[0]


def group_names(settings: Mapping[str, Any], language: str) -> dict[str, str]:
    """Return the name of each group in a language, by key."""
    return {label.key: label.name(language) for label in groups(settings)}
