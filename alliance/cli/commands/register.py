"""register: the register of workshops, and acts on one record; each is shown and written with ``--yes``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance.cli.printing import Page
from alliance.cli.words import kind_name

if TYPE_CHECKING:
    from alliance.services.register.acts import ActResult
    from alliance.services.register.directory import RegisterResult
    from alliance.services.register.merging import MergePreview
    from alliance.services.register.recognition import NoticesResult
    from alliance.services.register.showing import NotShownResult
    from alliance.services.register.table import RegisterTable, StatedRow, TableRow


def level_name(level: str, language: str) -> str:
    """Return the word of a level, that for none where none is on record."""
    from alliance.services.register.recognition import word_of  # load time: numpy, which help does not need

    return word_of("level", level, language)


def draw_register(page: Page, result: RegisterResult) -> None:
    """Print the workshops that fit."""
    rows = [
        (
            row.workshop.id,
            row.workshop.name,
            level_name(row.level, page.language),
            row.year or "",
            page.word(f"register-state.{row.state}"),
            row.region.name if row.region else "",
            row.host.name if row.host else "",
            "、".join(one.name for one in row.leaders),
        )
        for row in result.rows
    ]
    page.table(("id", "workshop", "level", "year", "state", "region", "host", "leader"), rows)
    page.say("register-total", total=result.total, shown=len(rows))


def draw_table(page: Page, result: RegisterTable) -> None:
    """Print the counts by level, area and year, and beside them what sources state."""
    rows = [(*_place(page, row), row.year or page.word("undated"), row.count) for row in result.rows]
    page.table(("level", "region", "year", "count"), rows, numbers=(3,))
    page.say("register-totals", totals=[f"{level_name(level, page.language)} {count}" for level, count in result.totals.items()])
    if result.stated:
        stated = [(*_place(page, row), row.year, row.stated, row.counted, row.source) for row in result.stated]
        page.table(("level", "region", "year", "stated", "counted", "source"), stated, numbers=(3, 4))


def _place(page: Page, row: TableRow | StatedRow) -> tuple[str, str]:
    return level_name(row.level, page.language), row.area.name if row.area else ""


def draw_act(page: Page, result: ActResult) -> None:
    """Print what an act changes, before and after, and whether it stands."""
    from alliance.services.register.wording import change_lines  # load time: numpy, which help does not need

    page.line(result.label, bold=True)
    rows = [(line.record, line.field, line.before, line.after) for line in change_lines(result, page.language)]
    if rows:
        page.table(("record", "field", "before", "after"), rows)
    said = "act-nothing" if not rows else "act-written" if result.written else "act-not-written"
    page.say(said, batch=result.batch, date=result.date, source=result.source)


def exit_code(result: ActResult) -> int:
    """Return 2 where there is something to write and nobody confirmed it."""
    return 2 if result.changes and not result.written else 0


def draw_notices(page: Page, result: NoticesResult) -> None:
    """Print the batches that are announced."""
    rows = [(row.id, row.date, level_name(row.level, page.language), row.by, row.batch, len(row.workshops)) for row in result.rows]
    page.table(("id", "date", "level", "union", "document", "count"), rows, numbers=(5,))


def draw_hidden(page: Page, result: NotShownResult) -> None:
    """Print who is not shown, without names."""
    page.table(("id", "kind", "date", "source"), [(row.id, kind_name(row.kind, page.language), row.since, row.reason) for row in result.rows])


def draw_comparison(page: Page, result: MergePreview) -> None:
    """Print two records field by field."""
    shown = [row for row in result.rows if row.field != "sources"]
    rows = [(row.field, _plain(row.keep), _plain(row.other), page.word("differs") if row.differs else "") for row in shown]
    page.table(("field", "kept", "other", ""), rows)


def _plain(value: object) -> str:
    return "；".join(map(str, value)) if isinstance(value, (list, tuple)) else "" if value is None else str(value)
