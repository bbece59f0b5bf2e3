"""The event of a plan as an iCalendar file: one whole day, so that no time zone can move it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from alliance import messages
from alliance.reports.plan_workbook import PlanPaper, invited_text


def calendar(paper: PlanPaper) -> bytes:
    """Return the calendar file. The stamp is made from the date of the plan, so the same plan gives the same bytes.

    A whole day is DATE without time: it stays that day in every time zone. State ``cancelled`` is said as such.
    """
    day = date.fromisoformat(paper.date)
    event = Event()
    event.add("uid", f"{paper.id}@alliance-explorer.local")
    event.add("dtstamp", datetime.combine(day, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", paper.title)
    event.add(
        "location",
        "，".join(part for part in (paper.place, paper.host.name) if part)
        if paper.lang == "zh"
        else ", ".join(p for p in (paper.place, paper.host.name) if p),
    )
    event.add(
        "description",
        messages.text("exchanges.calendar", paper.lang, form=paper.form, invited=invited_text(paper), host=paper.host.name),
    )
    event.add("status", _STATUS.get(paper.state, "TENTATIVE"))
    book = Calendar()
    book.add("prodid", "-//alliance-explorer//exchange plan//" + paper.lang.upper())
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add_component(event)
    content: bytes = book.to_ical()
    return content


_STATUS = {"cancelled": "CANCELLED", "agreed": "CONFIRMED", "notified": "CONFIRMED", "held": "CONFIRMED", "recorded": "CONFIRMED"}
