"""GB/T 4754—2017: sections, divisions and the editable groups of divisions (rules §6)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from alliance import schema

_REFERENCE = Path(schema.__file__).parent / "reference"


@dataclass(frozen=True, slots=True)
class Label:
    """One group of a matrix: a key for machines, a name in Chinese and English; ``codes`` are its divisions."""

    key: str
    zh: str
    en: str
    codes: tuple[str, ...] = ()

    def name(self, language: str = "zh") -> str:
        """Return the name in ``zh`` or ``en``."""
        return self.en if language == "en" else self.zh


@lru_cache(maxsize=1)
def entries() -> Mapping[str, tuple[str, str, str]]:
    """Return code → (level, code of the parent, name) of the whole classification, in its order."""
    return {row["code"]: (row["level"], row["parent"], row["name"]) for row in _rows("gbt4754_2017.csv")}


@lru_cache(maxsize=1)
def english() -> Mapping[str, str]:
    """Return code → English name of the sections and divisions; the standard itself has Chinese names only."""
    return {row["code"]: row["name"] for row in _rows("gbt4754_2017_en.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    with (_REFERENCE / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def code_of(industry_id: str) -> str:
    """Return the code in the id of an Industry node; ``group:`` and its name for one that only tells a group of divisions; empty for others.

    >>> code_of("industry:342"), code_of("industry:group:机械装备"), code_of("industry:own-list")
    ('342', 'group:机械装备', '')
    """
    code = industry_id.partition(":")[2]
    return code if code in entries() or code.startswith("group:") else ""


def division_of(code: str) -> str:
    """Return the two-digit division of a code; empty for a section or an unknown code.

    >>> division_of("3421"), division_of("C")
    ('34', '')
    """
    return code[:2] if code[:2] in entries() and code[:2].isdigit() else ""


def section_of(code: str) -> str:
    """Return the section letter of a code.

    >>> section_of("3421"), section_of("C"), section_of("")
    ('C', 'C', '')
    """
    if code.isalpha():
        return code if code in entries() else ""
    division = division_of(code)
    return entries()[division][1] if division else ""


def sections() -> tuple[Label, ...]:
    """Return the 20 sections in order, then 未知."""
    return (*(Label(code, name, english()[code]) for code, (level, _, name) in entries().items() if level == "section"), unknown())


def divisions() -> tuple[Label, ...]:
    """Return the 97 divisions in order, then 未知."""
    return (
        *(Label(key=code, zh=name, en=english()[code], codes=(code,)) for code, (level, _, name) in entries().items() if level == "division"),
        unknown(),
    )


def groups(settings: Mapping[str, Any]) -> tuple[Label, ...]:
    """Return the groups of divisions in their order, then 其他 and 未知.

    The setting ``industry_groups`` replaces the shipped list: {name: [divisions]} or {name: [English name, [divisions]]}.
    """
    chosen = settings.get("industry_groups") or schema.INDUSTRY_GROUPS
    found = [_group(name, value) for name, value in chosen.items()]
    return (*found, Label(schema.OTHER_GROUP[0], *schema.OTHER_GROUP), unknown())


def _group(name: str, value: Any) -> Label:
    if len(value) == 2 and not isinstance(value[1], str):
        return Label(key=name, zh=name, en=value[0], codes=tuple(value[1]))
    return Label(key=name, zh=name, en=name, codes=tuple(value))


def unknown() -> Label:
    """Return the label of what has no industry on record."""
    return Label(schema.UNKNOWN_GROUP[0], *schema.UNKNOWN_GROUP)


def find_labels(labels: tuple[Label, ...], words: str) -> list[int]:
    """Return the positions of the labels that a word names: by key or code exactly, else by a part of a name.

    >>> [groups({})[i].zh for i in find_labels(groups({}), "化工")], [groups({})[i].zh for i in find_labels(groups({}), "装备")]
    (['能源化工'], ['机械装备'])
    """
    wanted = words.strip().casefold()
    if not wanted:
        return []
    exact = [i for i, label in enumerate(labels) if wanted in (label.key.casefold(), label.zh.casefold(), label.en.casefold())]
    return exact or [i for i, label in enumerate(labels) if wanted in label.zh.casefold() or wanted in label.en.casefold()]
