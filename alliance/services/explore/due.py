"""What is to be done next, from the work records: the worklist, answers with a date, plans that want their outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alliance import messages
from alliance.model import Work, day
from alliance.network.reach.reach import CUT_OFF, reach
from alliance.services.authorization import authorized
from alliance.services.session import Session

OPEN_STATES = {
    "worklist": ("ask", "suggest", "invite", "visit"),
    "answer": ("accepted",),
    "plan": ("draft", "consulted", "agreed", "notified", "held"),
}


@dataclass(frozen=True, slots=True)
class DueRow:
    """One thing to do: which work record, by when, how many days over, said as a sentence."""

    kind: str
    id: str
    state: str
    due: str
    overdue: int
    owner: str
    text: str


@authorized
def due(net: Session, as_of: str, lang: str = "zh", limit: int = 20) -> tuple[DueRow, ...]:
    """Return what is due, the longest overdue first, then by date, then id; things without a date are no duty."""
    records = [record for kind in OPEN_STATES for record in net.store.work(kind) if record.state in OPEN_STATES[kind] and _date(record)]
    left = _left_the_list(net, as_of, [record.id for record in records if record.kind == "worklist"])
    records = [record for record in records if record.kind != "worklist" or record.id not in left]
    records.sort(key=lambda record: (_date(record), record.kind, record.id))
    named = net.store.names({str(record.data[key]) for record in records[:limit] for key in ("workshop", "candidate") if record.data.get(key)})
    return tuple(_row(record, as_of, lang, named) for record in records[:limit])


def _left_the_list(net: Session, as_of: str, ids: Sequence[str]) -> set[str]:
    """Which of these workshops need no introduction any more, or are not there: what was to be done for them is no duty."""
    if not ids:
        return set()
    snapshot = net.snapshot(as_of)
    table = reach(snapshot, day(as_of))
    return {one for one in ids if table.code_of(snapshot.ids.find(one)) not in (*CUT_OFF, "unknown")}


def _date(record: Work) -> str:
    return str(record.data.get("due") or record.data.get("date") or "")


def _row(record: Work, as_of: str, lang: str, named: Mapping[str, str]) -> DueRow:
    over = max(day(as_of) - day(_date(record)), 0)
    facts: dict[str, Any] = {key: named.get(str(record.data.get(key) or ""), "") for key in ("workshop", "candidate")}
    if record.kind == "worklist":
        facts["step"] = messages.text(f"services.step.{record.data['step']}", lang)
    facts |= {"title": record.data.get("title") or record.id, "due": _date(record), "days": over, "owner": record.data.get("owner") or ""}
    key = f"services.due.{record.kind}{'-over' if over else ''}"
    return DueRow(
        kind=record.kind,
        id=record.id,
        state=record.state,
        due=_date(record),
        overdue=over,
        owner=str(facts["owner"]),
        text=messages.text(key, lang, **facts),
    )
