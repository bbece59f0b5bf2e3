"""isolates and matrix: who has not got beyond unit, group and system, and which industries are joined."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from alliance.cli.printing import Page, stream_json
from alliance.cli.session import Session
from alliance.cli.words import ring_name, tie_name

SHOWN = 40  # rows on a terminal
WRITTEN = 10_000  # rows as JSON; --all writes every one, half a millisecond each


def isolates(
    session: Session,
    ring: Annotated[list[str] | None, typer.Option("--ring", metavar="CODE")] = None,
    region: Annotated[str, typer.Option("--region", metavar="NAME", show_default=False)] = "",
    union: Annotated[str, typer.Option("--union", metavar="NAME", show_default=False)] = "",
    limit: Annotated[int | None, typer.Option("--limit", min=1, show_default=False)] = None,
    everything: Annotated[bool, typer.Option("--all", show_default=False)] = False,
    what_if: Annotated[list[str] | None, typer.Option("--what-if", metavar="NAME=VALUE")] = None,
) -> None:
    """List the workshops by reach, with reason and evidence."""
    from alliance.network.reach.reach import CUT_OFF
    from alliance.services.reach import reach

    if what_if:
        session.answer(session.net.reach_preview(dict(_setting(one) for one in what_if), session.on), _draw_preview)
        return
    rings = tuple(part for given in ring or () for part in given.split(",") if part)
    wish: dict[str, Any] = {"on": session.on, "rings": rings, "region": region or None, "union": union or None, "lang": session.language}
    if session.json:
        answer, rows = reach.stream(session.net, **wish, limit=None if everything else limit or WRITTEN)
        stream_json(answer, "rows", rows)
        return
    shown = wish if rings or everything else {**wish, "rings": (*CUT_OFF, "unknown")}
    _draw(session.page(), session.net.isolates(**shown, limit=None if everything else limit or SHOWN))


def _setting(text: str) -> tuple[str, Any]:
    """Return name and value of NAME=VALUE; the value is JSON where it can be read as such, else text."""
    name, _, value = text.partition("=")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def _draw_preview(page: Page, answer: Any) -> None:
    page.say("what-if", moved=answer.moved, of=answer.of)
    rows = [(ring_name(move.before, page.language), ring_name(move.after, page.language), move.count) for move in answer.moves]
    page.table(("then", "now", "count"), rows, numbers=(2,))


def _draw(page: Page, answer: Any) -> None:
    if not any(answer.counts.values()):
        page.say("no-workshops")
        return
    page.table(("ring", "count"), [(ring_name(code, page.language), count) for code, count in answer.counts.items()], numbers=(1,))
    page.line()
    for row in answer.rows:
        page.line(f"{ring_name(row.ring, page.language)}  {row.name}  {row.id}", bold=True)
        page.line(f"    {row.reason}")
        for item in row.evidence[:3]:
            page.line(f"    {item.date or page.word('undated')}  {tie_name(item.kind, page.language)}  {item.name}")
    if answer.left_out:
        page.say("left-out", shown=len(answer.rows), left_out=answer.left_out)
    page.say("as-of", as_of=answer.as_of, revision=answer.revision)


def matrix(
    session: Session,
    layer: Annotated[str, typer.Option("--layer", metavar="cooperation|exchange")] = "cooperation",
    grouping: Annotated[str, typer.Option("--grouping", "--by", metavar="groups|section|division")] = "groups",
    role: Annotated[str, typer.Option("--role", metavar="craft|host")] = "craft",
    cell: Annotated[tuple[str, str] | None, typer.Option("--cell", metavar="A B", show_default=False)] = None,
    test: Annotated[bool, typer.Option("--test", show_default=False)] = False,
) -> None:
    """Show the mixing matrix, or one cell of it with its ties and workshops."""
    net, on, lang = session.net, session.on, session.language
    if cell:
        session.answer(net.cell(*cell, on=on, layer=layer, grouping=grouping, role=role, lang=lang), _draw_cell)
    else:
        session.answer(net.matrix(on=on, layer=layer, grouping=grouping, role=role, test=test, lang=lang), _draw_matrix)


def _draw_matrix(page: Page, answer: Any) -> None:
    if not any(answer.workshops):
        page.say("no-workshops")
        return
    shown = [i for i, workshops in enumerate(answer.workshops) if workshops]
    page.line(page.word("matrix-head", layer=page.word(f"layer-name.{answer.layer}"), pairs=answer.pairs), bold=True)
    rows: list[list[object]] = []
    for i in shown:
        cells = [f"{answer.counts[i][j]}{_mark(answer, i, j)}" if j <= i else "" for j in shown]
        rows.append([f"{len(rows) + 1} {answer.groups[i]}", answer.workshops[i], *cells])
    page.matrix([page.word("head.group"), page.word("head.workshops"), *(str(k + 1) for k in range(len(shown)))], rows)
    if answer.ei is not None:
        page.say("ei", external=answer.external, internal=answer.internal, ei=f"{answer.ei:.2f}")
    if answer.p is not None:
        page.say("p-value", p=f"{answer.p:.3f}")
    page.say("matrix-marks")
    page.say("as-of", as_of=answer.as_of, revision=answer.revision)


def _mark(answer: Any, i: int, j: int) -> str:
    low, high = answer.interval[i][j]
    if answer.few[i][j]:
        return ""
    return "↓" if high < answer.expected[i][j] else "↑" if low > answer.expected[i][j] else ""


def _when(page: Page, tie: Any) -> str:
    """The date of a contact; of a tie that goes on since then or that ended, both."""
    date = tie.date or page.word("undated")
    if not tie.until:
        return str(date)
    return page.word("since", date=date) if tie.until == "open" else page.word("span", date=date, until=tie.until)


def _draw_cell(page: Page, answer: Any) -> None:
    page.line(
        page.word("cell-head", a=answer.a.name, b=answer.b.name, pairs=answer.pairs, workshops_a=answer.a.workshops, workshops_b=answer.b.workshops),
        bold=True,
    )
    if not answer.pairs:
        page.say("cell-none")
    for tie in answer.ties:
        page.line(f"  {_when(page, tie)}  {tie_name(tie.kind, page.language)}  {tie.a.name} — {tie.b.name}")
    if answer.unused:
        page.say("unused", count=answer.unused_total)
        for pair in answer.unused:
            page.line(f"  {pair.a.name} — {pair.b.name}")
    page.say("as-of", as_of=answer.as_of, revision=answer.revision)
