"""What is on record about one party at a date: where it sits, what it can, what it needs.

Facts come with the numbers of the ties they rest on, so that every reason can show them. Ties that
begin after the date or have ended before it are not seen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from alliance import schema
from alliance.model import OPEN, UNKNOWN
from alliance.model.snapshot import Snapshot
from alliance.network.place.classification import code_of, division_of
from alliance.schema import vocabularies

OPEN_STATES = tuple(vocabularies.code(vocabularies.STATES, word) for word in ("open", "matched", "in_progress"))
LEARNING = ("University", "CraftsmanCollege")
ASKED_OFTEN = ("host", "standing", "crafts", "regions", "alliances", "needs", "gives", "activities", "challenges", "proven", "divisions", "strategic")
TiesBy = dict[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Placed:
    """An industry of a party: GB/T division, the industry's node, the ties that say so."""

    code: str
    node: int
    ties: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """An open need for a craft: of what sort (``SUBJECTS``), by which demand or challenge (−1 none)."""

    craft: int
    subject: str
    demand: int
    ties: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """Something a party can give: by what ``form`` (offer, craft, achievement) and which achievement (−1 none)."""

    form: str
    node: int
    ties: tuple[int, ...]


class Facts:
    """The facts of a snapshot at a date (day number); answers about a party are kept."""

    def __init__(self, snapshot: Snapshot, as_of: int) -> None:
        self.snapshot = snapshot
        self.as_of = as_of
        for name in ASKED_OFTEN:
            setattr(self, name, lru_cache(maxsize=100_000)(getattr(self, name)))

    # -- ties as they are known at the date

    def known_ties(self, number: int, kind: str, *, reverse: bool = False) -> list[tuple[int, int]]:
        """Return (other end, tie number) of the ties of a kind that hold at the date, ascending."""
        ties = self.snapshot.adjacency(kind, reverse=reverse)
        pairs = zip(ties.of(number).tolist(), ties.ties_of(number).tolist(), strict=True)
        return [(other, tie) for other, tie in pairs if self.holds(tie)]

    def holds(self, tie: int) -> bool:
        """Say whether a tie has begun and not ended at the date; without dates it holds."""
        first, until = int(self.snapshot.tie_first[tie]), int(self.snapshot.tie_until[tie])
        return first <= self.as_of and (until in (UNKNOWN, OPEN) or until >= self.as_of)

    def role(self, tie: int) -> str:
        """Return the role on a tie."""
        return self.snapshot.roles[int(self.snapshot.tie_role[tie])]

    def day(self, node: int) -> int:
        """Return the last day of a node's own date, 0 unknown."""
        return int(self.snapshot.last[node])

    def span(self, node: int) -> tuple[int, int]:
        """Return a node's own date as an interval of days, (0, 0) unknown."""
        return int(self.snapshot.first[node]), int(self.snapshot.last[node])

    # -- where a party sits

    def host(self, number: int) -> tuple[int, int] | None:
        """Return (organisation, tie): the host of a workshop, latest start first; an organisation itself with tie −1."""
        if self.snapshot.kind_of(number) in schema.ORGANISATIONS:
            return number, -1
        hosts = self.known_ties(number, "HOSTED_BY")
        return max(hosts, key=lambda host: (int(self.snapshot.tie_first[host[1]]), -host[0]), default=None)

    def sphere(self, organisation: int) -> str:
        """Return ``learning`` for universities, schools and institutes, ``firm`` for enterprises, else empty."""
        kind = self.snapshot.kind_of(organisation)
        return "learning" if kind in LEARNING else "firm" if kind == "Enterprise" else ""

    def regions(self, number: int) -> TiesBy:
        """Return the regions a party lies in, the smallest first, each with its ties; its host's where it has none itself."""
        ties: tuple[int, ...] = ()
        placed = self.known_ties(number, "LOCATED_IN")
        if not placed and (host := self.host(number)) and host[1] >= 0:
            placed, ties = self.known_ties(host[0], "LOCATED_IN"), (host[1],)
        found: TiesBy = {}
        for region, tie in placed[:1]:
            resting = (*ties, tie)
            while region not in found:
                found[region] = resting
                for above, part in self.known_ties(region, "PART_OF")[:1]:
                    region, resting = above, (*resting, part)
        return found

    def tier(self, region: int) -> int:
        """Return 1 for a province, 2 for a city, 3 for a county or anything without a code."""
        digits = self.snapshot.ids[region].partition(":")[2]
        if not digits.isdigit():
            return 3
        return min(3, (len(digits.rstrip("0")) + 1) // 2)

    # -- industries

    def divisions(self, number: int) -> dict[str, Placed]:
        """Return the GB/T divisions of a party by code: of its crafts where any is on record, else of its unit."""
        placed, ties = self.known_ties(number, "IN_INDUSTRY"), ()
        crafts = [row for row in placed if self.role(row[1]) != "host"]
        placed = crafts or placed
        if not placed and (host := self.host(number)) and host[1] >= 0:
            placed, ties = self.known_ties(host[0], "IN_INDUSTRY"), (host[1],)  # type: ignore[assignment]
        found: dict[str, Placed] = {}
        for industry, tie in sorted(placed, key=lambda row: (self.role(row[1]) != "craft_main", row[0])):
            code = self.division(industry)
            if code:
                found.setdefault(code, Placed(code, industry, (*ties, tie)))
        return found

    def main_division(self, number: int) -> Placed | None:
        """Return the main craft's division, else the first by code, None where none is on record."""
        return next(iter(self.divisions(number).values()), None)

    def division(self, industry: int) -> str:
        """Return the two-digit division of an industry node, empty for a section or what is not of the classification."""
        return division_of(code_of(self.snapshot.ids[industry]))

    @cached_property
    def neighbouring(self) -> frozenset[tuple[str, str]]:
        """Pairs of divisions that stand near each other, in both orders."""
        pairs = [tuple(pair) for pair in self.snapshot.settings.get("neighbouring_divisions") or schema.NEIGHBOURING_DIVISIONS]
        return frozenset((*pairs, *((b, a) for a, b in pairs)))

    def near(self, a: int, b: int) -> str:
        """Return ``near`` (same or neighbouring division), ``bridge`` (another known one), ``unknown``."""
        mine, theirs = self.divisions(a), self.divisions(b)
        if not mine or not theirs:
            return "unknown"
        close = any(x == y or (x, y) in self.neighbouring for x in mine for y in theirs)
        return "near" if close else "bridge"

    def strategic(self, number: int) -> dict[tuple[int, str], tuple[int, ...]]:
        """Return (region, class) of the lists that a party's industries are on, with ties."""
        found: dict[tuple[int, str], tuple[int, ...]] = {}
        for placed in self.divisions(number).values():
            for region, tie in self.known_ties(placed.node, "CLASSED_AS"):
                found.setdefault((region, self.role(tie)), (*placed.ties, tie))
        return found

    def supplies(self, upstream: int, downstream: int) -> list[tuple[int, int, tuple[int, ...]]]:
        """Return (source, target, ties) of each declared UPSTREAM_OF from one party to another, between their units or their industries."""
        chains = self.snapshot.tie_slice("UPSTREAM_OF")
        if chains.start == chains.stop:
            return []
        sources, targets = self.standing(upstream), self.standing(downstream)
        found = []
        for source, ties in sources.items():
            for target, tie in self.known_ties(source, "UPSTREAM_OF"):
                if target in targets:
                    found.append((source, target, (*ties, tie, *targets[target])))
        return found

    def standing(self, number: int) -> TiesBy:
        """Return what stands for a party in a chain: itself, its unit, its industries, with ties."""
        found: TiesBy = {number: ()}
        host = self.host(number)
        if host and host[1] >= 0:
            found[host[0]] = (host[1],)
        for placed in self.divisions(number).values():
            found.setdefault(placed.node, placed.ties)
        return found

    # -- crafts, needs, offers

    def crafts(self, number: int) -> TiesBy:
        """Return the crafts of a party with their ties: its own and those of its heads."""
        found: TiesBy = {craft: (tie,) for craft, tie in self.known_ties(number, "HAS_CRAFT")}
        for head, leads in self.known_ties(number, "LEADS", reverse=True):
            for craft, tie in self.known_ties(head, "HAS_CRAFT"):
                found.setdefault(craft, (leads, tie))
        return found

    def holders(self, craft: int) -> int:
        """Return how many have this craft on record."""
        return len(self.snapshot.adjacency("HAS_CRAFT", reverse=True).of(craft))

    @cached_property
    def _with_crafts(self) -> int:
        return len(np.unique(self.snapshot.source[self.snapshot.tie_slice("HAS_CRAFT")]))

    def rarity(self, craft: int) -> float:
        """Return the inverse frequency of a craft, from 1 (these two alone) down to 0.2 (everybody)."""
        total = max(self._with_crafts, 2)
        if total <= 2:
            return 1.0
        return 0.2 + 0.8 * math.log(total / max(2, min(self.holders(craft), total))) / math.log(total / 2)

    def proven(self, number: int) -> dict[int, tuple[int, tuple[int, ...]]]:
        """Return craft → (achievement, ties) of the crafts that a party's achievements use."""
        found: dict[int, tuple[int, tuple[int, ...]]] = {}
        for achievement, made in self.known_ties(number, "PRODUCED"):
            for craft, tie in self.known_ties(achievement, "HAS_CRAFT"):
                if int(self.snapshot.first[achievement]) <= self.as_of:
                    found.setdefault(craft, (achievement, (made, tie)))
        return found

    def gives(self, number: int) -> dict[tuple[int, str], Given]:
        """Return (craft, subject) → how a party can give it: an offer before a craft of its own before an achievement."""
        found: dict[tuple[int, str], Given] = {}
        for craft, tie in self.known_ties(number, "OFFERS"):
            found.setdefault((craft, self.role(tie) or "craft"), Given("offer", -1, (tie,)))
        for craft, ties in self.crafts(number).items():
            found.setdefault((craft, "craft"), Given("craft", -1, ties))
        for craft, (achievement, ties) in self.proven(number).items():
            found.setdefault((craft, "craft"), Given("achievement", achievement, ties))
        return found

    def needs(self, number: int) -> tuple[Wanted, ...]:
        """Return the open needs of a party and of its unit: stated, or raised as demand or challenge."""
        found = [Wanted(craft=craft, subject=self.role(tie) or "craft", demand=-1, ties=(tie,)) for craft, tie in self.known_ties(number, "NEEDS")]
        host = self.host(number)
        raisers = [(number, ())] + ([(host[0], (host[1],))] if host and host[1] >= 0 else [])
        for raiser, before in raisers:
            for demand, raised in self.known_ties(raiser, "RAISED"):
                if self._open(demand):
                    found += [
                        Wanted(craft=craft, subject=self.role(tie) or "craft", demand=demand, ties=(*before, raised, tie))
                        for craft, tie in self.known_ties(demand, "NEEDS")
                    ]
        return tuple(found)

    def _open(self, demand: int) -> bool:
        closed = int(self.snapshot.until[demand])
        state = int(self.snapshot.form[demand])
        # position 0 of STATES is ``open``, which is also what an unstated state is stored as
        return state in OPEN_STATES and int(self.snapshot.first[demand]) <= self.as_of and (closed == UNKNOWN or closed >= self.as_of)

    def challenges(self, number: int) -> TiesBy:
        """Return the challenges and demands that a party worked on, with ties."""
        found: TiesBy = {}
        for kind in ("ADDRESSES", "CLAIMED", "SOLVED"):
            for challenge, tie in self.known_ties(number, kind):
                found.setdefault(challenge, (tie,))
        return found

    # -- alliances and activities

    def alliances(self, number: int) -> TiesBy:
        """Return the running alliances that a party is a member of or leads, with ties."""
        found: TiesBy = {}
        for kind in ("MEMBER_OF", "LEADS_ALLIANCE"):
            for alliance, tie in self.known_ties(number, kind):
                closed = int(self.snapshot.until[alliance])
                if int(self.snapshot.first[alliance]) <= self.as_of and (closed == UNKNOWN or closed >= self.as_of):
                    found.setdefault(alliance, (tie,))
        return found

    def members(self, alliance: int) -> int:
        """Return how many members of an alliance are on record by name."""
        return len(self.snapshot.adjacency("MEMBER_OF", reverse=True).of(alliance))

    def activities(self, number: int) -> TiesBy:
        """Return the activities up to the date that a party took part in, with ties."""
        return {
            activity: (tie,) for activity, tie in self.known_ties(number, "PARTICIPATES_IN") if 0 < int(self.snapshot.last[activity]) <= self.as_of
        }
