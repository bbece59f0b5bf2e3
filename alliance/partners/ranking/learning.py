"""Weights learned from a history: hide its latest part, rank from the rest, see who became partners.

Regularised logistic regression on all candidates of sampled parties, with no weight below zero: a term
may not be turned against its meaning, or its sentence would lie. Nothing is random but the seeded samples.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from alliance.partners.evidence.event_history import Floats, History
from alliance.partners.ranking.candidates import history_candidates
from alliance.partners.ranking.explaining import values
from alliance.partners.ranking.history_ranking import TERMS
from alliance.partners.ranking.weights import SHIPPED, Weights
from alliance.partners.terms.base import Query

HIDDEN = 0.1  # share of the events that are to be foretold in one turn
TURNS = 2
LARGEST = 40  # members of an event that still makes partners
WARM, COLD = 1000, 400  # parties asked at most; of the cold half have their history hidden
ENOUGH = 200  # hidden events with a new pair; with fewer, the shipped weights keep their part
RIDGE = 1e-5
SEED = 20260129
Rows = tuple[Floats, NDArray[np.bool_]]


@dataclass(frozen=True, eq=False)
class Slice:
    """What is known, and what came of it: ``new`` is parties × parties, ones where a new pair was formed later."""

    known: History
    new: Any
    events: int


def learn(history: History, progress: Callable[[int, int], None] | None = None) -> Weights:
    """Return the weights learned from a history, blended with the shipped ones where it says too little."""
    warm: list[Rows] = []
    cold: list[Rows] = []
    new: list[Rows] = []
    events = 0
    for turn in range(TURNS):
        task = slice_history(history, turn)
        if task is None:
            continue
        events += task.events
        many, few = _askers(task)
        forgotten = many[: COLD // 2]
        warm.append(_rows(task, many))
        new.append(_rows(Slice(task.known.without(forgotten), task.new, task.events), forgotten))
        cold += [_rows(task, few), new[-1]]
        if progress:
            progress(turn + 1, TURNS)
    if not events:
        return SHIPPED
    found = Weights(warm=_fit(warm) or SHIPPED.warm, cold=_fit(cold) or SHIPPED.cold, new=_fit(new) or SHIPPED.new, learned_from=events)
    return found.blend(SHIPPED, min(1.0, events / ENOUGH))


def slice_history(history: History, turn: int = 0) -> Slice | None:
    """Return the history up to a day and what came of it in the next tenth of its events; None where nothing did.

    Turn 0 foretells the last tenth, turn 1 the one before it. Where too few events are dated, each turn
    hides another seeded tenth of all.
    """
    m = len(history.day)
    dated = history.day > 0
    if dated.sum() * 2 > m:
        cut, end = np.quantile(history.day[dated], [1.0 - HIDDEN * (turn + 1), 1.0 - HIDDEN * turn]).astype(int)
        known, later = dated & (history.day < cut), (history.day >= cut) & (history.day <= end)
    else:
        drawn = np.random.default_rng(SEED).random(m)
        cut, later = history.now, (drawn >= HIDDEN * turn) & (drawn < HIDDEN * (turn + 1))
        known = ~later
    return _foretold(history, known, later, int(cut))


def _foretold(history: History, known: NDArray[np.bool_], later: NDArray[np.bool_], cut: int) -> Slice | None:
    past = history.until(known, cut)
    coming = history.until(later & (history.size >= 2) & (history.size <= LARGEST), history.now).incidence
    coming = sparse.csr_array(sparse.diags_array((past.activity > 0) * 1.0) @ coming)
    pairs = sparse.csr_array(coming @ coming.T)
    pairs.setdiag(0)
    new = sparse.csr_array((pairs - pairs.multiply(past.shared > 0)) > 0, dtype=np.float64)
    new.eliminate_zeros()
    events = int((np.asarray(((new @ coming) * coming).sum(axis=0)).ravel() > 0).sum()) if new.nnz else 0
    return Slice(past, new, events) if events else None


def _askers(task: Slice) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the parties to ask, shuffled: those with more than two partners, and those with fewer."""
    asked = np.random.default_rng(SEED).permutation(np.flatnonzero(np.diff(task.new.indptr) > 0))
    cold = task.known.degree[asked] <= 2
    return asked[~cold][:WARM], asked[cold][:COLD]


def _rows(task: Slice, askers: NDArray[Any]) -> Rows:
    """Return the values of all candidates of these parties, and which of them became partners."""
    found, became = [np.zeros((0, len(TERMS)))], [np.zeros(0, dtype=bool)]
    for who in askers.tolist():
        query = Query(task.known, who)
        others = history_candidates(query)
        found.append(values(query, others, TERMS).astype(np.float32))
        became.append(np.isin(others, task.new.indices[task.new.indptr[who] : task.new.indptr[who + 1]]))
    return np.concatenate(found), np.concatenate(became)


def _fit(sets: list[Rows]) -> dict[str, float]:
    """Return the weights by code; empty where there is nothing to learn from."""
    rows, became = (np.concatenate(parts) for parts in zip(*sets, strict=True))
    if became.sum() < len(TERMS):
        return {}
    spread = rows.std(axis=0)
    told = spread > 1e-9  # a term that is silent everywhere is not learned
    scaled = (rows[:, told] - rows[:, told].mean(axis=0)) / spread[told]
    found = optimize.minimize(
        _loss,
        np.zeros(told.sum() + 1),
        (scaled, became.astype(np.float64)),
        jac=True,
        method="L-BFGS-B",
        bounds=[(None, None)] + [(0.0, None)] * int(told.sum()),
        options={"maxiter": 200},
    )
    weights = np.zeros(len(TERMS))
    weights[told] = found.x[1:] / spread[told]
    return {term.code: float(weight) for term, weight in zip(TERMS, weights, strict=True)}


def _loss(weights: Floats, rows: Floats, became: Floats) -> tuple[float, Floats]:
    score = rows @ weights[1:] + weights[0]
    loss = float((np.logaddexp(0.0, score) - became * score).mean() + RIDGE * (weights[1:] @ weights[1:]))
    slope = (1.0 / (1.0 + np.exp(-score)) - became) / len(became)
    return loss, np.concatenate([[slope.sum()], rows.T @ slope + 2.0 * RIDGE * weights[1:]])
