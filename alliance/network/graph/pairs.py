"""The network of live contacts at a date as pairs of parties: what components, degree and brokers are asked of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from alliance.model.snapshot import Ints, Snapshot
from alliance.network.contacts import contacts_at
from alliance.network.contacts.contacts import contacts, ends
from alliance.network.mixing.matrix import LAYERS
from alliance.network.reach.reach import is_live
from alliance.network.time.validity import distinct


def live_pairs(
    snapshot: Snapshot,
    as_of: int,
    layers: Sequence[str] = ("cooperation", "exchange"),
    *,
    workshops_only: bool = False,
    settings: Mapping[str, Any] | None = None,
) -> tuple[Ints, Ints]:
    """Return every pair (a < b) of parties with a live contact in one of the layers, each once, ascending.

    Parties are workshops and organisations; one end at least is a workshop, from whose side the contact is live.
    """
    chosen = {**snapshot.settings, **(settings or {})}
    by_end, rows = ends(snapshot, chosen), contacts(snapshot, chosen)
    mark = contacts_at.contacts_at(snapshot, as_of, chosen).mark_of
    fits = is_live(snapshot, as_of, chosen) & (mark & contacts_at.GROUP_ROW == 0)
    if workshops_only:
        fits &= mark & contacts_at.WITH_WORKSHOP > 0
    entry = np.flatnonzero(fits)
    entry = entry[np.isin(rows.layer[by_end.row[entry]], [LAYERS[layer] for layer in layers])]
    low, high = np.minimum(by_end.own[entry], by_end.other[entry]), np.maximum(by_end.own[entry], by_end.other[entry])
    key = distinct(low.astype(np.int64) * snapshot.n_nodes + high)
    return (key // snapshot.n_nodes).astype(np.int32), (key % snapshot.n_nodes).astype(np.int32)
