"""The gap list: cells of the matrix below what is aimed for, with the workshops that could close them, ready for planning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alliance import messages
from alliance.model import day
from alliance.model.snapshot import Ints, Snapshot
from alliance.network.mixing.gaps import Gap, below_proportion, closers
from alliance.network.mixing.gaps import gaps as below_target
from alliance.network.mixing.matrix import Mixing, mixing
from alliance.network.place.industries import GROUPINGS
from alliance.network.reach.reach import ReachTable, reach
from alliance.services.authorization import authorized
from alliance.services.industries.cell import CellWorkshop
from alliance.services.industries.targets import TargetRow, targets
from alliance.services.naming import resolve
from alliance.services.region_union_filters import in_region
from alliance.services.results import Result
from alliance.services.session import Session


@dataclass(frozen=True, slots=True)
class GapRow:
    """One cell below target: pairs on record, wanted, missing, pairs still possible; and who could close it, those first who need it most.

    ``basis``: target or proportion (no target is set, but it has none or clearly fewer than its numbers would give). ``target``: id of the
    row of the list, empty for proportion. ``can_a``, ``can_b``: how many workshops of either side have no contact in the cell yet.
    ``few``: too few pairs are expected to say more.
    """

    a: str
    b: str
    a_name: str
    b_name: str
    grouping: str
    region: str
    basis: str
    target: str
    pairs: int
    wanted: int
    missing: int
    unused: int
    few: bool
    text: str
    can_a: int
    can_b: int
    workshops_a: tuple[CellWorkshop, ...]
    workshops_b: tuple[CellWorkshop, ...]


@dataclass(frozen=True, slots=True)
class GapsResult(Result):
    """Gaps, the largest number missing first; ``targets``: how many rows of the list were looked at, ``met``: how many of them are reached."""

    layer: str
    targets: int
    met: int
    rows: tuple[GapRow, ...]


_Found = tuple[Mixing, Gap, TargetRow | None]  # a cell below its target, or below proportion where there is none


@authorized
def gaps(
    net: Session,
    on: str | None = None,
    *,
    region: str | None = None,
    year: str = "",
    layer: str = "cooperation",
    role: str = "craft",
    grouping: str = "groups",
    limit: int = 10,
    lang: str = "zh",
) -> GapsResult:
    """Return the cells below the target list; without a list, those below proportion, said as a question.

    The list speaks of industries: a ``grouping`` by anything else is always looked at by proportion.
    A target of a region counts pairs with both workshops inside it. ``year``: by default that of the reference date.
    ``limit``: workshops named on each side. The plan of an exchange takes ``a`` and ``b`` as its gap.
    """
    snapshot, as_of = net.snapshot(on), net.as_of(on)
    wanted = _target_rows(net, as_of, region, year, lang) if grouping in GROUPINGS else []
    found = _below_targets(net, as_of, layer, role, wanted) if wanted else _below_proportion(net, as_of, layer, role, grouping, region)
    rings = reach(snapshot, day(as_of))
    rows = [_row(net, snapshot, table, rings=rings, gap=gap, target=target, limit=limit, lang=lang) for table, gap, target in found]
    rows.sort(key=lambda row: (-row.missing, row.a, row.b, row.region))
    return GapsResult(
        schema="alliance.gaps/1",
        revision=snapshot.revision,
        as_of=as_of,
        layer=layer,
        targets=len(wanted),
        met=len(wanted) - len(rows) if wanted else 0,
        rows=tuple(rows),
    )


@authorized
def count_gaps(net: Session, as_of: str) -> int:
    """Return how many rows ``gaps`` has on the day, without naming who could close them."""
    wanted, usual = _target_rows(net, as_of, None, "", "zh"), ("cooperation", "craft")
    return len(_below_targets(net, as_of, *usual, wanted) if wanted else _below_proportion(net, as_of, *usual, "groups", None))


def _target_rows(net: Session, as_of: str, region: str | None, year: str, lang: str) -> list[TargetRow]:
    return [row for row in targets(net, region, year or as_of[:4], lang=lang).rows if row.sort != "industry"]


def _below_targets(net: Session, as_of: str, layer: str, role: str, wanted: Sequence[TargetRow]) -> list[_Found]:
    found: list[_Found] = []
    for target in wanted:
        table = _table(net, as_of, layer, target.grouping, role, target.region)
        row, column = (next(i for i, label in enumerate(table.labels) if label.key == key) for key in (target.a, target.b))
        found += [(table, gap, target) for gap in below_target(table, [(row, column, target.wanted)])]
    return found


def _below_proportion(net: Session, as_of: str, layer: str, role: str, grouping: str, region: str | None) -> list[_Found]:
    place = resolve(net, region, ("Region",), on=as_of).id if region else ""
    table = _table(net, as_of, layer, grouping, role, place)
    return [(table, gap, None) for gap in below_target(table, below_proportion(table))]


def _table(net: Session, as_of: str, layer: str, grouping: str, role: str, region: str) -> Mixing:
    snapshot = net.snapshot(as_of)

    def make() -> Mixing:
        among = in_region(net, region, day(as_of)) if region else None
        return mixing(snapshot, day(as_of), layer=layer, grouping=grouping, role=role, among=among)

    return snapshot.memo(("services.gaps", as_of, layer, grouping, role, region), make)  # type: ignore[no-any-return]


def _row(net: Session, snapshot: Snapshot, table: Mixing, rings: ReachTable, gap: Gap, target: TargetRow | None, limit: int, lang: str) -> GapRow:
    left, right = closers(snapshot, table, rings, gap.row, gap.column)
    if target is not None and target.region:
        inside = in_region(net, target.region, table.as_of)
        left, right = left[inside[left]], right[inside[right]]
    a, b = table.labels[gap.row], table.labels[gap.column]
    basis = "target" if target else "proportion"
    text = messages.text(f"services.gap.{basis}", lang, a=a.name(lang), b=b.name(lang), pairs=gap.pairs, wanted=gap.wanted, missing=gap.missing)
    shown = [_name_workshops(net, snapshot, rings, side[:limit]) for side in (left, right)]
    return GapRow(
        a=a.key,
        b=b.key,
        a_name=a.name(lang),
        b_name=b.name(lang),
        grouping=table.grouping,
        region=target.region if target else "",
        basis=basis,
        target=target.id if target else "",
        pairs=gap.pairs,
        wanted=gap.wanted,
        missing=gap.missing,
        unused=gap.unused,
        few=bool(table.few[gap.row, gap.column]),
        text=text,
        can_a=len(left),
        can_b=len(right),
        workshops_a=shown[0],
        workshops_b=shown[1],
    )


def _name_workshops(net: Session, snapshot: Snapshot, rings: ReachTable, numbers: Ints | Sequence[int]) -> tuple[CellWorkshop, ...]:
    ids = [snapshot.ids[int(one)] for one in numbers]
    names = net.store.names(ids)
    return tuple(
        CellWorkshop(id=one, kind="Workshop", name=names.get(one, one), ring=rings.code_of(int(number)))
        for one, number in zip(ids, numbers, strict=True)
    )
