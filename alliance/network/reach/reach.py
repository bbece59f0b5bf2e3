"""Reach: how far the recent contacts of each workshop go beyond its own unit (rules §5).

One code for each workshop, the first that holds of ``CODES``. A contact that a workshop has is judged at
the reference date: inside its unit, its group, its system, or outside. A step that is missing at either
end is left out. The widest recent contact decides; a further recent contact can only widen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance.model import months_before
from alliance.model.snapshot import Ints, Snapshot
from alliance.network.contacts import contacts_at
from alliance.network.contacts.contacts import ends
from alliance.network.place.active_alliances import alliance_reasons
from alliance.network.place.affiliation import affiliation
from alliance.network.time.horizon import workshops_on
from alliance.network.time.recognition import first_recognition, latest_check
from alliance.network.time.validity import memoise
from alliance.network.time.window import window_first, window_firsts

CODES = ("exempt", "connected", "serving", "own_system", "own_group", "own_unit", "new", "sleeping", "none", "unknown")
ON_SCREEN = ("none", "own_unit", "own_group", "own_system", "sleeping", "serving", "connected", "unknown")
CUT_OFF = ("own_system", "own_group", "own_unit", "sleeping", "none")
FLAGS = ("one_bridge", "undated", "unit_unknown", "group_unknown", "system_unknown", "formerly_wider", "no_workshop_partner")
ON_RECORD_ONLY = ("own_system", "own_group", "own_unit", "sleeping")  # said as 待核实 without a confirmation
CODE = {code: i for i, code in enumerate(CODES)}
FLAG = {flag: 1 << i for i, flag in enumerate(FLAGS)}
_SETTINGS = ("window_months", "window_by_host_kind", "new_months", "small_meeting", "system_rank", "only_confirmed", "exempt")
_OF_WIDTH = np.array([CODE["unknown"], CODE["own_unit"], CODE["own_group"], CODE["own_system"], CODE["serving"], CODE["connected"]], dtype=np.uint8)


@dataclass(frozen=True, eq=False)
class ReachTable:
    """The reach of every workshop at a date, one row each, ascending by node number (that is, by id).

    ``code``: position in CODES. ``recorded``: the same before the settings ``exempt`` and ``only_confirmed``.
    ``flags``: bits of FLAG. ``confirmed``: the latest check lies in the window; ``checked``: its day, 0 none.
    ``opened``: first day of the workshop's window. ``live``: by entry of ``contacts.ends``, whether it counts.
    """

    as_of: int
    workshops: Ints
    code: NDArray[np.uint8]
    recorded: NDArray[np.uint8]
    flags: NDArray[np.uint16]
    confirmed: NDArray[np.bool_]
    checked: Ints
    opened: Ints
    live: NDArray[np.bool_]
    settings: Mapping[str, Any]

    def position(self, number: int) -> int:
        """Return the row of a workshop; −1 where it is not in the answer."""
        row = int(np.searchsorted(self.workshops, np.int32(number)))  # of the array's own type: else it is copied
        return row if row < len(self.workshops) and self.workshops[row] == number else -1

    def code_of(self, number: int) -> str:
        """Return the code of a workshop; empty where it is not in the answer (recognised later)."""
        row = self.position(number)
        return CODES[self.code[row]] if row >= 0 else ""

    def flags_of(self, number: int) -> tuple[str, ...]:
        """Return the flags of a workshop in the order of FLAGS."""
        row = self.position(number)
        return flag_names(int(self.flags[row])) if row >= 0 else ()

    def counts(self) -> dict[str, int]:
        """Return how many workshops have each code, in the order of CODES."""
        return dict(zip(CODES, np.bincount(self.code, minlength=len(CODES)).tolist(), strict=True))

    def of(self, *codes: str) -> Ints:
        """Return the workshops with one of these codes, ascending."""
        return self.workshops[np.isin(self.code, [CODE[code] for code in codes])]


def flag_names(bits: int) -> tuple[str, ...]:
    """Return the names of a set of flags.

    >>> flag_names(FLAG["undated"] | FLAG["one_bridge"])
    ('one_bridge', 'undated')
    """
    return tuple(flag for flag in FLAGS if bits & FLAG[flag])


def reach(snapshot: Snapshot, as_of: int, *, settings: Mapping[str, Any] | None = None) -> ReachTable:
    """Return the reach of every workshop that was recognised by the day (or has no date of recognition).

    ``settings`` replaces those of the store, for asking what another threshold would change. A flag of
    doubt (undated, …_unknown) says that the code rests only on evidence with a doubt: it is set when no
    deciding contact is free of any. Kept for a few dates. O(contacts + workshops).
    """
    chosen = {**snapshot.settings, **(settings or {})}
    key = ("reach", as_of, *(str(chosen[name]) for name in _SETTINGS))
    return memoise(snapshot, key, lambda: _reach(snapshot, as_of, chosen))


def _reach(snapshot: Snapshot, as_of: int, settings: Mapping[str, Any]) -> ReachTable:
    first, last = first_recognition(snapshot)
    workshops = workshops_on(snapshot, as_of)
    opened = window_firsts(snapshot, as_of, affiliation(snapshot, as_of, settings).unit[workshops], settings)
    checked = latest_check(snapshot, workshops, as_of)
    confirmed = (checked > 0) & (checked >= opened)
    live = is_live(snapshot, as_of, settings)
    recent, flags, outward = _judge_workshops(snapshot, as_of, workshops, live, settings)
    member, member_doubt = alliance_reasons(snapshot, as_of, settings)
    outward |= (np.where(member[workshops], 1, 0) | np.where(member[workshops] & ~member_doubt[workshops], 2, 0)).astype(np.uint8)
    fresh = (first[workshops] > months_before(as_of, int(settings["new_months"]))) & (last[workshops] <= as_of)
    code = _OF_WIDTH[recent]
    code[(recent == 0) & confirmed] = CODE["none"]
    asleep = (recent == 0) & (outward > 0) & ~fresh
    code[asleep] = CODE["sleeping"]
    flags[asleep & (outward == 1)] |= FLAG["unit_unknown"]
    code[(recent == 0) & fresh] = CODE["new"]
    shown, recorded, flags = _by_setting(snapshot, workshops, code, confirmed, flags, settings)
    return ReachTable(
        as_of=as_of,
        workshops=workshops,
        code=shown,
        recorded=recorded,
        flags=flags,
        confirmed=confirmed,
        checked=checked,
        opened=opened,
        live=live,
        settings=settings,
    )


def _by_setting(
    snapshot: Snapshot,
    workshops: Ints,
    recorded: NDArray[np.uint8],
    confirmed: NDArray[np.bool_],
    flags: NDArray[np.uint16],
    settings: Mapping[str, Any],
) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint16]]:
    code = recorded.copy()
    if settings["only_confirmed"]:
        code[~confirmed & np.isin(code, [CODE[name] for name in ON_RECORD_ONLY])] = CODE["unknown"]
    numbers = [snapshot.ids.find(node_id) for node_id in settings["exempt"]]
    exempt = np.isin(workshops, [number for number in numbers if number >= 0])
    code[exempt], flags[exempt] = CODE["exempt"], 0
    return code, recorded, flags


def _judge_workshops(
    snapshot: Snapshot,
    as_of: int,
    workshops: Ints,
    live: NDArray[np.bool_],
    settings: Mapping[str, Any],
) -> tuple[NDArray[np.uint8], NDArray[np.uint16], NDArray[np.uint8]]:
    """Return for each workshop: width of its widest recent contact; flags; 1 for a past outward contact | 2 for one without a doubt."""
    recent, outward = np.zeros(len(workshops), dtype=np.uint8), np.zeros(len(workshops), dtype=np.uint8)
    flags = np.zeros(len(workshops), dtype=np.uint16)
    entries, at = ends(snapshot, settings), contacts_at.contacts_at(snapshot, as_of, settings)
    if len(entries.own) == 0:
        return recent, flags, outward
    counts = np.diff(np.r_[entries.start, len(entries.own)])
    facts = _Folded(other=entries.other, mark=at.mark_of, live=live, start=entries.start, counts=counts)
    place = np.searchsorted(workshops, entries.owners)
    asked = place < len(workshops)
    asked[asked] = workshops[place[asked]] == entries.owners[asked]
    recent[place[asked]] = facts.widest[asked]
    flags[place[asked]] = facts.flags()[asked]
    outward[place[asked]] = facts.outward()[asked]
    return recent, flags, outward


def is_live(snapshot: Snapshot, as_of: int, settings: Mapping[str, Any]) -> NDArray[np.bool_]:
    """Say for each entry of ``contacts.ends`` whether it is recent: seen, and its span reaches into the own window."""
    entries, at = ends(snapshot, settings), contacts_at.contacts_at(snapshot, as_of, settings)
    opened: Any = window_first(as_of, int(settings["window_months"]))
    if settings["window_by_host_kind"]:
        every = window_firsts(snapshot, as_of, affiliation(snapshot, as_of, settings).unit[entries.owners], settings)
        opened = np.repeat(every, np.diff(np.r_[entries.start, len(entries.own)]))
    live: NDArray[np.bool_] = (at.end_of >= opened) & ((at.mark_of & contacts_at.WIDTH) != contacts_at.UNSEEN)
    live &= (at.mark_of & (contacts_at.UNDATED | contacts_at.GROUP_ROW)) != (contacts_at.UNDATED | contacts_at.GROUP_ROW)
    return live


_WITH_WORKSHOP, _WITH_GROUP, _ONCE_OUTSIDE = 1, 2, 4  # and 8: once outside without a doubt about the unit


class _Folded:
    """The entries of each workshop folded into what the rule asks of them."""

    def __init__(self, other: Ints, mark: NDArray[np.uint8], live: NDArray[np.bool_], start: NDArray[Any], counts: NDArray[Any]) -> None:
        self.other, self.mark, self.start, self.counts = other, mark, start, counts
        # arithmetic on bytes: each line is one pass over the entries
        width, now = mark & contacts_at.WIDTH, live.view(np.uint8)
        before = now ^ 1
        certain, beyond = (mark & contacts_at.RESERVED == 0).view(np.uint8), (width > contacts_at.OWN_UNIT).view(np.uint8)
        once = before & beyond
        says = (now & mark >> 7) | (now & beyond & mark >> 6) << 1 | once << 2 | (once & ~(mark >> 4)) << 3
        self.recent = (width << 1 | certain) * now
        best = np.maximum.reduceat(self.recent, start)
        self.widest, self.certain = best >> 1, best & 1 > 0
        self.former: NDArray[np.uint8] = np.maximum.reduceat(width * before, start)
        self.says: NDArray[np.uint8] = np.bitwise_or.reduceat(says, start)

    def flags(self) -> NDArray[np.uint16]:
        """The flags of each workshop with entries, as if a recent contact decided its code."""
        some, doubts = self.widest > 0, self._doubts()
        found = np.zeros(len(some), dtype=np.uint16)
        for holds, flags in (
            (doubts & contacts_at.UNDATED > 0, FLAG["undated"]),
            (doubts & contacts_at.UNIT_MISSING > 0, FLAG["unit_unknown"] | FLAG["group_unknown"]),
            (doubts & contacts_at.SYSTEM_MISSING > 0, FLAG["system_unknown"]),
            (some & (self.former > self.widest), FLAG["formerly_wider"]),
            (some & (self.says & _WITH_WORKSHOP == 0), FLAG["no_workshop_partner"]),
            (self._one_bridge(), FLAG["one_bridge"]),
        ):
            found |= holds * np.uint16(flags)
        return found

    def _doubts(self) -> NDArray[np.uint8]:
        """All doubts of the deciding contacts of those workshops that have none without a doubt."""
        found = np.zeros(len(self.widest), dtype=np.uint8)
        doubtful = (self.widest > 0) & ~self.certain
        entries = np.flatnonzero(np.repeat(doubtful, self.counts))
        if len(entries):
            counts = self.counts[doubtful]
            deciding = self.recent[entries] >> 1 == np.repeat(self.widest[doubtful], counts)
            doubt = np.where(deciding, self.mark[entries] & contacts_at.RESERVED, 0).astype(np.uint8)
            found[doubtful] = np.bitwise_or.reduceat(doubt, np.cumsum(counts) - counts)
        return found

    def _one_bridge(self) -> NDArray[np.bool_]:
        """Exactly one recent partner outside the own unit, and no unnamed group."""
        outside = self.recent > 2 * contacts_at.OWN_UNIT + 1
        others, until = self.other[outside], np.cumsum(outside, dtype=np.int32)[self.start + self.counts - 1]  # entries stand by partner
        since = np.r_[0, until[:-1]]
        single: NDArray[np.bool_] = (until > since) & (self.says & _WITH_GROUP == 0)
        single[single] = others[since[single]] == others[until[single] - 1]
        return single

    def outward(self) -> NDArray[np.uint8]:
        """1 where a past contact beyond the own unit is on record, and 2 more where its units are known."""
        found: NDArray[np.uint8] = self.says // _ONCE_OUTSIDE
        return found
