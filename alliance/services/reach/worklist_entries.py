"""The entries of the worklist by themselves: who is responsible for any, and what was arranged for one workshop so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alliance.services.authorization import authorized
from alliance.services.session import Session


@dataclass(frozen=True, slots=True)
class WorkStep:
    """What was arranged on a day: the step, who takes it, by when (``due``, empty where open), why it was set aside, and a note."""

    on: str
    step: str
    owner: str
    due: str
    reason: str
    note: str


@authorized
def worklist_owners(net: Session) -> tuple[str, ...]:
    """Return who is responsible for an entry of the worklist, each once, in alphabetical order."""
    return tuple(sorted({str(work.data["owner"]) for work in net.store.work("worklist") if work.data.get("owner")}))


@authorized
def step_history(net: Session, workshop: str) -> tuple[WorkStep, ...]:
    """Return every step that was arranged for the workshop with this id, the present one first."""
    kept = next(iter(net.store.work("worklist", [workshop])), None)
    if kept is None:
        return ()
    return tuple(_step(entry) for entry in [*kept.data.get("history", ()), kept.data][::-1])


def _step(entry: Mapping[str, object]) -> WorkStep:
    return WorkStep(**{name: str(entry.get(name) or "") for name in ("on", "step", "owner", "due", "reason", "note")})
