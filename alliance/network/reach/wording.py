"""The reason of a reach as sentences in Chinese or English (rules §5). Names come from the caller."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from alliance.messages import text
from alliance.model import OPEN
from alliance.network.reach.evidence import WIDTHS, Evidence
from alliance.network.reach.reasons import ReachReason
from alliance.network.time.window import WHOLE_RECORD

_MISSING = ("unit_unknown", "group_unknown", "system_unknown")
_NOT_YET = ("sleeping", "none", "unknown", "new")  # codes whose sentence tells what is on record but does not count


def chip(code: str, language: str = "zh") -> str:
    """Return the short word of a code, at most eight characters in Chinese.

    >>> chip("none")
    '待牵线'
    """
    return text(f"network.chip.{code}", language)


def hover(code: str, language: str = "zh", *, flags: tuple[str, ...] = (), confirmed: bool = False, months: int = 12) -> str:
    """Return the sentence behind the chip."""
    special = {"connected": "_system_unknown" if "system_unknown" in flags else "", "sleeping": "_confirmed" if confirmed else ""}
    whole = "_whole" if code == "sleeping" and months >= WHOLE_RECORD else ""
    return text(f"network.hover.{code}{special.get(code, '')}{whole}", language, months=months)


def shown_date(first: int, last: int, language: str = "zh") -> str:
    """Return an interval of days as precisely as it is known.

    >>> from alliance.model import period
    >>> [shown_date(p.first, p.last) for p in map(period, ("2025", "2025-08", "2025-08-03", ""))]
    ['2025年', '2025年8月', '2025年8月3日', '日期未载']
    """
    if first <= 0:
        return text("network.date.unknown", language)
    start, end = date.fromordinal(first), date.fromordinal(max(first, last))
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return text("network.date.year", language, year=start.year)
    if start.day == 1 and start.year == end.year and start.month == end.month and date.fromordinal(last + 1).day == 1:
        return text("network.date.month", language, year=start.year, month=start.month)
    shown = [text("network.date.day", language, year=one.year, month=one.month, day=one.day) for one in (start, end)]
    return shown[0] if start == end else text("network.date.span", language, start=shown[0], end=shown[1])


def evidence_date(one: Evidence, language: str = "zh") -> str:
    """Return when a record took place, as precisely as it is known; of a running cooperation since when."""
    if one.first == 0 and not one.undated:
        return shown_date(one.start, one.end, language)  # only its end is on record
    known = shown_date(one.first, one.last, language)
    if one.first == 0 or one.end <= one.last:
        return known
    if one.counts or one.end >= OPEN:
        return text("network.date.since", language, date=known)
    return text("network.date.span", language, start=known, end=shown_date(one.end, one.end, language))


def sentence(reason: ReachReason, names: Mapping[str, str], language: str = "zh") -> str:
    """Return the whole reason as running text. ``names``: id → name of what ``reason.mentioned()`` lists.

    A name that is not given is said as its id.
    """
    parts = [_main(reason, names, language), *_flags(reason, names, language)]
    if reason.code in _NOT_YET:
        parts += [why_not(one, names, language) for one in _worth_telling(reason)]
    if reason.code == reason.recorded and reason.on_record_only:
        parts.append(text("network.tail.on_record_only", language))
    elif reason.confirmed and reason.code not in ("exempt", "none"):
        parts.append(text("network.tail.confirmed", language, checked=shown_date(*reason.checked, language)))
    return ("" if language == "zh" else " ").join(parts)


def why_not(one: Evidence, names: Mapping[str, str], language: str = "zh") -> str:
    """Return why a record does not count."""
    return text(f"network.why.{one.why}", language, other=_name(one, names, language), date=evidence_date(one, language))


def lifts(reason: ReachReason, language: str = "zh") -> list[str]:
    """Return what would lift the workshop, one sentence each."""
    return [text(f"network.lift.{key}", language) for key in reason.lifts]


def _name(one: Evidence, names: Mapping[str, str], language: str) -> str:
    if one.count >= 0:
        return text("network.group_of", language, count=one.count)
    return names.get(one.other, one.other)


def _main(reason: ReachReason, names: Mapping[str, str], language: str) -> str:
    facts = reason.facts
    if reason.code == "unknown":
        some = "_unconfirmed" if reason.recorded != "unknown" else "_some" if reason.not_counted else ""
        asked = reason.union or reason.unit
        union = names.get(asked, asked) or text("network.union_unknown", language)
        return text(f"network.reason.unknown{some}", language, union=union)
    if reason.code == "none":
        return text("network.reason.none", language, checked=shown_date(*reason.checked, language))
    if reason.code == "sleeping":
        return _asleep(reason, names, language)
    newest = facts["newest"]
    if newest is None or reason.code not in WIDTHS:
        return text(f"network.reason.{reason.code}", language, months=facts["new_months"])
    if reason.code == "serving" and facts["partners"] == 0:
        return text("network.reason.serving_numbers", language, count=facts["in_numbers"], date=evidence_date(newest, language))
    many = "_many" if (facts["records"] if reason.code == "own_unit" else facts["partners"]) > 1 else ""
    return text(
        f"network.reason.{reason.code}{many}",
        language,
        other=_name(newest, names, language),
        date=evidence_date(newest, language),
        partners=facts["partners"],
        records=facts["records"],
    )


def _asleep(reason: ReachReason, names: Mapping[str, str], language: str) -> str:
    former, months = reason.facts["former"], reason.facts["months"]
    whole = "_whole" if months >= WHOLE_RECORD else ""
    if former is not None:
        date = evidence_date(former, language)
        main = text(f"network.reason.sleeping{whole}", language, months=months, other=_name(former, names, language), date=date)
    else:
        alliance = reason.facts["alliance"]
        main = text(f"network.reason.sleeping_alliance{whole}", language, months=months, alliance=names.get(alliance, alliance))
    if reason.confirmed:
        return main
    return ("" if language == "zh" else " ").join([main, text("network.reason.sleeping_check", language)])


def _flags(reason: ReachReason, names: Mapping[str, str], language: str) -> list[str]:
    parts = []
    if "no_workshop_partner" in reason.flags:
        parts.append(text("network.tail.no_workshop_partner", language))
    elif reason.code == "serving":
        parts.append(text("network.tail.serving", language))
    if "one_bridge" in reason.flags:
        only = reason.facts["only"]
        parts.append(text("network.tail.one_bridge", language, other=names.get(only, only)))
    if "formerly_wider" in reason.flags:
        wider = reason.facts["wider"]
        parts.append(text("network.tail.formerly_wider", language, other=_name(wider, names, language), date=evidence_date(wider, language)))
    if "undated" in reason.flags:
        parts.append(text("network.tail.undated", language))
    missing = [text(f"network.step.{flag}", language) for flag in _MISSING if flag in reason.flags]
    if missing:
        parts.append(text("network.tail.missing", language, steps=missing))
    return parts


def _worth_telling(reason: ReachReason) -> list[Evidence]:
    """The intent, and one further record that does not count and that the main sentence has not told."""
    told = [one for one in reason.not_counted if one.why == "intent"][:1]
    said = (reason.facts["former"], reason.facts["alliance"] if reason.code == "sleeping" else "")
    others = [one for one in reason.not_counted if one.why != "intent" and one != said[0] and one.other != said[1]]
    return told + others[:1]
