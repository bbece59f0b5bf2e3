"""isolates and matrix: who has not got beyond unit, group and system, and which industries are joined."""

from __future__ import annotations

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
) -> None:
    """List the workshops by reach, with reason and evidence."""
    from alliance.services import isolation

    rings = tuple(part for given in ring or () for part in given.split(",") if part)
    wish: dict[str, Any] = {"on": session.on, "rings": rings, "region": region or None, "union": union or None, "lang": session.language}
    if session.json:
        answer, rows = isolation.stream(session.net, **wish, limit=None if everything else limit or WRITTEN)
        stream_json(answer, "rows", rows)
        return
    shown = wish if rings or everything else {**wish, "rings": (*isolation.CUT_OFF, "unknown")}
    _draw(session.page(), session.net.isolates(**shown, limit=None if everything else limit or SHOWN))


def _draw(page: Page, answer: Any) -> None:
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
) -> None:
    """Show the mixing matrix, or one cell of it with its ties and workshops."""
    wish = {"on": session.on, "layer": layer, "grouping": grouping, "role": role, "lang": session.language}
    if cell:
        session.answer(session.net.cell(*cell, **wish), _draw_cell)
    else:
        session.answer(session.net.matrix(**wish), _draw_matrix)


def _draw_matrix(page: Page, answer: Any) -> None:
    shown = [i for i, workshops in enumerate(answer.workshops) if workshops]
    page.line(page.word("matrix-head", layer=page.word(f"layer-name.{answer.layer}"), pairs=answer.pairs), bold=True)
    rows: list[list[object]] = []
    for i in shown:
        cells = [f"{answer.counts[i][j]}{_mark(answer, i, j)}" if j <= i else "" for j in shown]
        rows.append([f"{len(rows) + 1} {answer.groups[i]}", answer.workshops[i], *cells])
    page.matrix([page.word("head.group"), page.word("head.workshops"), *(str(k + 1) for k in range(len(shown)))], rows)
    if answer.ei is not None:
        page.say("ei", external=answer.external, internal=answer.internal, ei=f"{answer.ei:.2f}")
    page.say("matrix-marks")
    page.say("as-of", as_of=answer.as_of, revision=answer.revision)


def _mark(answer: Any, i: int, j: int) -> str:
    low, high = answer.interval[i][j]
    if answer.few[i][j]:
        return ""
    return "↓" if high < answer.expected[i][j] else "↑" if low > answer.expected[i][j] else ""


def _draw_cell(page: Page, answer: Any) -> None:
    page.line(
        page.word("cell-head", a=answer.a.name, b=answer.b.name, pairs=answer.pairs, workshops_a=answer.a.workshops, workshops_b=answer.b.workshops),
        bold=True,
    )
    for tie in answer.ties:
        page.line(f"  {tie.date or page.word('undated')}  {tie_name(tie.kind, page.language)}  {tie.a.name} — {tie.b.name}")
    if answer.unused:
        page.say("unused", count=answer.unused_total)
        for pair in answer.unused:
            page.line(f"  {pair.a.name} — {pair.b.name}")
    page.say("as-of", as_of=answer.as_of, revision=answer.revision)
