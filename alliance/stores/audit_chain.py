"""The audit chain of every store: every record holds the hash of the one before, so nothing can be changed, taken out or moved unseen.

Objects are ids, never names: erasing a person does not break the chain. The newest hash is also kept apart, so that
cutting off the end is seen too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from alliance.stores.figures import written

START = "0" * 64  # what the first record holds as the hash of the one before
OBJECTS_KEPT = 200  # ids named in an audit record; above that the record gives their number


def seal(values: Sequence[Any]) -> str:
    """Return the hash of a record: of all its columns but the last, the hash of the one before among them."""
    return hashlib.sha256(written(list(values)).encode()).hexdigest()


def kept_texts(objects: Sequence[str], facts: Mapping[str, Any]) -> tuple[str, str]:
    """Return the ids and the facts as a record keeps them; of very many ids the first ones, and their number among the facts."""
    told = dict(facts) if len(objects) <= OBJECTS_KEPT else {**facts, "objects": len(objects)}
    return written(list(objects)[:OBJECTS_KEPT]), written(told)
