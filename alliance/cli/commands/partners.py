"""partners, why, answer, answers, evaluate: whom a workshop should meet, why, and what was decided about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance import messages, schema
from alliance.cli.command import command
from alliance.cli.options import Number, refuse_word
from alliance.cli.printing import Page
from alliance.cli.run import Run
from alliance.cli.words import tie_name

if TYPE_CHECKING:
    from alliance.services.partners.decisions import DecisionKept, DecisionRow, DecisionsResult
    from alliance.services.partners.suggestion_results import PartnerRow, PartnersResult, WhyNotResult
    from alliance.services.partners.suggestion_rounds import RoundResult

SHOWN = 20


@command
@click.argument("name", metavar="NAME", default="")
@click.option("--top", type=Number(1, 100), default=5)
@click.option("--list", "which", metavar="near|bridge")
@click.option("--kind", metavar="workshop|university|enterprise", default="workshop")
@click.option("--all", "everyone", is_flag=True)
@click.option("--out", metavar="FILE", default="")
@click.option("--why-not", metavar="OTHER", default="")
def partners(run: Run, name: str, top: int, which: str | None, kind: str, everyone: bool, out: str, why_not: str) -> int:
    """Suggest partners with reasons; exit code 3 where there are none, with the reason why. ``--all``: a stored round for everyone."""
    if everyone:
        return _make_round(run, top, out)
    if not name:
        refuse_word(name, "NAME")
    if why_not:
        _show_why(run, name, why_not)
        return 0
    if which not in (None, "near", "bridge"):
        refuse_word(which or "", "--list")
    # a surname means the workshop that bears it, not its head
    party = run.net.resolve(name, schema.PARTIES)
    result = run.net.partners(party.id, top, which, kind, run.on, lang=run.language)
    run.show(result, draw_partners)
    return 0 if result.near or result.bridge else 3


def _make_round(run: Run, top: int, out: str) -> int:
    from alliance.services.partners.suggestion_rounds import form_of  # load time: numpy, which help does not need

    form = form_of(out) if out else ""
    with run.progress("rounding") as progress:
        result = run.net.suggest_all(top, on=run.on, lang=run.language, progress=progress)
    if out:
        run.save(Path(out), run.net.round_file(result, form, lang=run.language))
    run.show(result, lambda page, result: draw_round(page, result, out))
    return 0


def draw_round(page: Page, result: RoundResult, out: str) -> None:
    """Print the figures of a round of suggestions for all, and who is in no list and why."""
    share = round(100 * result.covered / result.active) if result.active else 0
    page.say(
        "round",
        workshops=result.workshops,
        served=result.served,
        active=result.active,
        covered=result.covered,
        share=share,
        full=len(result.full),
    )
    page.say("round-passed", count=sum(bool(row.passed) for row in result.rows), unlisted=len(result.unlisted), batch=result.batch)
    if result.unlisted:
        page.table(("workshop", "reason"), [(one.workshop, one.text) for one in result.unlisted[:SHOWN]])
    if out:
        page.say("file-written", path=out)
    page.say_as_of(result)


def draw_partners(page: Page, result: PartnersResult) -> None:
    """Print the near partners and those in other industries, each with its reasons."""
    page.line(f"{result.for_.name}  {result.for_.id}", bold=True)
    for key, rows in (("near", result.near), ("bridge", result.bridge)):
        page.line(page.word(f"list.{key}", count=len(rows)), bold=True)
        for row in rows:
            _draw_partner(page, row)
        for none in result.none_because:
            if none.list in ("", key) and not rows:
                page.line(f"  {none.text}")
    for text in result.would_change:
        page.line(f"  {text}")
    if result.scope_text:
        page.line(result.scope_text)
    page.say_as_of(result)


def _draw_partner(page: Page, row: PartnerRow) -> None:
    page.line(f"  {row.name}  {row.id}")
    for reason in row.reasons:
        page.line(f"     · {_criterion_name(page, reason.criterion)}  {reason.text}")
        for item in reason.evidence[:1]:
            source = next((str(source.get("source")) for source in item.sources if source.get("source")), "")
            page.line(f"         {item.date or page.word('undated')}  {tie_name(item.kind, page.language)}  {source}".rstrip())
    for text in (*(reason.text for reason in row.against), *row.mind, *row.moves, row.way_in):
        if text:
            page.line(f"     ! {text}")


@command
@click.argument("name", metavar="NAME")
@click.argument("other", metavar="OTHER")
def why(run: Run, name: str, other: str) -> None:
    """Say why someone is not among the suggestions."""
    _show_why(run, name, other)


def _show_why(run: Run, name: str, other: str) -> None:
    mine, theirs = (run.net.resolve(text, schema.PARTIES).id for text in (name, other))
    run.show(run.net.why_not(mine, theirs, on=run.on, lang=run.language), draw_why)


def draw_why(page: Page, result: WhyNotResult) -> None:
    """Print why someone is not among the suggestions, and what would change that."""
    for text in (result.text, *result.missing, *result.would_change, result.scope_text):
        if text:
            page.line(text)


@command
@click.option("--data", metavar="DIR", type=click.Path(path_type=Path), required=True)
@click.option("--split", metavar="dev|heldout", required=True)
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), required=True)
@click.option("--learn/--no-learn", default=True)
def evaluate(run: Run, data: Path, split: str, out: Path, learn: bool) -> None:
    """Rank partners for the queries of a benchmark folder."""
    from alliance.services.partners.evaluation import evaluate_partners  # load time: numpy, which help does not need

    with run.progress("ranking") as progress:
        result = evaluate_partners(data, split, out, learn=learn, progress=progress)
    run.show(result, lambda page, result: page.say("ranked", rows=result.rows, out=result.out))


def draw_given(page: Page, result: DecisionKept) -> None:
    """Print a decision that was just written, with the tie that came of it."""
    page.line(result.row.text)
    if result.tie:
        page.line(f"  {tie_name(result.tie.kind, page.language)}  {result.tie.date}")
    if result.missing:
        page.line(f"  {result.missing}")


def draw_answers(page: Page, result: DecisionsResult) -> None:
    """Print the decisions, and how often each reason was accepted."""
    page.table(("workshop", "candidate", "state", "due", "actor"), [_decision_cells(row) for row in result.rows])
    if result.acceptance:
        page.line()
        rows = [(_criterion_name(page, row.criterion), row.text, row.answered, row.accepted) for row in result.acceptance]
        page.table(("sort", "reason", "answered", "accepted"), rows, numbers=(2, 3))
        page.line(result.learning)


def _criterion_name(page: Page, criterion: str) -> str:
    return messages.text(f"partners.criterion.{criterion}", page.language)


def _decision_cells(row: DecisionRow) -> tuple[str, ...]:
    return row.workshop.name, row.candidate.name, row.text, row.due or row.until, row.owner or row.by
