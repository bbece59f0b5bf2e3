"""Names of batches: unique and readable. Their order says nothing; the store's sequence does."""

from __future__ import annotations

import uuid


def new_batch_id(action: str) -> str:
    """Return a new batch id such as ``import-3f6c…``."""
    return f"{action}-{uuid.uuid4().hex[:12]}"
