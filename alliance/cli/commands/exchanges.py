"""plan, plan save, show, list, state, record: an exchange from a gap to what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from alliance import messages, schema
from alliance.atomic_files import open_atomic
from alliance.cli.printing import Page
from alliance.cli.session import Session
from alliance.model import ANY

Gap = Annotated[tuple[str, str] | None, typer.Option("--gap", metavar="A B", show_default=False)]
Workshops = Annotated[list[str] | None, typer.Option("--workshop", metavar="NAME")]
Size = Annotated[tuple[int, int] | None, typer.Option("--size", metavar="MIN MAX", show_default=False)]
PerUnit = Annotated[int | None, typer.Option("--per-unit", min=1, show_default=False)]
Load = Annotated[int | None, typer.Option("--load", min=1, show_default=False)]
Host = Annotated[str | None, typer.Option("--host", metavar="NAME", show_default=False)]
Tables = Annotated[int | None, typer.Option("--tables", min=1, show_default=False)]
Seats = Annotated[int | None, typer.Option("--seats", min=2, show_default=False)]
Rounds = Annotated[int | None, typer.Option("--rounds", min=1, show_default=False)]
Date = Annotated[str | None, typer.Option("--date", metavar="DATE", show_default=False)]
Form = Annotated[str | None, typer.Option("--form", metavar="FORM", show_default=False)]
Title = Annotated[str | None, typer.Option("--title", show_default=False)]
PlanId = Annotated[str, typer.Argument(metavar="PLAN")]


def plan(
    session: Session,
    gap: Gap = None,
    workshops: Workshops = None,
    size: Size = None,
    per_unit: PerUnit = None,
    load: Load = None,
    host: Host = None,
    tables: Tables = None,
    seats: Seats = None,
    rounds: Rounds = None,
    date: Date = None,
    form: Form = None,
    title: Title = None,
) -> int:
    """Make a plan and show it; exit code 3 where the wishes cannot be met."""
    wishes = _wishes(gap, workshops, size, per_unit, load, host, tables, seats, rounds, date, form, title)
    answer = session.net.plan(**wishes, on=session.on, lang=session.language)
    session.answer(answer, _draw_plan)
    return 3 if answer.refused else 0


def save(
    session: Session,
    gap: Gap = None,
    workshops: Workshops = None,
    size: Size = None,
    per_unit: PerUnit = None,
    load: Load = None,
    host: Host = None,
    tables: Tables = None,
    seats: Seats = None,
    rounds: Rounds = None,
    date: Date = None,
    form: Form = None,
    title: Title = None,
) -> int:
    """Make a plan and keep it; exit code 3 where the wishes cannot be met, then nothing is kept."""
    wishes = _wishes(gap, workshops, size, per_unit, load, host, tables, seats, rounds, date, form, title)
    answer = session.net.plan(**wishes, on=session.on, lang=session.language)
    if answer.refused:
        session.answer(answer, _draw_plan)
        return 3
    kept = session.net.save_plan(answer, lang=session.language)
    session.answer(kept, _draw_kept)
    return 0


def _wishes(
    gap: Any, workshops: Any, size: Any, per_unit: Any, load: Any, host: Any, tables: Any, seats: Any, rounds: Any, date: Any, form: Any, title: Any
) -> dict[str, Any]:
    """Return the wishes that were given; those left open take the defaults of the service."""
    given = {
        "gap": gap,
        "workshops": tuple(workshops or ()),
        "size": size,
        "per_unit_max": per_unit,
        "load_max": load,
        "host": host,
        "tables": tables,
        "seats": seats,
        "rounds": rounds,
        "date": date,
        "form": form,
        "title": title,
    }
    return {name: value for name, value in given.items() if value not in (None, ())}


def _draw_plan(page: Page, answer: Any) -> None:
    page.line(page.word("plan-head", title=answer.title, date=answer.date or page.word("date-open"), state=state_word(page, answer.state)), bold=True)
    for refusal in answer.refused:
        page.say("plan-refused", text=refusal.text)
    if answer.host is not None:
        page.say("plan-host", host=answer.host.name, reason=answer.host.reason)
        page.say("plan-guests", count=len(answer.guests))
        page.table(("name", "id", "reason"), [(guest.name, guest.id, guest.reason) for guest in answer.guests])
    for left in answer.left_out:
        page.line(f"  ! {left.text}")
    _draw_rounds(page, answer)
    if answer.sentence and not answer.refused:
        page.line(answer.sentence)


def _draw_rounds(page: Page, answer: Any) -> None:
    names = {row.id: row.name for row in (answer.host, *answer.guests) if row is not None}
    for number, tables in enumerate(answer.rounds, 1):
        page.line(page.word("plan-round", round=number), bold=True)
        for table, seated in enumerate(tables, 1):
            page.say("plan-table", table=table, names=[names.get(one, one) for one in seated])


def _draw_kept(page: Page, answer: Any) -> None:
    _draw_plan(page, answer)
    page.say("plan-saved", plan=answer.plan, version=answer.version)


def state_word(page: Page, state: str) -> str:
    """Return the word of a state of a plan."""
    return page.word("refused") if state == "refused" else messages.text(f"exchanges.state.{state}", page.language)


def show(session: Session, plan_id: PlanId) -> None:
    """Show a saved plan."""
    session.answer(session.net.plan(plan_id=plan_id, lang=session.language), _draw_plan)


def listed(session: Session) -> None:
    """List the saved plans."""
    session.answer(session.net.plans(session.on), _draw_list)


def _draw_list(page: Page, answer: Any) -> None:
    rows = [(row.id, row.title, row.date, state_word(page, row.state), row.guests, row.version) for row in answer.rows]
    page.table(("id", "title", "date", "state", "guests", "version"), rows, numbers=(4, 5))


def change(
    session: Session,
    plan_id: PlanId,
    add: Annotated[list[str] | None, typer.Option("--add", metavar="NAME")] = None,
    remove: Annotated[list[str] | None, typer.Option("--remove", metavar="NAME")] = None,
    consent: Annotated[list[str] | None, typer.Option("--consent", metavar="NAME,WORD")] = None,
    host: Host = None,
    date: Date = None,
    title: Title = None,
    form: Form = None,
    tables: Tables = None,
    rounds: Rounds = None,
    place: Annotated[str | None, typer.Option("--place", show_default=False)] = None,
    reason: Annotated[str, typer.Option("--reason", show_default=False)] = "",
    version: Annotated[int, typer.Option("--version", metavar="VERSION", show_default=False)] = ANY,
) -> None:
    """Change a saved plan: guests, consents, date; everyone is seated anew where that is needed."""
    words = [_parts(text, 2, "--consent") for text in consent or ()]
    consents = {session.net.resolve(name, schema.PARTIES).id: word for name, word in words}
    answer = session.net.change_plan(
        plan_id,
        version,
        add=tuple(add or ()),
        remove=tuple(remove or ()),
        consent=consents,
        host=host,
        date=date,
        title=title,
        form=form,
        place=place,
        tables=tables,
        rounds=rounds,
        reason=reason,
        on=session.on,
        lang=session.language,
    )
    session.answer(answer, _draw_kept)


def state(
    session: Session,
    plan_id: PlanId,
    word: Annotated[str, typer.Argument(metavar="STATE")],
    version: Annotated[int, typer.Option("--version", metavar="VERSION", show_default=False)] = ANY,
) -> None:
    """Take a plan to another state; exit code 3 where that step is not open."""
    session.answer(session.net.plan_state(plan_id, version, word, on=session.on, lang=session.language), _draw_kept)


def papers(session: Session, plan_id: PlanId, out: Annotated[Path, typer.Option("--out", metavar="FILE")]) -> None:
    """Write the papers of a plan as XLSX, or the event as .ics, by the ending of the name."""
    if out.suffix.lower() not in (".xlsx", ".ics"):
        raise typer.BadParameter(str(out), param_hint="--out")
    make = session.net.plan_calendar if out.suffix.lower() == ".ics" else session.net.plan_workbook
    content = make(plan_id, session.language)
    with open_atomic(out) as target:
        target.write(content)
    session.answer({"schema": "alliance.papers/1", "plan": plan_id, "path": str(out)}, lambda page, _: page.say("papers", path=out))


def record(
    session: Session,
    plan_id: PlanId,
    attended: Annotated[list[str] | None, typer.Option("--attended", metavar="NAME")] = None,
    met: Annotated[list[str] | None, typer.Option("--met", metavar="A,B")] = None,
    held: Annotated[list[int] | None, typer.Option("--round", metavar="N")] = None,
    outcome: Annotated[list[str] | None, typer.Option("--outcome", metavar="KIND,A,B")] = None,
    date: Date = None,
) -> None:
    """Record who came, who met, what was agreed, as dated facts in one batch."""
    outcomes = [{"kind": kind, "a": a, "b": b} for kind, a, b in (_parts(text, 3, "--outcome") for text in outcome or ())]
    pairs = [(a, b) for a, b in (_parts(text, 2, "--met") for text in met or ())]
    kept = session.net.record_outcome(
        plan_id, attended=attended or None, met=pairs or None, rounds=held or None, outcomes=outcomes, date=date, on=session.on, lang=session.language
    )
    session.answer(kept, _draw_outcome)


def _draw_outcome(page: Page, answer: Any) -> None:
    page.line(answer.sentence)
    page.say("recorded", batch=answer.batch)


def _parts(text: str, number: int, option: str) -> list[str]:
    """Return the parts of ``A,B``; a full-width comma will do."""
    parts = [part.strip() for part in text.replace("，", ",").split(",")]
    if len(parts) != number or not all(parts):
        raise typer.BadParameter(text, param_hint=option)
    return parts
