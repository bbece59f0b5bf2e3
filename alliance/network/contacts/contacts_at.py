"""The contacts as they are seen at a reference date: from when to when, dated or not, how wide they reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance.model.snapshot import Ints, Longs, Snapshot
from alliance.network.contacts import co_participation
from alliance.network.contacts.contacts import COOPERATION, Contacts, contacts, ends
from alliance.network.place.affiliation import Affiliation, affiliation
from alliance.network.time.validity import memoise, newest_as_of, newest_told

# how wide a contact reaches, ascending; 0 is a contact that is not seen at the date
UNSEEN, OWN_UNIT, OWN_GROUP, OWN_SYSTEM, SERVING, CONNECTED = range(6)
WIDTH = 0b111
UNDATED, UNIT_MISSING, SYSTEM_MISSING, GROUP_ROW, WITH_WORKSHOP = 8, 16, 32, 64, 128
RESERVED = UNDATED | UNIT_MISSING | SYSTEM_MISSING  # what makes a contact less than certain evidence


@dataclass(frozen=True, eq=False)
class ContactsAt:
    """Span and reach of every contact at a date, by row of ``contacts``.

    ``start``, ``end``: its span in days (0 where nothing dates it). ``mark``: its width in the lowest three
    bits, then the marks UNDATED … WITH_WORKSHOP (the other end of an organisation's contact is never asked).
    ``end_of``, ``mark_of``: the same by entry of ``ends``. ``crowded``: rows whose shared node has too many to make pairs.
    """

    as_of: int
    start: Ints
    end: Ints
    mark: NDArray[np.uint8]
    end_of: Ints
    mark_of: NDArray[np.uint8]
    crowded: Longs


def contacts_at(snapshot: Snapshot, as_of: int, settings: Mapping[str, Any] | None = None) -> ContactsAt:
    """Return the contacts at the date, kept for a few dates. O(contacts)."""
    chosen = settings or snapshot.settings
    key = ("contacts_at", as_of, int(chosen["small_meeting"]), str(chosen["system_rank"]))
    return memoise(snapshot, key, lambda: _contacts_at(snapshot, as_of, chosen))


def _contacts_at(snapshot: Snapshot, as_of: int, settings: Mapping[str, Any]) -> ContactsAt:
    rows = contacts(snapshot, settings)
    start, end, undated, seen = spans(snapshot, rows, as_of)
    crowded = _crowded_on(snapshot, rows, as_of, int(settings["small_meeting"]))
    seen[crowded] = False
    mark = _widths(rows, affiliation(snapshot, as_of, settings))
    mark |= undated.view(np.uint8) << 3  # UNDATED
    mark[~seen] = UNSEEN
    by_end = ends(snapshot, settings)
    mark_of = mark[by_end.row]
    mark_of |= by_end.with_workshop.view(np.uint8) << 7  # WITH_WORKSHOP
    return ContactsAt(as_of=as_of, start=start, end=end, mark=mark, end_of=end[by_end.row], mark_of=mark_of, crowded=crowded)


def contacts_of(snapshot: Snapshot, number: int, as_of: int, settings: Mapping[str, Any] | None = None) -> tuple[Contacts, Longs, Ints]:
    """Return all contacts, the rows of those of one party that are on record by the day, ascending, and who is at their other ends. O(contacts)."""
    rows, at = contacts(snapshot, settings), contacts_at(snapshot, as_of, settings)
    chosen = np.flatnonzero(((rows.a == number) | (rows.b == number)) & (at.mark & WIDTH != UNSEEN))
    other: Ints = np.where(rows.a[chosen] == number, rows.b[chosen], rows.a[chosen])
    return rows, chosen, other


def spans(snapshot: Snapshot, rows: Contacts, as_of: int) -> tuple[Ints, Ints, NDArray[np.bool_], NDArray[np.bool_]]:
    """Return (start, end, undated, seen) of contacts on the day (rules §3)."""
    direct = rows.tie_b < 0
    recorded = newest_as_of(snapshot, rows.tie, as_of)
    evidence = np.where(direct & (rows.layer == COOPERATION), recorded, 0)
    start = rows.first.copy()
    end = np.where(rows.until > 0, rows.until, np.maximum(rows.last, evidence))
    seen = rows.seen_from <= as_of
    undated = rows.first == 0
    vague = np.flatnonzero(undated)
    known = recorded[vague]
    paired = np.flatnonzero(~direct[vague])
    if len(paired):
        rest = vague[paired]
        of_both = np.maximum(known[paired], newest_as_of(snapshot, rows.tie_b[rest], as_of))
        known[paired] = np.maximum(of_both, newest_told(snapshot, rows.via[rest], as_of))
    closed = (rows.until[vague] > 0) & (rows.until[vague] <= as_of)
    start[vague] = end[vague] = np.where(closed, rows.until[vague], known)
    undated[vague] = ~closed
    _cut_to_leads(snapshot, rows, as_of, start, end, seen)
    return start, end, undated, seen


def _cut_to_leads(snapshot: Snapshot, rows: Contacts, as_of: int, start: Ints, end: Ints, seen: NDArray[np.bool_]) -> None:
    """Narrow the span of a head's contact to the time in which he led the workshop; unseen where there is none."""
    for lead in (rows.lead_a, rows.lead_b):
        lifted = np.flatnonzero(lead >= 0)
        begun, ended = snapshot.tie_first[lead[lifted]], snapshot.tie_until[lead[lifted]]
        ended = np.where(ended == 0, np.iinfo(np.int32).max, ended)
        dateless = end[lifted] == 0
        low, high = np.maximum(start[lifted], begun), np.minimum(end[lifted], ended)
        led = np.where(dateless, (begun <= as_of) & (as_of <= ended), low <= high)
        seen[lifted] &= led & (begun <= as_of)
        start[lifted], end[lifted] = np.where(dateless, 0, low), np.where(dateless, 0, high)


def _crowded_on(snapshot: Snapshot, rows: Contacts, as_of: int, small: int) -> Longs:
    """The contacts over a node that makes no pairs on the day: more than ten parties, or too large a room."""
    found = []
    for sort, kinds, most in ((1, ("PARTY_TO", "PRODUCED"), co_participation.MOST_PARTIES), (2, ("PARTICIPATES_IN",), small)):
        crowded = _crowded(snapshot, rows, sort, kinds, most)
        if len(crowded):
            crowded = crowded[sum(_named(snapshot, kind, as_of)[rows.via[crowded]] for kind in kinds) > most]
        found.append(crowded)
    return np.concatenate(found)


def _crowded(snapshot: Snapshot, rows: Contacts, sort: int, kinds: tuple[str, ...], most: int) -> Longs:
    """The contacts over a node that has too many named parties on some day: on which days is to be asked of these alone. Kept."""

    def make() -> Longs:
        chosen = np.flatnonzero(rows.sort == sort)
        return chosen[sum(_named(snapshot, kind, np.iinfo(np.int32).max)[rows.via[chosen]] for kind in kinds) > most]

    return snapshot.memo_of_records(("network.crowded", sort, most), make)  # type: ignore[no-any-return]


def _named(snapshot: Snapshot, kind: str, as_of: int) -> Longs:
    there: co_participation.Participants = snapshot.memo_of_records(
        ("network.participants", kind), lambda: co_participation.participants(snapshot, kind)
    )
    return memoise(snapshot, ("named", kind, as_of), lambda: co_participation.named_parties(snapshot, there, as_of))


def _widths(rows: Contacts, place: Affiliation) -> NDArray[np.uint8]:
    """Return how wide each contact reaches, with the steps that are missing at either end (rules §4, §5)."""
    a, b = rows.a, rows.b
    unit_a, unit_b = place.unit[a], place.unit[b]
    missing = (unit_a < 0) | (unit_b < 0)
    inside = ~missing & (place.group[a] == place.group[b])
    width = rows.between.view(np.uint8) + np.uint8(SERVING)  # CONNECTED is one more
    apart = np.flatnonzero(rows.between & ~inside)
    same_system, no_system = place.systems.shared(unit_a[apart], unit_b[apart])
    width[apart] = np.where(same_system, OWN_SYSTEM, CONNECTED) | np.where(no_system, SYSTEM_MISSING, 0)
    width[missing] |= UNIT_MISSING
    width[inside] = OWN_GROUP
    width[~missing & (unit_a == unit_b)] = OWN_UNIT
    width[rows.is_group] = SERVING | GROUP_ROW
    return width
