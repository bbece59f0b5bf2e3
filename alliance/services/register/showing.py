"""停止展示: a person or workshop is gone from every page, answer and file at once, stays on record, and can be brought back.

The promise is kept by ``services.shown_store``; here it is given and taken back.
"""

from __future__ import annotations

from dataclasses import dataclass

from alliance.errors import InvalidValue, UnknownNode
from alliance.model import ANY, NEW, Change, Node, Work
from alliance.services.authorization import authorized
from alliance.services.hidden_names import NOT_SHOWN
from alliance.services.register.acts import Act, ActResult, Base, carry_out, ground_of, plain
from alliance.services.register.parties import Parties
from alliance.services.results import Result
from alliance.services.session import Session

MAY_BE_HIDDEN = ("Person", "Workshop")


@dataclass(frozen=True, slots=True)
class NotShownRow:
    """Someone who is not shown, without a name: kind, since when, why, by whom; ``id`` is for bringing back."""

    id: str
    kind: str
    since: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class NotShownResult(Result):
    """Who is not shown, the newest first."""

    rows: tuple[NotShownRow, ...]


@authorized
def stop_showing(
    net: Session,
    name: str,
    *,
    date: str = "",
    source: str = "",
    confirm: bool = False,
    base: Base | None = None,
    on: str | None = None,
) -> ActResult:
    """Show a person or workshop nowhere any more from now on, whatever day is asked about; ``source``: who wished it.

    The record, its history, ledger and audit stay. Where the name is part of another text a neutral word stands in its place. Raises
    ``InvalidValue`` for other kinds, ``UnknownNode``, ``AmbiguousName``, ``Conflict``.
    """
    ground = ground_of(net, source, date, on=on)
    node = Parties(net, ground).known(name)
    if node.kind not in MAY_BE_HIDDEN:
        raise InvalidValue(property="kind", value=node.kind)
    data = {"kind": node.kind, "since": ground.date, "reason": ground.source, "by": net.actor.key}
    touched = Node(node.id, node.kind, "", {"shown_until": ground.date})  # the revision moves: nothing that was worked out before is shown
    changes = [Change("put", Work(NOT_SHOWN, node.id, "hidden", data), NEW), Change("merge", touched, ANY)]
    return carry_out(net, Act("hide", {"name": node.name}, ground, changes), confirm, base)


@authorized
def show_again(
    net: Session,
    id: str,
    *,
    date: str = "",
    source: str = "",
    confirm: bool = False,
    base: Base | None = None,
    on: str | None = None,
) -> ActResult:
    """Show someone again who was not shown (``not_shown``), by id or name. Raises ``UnknownNode`` where nobody of it is hidden, ``Conflict``."""
    ground = ground_of(net, source, date, on=on)
    wanted = plain("name", id)
    marks = {mark.id: mark for mark in net.records.work(NOT_SHOWN)}
    nodes = net.records.nodes(marks)
    found = [one for one in marks if wanted == one or (one in nodes and wanted == nodes[one].name)]
    if len(found) != 1 or found[0] not in nodes:
        raise UnknownNode(node=wanted, near=[])
    node = nodes[found[0]]
    changes = [
        Change("delete", Work(NOT_SHOWN, found[0], "", {}), ANY),
        Change("merge", Node(node.id, node.kind, "", {"shown_until": None}), ANY),
    ]
    return carry_out(net, Act("show", {"name": node.name}, ground, changes), confirm, base)


@authorized
def not_shown(net: Session) -> NotShownResult:
    """Return who is not shown, without names."""
    marks = sorted(net.store.work(NOT_SHOWN), key=lambda mark: (mark.data["since"], mark.id), reverse=True)
    rows = tuple(
        NotShownRow(id=mark.id, kind=mark.data["kind"], since=mark.data["since"], reason=mark.data["reason"], by=mark.data["by"]) for mark in marks
    )
    return NotShownResult(schema="alliance.not_shown/1", revision=net.store.revision, as_of=net.as_of(), rows=rows)
