"""export, backup, restore, stores, new, settings, audit, doctor: looking after the data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from alliance.cli.printing import Page, write_json
from alliance.cli.session import Session


def export(
    session: Session,
    form: Annotated[str, typer.Option("--format", metavar="csv|xlsx|graphml|gexf")],
    out: Annotated[Path, typer.Option("--out", metavar="PATH")],
    kind: Annotated[list[str] | None, typer.Option("--kind", metavar="KIND")] = None,
) -> None:
    """Write the network to files."""
    with session.progress("exporting") as progress:
        answer = session.net.export(form, out, kinds=tuple(kind or ()), lang=session.language, progress=progress)
    session.answer(answer, lambda page, _: page.say("exported", files=answer.files, nodes=answer.nodes, ties=answer.ties))


def backup(session: Session, target: Annotated[Path, typer.Argument(metavar="TARGET")]) -> None:
    """Write a checked copy of the store."""
    with session.progress("backing-up") as progress:
        answer = session.net.backup(target, progress=progress)
    session.answer(answer, lambda page, _: page.say("backed-up", target=answer.target, revision=answer.revision))


def restore(
    session: Session,
    source: Annotated[Path, typer.Argument(metavar="BACKUP")],
    target: Annotated[str, typer.Option("--to", metavar="STORE", show_default=False)] = "",
) -> None:
    """Put a backup in the place of a store; what was there is kept beside it."""
    from alliance.services.stores import restoring

    answer = restoring.restore(source, target or session.store or None)
    session.answer(
        answer,
        lambda page, _: page.say("restored" if answer.kept else "restored-new", target=answer.target, revision=answer.revision, kept=answer.kept),
    )


def copy(
    session: Session,
    source: Annotated[str, typer.Option("--from", metavar="STORE")],
    target: Annotated[str, typer.Option("--to", metavar="STORE")],
) -> int:
    """Copy a store into an empty one and compare both; exit code 1 where they differ."""
    from alliance.services.stores import copying

    with session.progress("copying") as progress:
        answer = copying.copy(source, target, progress=progress)
    session.answer(answer, _draw_copy)
    return 0 if answer.equal else 1


def _draw_copy(page: Page, answer: Any) -> None:
    page.table(("kind", "from", "to", "equal"), [(row.kind, str(row.source), str(row.target), "=" if row.equal else "≠") for row in answer.rows])
    page.say("copied" if answer.equal else "copied-unlike", target=answer.target)


def stores(session: Session) -> None:
    """List the stores of this computer."""
    from alliance.services.stores import local_stores

    rows = [{"name": row.name, "path": str(row.path), "current": row.current} for row in local_stores.shelf()]
    session.answer({"schema": "alliance.stores/1", "rows": rows}, lambda page, _: _draw_stores(page, rows))


def _draw_stores(page: Page, rows: Any) -> None:
    page.table(("current", "name", "path"), [("*" if row["current"] else "", row["name"], row["path"]) for row in rows])


def new(
    session: Session,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    title: Annotated[str, typer.Option("--title", show_default=False)] = "",
    from_files: Annotated[list[Path] | None, typer.Option("--from", metavar="FILE")] = None,
) -> None:
    """Start a store of one's own and make it the one in use."""
    from alliance.services.stores import creating

    location = creating.new_store(name, title=title, files=tuple(from_files or ()))
    session.answer(
        {"schema": "alliance.new/1", "name": name, "location": location}, lambda page, _: page.say("started", name=name, location=location)
    )


def settings(
    session: Session,
    name: Annotated[str | None, typer.Argument(metavar="NAME", show_default=False)] = None,
    value: Annotated[str | None, typer.Argument(metavar="VALUE", show_default=False)] = None,
) -> None:
    """Show the settings of the store, one of them, or change one (JSON, or plain text for a text)."""
    if name and value is not None:
        session.net.set_setting(name, _value(name, value))
    answer = session.net.settings()
    if name and name not in answer.values:
        raise typer.BadParameter(name, param_hint="NAME")
    if session.json:
        write_json(answer)
        return
    from alliance import schema

    shown = [setting for setting in schema.SETTINGS if not name or setting.name == name]
    rows = [(s.name, s.en if session.language == "en" else s.zh, json.dumps(answer.values[s.name], ensure_ascii=False)) for s in shown]
    session.page().table(("setting", "meaning", "value"), rows)


def _value(name: str, text: str) -> Any:
    from alliance import schema

    declared = next((setting.type for setting in schema.SETTINGS if setting.name == name), "str")
    if declared == "str":
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


def audit_verify(session: Session) -> int:
    """Check the chain of the audit; exit code 1 where a record does not fit."""
    answer = session.net.audit_check()
    session.answer(answer, lambda page, _: page.say("audit-whole" if not answer.broken_at else "audit-broken", broken_at=answer.broken_at))
    return 1 if answer.broken_at else 0


def doctor(session: Session) -> int:
    """Check this computer, the program and the store; exit code 1 where something is wrong."""
    from alliance.services.stores import doctor as checking

    answer = checking.checkup(session.store or None, lang=session.language, on=session.on or "")
    session.answer(answer, _draw_checks)
    return 1 if any(row.state == "bad" for row in answer.rows) else 0


def _draw_checks(page: Page, answer: Any) -> None:
    page.table(("", "check", "value", "advice"), [(page.word(f"state.{row.state}"), row.name, row.value, row.advice) for row in answer.rows])
