"""The whole network as files that the import reads back unchanged: a folder of CSV, or one workbook with a sheet for each kind."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, Generic, TypeVar

from alliance import messages, schema
from alliance.atomic_files import open_atomic, replace_file
from alliance.model import Node, Tie
from alliance.reports.csv_files import save_csv
from alliance.reports.tables import Cell, Table, table
from alliance.reports.workbook import save_workbook
from alliance.tables.listing import node_headings, node_rows, relation_headings, relation_rows
from alliance.tables.sheets.columns import RELATIONS
from alliance.tables.sheets.settings_sheet import SETTINGS_FILE, SETTINGS_SHEETS

T = TypeVar("T")
ROWS_OF_A_SHEET = 1_048_575  # a worksheet holds no more; further rows go on a second sheet


class Counted(Generic[T]):
    """A stream that knows, once it is read, how many there were."""

    def __init__(self, items: Iterable[T]) -> None:
        self._items, self.count = items, 0

    def __iter__(self) -> Iterator[T]:
        for item in self._items:
            self.count += 1
            yield item


def tables(
    kinds: Sequence[str], nodes: Callable[[str], Iterable[Node]], ties: Iterable[Tie], kind_of: Mapping[str, str], language: str
) -> Iterator[tuple[str, Table]]:
    """Yield (name of the file, table) for each kind and for the ties; rows are streams, read once each in this order."""
    for kind in kinds:
        yield kind, table(schema.node_kind(kind).label(language), node_headings(kind, language), node_rows(kind, nodes(kind), language))
    title = messages.text("reports.table-relations", language)
    yield RELATIONS, table(title, relation_headings(language), relation_rows(ties, kind_of, language))


def settings_table(settings: Mapping[str, Any], language: str) -> Table:
    """Return what the data are and how they are counted, for people and, in the last two columns, for the import."""
    known = {setting.name: setting for setting in schema.SETTINGS}
    rows = [
        [known[name].label(language), _setting_text(name, value, language), name, json.dumps(value, ensure_ascii=False)]
        for name, value in settings.items()
    ]
    heads = [messages.text(f"reports.settings.{name}", language) for name in ("what", "value", "name", "stored")]
    return table(SETTINGS_SHEETS[language], heads, rows)


def _setting_text(name: str, value: Any, language: str) -> str:
    if name == "nature":
        return messages.text(f"services.nature.{value}", language)
    return "、".join(map(str, value)) if isinstance(value, (list, dict)) else str(value)  # of those left out of the count, who and not why


def save_folder(named: Iterable[tuple[str, Table]], folder: Path, settings: Mapping[str, Any], language: str) -> list[Path]:  # noqa: ARG001 - the file beside the tables has no words
    """Write each table as CSV into the folder, the settings beside them, and return the files. Raises ``OSError``."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, one in named:
        path = folder / f"{name}.csv"
        with replace_file(path) as part:
            save_csv(one, part)
        files.append(path)
    beside = folder / SETTINGS_FILE
    with open_atomic(beside) as file:
        file.write(json.dumps(settings, ensure_ascii=False, indent=2).encode())
    return [*files, beside]


def save_book(named: Iterable[tuple[str, Table]], path: Path, settings: Mapping[str, Any], language: str) -> list[Path]:
    """Write all tables as the sheets of one workbook, the settings on the first, and return the file. Raises ``OSError``."""
    with replace_file(path) as part:
        # read one after the other, so that no table is in memory whole
        parts = (sheet for _, one in named for sheet in sheets(one))
        save_workbook(chain((settings_table(settings, language),), parts), part)  # type: ignore[arg-type]
    return [path]


def sheets(one: Table, most: int = ROWS_OF_A_SHEET) -> Iterator[Table]:
    """Yield the table in parts that fit a worksheet; each part is to be read before the next is asked for.

    >>> [(part.title, len(list(part.rows))) for part in sheets(table("甲", ["一"], [["x"]] * 5), 2)]
    [('甲', 2), ('甲', 2), ('甲', 1)]
    """
    rows = iter(one.rows)
    following: Iterable[Sequence[Cell]] = islice(rows, most)
    while True:
        yield replace(one, rows=following)
        ahead = list(islice(rows, 1))
        if not ahead:
            return
        following = chain(ahead, islice(rows, most - 1))


WRITERS: dict[str, Callable[[Iterable[tuple[str, Table]], Path, Mapping[str, Any], str], list[Path]]] = {"csv": save_folder, "xlsx": save_book}
