"""partners and answer: whom a workshop should meet, why, and what was said to it."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from alliance.cli.printing import Page
from alliance.cli.session import Session


def partners(session: Session, name: Annotated[str, typer.Argument(metavar="NAME")],
             top: Annotated[int, typer.Option("--top", min=1, max=100)] = 5,
             which: Annotated[str | None, typer.Option("--list", metavar="near|bridge", show_default=False)] = None,
             kind: Annotated[str, typer.Option("--kind", metavar="workshop|university|enterprise")] = "workshop") -> int:
    """Suggest partners with reasons; exit code 3 where there are none, with the reason why."""
    if which not in (None, "near", "bridge"):
        raise typer.BadParameter(which or "", param_hint="--list")
    answer = session.net.partners(name, top=top, list=which, kind=kind, on=session.on, lang=session.language)
    session.answer(answer, _draw)
    return 0 if answer.near or answer.bridge else 3


def _draw(page: Page, answer: Any) -> None:
    page.line(f"{answer.for_.name}  {answer.for_.id}", bold=True)
    for key, rows in (("near", answer.near), ("bridge", answer.bridge)):
        page.line(page.word(f"list.{key}", count=len(rows)), bold=True)
        for row in rows:
            page.line(f"  {row.rank}. {row.name}  {row.id}")
            for reason in row.reasons:
                page.line(f"     · {reason.text}")
            for against in row.against:
                page.line(f"     ! {getattr(against, 'text', against)}")
    if not answer.near and not answer.bridge:
        page.line(_why_none(answer, page))
    page.say("as-of", as_of=answer.as_of, revision=answer.revision)


def _why_none(answer: Any, page: Page) -> str:
    because = answer.none_because
    return str(getattr(because, "text", because) or page.word("no-partners"))


def answer(session: Session, workshop: Annotated[str, typer.Argument(metavar="WORKSHOP")], candidate: Annotated[str, typer.Argument(metavar="CANDIDATE")],
           word: Annotated[str, typer.Argument(metavar="accepted|unsuitable|known|later")],
           reason: Annotated[str, typer.Option("--reason", show_default=False)] = "", owner: Annotated[str, typer.Option("--owner", show_default=False)] = "",
           due: Annotated[str, typer.Option("--due", metavar="DATE", show_default=False)] = "") -> None:
    """Keep what was said to a suggestion."""
    kept = session.net.answer(workshop, candidate, answer=word, reason=reason, owner=owner, due=due)
    session.answer(kept, lambda page, _: page.say("kept"))
