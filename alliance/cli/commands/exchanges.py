"""plan, plan save, show, list, change, state, papers, record: an exchange from a gap to what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, TypeVar, Unpack

import click

from alliance import messages, schema
from alliance.cli.command import command
from alliance.cli.options import Number, refuse_word
from alliance.cli.printing import Page
from alliance.cli.run import Run
from alliance.errors import PlanRefused
from alliance.model import ANY

if TYPE_CHECKING:
    from alliance.services.exchanges.plan_results import OutcomeResult, PlanResult, PlansResult

F = TypeVar("F", bound=Callable[..., object])
PLAN = click.argument("plan_id", metavar="PLAN")
HOST = click.option("--host", metavar="NAME")
TABLES = click.option("--tables", type=Number())
ROUNDS = click.option("--rounds", type=Number())
DATE = click.option("--date", metavar="DATE")
FORM = click.option("--form", metavar="FORM")
TITLE = click.option("--title")
VERSION = click.option("--version", metavar="VERSION", type=Number(None), default=ANY, show_default=False)
WISHES = (
    click.option("--gap", metavar="A B", nargs=2),
    click.option("--workshop", "workshops", metavar="NAME", multiple=True),
    click.option("--size", metavar="MIN MAX", type=Number(None), nargs=2),
    click.option("--per-unit", "per_unit_max", type=Number()),
    click.option("--load", "load_max", type=Number()),
    HOST,
    TABLES,
    click.option("--seats", type=Number(2)),
    ROUNDS,
    DATE,
    FORM,
    TITLE,
)


class Wishes(TypedDict, total=False):
    """What a plan is asked for, by the names of the use case ``plan``; what is left out takes its defaults."""

    gap: tuple[str, str]
    workshops: tuple[str, ...]
    size: tuple[int, int]
    per_unit_max: int
    load_max: int
    host: str
    tables: int
    seats: int
    rounds: int
    date: str
    form: str
    title: str


def _take_wishes(function: F) -> F:
    """Give a command the options of a plan, in the order of ``WISHES``."""
    for option in reversed(WISHES):
        function = option(function)
    return function


@command
@_take_wishes
def plan(run: Run, **wishes: Unpack[Wishes]) -> int:
    """Make a plan and show it; exit code 3 where the wishes cannot be met."""
    result = _make_plan(run, wishes)
    run.show(result, draw_plan)
    return 3 if result.refused else 0


@command
@_take_wishes
def save(run: Run, **wishes: Unpack[Wishes]) -> int:
    """Make a plan and save it; exit code 3 where the wishes cannot be met, then nothing is saved."""
    result = _make_plan(run, wishes)
    if result.refused:
        run.show(result, draw_plan)
        return 3
    run.show(run.net.save_plan(result, lang=run.language), draw_saved)
    return 0


def _make_plan(run: Run, wishes: Wishes) -> PlanResult:
    stated: Wishes = {name: value for name, value in wishes.items() if value not in (None, ())}  # type: ignore[assignment]
    return run.net.plan(**stated, on=run.on, lang=run.language)


def draw_plan(page: Page, result: PlanResult) -> None:
    """Print a plan: host, guests with reasons, who was left out, tables."""
    page.line(page.word("plan-head", title=result.title, date=result.date or page.word("date-open"), state=state_word(page, result.state)), bold=True)
    for refusal in result.refused:
        page.say("plan-refused", text=refusal.text)
    if result.host is not None:
        page.say("plan-host", host=result.host.name, reason=result.host.reason)
        page.say("plan-guests", count=len(result.guests))
        page.table(("name", "id", "reason"), [(guest.name, guest.id, guest.reason) for guest in result.guests])
    for left in result.left_out:
        page.line(f"  ! {left.text}")
    _draw_rounds(page, result)
    if result.sentence and not result.refused:
        page.line(result.sentence)


def _draw_rounds(page: Page, result: PlanResult) -> None:
    names = {row.id: row.name for row in (result.host, *result.guests) if row is not None}
    for number, tables in enumerate(result.rounds, 1):
        page.line(page.word("plan-round", round=number), bold=True)
        for table, seated in enumerate(tables, 1):
            page.say("plan-table", table=table, names=[names.get(party, party) for party in seated])


def draw_saved(page: Page, result: PlanResult) -> None:
    """Print a saved plan with its id and version."""
    draw_plan(page, result)
    page.say("plan-saved", plan=result.plan, version=result.version)


def state_word(page: Page, state: str) -> str:
    """Return the word of a state of a plan."""
    return page.word("refused") if state == "refused" else messages.text(f"exchanges.state.{state}", page.language)


@command
@PLAN
def show(run: Run, plan_id: str) -> None:
    """Show a saved plan."""
    run.show(run.net.plan(plan_id=plan_id, lang=run.language), draw_plan)


def draw_list(page: Page, result: PlansResult) -> None:
    """Print the saved plans, a row each."""
    rows = [(row.id, row.title, row.date, state_word(page, row.state), row.guests, row.version) for row in result.rows]
    page.table(("id", "title", "date", "state", "guests", "version"), rows, numbers=(4, 5))


@command
@PLAN
@click.option("--add", metavar="NAME", multiple=True)
@click.option("--remove", metavar="NAME", multiple=True)
@click.option("--consent", metavar="NAME,WORD", multiple=True)
@HOST
@DATE
@TITLE
@FORM
@TABLES
@ROUNDS
@click.option("--place")
@click.option("--reason", default="")
@VERSION
def change(
    run: Run,
    plan_id: str,
    version: int,
    add: tuple[str, ...],
    remove: tuple[str, ...],
    consent: tuple[str, ...],
    host: str | None,
    date: str | None,
    title: str | None,
    form: str | None,
    tables: int | None,
    rounds: int | None,
    place: str | None,
    reason: str,
) -> None:
    """Change a saved plan: guests, consents, date; everyone is seated anew where that is needed."""
    words = [_split(text, 2, "--consent") for text in consent]
    result = run.net.change_plan(
        plan_id,
        version,
        add=add,
        remove=remove,
        consent={run.net.resolve(name, schema.PARTIES).id: word for name, word in words},
        host=host,
        date=date,
        title=title,
        form=form,
        place=place,
        tables=tables,
        rounds=rounds,
        reason=reason,
        on=run.on,
        lang=run.language,
    )
    run.show(result, draw_saved)


@command
@PLAN
@click.argument("state", metavar="STATE")
@VERSION
def set_state(run: Run, plan_id: str, state: str, version: int) -> None:
    """Take a plan to another state; exit code 3 where that step is not open."""
    run.show(run.net.plan_state(plan_id, version, state, on=run.on, lang=run.language), draw_saved)


@command
@PLAN
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), required=True)
def write_papers(run: Run, plan_id: str, out: Path) -> None:
    """Write the papers of a plan as XLSX, or the event as .ics, by the ending of the name."""
    if out.suffix.lower() not in (".xlsx", ".ics"):
        refuse_word(str(out), "--out")
    make = run.net.plan_calendar if out.suffix.lower() == ".ics" else run.net.plan_workbook
    run.save(out, make(plan_id, run.language))
    run.show({"schema": "alliance.papers/1", "plan": plan_id, "path": str(out)}, lambda page, _: page.say("papers", path=out))


@command
@PLAN
@click.option("--attended", metavar="NAME", multiple=True)
@click.option("--met", metavar="A,B", multiple=True)
@click.option("--round", "held", metavar="N", type=Number(None), multiple=True)
@click.option("--outcome", metavar="KIND,A,B", multiple=True)
@DATE
def record(
    run: Run,
    plan_id: str,
    attended: tuple[str, ...],
    met: tuple[str, ...],
    held: tuple[int, ...],
    outcome: tuple[str, ...],
    date: str | None,
) -> None:
    """Record who came, who met, what was agreed, as dated facts in one batch."""
    outcomes = [{"kind": kind, "a": a, "b": b} for kind, a, b in (_split(text, 3, "--outcome") for text in outcome)]
    pairs = [(a, b) for a, b in (_split(text, 2, "--met") for text in met)]
    result = run.net.record_outcome(
        plan_id, attended=attended or None, met=pairs or None, rounds=held or None, outcomes=outcomes, date=date, on=run.on, lang=run.language
    )
    run.show(result, draw_outcome)


def draw_outcome(page: Page, result: OutcomeResult) -> None:
    """Print what recording the outcome wrote."""
    page.line(result.sentence)
    page.say("recorded", batch=result.batch)


def _split(text: str, number: int, option: str) -> list[str]:
    """Return the parts of ``A,B``; a full-width comma will do."""
    parts = [part.strip() for part in text.replace("，", ",").split(",")]
    if len(parts) != number or not all(parts):
        refuse_word(text, option)
    return parts


@command
@click.option("--data", metavar="DIR", type=click.Path(path_type=Path), required=True)
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), required=True)
@click.option("--seconds", type=click.FloatRange(min=0, min_open=True))
def evaluate(run: Run, data: Path, out: Path, seconds: float | None) -> int:
    """Answer a benchmark folder of exchanges: 0 with an answer, 3 with a refusal."""
    from alliance.services.exchanges.evaluation import evaluate_exchanges  # load time: numpy, which help does not need

    result = evaluate_exchanges(data, out, seconds=seconds, lang=run.language)

    def draw(page: Page, _: object) -> None:
        for reason in result.refused:
            page.line(reason["text"])
        page.say("refusal-written" if result.refused else "answered-instance", rows=result.rows, out=result.out)

    run.show(result, draw)
    return PlanRefused.exit_code if result.refused else 0
