"""isolates and worklist: who has not got beyond unit, group and system, and what is to be done next for whom."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance import messages
from alliance.cli.command import command
from alliance.cli.options import Number
from alliance.cli.printing import Page, stream_json
from alliance.cli.run import Run
from alliance.cli.words import ring_name, tie_name
from alliance.errors import InvalidValue

if TYPE_CHECKING:
    from alliance.services.reach.progress import ProgressResult, ReachPreview
    from alliance.services.reach.reach import IsolatesResult
    from alliance.services.reach.worklist_results import WorkDone, WorklistResult

SHOWN = 40  # rows on a terminal
WRITTEN = 10_000  # rows as JSON; --all writes every one, half a millisecond each
WORKLIST_WRITTEN = 1000


@command
@click.option("--ring", metavar="CODE", multiple=True)
@click.option("--region", metavar="NAME", default="")
@click.option("--union", metavar="NAME", default="")
@click.option("--limit", type=Number())
@click.option("--all", "everything", is_flag=True)
@click.option("--what-if", metavar="NAME=VALUE", multiple=True)
def isolates(run: Run, ring: tuple[str, ...], region: str, union: str, limit: int | None, everything: bool, what_if: tuple[str, ...]) -> None:
    """List the workshops by reach, with reason and evidence."""
    # load time: numpy, which help does not need
    from alliance.network.reach.reach import CUT_OFF  # load time: numpy, which help does not need
    from alliance.services.reach import reach

    if what_if:
        run.show(run.net.reach_preview(dict(_read_setting(text) for text in what_if), run.on), draw_preview)
        return
    rings, place, body = _read_rings(ring), region or None, union or None
    if run.json:
        most = None if everything else limit or WRITTEN
        result, rows = reach.stream(run.net, run.on, rings, place, body, most, lang=run.language)
        stream_json(result, "rows", rows)
        return
    shown = rings if rings or everything else (*CUT_OFF, "unknown")
    most = None if everything else limit or SHOWN
    draw_isolates(run.page(), run.net.isolates(run.on, shown, place, body, most, lang=run.language))


def _read_rings(given: tuple[str, ...]) -> tuple[str, ...]:
    """Return the reach codes of ``--ring a,b --ring c``."""
    return tuple(part for text in given for part in text.split(",") if part)


def _read_setting(text: str) -> tuple[str, object]:
    """Return name and value of NAME=VALUE; the value is JSON where it can be read as such, else text."""
    name, _, value = text.partition("=")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def draw_preview(page: Page, result: ReachPreview) -> None:
    """Print how many workshops would move if a setting were changed."""
    page.say("what-if", moved=result.moved, of=result.of)
    rows = [(ring_name(move.before, page.language), ring_name(move.after, page.language), move.count) for move in result.moves]
    page.table(("then", "now", "count"), rows, numbers=(2,))


def draw_isolates(page: Page, result: IsolatesResult) -> None:
    """Print the workshops by reach code with reason and evidence."""
    if not any(result.counts.values()):
        page.say("no-workshops")
        return
    page.table(("ring", "count"), [(ring_name(code, page.language), count) for code, count in result.counts.items()], numbers=(1,))
    page.line()
    for row in result.rows:
        page.line(f"{ring_name(row.ring, page.language)}  {row.name}  {row.id}", bold=True)
        page.line(f"    {row.reason}")
        for item in row.evidence[:3]:
            page.line(f"    {item.date or page.word('undated')}  {tie_name(item.kind, page.language)}  {item.name}")
    if result.left_out:
        page.say("left-out", shown=len(result.rows), left_out=result.left_out)
    page.say_as_of(result)


@command
@click.option("--ring", metavar="CODE", multiple=True)
@click.option("--region", metavar="NAME", default="")
@click.option("--union", metavar="NAME", default="")
@click.option("--owner", metavar="NAME", default="")
@click.option("--step", metavar="STEP", default="")
@click.option("--state", "states", metavar="STATE", multiple=True)
@click.option("--overdue", is_flag=True)
@click.option("--limit", type=Number())
@click.option("--all", "everything", is_flag=True)
@click.option("--present", is_flag=True)
@click.option("--out", metavar="FILE", default="")
def worklist(
    run: Run,
    ring: tuple[str, ...],
    region: str,
    union: str,
    owner: str,
    step: str,
    states: tuple[str, ...],
    overdue: bool,
    limit: int | None,
    everything: bool,
    present: bool,
    out: str,
) -> None:
    """List what can be introduced or must be asked about; with ``--out`` write it as papers for the unions."""
    rings, place, body = _read_rings(ring), region or None, union or None
    if out:
        _write_worklist(run, Path(out), rings, place, body)
        return
    result = run.net.worklist(
        run.on,
        rings=rings,
        region=place,
        union=body,
        owner=owner,
        step=step,
        states=states,
        overdue=overdue,
        limit=None if everything else limit or (WORKLIST_WRITTEN if run.json else SHOWN),
        names=not present,
        lang=run.language,
    )
    run.show(result, draw_worklist)


def _write_worklist(run: Run, out: Path, rings: tuple[str, ...], region: str | None, union: str | None) -> None:
    from alliance.services.reach.worklist import LISTED  # load time: numpy, which help does not need

    form = out.suffix.lstrip(".").lower()
    run.save(out, run.net.worklist_file(form, run.on, region=region, union=union, rings=rings or LISTED, lang=run.language))
    run.show({"path": str(out)}, lambda page, _: page.say("file-written", path=out))


def draw_worklist(page: Page, result: WorklistResult) -> None:
    """Print the worklist: figures, then each workshop with reason, state and next step."""
    page.table(("ring", "count"), [(ring_name(code, page.language), count) for code, count in result.counts.items()], numbers=(1,))
    page.table(("state", "count"), [(_state_name(state, page.language), count) for state, count in result.states.items()], numbers=(1,))
    for row in result.rows:
        page.line()
        page.line(f"{ring_name(row.ring, page.language)}  {row.name}  {row.id}", bold=True)
        page.line(f"    {row.reason}")
        state = _state_name(row.state, page.language)
        page.line("    " + "  ".join(part for part in (state, row.step_text, row.owner, row.due, row.why, row.union) if part))
    for name, count in result.hidden.items():
        if count:
            page.say("worklist-hidden", count=count, filter=page.word(f"filter.{name}"))
    if result.left_out and result.names:
        page.say("left-out", shown=len(result.rows), left_out=result.left_out)
    page.say_as_of(result)


def _state_name(state: str, language: str) -> str:
    return messages.text(f"services.work-state.{state}", language)


@command
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
def take_feedback(run: Run, file: Path) -> int:
    """Read back a paper that a union has filled in and keep its answers. Exit code 1 where a line was not understood; the others are kept."""
    if not file.is_file():
        raise InvalidValue(property="FILES", value=str(file))
    read = run.net.read_feedback(file.name, file.read_bytes(), lang=run.language)
    run.note("feedback-read", n=len(read.rows), findings=len(read.findings), open=read.open)
    for finding in read.findings:
        run.note("target-finding", row=finding.row, column="", value=finding.value, text=finding.text)
    if read.rows:
        run.show(run.net.keep_feedback(read.rows, file.name, lang=run.language), draw_done)
    return 1 if read.findings else 0


def draw_done(page: Page, result: WorkDone) -> None:
    """Print how many entries of the worklist were written."""
    page.say("work-done", count=result.count, batch=result.batch)


def draw_progress(page: Page, result: ProgressResult) -> None:
    """Print reach by quarter and what changed it."""
    codes = [code for code in result.points[-1].counts if any(point.counts[code] for point in result.points)]
    rows = [[point.on, *(point.counts[code] for code in codes)] for point in result.points]
    page.matrix([page.word("head.date"), *(ring_name(code, page.language) for code in codes)], rows)
    for span in result.spans:
        page.line(f"{span.from_} → {span.to}", bold=True)
        page.table(("act", "count", "lifted"), [(act.text, act.count, act.lifted) for act in span.acts], numbers=(1, 2))
    page.say_as_of(result)
