"""import, template, history, undo, generate: how data comes in and goes back out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from alliance import messages
from alliance.cli.printing import Page
from alliance.cli.session import Session
from alliance.errors import InvalidValue

SHOWN = 40


def import_files(
    session: Session,
    files: Annotated[list[Path], typer.Argument(metavar="FILES")],
    dry_run: Annotated[bool, typer.Option("--dry-run", show_default=False)] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", show_default=False)] = False,
    strict: Annotated[bool, typer.Option("--strict", show_default=False)] = False,
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", show_default=False)] = None,
    again: Annotated[bool, typer.Option("--again", show_default=False)] = False,
) -> int:
    """Check tables, show what would change, write after a yes.

    Exit code 1 where rows were rejected or a finding is an error, 2 where nobody said yes.
    """
    absent = [str(path) for path in files if not path.exists()]
    if absent:
        raise InvalidValue(property="FILES", value=absent[0])
    from alliance.services.data import dataset_settings

    empty = not session.open_net(create=True).store.counts()["nodes"]
    with session.progress("importing") as progress:
        report = session.net.check(dataset_settings.tables_in(files), kind=kind or "", again=again, progress=progress)
    refused = strict and rejected(report) > 0
    receipt = _confirmed(session, report, yes) if not dry_run and not refused else None
    if receipt is None:
        session.net.discard(report.batch)
    elif empty:
        dataset_settings.take_settings(session.net, files)
    _told(session, report, receipt, "dry-run" if dry_run else "strict-refused" if refused else "not-written", drawn=not yes and _may_ask(session))
    if has_faults(report):
        return 1
    return 2 if receipt is None and not dry_run and has_changes(report) else 0


def _confirmed(session: Session, report: Any, yes: bool) -> Any:
    """Write the batch where there is something to write and someone says yes."""
    if not report.can_confirm or not has_changes(report) or not (yes or (_may_ask(session) and _agreed(session, report))):
        return None
    with session.progress("writing") as progress:
        return session.net.confirm(report.batch, progress=progress)


def _told(session: Session, report: Any, receipt: Any, why_not: str, *, drawn: bool) -> None:
    """Print what was found and what was done."""
    shown = {
        "schema": "alliance.import/1",
        "revision": session.net.store.revision,
        "as_of": session.net.as_of(),
        "written": receipt is not None,
        "report": report,
        "receipt": receipt,
    }
    session.answer(shown, lambda page, _: None if drawn else _draw_report(page, report))
    if receipt is not None:
        session.tell("repeated" if receipt.repeated else "written", batch=receipt.batch, created=receipt.created, changed=receipt.changed)
    else:
        session.tell(why_not if has_changes(report) or rejected(report) or has_faults(report) else "nothing-new", rejected=rejected(report))


def has_changes(report: Any) -> bool:
    """Say whether the batch would change anything."""
    return any(report.counts.get(state, 0) for state in ("new", "changed", "deleted"))


def rejected(report: Any) -> int:
    """Return how many rows were rejected."""
    return int(report.counts.get("rejected", 0))


def has_faults(report: Any) -> bool:
    """Say whether a row was rejected or a finding is an error."""
    return bool(rejected(report) or any(finding.severity == "error" for finding in report.findings))


def _may_ask(session: Session) -> bool:
    return not session.json and sys.stdin.isatty()


def _agreed(session: Session, report: Any) -> bool:
    _draw_report(session.page(), report)
    return ask(session, "ask-confirm")


def ask(session: Session, key: str) -> bool:
    """Ask a yes-or-no question on the terminal."""
    sys.stderr.write(session.say(key))
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes", "是", "确认")


def _draw_report(page: Page, report: Any) -> None:
    from alliance.tables.findings import said

    for finding in report.findings[:SHOWN]:
        page.line(f"{finding.table}  {said(finding, page.language)}")
    if len(report.findings) > SHOWN:
        page.say("finding-more", count=len(report.findings) - SHOWN)
    counts = {state: report.counts.get(state, 0) for state in ("new", "changed", "unchanged")}
    page.say("to-write", **counts, rejected=rejected(report))


def template(
    session: Session,
    kind: Annotated[str, typer.Argument(metavar="KIND")],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", show_default=False)] = None,
) -> None:
    """Write the empty template of a kind."""
    from alliance.atomic_files import open_atomic
    from alliance.services.data.templates import template as made

    content = made(session.nobody, kind, session.language)
    path = out or Path(f"{kind}.xlsx")
    with open_atomic(path) as target:
        target.write(content)
    session.answer({"schema": "alliance.template/1", "kind": kind, "path": str(path)}, lambda page, _: page.say("template-written", path=path))


def history(session: Session, limit: Annotated[int, typer.Option("--limit", min=1)] = 50) -> None:
    """List the committed batches, newest first."""
    session.answer(session.net.history(limit), _draw_history)


def _draw_history(page: Page, answer: Any) -> None:
    rows = [(r.batch, r.at, r.actor, _action(page, r.action), r.label, r.created, r.changed, r.deleted, r.undone_by) for r in answer.rows]
    page.table(("batch", "at", "actor", "action", "label", "created", "changed", "deleted", "undone"), rows, numbers=(5, 6, 7))


def _action(page: Page, action: str) -> str:
    """Return the word of what a batch was, the stored word where it has none."""
    key = f"services.action.{action}"
    return messages.text(key, page.language) if key in messages.catalogue(page.language) else action


def undo(
    session: Session,
    batch: Annotated[str | None, typer.Argument(metavar="BATCH", show_default=False)] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", show_default=False)] = False,
) -> int:
    """Take a batch back, the newest where none is named; exit code 3 where later batches stand in the way."""
    chosen = batch or _newest(session)
    if not chosen:
        session.tell("nothing-to-undo")
        return 3
    preview = session.net.undo_preview(chosen)
    facts = {
        "batch": chosen,
        "changed": preview.counts.get("changed", 0),
        "deleted": preview.counts.get("deleted", 0),
        "new": preview.counts.get("new", 0),
    }
    if not yes:
        session.tell("undo-preview", **facts)
        if not _may_ask(session) or not ask(session, "ask-undo"):
            session.tell("not-written")
            return 2
    receipt = session.net.undo(chosen)
    session.answer(
        {"schema": "alliance.undone/1", "revision": receipt.revision, "as_of": session.net.as_of(), "undone": chosen, "receipt": receipt},
        lambda page, _: page.say("undone", batch=receipt.batch),
    )
    return 0


def _newest(session: Session) -> str:
    return next((row.batch for row in session.net.history(200).rows if not row.undone_by and not row.undoes), "")


def generate(
    session: Session,
    workshops: Annotated[int, typer.Option("--workshops", min=1)],
    out: Annotated[Path, typer.Option("--out", metavar="DIR")],
    seed: Annotated[int, typer.Option("--seed", min=0)] = 1,
    dirt: Annotated[bool, typer.Option("--dirt", show_default=False)] = False,
) -> None:
    """Write the files of an invented city."""
    from alliance.synthetic.generate import generate as write

    with session.progress("generating") as progress:
        made = write(workshops, seed, out, dirt=dirt, progress=progress)
    answer = {
        "schema": "alliance.generate/1",
        "seed": seed,
        "out": str(out),
        "workshops": made.workshops,
        "nodes": made.nodes,
        "ties": made.ties,
        "rows": made.rows,
    }
    session.answer(answer, lambda page, _: page.say("generated", workshops=made.workshops, out=str(out)))
