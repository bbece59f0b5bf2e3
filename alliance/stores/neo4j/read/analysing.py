"""The rules of the network asked of the database: each answer equals that of the Python function named in the query's header."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from alliance import schema
from alliance.model import months_before
from alliance.network.graph.paths import BASE_UNION, HIGHEST_UNION, KINDS, KINDS_THROUGH, MOST_STEPS, NEAREST, THROUGH, shortest
from alliance.network.mixing.matrix import Mixing, build_matrix
from alliance.network.place.industries import OWN_ROLES, labels_of_codes
from alliance.network.time.window import window_first
from alliance.network.workshops_behind import KINDS as BEHIND
from alliance.network.workshops_behind import OWN_FIRST, Row
from alliance.network.workshops_behind import THROUGH as BEHIND_THROUGH
from alliance.schema import vocabularies
from alliance.stores.cypher_files import query
from alliance.stores.neo4j.blocks import blocks
from alliance.stores.neo4j.server.server import Statements

PAGE = 2_000  # workshops asked for in one statement: what the server must hold at a time
_RANKS = [choice.code for choice in vocabularies.RANKS]
Coded = tuple[str, str, str, bool, int]  # id, name, code, confirmed, day of the latest check


def rules(settings: Mapping[str, Any], as_of: int) -> dict[str, Any]:
    """Return the parameters that stand for the thresholds of the store on a day."""
    return {
        "day": as_of,
        "opened": window_first(as_of, int(settings["window_months"])),
        "windows": {kind: window_first(as_of, int(months)) for kind, months in settings["window_by_host_kind"].items()},
        "new_after": months_before(as_of, int(settings["new_months"])),
        "small": int(settings["small_meeting"]),
        "system_ranks": _RANKS[_RANKS.index(str(settings["system_rank"])) :],
        "exempt": sorted(settings["exempt"]),
        "only_confirmed": bool(settings["only_confirmed"]),
    }


def _rows(q: Statements, name: str, params: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Run a query with those of the parameters that it has."""
    return q.rows(name, **{param: params[param] for param in query(name).params})


def _pages(q: Statements) -> Iterator[list[str]]:
    yield from blocks((id_ for (id_,) in q.rows("workshop_ids")), PAGE)


def later(q: Statements, as_of: int) -> list[str]:
    """Return the ids of the nodes that are not there yet on a day: as ``network.time.horizon.later``."""
    return [id_ for (id_,) in q.rows("later", day=as_of)]


def reach(q: Statements, settings: Mapping[str, Any], as_of: int, ids: Sequence[str] | None = None) -> list[Coded]:
    """Return the reach of all workshops (of these) recognised by the day, by id: as ``network.reach.reach``."""
    pages = _pages(q) if ids is None else blocks(sorted(ids, key=str.encode), PAGE)
    params = rules(settings, as_of) | {"later": later(q, as_of)}
    found: list[Any] = []
    for page in pages:
        found += _rows(q, "reach", params | {"ids": page})
    return found


def mixing(q: Statements, settings: Mapping[str, Any], as_of: int, layer: str, grouping: str, role: str) -> Mixing:
    """Return the matrix by industry without its pairs: as ``network.mixing.matrix.mixing``."""
    labels, place = labels_of_codes(grouping, settings)
    last = len(labels) - 1
    params = rules(settings, as_of) | {"later": later(q, as_of), "cooperation": layer == "cooperation", "roles": list(OWN_ROLES[role])}
    params |= {"unknown": str(last), "labels": {code: str(i) for code, i in place.items()}}
    counts, workshops = np.zeros((last + 1, last + 1), dtype=np.int64), np.zeros(last + 1, dtype=np.int64)
    for page in _pages(q):
        for a, b, pairs in _rows(q, "matrix", params | {"ids": page}):
            counts[int(a), int(b)] += pairs
        for label, count in _rows(q, "matrix_workshops", params | {"ids": page}):
            workshops[int(label)] += count
    both = counts + counts.T
    np.fill_diagonal(both, np.diag(counts))
    return build_matrix(layer, grouping, role, as_of=as_of, labels=labels, counts=both, workshops=workshops)


def candidates(
    q: Statements,
    settings: Mapping[str, Any],
    as_of: int,
    node_id: str,
    kinds: Sequence[str] = schema.PARTIES,
    limit: int = 100,
) -> list[tuple[str, str, float, list[str]]]:
    """Return (id, name, allocation, ids of shared crafts) of the parties with shared partners, the most allocated first.

    As ``partners.structure.Ties.allocation`` over the contacts of the day, and ``partners.facts.Facts.crafts``.
    """
    found: list[Any] = _rows(
        q, "candidates", rules(settings, as_of) | {"id": node_id, "kinds": list(kinds), "limit": limit, "later": later(q, as_of)}
    )
    return found


def _ways(q: Statements, as_of: int, through: Sequence[str]) -> dict[str, Any]:
    """Return the parameters that say over what a path may lead."""
    return {
        "day": as_of,
        "later": later(q, as_of),
        "kinds": [*KINDS, *(kind for hub in through for kind in KINDS_THROUGH.get(hub, ()))],
        "through": [*THROUGH, *(hub for hub in through if hub in KINDS_THROUGH)],
        "low_ranks": _RANKS[1 : _RANKS.index(HIGHEST_UNION) + 1],
        "base_unions": [BASE_UNION],
    }


def paths(
    q: Statements,
    as_of: int,
    source: str,
    target: str,
    *,
    limit: int = 3,
    steps: int = MOST_STEPS,
    through: Sequence[str] = (),
) -> list[tuple[str, ...]]:
    """Return up to ``limit`` shortest simple paths as ids: as ``network.graph.paths.paths``, in the same order."""
    ways = _ways(q, as_of, through)

    def search(start: str, goal: str, banned: tuple[str, ...], taken: tuple[str, ...], most: int) -> tuple[str, ...] | None:
        found = q.rows("path", **{"from": start, "to": goal}, banned=list(banned), taken=list(taken), steps=most, **ways)
        return tuple(found[0][0]) if found else None

    return [(source,)] if source == target else shortest(search, source, target, limit, steps)


def nearest(q: Statements, as_of: int, source: str, through: Sequence[str] = ()) -> list[tuple[str, int]]:
    """Return (id, steps) of the workshops nearest to a node: as ``network.graph.paths.paths`` where there is no path."""
    found: list[Any] = q.rows("nearest", **{"from": source}, limit=NEAREST, **_ways(q, as_of, through))
    return found


def workshops_behind(q: Statements, as_of: int, ids: Sequence[str]) -> list[Row]:
    """Return the rows that say which workshops are behind some nodes: as ``network.workshops_behind.workshops_behind``."""
    kinds = {"kinds": list(BEHIND), "through": [list(pair) for pair in BEHIND_THROUGH], "own_first": list(OWN_FIRST)}
    found: list[Any] = q.rows("workshops_behind", ids=list(ids), day=as_of, later=later(q, as_of), **kinds)
    return [tuple(row) for row in found]
