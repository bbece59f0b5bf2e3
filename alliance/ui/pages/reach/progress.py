"""进展: reach quarter by quarter, how many workshops changed it in between, and by which act."""

from __future__ import annotations

from alliance.services.reach.progress import ProgressPoint, ProgressSpan
from alliance.services.workspace import Workspace
from alliance.ui.kit import cards, notes, tables
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.kit.tokens import palette
from alliance.ui.kit.ways_on import back
from alliance.ui.words import as_of_words, date_words, language, ring_word, say

ORDER = ("none", "own_unit", "own_group", "own_system", "sleeping", "unknown", "new", "serving", "connected")
QUARTERS = 4
ACTS = 6


def show(net: Workspace) -> None:
    """Show the bars, then what happened in each quarter, the newest first."""
    result = net.reach_progress(quarters=QUARTERS, lang=language())
    cards.title(say("view.progress"), say("progress.about", date=as_of_words(result.as_of)))
    back()
    with cards.card("progress"):
        for point in result.points[::-1]:
            _point(point)
        colours = palette()
        put(tag("div", [tag("span", ring_word(code), style=f"--k:{colours[code]}") for code in ORDER], cls="key"))
    cards.section(say("progress.spans"))
    for span in result.spans[::-1]:
        _span(span)


def _point(point: ProgressPoint) -> None:
    colours, total = palette(), sum(point.counts.values())
    pieces = [tag("i", style=f"width:{100 * point.counts[code] / max(total, 1):.2f}%;background:{colours[code]}", title=_part(point, code))
              for code in ORDER if point.counts.get(code)]  # fmt: skip
    words = say("progress.words", date=date_words(point.on), n=total, out=point.counts["connected"] + point.counts["serving"])
    text = "；".join(_part(point, code) for code in ORDER if point.counts.get(code))
    put(tag("div", tag("div", words, cls="small"), tag("div", pieces, cls="bar", role="img", aria_label=text), cls="pt"))


def _part(point: ProgressPoint, code: str) -> str:
    return f"{ring_word(code)} {point.counts[code]}"


def _span(span: ProgressSpan) -> None:
    cards.section(
        say("progress.span", start=date_words(span.from_), end=date_words(span.to)), say("progress.changed", n=span.changed, lifted=span.lifted)
    )
    if not span.acts:
        notes.note(say("compare.reach.none"))
        return
    rows = [(row.text, str(row.count), str(row.lifted)) for row in span.acts[:ACTS]]
    rest = span.acts[ACTS:]
    if rest:
        rows.append((say("progress.rest", n=len(rest)), str(sum(row.count for row in rest)), str(sum(row.lifted for row in rest))))
    tables.table([say("compare.act"), say("present.count"), say("progress.lifted")], rows, numbers=(1, 2))
