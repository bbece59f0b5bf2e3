"""命名, 复评, 摘牌: a recognition is a tie to the union that gave it, with level, way, document number and day.

What is still announced (公示) recognises nobody: the batch waits as a work record until it is final.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alliance import messages, schema
from alliance.errors import InvalidValue, UnknownBatch
from alliance.model import ANY, NEW, Change, Node, Tie, Work, digest, period, tie_id
from alliance.schema import vocabularies
from alliance.services.authorization import authorized
from alliance.services.register.acts import Act, ActResult, Base, Ground, carry_out, ground_of, make_change, plain
from alliance.services.register.facts import value_of
from alliance.services.register.parties import Parties
from alliance.services.register.ties import make_end
from alliance.services.results import Result
from alliance.services.session import Session
from alliance.stores.port import GraphStore

NOTICE, FINAL, DROPPED = "notice", "final", "dropped"
STATES = (NOTICE, FINAL, DROPPED)
KIND = "recognition"  # work record of a batch that is or was announced
REVIEWS = ("reviewed", "withdrawn")
PROPS = {prop.name: prop for prop in schema.tie_kind("RECOGNISED_BY").properties}


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A batch that is announced and not final yet."""

    id: str
    level: str
    by: str
    batch: str
    date: str
    workshops: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticesResult(Result):
    """The batches that wait to become final, the oldest first."""

    rows: tuple[NoticeRow, ...]


@authorized
def record_review(
    net: Session,
    workshop: str,
    result: str,
    *,
    level: str = "",
    by: str = "",
    batch: str = "",
    date: str = "",
    source: str = "",
    confirm: bool = False,
    base: Base | None = None,
    on: str | None = None,
) -> ActResult:
    """Enter what came of a review: ``reviewed`` (复评合格), or ``withdrawn`` (摘牌), which ends the recognitions of that level.

    ``level`` and ``by`` are those of the recognition under review where they are left out. Raises ``InvalidValue`` (unknown result, no
    recognition and none said), ``UnknownNode``, ``AmbiguousName``, ``Conflict``.
    """
    ground = ground_of(net, source, date, on=on)
    parties = Parties(net, ground)
    node = parties.known(workshop, ("Workshop",))
    outcome = value_of(PROPS["designation"], result)
    if outcome not in REVIEWS:
        raise InvalidValue(property="result", value=result)
    standing = standing_of(net.records, node, ground)
    rank = value_of(PROPS["level"], level) or _highest(standing, node)
    under = [tie for tie in standing if level_of(tie) in (rank, "")]
    union = parties.find(("TradeUnion",), by, creates=True) if by.strip() else next((tie.target for tie in under), "")
    if not rank or not union:
        raise InvalidValue(property="level" if not rank else "by", value="")
    changes = [*parties.changes]
    if outcome == "withdrawn":
        changes += [make_end(tie, ground.day_before, ground) for tie in under]
        changes += _lower_level(node, [tie for tie in standing if tie not in under], rank)
    changes.append(_recognition(node.id, union, rank, str(outcome), batch, ground))
    facts = {"name": node.name, "result": _word("designation", str(outcome)), "level": _word("level", rank)}
    return carry_out(net, Act("review", facts, ground, changes), confirm, base)


@authorized
def recognise(
    net: Session,
    workshops: Sequence[str] = (),
    *,
    level: str = "",
    by: str = "",
    batch: str = "",
    designation: str = "named",
    state: str = FINAL,
    notice: str = "",
    date: str = "",
    source: str = "",
    confirm: bool = False,
    base: Base | None = None,
    on: str | None = None,
) -> ActResult:
    """Enter a batch of recognitions in one act: level, union, document number and day for all its workshops.

    ``state``: ``notice`` (公示) keeps the batch and recognises nobody, ``final`` (正式) recognises, ``dropped`` lets an announced batch go.
    ``notice``: the announced batch (``notices``) that becomes final or is dropped; what is given beside it holds instead of what was announced.
    A workshop that is known is recognised again (an upgrade), never entered anew. Raises ``InvalidValue``, ``UnknownBatch``,
    ``UnknownNode``, ``AmbiguousName``, ``Conflict``.
    """
    ground = ground_of(net, source, date, on=on)
    parties = Parties(net, ground)
    kept = _find_notice(net, notice)
    told: dict[str, Any] = dict(kept.data) if kept else {}
    rank, way = str(value_of(PROPS["level"], level or told.get("level", "")) or ""), str(value_of(PROPS["designation"], designation))
    nodes = [parties.known(one, ("Workshop",)) for one in (workshops or told.get("workshops", ()))]
    if state not in STATES or (state == DROPPED and not kept):
        raise InvalidValue(property="state", value=state)
    if not rank or not nodes:
        raise InvalidValue(property="workshops" if rank else "level", value="")
    number = plain("batch", batch or told.get("batch", ""), empty=True)
    union = plain("by", by or told.get("by", ""))
    changes: list[Change] = []
    if state == FINAL:
        target = parties.find(("TradeUnion",), union, creates=True)
        changes += parties.changes
        for node in {node.id: node for node in nodes}.values():
            changes += [_recognition(node.id, target, rank, way, number, ground), *_raise_level(net, node, rank, way, number, ground)]
    if kept or state == NOTICE:
        data = _batch([node.id for node in nodes], rank, union, number, way, ground)
        changes.append(Change("put", Work(KIND, kept.id if kept else _batch_id(data), state, data), ANY if kept else NEW))
    facts = {"count": len(nodes), "level": _word("level", rank), "batch": number or "—"}
    return carry_out(net, Act(f"recognise-{state}", facts, ground, changes), confirm, base)


def announcement(workshops: Sequence[str], level: str, by: str, batch: str, ground: Ground) -> Change:
    """Return the change that keeps a batch of 命名 as announced (公示). Raises ``InvalidValue`` without a level that is known."""
    rank = value_of(PROPS["level"], level)
    if not rank:
        raise InvalidValue(property="level", value=level)
    data = _batch(workshops, str(rank), plain("by", by, empty=True), plain("batch", batch, empty=True), "named", ground)
    return Change("put", Work(KIND, _batch_id(data), NOTICE, data), ANY)


def _batch(workshops: Sequence[str], rank: str, union: str, number: str, way: str, ground: Ground) -> dict[str, Any]:
    told = {"workshops": sorted(set(workshops)), "level": rank, "by": union, "batch": number, "date": ground.date}
    return {**told, "designation": way, "source": ground.source}


def _batch_id(data: Mapping[str, Any]) -> str:
    return digest(KIND, data["batch"], data["level"], data["date"], *data["workshops"])


@authorized
def notices(net: Session) -> NoticesResult:
    """Return the batches that are announced and not final yet."""
    waiting = sorted((one for one in net.store.work(KIND) if one.state == NOTICE), key=lambda one: (one.data["date"], one.id))
    rows = tuple(
        NoticeRow(
            id=one.id,
            level=one.data["level"],
            by=one.data["by"],
            batch=one.data["batch"],
            date=one.data["date"],
            workshops=tuple(one.data["workshops"]),
        )
        for one in waiting
    )
    return NoticesResult(schema="alliance.notices/1", revision=net.store.revision, as_of=net.as_of(), rows=rows)


def _find_notice(net: Session, notice: str) -> Work | None:
    if not notice:
        return None
    kept = next(iter(net.records.work(KIND, [notice])), None)
    if kept is None or kept.state != NOTICE:
        raise UnknownBatch(batch=notice)
    return kept


def level_of(tie: Tie) -> str:
    """Return the level of a recognition, empty where it is not on record."""
    return str(tie.props.get("level") or "")


def standing_of(store: GraphStore, node: Node, ground: Ground) -> list[Tie]:
    """Return the recognitions of a workshop that stand on the day of an act, without withdrawals."""
    ties = [tie for tie in store.ties_of(node.id, ("RECOGNISED_BY",)) if tie.source == node.id]
    return [tie for tie in ties if tie.props.get("designation") != "withdrawn" and stands(tie, ground.first)]


def stands(tie: Tie, on: int) -> bool:
    """Say whether a recognition has begun by a day and has not ended before it."""
    until = str(tie.props.get("valid_to") or "open")
    return period(str(tie.props.get("valid_from") or "")).first <= on and (until == "open" or period(until).last >= on)


def _rank(level: str) -> int:
    return vocabularies.code(vocabularies.RANKS, level)


def _highest(standing: Sequence[Tie], node: Node) -> str:
    return max((level_of(tie) for tie in standing), key=_rank, default="") or str(node.props.get("level") or "")


def _recognition(workshop: str, union: str, rank: str, way: str, batch: str, ground: Ground) -> Change:
    props = {"valid_from": ground.date, "level": rank, "designation": way, **({"batch": batch} if batch else {})}
    return make_change(
        Tie(
            id=tie_id("RECOGNISED_BY", workshop, union, ground.date, f"{rank}/{way}"),
            kind="RECOGNISED_BY",
            source=workshop,
            target=union,
            props=props,
        ),
        ground,
    )


def _raise_level(net: Session, node: Node, rank: str, way: str, batch: str, ground: Ground) -> list[Change]:
    """The workshop's own level, where the new one is higher; its first recognition where none was on record (never ``new`` again)."""
    props: dict[str, Any] = {}
    own = str(node.props.get("level") or "")
    told = net.records.ties_of(node.id, ("RECOGNISED_BY",))
    if _rank(rank) > _rank(own):
        props["level"] = rank
        if _rank(own) and own not in {level_of(tie) for tie in told}:  # no tie tells of it: it would be forgotten
            date = str(node.props.get("recognised_on") or "")
            props["recognitions"] = [{"level": own, "on": date} if date else {"level": own}]
    if not node.props.get("recognised_on") and not told:
        props |= {"recognised_on": ground.date, "designation": way, **({"batch": batch} if batch else {})}
    return [Change("merge", Node(node.id, node.kind, "", {**props, "sources": ground.sources()}), ANY)] if props else []


def _lower_level(node: Node, left: Sequence[Tie], rank: str) -> list[Change]:
    """The workshop's own level after one was withdrawn: the highest that still stands, else none."""
    if node.props.get("level") != rank:
        return []
    earlier = [str(each.get("level") or "") for each in node.props.get("recognitions") or ()]
    levels = [*(level_of(tie) for tie in left), *(level for level in earlier if level != rank)]
    return [Change("merge", Node(node.id, node.kind, "", {"level": max(levels, key=_rank, default="") or None}), ANY)]


def _word(name: str, code: str) -> str:
    return next((choice.zh for choice in PROPS[name].choices if choice.code == code), code)


def word_of(name: str, code: str, language: str) -> str:
    """Return the word of a level or a way of recognition."""
    return next((choice.label(language) for choice in PROPS[name].choices if choice.code == code), "") or messages.text(
        "services.register.none", language
    )
