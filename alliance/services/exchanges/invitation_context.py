"""What planning must know beside the snapshot: who was invited how often, who can host, who hosted lately."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliance import messages
from alliance.exchanges.plan import Wishes
from alliance.exchanges.plan_proposal import Request, short_list
from alliance.model import day, months_before, period
from alliance.model.snapshot import Longs, Snapshot
from alliance.network.place.affiliation import affiliation
from alliance.partners.evidence.decisions import NoFact
from alliance.services.exchanges.plan_results import LeftOut
from alliance.services.exchanges.plan_view import all_plans
from alliance.stores.port import GraphStore

INVITING = ("consulted", "agreed", "notified", "held")  # states in which a plan's guests count as invited; a recorded one is an activity
HOST_PAUSE_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the wish says of the event itself. ``apart``: pairs of node numbers of whom only one may be there."""

    title: str
    form: str
    date: str
    gap: tuple[str, str]
    wishes: Wishes
    seed: int = 1
    apart: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Past:
    """Times invited and days hosted before, by id."""

    load: Counter[str]
    hosted: frozenset[str]


def past(store: GraphStore, snapshot: Snapshot, date: str, but: str = "") -> Past:
    """Return how often each workshop was invited in the calendar year of the date, and who was host in the twelve months before it.

    From activities on record and from plans that are out (not drafts, not cancelled), the plan ``but`` left out. O(activities + plans).
    """
    on = day(date)
    year, lately = period(date[:4]), months_before(on, HOST_PAUSE_MONTHS)
    part = snapshot.tie_slice("PARTICIPATES_IN")
    who, activity = snapshot.source[part], snapshot.target[part]
    host_roles = [i for i, role in enumerate(snapshot.roles) if role == "host"]
    is_host = np.isin(snapshot.tie_role[part], host_roles)
    first, last = snapshot.first[activity], snapshot.last[activity]
    of_year = (first > 0) & (first <= year.last) & (last >= year.first)
    recent = (first > 0) & (last > lately) & (first <= on)
    load = Counter(snapshot.ids[int(n)] for n in who[of_year & ~is_host])
    hosted = {snapshot.ids[int(n)] for n in who[recent & is_host]}
    for plan, _ in all_plans(store):
        if plan.id == but or plan.state not in INVITING or not plan.date:
            continue
        if plan.date[:4] == date[:4]:
            load.update(guest.id for guest in plan.guests if guest.comes)
        if lately < day(plan.date) <= on:
            hosted.add(plan.host.id)
    return Past(load, frozenset(hosted))


def hosting(store: GraphStore, snapshot: Snapshot, numbers: Longs, on: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (can host: 1, 0 not on record, −1 cannot; capacity, −1 not on record) of each: its own entry, else that of its unit."""
    unit = affiliation(snapshot, on).unit[numbers]
    ids = [snapshot.ids[int(n)] for n in numbers]
    unit_ids = [snapshot.ids[int(u)] if u >= 0 else "" for u in unit]
    nodes = store.nodes(sorted({*ids, *unit_ids} - {""}))
    able, capacity = np.zeros(len(ids), dtype=np.int64), np.full(len(ids), -1, dtype=np.int64)
    for i, names in enumerate(zip(ids, unit_ids, strict=True)):
        for id_ in reversed(names):
            props = nodes[id_].props if id_ in nodes else {}
            if props.get("can_host") is not None:
                able[i] = 1 if props["can_host"] else -1
            if props.get("host_capacity") is not None:
                capacity[i] = int(props["host_capacity"])
    able[(able == 0) & (capacity > 0)] = 1
    return able, capacity


def request(
    store: GraphStore,
    snapshot: Snapshot,
    occasion: Occasion,
    numbers: Longs,
    side: NDArray[np.int64],
    must: Sequence[int],
    host: int,
    as_of: int,
    earlier: Past,
) -> Request:
    """Return the request for these candidates (node numbers, ascending), shortened to those worth comparing; ``must`` and ``host`` are numbers."""
    keep = {*must, host} - {-1}
    chosen = short_list(snapshot, numbers, side, keep, as_of)
    numbers, side = numbers[chosen], side[chosen]
    ids = [snapshot.ids[int(n)] for n in numbers]
    able, capacity = hosting(store, snapshot, numbers, as_of)
    place = {int(n): i for i, n in enumerate(numbers)}
    return Request(
        title=occasion.title,
        form=occasion.form,
        date=occasion.date,
        gap=occasion.gap,
        wishes=occasion.wishes,
        numbers=numbers,
        side=side,
        load=np.array([earlier.load[id_] for id_ in ids], dtype=np.int64),
        hosting=able,
        capacity=capacity,
        hosted=np.array([id_ in earlier.hosted for id_ in ids], dtype=bool),
        must=tuple(place[n] for n in must),
        host=place.get(host, -1),
        seed=occasion.seed,
        apart=tuple((place[a], place[b]) for a, b in occasion.apart if a in place and b in place),
    )


def over_limit(store: GraphStore, ids: Iterable[str], earlier: Past, load_max: int, lang: str) -> tuple[LeftOut, ...]:
    """Return those who have been invited often enough this year, with the sentence, by id."""
    full = sorted(id_ for id_ in ids if earlier.load[id_] + 1 > load_max)
    names = store.names(full)
    return tuple(
        LeftOut(
            id=id_,
            kind="Workshop",
            name=names[id_],
            code="load",
            text=messages.text("exchanges.refused.load", lang, workshop=names[id_], load=earlier.load[id_], most=load_max),
        )
        for id_ in full
        if id_ in names
    )


def ruled_out(
    store: GraphStore, snapshot: Snapshot, facts: Iterable[NoFact], numbers: Longs, on: int, lang: str
) -> tuple[tuple[LeftOut, ...], tuple[tuple[int, int], ...]]:
    """Return the candidates that a fact rules out altogether, with its sentence, and the pairs of whom only one may be there."""
    here, alone, pairs = set(numbers.tolist()), {}, set()
    for fact in facts:
        if not fact.since <= on <= fact.until or fact.party not in here:
            continue
        if fact.other < 0:
            alone[snapshot.ids[fact.party]] = fact.why
        elif fact.other in here:
            pairs.add((min(fact.party, fact.other), max(fact.party, fact.other)))
    names = store.names(sorted(alone))
    said = {id_: messages.text(f"partners.out.{why}", lang) for id_, why in alone.items()}
    left_out = (
        LeftOut(
            id=id_,
            kind="Workshop",
            name=names[id_],
            code=alone[id_],
            text=messages.text("exchanges.left_out", lang, workshop=names[id_], why=said[id_]),
        )
        for id_ in sorted(names)
    )
    return tuple(left_out), tuple(sorted(pairs))
