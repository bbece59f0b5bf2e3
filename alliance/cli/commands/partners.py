"""partners and answer: whom a workshop should meet, why, and what was said to it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from alliance import messages, schema
from alliance.cli.printing import Page
from alliance.cli.session import Session
from alliance.cli.words import tie_name

SHOWN = 20


def partners(
    session: Session,
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False)] = "",
    top: Annotated[int, typer.Option("--top", min=1, max=100)] = 5,
    which: Annotated[str | None, typer.Option("--list", metavar="near|bridge", show_default=False)] = None,
    kind: Annotated[str, typer.Option("--kind", metavar="workshop|university|enterprise")] = "workshop",
    everyone: Annotated[bool, typer.Option("--all", show_default=False)] = False,
    out: Annotated[str, typer.Option("--out", metavar="FILE", show_default=False)] = "",
    why_not: Annotated[str, typer.Option("--why-not", metavar="OTHER", show_default=False)] = "",
) -> int:
    """Suggest partners with reasons; exit code 3 where there are none, with the reason why. ``--all``: a stored round for everyone."""
    if everyone:
        return _round(session, top, out)
    if not name:
        raise typer.BadParameter(name, param_hint="NAME")
    if why_not:
        why(session, name, why_not)
        return 0
    if which not in (None, "near", "bridge"):
        raise typer.BadParameter(which or "", param_hint="--list")
    # a surname means the workshop that bears it, not its head
    party = session.net.resolve(name, schema.PARTIES)
    answer = session.net.partners(party.id, top=top, list=which, kind=kind, on=session.on, lang=session.language)
    session.answer(answer, _draw)
    return 0 if answer.near or answer.bridge else 3


def _round(session: Session, top: int, out: str) -> int:
    from alliance.atomic_files import open_atomic
    from alliance.services.partners.suggestion_rounds import form_of

    form = form_of(out) if out else ""
    with session.progress("rounding") as progress:
        answer = session.net.suggest_all(top, on=session.on, lang=session.language, progress=progress)
    if out:
        content = session.net.round_file(answer, form, lang=session.language)
        with open_atomic(Path(out)) as file:
            file.write(content)
    session.answer(answer, lambda page, answer: _draw_round(page, answer, out))
    return 0


def _draw_round(page: Page, answer: Any, out: str) -> None:
    share = round(100 * answer.covered / answer.active) if answer.active else 0
    figures = {name: getattr(answer, name) for name in ("workshops", "served", "active", "covered")}
    page.say("round", **figures, share=share, full=len(answer.full))
    page.say("round-passed", count=sum(bool(row.passed) for row in answer.rows), unlisted=len(answer.unlisted), batch=answer.batch)
    if answer.unlisted:
        page.table(("workshop", "reason"), [(one.workshop, one.text) for one in answer.unlisted[:SHOWN]])
    if out:
        page.say("file-written", path=out)
    page.say("as-of", as_of=answer.as_of, revision=answer.revision)


def _draw(page: Page, answer: Any) -> None:
    page.line(f"{answer.for_.name}  {answer.for_.id}", bold=True)
    for key, rows in (("near", answer.near), ("bridge", answer.bridge)):
        page.line(page.word(f"list.{key}", count=len(rows)), bold=True)
        for row in rows:
            _draw_row(page, row)
        for none in answer.none_because:
            if none.list in ("", key) and not rows:
                page.line(f"  {none.text}")
    for text in answer.would_change:
        page.line(f"  {text}")
    if answer.scope_text:
        page.line(answer.scope_text)
    page.say("as-of", as_of=answer.as_of, revision=answer.revision)


def _draw_row(page: Page, row: Any) -> None:
    page.line(f"  {row.name}  {row.id}")
    for reason in row.reasons:
        page.line(f"     · {messages.text(f'partners.criterion.{reason.criterion}', page.language)}  {reason.text}")
        for item in reason.evidence[:1]:
            source = next((str(source.get("source")) for source in item.sources if source.get("source")), "")
            page.line(f"         {item.date or page.word('undated')}  {tie_name(item.kind, page.language)}  {source}".rstrip())
    for text in (*(reason.text for reason in row.against), *row.mind, *row.moves, row.way_in):
        if text:
            page.line(f"     ! {text}")


def why(session: Session, name: Annotated[str, typer.Argument(metavar="NAME")], other: Annotated[str, typer.Argument(metavar="OTHER")]) -> None:
    """Say why someone is not among the suggestions."""
    mine, theirs = (session.net.resolve(text, schema.PARTIES).id for text in (name, other))
    session.answer(session.net.why_not(mine, theirs, on=session.on, lang=session.language), _draw_why)


def _draw_why(page: Page, answer: Any) -> None:
    for text in (answer.text, *answer.missing, *answer.would_change, answer.scope_text):
        if text:
            page.line(text)


def evaluate(
    session: Session,
    data: Annotated[Path, typer.Option("--data", metavar="DIR")],
    split: Annotated[str, typer.Option("--split", metavar="dev|heldout")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE")],
    learn: Annotated[bool, typer.Option("--learn/--no-learn")] = True,
) -> None:
    """Rank partners for the queries of a benchmark folder."""
    from alliance.services.partners.evaluation import evaluate_partners

    with session.progress("ranking") as progress:
        answer = evaluate_partners(data, split, out, learn=learn, progress=progress)
    session.answer(answer, lambda page, answer: page.say("ranked", rows=answer.rows, out=answer.out))


def answer(
    session: Session,
    workshop: Annotated[str, typer.Argument(metavar="WORKSHOP")],
    candidate: Annotated[str, typer.Argument(metavar="CANDIDATE")],
    word: Annotated[str, typer.Argument(metavar="accepted|unsuitable|known|later")],
    reason: Annotated[str, typer.Option("--reason", show_default=False)] = "",
    owner: Annotated[str, typer.Option("--owner", show_default=False)] = "",
    due: Annotated[str, typer.Option("--due", metavar="DATE", show_default=False)] = "",
    tie_kind: Annotated[str, typer.Option("--tie", metavar="KIND", show_default=False)] = "",
    date: Annotated[str, typer.Option("--date", metavar="DATE", show_default=False)] = "",
    source: Annotated[str, typer.Option("--source", metavar="TEXT", show_default=False)] = "",
) -> None:
    """Keep what was said to a suggestion; with known, the tie that is behind it."""
    more = {"tie_kind": tie_kind, "date": date, "source": source}
    kept = session.net.answer(workshop, candidate, answer=word, reason=reason, owner=owner, due=due, on=session.on, lang=session.language, **more)
    session.answer(kept, _draw_given)


def _draw_given(page: Page, answer: Any) -> None:
    page.line(answer.row.text)
    if answer.tie:
        page.line(f"  {tie_name(answer.tie.kind, page.language)}  {answer.tie.date}")
    if answer.missing:
        page.line(f"  {answer.missing}")


def answers(session: Session, workshop: Annotated[str | None, typer.Argument(metavar="WORKSHOP", show_default=False)] = None) -> None:
    """List the answers to suggestions, of one workshop or of all."""
    kept = session.net.answers(workshop, on=session.on, lang=session.language)
    session.answer(kept, _draw_answers)


def _draw_answers(page: Page, answer: Any) -> None:
    page.table(("workshop", "candidate", "state", "due", "actor"), [_answered(row) for row in answer.rows])
    if answer.acceptance:
        page.line()
        rows = [(_criterion(page, row), row.text, row.answered, row.accepted) for row in answer.acceptance]
        page.table(("sort", "reason", "answered", "accepted"), rows, numbers=(2, 3))
        page.line(answer.learning)


def _criterion(page: Page, row: Any) -> str:
    return messages.text(f"partners.criterion.{row.criterion}", page.language)


def _answered(row: Any) -> tuple[str, ...]:
    return row.workshop.name, row.candidate.name, row.text, row.due or row.until, row.owner or row.by
