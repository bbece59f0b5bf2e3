"""matrix, gaps, coverage, targets: which industries are joined, which are meant to be, and who works in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance import messages
from alliance.cli.command import command
from alliance.cli.options import Number
from alliance.cli.printing import Page
from alliance.cli.run import Run
from alliance.cli.words import tie_name
from alliance.errors import InvalidValue

if TYPE_CHECKING:
    from alliance.services.industries.cell import CellTie
    from alliance.services.industries.coverage import CoverageResult
    from alliance.services.industries.gaps import GapsResult
    from alliance.services.industries.mixing import CellResult, MatrixResult
    from alliance.services.industries.targets import TargetsKept, TargetsResult


@command
@click.option("--layer", metavar="cooperation|exchange", default="cooperation")
@click.option("--grouping", "--by", metavar="groups|section|division", default="groups")
@click.option("--role", metavar="craft|host", default="craft")
@click.option("--cell", metavar="A B", nargs=2)
@click.option("--test", is_flag=True)
def matrix(run: Run, layer: str, grouping: str, role: str, cell: tuple[str, str] | None, test: bool) -> None:
    """Show the mixing matrix, or one cell of it with its ties and workshops."""
    if cell:
        run.show(run.net.cell(*cell, run.on, layer, grouping, role, lang=run.language), draw_cell)
    else:
        run.show(run.net.matrix(run.on, layer, grouping, role, test=test, lang=run.language), draw_matrix)


def draw_matrix(page: Page, result: MatrixResult) -> None:
    """Print the lower half of the mixing matrix, without the groups that have no workshop."""
    if not any(result.workshops):
        page.say("no-workshops")
        return
    shown = [i for i, workshops in enumerate(result.workshops) if workshops]
    page.line(page.word("matrix-head", layer=page.word(f"layer-name.{result.layer}"), pairs=result.pairs), bold=True)
    rows: list[list[object]] = []
    for i in shown:
        cells = [f"{result.counts[i][j]}{_mark(result, i, j)}" if j <= i else "" for j in shown]
        rows.append([f"{len(rows) + 1} {result.groups[i]}", result.workshops[i], *cells])
    page.matrix([page.word("head.group"), page.word("head.workshops"), *(str(k + 1) for k in range(len(shown)))], rows)
    if result.ei is not None:
        page.say("ei", external=result.external, internal=result.internal, ei=f"{result.ei:.2f}")
    if result.p is not None:
        page.say("p-value", p=f"{result.p:.3f}")
    page.say("matrix-marks")
    page.say_as_of(result)


def _mark(result: MatrixResult, i: int, j: int) -> str:
    low, high = result.interval[i][j]
    if result.few[i][j]:
        return ""
    return "↓" if high < result.expected[i][j] else "↑" if low > result.expected[i][j] else ""


def draw_cell(page: Page, result: CellResult) -> None:
    """Print one cell of the matrix: its ties, and pairs without one."""
    a, b = result.a, result.b
    page.line(page.word("cell-head", a=a.name, b=b.name, pairs=result.pairs, workshops_a=a.workshops, workshops_b=b.workshops), bold=True)
    if not result.pairs:
        page.say("cell-none")
    for tie in result.ties:
        page.line(f"  {_time_of(page, tie)}  {tie_name(tie.kind, page.language)}  {tie.a.name} — {tie.b.name}")
    if result.unused:
        page.say("unused", count=result.unused_total)
        for pair in result.unused:
            page.line(f"  {pair.a.name} — {pair.b.name}")
    page.say_as_of(result)


def _time_of(page: Page, tie: CellTie) -> str:
    """Return the date of a contact; of a tie that goes on since then or that ended, both."""
    date = tie.date or page.word("undated")
    if not tie.until:
        return date
    return page.word("since", date=date) if tie.until == "open" else page.word("span", date=date, until=tie.until)


def draw_gaps(page: Page, result: GapsResult) -> None:
    """Print the cells below target and who could close them."""
    for row in result.rows:
        page.line(row.text, bold=True)
        for side, count, workshops in ((row.a_name, row.can_a, row.workshops_a), (row.b_name, row.can_b, row.workshops_b)):
            if count:
                page.say("gap-candidates", side=side, count=count, names=[one.name for one in workshops])
    if not result.rows:
        page.say("gaps-none" if result.targets else "gaps-no-targets")
    if result.targets:
        page.say("gaps-met", targets=result.targets, met=result.met)
    page.say_as_of(result)


def draw_coverage(page: Page, result: CoverageResult) -> None:
    """Print how many workshops work in leading and emerging industries, by place."""
    for row in result.classes:
        page.line(row.text)
    heads = [page.word("head.place"), page.word("head.workshops"), *(row.name for row in result.classes)]
    page.matrix(heads, [[row.name, row.workshops, *(row.classes[one.code] for one in result.classes)] for row in result.rows])
    page.line(result.note)
    page.say_as_of(result)


def draw_targets(page: Page, result: TargetsResult) -> None:
    """Print the list of links aimed for."""
    rows = [
        (
            row.region_name,
            row.year,
            messages.text(f"services.target.sort.{row.sort}", page.language),
            row.a_name,
            "" if row.sort == "industry" else row.b_name,
            row.wanted,
            row.id,
        )
        for row in result.rows
    ]
    if not rows:
        page.say("targets-none")
        return
    page.table(("place", "year", "sort", "a", "b", "wanted", "id"), rows, numbers=(5,))


@command
@click.argument("a", metavar="A")
@click.argument("b", metavar="B", default="")
@click.option("--wanted", type=Number(), default=1)
@click.option("--region", metavar="NAME", default="")
@click.option("--year", metavar="YEAR", default="")
@click.option("--sort", metavar="SORT", default="pair")
@click.option("--class", "strategic_class", metavar="CLASS", default="")
@click.option("--note", metavar="TEXT", default="")
def set_target(run: Run, /, **row: str | int) -> None:
    """Write one row of the list."""
    run.show(run.net.set_targets([row], lang=run.language), draw_kept)


@command
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
def load_targets(run: Run, file: Path) -> int:
    """Read a whole list from a CSV file or a workbook. Exit code 1 where a row was refused; the others are written."""
    if not file.is_file():
        raise InvalidValue(property="FILES", value=str(file))
    read = run.net.read_targets(file.name, file.read_bytes(), lang=run.language)
    for finding in read.findings:
        run.note("target-finding", row=finding.row, column=finding.column, value=finding.value, text=finding.text)
    if read.rows:
        run.show(run.net.set_targets(read.rows, lang=run.language), draw_kept)
    return 1 if len(read.rows) < max(read.count, 1) else 0


@command
@click.option("--out", metavar="FILE", default="targets.csv")
def write_target_template(run: Run, out: str) -> None:
    """Write the list as a CSV file."""
    run.save(Path(out), run.net.targets_template(run.language))
    run.show({"path": out}, lambda page, _: page.say("file-written", path=out))


def draw_kept(page: Page, result: TargetsKept) -> None:
    """Print how many rows of the list were written or removed."""
    page.say("targets-kept", count=len(result.ids), batch=result.batch)
