"""plan, plan save, show, list, state, record: an exchange from a gap to what came of it."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from alliance.cli.printing import Page
from alliance.cli.session import Session

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


def plan(session: Session, gap: Gap = None, workshops: Workshops = None, size: Size = None, per_unit: PerUnit = None, load: Load = None, host: Host = None,
         tables: Tables = None, seats: Seats = None, rounds: Rounds = None, date: Date = None, form: Form = None, title: Title = None) -> int:
    """Make a plan and show it; exit code 3 where the wishes cannot be met."""
    wishes = _wishes(gap, workshops, size, per_unit, load, host, tables, seats, rounds, date, form, title)
    answer = session.net.plan(**wishes, on=session.on, lang=session.language)
    session.answer(answer, _draw_plan)
    return 3 if answer.refused else 0


def save(session: Session, gap: Gap = None, workshops: Workshops = None, size: Size = None, per_unit: PerUnit = None, load: Load = None, host: Host = None,
         tables: Tables = None, seats: Seats = None, rounds: Rounds = None, date: Date = None, form: Form = None, title: Title = None) -> int:
    """Make a plan and keep it; exit code 3 where the wishes cannot be met, then nothing is kept."""
    wishes = _wishes(gap, workshops, size, per_unit, load, host, tables, seats, rounds, date, form, title)
    answer = session.net.plan(**wishes, on=session.on, lang=session.language)
    if answer.refused:
        session.answer(answer, _draw_plan)
        return 3
    kept = session.net.save_plan(answer)
    session.answer(kept, _draw_kept)
    return 0


def _wishes(gap: Any, workshops: Any, size: Any, per_unit: Any, load: Any, host: Any, tables: Any, seats: Any, rounds: Any, date: Any, form: Any, title: Any) -> dict[str, Any]:
    """Return the wishes that were given; those left open take the defaults of the service."""
    given = {"gap": gap, "workshops": tuple(workshops or ()), "size": size, "per_unit_max": per_unit, "load_max": load, "host": host, "tables": tables,
             "seats": seats, "rounds": rounds, "date": date, "form": form, "title": title}
    return {name: value for name, value in given.items() if value not in (None, ())}


def _draw_plan(page: Page, answer: Any) -> None:
    for refusal in answer.refused:
        page.say("plan-refused", text=getattr(refusal, "text", refusal))
    if answer.host is not None:
        page.say("plan-host", host=answer.host.name)
    page.say("plan-guests", count=len(answer.guests))
    for guest in answer.guests:
        page.line(f"  {guest.name}  {guest.id}")
        for reason in guest.reasons:
            page.line(f"     · {getattr(reason, 'text', reason)}")


def _draw_kept(page: Page, answer: Any) -> None:
    _draw_plan(page, answer)


def show(session: Session, plan_id: PlanId) -> None:
    """Show a saved plan."""
    session.answer(session.net.plan(plan_id=plan_id, lang=session.language), _draw_plan)


def listed(session: Session) -> None:
    """List the saved plans."""
    session.answer(session.net.plans(), _draw_list)


def _draw_list(page: Page, answer: Any) -> None:
    page.table(("id", "title", "date", "state", "version"), [(row.id, row.title, row.date, row.state, row.version) for row in answer.rows])


def state(session: Session, plan_id: PlanId, version: Annotated[int, typer.Argument(metavar="VERSION")], word: Annotated[str, typer.Argument(metavar="STATE")]) -> None:
    """Change the state of a plan."""
    session.answer(session.net.plan_state(plan_id, version, word), _draw_kept)


def record(session: Session, plan_id: PlanId,
           attended: Annotated[list[str] | None, typer.Option("--attended", metavar="NAME")] = None,
           met: Annotated[list[str] | None, typer.Option("--met", metavar="A,B")] = None,
           outcome: Annotated[list[str] | None, typer.Option("--outcome", metavar="KIND,A,B")] = None,
           date: Date = None) -> None:
    """Record who came, who met, what was agreed, as dated facts in one batch."""
    outcomes = [{"kind": kind, "a": a, "b": b, "date": date or ""} for kind, a, b in (_parts(text, 3, "--outcome") for text in outcome or ())]
    pairs = [(a, b) for a, b in (_parts(text, 2, "--met") for text in met or ())]
    kept = session.net.record_outcome(plan_id, attended=list(attended or ()), met=pairs, outcomes=outcomes)
    session.answer(kept, lambda page, answer: page.say("recorded", batch=answer.batch))


def _parts(text: str, number: int, option: str) -> list[str]:
    """Return the parts of ``A,B``; a full-width comma will do."""
    parts = [part.strip() for part in text.replace("，", ",").split(",")]
    if len(parts) != number or not all(parts):
        raise typer.BadParameter(text, param_hint=option)
    return parts
