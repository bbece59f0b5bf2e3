"""bridges, groups, compare: how the network hangs together, and what changed in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from alliance.cli.command import command
from alliance.cli.options import Number
from alliance.cli.printing import Page
from alliance.cli.run import Run
from alliance.cli.words import ring_name

if TYPE_CHECKING:
    from alliance.services.structure.bridges import BridgesResult
    from alliance.services.structure.communities import GroupsResult
    from alliance.services.structure.then_and_now import CompareResult


def draw_bridges(page: Page, result: BridgesResult) -> None:
    """Print who holds others together and who stands between industries."""
    page.say("bridges-head", total=result.total, ties=result.ties_total)
    for row in result.rows:
        page.line(f"{row.name}  {row.group}  {row.id}", bold=True)
        page.line(f"    {row.text}")
        roles = [f"{page.word(f'role.{name}')} {count}" for name, count in row.roles.items() if count]
        if roles:
            page.line("    " + "  ".join(roles))
    for tie in result.ties[:10]:
        page.line(tie.text)
    page.say_as_of(result)


def draw_groups(page: Page, result: GroupsResult) -> None:
    """Print the groups of workshops found from their contacts, each with the alliance most like it."""
    page.say("groups-head", workshops=result.workshops, total=result.total, smallest=result.smallest)
    for row in result.rows:
        page.line(page.word("group-line", name=row.name, size=row.size, inside=row.inside, firm=f"{row.firm:.0%}"), bold=True)
        page.line("    " + "  ".join(member.name for member in row.members))
        for one in row.alliances[:1]:
            page.say("group-alliance", name=one.name, both=one.both, members=one.members)
    page.say_as_of(result)


@command
@click.argument("then", metavar="DATE", default="")
@click.argument("now", metavar="DATE", default="")
@click.option("--plan", metavar="ID", default="")
@click.option("--limit", type=Number(), default=100)
def compare(run: Run, then: str, now: str, plan: str, limit: int) -> None:
    """Show what changed between two dates, or around an exchange; without a second date up to ``--on``."""
    run.show(run.net.compare(then, now or run.on or "", plan=plan, limit=limit, lang=run.language), draw_compare)


def draw_compare(page: Page, result: CompareResult) -> None:
    """Print what changed: pairs, acts, reach, cells."""
    page.line(f"{result.then} → {result.now}", bold=True)
    for layer, counts in result.pairs.items():
        page.say("compare-pairs", layer=page.word(f"layer-name.{layer}"), **counts)
    page.say("compare-lifted", count=result.lifted)
    page.table(("act", "count", "lifted"), [(row.text, row.count, row.lifted) for row in result.acts], numbers=(1, 2))
    for row in result.reach_rows[:40]:
        codes = " → ".join(ring_name(code, page.language) if code else "—" for code in (row.before, row.after))
        page.line(f"  {row.name}：{codes}  {row.text}")
    for pair in result.pair_rows[:20]:
        page.line(f"  {page.word(f'layer-name.{pair.layer}')} {pair.state}  {pair.a.name} — {pair.b.name}")
    for cell in result.cells[:10]:
        page.line(f"  {cell.a} × {cell.b}：{cell.before} → {cell.after}")
    page.say_as_of(result)
