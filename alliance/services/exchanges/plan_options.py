"""The wishes of a plan as people state them: numbers or ranges, names or codes, things left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alliance import messages
from alliance.errors import InvalidValue
from alliance.exchanges.gap_sides import group_names
from alliance.exchanges.plan import AUTO, ExchangePlan, Wishes
from alliance.exchanges.plan_proposal import TABLE_FORMS
from alliance.model import period
from alliance.schema import vocabularies


def gap_words(gap: Sequence[str] | None, lang: str) -> tuple[str, str]:
    """Return the two words of a gap, empty for none. Raises ``InvalidValue`` for another number of words."""
    if not gap:
        return ("", "")
    if len(gap) != 2:
        raise InvalidValue(property=messages.text("exchanges.word.gap", lang), value="、".join(gap))
    return (gap[0], gap[1])


def wishes_of(
    size: int | tuple[int, int],
    per_unit_max: int,
    load_max: int,
    tables: int | None,
    seats: int | tuple[int, int] | None,
    rounds: int | None,
    form: str,
) -> Wishes:
    """Return the wishes in one form: what is left out is AUTO. Tables are the rule only in forms where those at one table meet.

    Raises ``InvalidValue`` for a wish that makes no sense by itself.
    """
    low, high = (size, size) if isinstance(size, int) else size
    least, most = (0, 0) if seats is None else (0, seats) if isinstance(seats, int) else seats
    if not 1 <= low <= high:
        raise InvalidValue(property="size", value=f"{low}–{high}")
    if per_unit_max < 1 or load_max < 1:
        raise InvalidValue(property="per_unit_max" if per_unit_max < 1 else "load_max", value=min(per_unit_max, load_max))
    if (tables or 0) < 0 or (rounds or 0) < 0 or not 0 <= least <= most or (seats is not None and most < 1):
        raise InvalidValue(property="seats", value=f"{tables} × {least}–{most} × {rounds}")
    if tables is None:
        tables = AUTO if form in TABLE_FORMS or seats is not None or rounds else 0
    return Wishes(
        size=(low, high), per_unit_max=per_unit_max, load_max=load_max, tables=tables, seats=(least, most), rounds=AUTO if rounds is None else rounds
    )


def form_code(form: str) -> str:
    """Return the code of a form given by code, label or synonym. Raises ``InvalidValue``.

    >>> form_code("salon"), form_code("论坛"), form_code("Study visit")
    ('salon', 'salon', 'visit')
    """
    if form not in {choice.code for choice in vocabularies.ACTIVITY_FORMS}:
        found = [choice.code for choice in vocabularies.ACTIVITY_FORMS if form in (choice.zh, choice.en, *choice.synonyms)]
        if not found:
            raise InvalidValue(property="form", value=form)
        return found[0]
    return form


def event_day(date: str) -> str:
    """Return the day, or the empty text. Raises ``InvalidValue`` for anything less precise than a day."""
    if date and period(date).precision != "day":
        raise InvalidValue(property="date", value=date)
    return date


def usual_title(settings: Mapping[str, Any], gap: tuple[str, str], form: str, lang: str) -> str:
    """Return a title made from the names of the gap (keys of groups, empty without one) and the form."""
    names = group_names(settings, lang)
    label = next((choice.label(lang) for choice in vocabularies.ACTIVITY_FORMS if choice.code == form_code(form)), form)
    code = "title.gap" if gap[0] else "title.plain"
    return messages.text(f"exchanges.{code}", lang, a=names.get(gap[0], ""), b=names.get(gap[1], ""), form=label)


def title_in(settings: Mapping[str, Any], plan: ExchangePlan, lang: str) -> str:
    """Return the title of a plan in a language: one that somebody gave it as it is, the usual one as it is usual there."""
    usual = {spoken: usual_title(settings, plan.gap, plan.form, spoken) for spoken in messages.LANGUAGES}
    return usual[lang] if plan.title in usual.values() else plan.title
