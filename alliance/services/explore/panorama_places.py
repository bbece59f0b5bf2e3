"""Places of the picture of the whole as they were last given, so that nobody jumps when others come.

They lie in a file beside the stores of this computer, one for each store and grouping; it holds ids and numbers of slots, no names. A
convenience and never a source: one that is missing, damaged or not to be written makes a picture in new places, and nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path

from alliance.atomic_files import open_atomic
from alliance.drawing.panorama.arrangement import Arrangement, read_arrangement
from alliance.services.stores.local_stores import home

_FORM = 1  # moves when the meaning of the file does


def read_places(store: str, picture: str) -> Arrangement | None:
    """Return the places last given in a picture of a store; None where there are none."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        kept = json.loads(_path(store, picture).read_text(encoding="utf-8"))
        if kept["form"] == _FORM:
            return read_arrangement(kept["arrangement"])
    return None


def keep_places(store: str, picture: str, arrangement: Arrangement) -> None:
    """Keep the places. What goes wrong is passed over."""
    with contextlib.suppress(OSError), open_atomic(_path(store, picture)) as file:
        file.write(json.dumps({"form": _FORM, "arrangement": arrangement.as_json()}, ensure_ascii=False).encode())


def _path(store: str, picture: str) -> Path:
    name = hashlib.sha256(f"{store}\n{picture}".encode()).hexdigest()[:24]
    return home() / "places" / f"{name}.json"
