"""What every command has: which store, which language, JSON or words, seen from which day."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from alliance import messages
from alliance.atomic_files import open_atomic
from alliance.cli.printing import Page, plain, write_json
from alliance.cli.progress import Progress, bar

if TYPE_CHECKING:
    from alliance.services.workspace import Workspace

R = TypeVar("R")


class Run:
    """One run of one command. The store is opened when it is first needed and closed at the end.

    ``location``, ``json``, ``language``, ``on`` and ``period`` are the options every command has (``--store --json --lang --on --period``).
    """

    def __init__(self, language: str = "zh") -> None:
        self.language = language
        self.location = ""
        self.json = False
        self.on: str | None = None
        self.period = ""
        self._net: Workspace | None = None

    @property
    def net(self) -> Workspace:
        """The open store; raises the ``StoreError`` family, and ``InvalidValue`` where there is none: a slip in a path makes no store."""
        return self.open_net(create=False)

    def open_net(self, *, create: bool) -> Workspace:
        """Open the store, with ``create`` also where there is none yet (import), and return it; later calls return the same."""
        from alliance.services.workspace import open_store  # load time: numpy, which help does not need

        if self._net is None:
            self._net = open_store(self.location or None, create=create, on=self.on or "", period=self.period)
        return self._net

    @property
    def nobody(self) -> Workspace:
        """A workspace without a store, for what needs only an actor (templates, the options of a use case)."""
        from alliance.services.workspace import Workspace  # load time, as above

        return Workspace(None)  # type: ignore[arg-type]

    def text(self, key: str, **facts: object) -> str:
        """Return the sentence ``cli.<key>`` in the language of the run."""
        return messages.text(f"cli.{key}", self.language, **facts)

    def show(self, result: R, draw: Callable[[Page, R], None]) -> None:
        """Write a result to standard output: its JSON with ``--json``, else what ``draw`` makes of it."""
        if self.json:
            write_json(result)
        else:
            draw(self.page(), result)

    def save(self, path: Path, content: bytes) -> None:
        """Write a file; it is there whole or not at all, and its folder is made."""
        with open_atomic(path) as file:
            file.write(content)

    def page(self) -> Page:
        """Return the page that tables and sentences are written to (standard output)."""
        return Page(self.language)

    def note(self, key: str, **facts: object) -> None:
        """Write a sentence beside the result, on standard error."""
        print(plain(self.text(key, **facts)), file=sys.stderr)  # noqa: T201 - a command line prints

    @contextmanager
    def progress(self, key: str) -> Iterator[Progress | None]:
        """Show a bar on standard error while the block runs; nothing where that is no terminal."""
        with bar(self.text(key)) as shown:
            yield shown

    def close(self) -> None:
        """Close the store where it was opened."""
        if self._net is not None:
            self._net.close()
            self._net = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
