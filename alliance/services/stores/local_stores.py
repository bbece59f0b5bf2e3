"""The stores of this computer: the sample, one's own, and which of them is in use.

They lie in one folder: ``ALLIANCE_HOME``, else the user's data folder. The sample is a store of its own
and is never mixed with one's own data. ``ALLIANCE_STORE`` overrides everything.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from alliance.errors import InvalidValue, RowsRejected, UnreadableFile
from alliance.model import ANY, Batch, Change, Work
from alliance.services.authorization import local_actor

if TYPE_CHECKING:
    from alliance.services.workspace import Workspace

SAMPLE = "sample"
SAMPLE_DATA = Path(__file__).resolve().parents[3] / "sample_data"
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
    current = current_location()
    found = sorted(home().glob(f"*{SUFFIX}"), key=lambda path: (path.stem != SAMPLE, path.stem))
    return [ShelfEntry(path.stem, path, str(path) == current) for path in found]


def current_location() -> str:
    """Return the location in use: ``ALLIANCE_STORE``, else the one chosen last, else the sample (made on first use)."""
    given = os.environ.get("ALLIANCE_STORE")
    if given:
        return given
    pointer = home() / "current"
    if pointer.is_file():
        chosen = pointer.read_text(encoding="utf-8").strip()
        if chosen and Path(chosen).exists():
            return chosen
    return str(sample())


def named_outside() -> bool:
    """Say whether the store in use was named when the program was started (``ALLIANCE_STORE``): what is chosen here has no effect then."""
    return bool(os.environ.get("ALLIANCE_STORE"))


def choose(name: str) -> str:
    """Make a store of the shelf the one in use and return its location."""
    path = path_of(name)
    if not path.exists():
        raise InvalidValue(property="name", value=name)
    _point_at(path)
    return str(path)


def new_store(name: str, *, title: str = "", files: Sequence[Path] = (), settings: dict[str, object] | None = None) -> str:
    """Start an empty store (or one filled from files), make it the one in use, and return its location.

    A folder among ``files`` stands for the tables in it; settings beside them (``store.json``) are taken over, a given title goes before.
    Raises ``InvalidValue`` where the name is taken or a file is not there, ``RowsRejected`` where nothing of the files can be taken; then
    no store is left behind.
    """
    path = path_of(name)
    absent = [str(file) for file in files if not file.exists()]
    if path.exists() or absent:
        raise InvalidValue(property="name" if path.exists() else "files", value=absent[0] if absent else name)
    _made(path, files, {"title": name, **_beside(files), **({"title": title} if title else {}), **(settings or {})})
    _point_at(path)
    return str(path)


def sample() -> Path:
    """Return the sample store, imported from ``sample_data/`` on first use."""
    path = path_of(SAMPLE)
    if not path.exists():
        described = SAMPLE_DATA / "store.json"
        if not described.is_file():
            raise UnreadableFile(file=str(described), finding="F04")
        _made(path, sorted(SAMPLE_DATA.glob("*.csv")), json.loads(described.read_text(encoding="utf-8")))
    return path


def _made(path: Path, files: Sequence[Path], settings: dict[str, object]) -> None:
    """Make a store under another name first: a start that is cut off leaves no half of one behind."""
    half = path.with_name(f"{path.stem}-{os.getpid()}.part")
    try:
        _fill(half, files, settings)
        half.replace(path)
    finally:
        for rest in half.parent.glob(f"{half.name}*"):
            rest.unlink(missing_ok=True)


def _fill(path: Path, files: Sequence[Path], settings: dict[str, object]) -> None:
    from alliance.services.workspace import Workspace
    from alliance.stores.opening import open_graph_store

    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    net = Workspace(open_graph_store(str(path), create=True), local_actor())
    try:
        if files:
            _import(net, files)
        changes = tuple(Change("put", Work("setting", key, "", {"value": value}), ANY) for key, value in settings.items())
        net.store.commit(Batch(f"start-{path.stem}", "settings", changes, label="start"), net.actor)
    finally:
        net.close()


def _import(net: Workspace, files: Sequence[Path]) -> None:
    from alliance.services.data import dataset_settings, importing

    report = importing.check(net, dataset_settings.tables_in(files))
    if not report.can_confirm:
        raise RowsRejected(count=report.counts.get("rejected", 0) or sum(report.finding_counts.values()))
    importing.confirm(net, report.batch)


def _beside(files: Sequence[Path]) -> dict[str, object]:
    from alliance.services.data import dataset_settings

    return dataset_settings.settings_beside(files)


def _point_at(path: Path) -> None:
    pointer = home() / "current"
    fresh = pointer.with_suffix(".new")
    fresh.write_text(str(path), encoding="utf-8")
    fresh.replace(pointer)
