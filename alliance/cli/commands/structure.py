"""gaps, coverage, bridges, groups, alliance, draft, compare: the structure of the network on a terminal."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from alliance import messages
from alliance.cli.printing import Page
from alliance.cli.session import Session
from alliance.cli.words import ring_name

Region = Annotated[str, typer.Option("--region", metavar="NAME", show_default=False)]
Limit = Annotated[int, typer.Option("--limit", min=1)]
Grouping = Annotated[str, typer.Option("--grouping", "--by", metavar="groups|section|division")]
Role = Annotated[str, typer.Option("--role", metavar="craft|host")]


def gaps(
    session: Session,
    region: Region = "",
    year: Annotated[str, typer.Option("--year", metavar="YEAR", show_default=False)] = "",
    layer: Annotated[str, typer.Option("--layer", metavar="cooperation|exchange")] = "cooperation",
    limit: Limit = 10,
) -> None:
    """Show the cells below target and who could close them."""
    session.answer(session.net.gaps(session.on, region=region or None, year=year, layer=layer, limit=limit, lang=session.language), _draw_gaps)


def _draw_gaps(page: Page, answer: Any) -> None:
    for row in answer.rows:
        page.line(row.text, bold=True)
        for side, count, workshops in ((row.a_name, row.can_a, row.workshops_a), (row.b_name, row.can_b, row.workshops_b)):
            if count:
                page.say("gap-candidates", side=side, count=count, names=[one.name for one in workshops])
    if not answer.rows:
        page.say("gaps-none" if answer.targets else "gaps-no-targets")
    if answer.targets:
        page.say("gaps-met", targets=answer.targets, met=answer.met)
    page.say("as-of", as_of=answer.as_of, revision=answer.revision)


def coverage(session: Session, region: Region = "") -> None:
    """Show how many workshops work in leading and emerging industries."""
    session.answer(session.net.coverage(session.on, region=region or None, lang=session.language), _draw_coverage)


def _draw_coverage(page: Page, answer: Any) -> None:
    for row in answer.classes:
        page.line(row.text)
    heads = [page.word("head.place"), page.word("head.workshops"), *(row.name for row in answer.classes)]
    page.matrix(heads, [[row.name, row.workshops, *(row.classes[one.code] for one in answer.classes)] for row in answer.rows])
    page.line(answer.note)
    page.say("as-of", as_of=answer.as_of, revision=answer.revision)


def bridges(session: Session, grouping: Grouping = "groups", role: Role = "craft", limit: Limit = 20) -> None:
    """Show who holds others together and who stands between industries."""
    session.answer(session.net.bridges(session.on, grouping=grouping, role=role, limit=limit, lang=session.language), _draw_bridges)


def _draw_bridges(page: Page, answer: Any) -> None:
    page.say("bridges-head", total=answer.total, ties=answer.ties_total)
    for row in answer.rows:
        page.line(f"{row.name}  {row.group}  {row.id}", bold=True)
        page.line(f"    {row.text}")
        roles = [f"{page.word(f'role.{name}')} {count}" for name, count in row.roles.items() if count]
        if roles:
            page.line("    " + "  ".join(roles))
    for tie in answer.ties[:10]:
        page.line(tie.text)
    page.say("as-of", as_of=answer.as_of, revision=answer.revision)


def groups(session: Session, smallest: Annotated[int, typer.Option("--smallest", min=2)] = 3, limit: Limit = 20) -> None:
    """Show the groups of workshops found from their contacts."""
    session.answer(session.net.groups(session.on, smallest=smallest, limit=limit, lang=session.language), _draw_groups)


def _draw_groups(page: Page, answer: Any) -> None:
    page.say("groups-head", workshops=answer.workshops, total=answer.total, smallest=answer.smallest)
    for row in answer.rows:
        page.line(page.word("group-line", name=row.name, size=row.size, inside=row.inside, firm=f"{row.firm:.0%}"), bold=True)
        page.line("    " + "  ".join(one.name for one in row.members))
        for one in row.alliances[:1]:
            page.say("group-alliance", name=one.name, both=one.both, members=one.members)
    page.say("as-of", as_of=answer.as_of, revision=answer.revision)


def alliance(session: Session, name: Annotated[str, typer.Argument(metavar="NAME")] = "", limit: Limit = 200) -> None:
    """Show one alliance, or list them all."""
    if name:
        session.answer(session.net.alliance(name, session.on, lang=session.language), _draw_alliance)
    else:
        session.answer(session.net.alliances(session.on, limit=limit, lang=session.language), _draw_alliances)


def _draw_alliance(page: Page, answer: Any) -> None:
    page.line(f"{answer.alliance.name}  {answer.alliance.id}", bold=True)
    if answer.declared_name:
        page.line(f"{page.word('head.declared')}：{answer.declared_name}")
    if answer.dissolved:
        page.line(messages.text("network.alliance.dissolved", page.language, date=answer.dissolved))
    for kind in answer.kinds:
        mark = {True: "✓", False: "✗", None: "?"}[kind.holds]
        page.line(f"{mark} {kind.name}")
        for one in kind.conditions:
            page.line(f"      {one.text}")
    for line in (*answer.flag_names, answer.question, *(one.text for one in answer.findings)):
        if line:
            page.line(line)
    page.say("alliance-density", members=len(answer.members), pairs=answer.pairs, out=answer.out, quiet=len(answer.quiet))
    page.table(("name", "ring", "id"), [(one.name, ring_name(one.ring, page.language) if one.ring else "", one.id) for one in answer.members])
    page.line("  ".join(f"{half.from_[:7]}: {half.activities}" for half in answer.halves))
    for chair in answer.chairs:
        page.line(f"  {chair.from_ or page.word('undated')} – {chair.to}  {chair.who.name}  {chair.role}")
    page.say("as-of", as_of=answer.as_of, revision=answer.revision)


def _draw_alliances(page: Page, answer: Any) -> None:
    from alliance.services.alliances.alliances import kind_name

    rows = [
        (
            row.name,
            kind_name(row.declared, page.language),
            "、".join(kind_name(one, page.language) for one in row.computed),
            row.members,
            messages.text("network.alliance.dissolved", page.language, date=row.dissolved) if row.dissolved else row.question,
            row.id,
        )
        for row in answer.rows
    ]
    page.table(("alliance", "declared", "computed", "members", "question", "id"), rows, numbers=(3,))
    page.say("as-of", as_of=answer.as_of, revision=answer.revision)


def draft(
    session: Session,
    theme: Annotated[str, typer.Argument(metavar="THEME")],
    region: Region = "",
    size: Annotated[int, typer.Option("--size", min=2)] = 20,
) -> None:
    """Show a draft of members for a theme."""
    session.answer(session.net.draft_members(theme, session.on, region=region or None, size=size, lang=session.language), _draw_draft)


def _draw_draft(page: Page, answer: Any) -> None:
    page.say("draft-head", theme=answer.theme, total=answer.total)
    rows = [(row.name, row.unit, row.union, "；".join(row.reasons), ring_name(row.ring, page.language)) for row in answer.rows]
    page.table(("name", "workshop", "union", "reason", "ring"), rows)
    page.say("as-of", as_of=answer.as_of, revision=answer.revision)


def compare(
    session: Session,
    then: Annotated[str, typer.Argument(metavar="DATE")] = "",
    now: Annotated[str, typer.Argument(metavar="DATE")] = "",
    plan: Annotated[str, typer.Option("--plan", metavar="ID", show_default=False)] = "",
    limit: Limit = 100,
) -> None:
    """Show what changed between two dates, or around an exchange."""
    session.answer(session.net.compare(then, now or session.on or "", plan=plan, limit=limit, lang=session.language), _draw_compare)


def _draw_compare(page: Page, answer: Any) -> None:
    page.line(f"{answer.then} → {answer.now}", bold=True)
    for layer, counts in answer.pairs.items():
        page.say("compare-pairs", layer=page.word(f"layer-name.{layer}"), **counts)
    page.say("compare-lifted", count=answer.lifted)
    page.table(("act", "count", "lifted"), [(row.text, row.count, row.lifted) for row in answer.acts], numbers=(1, 2))
    for row in answer.reach_rows[:40]:
        codes = " → ".join(ring_name(code, page.language) if code else "—" for code in (row.before, row.after))
        page.line(f"  {row.name}：{codes}  {row.text}")
    for pair in answer.pair_rows[:20]:
        page.line(f"  {page.word(f'layer-name.{pair.layer}')} {pair.state}  {pair.a.name} — {pair.b.name}")
    for cell in answer.cells[:10]:
        page.line(f"  {cell.a} × {cell.b}：{cell.before} → {cell.after}")
    page.say("as-of", as_of=answer.as_of, revision=answer.revision)
