"""What reads the cells of a column, by what the column is."""

from __future__ import annotations

import re
from typing import Any

from alliance.schema import LinkColumn, Property
from alliance.tables.cells.amounts import amount
from alliance.tables.cells.approximate import Written
from alliance.tables.cells.honours import honours
from alliance.tables.cells.nothing import says_nothing
from alliance.tables.cells.parties import parties
from alliance.tables.cells.people import people
from alliance.tables.cells.recognitions import levels, recognitions
from alliance.tables.cells.results import results
from alliance.tables.cells.texts import NAME_LIMIT, NOTE_LIMIT, clean_text, on_one_line
from alliance.tables.cells.values import Converter, converter, roughly
from alliance.tables.findings import Fault
from alliance.tables.sheets.columns import RELATIONS, kind_named
from alliance.tables.sheets.plans import Column, Plan


def is_nothing(cell: str, column: Column) -> bool:
    """Words for nothing are nothing, but 无 may answer a yes-or-no question, and where a fact is from is kept as written."""
    if isinstance(column.term, Property) and (column.term.type == "flag" or column.role == "provenance"):
        return False
    return says_nothing(cell)


def column_reader(column: Column, plan: Plan) -> Converter:
    """Return what reads the cells of a column: by its term, the unit of its heading, the year and place of its sheet."""
    term = column.term
    if column.role == "link":
        assert isinstance(term, LinkColumn)
        if term.tie in ("PARTICIPATES_IN", "ORGANISES") and term.many:
            return lambda cell: _named_parties(cell, plan.place)
        return _named_people if term.kinds == ("Person",) and term.many else _one_or_many(term)
    if column.role == "kind_of_link":
        return _kind_cell
    assert isinstance(term, Property)
    if term.name == "lead_honours":
        return _honours
    if term.name in ("from", "to"):
        return _end
    if term.type in ("recognitions", "results"):
        return lambda cell: _entries(recognitions(cell) if term.type == "recognitions" else results(cell))
    if plan.kind == "Workshop" and term.name == "level":
        return _levels
    if column.role == "figure" and term.type == "money" and column.factor == 1:
        return _amount_without_unit
    return converter(term, column.factor, plan.year)


def _amount_without_unit(cell: str) -> tuple[Any, tuple[Fault, ...]]:
    """An amount that says its unit itself (0.12亿) is read; a bare number under no unit is asked."""
    found = roughly(cell, amount)
    bare = re.fullmatch(r"\D*[\d.,]+\D?", cell) is not None and not re.search("[元万亿千百]", cell)
    if isinstance(found, Fault):
        return None, (found,)
    return (None, (Fault("F17", "unit"),)) if bare and cell.strip() != "0" else (found, ())


def _named_people(cell: str) -> tuple[Any, tuple[Fault, ...]]:
    text, faults = clean_text(cell, NOTE_LIMIT)
    found = people(text)
    if not found.clear:
        return None, (*faults, Fault("F41", "people", "question"))
    more = (Fault("F41", "aside", "info", {"aside": "、".join(found.aside)}),) if found.aside else ()
    return list(found.names), (*faults, *more)


def _named_parties(cell: str, place: str) -> tuple[Any, tuple[Fault, ...]]:
    text, faults = clean_text(cell, NOTE_LIMIT)
    found = parties(text, place)
    return (Written(list(found.names), text) if found.stated else list(found.names)), faults


def _entries(found: list[dict[str, Any]] | Fault) -> tuple[Any, tuple[Fault, ...]]:
    return (None, (found,)) if isinstance(found, Fault) else (found, ())


def _honours(cell: str) -> tuple[Any, tuple[Fault, ...]]:
    text, faults = clean_text(cell, NOTE_LIMIT)
    return honours(text), faults


def _levels(cell: str) -> tuple[Any, tuple[Fault, ...]]:
    found = levels(cell)
    if isinstance(found, Fault):
        return None, (found,)
    if isinstance(found, Written):
        return found, (Fault("F41", "bound", "warning"),)
    return (found if found.recognitions else found.level), ()


def _one_or_many(link: LinkColumn) -> Converter:
    # the cell stays whole here: 农、林、牧、渔业 is one name; it is split where names are looked up
    def read(cell: str) -> tuple[Any, tuple[Fault, ...]]:
        text, faults = clean_text(cell if link.many else on_one_line(cell), NAME_LIMIT * (10 if link.many else 1))
        return ([text] if text else []), faults

    return read


def _end(cell: str) -> tuple[Any, tuple[Fault, ...]]:
    return clean_text(cell, NAME_LIMIT)


def _kind_cell(cell: str) -> tuple[Any, tuple[Fault, ...]]:
    kind = kind_named(cell)
    return (kind, ()) if kind and kind != RELATIONS else (None, (Fault("F36", "node"),))
