"""How two nodes are connected: up to three shortest simple paths (rules §7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from alliance import schema
from alliance.model.snapshot import Ints, Snapshot
from alliance.network.neighbours import HUBS, LAYER_OF_KIND, Neighbours, neighbours
from alliance.network.time.horizon import tie_from
from alliance.network.time.validity import distinct
from alliance.schema import vocabularies

MOST_STEPS = 6
KINDS = (
    *schema.COOPERATION,
    *schema.EXCHANGE,
    "HOSTED_BY",
    "LEADS",
    "EMPLOYED_BY",
    "PART_OF",
    "SUBSIDIARY_OF",
    "SUCCEEDED_BY",
    "MEMBER_OF",
    "LEADS_ALLIANCE",
    "ESTABLISHED",
    "GUIDES",
    "PARTICIPATES_IN",
    "ORGANISES",
    "BELONGS_TO_UNION",
    "SUBORDINATE_TO",
    "PARTY_TO",
    "PRODUCED",
    "MENTORS",
)
KINDS_THROUGH = {"Region": ("LOCATED_IN",), "Industry": ("IN_INDUSTRY",), "Craft": ("HAS_CRAFT", "NEEDS", "OFFERS")}
THROUGH = ("Workshop", "Person", *schema.ORGANISATIONS, "Alliance", "Activity", "Project", "Agreement", "Achievement", "TradeUnion")
N = TypeVar("N", int, str)
Search = Callable[[N, N, tuple[N, ...], tuple[N, ...], int], tuple[N, ...] | None]
HIGHEST_UNION, BASE_UNION = "county", "enterprise"  # unions that a path may pass: up to this rank, or of unknown rank and this kind
NEAREST = 3  # workshops named near an end that no path leaves
_HIGHEST_UNION = vocabularies.code(vocabularies.RANKS, HIGHEST_UNION)
_BASE_UNION = vocabularies.code(vocabularies.UNION_KINDS, BASE_UNION)


@dataclass(frozen=True, slots=True)
class Path:
    """A path: node numbers from one end to the other, and the tie of each step."""

    nodes: tuple[int, ...]
    ties: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Paths:
    """The paths found, shortest first; where there is none, the workshops that stand nearest to either end as (number, steps)."""

    paths: tuple[Path, ...]
    nearest: tuple[tuple[int, int], ...] = ()
    nearest_to_target: tuple[tuple[int, int], ...] = ()


def paths(snapshot: Snapshot, source: int, target: int, *, as_of: int, limit: int = 3, steps: int = MOST_STEPS, through: Sequence[str] = ()) -> Paths:
    """Return up to ``limit`` shortest simple paths of at most ``steps`` ties, ordered by length, then by the ids along them.

    Over cooperation, exchanges, hosts, people, alliances, activities and joint work, and unions up to county
    level; through Region, Industry or Craft only where ``through`` names the kind. Either end may be of any
    kind. What is later than ``as_of`` is not seen (``network.time.horizon``). Of several ties of one step the cooperation comes first,
    then the exchange, then the newest, then the smallest number.

    Two-sided breadth-first search, and for further paths Yen's deviations: J. Y. Yen, *Finding the K
    shortest loopless paths in a network*, Management Science 17 (1971). Cost: the neighbourhoods met.
    """
    walk = _Walk(snapshot, as_of, tuple(sorted(through)))
    if source == target:
        return Paths((Path((source,), ()),))
    found = shortest(walk.search, source, target, limit, steps)
    if found:
        return Paths(tuple(Path(nodes, walk.ties(nodes)) for nodes in found))
    return Paths((), walk.nearest(source, steps), walk.nearest(target, steps))


def shortest(search: Search[N], source: N, target: N, limit: int, steps: int) -> list[tuple[N, ...]]:
    """Return up to ``limit`` shortest simple paths by length, then by the nodes along them (Yen's deviations).

    ``search(source, target, banned, taken, steps)`` finds the shortest path of at most so many steps, the smallest of several,
    that avoids the nodes ``banned`` and does not step from the source to one of ``taken``.
    """
    first = search(source, target, (), (), steps)
    found = [first] if first else []
    waiting: set[tuple[N, ...]] = set()
    while found and len(found) < limit:
        last = found[-1]
        for i in range(len(last) - 1):
            root = last[: i + 1]
            taken = tuple(path[i + 1] for path in found if path[: i + 1] == root)
            detour = search(root[-1], target, root[:-1], taken, steps - i)
            if detour:
                waiting.add(root[:-1] + detour)
        if not waiting:
            break
        best = min(waiting, key=lambda nodes: (len(nodes), nodes))  # numbers ascend with ids
        waiting.remove(best)
        found.append(best)
    return found


class _Walk:
    """Walking over the ties that a path may use, on one day."""

    def __init__(self, snapshot: Snapshot, as_of: int, through: tuple[str, ...]) -> None:
        self.snapshot, self.as_of = snapshot, as_of
        self.near: Neighbours = neighbours(snapshot)
        self.seen_from = tie_from(snapshot)
        self.passable: NDArray[np.bool_] = snapshot.memo_of_records(("network.passable", through), lambda: _passable(snapshot, through))
        kinds = (*KINDS, *(kind for hub in through for kind in KINDS_THROUGH.get(hub, ())))
        self.usable = np.zeros(len(schema.TIE_KINDS), dtype=bool)
        self.usable[[schema.TIE_CODE[kind] for kind in kinds]] = True
        # in which search each side met a node last: nothing the size of the network is made or cleared for a search
        self.met = np.zeros((2, snapshot.n_nodes), dtype=np.int32)
        self.searches = 0

    def step(self, nodes: Ints) -> Ints:
        """Return the other ends of the usable ties of these nodes, ascending, each once."""
        _, other, tie = self.near.step(nodes.astype(np.int64))
        return distinct(other[self.usable[self.snapshot.tie_kind[tie]] & (self.seen_from[tie] <= self.as_of)])

    def search(self, source: int, target: int, banned: Sequence[int], taken: Sequence[int], steps: int) -> tuple[int, ...] | None:
        """Return the shortest path of at most ``steps`` that is smallest by its numbers.

        It avoids the nodes ``banned`` and does not step from the source to one of ``taken``.
        """
        self.searches += 1
        met = self.met
        met[:, [source, *banned]] = self.searches
        met[1, target] = self.searches
        sides = [[np.array([source], dtype=np.int32)], [np.array([target], dtype=np.int32)]]
        for length in range(1, steps + 1):
            side = 0 if length == 1 or len(sides[0][-1]) <= len(sides[1][-1]) else 1
            level = self.step(sides[side][-1])
            level = level[(met[side][level] != self.searches) & (self.passable[level] | (level == target))]
            if length == 1 and len(taken):
                level = level[~np.isin(level, taken)]
            met[side][level] = self.searches
            sides[side].append(level)
            if len(level) == 0:
                return None
            meeting = np.intersect1d(level, sides[1 - side][-1], assume_unique=True)
            if len(meeting):
                return self._smallest(sides[0], sides[1], meeting)
        return None

    def _smallest(self, forward: list[Ints], backward: list[Ints], meeting: Ints) -> tuple[int, ...]:
        useful = [meeting]
        for level in forward[-2:0:-1]:
            useful.append(np.intersect1d(level, self.step(useful[-1]), assume_unique=True))
        path = [int(forward[0][0])]
        for level in useful[::-1]:
            path.append(int(level[0]) if len(path) == 1 else self._first(path[-1], level))
        for level in backward[-2::-1]:
            path.append(self._first(path[-1], level))
        return tuple(path)

    def _first(self, node: int, level: Ints) -> int:
        return int(np.intersect1d(self.step(np.array([node])), level, assume_unique=True)[0])

    def ties(self, nodes: tuple[int, ...]) -> tuple[int, ...]:
        """Return the tie of each step of a path."""
        return tuple(self._tie(a, b) for a, b in pairwise(nodes))

    def _tie(self, a: int, b: int) -> int:
        kind, first = self.snapshot.tie_kind, self.snapshot.tie_first
        between = [tie for other, tie in self.near.pairs_of(a) if other == b and self.usable[kind[tie]] and self.seen_from[tie] <= self.as_of]
        return min(between, key=lambda tie: (LAYER_OF_KIND[kind[tie]], -int(first[tie]), tie))

    def nearest(self, node: int, steps: int, most: int = NEAREST) -> tuple[tuple[int, int], ...]:
        """Return the workshops nearest to a node with their distance, by distance, then id."""
        unseen = self.passable.copy()
        unseen[node] = False
        level, found = np.array([node], dtype=np.int32), list[tuple[int, int]]()
        for distance in range(1, steps + 1):
            level = self.step(level)
            level = level[unseen[level]]
            unseen[level] = False
            found += [(int(one), distance) for one in level if self.snapshot.kind_of(int(one)) == "Workshop"]
            if len(level) == 0 or len(found) >= most:
                break
        return tuple(found[:most])


def _passable(snapshot: Snapshot, through: tuple[str, ...]) -> NDArray[np.bool_]:
    """Say which nodes a path may pass through."""
    kinds = [schema.NODE_CODE[kind] for kind in (*THROUGH, *(hub for hub in through if hub in HUBS))]
    union = snapshot.kind == schema.NODE_CODE["TradeUnion"]
    low = (snapshot.rank <= _HIGHEST_UNION) & ((snapshot.rank > 0) | (snapshot.form == _BASE_UNION))
    passable: NDArray[np.bool_] = np.isin(snapshot.kind, kinds) & (~union | low)
    return passable
