"""An act on the register: what it would change is shown first, and written only when it is confirmed.

Every act has a day and a ground (a document or whoever says so), goes in as one batch with ledger and audit, and is taken back as any
batch is. It rests on the versions that were shown: where one of its records has changed meanwhile it is refused, with both versions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from alliance import messages
from alliance.errors import Conflict, InvalidValue
from alliance.model import ANY, NEW, Batch, Change, Difference, Node, Receipt, Record, Tie, Work, iso, period
from alliance.services.authorization import authorized
from alliance.services.batch_ids import new_batch_id
from alliance.services.results import Result
from alliance.services.session import Session
from alliance.stores.changes import check_change, combine_changes, difference
from alliance.stores.port import GraphStore
from alliance.tables.cells.dates import stored_date
from alliance.tables.cells.personal_numbers import personal
from alliance.tables.cells.texts import line
from alliance.tables.findings import Fault

Base = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ActResult(Result):
    """What an act changes, record by record, before and after; ``written`` says whether it stands.

    ``base``: the version of each record as it was shown; handed back with the confirmation, a record that changed meanwhile is refused.
    ``batch``: what takes it back, empty while nothing is written. ``names``: id → name of the ends of its ties.
    """

    act: str
    label: str
    date: str
    source: str
    rows: tuple[Difference, ...]
    base: Mapping[str, int]
    names: Mapping[str, str]
    written: bool = False
    batch: str = ""
    receipt: Receipt | None = None

    @property
    def changes(self) -> tuple[Difference, ...]:
        """What of it is no repetition of what is on record."""
        return tuple(row for row in self.rows if row.state != "unchanged")


@dataclass(frozen=True, slots=True)
class Ground:
    """The day of an act as stored, and what it rests on."""

    date: str
    source: str
    quote: str = ""

    @property
    def first(self) -> int:
        """The first day of the act (day number)."""
        return period(self.date).first

    @property
    def day_before(self) -> str:
        """The last day of what ends where the act begins."""
        return iso(self.first - 1)

    def sources(self) -> list[dict[str, str]]:
        """The source that every record of the act is given."""
        as_of = self.date.rpartition("/")[2]
        return [{"source": self.source, "as_of": as_of, "basis": "stated", **({"quote": self.quote} if self.quote else {})}]


@dataclass(frozen=True, slots=True)
class Act:
    """One act before it is shown: its word (``register.act.…``), what a person reads in the history, its changes in their order."""

    name: str
    facts: Mapping[str, object]
    ground: Ground
    changes: Sequence[Change]

    @property
    def label(self) -> str:
        """What the history says."""
        return messages.text(f"services.register.{self.name}", "zh", **self.facts)


@authorized
def ground_of(net: Session, source: str, date: str = "", quote: str = "", on: str | None = None) -> Ground:
    """Return the ground of an act. Its date may be written as in a file (2026年6月), else it is the reference date.

    Raises ``InvalidValue`` where there is no source, no such day, or a number of a person in it.
    """
    given = stored_date(date) if date.strip() else net.as_of(on)
    if isinstance(given, Fault) or not given:
        raise InvalidValue(property="date", value=date)
    return Ground(given, plain("ground", source), plain("ground", quote, empty=True))


def plain(name: str, text: str, *, empty: bool = False) -> str:
    """Return what was typed into a field as it is stored. Raises ``InvalidValue``: nothing in it, or a number of a person (F27)."""
    found = line(text)
    if (not found and not empty) or personal(found):
        raise InvalidValue(property=name, value="" if not found else "…")
    return found


@authorized
def carry_out(net: Session, act: Act, confirm: bool, base: Base | None) -> ActResult:
    """Show what an act changes, and write it where it is confirmed.

    Raises ``Conflict`` with both versions where a record is not the one that was shown (``base``).
    """
    before = stored_records(net.records, (change.record for change in act.changes))
    now = {key: record.version if record else NEW for key, record in before.items()}
    if base is not None:
        _refuse_other(net, now, base)
    versions = {key: (base or {}).get(key, version) for key, version in now.items()}
    changes = [check_change(replace(change, base=versions[key_of(change.record)])) for change in act.changes]
    with net.neutral():
        rows = tuple(_difference(key, before[key], changes) for key in now)
    label = act.label
    moved = any(row.state != "unchanged" for row in rows)
    facts: dict[str, Any] = {"act": act.name, "date": act.ground.date, "source": act.ground.source}
    receipt = None
    if confirm and moved:
        receipt = net.store.commit(Batch(new_batch_id("register"), "register", tuple(changes), label=label, facts=facts), net.actor)
    shown = ActResult(
        schema="alliance.act/1",
        revision=net.store.revision,
        as_of=net.as_of(),
        act=act.name,
        label=label,
        date=act.ground.date,
        source=act.ground.source,
        rows=rows,
        base=versions,
        names=_names(net.records, rows),
        written=receipt is not None,
        batch=receipt.batch if receipt else "",
        receipt=receipt,
    )
    return net.as_shown(shown)


def _names(store: GraphStore, rows: Sequence[Difference]) -> dict[str, str]:
    ties = [one for row in rows for one in (row.record, row.before) if isinstance(one, Tie)]
    ends = {end for tie in ties for end in (tie.source, tie.target)}
    return {**store.names(ends), **{row.record.id: row.record.name for row in rows if isinstance(row.record, Node) and row.record.id in ends}}


def _refuse_other(net: Session, now: Base, base: Base) -> None:
    """Refuse where the act would change other records than were shown: what it rested on has moved. Raises ``Conflict``."""
    other = next((key for key in base if key not in now), "") or next((key for key in now if key not in base), "")
    if other:
        there = _by_key(net.records, other)
        theirs = dict(there.data if isinstance(there, Work) else there.props) if there else {}
        facts = {"base": base.get(other, NEW), "version": there.version if there else NEW, "mine": {}, "theirs": theirs}
        with net.neutral():
            raise Conflict(record=there.name if isinstance(there, Node) else other, id=other, **facts)


def _by_key(store: GraphStore, key: str) -> Record | None:
    kind, _, one = key.rpartition("/")
    works = store.work(kind, [one]) if kind else []
    return next((found for found in (store.nodes([key]).get(key), store.ties([key]).get(key), *works) if found), None)


def _difference(key: str, before: Record | None, changes: Sequence[Change]) -> Difference:
    own = [change for change in changes if key_of(change.record) == key]
    after, _ = combine_changes(before, own)
    return difference(before, after, own[-1].record)


def key_of(record: Record) -> str:
    """Return the name of a record in ``base``: the id of a node or tie, kind and id of a work record."""
    return f"{record.kind}/{record.id}" if isinstance(record, Work) else record.id


def stored_records(store: GraphStore, records: Iterable[Record]) -> dict[str, Record | None]:
    """Return key → the record as it is stored now, None where it is not there, in the order given."""
    wanted = list(records)
    nodes = store.nodes(one.id for one in wanted if isinstance(one, Node))
    ties = store.ties(one.id for one in wanted if isinstance(one, Tie))
    asked = [one for one in wanted if isinstance(one, Work)]
    works = {(one.kind, one.id): one for kind in {one.kind for one in asked} for one in store.work(kind, [w.id for w in asked if w.kind == kind])}
    found: dict[str, Record | None] = {}
    for one in wanted:
        if isinstance(one, Work):
            found[key_of(one)] = works.get((one.kind, one.id))
        else:
            there = nodes.get(one.id) if isinstance(one, Node) else ties.get(one.id)
            found[one.id] = there if there is not None and there.id == one.id else None
    return found


def make_change(record: Node | Tie, ground: Ground) -> Change:
    """Return the change that brings a record in, or adds to the one that is there, with the ground of the act."""
    return Change("merge", replace(record, props={**record.props, "sources": ground.sources()}), ANY)
