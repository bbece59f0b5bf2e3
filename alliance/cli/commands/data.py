"""import, template, history, undo, generate: how data comes in and goes back out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance import messages
from alliance.cli.command import command
from alliance.cli.options import Number
from alliance.cli.printing import Page
from alliance.cli.run import Run
from alliance.errors import InvalidValue
from alliance.tables.cells.texts import heading_key
from alliance.tables.findings import finding_text as finding_text

if TYPE_CHECKING:
    from alliance.model import Receipt
    from alliance.services.data.history import HistoryResult
    from alliance.services.data.import_answers import Answers
    from alliance.services.data.import_results import ImportReport
    from alliance.services.workspace import Workspace

SHOWN = 40


@command
@click.argument("files", metavar="FILES", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True)
@click.option("--yes", "-y", is_flag=True)
@click.option("--strict", is_flag=True)
@click.option("--kind", metavar="KIND", default="")
@click.option("--again", is_flag=True)
@click.option("--answer", "answered", metavar="COLUMN=TEXT=MEANING", multiple=True)
@click.option("--same", type=click.Choice(("same", "new")), default=None)
@click.option("--sheet", "hidden", metavar="SHEET", multiple=True)
@click.option("--section", "sections", metavar="WORDS=NAME", multiple=True)
@click.option("--stated", metavar="NAME=VALUE", multiple=True)
@click.option("--announced", is_flag=True)
@click.option("--final", is_flag=True)
@click.option("--as-before", is_flag=True)
def import_files(
    run: Run,
    files: tuple[Path, ...],
    dry_run: bool,
    yes: bool,
    strict: bool,
    kind: str,
    again: bool,
    answered: tuple[str, ...],
    same: str | None,
    hidden: tuple[str, ...],
    sections: tuple[str, ...],
    stated: tuple[str, ...],
    announced: bool,
    final: bool,
    as_before: bool,
) -> int:
    """Check tables, show what would change, write after a yes.

    Exit code 1 where rows were rejected or a finding is an error, 2 where nobody said yes.
    """
    from alliance.services.data import dataset_settings  # load time: reading tables, which help does not need

    absent = [str(path) for path in files if not path.exists()]
    if absent:
        raise InvalidValue(property="FILES", value=absent[0])
    net = run.open_net(create=True)
    new = dataset_settings.is_new(net)
    answers = _answers(answered, same or "", hidden).with_later(_batch(stated, announced, final)).with_later(_meanings(sections))
    report = _check(run, net, dataset_settings.tables_in(files), kind, again, answers, as_before)
    refused = strict and count_rejected(report) > 0
    receipt = _confirm(run, report, yes) if not dry_run and not refused else None
    if receipt is None:
        net.discard(report.batch)
    elif new:
        dataset_settings.take_settings(net, files)
    _show_import(run, report, receipt, "dry-run" if dry_run else "strict-refused" if refused else "not-written", drawn=not yes and _may_ask(run))
    if has_faults(report):
        return 1
    return 2 if receipt is None and not dry_run and has_changes(report) else 0


def _check(run: Run, net: Workspace, tables: Sequence[Path], kind: str, again: bool, answers: Answers, as_before: bool) -> ImportReport:
    """Check the tables; ``as_before``: once more with what was said of their forms at earlier imports, where there is any."""
    with run.progress("importing") as progress:
        report = net.check(tables, kind=kind, again=again, answers=answers, progress=progress)
        before = net.remembered_forms(report) if as_before else None
        if before and before.rows:
            net.discard(report.batch)
            report = net.check(tables, kind=kind, again=again, answers=before.answers().with_later(answers), progress=progress)
    return report


def _answers(answered: tuple[str, ...], same: str, hidden: tuple[str, ...]) -> Answers:
    """What was said to the questions of an earlier check: COLUMN=TEXT=MEANING, the same or new for all rows that wait, hidden sheets to read."""
    from alliance.services.data.import_answers import Answers  # load time, as above

    cells: dict[str, dict[str, str]] = {}
    for text in answered:
        column, found, rest = text.partition("=")
        cell, equals, meaning = rest.partition("=")
        if not (found and equals):
            raise InvalidValue(property="--answer", value=text)
        cells.setdefault(column, {})[cell] = meaning
    return Answers(cells=cells, same={"*": same} if same else {}, hidden=hidden)


def _meanings(sections: tuple[str, ...]) -> Answers:
    """What sections mean: WORDS=NAME of the column that the section stands for, in any of its spellings; nothing after the sign: none."""
    from alliance.services.data.import_answers import Answers  # load time, as above
    from alliance.tables.sheets.columns import vocabulary

    told: dict[str, str] = {}
    for text in sections:
        words, found, name = text.partition("=")
        column = vocabulary("Workshop").get(heading_key(name))
        if not (words and found) or (name and column is None):
            raise InvalidValue(property="--section", value=text)
        told[words] = column[1] if column else ""
    return Answers(sections=told)


def _batch(stated: tuple[str, ...], announced: bool, final: bool) -> Answers:
    """What holds for all workshops of the files: NAME=VALUE, and whether it is only announced, or final whatever its files say."""
    from alliance.services.data.import_answers import FINAL, NOTICE, Answers  # load time, as above

    told = dict(text.partition("=")[::2] for text in stated)
    if wrong := [name for name, value in told.items() if not value]:
        raise InvalidValue(property="--stated", value=wrong[0])
    return Answers(stated=told, state=NOTICE if announced else FINAL if final else "")


def _confirm(run: Run, report: ImportReport, yes: bool) -> Receipt | None:
    """Write the batch where there is something to write and someone says yes."""
    if not report.can_confirm or not has_changes(report) or not (yes or (_may_ask(run) and _ask_to_write(run, report))):
        return None
    with run.progress("writing") as progress:
        return run.net.confirm(report.batch, progress=progress)


def _show_import(run: Run, report: ImportReport, receipt: Receipt | None, why_not: str, *, drawn: bool) -> None:
    """Write what was found and what was done; ``drawn``: the findings were shown before the question."""
    now = run.net.settings()
    result = {
        "schema": "alliance.import/1",
        "revision": now.revision,
        "as_of": now.as_of,
        "written": receipt is not None,
        "report": report,
        "receipt": receipt,
    }
    run.show(result, lambda page, _: None if drawn else draw_report(page, report))
    if receipt is not None:
        run.note("repeated" if receipt.repeated else "written", batch=receipt.batch, created=receipt.created, changed=receipt.changed)
    else:
        run.note(why_not if has_changes(report) or count_rejected(report) or has_faults(report) else "nothing-new", rejected=count_rejected(report))


def has_changes(report: ImportReport) -> bool:
    """Say whether the batch would change anything."""
    return any(report.counts.get(state, 0) for state in ("new", "changed", "deleted"))


def count_rejected(report: ImportReport) -> int:
    """Return how many rows were rejected."""
    return report.counts.get("rejected", 0)


def has_faults(report: ImportReport) -> bool:
    """Say whether a row was rejected or a finding is an error."""
    return bool(count_rejected(report) or any(finding.severity == "error" for finding in report.findings))


def _may_ask(run: Run) -> bool:
    return not run.json and sys.stdin.isatty()


def _ask_to_write(run: Run, report: ImportReport) -> bool:
    draw_report(run.page(), report)
    return ask(run, "ask-confirm")


def ask(run: Run, key: str) -> bool:
    """Ask a yes-or-no question on the terminal."""
    sys.stderr.write(run.text(key))
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes", "是", "确认")


def draw_report(page: Page, report: ImportReport) -> None:
    """Print the findings of an import and how many records it would write."""
    for finding in report.findings[:SHOWN]:
        page.line(f"{finding.table}  {finding_text(finding, page.language)}")
    if len(report.findings) > SHOWN:
        page.say("finding-more", count=len(report.findings) - SHOWN)
    counts = {state: report.counts.get(state, 0) for state in ("new", "changed", "unchanged")}
    page.say("to-write", **counts, rejected=count_rejected(report))


@command
@click.argument("kind", metavar="KIND")
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path))
def write_template(run: Run, kind: str, out: Path | None) -> None:
    """Write the empty template of a kind."""
    from alliance.services.data.templates import template  # load time: making workbooks, which help does not need

    content = template(run.nobody, kind, run.language)
    path = out or Path(f"{kind}.xlsx")
    run.save(path, content)
    run.show({"schema": "alliance.template/1", "kind": kind, "path": str(path)}, lambda page, _: page.say("template-written", path=path))


def draw_history(page: Page, result: HistoryResult) -> None:
    """Print the committed batches, newest first."""
    rows = [(r.batch, r.at, r.actor, _action_word(page, r.action), r.label, r.created, r.changed, r.deleted, r.undone_by) for r in result.rows]
    page.table(("batch", "at", "actor", "action", "label", "created", "changed", "deleted", "undone"), rows, numbers=(5, 6, 7))


def _action_word(page: Page, action: str) -> str:
    """Return the word of what a batch was, the stored word where it has none."""
    key = f"services.action.{action}"
    return messages.text(key, page.language) if key in messages.catalogue(page.language) else action


@command
@click.argument("batch", metavar="BATCH", default="")
@click.option("--yes", "-y", is_flag=True)
def undo(run: Run, batch: str, yes: bool) -> int:
    """Take a batch back, the newest where none is named; exit code 3 where later batches stand in the way."""
    chosen = batch or _newest_batch(run)
    if not chosen:
        run.note("nothing-to-undo")
        return 3
    preview = run.net.undo_preview(chosen)
    if not yes:
        run.note("undo-preview", batch=chosen, **{state: preview.counts.get(state, 0) for state in ("changed", "deleted", "new")})
        if not _may_ask(run) or not ask(run, "ask-undo"):
            run.note("not-written")
            return 2
    receipt = run.net.undo(chosen)
    result = {"schema": "alliance.undone/1", "revision": receipt.revision, "as_of": run.net.as_of(), "undone": chosen, "receipt": receipt}
    run.show(result, lambda page, _: page.say("undone", batch=receipt.batch))
    return 0


def _newest_batch(run: Run) -> str:
    return next((row.batch for row in run.net.history(200).rows if not row.undone_by and not row.undoes), "")


@command
@click.option("--workshops", type=Number(), required=True)
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), required=True)
@click.option("--seed", type=Number(0), default=1)
@click.option("--dirt", is_flag=True)
def generate(run: Run, workshops: int, out: Path, seed: int, dirt: bool) -> None:
    """Write the files of an invented city."""
    from alliance.synthetic.generate import generate as write_files  # load time: numpy, which help does not need

    with run.progress("generating") as progress:
        made = write_files(workshops, seed, out, dirt=dirt, progress=progress)
    result = {
        "schema": "alliance.generate/1",
        "seed": seed,
        "out": str(out),
        "workshops": made.workshops,
        "nodes": made.nodes,
        "ties": made.ties,
        "rows": made.rows,
    }
    run.show(result, lambda page, _: page.say("generated", workshops=made.workshops, out=str(out)))
