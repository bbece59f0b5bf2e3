"""worklist and targets: what is to be done next for whom, and which links are aimed for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from alliance.atomic_files import open_atomic
from alliance.cli.printing import Page
from alliance.cli.session import Session
from alliance.cli.words import ring_name
from alliance.services.reach.worklist import LISTED

SHOWN = 40
Ring = Annotated[list[str] | None, typer.Option("--ring", metavar="CODE")]
Region = Annotated[str, typer.Option("--region", metavar="NAME", show_default=False)]
Union = Annotated[str, typer.Option("--union", metavar="NAME", show_default=False)]
Names = Annotated[list[str], typer.Argument(metavar="NAME")]


def worklist(
    session: Session,
    ring: Ring = None,
    region: Region = "",
    union: Union = "",
    owner: Annotated[str, typer.Option("--owner", metavar="NAME", show_default=False)] = "",
    step: Annotated[str, typer.Option("--step", metavar="STEP", show_default=False)] = "",
    states: Annotated[list[str] | None, typer.Option("--state", metavar="STATE")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", show_default=False)] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, show_default=False)] = None,
    everything: Annotated[bool, typer.Option("--all", show_default=False)] = False,
    present: Annotated[bool, typer.Option("--present", show_default=False)] = False,
    out: Annotated[str, typer.Option("--out", metavar="FILE", show_default=False)] = "",
) -> None:
    """List what can be introduced or must be asked about; write it as papers for the unions."""
    net = session.net
    rings = tuple(part for given in ring or () for part in given.split(",") if part)
    if out:
        form = Path(out).suffix.lstrip(".").lower()
        content = net.worklist_file(form, session.on, region=region or None, union=union or None, rings=rings or LISTED, lang=session.language)
        with open_atomic(Path(out)) as file:
            file.write(content)
        session.answer({"path": out}, lambda page, _: page.say("file-written", path=out))
        return
    most = None if everything else limit or (1000 if session.json else SHOWN)
    found = net.worklist(
        session.on,
        region=region or None,
        union=union or None,
        rings=rings,
        owner=owner,
        step=step,
        states=tuple(states or ()),
        overdue=overdue,
        limit=most,
        names=not present,
        lang=session.language,
    )
    session.answer(found, _draw)


def _draw(page: Page, answer: Any) -> None:
    page.table(("ring", "count"), [(ring_name(code, page.language), count) for code, count in answer.counts.items()], numbers=(1,))
    from alliance import messages

    words = [(messages.text(f"services.work-state.{state}", page.language), count) for state, count in answer.states.items()]
    page.table(("state", "count"), words, numbers=(1,))
    for row in answer.rows:
        page.line()
        page.line(f"{ring_name(row.ring, page.language)}  {row.name}  {row.id}", bold=True)
        page.line(f"    {row.reason}")
        state = messages.text(f"services.work-state.{row.state}", page.language)
        page.line("    " + "  ".join(part for part in (state, row.step_text, row.owner, row.due, row.why, row.union) if part))
    for name, count in answer.hidden.items():
        if count:
            page.say("worklist-hidden", count=count, filter=page.word(f"filter.{name}"))
    if answer.left_out and answer.names:
        page.say("left-out", shown=len(answer.rows), left_out=answer.left_out)
    page.say("as-of", as_of=answer.as_of, revision=answer.revision)


def assign(
    session: Session,
    names: Names,
    step: Annotated[str, typer.Option("--step", metavar="STEP")],
    owner: Annotated[str, typer.Option("--owner", metavar="NAME", show_default=False)] = "",
    due: Annotated[str, typer.Option("--due", metavar="DATE", show_default=False)] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", show_default=False)] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", show_default=False)] = "",
) -> None:
    """Keep the next step of one or many workshops in one batch."""
    answer = session.net.assign(names, step, owner=owner, due=due, reason=reason, note=note, on=session.on, lang=session.language)
    session.answer(answer, _done)


def confirm(
    session: Session,
    names: Names,
    by: Annotated[str, typer.Option("--by", metavar="NAME", show_default=False)] = "",
) -> None:
    """Keep that the contacts of these workshops were checked."""
    session.answer(session.net.confirm_links(names, by=by, on=session.on, lang=session.language), _done)


def _done(page: Page, answer: Any) -> None:
    page.say("work-done", count=answer.count, batch=answer.batch)


def progress(session: Session, quarters: Annotated[int, typer.Option("--quarters", min=1, max=20)] = 4) -> None:
    """Show reach by quarter and what changed it."""
    session.answer(session.net.reach_progress(session.on, quarters=quarters, lang=session.language), _draw_progress)


def _draw_progress(page: Page, answer: Any) -> None:
    codes = [code for code in answer.points[-1].counts if any(point.counts[code] for point in answer.points)]
    rows = [[point.on, *(point.counts[code] for code in codes)] for point in answer.points]
    page.matrix([page.word("head.date"), *(ring_name(code, page.language) for code in codes)], rows)
    for span in answer.spans:
        page.line(f"{span.from_} → {span.to}", bold=True)
        page.table(("act", "count", "lifted"), [(act.text, act.count, act.lifted) for act in span.acts], numbers=(1, 2))
    page.say("as-of", as_of=answer.as_of, revision=answer.revision)


def targets(
    session: Session,
    region: Region = "",
    year: Annotated[str, typer.Option("--year", metavar="YEAR", show_default=False)] = "",
) -> None:
    """Show the list of links aimed for."""
    session.answer(session.net.targets(region or None, year, lang=session.language), _draw_targets)


def _draw_targets(page: Page, answer: Any) -> None:
    from alliance import messages

    rows = [
        (
            row.region_name,
            row.year,
            messages.text(f"services.target.sort.{row.sort}", page.language),
            row.a_name,
            "" if row.sort == "industry" else row.b_name,
            row.wanted,
            row.id,
        )
        for row in answer.rows
    ]
    if not rows:
        page.say("targets-none")
        return
    page.table(("place", "year", "sort", "a", "b", "wanted", "id"), rows, numbers=(5,))


def set_target(
    session: Session,
    a: Annotated[str, typer.Argument(metavar="A")],
    b: Annotated[str, typer.Argument(metavar="B")] = "",
    wanted: Annotated[int, typer.Option("--wanted", min=1)] = 1,
    region: Region = "",
    year: Annotated[str, typer.Option("--year", metavar="YEAR", show_default=False)] = "",
    sort: Annotated[str, typer.Option("--sort", metavar="SORT")] = "pair",
    strategic: Annotated[str, typer.Option("--class", metavar="CLASS", show_default=False)] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", show_default=False)] = "",
) -> None:
    """Keep one row of the list."""
    row = {"region": region, "year": year, "sort": sort, "a": a, "b": b, "wanted": wanted, "strategic_class": strategic, "note": note}
    session.answer(session.net.set_targets([row], lang=session.language), _kept)


def load_targets(session: Session, file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False)]) -> None:
    """Read a whole list from a CSV file or a workbook. Exit code 1 where a row was refused; the others are kept."""
    read = session.net.read_targets(file.name, file.read_bytes(), lang=session.language)
    for found in read.findings:
        session.tell("target-finding", row=found.row, column=found.column, value=found.value, text=found.text)
    if read.rows:
        session.answer(session.net.set_targets(read.rows, lang=session.language), _kept)
    if len(read.rows) < max(read.count, 1):
        raise typer.Exit(1)


def target_template(session: Session, out: Annotated[str, typer.Option("--out", metavar="FILE")] = "targets.csv") -> None:
    """Write the list as a CSV file."""
    content = session.net.targets_template(session.language)
    with open_atomic(Path(out)) as file:
        file.write(content)
    session.answer({"path": out}, lambda page, _: page.say("file-written", path=out))


def remove_targets(session: Session, ids: Annotated[list[str], typer.Argument(metavar="ID")]) -> None:
    """Remove rows of the list."""
    session.answer(session.net.remove_targets(ids, lang=session.language), _kept)


def _kept(page: Page, answer: Any) -> None:
    page.say("targets-kept", count=len(answer.ids), batch=answer.batch)
