"""How a run that fails ends: a sentence and an exit code, never a traceback."""

from __future__ import annotations

import hashlib
import logging
import sys
import traceback
from pathlib import Path
from typing import Any

from alliance import messages
from alliance.cli.printing import json_text, paragraphs, plain
from alliance.errors import AllianceError
from alliance.services import clock

WRONG_USE = 2
BROKEN = 70  # EX_SOFTWARE: a fault of ours, not of the wish


def fail(error: AllianceError, language: str, json: bool) -> int:
    """Say an error of ours and return its exit code; with ``--json`` the object ``{"error": …}`` goes to standard output."""
    message = said(error, language)
    if json:
        sys.stdout.write(json_text({"error": {"code": error.code, "message": message, "facts": error.facts}}) + "\n")
    sys.stderr.write(paragraphs(message) + "\n")
    return error.exit_code


def said(error: AllianceError, language: str) -> str:
    """Return the sentence of an error; one that lists nothing leaves the list out."""
    if error.code == "unknown-node" and not error.facts.get("near"):
        return messages.text("cli.unknown-node", language, node=error.facts.get("node", ""))
    if error.code == "invalid-value" and error.facts.get("property") == "store":
        return messages.text("cli.no-store", language, location=error.facts.get("value", ""))
    return messages.said(error, language)


def misused(error: Any, language: str, json: bool) -> int:
    """Say what was wrong in the way the command was called (typer's own errors)."""
    facts = {"option": getattr(error, "option_name", "") or _of_what(error), "message": getattr(error, "message", "") or ""}
    sentence = messages.text(f"cli.misuse.{_misuse(error, language)}", language, **{**facts, "message": _because(error, language)})
    if json:
        sys.stdout.write(json_text({"error": {"code": "wrong-use", "message": sentence, "facts": facts}}) + "\n")
    path = error.ctx.command_path if getattr(error, "ctx", None) is not None else "alliance"
    sys.stderr.write(f"{plain(sentence)}\n{messages.text('cli.see-help', language, command=path)}\n")
    return WRONG_USE


def _of_what(error: Any) -> str:
    """Return the option or argument that an error of typer is about."""
    param = getattr(error, "param", None)
    if param is None:
        quoted = str(getattr(error, "message", "")).split("'")
        return str(getattr(error, "param_hint", None) or (quoted[1] if len(quoted) == 3 else ""))
    return " / ".join(param.opts) if param.param_type_name == "option" else str(param.metavar or param.name)


def _because(error: Any, language: str) -> str:
    """Return why a value does not do, in words; typer says it in English only."""
    cause = getattr(error, "__cause__", None)
    message = str(getattr(error, "message", "") or "")
    if cause is None or not hasattr(cause, "errors"):
        return messages.text("cli.because.given", language, value=message) if type(error).__name__ == "BadParameter" and message else message
    first = cause.errors()[0]
    key = f"cli.because.{first['type']}"
    return messages.text(key, language, **first.get("ctx", {})) if key in messages.catalogue(language) else ""


def _misuse(error: Any, language: str) -> str:
    """Return which sentence says it; typer has one class for several things, told apart by their words."""
    name = "NoSuchCommand" if str(getattr(error, "message", "")).startswith("No such command") else type(error).__name__
    return name if f"cli.misuse.{name}" in messages.catalogue(language) else "UsageError"


def broken(error: BaseException, language: str, json: bool) -> int:
    """Log an error nobody foresaw under an incident number and say only the number."""
    trace = "".join(traceback.format_exception(error))
    number = f"E-{hashlib.sha256((clock.now() + trace).encode('utf-8', 'replace')).hexdigest()[:6].upper()}"
    place = _write(number, trace)
    message = messages.text("cli.broken", language, number=number, log=place)
    if json:
        sys.stdout.write(json_text({"error": {"code": "unexpected", "message": message, "facts": {"number": number, "log": place}}}) + "\n")
    sys.stderr.write(paragraphs(message) + "\n")
    return BROKEN


def log_file() -> Path:
    """Return the file of incidents, in the home folder of the program."""
    from alliance.services.stores.local_stores import home

    return home() / "log" / "incidents.log"


def _write(number: str, trace: str) -> str:
    try:
        path = log_file()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = logging.FileHandler(path, encoding="utf-8", errors="backslashreplace")
        handler.emit(logging.LogRecord("alliance", logging.ERROR, "", 0, f"{clock.now()} {number}\n{trace}", None, None))
        handler.close()
    except OSError:
        return ""
    return str(path)
