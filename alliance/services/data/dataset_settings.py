"""The settings that come beside a set of tables (``store.json``): title, nature, data as of. Only a store that was empty takes them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from alliance.errors import UnreadableFile
from alliance.model import ANY, Batch, Change, Work
from alliance.services.authorization import authorized
from alliance.services.batch_ids import new_batch_id
from alliance.services.session import Session
from alliance.tables.sheets.settings_sheet import SETTINGS_FILE, settings_known

Given = Path | str | tuple[str, bytes]  # a file by its path, or its name and content
TABLES = (".csv", ".xlsx", ".xls")


def tables_in(paths: Sequence[Path]) -> list[Path]:
    """Return the files that were named; a folder stands for the tables in it, by name."""
    found: list[Path] = []
    for path in paths:
        found += sorted(one for one in path.iterdir() if one.suffix.lower() in TABLES and not one.name.startswith(".")) if path.is_dir() else [path]
    return found


@authorized
def is_new(net: Session) -> bool:
    """Say whether the store holds no node yet: only such a store takes the settings beside the tables."""
    return not net.store.counts()["nodes"]


@authorized
def take_settings(net: Session, paths: Sequence[Path]) -> dict[str, object]:
    """Take over the settings that lie beside the tables and return them; empty where there are none. One batch, undoable.

    Raises ``UnreadableFile`` where the file is no JSON object.
    """
    settings = settings_beside(paths)
    put_settings(net, settings)
    return settings


@authorized
def put_settings(net: Session, settings: Mapping[str, object]) -> None:
    """Write settings that came with data into a store that was empty; nothing where there are none. One batch, undoable."""
    if settings:
        net.store.commit(Batch(new_batch_id("setting"), "settings", setting_changes(settings), label=SETTINGS_FILE), net.actor)


def setting_changes(settings: Mapping[str, object]) -> tuple[Change, ...]:
    """Return the changes that write settings."""
    return tuple(Change("put", Work(kind="setting", id=name, state="", data={"value": value}), ANY) for name, value in settings.items())


def split_settings(files: Sequence[Given]) -> tuple[list[Given], dict[str, object]]:
    """Return the files that are tables, and the settings of the ``store.json`` among them; none where several might differ.

    Raises ``UnreadableFile`` where it is no JSON object.
    """
    tables = [file for file in files if _name_of(file) != SETTINGS_FILE]
    beside = [file for file in files if _name_of(file) == SETTINGS_FILE]
    return tables, settings_known(_parse(SETTINGS_FILE, _content(beside[0]))) if len(beside) == 1 else {}


def _name_of(file: Given) -> str:
    return file[0] if isinstance(file, tuple) else Path(file).name


def _content(file: Given) -> bytes:
    return file[1] if isinstance(file, tuple) else Path(file).read_bytes()


def settings_beside(paths: Sequence[Path]) -> dict[str, object]:
    """Return the settings that lie beside the tables; empty where there are none, or several that might differ. Raises ``UnreadableFile``."""
    folders = {path if path.is_dir() else path.parent for path in paths}
    described = [folder / SETTINGS_FILE for folder in sorted(folders) if (folder / SETTINGS_FILE).is_file()]
    if len(described) != 1:
        return {}
    return settings_known(_read(described[0]))


def _read(path: Path) -> dict[str, object]:
    try:
        return _parse(str(path), path.read_bytes())
    except OSError as error:
        raise UnreadableFile(file=str(path), finding="JSON") from error


def _parse(name: str, content: bytes) -> dict[str, object]:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except ValueError as error:
        raise UnreadableFile(file=name, finding="JSON") from error
    if not isinstance(found, dict):
        raise UnreadableFile(file=name, finding="JSON")
    return found
