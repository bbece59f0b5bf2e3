"""The worklist as files for the responsible unions: only what is theirs, in the federation's own order, marked as internal."""

from __future__ import annotations

from collections.abc import Sequence

from alliance import messages
from alliance.errors import InvalidValue
from alliance.network.period_wording import shown_as_of
from alliance.network.reach.wording import chip
from alliance.reports.worklist_paper import UnionPart, WorklistPaper, worklist_document, worklist_workbook, worklist_workbooks
from alliance.services.authorization import authorized
from alliance.services.reach.worklist import LISTED, worklist
from alliance.services.reach.worklist_results import WorkRow
from alliance.services.session import Session

FORMS = {"xlsx": worklist_workbook, "docx": worklist_document, "zip": worklist_workbooks}
COLUMNS = ("name", "unit", "ring", "reason", "step", "owner", "due", "answer")


@authorized
def worklist_file(
    net: Session,
    form: str = "xlsx",
    on: str | None = None,
    *,
    union: str | None = None,
    region: str | None = None,
    rings: Sequence[str] = LISTED,
    ids: Sequence[str] = (),
    lang: str = "zh",
) -> bytes:
    """Return the worklist as a file, one part for each responsible union (only those under ``union`` where it is named).

    Unions come in the order of the setting ``union_order`` (ids or names), then by name; the rows of each by unit, then name (排名不分先后).
    ``zip``: a workbook for each union, for that union alone. Noted in the audit. Raises ``InvalidValue`` for a form other than these.
    """
    if form not in FORMS:
        raise InvalidValue(property="form", value=form)
    answer = worklist(net, on, rings=rings, union=union, region=region, ids=ids, limit=None, lang=lang)
    by_union: dict[str, list[WorkRow]] = {}
    for row in answer.rows:
        by_union.setdefault(row.union, []).append(row)
    parts = [_part(name or messages.text("services.paper.no-union", lang), by_union[name], lang) for name in _sort_unions(net, list(by_union))]
    word = {key: messages.text(f"services.paper.{key}", lang) for key in ("title", "mark")}
    note = messages.text("services.paper.note", lang, as_of=shown_as_of(answer.as_of, answer.period, lang))
    headings = tuple(messages.text(f"services.paper.column.{column}", lang) for column in COLUMNS)
    paper = WorklistPaper(
        title=word["title"],
        mark=word["mark"],
        note=note,
        headings=headings,
        parts=tuple(parts) or (_part(messages.text("services.paper.nobody", lang), (), lang),),
    )
    net.store.note(
        net.actor, "export-worklist", sorted(row.id for row in answer.rows)[:1000], {"form": form, "rows": len(answer.rows), "union": union or ""}
    )
    return FORMS[form](paper)


def _part(union: str, rows: Sequence[WorkRow], lang: str) -> UnionPart:
    title = messages.text("services.paper.heading", lang, union=union)
    return UnionPart(union, title, tuple(_cells(row, lang) for row in sorted(rows, key=_print_row)))


def _print_row(row: WorkRow) -> tuple[str, str, str]:
    return row.unit, row.name, row.id


def _cells(row: WorkRow, lang: str) -> tuple[str, ...]:
    return row.name, row.unit, chip(row.ring, lang), row.reason, row.step_text, row.owner, row.due, ""


def _sort_unions(net: Session, names: list[str]) -> list[str]:
    """The federation's own order first; those it does not name after them by name; no union last."""
    order = [str(one) for one in net.store.settings()["union_order"]]
    by_id = net.store.names(order)
    place = {by_id.get(one, one): i for i, one in reversed(list(enumerate(order)))}
    return sorted(names, key=lambda name: (not name, place.get(name, len(place)), name))
