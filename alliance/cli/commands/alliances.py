"""alliance and draft: the alliances, one of them in full, and who could found one on a theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from alliance import messages
from alliance.cli.command import command
from alliance.cli.options import Number
from alliance.cli.printing import Page
from alliance.cli.run import Run
from alliance.cli.words import ring_name

if TYPE_CHECKING:
    from alliance.services.alliances.alliances import AllianceResult, AlliancesResult
    from alliance.services.alliances.member_proposal import DraftResult


@command
@click.argument("name", metavar="NAME", default="")
@click.option("--limit", type=Number(), default=200)
def alliance(run: Run, name: str, limit: int) -> None:
    """Show one alliance, or list them all."""
    if name:
        run.show(run.net.alliance(name, run.on, lang=run.language), draw_alliance)
    else:
        run.show(run.net.alliances(run.on, limit=limit, lang=run.language), draw_alliances)


def draw_alliance(page: Page, result: AllianceResult) -> None:
    """Print one alliance: kinds with their conditions, findings, members, activity, chairs."""
    page.line(f"{result.alliance.name}  {result.alliance.id}", bold=True)
    if result.declared_name:
        page.line(f"{page.word('head.declared')}：{result.declared_name}")
    if result.dissolved:
        page.line(messages.text("network.alliance.dissolved", page.language, date=result.dissolved))
    for kind in result.kinds:
        mark = {True: "✓", False: "✗", None: "?"}[kind.holds]
        page.line(f"{mark} {kind.name}")
        for condition in kind.conditions:
            page.line(f"      {condition.text}")
    for line in (*result.flag_names, result.question, *(finding.text for finding in result.findings)):
        if line:
            page.line(line)
    page.say("alliance-density", members=len(result.members), pairs=result.pairs, out=result.out, quiet=len(result.quiet))
    page.table(("name", "ring", "id"), [(one.name, ring_name(one.ring, page.language) if one.ring else "", one.id) for one in result.members])
    page.line("  ".join(f"{half.from_[:7]}: {half.activities}" for half in result.halves))
    for chair in result.chairs:
        page.line(f"  {chair.from_ or page.word('undated')} – {chair.to}  {chair.who.name}  {chair.role}")
    page.say_as_of(result)


def draw_alliances(page: Page, result: AlliancesResult) -> None:
    """Print all alliances, a row each."""
    from alliance.services.alliances.alliances import kind_name  # load time: numpy, which help does not need

    rows = [
        (
            row.name,
            kind_name(row.declared, page.language),
            "、".join(kind_name(kind, page.language) for kind in row.computed),
            row.members,
            messages.text("network.alliance.dissolved", page.language, date=row.dissolved) if row.dissolved else row.question,
            row.id,
        )
        for row in result.rows
    ]
    page.table(("alliance", "declared", "computed", "members", "question", "id"), rows, numbers=(3,))
    page.say_as_of(result)


def draw_draft(page: Page, result: DraftResult) -> None:
    """Print a draft of members for a theme, each with its reasons."""
    page.say("draft-head", theme=result.theme, total=result.total)
    rows = [(row.name, row.unit, row.union, "；".join(row.reasons), ring_name(row.ring, page.language)) for row in result.rows]
    page.table(("name", "workshop", "union", "reason", "ring"), rows)
    page.say_as_of(result)
