"""What is only announced (公示, 拟命名) recognises nobody: told by title, names of file and sheet, lines above the table, or a cell of a row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from alliance.tables.findings import Finding
from alliance.tables.sheets.plans import Plan

RECOGNITION = ("level", "recognised_on", "batch", "recognised_by")  # what a batch of 命名 says of its workshops
_ANNOUNCED = re.compile("公示|拟(?:命名|认定|授予|评定)")
_BATCH = re.compile("命名|公示|名单|认定")
_OVER = re.compile("无异议|期满|结束|(?:经|已|后|完)公示|公示(?:后|过|完|结果)")
_OF_ROW = re.compile(r"(?:正在|目前|尚在|还在|处于|待|拟命名)?公示(?:中|期|期内|期间|阶段)?|(?:拟|待)命名|拟认定")
WORDS = ("公示", "命名", "认定")  # a row without any of them is not looked at closer


def is_announced(texts: Iterable[str]) -> bool:
    """Say whether a sheet lists what is only announced.

    >>> is_announced(["2025年度示例市拟命名创新工作室公示"]), is_announced(["经公示无异议，决定命名"]), is_announced(["创新工作室名单"])
    (True, False, False)
    """
    return any(_ANNOUNCED.search(text) and not _OVER.search(text) for text in texts)


def names_batch(title: str) -> bool:
    """Say whether a title is that of a batch of workshops: named, recognised or announced together.

    >>> names_batch("2025年命名工作室名单"), names_batch("工作室活动台账")
    (True, False)
    """
    return bool(_BATCH.search(title))


def announced_by(cell: str) -> bool:
    """Say whether a cell of a row says that it is only announced.

    >>> announced_by("公示中"), announced_by("拟命名"), announced_by("2019年公示后命名")
    (True, True, False)
    """
    return len(cell) < 12 and _OF_ROW.fullmatch(unicodedata.normalize("NFKC", cell).strip().strip("()")) is not None


def held_back(said: Mapping[str, str]) -> dict[str, str]:
    """Return what a person has said of all workshops, with all that would recognise them held back (empty)."""
    return {**dict.fromkeys(RECOGNITION, ""), **said}


@dataclass(frozen=True, slots=True)
class AnnouncedRows:
    """Takes level, day, document and union out of the rows that say that they are only announced."""

    plan: Plan

    def hold_back(self, row: int, cells: list[str]) -> Finding | None:
        """Empty what would recognise the workshop of a row that is only announced; return what is asked then."""
        said = next((place for place, cell in enumerate(cells) if cell and announced_by(cell)), -1)
        held = [c for c in self.plan.columns if c.role and c.name in RECOGNITION and c.index < len(cells) and cells[c.index].strip()]
        if said < 0 or not held:
            return None
        for column in held:
            cells[column.index] = ""
        heading = next((column.heading for column in self.plan.columns if column.index == said), "")
        return Finding("F44", self.plan.table, row, heading, cells[said] or "公示", severity="question", detail="row")
