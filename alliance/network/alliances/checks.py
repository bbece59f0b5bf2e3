"""Consistency checks on the record of an alliance: findings to ask about; nothing is repaired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from alliance.model import OPEN, UNKNOWN, iso
from alliance.model.snapshot import Snapshot
from alliance.network.alliances.facts import CHAIRS, AllianceFacts, members_of
from alliance.network.alliances.kinds import RANKS
from alliance.network.place.active_alliances import is_running
from alliance.network.place.affiliation import affiliation
from alliance.network.place.systems import TERRITORIAL
from alliance.network.time.validity import memoise, valid


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: its code, the nodes it is about (ids), and its figures."""

    code: str
    about: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


def checks(snapshot: Snapshot, as_of: int, facts: AllianceFacts, stated: int | None = None) -> list[Finding]:
    """Return the findings, those about the number of members first. ``stated``: the number of members that the record gives. O(members)."""
    found = []
    if stated is not None and not facts.groups and stated != len(facts.raw):
        found.append(Finding("count_differs", (), {"stated": stated, "rows": len(facts.raw)}))
    strangers = sorted({snapshot.ids[node] for node, _ in facts.leads if facts.raw and not _is_member(snapshot, as_of, facts, node)})
    found += [Finding("chair_no_member", (one,)) for one in strangers]
    found += _expired(snapshot, as_of, facts)
    found += _beyond_parent(snapshot, as_of, facts)
    return found + _rank(snapshot, facts)


def _is_member(snapshot: Snapshot, as_of: int, facts: AllianceFacts, node: int) -> bool:
    """A member itself, by its workshop, or by the person who leads or the unit that hosts a member."""
    unit = affiliation(snapshot, as_of).unit
    if node in facts.raw or node in facts.workshops or snapshot.kind_of(node) == "TradeUnion":
        return True
    if snapshot.kind_of(node) == "Person":
        return any(int(one) in facts.workshops for one in snapshot.adjacency("LEADS").of(node))
    if snapshot.kind_of(node) == "Workshop":
        return bool(unit[node] >= 0 and int(unit[node]) in facts.others)
    return int(unit[node]) in facts.units


def _expired(snapshot: Snapshot, as_of: int, facts: AllianceFacts) -> list[Finding]:
    """The last chair whose term has ended, where nobody is in the chair on the day."""
    if any(_in_chair(snapshot, tie) for _, tie in facts.leads):
        return []
    past = []
    for kind in ("LEADS_ALLIANCE", "MEMBER_OF"):
        ties = snapshot.adjacency(kind, reverse=True)
        for node, tie in zip(ties.of(facts.alliance).tolist(), ties.ties_of(facts.alliance).tolist(), strict=True):
            ended = int(snapshot.tie_until[tie])
            if _in_chair(snapshot, tie) and UNKNOWN < ended < min(as_of, OPEN):
                past.append((ended, snapshot.ids[node]))
    return [Finding("term_expired", (max(past)[1],), {"until": iso(max(past)[0])})] if past else []


def _in_chair(snapshot: Snapshot, tie: int) -> bool:
    role = snapshot.roles[int(snapshot.tie_role[tie])]
    return role in CHAIRS or (not role and int(tie) in range(*snapshot.tie_slice("LEADS_ALLIANCE").indices(snapshot.n_ties)))


def _beyond_parent(snapshot: Snapshot, as_of: int, facts: AllianceFacts) -> list[Finding]:
    running = memoise(snapshot, ("running", as_of), lambda: is_running(snapshot, as_of))
    ties = snapshot.adjacency("PART_OF")
    found = []
    for parent, tie in zip(ties.of(facts.alliance).tolist(), ties.ties_of(facts.alliance).tolist(), strict=True):
        if not running[parent] or not valid(snapshot, slice(tie, tie + 1), as_of)[0]:
            continue
        known = set(members_of(snapshot, as_of, parent).tolist())
        outside = [one for one in (*facts.workshops, *facts.others) if one not in known]
        if known and outside:
            found.append(Finding("not_within_parent", (snapshot.ids[parent], *(snapshot.ids[one] for one in outside)), {"count": len(outside)}))
    return found


def _rank(snapshot: Snapshot, facts: AllianceFacts) -> list[Finding]:
    """A territorial union guides members of more places than its rank covers: county 1 county, municipal 1 prefecture, provincial 1 province."""
    provinces = {place.partition(":")[2][:2] for place in facts.places}
    needed = "national" if len(provinces) > 1 else "provincial" if len(facts.places) > 1 else ""
    if not needed:
        return []
    low = [one for one in facts.guides if snapshot.form[one] == TERRITORIAL and 0 < int(snapshot.rank[one]) < RANKS.index(needed)]
    return [Finding("rank_too_low", (snapshot.ids[one],), {"rank": RANKS[int(snapshot.rank[one])], "places": len(facts.places)}) for one in low]
