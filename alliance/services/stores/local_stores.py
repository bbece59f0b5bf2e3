"""The stores of this computer: the sample, the user's own, and which of them is in use.

They lie in one folder: ``ALLIANCE_HOME``, else the user's data folder. The sample is a store of its own
and is never mixed with one's own data. ``ALLIANCE_STORE`` overrides everything.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from alliance.atomic_files import open_atomic
from alliance.errors import InvalidValue

if TYPE_CHECKING:
    pass

SAMPLE = "sample"
CITY = "synthetic-city"
SUFFIX = ".alliance"


@dataclass(frozen=True, slots=True)
class ShelfEntry:
    """One store on the shelf."""

    name: str
    path: Path
    current: bool


def home() -> Path:
    """Return the folder of the stores; made when it is needed (mode 0700)."""
    given = os.environ.get("ALLIANCE_HOME")
    if given:
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "alliance-explorer"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "alliance-explorer"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "alliance-explorer"


def path_of(name: str) -> Path:
    """Return where the store of this name lies; raises ``InvalidValue`` for a name that is no plain file name."""
    if not re.fullmatch(r"[\w\-]{1,60}", name):
        raise InvalidValue(property="name", value=name)
    return home() / f"{name}{SUFFIX}"


def shelf() -> list[ShelfEntry]:
    """Return the stores on the shelf, the sample first, then by name."""
    current = chosen_location() or str(path_of(SAMPLE))
    found = sorted(home().glob(f"*{SUFFIX}"), key=lambda path: (path.stem != SAMPLE, path.stem))
    return [ShelfEntry(path.stem, path, str(path) == current) for path in found]


def chosen_location() -> str | None:
    """Return the location that was chosen: ``ALLIANCE_STORE``, else the one chosen last where it is still there, else None."""
    given = os.environ.get("ALLIANCE_STORE")
    if given:
        return given
    pointer = home() / "current"
    chosen = pointer.read_text(encoding="utf-8").strip() if pointer.is_file() else ""
    return chosen if chosen and Path(chosen).exists() else None


def named_outside() -> bool:
    """Say whether the store in use was named when the program was started (``ALLIANCE_STORE``): what is chosen here has no effect then."""
    return bool(os.environ.get("ALLIANCE_STORE"))


def choose(name: str) -> str:
    """Make a store of the shelf the one in use and return its location."""
    path = path_of(name)
    if not path.exists():
        raise InvalidValue(property="name", value=name)
    point_at(path)
    return str(path)


def point_at(path: Path) -> None:
    """Make the store at a path the one in use."""
    with open_atomic(home() / "current") as file:
        file.write(str(path).encode("utf-8"))
