"""For each of a few workshops whom to introduce it to first, in one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alliance.services.authorization import authorized
from alliance.services.partners.suggestion_results import PartnersResult
from alliance.services.partners.suggestions import partners
from alliance.services.results import NodeRef
from alliance.services.session import Session


@dataclass(frozen=True, slots=True)
class FirstSuggestion:
    """The partner at the head of a workshop's lists, the one with the greater score of the two, with the sentence of its strongest reason."""

    workshop: str
    partner: NodeRef
    list: str
    reason: str


@authorized
def first_suggestions(net: Session, workshops: Sequence[str], on: str | None = None, *, lang: str = "zh") -> tuple[FirstSuggestion, ...]:
    """Return the first suggestion of each workshop, in their order; a workshop to which nobody is suggested is left out.

    Costs one ``partners`` a workshop: meant for the rows of a page, not for all (that is ``suggest_all``). Raises ``UnknownNode``.
    """
    found = ((one, partners(net, one, 1, on=on, lang=lang)) for one in workshops)
    return tuple(first for one, result in found if (first := _first(one, result)) is not None)


def _first(workshop: str, result: PartnersResult) -> FirstSuggestion | None:
    heads = [(row, name) for name in ("near", "bridge") for row in getattr(result, name)[:1]]
    if not heads:
        return None
    row, name = max(heads, key=lambda head: head[0].score)  # of two alike the first list
    strongest = max(row.reasons, key=lambda reason: reason.contribution, default=None)
    return FirstSuggestion(workshop, NodeRef(row.id, row.kind, row.name), name, strongest.text if strongest else "")
