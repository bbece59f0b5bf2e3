"""The pairs of then and now as two pictures in which nobody moves, and below them as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from alliance.drawing.circle import Chord, circle, order
from alliance.drawing.colours import FACES
from alliance.drawing.columns import Item
from alliance.services.structure.then_and_now import ChangedPair, CompareResult
from alliance.ui.kit import cards, tables
from alliance.ui.kit.html import image, tag
from alliance.ui.kit.html import show as put
from alliance.ui.kit.tokens import palette
from alliance.ui.words import say

DRAWN = 24  # workshops that have room for their names round a circle
LISTED = 12
THEN = {"renewed": "plain", "lost": "faint"}  # state of a pair → how it looks; what is not in a picture is not in it
NOW = {"new": "strong", "resumed": "strong", "renewed": "plain"}


def show(result: CompareResult, heads: Sequence[str]) -> None:
    """Show both pictures; of many workshops those with most changed pairs."""
    rows = result.pair_rows
    if not rows:
        return
    names = {ref.id: ref.name for row in rows for ref in (row.a, row.b)}
    busy = Counter(ref.id for row in rows for ref in (row.a, row.b))
    chosen = {one for one, _ in sorted(busy.items(), key=lambda entry: (-entry[1], entry[0]))[:DRAWN]}
    drawn = [row for row in rows if row.a.id in chosen and row.b.id in chosen]
    pairs = [(row.a.id, row.b.id) for row in drawn]
    items = [Item(one, "Workshop", names[one]) for one in order(sorted({end for pair in pairs for end in pair}), pairs)]
    cards.section(say("compare.picture"), say("compare.picture.count", drawn=len(drawn), n=len(rows) + result.left_out.get("pair_rows", 0)))
    for column, looks, head in zip(st.columns(2, gap="medium"), (THEN, NOW), heads, strict=True):
        with column, cards.card(f"picture_{'then' if looks is THEN else 'now'}"):
            chords = [Chord(row.a.id, row.b.id, looks[row.state]) for row in drawn if row.state in looks]
            said = say("compare.picture.alt", date=head, n=len(chords))
            picture = image(circle(items, chords, palette(), FACES), alt=said, cls="circle")
            # wider than a phone: it is moved from the keyboard too
            put(tag("div", tag("b", head), tag("div", picture, cls="card-circle", role="group", aria_label=head, tabindex="0")))
    _key()
    _table(rows)


def _key() -> None:
    colours = palette()
    looks = (("strong", colours["action"]), ("plain", colours["edge"]), ("faint", colours["warn"]))
    put(tag("div", [tag("span", say(f"compare.picture.{look}"), style=f"--k:{colour}") for look, colour in looks], cls="key"))


def _table(rows: Sequence[ChangedPair]) -> None:
    tables.table(
        [say("table.a"), say("table.b"), say("table.layer"), say("compare.what.became")],
        [(row.a.name, row.b.name, say(f"matrix.layer.{row.layer}"), say(f"compare.state.{row.state}")) for row in rows[:LISTED]],
        cls="t stack",
    )
    if len(rows) > LISTED:
        put(tag("div", say("compare.left", n=len(rows) - LISTED), cls="muted small"))
