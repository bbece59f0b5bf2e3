"""The papers of a union: each module makes one family from the true register."""

from __future__ import annotations

from collections.abc import Callable

from tests.sheets.generator.columns import Context
from tests.sheets.generator.layout import Table
from tests.sheets.generator.papers.activities import activity_ledger
from tests.sheets.generator.papers.naming import naming_list, one_column_list, register_list
from tests.sheets.generator.papers.recommendation import recommendation
from tests.sheets.generator.papers.results import result_table
from tests.sheets.generator.papers.roster import alliance_roster

FAMILIES: dict[str, Callable[[Context], Table]] = {
    "naming": naming_list,
    "register": register_list,
    "recommendation": recommendation,
    "roster": alliance_roster,
    "activities": activity_ledger,
    "results": result_table,
    "one_column": one_column_list,
}
