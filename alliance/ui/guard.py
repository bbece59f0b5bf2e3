"""No traceback reaches a page: our own errors say what happened, all others get an incident number and go to the log."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from alliance.errors import AllianceError
from alliance.ui.kit import notes

LOG = logging.getLogger("alliance.ui")


@contextmanager
def guard_part() -> Iterator[None]:
    """Run a part of a page; what goes wrong in it is shown in its place as a note."""
    try:
        yield
    except AllianceError as error:
        notes.failure(error)
    except Exception:
        number = uuid.uuid4().hex[:8].upper()
        LOG.exception("incident %s", number)
        notes.incident(number)
