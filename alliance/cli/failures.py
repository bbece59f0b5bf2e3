"""How a run that fails ends: a sentence and an exit code, never a traceback."""

from __future__ import annotations

import hashlib
import logging
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path

import click

from alliance import messages
from alliance.cli.options import WrongNumber
from alliance.cli.printing import json_text, paragraphs, plain
from alliance.errors import AllianceError
from alliance.services import clock
from alliance.services.stores.local_stores import home

WRONG_USE = 2
BROKEN = 70  # EX_SOFTWARE: a fault of ours, not of the wish


def report_error(error: AllianceError, language: str, json: bool) -> int:
    """Write an error of ours and return its exit code; with ``--json`` the object ``{"error": …}`` goes to standard output."""
    _write_error(error.code, error_text(error, language), error.facts, json)
    return error.exit_code


def error_text(error: AllianceError, language: str) -> str:
    """Return the sentence of an error; one that lists nothing leaves the list out."""
    if error.code == "unknown-node" and not error.facts.get("near"):
        return messages.text("cli.unknown-node", language, node=error.facts.get("node", ""))
    if error.code == "invalid-value" and error.facts.get("property") == "store":
        return messages.text("cli.no-store", language, location=error.facts.get("value", ""))
    return messages.error_text(error, language)


def report_misuse(error: click.UsageError, language: str, json: bool) -> int:
    """Write what was wrong in the way the command was called and return exit code 2."""
    facts: dict[str, object] = {"option": _wrong_word(error), "message": error.message}
    near = getattr(error, "possibilities", None) or []  # of commands and options alone
    sentence = messages.text(f"cli.misuse.{_misuse(error, language)}", language, **{**facts, "message": _because(error, language)})
    if near:
        sentence += messages.text("cli.misuse-near", language, near=near)
        facts["near"] = near
    if json:
        sys.stdout.write(json_text({"error": {"code": "wrong-use", "message": sentence, "facts": facts}}) + "\n")
    path = error.ctx.command_path if error.ctx is not None else "alliance"
    sys.stderr.write(f"{plain(sentence)}\n{messages.text('cli.see-help', language, command=path)}\n")
    return WRONG_USE


def _wrong_word(error: click.UsageError) -> str:
    """Return the command, option or argument that a misuse is about, empty where it is about none."""
    if isinstance(error, click.exceptions.NoSuchCommand):
        return error.command_name
    if isinstance(error, (click.NoSuchOption, click.BadOptionUsage)):
        return error.option_name
    if not isinstance(error, click.BadParameter):
        return ""
    if error.param is None:
        return str(error.param_hint or "")
    return " / ".join(error.param.opts) if isinstance(error.param, click.Option) else str(error.param.metavar or error.param.name)


def _because(error: click.UsageError, language: str) -> str:
    """Return why a value does not do as the end of a sentence, else the message of the error."""
    if type(error) is click.BadParameter and error.message:
        return messages.text("cli.because.given", language, value=error.message)
    return messages.text("cli.because.number", language, because=error.message) if isinstance(error, WrongNumber) else error.message


def _misuse(error: click.UsageError, language: str) -> str:
    """Return which sentence says it."""
    name = "BadParameter" if isinstance(error, WrongNumber) else type(error).__name__
    return name if f"cli.misuse.{name}" in messages.catalogue(language) else "UsageError"


def report_fault(error: BaseException, language: str, json: bool) -> int:
    """Log an error nobody foresaw under an incident number and write only the number."""
    trace = "".join(traceback.format_exception(error))
    number = f"E-{hashlib.sha256((clock.now() + trace).encode('utf-8', 'replace')).hexdigest()[:6].upper()}"
    log = _write_log(number, trace)
    _write_error("unexpected", messages.text("cli.broken", language, number=number, log=log), {"number": number, "log": log}, json)
    return BROKEN


def _write_error(code: str, message: str, facts: Mapping[str, object], json: bool) -> None:
    if json:
        sys.stdout.write(json_text({"error": {"code": code, "message": message, "facts": facts}}) + "\n")
    sys.stderr.write(paragraphs(message) + "\n")


def log_file() -> Path:
    """Return the file of incidents, in the home folder of the program."""
    return home() / "log" / "incidents.log"


def _write_log(number: str, trace: str) -> str:
    try:
        path = log_file()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = logging.FileHandler(path, encoding="utf-8", errors="backslashreplace")
        handler.emit(logging.LogRecord("alliance", logging.ERROR, "", 0, f"{clock.now()} {number}\n{trace}", None, None))
        handler.close()
    except OSError:
        return ""
    return str(path)
