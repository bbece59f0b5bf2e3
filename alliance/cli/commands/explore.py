"""search, show, neighbours, path, overview: what is there and how it hangs together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance import schema
from alliance.cli.command import command
from alliance.cli.options import Number
from alliance.cli.printing import Page
from alliance.cli.run import Run
from alliance.cli.words import chain, draw_reach, kind_name, ring_name, tie_line, value_text

if TYPE_CHECKING:
    from alliance.services.explore.neighbourhood.neighbours_paths import NeighboursResult, PathResult
    from alliance.services.explore.node_detail import ShowResult
    from alliance.services.explore.overview import OverviewResult
    from alliance.services.explore.panorama import PanoramaResult
    from alliance.services.explore.panorama_years import PanoramaYearsResult
    from alliance.services.explore.periods import PeriodsResult
    from alliance.services.explore.saved.views import ViewKept, ViewsResult
    from alliance.services.explore.search import FoundWorkshop, SearchResult
    from alliance.services.explore.units import UnitsResult


def draw_hits(page: Page, result: SearchResult) -> None:
    """Print the workshops that were found, each with why, then the other hits; where there is nothing, the names most like it."""
    if not (result.workshops or result.others):
        page.say("nothing-found", text=result.text)
        if result.near:
            page.table(("near", "kind", "id"), [(one.name, kind_name(one.kind, page.language), one.id) for one in result.near])
    if result.workshops:
        page.line(page.word("found-workshops", count=result.workshops_total), bold=True)
        page.table(("name", "why", "host", "place", "id"), [_workshop(page, row) for row in result.workshops])
        _left_out(page, len(result.workshops), result.workshops_total)
    if result.others:
        page.line(page.word("found-others", count=result.others_total), bold=True)
        rows = [(row.name, kind_name(row.kind, page.language), _listed(page, row.beside, "、"), row.place, row.id) for row in result.others]
        page.table(("name", "kind", "beside", "place", "id"), rows)
        _left_out(page, len(result.others), result.others_total)
    if result.not_followed:
        page.say("not-followed", count=result.not_followed)


def _workshop(page: Page, row: FoundWorkshop) -> tuple[str, ...]:
    why = (page.word(f"matched-{row.matched}"),) if row.matched else ()
    unknown = page.word("not-on-record")
    return row.name, _listed(page, (*why, *(one.text for one in row.why)), "；"), row.host or unknown, row.place or unknown, row.id


def _listed(page: Page, texts: Sequence[str], joint: str) -> str:
    return (joint if page.language == "zh" else ", ").join(texts)


def _left_out(page: Page, shown: int, total: int) -> None:
    if total > shown:
        page.say("left-out", shown=shown, left_out=total - shown)


def draw_node(page: Page, result: ShowResult) -> None:
    """Print one node: properties, reach, ties with the other end, sources."""
    kind = schema.node_kind(result.node.kind)
    page.line(f"{result.node.name}  {kind.label(page.language)}  {result.node.id}", bold=True)
    labels = {prop.name: prop for prop in kind.properties}
    labels |= {"links_checks": labels["links_checked_on"]} if "links_checked_on" in labels else {}
    for name, value in sorted(result.props.items()):
        label = labels[name].label(page.language) if name in labels else name
        page.line(f"  {label}: {value_text(labels.get(name), value, page)}")
    if result.reach is not None:
        draw_reach(page, result.reach)
    for layer, ties in result.ties.items():
        if ties:
            page.line(page.word(f"layer.{layer}", count=len(ties)), bold=True)
            for tie in ties:
                page.line(f"  {tie_line(page, tie)}")
    if result.left_out:
        page.say("left-out", shown=sum(map(len, result.ties.values())), left_out=result.left_out)
    for source in result.sources:
        page.say("source", source=source.get("source", ""), as_of=source.get("as_of") or page.word("undated"))


@command
@click.argument("name_or_id", metavar="NAME")
@click.option("--depth", type=Number(1, 4), default=1)
@click.option("--layer", "layers", metavar="LAYER", multiple=True)
@click.option("--limit", type=Number(1, 2000), default=150)
@click.option("--further", type=Number(0), default=0)
@click.option("--out", metavar="FILE", default="")
def neighbours(run: Run, name_or_id: str, depth: int, layers: tuple[str, ...], limit: int, further: int, out: str) -> None:
    """Show what stands around a node; ``--out`` writes the picture of it (.svg, .html)."""
    if out:
        content = run.net.neighbourhood_file(name_or_id, _form(out), depth, layers, limit, further=further, on=run.on, lang=run.language)
        run.save(Path(out), content)
    run.show(run.net.neighbours(name_or_id, depth, layers, limit, on=run.on), draw_neighbours)


def _form(out: str) -> str:
    return Path(out).suffix.lower().removeprefix(".")


def draw_neighbours(page: Page, result: NeighboursResult) -> None:
    """Print what stands around a node, by distance."""
    page.table(("name", "kind", "distance", "id"), [(r.name, kind_name(r.kind, page.language), r.distance, r.id) for r in result.rows], numbers=(2,))
    page.say("around", nodes=len(result.rows), ties=len(result.ties), left_out=result.left_out)


def draw_paths(page: Page, result: PathResult) -> None:
    """Print each path as one line, else why there is none."""
    for found in result.paths:
        page.line(chain(page, found))
    if result.text:
        page.line(result.text)


def draw_overview(page: Page, result: OverviewResult) -> None:
    """Print the key figures, the age of the data, what is due and the ready questions."""
    page.line(result.title if result.nature_text in result.title else f"{result.title}  {result.nature_text}", bold=True)
    if not result.figures["workshops"]:
        page.say("no-workshops")
        return
    page.table(("figure", "count"), [(page.word(f"figure.{name}"), value) for name, value in result.figures.items()], numbers=(1,))
    page.line()
    page.table(("ring", "count"), [(ring_name(ring, page.language), count) for ring, count in result.counts.items()], numbers=(1,))
    page.line()
    page.table(
        ("question", "count"), [(row.text, page.word("not-known") if row.count is None else row.count) for row in result.questions], numbers=(1,)
    )
    page.line()
    page.table(("age", "count"), [(page.word(f"age.{name}"), count) for name, count in result.ages.items()], numbers=(1,))
    for due in result.next:
        page.line(f"· {due.text}")
    page.say_as_of(result)


def draw_units(page: Page, result: UnitsResult) -> None:
    """Print the units with two workshops or more, a line each."""
    for row in result.rows:
        page.say("unit-line", name=row.unit.name, count=len(row.workshops), names=[one.name for one in row.workshops])
    if result.left_out:
        page.say("left-out", shown=len(result.rows), left_out=result.left_out)
    page.say_as_of(result)


def draw_periods(page: Page, result: PeriodsResult) -> None:
    """Print the pairs of workshops in contact in each period."""
    rows = [(row.name, row.cooperation, row.exchange, row.code or page.word("period-usual")) for row in result.rows]
    page.table(("period", "pairs-cooperation", "pairs-exchange", "option"), rows, numbers=(1, 2))
    page.say_as_of(result)


@command
@click.option("--grouping", metavar="groups|region|alliance|union|member", default="groups")
@click.option("--layer", metavar="cooperation|exchange", default="cooperation")
@click.option("--within", metavar="KEY", default="")
@click.option("--years", is_flag=True)
@click.option("--out", metavar="FILE", default="")
def panorama(run: Run, grouping: str, layer: str, within: str, years: bool, out: str) -> None:
    """Show the whole network in groups; ``--out`` writes the picture (.svg, .html), ``--years`` tells how it came about."""
    if years:
        told = run.net.panorama_years(on=run.on, grouping=grouping, layer=layer, within=within, lang=run.language)
        run.show(told, draw_panorama_years)
        return
    if out:
        run.save(Path(out), run.net.panorama_file(_form(out), run.on, grouping=grouping, layer=layer, within=within, lang=run.language))
    run.show(run.net.panorama(on=run.on, grouping=grouping, layer=layer, within=within, lang=run.language), draw_panorama)


def draw_panorama(page: Page, result: PanoramaResult) -> None:
    """Print the finding, then the groups with their workshops, those cut off, their pairs with others and their gaps."""
    page.line(result.sentence, bold=True)
    rows = [(group.name, group.workshops, group.cut_off, group.pairs, group.gaps, group.key) for group in result.groups]
    page.table(("panorama-group", "workshops", "to-introduce", "pairs-across", "gaps", "id"), rows, numbers=(1, 2, 3, 4))
    page.say_as_of(result)


def draw_panorama_years(page: Page, result: PanoramaYearsResult) -> None:
    """Print one sentence a year."""
    for year in result.years:
        page.line(year.sentence)
    page.say_as_of(result)


def draw_views(page: Page, result: ViewsResult) -> None:
    """Print the saved views, each with its address."""
    if not result.rows:
        page.say("views-none")
        return
    rows = [(row.name, row.address, row.note, row.by, row.on, row.id) for row in result.rows]
    page.table(("name", "view-address", "view-note", "view-by", "view-on", "id"), rows)


def draw_view_kept(page: Page, result: ViewKept) -> None:
    """Print what was done to a saved view, and the batch for ``undo``."""
    page.say("view-kept", name=result.name, id=result.id, batch=result.batch)
