"""What every command has: which store, which language, JSON or words, seen from which day."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from alliance import messages
from alliance.cli.progress import Progress, bar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliance.cli.printing import Page
    from alliance.services.workspace import Workspace


class Session:
    """One run of one command. The store is opened when it is first needed and closed at the end."""

    def __init__(self, *, store: str = "", json: bool = False, language: str = "zh", on: str | None = None) -> None:
        self.store, self.json, self.language, self.on = store, json, language, on
        self._net: Workspace | None = None

    @property
    def net(self) -> Workspace:
        """The open store; raises the ``StoreError`` family, and ``InvalidValue`` where there is none: a slip in a path makes no store."""
        return self.open_net(create=False)

    def open_net(self, *, create: bool) -> Workspace:
        """Open the store, with ``create`` also where there is none yet (import), and return it; later calls return the same."""
        if self._net is None:
            from alliance.services.workspace import open_store

            self._net = open_store(self.store or None, create=create, on=self.on or "")
        return self._net

    @property
    def nobody(self) -> Workspace:
        """A workspace without a store, for what needs only an actor (templates)."""
        from alliance.services.workspace import Workspace

        return Workspace(None)  # type: ignore[arg-type]

    def say(self, key: str, **facts: Any) -> str:
        """Return the sentence ``cli.<key>`` in the language of the run."""
        return messages.text(f"cli.{key}", self.language, **facts)

    def answer(self, answer: Any, draw: Callable[[Page, Any], None]) -> None:
        """Print an answer: its JSON with ``--json``, else what ``draw`` makes of it."""
        from alliance.cli import printing

        if self.json:
            printing.write_json(answer)
        else:
            draw(self.page(), answer)

    def page(self) -> Page:
        """Return the page that tables and sentences are written to (standard output)."""
        from alliance.cli.printing import Page

        return Page(self.language)

    def tell(self, key: str, **facts: Any) -> None:
        """Say a sentence beside the answer, on standard error."""
        from alliance.cli.printing import plain

        print(plain(self.say(key, **facts)), file=sys.stderr)  # noqa: T201 - a command line prints

    @contextmanager
    def progress(self, key: str) -> Iterator[Progress | None]:
        """Show a bar on standard error while the block runs; nothing where that is no terminal."""
        with bar(self.say(key)) as shown:
            yield shown

    def close(self) -> None:
        """Close the store where it was opened."""
        if self._net is not None:
            self._net.close()
            self._net = None
