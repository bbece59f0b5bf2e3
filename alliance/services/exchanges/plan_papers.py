"""What the papers of a plan say: names, units, unions and labels in one language, for the workbook and the calendar."""

from __future__ import annotations

from alliance import messages
from alliance.exchanges.gap_sides import group_names
from alliance.exchanges.plan import ExchangePlan, Invitation
from alliance.model import day
from alliance.network.place.responsible import responsible_unions
from alliance.network.reach.wording import shown_date
from alliance.reports.plan_workbook import PaperRow, PlanPaper
from alliance.schema import vocabularies
from alliance.services.analysis import whole_snapshot
from alliance.services.exchanges.plan_options import title_in
from alliance.stores.port import GraphStore


def paper_of(store: GraphStore, plan: ExchangePlan, lang: str, as_of: str) -> PlanPaper:
    """Return the contents of the papers: the host first, then everyone by responsible union, unit and id (排名不分先后)."""
    snapshot = whole_snapshot(store, day(as_of))
    union = responsible_unions(snapshot, day(as_of))

    def union_of(i: Invitation) -> str:
        number = snapshot.ids.find(i.id)
        return snapshot.ids[int(union[number])] if number >= 0 and union[number] >= 0 else ""

    groups = group_names(snapshot.settings, lang)
    unions = {i.id: union_of(i) for i in (plan.host, *plan.guests)}
    names = store.names(sorted({*unions, *unions.values(), *(i.unit for i in (plan.host, *plan.guests))} - {""}))

    def row(i: Invitation) -> PaperRow:
        unit = names.get(i.unit, "") if i.unit != i.id else ""
        consent = messages.text(f"exchanges.consent.{i.consent}", lang)
        return PaperRow(
            id=i.id,
            name=names.get(i.id, i.id),
            unit=unit,
            union=names.get(unions[i.id], ""),
            side=groups.get(i.side, i.side),
            consent=consent,
            comes=i.comes,
        )

    guests = sorted(plan.guests, key=lambda i: (unions[i.id], i.unit, i.id))
    form = next((choice.label(lang) for choice in vocabularies.ACTIVITY_FORMS if choice.code == plan.form), plan.form)
    return PlanPaper(
        lang=lang,
        id=plan.id,
        title=title_in(snapshot.settings, plan, lang),
        form=form,
        date=plan.date,
        day=shown_date(day(plan.date), day(plan.date), lang) if plan.date else "",
        place=str(plan.facts.get("place", "")),
        state=plan.state,
        host=row(plan.host),
        guests=tuple(row(guest) for guest in guests),
        rounds=plan.rounds,
    )
