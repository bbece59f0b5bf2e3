"""Where the settings of a network stand among its files: ``store.json`` beside tables of CSV, a sheet of its own in a workbook."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from alliance import schema

SETTINGS_FILE = "store.json"
SETTINGS_SHEETS = {"zh": "说明", "en": "About"}


def settings_of_rows(rows: Iterable[Sequence[str]]) -> dict[str, Any]:
    """Return the settings of the rows of a settings sheet: [label, words, name, JSON]; rows that are no such thing are passed over.

    >>> settings_of_rows([["数据性质", "合成数据", "nature", '"synthetic"'], ["项目", "内容", "名称", "存储值"]])
    {'nature': 'synthetic'}
    """
    found: dict[str, Any] = {}
    for cells in rows:
        if len(cells) >= 4 and cells[2] in _KNOWN:
            try:
                found[cells[2]] = json.loads(cells[3])
            except ValueError:
                continue
    return settings_known(found)


def settings_known(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of the settings that there are, with values of their type."""
    return {name: value for name, value in found.items() if name in _KNOWN and type(value) is type(_KNOWN[name])}


_KNOWN: dict[str, Any] = {setting.name: setting.default for setting in schema.SETTINGS}
