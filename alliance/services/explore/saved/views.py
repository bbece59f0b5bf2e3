"""Views kept under a name: an address of a page, for everybody who works with the store. It holds no data, and shows what is there when it is opened.

Each is a work record of kind ``view``; its address is kept as page and words, so that a name in it is masked wherever names are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alliance import messages
from alliance.errors import InvalidValue
from alliance.model import NEW, Batch, Change, Work
from alliance.services.authorization import authorized
from alliance.services.batch_ids import new_batch_id
from alliance.services.clock import today
from alliance.services.explore.saved.addresses import address_of, read_address
from alliance.services.results import Result
from alliance.services.session import Session
from alliance.tables.cells.personal_numbers import personal
from alliance.tables.cells.texts import NAME_LIMIT, NOTE_LIMIT, line

VIEW = "view"  # kind of the work record


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A kept view: its name and note, the page and the words of its address, who kept it and when; ``version``: of the record."""

    id: str
    name: str
    note: str
    page: str
    query: Mapping[str, str]
    by: str
    on: str
    version: int

    @property
    def address(self) -> str:
        """The address, without a host."""
        return address_of(self.page, self.query)


@dataclass(frozen=True, slots=True)
class ViewsResult(Result):
    """The kept views, the newest first."""

    rows: tuple[ViewRow, ...]


@dataclass(frozen=True, slots=True)
class ViewKept(Result):
    """The view that was kept, renamed or removed, and the batch that ``undo`` takes."""

    batch: str
    id: str
    name: str


@authorized
def views(net: Session) -> ViewsResult:
    """Return the kept views, the newest first, those of one day by name. O(views).

    >>> from tests.worlds.small_city import city
    >>> net = city()
    >>> kept = net.save_view("化工这一块", "/map?group=region&period=3y", "季度会上用")
    >>> [(row.name, row.address) for row in net.views().rows]
    [('化工这一块', '/map?group=region&period=3y')]
    """
    rows = sorted((_row(work) for work in net.store.work(VIEW)), key=lambda row: (row.name, row.id))
    rows.sort(key=lambda row: row.on, reverse=True)
    return ViewsResult(schema="alliance.views/1", revision=net.store.revision, as_of=net.as_of(), rows=tuple(rows))


@authorized
def save_view(net: Session, name: str, address: str, note: str = "", *, lang: str = "zh") -> ViewKept:
    """Keep an address of a page, such as ``/map?id=w-1&steps=1``, under a name; one batch, undoable.

    Raises ``InvalidValue`` for an address that is none of our pages or has a word that the page does not know, and for a name that is empty,
    too long, holds a number of a person, or is taken. O(views).
    """
    page, query = read_address(address.strip())
    data = {"name": _name(net, name), "note": _note(note), "page": page, "query": query, "by": net.actor.key, "on": today()}
    batch = new_batch_id(VIEW)
    return _commit(net, batch, Change("put", Work(VIEW, batch, "", data), NEW), "kept", lang)


@authorized
def rename_view(net: Session, id: str, name: str, note: str | None = None, *, lang: str = "zh") -> ViewKept:
    """Give a view another name, and another note where one is given; undoable.

    Raises ``InvalidValue`` for an id that is not there and for a name as ``save_view``, ``Conflict`` where somebody else was first.
    """
    work = _kept(net, id)
    data = {**work.data, "name": _name(net, name, beside=id), "note": work.data["note"] if note is None else _note(note)}
    return _commit(net, new_batch_id(VIEW), Change("put", Work(VIEW, id, "", data), work.version), "renamed", lang)


@authorized
def remove_view(net: Session, id: str, *, lang: str = "zh") -> ViewKept:
    """Remove a view from the list; undoable. Raises ``InvalidValue`` for an id that is not there."""
    work = _kept(net, id)
    return _commit(net, new_batch_id(VIEW), Change("delete", work, work.version), "removed", lang)


def _commit(net: Session, batch: str, change: Change, what: str, lang: str) -> ViewKept:
    record = change.record
    assert isinstance(record, Work)
    label = messages.text(f"services.label.view-{what}", lang, name=record.data["name"])
    net.store.commit(Batch(batch, VIEW, [change], label=label), net.actor)
    return ViewKept(
        schema="alliance.view_kept/1", revision=net.store.revision, as_of=net.as_of(), batch=batch, id=record.id, name=record.data["name"]
    )


def _kept(net: Session, id: str) -> Work:
    work = next(iter(net.store.work(VIEW, [id])), None)
    if work is None:
        raise InvalidValue(property="view", value=id)
    return work


def _name(net: Session, text: str, beside: str = "") -> str:
    name = line(text)
    if not name or len(name) > NAME_LIMIT or personal(name):
        raise InvalidValue(property="name", value=name[:NAME_LIMIT] if name and not personal(name) else "")
    if any(work.data["name"] == name and work.id != beside for work in net.store.work(VIEW)):
        raise InvalidValue(property="view-name", value=name)
    return name


def _note(text: str) -> str:
    note = line(text)
    if len(note) > NOTE_LIMIT or personal(note):
        raise InvalidValue(property="note", value="…")
    return note


def _row(work: Work) -> ViewRow:
    data = work.data
    return ViewRow(
        id=work.id,
        name=data["name"],
        note=data["note"],
        page=data["page"],
        query=data["query"],
        by=data["by"],
        on=data["on"],
        version=work.version,
    )
