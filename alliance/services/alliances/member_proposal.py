"""A draft for a new alliance: from a theme to candidate members with reasons, to be discussed with their unions."""

from __future__ import annotations

from dataclasses import dataclass

from alliance import messages
from alliance.errors import UnknownNode
from alliance.model import day
from alliance.network.alliances.theme import Fit, fitting
from alliance.network.place.affiliation import affiliation
from alliance.network.place.classification import entries, find_labels, groups
from alliance.network.place.responsible import responsible_unions
from alliance.network.reach.reach import reach
from alliance.services.authorization import authorized
from alliance.services.naming import find
from alliance.services.region_union_filters import in_region
from alliance.services.results import NodeRef, Result
from alliance.services.session import Session


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One candidate: why it fits (sentences), its unit, its reach, and the union through which it is asked."""

    id: str
    kind: str
    name: str
    unit: str
    union: str
    ring: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftResult(Result):
    """A draft of members: one workshop of each unit first. ``crafts`` and ``industries``: what the theme was taken to mean."""

    theme: str
    crafts: tuple[NodeRef, ...]
    industries: tuple[str, ...]
    total: int
    left_out: int
    rows: tuple[DraftRow, ...]


@authorized
def draft_members(net: Session, theme: str, on: str | None = None, *, region: str | None = None, size: int = 20, lang: str = "zh") -> DraftResult:
    """Return workshops that fit a theme: a craft that holds the words, or an industry group that they name.

    No workshop of a unit stands before the first of another unit that fits as well. Raises ``UnknownNode`` where the theme means nothing here.
    """
    snapshot, as_of = net.snapshot(on), net.as_of(on)
    hits, _ = find(net, theme, ("Craft",), 50, as_of)
    labels = groups(net.store.settings())
    named = [labels[i] for i in find_labels(labels, theme)]
    if not hits and not named:
        raise UnknownNode(node=theme, near=[NodeRef(label.key, "group", label.name(lang)) for label in labels[:-2]])
    crafts = {snapshot.number(hit.node.id): NodeRef(hit.node.id, hit.node.kind, hit.node.name) for hit in hits}
    fits = fitting(snapshot, day(as_of), list(crafts), [code for label in named for code in label.codes])
    if region:
        inside = in_region(net, region, day(as_of))
        fits = [fit for fit in fits if inside[fit.workshop]]
    unit = affiliation(snapshot, day(as_of)).unit
    chosen = spread(fits, {fit.workshop: int(unit[fit.workshop]) for fit in fits})[:size]
    rows = _rows(net, chosen, {number: one.name for number, one in crafts.items()}, as_of, lang)
    return DraftResult(
        schema="alliance.draft/1",
        revision=snapshot.revision,
        as_of=as_of,
        theme=theme,
        crafts=tuple(crafts.values()),
        industries=tuple(label.name(lang) for label in named),
        total=len(fits),
        left_out=len(fits) - len(rows),
        rows=rows,
    )


def spread(fits: list[Fit], unit: dict[int, int]) -> list[Fit]:
    """Return the fits with the first of each unit before every second one; units not on record are each their own."""
    seen: dict[int, int] = {}
    turn: list[tuple[int, int, Fit]] = []
    for fit in fits:
        key = unit[fit.workshop] if unit[fit.workshop] >= 0 else -fit.workshop - 1
        seen[key] = seen.get(key, 0) + 1
        turn.append((seen[key], len(turn), fit))
    return [fit for _, _, fit in sorted(turn, key=lambda row: row[:2])]


def _rows(net: Session, fits: list[Fit], crafts: dict[int, str], as_of: str, lang: str) -> tuple[DraftRow, ...]:
    snapshot, on = net.snapshot(as_of), day(as_of)
    unit, union, rings = affiliation(snapshot, on).unit, responsible_unions(snapshot, on), reach(snapshot, on)

    def of(number: int) -> str:
        return snapshot.ids[number] if number >= 0 else ""

    ids = {fit.workshop: (of(fit.workshop), of(int(unit[fit.workshop])), of(int(union[fit.workshop]))) for fit in fits}
    names = net.store.names({one for three in ids.values() for one in three if one})
    rows = []
    for fit in fits:
        reasons = [messages.text(f"services.draft.{kind}", lang, craft=crafts[craft]) for kind, craft in fit.crafts[:3]]
        if fit.division:
            reasons.append(messages.text("services.draft.division", lang, industry=entries()[fit.division][2]))
        own, host, asked = ids[fit.workshop]
        rows.append(
            DraftRow(
                id=own,
                kind="Workshop",
                name=names.get(own, own),
                unit=names.get(host, ""),
                union=names.get(asked, ""),
                ring=rings.code_of(fit.workshop),
                reasons=tuple(reasons),
            )
        )
    return tuple(rows)
