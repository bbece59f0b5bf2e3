"""What every workshop was recognised as, and how that stands on a day: read from the store once a revision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alliance.model import Node, Tie, period
from alliance.model.snapshot import Snapshot
from alliance.network.time.validity import memoise
from alliance.schema import vocabularies
from alliance.services.authorization import authorized
from alliance.services.register.recognition import KIND, NOTICE, level_of, stands
from alliance.services.session import Session
from alliance.stores.port import GraphStore

STATES = ("named", "reviewed", "notice", "withdrawn", "unnamed")


@dataclass(frozen=True, slots=True)
class Recognition:
    """One recognition of a workshop: level (empty: not on record), year (0: undated), whether it stands on the day, and whether withdrawn."""

    level: str
    year: int
    stands: bool
    way: str


Recognitions = Mapping[str, Sequence[Recognition]]


@authorized
def recognitions_on(net: Session, snapshot: Snapshot, on: int) -> Recognitions:
    """Return workshop id → its recognitions that had begun by the day, earliest first. Kept with the network. O(workshops + recognitions)."""
    return memoise(snapshot, ("register.recognitions", on), lambda: _read(net, on))


def _read(net: Session, on: int) -> dict[str, list[Recognition]]:
    union_rank = {node.id: str(node.props.get("rank") or "") for node in net.store.all_nodes("TradeUnion")}
    found: dict[str, list[Recognition]] = {node.id: [] for node in net.store.all_nodes("Workshop")}
    for tie in net.store.all_ties("RECOGNISED_BY"):
        if tie.source in found and period(str(tie.props.get("valid_from") or "")).first <= on:
            found[tie.source].append(_of_tie(tie, union_rank.get(tie.target, ""), on))
    for node in net.store.all_nodes("Workshop"):
        found[node.id] += [one for one in _earlier(node) if one.level not in {row.level for row in found[node.id]}]
        own = _own_recognition(node, on)
        if own and own.level not in {one.level for one in found[node.id]} and (own.level or not found[node.id]):
            found[node.id].append(own)
    return {one: sorted(rows, key=lambda row: (row.year or 9999, row.level)) for one, rows in found.items()}


def _of_tie(tie: Tie, rank: str, on: int) -> Recognition:
    return Recognition(
        level=level_of(tie) or (rank if rank != "unknown" else ""),
        year=_year(str(tie.props.get("valid_from") or "")),
        stands=stands(tie, on) and tie.props.get("designation") != "withdrawn",
        way=str(tie.props.get("designation") or ""),
    )


def _earlier(node: Node) -> list[Recognition]:
    """The levels that its record had before the present one."""
    own = node.props.get("recognitions") or ()
    return [Recognition(str(each.get("level") or ""), _year(str(each.get("on") or "")), True, "") for each in own]


def _own_recognition(node: Node, on: int) -> Recognition | None:
    """What the record of the workshop itself says."""
    level, date = str(node.props.get("level") or ""), str(node.props.get("recognised_on") or "")
    level = "" if level == "unknown" else level
    date = "" if period(date).first > on else date  # as model.knowing.node_on
    if not (level or date):
        return None
    return Recognition(level, _year(date), True, str(node.props.get("designation") or ""))


def _year(date: str) -> int:
    return int(date[:4]) if date else 0


def announced_workshops(store: GraphStore) -> set[str]:
    """Return the workshops whose recognition is announced and not final."""
    return {one for work in store.work(KIND) if work.state == NOTICE for one in work.data["workshops"]}


def state_of(rows: Sequence[Recognition], is_announced: bool) -> str:
    """Return how a workshop stands, one of STATES: a recognition that stands, else an announcement, else what was withdrawn."""
    if standing := [row for row in rows if row.stands]:
        return "reviewed" if any(row.way == "reviewed" for row in standing) else "named"
    return "notice" if is_announced else "withdrawn" if rows else "unnamed"


def highest(rows: Sequence[Recognition]) -> str:
    """Return the highest level that stands, empty where none does."""
    return max((row.level for row in rows if row.stands), key=lambda level: vocabularies.code(vocabularies.RANKS, level), default="")
