"""search, show, neighbours, path, overview: what is there and how it hangs together."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from alliance.cli.printing import Page
from alliance.cli.session import Session
from alliance.cli.words import chain, kind_name, reach_lines, ring_name, tie_line, value_text

Kinds = Annotated[list[str] | None, typer.Option("--kind", metavar="KIND")]
Layers = Annotated[list[str] | None, typer.Option("--layer", metavar="LAYER")]


def search(
    session: Session,
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    kind: Kinds = None,
    limit: Annotated[int, typer.Option("--limit", min=1)] = 20,
) -> int:
    """Find by name, number, alias or id; exit code 1 where nothing is found."""
    answer = session.net.search(text, tuple(kind or ()), limit, on=session.on)
    session.answer(answer, _draw_hits)
    return 0 if answer.rows else 1


def _draw_hits(page: Page, answer: Any) -> None:
    if not answer.rows:
        page.say("nothing-found", text=answer.text)
        if answer.near:
            page.table(("near", "kind", "id"), [(one.name, kind_name(one.kind, page.language), one.id) for one in answer.near])
    else:
        rows = [(row.name, kind_name(row.kind, page.language), row.place or page.word("not-on-record"), row.id) for row in answer.rows]
        page.table(("name", "kind", "place", "id"), rows)
    if answer.left_out:
        page.say("left-out", shown=len(answer.rows), left_out=answer.left_out)


def show(session: Session, name: Annotated[str, typer.Argument(metavar="NAME")], limit: Annotated[int, typer.Option("--limit", min=1)] = 500) -> None:
    """Show one node: properties, ties with the other end, sources, reach."""
    session.answer(session.net.show(name, on=session.on, lang=session.language, limit=limit), _draw_node)


def _draw_node(page: Page, answer: Any) -> None:
    from alliance import schema

    kind = schema.node_kind(answer.node.kind)
    page.line(f"{answer.node.name}  {kind.label(page.language)}  {answer.node.id}", bold=True)
    labels = {prop.name: prop for prop in kind.properties}
    labels |= {"links_checks": labels["links_checked_on"]} if "links_checked_on" in labels else {}
    for name, value in sorted(answer.props.items()):
        label = labels[name].label(page.language) if name in labels else name
        page.line(f"  {label}: {value_text(labels.get(name), value, page)}")
    if answer.reach is not None:
        reach_lines(page, answer.reach)
    for layer, ties in answer.ties.items():
        if ties:
            page.line(page.word(f"layer.{layer}", count=len(ties)), bold=True)
            for tie in ties:
                page.line(f"  {tie_line(page, tie)}")
    if answer.left_out:
        page.say("left-out", shown=sum(map(len, answer.ties.values())), left_out=answer.left_out)
    for source in answer.sources:
        page.say("source", source=source.get("source", ""), as_of=source.get("as_of") or page.word("undated"))


def neighbours(
    session: Session,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    depth: Annotated[int, typer.Option("--depth", min=1, max=4)] = 1,
    layer: Layers = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=2000)] = 150,
) -> None:
    """List what stands around a node."""
    session.answer(session.net.neighbours(name, depth, tuple(layer or ()), limit, on=session.on), _draw_neighbours)


def _draw_neighbours(page: Page, answer: Any) -> None:
    page.table(("name", "kind", "distance", "id"), [(r.name, kind_name(r.kind, page.language), r.distance, r.id) for r in answer.rows], numbers=(2,))
    page.say("around", nodes=len(answer.rows), ties=len(answer.ties), left_out=answer.left_out)


def path(
    session: Session,
    start: Annotated[str, typer.Argument(metavar="A")],
    end: Annotated[str, typer.Argument(metavar="B")],
    limit: Annotated[int, typer.Option("--limit", min=1, max=20)] = 3,
    through: Annotated[list[str] | None, typer.Option("--through", metavar="KIND")] = None,
) -> int:
    """Say how two nodes are connected; exit code 3 where no path within six steps leads."""
    answer = session.net.path(start, end, limit, tuple(through or ()), on=session.on, lang=session.language)
    session.answer(answer, _draw_paths)
    return 0 if answer.paths else 3


def _draw_paths(page: Page, answer: Any) -> None:
    for found in answer.paths:
        page.line(chain(page, found))
    if answer.text:
        page.line(answer.text)


def overview(session: Session) -> None:
    """Show the key figures, the age of the data, what is due and the ready questions."""
    session.answer(session.net.overview(on=session.on, lang=session.language), _draw_overview)


def _draw_overview(page: Page, answer: Any) -> None:
    page.line(answer.title if answer.nature_text in answer.title else f"{answer.title}  {answer.nature_text}", bold=True)
    if not answer.figures["workshops"]:
        page.say("no-workshops")
        return
    page.table(("figure", "count"), [(page.word(f"figure.{name}"), value) for name, value in answer.figures.items()], numbers=(1,))
    page.line()
    page.table(("ring", "count"), [(ring_name(ring, page.language), count) for ring, count in answer.counts.items()], numbers=(1,))
    page.line()
    page.table(
        ("question", "count"), [(row.text, page.word("not-known") if row.count is None else row.count) for row in answer.questions], numbers=(1,)
    )
    page.line()
    page.table(("age", "count"), [(page.word(f"age.{name}"), count) for name, count in answer.ages.items()], numbers=(1,))
    for due in answer.next:
        page.line(f"· {due.text}")
    page.say("as-of", as_of=answer.as_of, revision=answer.revision)
