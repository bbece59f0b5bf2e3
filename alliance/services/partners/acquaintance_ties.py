"""The answer 已认识 as a dated tie: made where kind and date are given, asked for where they are not."""

from __future__ import annotations

from alliance import messages, schema
from alliance.errors import InvalidValue
from alliance.model import Node, Tie, day, orient_ends, period, tie_id
from alliance.tables.cells.texts import line

KINDS = (*schema.COOPERATION, *schema.EXCHANGE)


def known_tie(mine: Node, theirs: Node, kind: str, date: str, source: str, as_of: str) -> Tie:
    """Return the tie of two who know each other: a kind of cooperation or exchange that may join them, begun by ``as_of``.

    Raises ``InvalidValue`` for a kind that cannot be, and for a date that is missing, none, or still to come.
    """
    if kind not in KINDS or not schema.tie_kind(kind).allows(mine.kind, theirs.kind):
        raise InvalidValue(property="tie_kind", value=kind)
    when = period(date)
    if when.precision == "unknown" or when.first > day(as_of):
        raise InvalidValue(property="date", value=date)
    a, b = orient_ends(schema.tie_kind(kind).symmetric, mine.id, theirs.id)
    said = line(source) or messages.text("partners.source.known", "zh")
    props = {"valid_from": date, "sources": [{"source": said, "as_of": as_of, "basis": "stated"}]}
    return Tie(id=tie_id(kind, a, b, date), kind=kind, source=a, target=b, props=props)
