"""Standard output: tables and sentences for people, JSON for programs; nothing in the data can steer the terminal."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from alliance import messages
from alliance.services.results import Result, to_json

# C0 and C1 controls, DEL, line and paragraph separators, marks that turn the direction of text, lone surrogates
_STEERING = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]")
_UNSAFE_IN_JSON = re.compile("[\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]")
_HEAD = "\n  "


def plain(text: object) -> str:
    """Return the text with every character that steers a terminal made visible: ESC becomes ␛, others ␀ … ␟ or �.

    >>> plain("焊接\\x1b[31m班\\n")
    '焊接␛[31m班␊'
    """
    return _STEERING.sub(lambda found: chr(0x2400 + ord(found[0])) if ord(found[0]) < 0x20 else "\N{REPLACEMENT CHARACTER}", str(text))


def paragraphs(text: str) -> str:
    """Return our own text of several lines, each made plain."""
    return "\n".join(plain(line) for line in text.split("\n"))


def json_text(value: object) -> str:
    """Return JSON on one indent; characters that steer a terminal stand as ``\\uXXXX``, so nothing is lost."""
    return _escape(json.dumps(to_json(value), ensure_ascii=False, indent=2))


def _escape(text: str) -> str:
    return _UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def write_json(result: object) -> None:
    """Write the JSON of a result to standard output."""
    sys.stdout.write(json_text(result) + "\n")


def stream_json(result: object, name: str, rows: Iterable[object]) -> None:
    """Write the JSON of a result whose list ``name`` comes from ``rows`` one by one, in flat memory."""
    document = to_json(result)
    fields = [(key, value) for key, value in document.items() if key != name]
    out = sys.stdout
    out.write("{" + ",".join(f"{_HEAD}{json.dumps(key)}: {_escape(json.dumps(value, ensure_ascii=False))}" for key, value in fields))
    out.write(f',{_HEAD}"{name}": [')
    for i, row in enumerate(rows):
        out.write((",\n    " if i else "\n    ") + _escape(json.dumps(to_json(row), ensure_ascii=False)))
    out.write("\n  ]\n}\n")


class Page:
    """Standard output for people, in one language. Texts are never read as markup."""

    def __init__(self, language: str) -> None:
        self.language = language
        width = None if sys.stdout.isatty() else 160
        self._console = Console(file=sys.stdout, markup=False, highlight=False, emoji=False, soft_wrap=not sys.stdout.isatty(), width=width)

    def say(self, key: str, **facts: object) -> None:
        """Print the sentence ``cli.<key>``."""
        self.line(messages.text(f"cli.{key}", self.language, **facts))

    def say_as_of(self, result: Result) -> None:
        """Print the day that a result is seen from, the period where one was chosen, and the revision."""
        period = messages.text(f"network.period.{result.period}", self.language) if result.period else ""
        self.say("as-of-period" if period else "as-of", as_of=result.as_of, period=period, revision=result.revision)

    def word(self, key: str, **facts: object) -> str:
        """Return the word ``cli.<key>``."""
        return messages.text(f"cli.{key}", self.language, **facts)

    def line(self, text: object = "", *, bold: bool = False) -> None:
        """Print one line of text, made plain."""
        self._console.print(Text(plain(text), style="bold" if bold else ""))

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: Sequence[int] = ()) -> None:
        """Print a table; ``heads`` are keys ``cli.head.<key>``, columns in ``numbers`` stand right."""
        drawn = Table(box=None, pad_edge=False, header_style="bold")
        for i, head in enumerate(heads):
            drawn.add_column(self.word(f"head.{head}") if head else "", justify="right" if i in numbers else "left", overflow="fold")
        for row in rows:
            drawn.add_row(*(Text("" if cell is None else plain(cell)) for cell in row))
        self._console.print(drawn)

    def matrix(self, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Print a table of figures whose heads are texts, the first column left and all others right."""
        drawn = Table(box=None, pad_edge=False, header_style="bold")
        for i, head in enumerate(heads):
            drawn.add_column(Text(plain(head)), justify="right" if i else "left", no_wrap=bool(i))
        for row in rows:
            drawn.add_row(*(Text(plain(cell)) for cell in row))
        self._console.print(drawn)
