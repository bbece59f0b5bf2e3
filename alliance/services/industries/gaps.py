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

    ``basis``: target or proportion (no target is set for it, but it has clearly fewer than its numbers would give). ``target``: id of the
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


@authorized
def gaps(
    net: Session,
    on: str | None = None,
    *,
    region: str | None = None,
    year: str = "",
    layer: str = "cooperation",
    role: str = "craft",
    limit: int = 10,
    lang: str = "zh",
) -> GapsResult:
    """Return the cells below the target list; without a list, those clearly below proportion, said as a question.

    A target of a region counts pairs with both workshops inside it. ``year``: by default that of the reference date.
    ``limit``: workshops named on each side. The plan of an exchange takes ``a`` and ``b`` as its gap.
    """
    snapshot, as_of = net.snapshot(), net.as_of(on)
    wanted = [row for row in targets(net, region, year or as_of[:4], lang=lang).rows if row.sort != "industry"]
    rings = reach(snapshot, day(as_of))
    rows: list[GapRow] = []
    for target in wanted:
        table = _table(net, snapshot, as_of, layer, target.grouping, role, target.region)
        row, column = (next(i for i, label in enumerate(table.labels) if label.key == key) for key in (target.a, target.b))
        rows += [_row(net, snapshot, table, rings, gap, target, limit, lang) for gap in below_target(table, [(row, column, target.wanted)])]
    met = len(wanted) - len(rows)
    if not wanted:
        place = resolve(net, region, ("Region",)).id if region else ""
        table = _table(net, snapshot, as_of, layer, "groups", role, place)
        rows = [_row(net, snapshot, table, rings, gap, None, limit, lang) for gap in below_target(table, below_proportion(table))]
    rows.sort(key=lambda row: (-row.missing, row.a, row.b, row.region))
    return GapsResult("alliance.gaps/1", snapshot.revision, as_of, layer, len(wanted), met, tuple(rows))


def _table(net: Session, snapshot: Snapshot, as_of: str, layer: str, grouping: str, role: str, region: str) -> Mixing:
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
    shown = [_named(net, snapshot, rings, side[:limit]) for side in (left, right)]
    return GapRow(
        a.key,
        b.key,
        a.name(lang),
        b.name(lang),
        table.grouping,
        target.region if target else "",
        basis,
        target.id if target else "",
        gap.pairs,
        gap.wanted,
        gap.missing,
        gap.unused,
        bool(table.few[gap.row, gap.column]),
        text,
        len(left),
        len(right),
        shown[0],
        shown[1],
    )


def _named(net: Session, snapshot: Snapshot, rings: ReachTable, numbers: Ints | Sequence[int]) -> tuple[CellWorkshop, ...]:
    ids = [snapshot.ids[int(one)] for one in numbers]
    names = net.store.names(ids)
    return tuple(CellWorkshop(one, "Workshop", names.get(one, one), rings.code_of(int(number))) for one, number in zip(ids, numbers, strict=True))
