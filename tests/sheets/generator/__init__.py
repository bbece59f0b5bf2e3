"""One seed, one sheet of a union: a file, its name and the truth of it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from tests.sheets.generator.columns import Context
from tests.sheets.generator.layout import lay_out
from tests.sheets.generator.page import Page
from tests.sheets.generator.papers import FAMILIES
from tests.sheets.generator.register import make_register
from tests.sheets.generator.truth import Truth
from tests.sheets.generator.writers import WRITERS

LEVELS = (0.0, 0.05, 0.15, 0.35)  # how often a cell is dirty
FORMATS = ("xlsx", "xlsx", "xls", "docx", "tsv")


@dataclass(frozen=True)
class Paper:
    """A generated file with its truth; ``page`` is what was written into it."""

    seed: int
    family: str
    form: str
    file: str
    content: bytes
    truth: dict[str, Any]
    page: Page


def make_paper(seed: int, family: str = "", form: str = "") -> Paper:
    """Return the sheet of a seed; ``family`` and ``form`` fix what else is left to chance.

    >>> make_paper(7).content == make_paper(7).content
    True
    """
    rng = Random(seed)
    chosen, written = rng.choice(list(FAMILIES)), rng.choice(FORMATS)
    family, form = family or chosen, form or written
    year = rng.randint(2021, 2025)
    register = make_register(rng, rng.randint(3, 16), year)
    ctx = Context(rng, rng.choice(LEVELS), form, year, register, Truth())
    table = FAMILIES[family](ctx)
    page = lay_out(ctx, table, ctx.options.get("sheet") or rng.choice(("Sheet1", "名单", "Sheet1")))
    about = {"family": family, "form": form, "year": year, "rows": len(table.rows), "title": table.title, "dirt": ctx.level}
    ctx.truth.about.update(about)
    return Paper(seed, family, form, f"{table.title}.{form}", WRITERS[form](page), ctx.truth.as_json(), page)
