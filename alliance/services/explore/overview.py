"""The start page in figures: what there is, how fresh it is, what is due, and the ready questions with their answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from alliance import messages
from alliance.model import day, months_before
from alliance.model.snapshot import Snapshot
from alliance.network.graph.pairs import live_pairs
from alliance.network.reach.order import SCREEN_ORDER
from alliance.network.reach.reach import ReachTable, reach
from alliance.network.time.validity import newest_as_of
from alliance.services.authorization import authorized
from alliance.services.explore.due import DueRow, due
from alliance.services.figures import FIGURES
from alliance.services.results import NodeRef, Result
from alliance.services.session import Session

STARTS = 3
SHOWN = ("workshops", "organisations", "alliances", "cooperation", "exchange", "cut_off", "unknown")
AGES = ("half_year", "one_year", "three_years", "older", "undated")
QUESTIONS = ("beyond_unit", "quiet_year", "missing_links", "introducers", "shared_host", "to_check")


@dataclass(frozen=True, slots=True)
class Question:
    """A ready question and its answer in number; None where it cannot be said. ``rings`` name the list behind it."""

    code: str
    text: str
    count: int | None
    rings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OverviewResult(Result):
    """Key figures, reach by ring (in order of the screen, then new and exempt), ages of the data, what is due, questions.

    ``figures``: workshops, organisations, alliances, cooperation and exchange (pairs of workshops in contact, as the
    matrix counts them), cut_off, unknown. ``starts``: workshops to begin with on the map. ``ages``: workshops by the newest record about any
    of their ties.
    """

    title: str
    nature: str
    nature_text: str
    data_as_of: str
    figures: Mapping[str, int]
    counts: Mapping[str, int]
    ages: Mapping[str, int]
    next: tuple[DueRow, ...]
    questions: tuple[Question, ...]
    starts: tuple[NodeRef, ...]


@authorized
def overview(net: Session, *, on: str | None = None, lang: str = "zh") -> OverviewResult:
    """Return the figures of the start page. O(nodes + ties) on the first call of a revision."""
    snapshot, as_of = net.snapshot(on), net.as_of(on)
    table = reach(snapshot, day(as_of))
    counts = ring_counts(table)
    settings, nature = snapshot.settings, str(snapshot.settings["nature"])
    return OverviewResult(
        schema="alliance.overview/1",
        revision=snapshot.revision,
        as_of=as_of,
        title=str(settings["title"]),
        nature=nature,
        nature_text=messages.text(f"services.nature.{nature}", lang),
        data_as_of=str(settings["data_as_of"]),
        figures={name: FIGURES[name](net, as_of) for name in SHOWN},
        counts=counts,
        ages=_ages(snapshot, table),
        next=due(net, as_of, lang),
        questions=_questions(net, as_of, counts, lang),
        starts=_starts(net, snapshot, table),
    )


@authorized
def starts(net: Session, *, on: str | None = None) -> tuple[NodeRef, ...]:
    """Return where one may begin to look at the map: the workshops with the most recent partners, then by id."""
    snapshot = net.snapshot(on)
    return _starts(net, snapshot, reach(snapshot, day(net.as_of(on))))


def ring_counts(table: ReachTable) -> dict[str, int]:
    """Return the number of workshops of each code in the order of the screen, then new and exempt."""
    counts = table.counts()
    return {code: counts[code] for code in SCREEN_ORDER}


def _starts(net: Session, snapshot: Snapshot, table: ReachTable) -> tuple[NodeRef, ...]:
    a, b = live_pairs(snapshot, table.as_of)
    partners = np.bincount(np.r_[a, b], minlength=snapshot.n_nodes)[table.workshops]
    first = table.workshops[np.lexsort((table.workshops, -partners))][:STARTS]
    ids = [snapshot.ids[int(number)] for number in first]
    names = net.store.names(ids)
    return tuple(NodeRef(node_id, "Workshop", names.get(node_id, node_id)) for node_id in ids)


def _ages(snapshot: Snapshot, table: ReachTable) -> dict[str, int]:
    newest = np.zeros(snapshot.n_nodes, dtype=np.int32)
    seen = newest_as_of(snapshot, np.arange(snapshot.n_ties, dtype=np.int32), table.as_of)
    np.maximum.at(newest, snapshot.source, seen)
    np.maximum.at(newest, snapshot.target, seen)
    found = newest[table.workshops]
    borders = [months_before(table.as_of, months) for months in (36, 12, 6)]
    place = np.where(found == 0, 4, 3 - np.searchsorted(borders, found, side="left"))
    return dict(zip(AGES, np.bincount(place, minlength=5).tolist(), strict=True))


def _questions(net: Session, as_of: str, counts: Mapping[str, int], lang: str) -> tuple[Question, ...]:
    own = ("own_unit", "own_group", "own_system")
    found: dict[str, tuple[int | None, tuple[str, ...]]] = {
        "beyond_unit": (sum(counts[code] for code in own), own),
        "quiet_year": (counts["sleeping"] + counts["none"], ("sleeping", "none")),
        "missing_links": (FIGURES["gaps"](net, as_of), ()),
        "introducers": (counts["connected"], ("connected",)),
        "shared_host": (FIGURES["units_with_several"](net, as_of), ()),
        "to_check": (counts["unknown"], ("unknown",)),
    }
    asked = {"quiet_year": {"3y": ".3y", "all": ".all"}.get(net.period, "")}
    return tuple(Question(code, messages.text(f"services.question.{code}{asked.get(code, '')}", lang), *found[code]) for code in QUESTIONS)
