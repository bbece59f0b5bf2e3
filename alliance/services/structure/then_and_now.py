"""What changed between two dates: ties new, resumed, renewed or lost; reach and the act that changed it; the matrix; key figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance.errors import InvalidValue
from alliance.model import day, iso
from alliance.model.snapshot import Snapshot
from alliance.network.mixing.matrix import mixing
from alliance.network.reach.reach import CODES, CUT_OFF, reach
from alliance.network.reach.reasons import explain
from alliance.network.then_and_now import ACTS, STATES, PairChange, ReachChange, act_kind, is_lifted, pair_changes, reach_changes
from alliance.services.authorization import authorized
from alliance.services.reach.progress import ActRow, act_text, acts
from alliance.services.results import NodeRef, Result, TieRef
from alliance.services.session import Session

LAYERS = ("cooperation", "exchange")


@dataclass(frozen=True, slots=True)
class ChangedPair:
    """A pair of workshops of one layer and what became of it: new, resumed, renewed or lost."""

    layer: str
    state: str
    a: NodeRef
    b: NodeRef


@dataclass(frozen=True, slots=True)
class ChangedReach:
    """A workshop whose reach changed: codes (empty: not in the answer on that day), the act, its kind of tie, the sentence.

    ``ties``: for a change of affiliation the ties of unit and group that hold on one of the days only.
    """

    id: str
    kind: str
    name: str
    before: str
    after: str
    act: str
    by: str
    text: str
    ties: tuple[TieRef, ...]


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A cell of the matrix of cooperation between industry groups whose number of pairs changed."""

    a: str
    b: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class CompareResult(Result):
    """Two dates, or the day before an exchange and a day after it (``plan``).

    ``figures``: name → (then, now): workshops, each reach code, cut_off, pairs of each layer, ei. ``pairs``: by layer how many pairs are
    new, resumed, renewed, kept, lost. ``table``: reach then × now by code. Lists are cut at ``limit``; ``left_out`` says what of each.
    """

    then: str
    now: str
    plan: str
    figures: Mapping[str, tuple[float | None, float | None]]
    pairs: Mapping[str, Mapping[str, int]]
    pair_rows: tuple[ChangedPair, ...]
    lifted: int
    acts: tuple[ActRow, ...]
    table: Mapping[str, Mapping[str, int]]
    reach_rows: tuple[ChangedReach, ...]
    cells: tuple[ChangedCell, ...]
    left_out: Mapping[str, int]


@authorized
def compare(net: Session, then: str = "", now: str = "", *, plan: str = "", limit: int = 100, lang: str = "zh") -> CompareResult:
    """Return what changed between two dates, or from the day before the exchange ``plan`` to ``now``, then only among those invited.

    Both dates are judged by the same rules on what is on record now. Raises ``InvalidValue`` where ``then`` is not before ``now``
    and for an unknown plan.
    """
    snapshot, last = net.snapshot(now or None), net.as_of(now or None)
    among = None
    if plan:
        then, among = _before(net, snapshot, plan)
    first = net.as_of(then or None)
    if not then or first >= last:
        raise InvalidValue(property="date", value=f"{then} … {last}")
    start, end = day(first), day(last)
    changes = {layer: _among(pair_changes(snapshot, start, end, layer), among) for layer in LAYERS}
    moved = _only(reach_changes(snapshot, start, end), among)
    pair_rows, told = _pair_rows(net, snapshot, changes, limit)
    chosen = _in_order(moved)
    cells = _cells(snapshot, start, end, among, lang)
    names = [CODES[i] for i in range(len(CODES))]
    table = {names[i]: {names[j]: int(n) for j, n in enumerate(row) if n} for i, row in enumerate(moved.table.tolist()) if any(row)}
    return CompareResult(
        schema="alliance.compare/1",
        revision=snapshot.revision,
        as_of=last,
        then=first,
        now=last,
        plan=plan,
        figures=_figures(snapshot, start, end, among),
        pairs={layer: change.counts() for layer, change in changes.items()},
        pair_rows=tuple(pair_rows),
        lifted=int(is_lifted(moved).sum()),
        acts=tuple(acts(snapshot, moved, lang)),
        table=table,
        reach_rows=tuple(_reach_rows(net, snapshot, moved, chosen[:limit], (start, end), lang)),
        cells=tuple(cells[:limit]),
        left_out={"pair_rows": told - len(pair_rows), "reach_rows": max(len(chosen) - limit, 0), "cells": max(len(cells) - limit, 0)},
    )


def _before(net: Session, snapshot: Snapshot, plan: str) -> tuple[str, NDArray[np.bool_]]:
    """The day before a plan's date, and who was invited."""
    kept = net.store.work("plan", [plan])
    if not kept or not kept[0].data.get("date"):
        raise InvalidValue(property="plan", value=plan)
    data: Mapping[str, Any] = kept[0].data
    among = np.zeros(snapshot.n_nodes, dtype=bool)
    invited = [data.get("host") or {}, *(data.get("guests") or ())]
    numbers = [snapshot.ids.find(str(one.get("id") or "")) for one in invited]
    among[[number for number in numbers if number >= 0]] = True
    return iso(day(str(data["date"])) - 1), among


def _among(change: PairChange, among: NDArray[np.bool_] | None) -> PairChange:
    if among is None:
        return change
    keep = among[change.a] & among[change.b]
    return PairChange(change.a[keep], change.b[keep], change.state[keep])


def _only(change: ReachChange, among: NDArray[np.bool_] | None) -> ReachChange:
    if among is None:
        return change
    keep = among[change.workshops]
    table = np.zeros_like(change.table)
    both = keep & (change.before >= 0) & (change.after >= 0)
    np.add.at(table, (change.before[both], change.after[both]), 1)
    return ReachChange(
        workshops=change.workshops[keep], before=change.before[keep], after=change.after[keep], act=change.act[keep], by=change.by[keep], table=table
    )


def _pair_rows(net: Session, snapshot: Snapshot, changes: Mapping[str, PairChange], limit: int) -> tuple[list[ChangedPair], int]:
    """The first new, resumed, renewed and lost pairs in this order, by layer and ids; and how many there are in all."""
    a, b, state = (np.concatenate([getattr(changes[layer], name) for layer in LAYERS]) for name in ("a", "b", "state"))
    of = np.repeat(np.arange(len(LAYERS)), [len(changes[layer].a) for layer in LAYERS])
    told = np.flatnonzero(state != STATES.index("kept"))
    first = told[np.lexsort((b[told], a[told], of[told], state[told]))][:limit]
    names = net.store.names({snapshot.ids[int(one)] for one in np.concatenate([a[first], b[first]])})

    def ref(number: int) -> NodeRef:
        return NodeRef(snapshot.ids[number], "Workshop", names.get(snapshot.ids[number], snapshot.ids[number]))

    return [ChangedPair(layer=LAYERS[of[i]], state=STATES[state[i]], a=ref(int(a[i])), b=ref(int(b[i]))) for i in first], len(told)


def _in_order(change: ReachChange) -> list[int]:
    """Rows of the change: those lifted first, then by act, then by id."""
    up = is_lifted(change).tolist()
    return sorted(range(len(change.workshops)), key=lambda i: (not up[i], int(change.act[i]), int(change.workshops[i])))


def _reach_rows(
    net: Session,
    snapshot: Snapshot,
    change: ReachChange,
    chosen: list[int],
    days: tuple[int, int],
    lang: str,
) -> list[ChangedReach]:
    ids = [snapshot.ids[int(change.workshops[i])] for i in chosen]
    names = net.store.names(ids)
    rows = []
    for i, own in zip(chosen, ids, strict=True):
        act, kind = ACTS[int(change.act[i])], act_kind(snapshot, change, i)
        ties = _moved_ties(net, snapshot, int(change.workshops[i]), days) if act == "affiliation" else ()
        before, after = (CODES[code] if code >= 0 else "" for code in (int(change.before[i]), int(change.after[i])))
        rows.append(
            ChangedReach(
                id=own,
                kind="Workshop",
                name=names.get(own, own),
                before=before,
                after=after,
                act=act,
                by=kind,
                text=act_text(act, kind, lang),
                ties=ties,
            )
        )
    return rows


def _moved_ties(net: Session, snapshot: Snapshot, workshop: int, days: tuple[int, int]) -> tuple[TieRef, ...]:
    """The ties of unit and group behind the judgement that hold on one of the days only: what caused the change."""
    then, now = (set(explain(snapshot, reach(snapshot, one), workshop).affiliation) for one in days)
    ties = net.store.ties_by_key(sorted(then ^ now))
    return tuple(TieRef(id=tie.id, kind=tie.kind, from_=tie.source, to=tie.target, date=str(tie.props.get("valid_from") or "")) for tie in ties)


def _cells(snapshot: Snapshot, start: int, end: int, among: NDArray[np.bool_] | None, lang: str) -> list[ChangedCell]:
    """Cells of the matrix whose number differs, the largest difference first."""
    was, is_ = (mixing(snapshot, one, among=among) for one in (start, end))
    rows = [
        ChangedCell(a=is_.labels[i].name(lang), b=is_.labels[j].name(lang), before=int(was.counts[i, j]), after=int(is_.counts[i, j]))
        for i in range(len(is_.labels))
        for j in range(i + 1)
        if was.counts[i, j] != is_.counts[i, j]
    ]
    return sorted(rows, key=lambda cell: -abs(cell.after - cell.before))


def _figures(snapshot: Snapshot, start: int, end: int, among: NDArray[np.bool_] | None) -> dict[str, tuple[float | None, float | None]]:
    sides = []
    for one in (start, end):
        table = reach(snapshot, one)
        keep: NDArray[Any] = np.ones(len(table.workshops), dtype=bool) if among is None else among[table.workshops]
        counted = np.bincount(table.code[keep], minlength=len(CODES))
        found: dict[str, float | None] = {"workshops": int(keep.sum()), **dict(zip(CODES, counted.tolist(), strict=True))}
        found["cut_off"] = sum(int(counted[CODES.index(code)]) for code in CUT_OFF)
        for layer in LAYERS:
            matrix = mixing(snapshot, one, layer=layer, among=among)
            found[f"pairs_{layer}"] = matrix.pairs
            found[f"ei_{layer}"] = None if matrix.ei is None else round(matrix.ei, 4)
        sides.append(found)
    return {name: (sides[0][name], sides[1][name]) for name in sides[0]}
