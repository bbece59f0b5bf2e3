"""联系情况 on a projector: how many, and who is responsible for how many; no name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from alliance.services.reach.worklist import LISTED
from alliance.services.workspace import Workspace
from alliance.ui.kit import cards, notes, tables
from alliance.ui.pages.reach import worklist
from alliance.ui.pages.reach.filters import PlaceFilter
from alliance.ui.words import as_of_words, language, say

UNIONS, MOST = 40, 5000  # unions listed; beyond so many workshops only the total


def show(net: Workspace, rings: tuple[str, ...], counts: Mapping[str, int], filters: PlaceFilter) -> None:
    """Show the number of workshops of these rings and of each responsible union."""
    total = sum(counts.get(code, 0) for code in rings)
    cards.section(say("reach.list", name=worklist.ring_names(rings)), say("reach.count", n=total, date=as_of_words(net.as_of())))
    worklist.show_left_out(net.hidden_workshops(rings, **filters))
    notes.note(say("present.list", n=total))
    if set(rings) <= set(LISTED):
        states = net.worklist(limit=0, names=False, lang=language(), **filters).states
        tables.table([say("work.states"), say("present.count")], [(say(f"work.state.{name}"), str(n)) for name, n in states.items()], numbers=(1,))
    if 0 < total <= MOST:
        _unions(Counter(row.union for row in net.isolates(rings=rings, limit=None, lang=language(), **filters).rows))


def _unions(found: Counter[str]) -> None:
    """The unions by name: the order is no judgement."""
    rows = sorted(found.items())
    about = say("present.more", shown=UNIONS, n=len(rows)) if len(rows) > UNIONS else ""
    cards.section(say("present.unions"), about)
    tables.table([say("present.union"), say("present.count")], [(name or say("union.none"), str(n)) for name, n in rows[:UNIONS]], numbers=(1,))
