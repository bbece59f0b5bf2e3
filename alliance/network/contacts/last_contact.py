"""When each workshop was last in contact with anybody, as far as the record tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from alliance.model.snapshot import Ints, Snapshot
from alliance.network.contacts import contacts_at
from alliance.network.contacts.contacts import ends


def last_contact(snapshot: Snapshot, as_of: int, settings: Mapping[str, Any] | None = None) -> Ints:
    """Return by node number the last day of the newest dated contact on record by the day, the day itself for one that runs on; 0 for none.

    Contacts of any width, those inside the own unit included. O(contacts).
    """
    by_end, at = ends(snapshot, settings), contacts_at.contacts_at(snapshot, as_of, settings)
    seen = (at.mark_of & contacts_at.WIDTH != contacts_at.UNSEEN) & (at.mark_of & contacts_at.UNDATED == 0)
    found = np.zeros(snapshot.n_nodes, dtype=np.int32)
    if len(by_end.own):
        found[by_end.owners] = np.maximum.reduceat(np.where(seen, np.minimum(at.end_of, as_of), 0), by_end.start)
    return found
