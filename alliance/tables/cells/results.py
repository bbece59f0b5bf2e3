"""The results of a workshop in one cell, the form of an export: 2024·发明专利=1；2024·间接经济效益=10000000（约1000）."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from alliance import schema
from alliance.tables.findings import Fault

_ONE = re.compile(r"((?:19|20)\d\d)·([^=]+)=(-?\d+(?:\.\d+)?)?(?:\((.*)\))?")
_FIGURES = {word: prop.name for prop in schema.RESULTS for word in (prop.name, prop.zh, prop.en)}


def results_text(entries: Iterable[Mapping[str, Any]], language: str = "zh") -> str:
    """Return the cell that ``results`` reads back as these entries.

    >>> results_text([{"year": "2024", "figure": "inventions", "value": 1}])
    '2024·发明专利=1'
    """
    labels = {prop.name: prop.label(language) for prop in schema.RESULTS}
    return "；".join(_one(entry, labels) for entry in entries)


def _one(entry: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    value = "" if entry.get("value") is None else f"{entry['value']:g}" if isinstance(entry["value"], float) else str(entry["value"])
    text = f"（{entry['text']}）" if entry.get("text") else ""
    return f"{entry.get('year', '')}·{labels.get(entry.get('figure', ''), entry.get('figure', ''))}={value}{text}"


def results(text: str) -> list[dict[str, Any]] | Fault:
    """Return the entries of a cell; a fault where one is not of this form.

    >>> results("2024·发明专利=1；2024·间接经济效益=10000000（约1000）")[1]
    {'year': '2024', 'figure': 'indirect_value', 'value': 10000000, 'text': '约1000'}
    """
    found = []
    for part in re.split("[;；]", text):
        match = _ONE.fullmatch(unicodedata.normalize("NFKC", part).strip())
        if not match or match.group(2).strip() not in _FIGURES:
            return Fault("F19", "results")
        year, figure, value, written = match.groups()
        number = {} if value is None else {"value": float(value) if "." in value else int(value)}
        found.append({"year": year, "figure": _FIGURES[figure.strip()], **number, **({"text": written} if written else {})})
    return found
