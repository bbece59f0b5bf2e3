"""The worklist: every workshop that could be introduced or must be asked about, what is to be done next, by whom and until when.

The entry of a workshop is a work record of kind ``worklist`` under the workshop's id. Being lifted is never ticked: it is read
from the ties. What is no longer cut off or unknown leaves the list by itself; its entry stays as history.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance import messages
from alliance.errors import InvalidValue
from alliance.model import NEW, Batch, Change, Node, Work, day, iso
from alliance.model.snapshot import Ints
from alliance.network.analyst import Rings
from alliance.network.place.responsible import responsible_unions
from alliance.network.reach.order import reach_places
from alliance.network.reach.reach import CODE, CODES, CUT_OFF, ON_SCREEN
from alliance.services.authorization import authorized
from alliance.services.batch_ids import new_batch_id
from alliance.services.naming import resolve
from alliance.services.reach.reach import rows_of
from alliance.services.reach.worklist_results import WorkDone, WorklistResult, WorkRow
from alliance.services.region_union_filters import in_region, under_union
from alliance.services.session import Session

STEPS = ("ask", "suggest", "invite", "visit", "set_aside")  # 了解 · 建议伙伴 · 邀请交流 · 走访 · 暂不处理
STATES = ("overdue", "open", "unassigned", "set_aside", "lifted")
LISTED = (*CUT_OFF, "unknown")
LIFTED = ("connected", "serving")


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty means all. ``states`` without lifted shows only those still on the list."""

    rings: Sequence[str] = ()
    region: str | None = None
    union: str | None = None
    owner: str = ""
    step: str = ""
    states: Sequence[str] = ()
    ids: Sequence[str] = field(default=())


@authorized
def worklist(
    net: Session,
    on: str | None = None,
    *,
    rings: Sequence[str] = (),
    region: str | None = None,
    union: str | None = None,
    owner: str = "",
    step: str = "",
    states: Sequence[str] = (),
    overdue: bool = False,
    ids: Sequence[str] = (),
    limit: int | None = 50,
    offset: int = 0,
    names: bool = True,
    lang: str = "zh",
) -> WorklistResult:
    """Return the worklist. ``names=False`` is presentation mode. Raises ``InvalidValue`` for an unknown ring, step or state.

    O(workshops), then half a millisecond for each row shown.
    """
    chosen = Filters(rings=rings, region=region, union=union, owner=owner, step=step, states=("overdue",) if overdue else states, ids=ids)
    _check_filters(chosen)
    book = Book(net, on)
    kept, hidden = book.filter_rows(chosen)
    order = book.order_rows(kept)
    shown = order[offset : None if limit is None else offset + limit] if names else order[:0]
    rows = tuple(book.rows(shown, lang))
    return WorklistResult(
        schema="alliance.worklist/1",
        revision=book.table.revision,
        as_of=book.as_of,
        counts=book.counts(),
        states=book.state_counts(),
        total=len(order),
        hidden=hidden,
        left_out=len(order) - len(shown),
        names=names,
        rows=rows,
    )


def _check_filters(chosen: Filters) -> None:
    for name, values, allowed in (
        ("ring", chosen.rings, LISTED),
        ("step", [chosen.step] if chosen.step else [], STEPS),
        ("state", chosen.states, STATES),
    ):
        for value in values:
            if value not in allowed:
                raise InvalidValue(property=name, value=value)


class Book:
    """The reach table of the day beside the entries: one row for each workshop."""

    def __init__(self, net: Session, on: str | None = None) -> None:
        self.net, self.as_of = net, net.as_of(on)
        self.on = day(self.as_of)
        self.table: Rings = net.analyst().rings(self.on)
        self.entries: dict[int, Work] = {}
        for work in net.store.work("worklist"):
            row = self.table.row(work.id)
            if row >= 0:
                self.entries[row] = work
        self.state, self.due = self._states()

    def _states(self) -> tuple[NDArray[np.uint8], Ints]:
        """State of each row (position in STATES, beyond them: not on the list) and its due day, 0 for none."""
        listed = np.isin(self.table.code, [CODE[code] for code in LISTED])
        state = np.where(listed, STATES.index("unassigned"), len(STATES)).astype(np.uint8)
        due = np.zeros(len(state), dtype=np.int32)
        for row, work in self.entries.items():
            if not listed[row]:
                state[row] = STATES.index("lifted") if CODES[self.table.code[row]] in LIFTED else len(STATES)
                continue
            due[row] = day(str(work.data.get("due") or ""))
            over = 0 < due[row] < self.on
            state[row] = STATES.index("overdue" if over else "set_aside" if work.data["step"] == "set_aside" else "open")
        return state, due

    def counts(self) -> dict[str, int]:
        """How many stand on the list, by ring."""
        return {code: int((self.table.code == CODE[code]).sum()) for code in ON_SCREEN if code in LISTED}

    def state_counts(self) -> dict[str, int]:
        """How many have each state."""
        return {name: int((self.state == i).sum()) for i, name in enumerate(STATES)}

    def filter_rows(self, chosen: Filters) -> tuple[Ints, dict[str, int]]:
        """Return the rows that the filters leave, and how many each filter leaves out."""
        wanted = [STATES.index(name) for name in chosen.states or STATES[:-1]]
        keep = self.state < len(STATES) if "lifted" in chosen.states else self.state < STATES.index("lifted")
        hidden: dict[str, int] = {}
        for name, fits in self._tests(chosen, wanted):
            hidden[name] = int((keep & ~fits).sum())
            keep &= fits
        return np.flatnonzero(keep).astype(np.int32), hidden

    def _tests(self, chosen: Filters, wanted: Sequence[int]) -> list[tuple[str, NDArray[np.bool_]]]:
        workshops, found = self.table.workshops, []
        if chosen.rings:
            found.append(("ring", np.isin(self.table.code, [CODE[ring] for ring in chosen.rings])))
        if chosen.region:
            found.append(("region", in_region(self.net, chosen.region, self.on)[workshops]))
        if chosen.union:
            found.append(("union", under_union(self.net, chosen.union, self.on)[workshops]))
        for name, value in (("owner", chosen.owner), ("step", chosen.step)):
            if value:
                rows = [row for row, work in self.entries.items() if work.data.get(name) == value]
                found.append((name, np.isin(np.arange(len(workshops)), rows)))
        if chosen.states:
            found.append(("state", np.isin(self.state, wanted)))
        if chosen.ids:
            found.append(("ids", np.isin(np.arange(len(workshops)), [self.table.row(one) for one in chosen.ids])))
        return found

    def order_rows(self, rows: Ints) -> Ints:
        """Return the rows in the order of the list."""
        due = np.where(self.due > 0, self.due, np.iinfo(np.int32).max)
        return rows[np.lexsort((rows, reach_places()[self.table.code[rows]], due[rows], self.state[rows]))]

    def rows(self, rows: Ints, lang: str) -> list[WorkRow]:
        """Return the rows as the answer has them."""
        ids = (self.table.ids[int(number)] for number in self.table.workshops[rows])
        found = zip(rows.tolist(), rows_of(self.net, ids, self.as_of, lang), strict=True)
        return [self._row(row, seen, newest, lang) for row, (seen, newest) in found]

    def _row(self, row: int, seen: Any, newest: int, lang: str) -> WorkRow:
        work = self.entries.get(row)
        data: Mapping[str, Any] = work.data if work else {}
        step = str(data.get("step") or "")
        return WorkRow(
            id=seen.id,
            kind=seen.kind,
            name=seen.name,
            ring=seen.ring,
            confirmed=seen.confirmed,
            reason=seen.reason,
            days=self.on - newest if newest else None,
            last=iso(newest),
            unit=seen.unit,
            place=seen.place,
            union=seen.union,
            state=STATES[self.state[row]],
            step=step,
            step_text=messages.text(f"services.step.{step}", lang) if step else "",
            why=str(data.get("reason") or ""),
            note=str(data.get("note") or ""),
            owner=str(data.get("owner") or ""),
            due=str(data.get("due") or ""),
            overdue=max(self.on - int(self.due[row]), 0) if self.due[row] else 0,
            since=str(data.get("since") or ""),
            history=tuple(data.get("history") or ()),
            version=work.version if work else NEW,
        )


@authorized
def assign(
    net: Session,
    workshops: Sequence[str],
    step: str,
    *,
    owner: str = "",
    owners: Mapping[str, str] | None = None,
    due: str = "",
    reason: str = "",
    note: str = "",
    versions: Mapping[str, int] | None = None,
    on: str | None = None,
    lang: str = "zh",
) -> WorkDone:
    """Keep the next step for one or many workshops in one batch, which ``undo`` takes back as a whole.

    ``step``: one of STEPS; ``set_aside`` wants a ``reason``. ``owners``: workshop → who is responsible, where that is not ``owner``.
    ``versions``: version of each record as it was read; ``Conflict`` where one has changed since. Raises ``InvalidValue``,
    ``UnknownNode``, ``AmbiguousName``.
    """
    if step not in STEPS:
        raise InvalidValue(property="step", value=step)
    if step == "set_aside" and not reason.strip():
        raise InvalidValue(property="reason", value=reason)
    as_of, last = net.as_of(on), iso(day(due)) if due else ""
    found = {node.id: node for node in (resolve(net, name, ("Workshop",)) for name in workshops)}
    if not found:
        raise InvalidValue(property="workshop", value="")
    before = {work.id: work for work in net.store.work("worklist", found)}
    given = {"step": step, "owner": owner, "due": last, "reason": reason, "note": note, "by": net.actor.key, "on": as_of}
    by_one = {one: {**given, "owner": (owners or {}).get(one, owner)} for one in found}
    changes = [entry_change(one, before.get(one), by_one[one], (versions or {}).get(one)) for one in sorted(found)]
    batch = new_batch_id("worklist")
    label = messages.text("services.label.assign", lang, count=len(found), step=messages.text(f"services.step.{step}", lang))
    net.store.commit(Batch(batch, "worklist", changes, label=label), net.actor)
    return WorkDone(schema="alliance.work_done/1", revision=net.store.revision, as_of=as_of, batch=batch, count=len(found), ids=tuple(sorted(found)))


def entry_change(workshop: str, before: Work | None, given: Mapping[str, Any], version: int | None) -> Change:
    """Return the change that keeps a next step; what stood there goes to its history."""
    old = dict(before.data) if before else {}
    history = [*old.pop("history", ()), old] if old else []
    since = old.get("since") or given["on"]
    base = version if version is not None else before.version if before else NEW
    for entry in history:
        for name in ("since", "workshop"):
            entry.pop(name, None)
    return Change(
        "put",
        Work(kind="worklist", id=workshop, state=str(given["step"]), data={**given, "workshop": workshop, "since": since, "history": history}),
        base,
    )


@authorized
def confirm_links(net: Session, workshops: Sequence[str], *, by: str = "", on: str | None = None, source: str = "", lang: str = "zh") -> WorkDone:
    """Keep that the contacts of these workshops were checked and nothing further is to be reported (本期无), with who and when, in one batch.

    ``by``: who says so; the responsible union's name where it is not given. ``on``: the day of the check, else the reference date.
    The check is added to those on record; whether the workshop becomes 待牵线 or keeps its ring follows from its ties.
    """
    as_of = net.as_of(on)
    found = {node.id: node for node in (resolve(net, name, ("Workshop",)) for name in workshops)}
    if not found:
        raise InvalidValue(property="workshop", value="")
    who = _responsible(net, as_of, list(found)) if not by else dict.fromkeys(found, by)
    changes = [
        Change(
            "merge",
            Node(
                id=one,
                kind="Workshop",
                name=node.name,
                props={"links_checks": [{"on": as_of, "by": who[one] or net.actor.key, **({"source": source} if source else {})}]},
            ),
        )
        for one, node in sorted(found.items())
    ]
    batch = new_batch_id("confirm")
    net.store.commit(Batch(batch, "confirm-links", changes, label=messages.text("services.label.confirm", lang, count=len(found))), net.actor)
    return WorkDone(schema="alliance.work_done/1", revision=net.store.revision, as_of=as_of, batch=batch, count=len(found), ids=tuple(sorted(found)))


def _responsible(net: Session, as_of: str, ids: Sequence[str]) -> dict[str, str]:
    snapshot, _ = net.analyst().explain_reach(ids, day(as_of))
    union = responsible_unions(snapshot, day(as_of))
    numbers = {one: int(union[snapshot.ids.find(one)]) if snapshot.ids.find(one) >= 0 else -1 for one in ids}
    names = net.store.names(snapshot.ids[number] for number in numbers.values() if number >= 0)
    return {one: names.get(snapshot.ids[number], "") if number >= 0 else "" for one, number in numbers.items()}
