"""An open store with its actor: the object that the library, the command line and the app work with.

>>> import alliance                                       # doctest: +SKIP
>>> net = alliance.open_store("my.alliance")              # doctest: +SKIP
>>> net.isolates(on="2026-01-29").counts["unknown"]       # doctest: +SKIP
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from alliance.errors import InvalidValue
from alliance.model import Actor, day, iso, period
from alliance.model.snapshot import Snapshot
from alliance.network.analyst import Analyst
from alliance.services import clock
from alliance.services.analysis import analyst, whole
from alliance.services.authorization import local_actor
from alliance.services.jobs import JobBoard
from alliance.stores.port import GraphStore

# method of the workspace → the service module that has it
USES: dict[str, str] = {
    **dict.fromkeys(("search", "show", "neighbours", "path", "resolve", "overview"), "explore.search"),
    **dict.fromkeys(("isolates", "reach_of", "reach_rows"), "reach.reach"),
    **dict.fromkeys(("matrix", "cell"), "industries.mixing"),
    **dict.fromkeys(("worklist", "assign", "confirm_links"), "reach.worklist"),
    **dict.fromkeys(("worklist_file",), "reach.worklist_files"),
    **dict.fromkeys(("reach_progress", "reach_preview"), "reach.progress"),
    **dict.fromkeys(("targets", "set_targets", "remove_targets"), "industries.targets"),
    **dict.fromkeys(("targets_template", "read_targets"), "industries.targets_table"),
    **dict.fromkeys(("gaps",), "industries.gaps"),
    **dict.fromkeys(("coverage",), "industries.coverage"),
    **dict.fromkeys(("bridges",), "structure.bridges"),
    **dict.fromkeys(("groups",), "structure.communities"),
    **dict.fromkeys(("alliance", "alliances"), "alliances.alliances"),
    **dict.fromkeys(("draft_members",), "alliances.member_proposal"),
    **dict.fromkeys(("compare",), "structure.then_and_now"),
    **dict.fromkeys(("partners", "why_not", "answer", "answers", "exclude"), "partners.suggestions"),
    **dict.fromkeys(("suggest_all", "round_file"), "partners.suggestion_rounds"),
    **dict.fromkeys(
        ("plan", "save_plan", "plans", "change_plan", "plan_state", "record_outcome", "plan_workbook", "plan_calendar"), "exchanges.planning"
    ),
    **dict.fromkeys(("check", "preview", "confirm", "discard", "staged", "edit"), "data.importing"),
    **dict.fromkeys(("history", "undo_preview", "undo"), "data.history"),
    **dict.fromkeys(("backup", "export", "audit_check"), "stores.backup"),
    "doctor": "stores.doctor",
    **dict.fromkeys(("settings", "set_setting", "set_settings"), "data.settings"),
}


class Workspace:
    """A store, who works with it, and every use case as a method (``USES`` says where each lives).

    ``net.search("焊接")`` is ``exploring.search(net, "焊接")``.
    """

    def __init__(self, store: GraphStore, actor: Actor | None = None, *, on: str = "") -> None:
        self.store = store
        self.actor = actor or local_actor()
        self.on = on
        self.jobs = JobBoard()

    def snapshot(self) -> Snapshot:
        """Return the snapshot of the present revision. Raises ``NetworkTooLarge`` (``services.analysis``)."""
        return whole(self.store)

    def analyst(self) -> Analyst:
        """Return who answers questions about the network, in memory or in the database (``services.analysis``)."""
        return analyst(self.store)

    def as_of(self, on: str | None = None) -> str:
        """Return the reference date as an ISO day: ``on``, else that of the workspace, else the setting *data as of*, else today.

        A month or a year stands for its last day. Raises ``InvalidValue`` for anything else.
        """
        text = on or self.on or str(self.store.settings().get("data_as_of") or "") or clock.today()
        if period(text).precision in ("unknown", "span"):
            raise InvalidValue(property="on", value=text)
        return iso(day(text))

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in USES:
            raise AttributeError(name)
        module = importlib.import_module(f"alliance.services.{USES[name]}")
        return functools.partial(getattr(module, name), self)

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(location: str | Path | None = None, *, actor: Actor | None = None, create: bool = True, on: str = "") -> Workspace:
    """Open a store and return the workspace on it; ``on`` is the day its answers are given for where they name none.

    ``location`` is a path, ``sqlite:///path`` or ``neo4j://…``; None means ``ALLIANCE_STORE``, else the
    store chosen last in the app, else the sample (``services.stores.local_stores``). Raises the ``StoreError`` family.
    """
    from alliance.services.stores.local_stores import current_location
    from alliance.stores.opening import open_graph_store

    return Workspace(open_graph_store(str(location) if location else current_location(), create=create), actor, on=on)
