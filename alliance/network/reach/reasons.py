"""Why a workshop has its reach: the rule, the facts, the evidence, and what would lift it (rules §5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from alliance.model.snapshot import Snapshot
from alliance.network.place.affiliation import affiliation, affiliation_ties
from alliance.network.place.responsible import responsible_unions
from alliance.network.reach.evidence import WIDTHS, Evidence, evidence
from alliance.network.reach.reach import CODES, ON_RECORD_ONLY, ReachTable
from alliance.network.time.recognition import check_of
from alliance.network.time.window import WHOLE_RECORD

# what would lift a workshop from each code, besides putting the record right
_LIFTS = {
    "unknown": "ask_union",
    "none": "introduce",
    "own_unit": "meet_outside_unit",
    "own_group": "meet_outside_group",
    "own_system": "meet_outside_system",
    "sleeping": "ask_recent",
    "serving": "meet_workshop",
    "new": "introduce",
}


@dataclass(frozen=True, slots=True)
class ReachReason:
    """The reach of one workshop with its reason; ids instead of names, wording in ``network.reach.wording``.

    ``recorded``: the code before a setting changed it. ``checked``: the days of the latest check, (0, 0) never.
    ``counted``, ``not_counted``: the evidence. ``lifts``: what would lift it, as keys of the messages.
    ``union``: id of the responsible union, empty when unknown. ``affiliation``: keys of the ties that
    place the workshop and its deciding partners in unit and group. ``facts``: numbers for the sentence.
    """

    workshop: str
    as_of: int
    code: str
    recorded: str
    confirmed: bool
    checked: tuple[int, int]
    flags: tuple[str, ...]
    counted: tuple[Evidence, ...]
    not_counted: tuple[Evidence, ...]
    lifts: tuple[str, ...]
    union: str
    unit: str
    group: str
    affiliation: tuple[int, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def on_record_only(self) -> bool:
        """Whether it is said as 按现有台账，待核实."""
        return self.recorded in ON_RECORD_ONLY and not self.confirmed

    def mentioned(self) -> list[str]:
        """Return the ids whose names a sentence may need, each once, ascending."""
        found = {self.union, self.unit, self.group}
        for one in (*self.counted, *self.not_counted):
            found |= {one.other, one.via}
        return sorted(found - {""})


def explain(snapshot: Snapshot, table: ReachTable, number: int) -> ReachReason:
    """Return the reason of one workshop in the table; raises ``IndexError`` for one that is not in it.

    O(records of the workshop).
    """
    row = table.position(number)
    if row < 0:
        raise IndexError(number)
    code, recorded = CODES[table.code[row]], CODES[table.recorded[row]]
    counted, rest = evidence(snapshot, table, number)
    place = affiliation(snapshot, table.as_of, table.settings)
    flags = table.flags_of(number)
    return ReachReason(
        workshop=snapshot.ids[number],
        as_of=table.as_of,
        code=code,
        recorded=recorded,
        confirmed=bool(table.confirmed[row]),
        checked=check_of(snapshot, number, table.as_of),
        flags=flags,
        counted=tuple(counted),
        not_counted=tuple(rest),
        lifts=_lifts(code, flags, rest),
        union=_id(snapshot, responsible_unions(snapshot, table.as_of)[number]),
        unit=_id(snapshot, place.unit[number]),
        group=_id(snapshot, place.group[number]),
        affiliation=_placing(snapshot, table.as_of, number, counted),
        facts=_facts(table, row, recorded, counted, rest),
    )


def _id(snapshot: Snapshot, number: int) -> str:
    return snapshot.ids[int(number)] if number >= 0 else ""


def _lifts(code: str, flags: tuple[str, ...], rest: list[Evidence]) -> tuple[str, ...]:
    if code in ("exempt", "connected"):
        found: list[str] = []
    else:
        found = ["carry_out_intent"] if any(one.why == "intent" for one in rest) else []
        found.append(_LIFTS[code])
    if any(one.why == "undated" for one in rest) or "undated" in flags:
        found.append("date_record")
    if "unit_unknown" in flags:
        found.append("record_unit")
    if "system_unknown" in flags:
        found.append("record_system")
    return tuple(found)


def _placing(snapshot: Snapshot, as_of: int, number: int, counted: list[Evidence]) -> tuple[int, ...]:
    """Keys of the affiliation ties behind the judgement: the workshop's own, then those of up to three deciding partners."""
    widest = counted[0].width if counted else ""
    partners = [one.number for one in counted if one.width == widest and one.count < 0][:3]
    ties = [tie for party in (number, *partners) for tie in affiliation_ties(snapshot, as_of, party)]
    return tuple(dict.fromkeys(int(snapshot.tie_key[tie]) for tie in ties))


def _facts(table: ReachTable, row: int, recorded: str, counted: list[Evidence], rest: list[Evidence]) -> dict[str, Any]:
    """Numbers for the sentence: partners and records that decide, the newest of them, the newest past one outside the unit."""
    deciding = [one for one in counted if one.width == recorded]
    outward = sorted((one for one in rest if one.why in ("past", "undated") and WIDTHS.index(one.width) > 1), key=lambda one: (-one.end, one.other))
    wider = [one for one in outward if recorded in WIDTHS and WIDTHS.index(one.width) > WIDTHS.index(recorded)]
    outside = sorted({one.other for one in counted if one.width != "own_unit"})
    return {
        "records": len(deciding),
        "partners": len({one.other for one in deciding if one.count < 0}),
        "in_numbers": sum(one.count for one in deciding if one.count >= 0),
        "newest": deciding[0] if deciding else None,
        "former": outward[0] if outward else None,
        "wider": wider[0] if wider else None,
        "only": outside[0] if len(outside) == 1 else "",
        "months": _months(table, row),
        "new_months": int(table.settings["new_months"]),
        "alliance": next((one.other for one in rest if one.why == "alliance"), ""),
    }


def _months(table: ReachTable, row: int) -> int:
    """The length of the workshop's window in months, to the nearest month; ``WHOLE_RECORD`` where it has no first day."""
    if table.opened[row] == 0:
        return WHOLE_RECORD
    return round((table.as_of - int(table.opened[row]) + 1) / 30.44)
