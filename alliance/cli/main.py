"""The door: ``alliance …`` and ``python -m alliance …``.

Exit codes (rules §10): 0 done · 1 findings, rows rejected, unknown or ambiguous name · 2 wrong use ·
3 the wish cannot be met · 70 a fault of ours, logged under an incident number · 130 stopped by hand.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TextIO

import click

from alliance.cli import failures
from alliance.cli.application import application
from alliance.cli.run import Run
from alliance.errors import AllianceError
from alliance.messages import LANGUAGES


def main() -> None:
    """Run the command line and end the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        _use_utf8(stream)
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # the reader has gone (``alliance … | head``): that is no fault, and nothing more may be flushed
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; everything that goes wrong ends as a sentence."""
    language, json = language_of(arguments), "--json" in arguments
    try:
        with Run(language) as this_run:
            code = application().main(args=list(arguments), prog_name="alliance", standalone_mode=False, obj=this_run)
        return code if isinstance(code, int) else 0
    except AllianceError as error:
        return failures.report_error(error, language, json)
    except click.exceptions.Exit as done:
        return done.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        return 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.message)
        return failures.WRONG_USE
    except click.UsageError as error:
        return failures.report_misuse(error, language, json)
    except Exception as error:  # noqa: BLE001 - the last net: a number for the person, the trace for the log
        return failures.report_fault(error, language, json)


def language_of(arguments: Sequence[str]) -> str:
    """Return the language of a run before its options are read: ``--lang``, else ``ALLIANCE_LANG``, else zh.

    >>> language_of(["isolates", "--lang=en"]), language_of([])
    ('en', 'zh')
    """
    given = os.environ.get("ALLIANCE_LANG", "")
    for i, word in enumerate(arguments):
        if word == "--":
            break
        if word == "--lang" and i + 1 < len(arguments):
            given = arguments[i + 1]
        elif word.startswith("--lang="):
            given = word.partition("=")[2]
    return given if given in LANGUAGES else "zh"


def _use_utf8(stream: TextIO) -> None:
    # a console of another coding must not fail on a name
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
