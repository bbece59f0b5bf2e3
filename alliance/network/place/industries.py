"""The industry of every workshop and organisation at a date, by craft or by host (rules §6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from alliance import schema
from alliance.model.snapshot import Ints, Snapshot
from alliance.network.place.affiliation import affiliation
from alliance.network.place.classification import Label, code_of, division_of, divisions, entries, groups, section_of, sections
from alliance.network.time.validity import memoise, valid

ROLES = ("craft", "host")
OWN_ROLES = {"craft": ("craft_main", "craft", "", "host"), "host": ("host",)}  # which of its own ties speak for a workshop, in order
ANY_ROLE = ("host", "craft_main", "craft", "")  # the same for an organisation
GROUPINGS = ("groups", "section", "division")


def industries(snapshot: Snapshot, as_of: int, role: str = "craft") -> Ints:
    """Return by node number the Industry node of each workshop and organisation on the day; −1 where none is on record.

    Of a workshop by ``craft``: its main craft industry, else the one of lowest code, else as by ``host``.
    By ``host``: its own tie of role host, else the industry of its host, else of its unit.
    Of an organisation: the one of lowest code. Kept per date. O(n + ties of the kind).
    """
    return memoise(snapshot, ("industries", as_of, role), lambda: _industries(snapshot, as_of, role))


def _industries(snapshot: Snapshot, as_of: int, role: str) -> Ints:
    by_role = {name: _lowest(snapshot, as_of, name) for name in ANY_ROLE}
    place = affiliation(snapshot, as_of)
    any_role = _first_known(*(by_role[name] for name in ANY_ROLE))
    of_host = np.where(place.host >= 0, any_role[place.host], -1)
    of_unit = np.where(place.unit >= 0, any_role[place.unit], -1)
    of_workshop = _first_known(*(by_role[name] for name in OWN_ROLES[role]), of_host, of_unit)
    return np.where(snapshot.kind == schema.NODE_CODE["Workshop"], of_workshop, any_role).astype(np.int32)


def _first_known(*choices: Ints) -> Ints:
    found = choices[0]
    for choice in choices[1:]:
        found = np.where(found >= 0, found, choice)
    return found.astype(np.int32)


def _lowest(snapshot: Snapshot, as_of: int, role: str) -> Ints:
    """By node the smallest Industry node over its ties of one role: ids ascend with their codes."""
    found = np.full(snapshot.n_nodes, -1, dtype=np.int32)
    if role not in snapshot.roles:
        return found
    part = snapshot.tie_slice("IN_INDUSTRY")
    fits = valid(snapshot, part, as_of) & (snapshot.tie_role[part] == snapshot.roles.index(role))
    rows = (np.flatnonzero(fits) + part.start)[::-1]  # sorted by source, then target: the smallest is written last
    found[snapshot.source[rows]] = snapshot.target[rows]
    return found


def labels_of_codes(grouping: str, settings: Mapping[str, Any]) -> tuple[tuple[Label, ...], dict[str, int]]:
    """Return the labels of a grouping (``groups``, ``section``, ``division``), the last 未知, and the position among them of each code.

    A section has no division: it is left out by division and by groups, and so 未知; a group alone (装备) is told by groups only.
    """
    labels = {"groups": lambda: groups(settings), "section": sections, "division": divisions}[grouping]()
    place = {code: i for i, label in enumerate(labels) for code in (label.codes if grouping != "section" else (label.key,))}
    keys = {code: section_of(code) if grouping == "section" else division_of(code) for code in entries()}
    named = {f"group:{label.key}": i for i, label in enumerate(labels)} if grouping == "groups" else {}
    return labels, {code: place.get(key, len(labels) - 2) for code, key in keys.items() if key} | named


def industry_labels(snapshot: Snapshot, as_of: int, grouping: str, role: str, settings: Mapping[str, Any]) -> tuple[tuple[Label, ...], Ints]:
    """Return the labels of a grouping and by node number the position of its own (``labels_of_codes``); the last is 未知."""
    labels, place = labels_of_codes(grouping, settings)
    of_node = np.full(snapshot.n_nodes + 1, len(labels) - 1, dtype=np.int32)
    for number in snapshot.of_kind("Industry").tolist():
        of_node[number] = place.get(code_of(snapshot.ids[number]), len(labels) - 1)
    return labels, of_node[industries(snapshot, as_of, role)]
