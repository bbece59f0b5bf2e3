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

from alliance.partners.candidates import history_candidates
from alliance.partners.explaining import values
from alliance.partners.history import Floats, History
from alliance.partners.ranking import TERMS
from alliance.partners.terms import Query
from alliance.partners.weights import SHIPPED, Weights

HIDDEN = 0.2  # share of the events, the latest, that are to be foretold
LARGEST = 40  # members of an event that still makes partners
WARM, COLD = 1500, 500  # parties asked at most; of the cold half have their history hidden
ENOUGH = 200  # hidden events with a new pair; with fewer, the shipped weights keep their part
RIDGE = 1e-5
SEED = 20260129


@dataclass(frozen=True, eq=False)
class Slice:
    """What is known, and what came of it: ``new`` is parties × parties, ones where a new pair was formed later."""

    known: History
    new: Any
    events: int


def learn(history: History, progress: Callable[[int, int], None] | None = None) -> Weights:
    """Return the weights learned from a history, blended with the shipped ones where it says too little."""
    task = sliced(history)
    if task is None:
        return SHIPPED
    warm, cold = _askers(task)
    hidden = task.known.without(warm[-len(warm) // 3 :][: COLD // 2]) if len(warm) else task.known
    sets = []
    for known, askers in ((task.known, warm), (task.known, cold), (hidden, warm[-len(warm) // 3 :][: COLD // 2])):
        sets.append(_rows(Slice(known, task.new, task.events), askers))
        if progress:
            progress(len(sets), 3)
    learned = {"warm": _fit([sets[0]]), "cold": _fit(sets[1:])}
    found = Weights(learned["warm"] or SHIPPED.warm, learned["cold"] or SHIPPED.cold, task.events)
    return found.blended(SHIPPED, min(1.0, task.events / ENOUGH))


def sliced(history: History) -> Slice | None:
    """Return the history with its latest fifth hidden, or a seeded fifth where too few events are dated; None where nothing follows."""
    m = len(history.day)
    dated = history.day > 0
    if dated.sum() * 2 > m:
        cut = int(np.quantile(history.day[dated], 1.0 - HIDDEN))
        known = dated & (history.day < cut)
    else:
        cut, known = history.now, np.random.default_rng(SEED).random(m) >= HIDDEN / 2
    past = history.until(known, cut)
    later = history.until(~known & (history.size >= 2) & (history.size <= LARGEST), history.now).incidence
    there = sparse.diags_array((past.activity > 0) * 1.0)
    later = sparse.csr_array(there @ later)
    pairs = sparse.csr_array(later @ later.T)
    pairs.setdiag(0)
    new = sparse.csr_array((pairs - pairs.multiply(past.shared > 0)) > 0, dtype=np.float64)
    new.eliminate_zeros()
    events = int((np.asarray(((new @ later) * later).sum(axis=0)).ravel() > 0).sum()) if new.nnz else 0
    return Slice(past, new, events) if events else None


def _askers(task: Slice) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the parties to ask, shuffled: those with more than two partners, and those with fewer."""
    asked = np.random.default_rng(SEED).permutation(np.flatnonzero(np.diff(task.new.indptr) > 0))
    cold = task.known.degree[asked] <= 2
    return asked[~cold][:WARM], asked[cold][:COLD]


def _rows(task: Slice, askers: NDArray[Any]) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the values of all candidates of these parties, and which of them became partners."""
    found, became = [np.zeros((0, len(TERMS)))], [np.zeros(0, dtype=bool)]
    for who in askers.tolist():
        query = Query(task.known, who)
        others = history_candidates(query)
        found.append(values(query, others, TERMS).astype(np.float32))
        became.append(np.isin(others, task.new.indices[task.new.indptr[who] : task.new.indptr[who + 1]]))
    return np.concatenate(found), np.concatenate(became)


def _fit(sets: list[tuple[Floats, NDArray[np.bool_]]]) -> dict[str, float]:
    """Return the weights by code; empty where there is nothing to learn from."""
    rows, became = (np.concatenate(parts) for parts in zip(*sets, strict=True))
    if became.sum() < len(TERMS):
        return {}
    spread = rows.std(axis=0)
    told = spread > 1e-9  # a term that is silent everywhere is not learned
    scaled = (rows[:, told] - rows[:, told].mean(axis=0)) / spread[told]
    found = optimize.minimize(_loss, np.zeros(told.sum() + 1), (scaled, became.astype(np.float64)), jac=True, method="L-BFGS-B",
                              bounds=[(None, None)] + [(0.0, None)] * int(told.sum()), options={"maxiter": 200})
    weights = np.zeros(len(TERMS))
    weights[told] = found.x[1:] / spread[told]
    return {term.code: float(weight) for term, weight in zip(TERMS, weights, strict=True)}


def _loss(weights: Floats, rows: Floats, became: Floats) -> tuple[float, Floats]:
    score = rows @ weights[1:] + weights[0]
    loss = float((np.logaddexp(0.0, score) - became * score).mean() + RIDGE * (weights[1:] @ weights[1:]))
    slope = (1.0 / (1.0 + np.exp(-score)) - became) / len(became)
    return loss, np.concatenate([[slope.sum()], rows.T @ slope + 2.0 * RIDGE * weights[1:]])
