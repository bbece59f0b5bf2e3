"""export, backup, restore, copy, stores, new, settings, audit, doctor: looking after the data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance import schema
from alliance.cli.command import command
from alliance.cli.options import refuse_word
from alliance.cli.printing import Page
from alliance.cli.run import Run
from alliance.services.stores.local_stores import shelf

if TYPE_CHECKING:
    from alliance.services.data.exporting import ExportResult
    from alliance.services.data.settings import SettingsResult
    from alliance.services.stores.backup import AuditResult, BackupResult
    from alliance.services.stores.copying import CopyResult
    from alliance.services.stores.doctor import DoctorResult


def draw_export(page: Page, result: ExportResult) -> None:
    """Print which files were written and how much is in them."""
    from alliance.services.data.exporting import left_behind_text  # load time: what an export loads, which help does not need

    page.say("exported", files=result.files, nodes=result.nodes, ties=result.ties)
    page.say("left-behind", what=left_behind_text(result.left_behind, page.language))


def draw_backup(page: Page, result: BackupResult) -> None:
    """Print where the backup is."""
    page.say("backed-up", target=result.target, revision=result.revision)


def draw_audit(page: Page, result: AuditResult) -> None:
    """Print whether the chain of the audit is whole."""
    page.say("audit-whole" if not result.broken_at else "audit-broken", broken_at=result.broken_at)


@command
@click.argument("source", metavar="BACKUP", type=click.Path(path_type=Path))
@click.option("--to", "target", metavar="STORE", default="")
def restore(run: Run, source: Path, target: str) -> None:
    """Put a backup in the place of a store; what was there is kept beside it."""
    from alliance.services.stores import restoring  # load time: numpy, which help does not need

    result = restoring.restore(source, target or run.location or None)
    words = "restored" if result.kept else "restored-new"
    run.show(result, lambda page, result: page.say(words, target=result.target, revision=result.revision, kept=result.kept))


@command
@click.option("--from", "source", metavar="STORE", required=True)
@click.option("--to", "target", metavar="STORE", required=True)
def copy(run: Run, source: str, target: str) -> int:
    """Copy a store into an empty one and compare both; exit code 1 where they differ."""
    from alliance.services.stores import copying  # load time: numpy, which help does not need

    with run.progress("copying") as progress:
        result = copying.copy(source, target, progress=progress)
    run.show(result, draw_copy)
    return 0 if result.equal else 1


def draw_copy(page: Page, result: CopyResult) -> None:
    """Print how many records of each kind are on both sides."""
    page.table(("kind", "from", "to", "equal"), [(row.kind, str(row.source), str(row.target), "=" if row.equal else "≠") for row in result.rows])
    page.say("copied" if result.equal else "copied-unlike", target=result.target)
    page.say("copied-history", n=result.history)


@command
def list_stores(run: Run) -> None:
    """List the stores of this computer."""
    entries = shelf()
    rows = [{"name": entry.name, "path": str(entry.path), "current": entry.current} for entry in entries]
    cells = [("*" if entry.current else "", entry.name, entry.path) for entry in entries]
    run.show({"schema": "alliance.stores/1", "rows": rows}, lambda page, _: page.table(("current", "name", "path"), cells))


@command
@click.argument("name", metavar="NAME")
@click.option("--title", default="")
@click.option("--from", "from_files", metavar="FILE", type=click.Path(path_type=Path), multiple=True)
def new(run: Run, name: str, title: str, from_files: tuple[Path, ...]) -> None:
    """Start a store of your own and make it the one in use."""
    from alliance.services.stores import creating  # load time: numpy, which help does not need

    location = creating.new_store(name, title=title, files=from_files)
    run.show({"schema": "alliance.new/1", "name": name, "location": location}, lambda page, _: page.say("started", name=name, location=location))


@command
@click.argument("name", metavar="NAME", default="")
@click.argument("value", metavar="VALUE", default=None, required=False)
def settings(run: Run, name: str, value: str | None) -> None:
    """Show the settings of the store, one of them, or change one (JSON, or plain text for a text)."""
    if name and value is not None:
        run.net.set_setting(name, _read_value(name, value))
    result = run.net.settings()
    if name and name not in result.values:
        refuse_word(name, "NAME")
    run.show(result, lambda page, result: draw_settings(page, result, name))


def draw_settings(page: Page, result: SettingsResult, name: str) -> None:
    """Print the settings with their meaning, all or the one of this name."""
    shown = [setting for setting in schema.SETTINGS if not name or setting.name == name]
    rows = [(one.name, one.label(page.language), json.dumps(result.values[one.name], ensure_ascii=False)) for one in shown]
    page.table(("setting", "meaning", "value"), rows)


def _read_value(name: str, text: str) -> object:
    """Return the value of a setting; JSON where the setting is no text and it can be read as such."""
    declared = next((setting.type for setting in schema.SETTINGS if setting.name == name), "str")
    if declared == "str":
        return text
    try:
        value: object = json.loads(text)
    except ValueError:
        return text
    return value


@command
def doctor(run: Run) -> int:
    """Check this computer, the program and the store; exit code 1 where something is wrong."""
    from alliance.services.stores.doctor import checkup  # load time: numpy, which help does not need

    result = checkup(run.location or None, lang=run.language, on=run.on or "")
    run.show(result, draw_checks)
    return 1 if any(row.state == "bad" for row in result.rows) else 0


def draw_checks(page: Page, result: DoctorResult) -> None:
    """Print every check with what to do where something is wrong."""
    page.table(("", "check", "value", "advice"), [(page.word(f"state.{row.state}"), row.name, row.value, row.advice) for row in result.rows])
