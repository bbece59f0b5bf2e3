"""What is on record of one alliance on a day: its members, where they stand, who guides and leads it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from alliance import schema
from alliance.model.snapshot import Snapshot
from alliance.network.place.active_alliances import memberships
from alliance.network.place.affiliation import affiliation
from alliance.network.place.classification import code_of, division_of, section_of
from alliance.network.place.industries import industries
from alliance.network.place.responsible import regions, regions_above
from alliance.network.time.validity import memoise, valid
from alliance.schema import vocabularies

CHAIRS = ("chair", "standing_leader", "leader")
_MUNICIPALITIES = ("11", "12", "31", "50")


@dataclass(frozen=True, slots=True)
class AllianceFacts:
    """One alliance. All numbers are node numbers, ascending.

    ``workshops``: members that are workshops (of a head, the one he leads); ``known``: those of them whose unit is on record (M of the
    rules). ``others``: members that are organisations; ``raw``: what the ties name, people included; ``groups``: unnamed groups.
    ``units``, ``tops`` (groups of companies), ``divisions``, ``sections``: by member of ``known``, −1 or empty where not on record.
    ``places``: ids of the prefectures (of a municipality: itself) of the members, those on record. ``guides``: guiding unions, those who
    established it where none guides. ``leads``: (node, tie) of LEADS_ALLIANCE and of members in the chair that hold on the day.
    """

    alliance: int
    workshops: tuple[int, ...]
    known: tuple[int, ...]
    others: tuple[int, ...]
    raw: tuple[int, ...]
    groups: int
    units: tuple[int, ...]
    tops: tuple[int, ...]
    divisions: tuple[str, ...]
    sections: tuple[str, ...]
    places: tuple[str, ...]
    placeless: int
    guides: tuple[int, ...]
    leads: tuple[tuple[int, int], ...]

    def largest_division(self) -> tuple[str, float]:
        """Return the commonest division and its share of the members with a division on record; ('', 0) without any."""
        count = Counter(division for division in self.divisions if division)
        if not count:
            return "", 0.0
        division, number = min(count.items(), key=lambda item: (-item[1], item[0]))
        return division, number / sum(count.values())


def alliance_facts(snapshot: Snapshot, as_of: int, alliance: int) -> AllianceFacts:
    """Return the facts of an alliance on the day, whether it is running or not. O(its ties)."""
    members = members_of(snapshot, as_of, alliance)
    kind = snapshot.kind[members]
    workshops = [int(one) for one, code in zip(members, kind, strict=True) if code == schema.NODE_CODE["Workshop"]]
    others = [int(one) for one, code in zip(members, kind, strict=True) if schema.NODE_KINDS[code].organisation]
    place, where = affiliation(snapshot, as_of), regions(snapshot, as_of)
    known = [one for one in workshops if place.unit[one] >= 0]
    industry = industries(snapshot, as_of)
    codes = [code_of(snapshot.ids[int(industry[one])]) if industry[one] >= 0 else "" for one in known]
    here = [prefecture(snapshot, int(where[one])) for one in workshops]
    ties = snapshot.adjacency("MEMBER_OF", reverse=True)
    rows = [(int(node), int(tie)) for node, tie in zip(ties.of(alliance), ties.ties_of(alliance), strict=True) if _holds(snapshot, int(tie), as_of)]
    return AllianceFacts(
        alliance=alliance,
        workshops=tuple(workshops),
        known=tuple(known),
        others=tuple(others),
        raw=tuple(node for node, _ in rows),
        groups=sum(snapshot.kind_of(node) == "Group" for node, _ in rows),
        units=tuple(int(place.unit[one]) for one in known),
        tops=tuple(int(place.group[one]) for one in known),
        divisions=tuple(division_of(code) for code in codes),
        sections=tuple(section_of(code) for code in codes),
        places=tuple(sorted({one for one in here if one})),
        placeless=sum(not one for one in here),
        guides=_guides(snapshot, as_of, alliance),
        leads=_leads(snapshot, as_of, alliance, rows),
    )


def members_of(snapshot: Snapshot, as_of: int, alliance: int) -> np.ndarray:
    """Return the members of a running alliance on the day, ascending; a head stands for the workshop he leads."""
    which, member, _ = memberships(snapshot, as_of)
    low, high = np.searchsorted(which, [alliance, alliance + 1])
    return np.unique(member[low:high])


def prefecture(snapshot: Snapshot, region: int) -> str:
    """Return the id of the prefecture in which a region lies, of a municipality that itself; empty for a province or where none is on record.

    From the code of the region; a region without a code stands for itself.
    """
    if region < 0:
        return ""
    code = snapshot.ids[region].partition(":")[2]
    if code.isdigit() and len(code) == 6:
        if code[:2] in _MUNICIPALITIES:
            return f"region:{code[:2]}0000"
        return "" if code.endswith("0000") else f"region:{code[:4]}00"
    return snapshot.ids[region]


def inside(snapshot: Snapshot, as_of: int, region: int, wanted: int) -> bool:
    """Say whether a region is the wanted one or part of it."""
    above = memoise(snapshot, ("regions_above", as_of), lambda: regions_above(snapshot, as_of))
    for _ in range(8):
        if region == wanted or region < 0:
            break
        region = int(above[region])
    return region == wanted


def _holds(snapshot: Snapshot, tie: int, as_of: int) -> bool:
    return bool(valid(snapshot, slice(tie, tie + 1), as_of)[0])


def _guides(snapshot: Snapshot, as_of: int, alliance: int) -> tuple[int, ...]:
    for kind in ("GUIDES", "ESTABLISHED"):
        ties = snapshot.adjacency(kind, reverse=True)
        found = {
            int(node)
            for node, tie in zip(ties.of(alliance), ties.ties_of(alliance), strict=True)
            if snapshot.kind_of(int(node)) == "TradeUnion" and _holds(snapshot, int(tie), as_of)
        }
        if found:
            return tuple(sorted(found))
    return ()


def _leads(snapshot: Snapshot, as_of: int, alliance: int, members: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    ties = snapshot.adjacency("LEADS_ALLIANCE", reverse=True)
    rows = [(int(node), int(tie)) for node, tie in zip(ties.of(alliance), ties.ties_of(alliance), strict=True) if _holds(snapshot, int(tie), as_of)]
    rows += [(node, tie) for node, tie in members if snapshot.roles[int(snapshot.tie_role[tie])] in CHAIRS]
    return tuple(sorted(set(rows)))


def rank_of(snapshot: Snapshot, node: int) -> str:
    """Return the rank of a union or the level of a workshop, ``unknown`` where not on record."""
    return vocabularies.RANKS[int(snapshot.rank[node])].code
