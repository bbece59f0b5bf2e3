"""The list of target links (重点联系清单): between industries, chains, and priority industries, by region and year.

Each row is a work record of kind ``target``. ``pair`` and ``chain`` name two groups of the matrix and how many pairs of workshops they
should have; ``industry`` names one industry, its class (leading, emerging …) and how many of its workshops should be in contact
with another industry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alliance import messages
from alliance.errors import AmbiguousName, InvalidValue, UnknownNode
from alliance.model import ANY, Batch, Change, Work, digest
from alliance.network.mixing.coverage import CLASSES
from alliance.network.place.classification import Label, divisions, find_labels, groups, sections
from alliance.services.authorization import authorized
from alliance.services.batch_ids import new_batch_id
from alliance.services.naming import resolve
from alliance.services.results import NodeRef, Result
from alliance.services.session import Session

SORTS = ("pair", "chain", "industry")
COLUMNS = ("region", "year", "sort", "a", "b", "wanted", "strategic_class", "note")


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One row: ``grouping`` says in which list ``a`` and ``b`` (keys) stand: groups, section or division; names beside them.

    ``region``: id, empty for everywhere; ``year``: empty for every year. ``version``: of the record.
    """

    id: str
    region: str
    region_name: str
    year: str
    sort: str
    grouping: str
    a: str
    a_name: str
    b: str
    b_name: str
    wanted: int
    strategic_class: str
    note: str
    by: str
    version: int


@dataclass(frozen=True, slots=True)
class TargetsResult(Result):
    """The rows by region, year, sort and names; ``left_out``: rows of other regions or years."""

    left_out: int
    rows: tuple[TargetRow, ...]


@dataclass(frozen=True, slots=True)
class TargetsKept(Result):
    """The ids that were kept or removed, and the batch that ``undo`` takes."""

    batch: str
    ids: tuple[str, ...]


@authorized
def targets(net: Session, region: str | None = None, year: str = "", *, lang: str = "zh") -> TargetsResult:
    """Return the list; ``region`` and ``year`` narrow it to rows that name them or none."""
    place = resolve(net, region, ("Region",)).id if region else ""
    every = [_row(net, work, lang) for work in net.store.work("target")]
    names = net.store.names({row["region"] for row in every if row["region"]})
    rows = [TargetRow(**{**row, "region_name": names.get(row["region"], row["region"])}) for row in every]
    kept = [row for row in rows if (not place or row.region in ("", place)) and (not year or row.year in ("", year))]
    kept.sort(key=lambda row: (row.region, row.year, SORTS.index(row.sort), row.a, row.b, row.id))
    return TargetsResult(
        schema="alliance.targets/1", revision=net.store.revision, as_of=net.as_of(), left_out=len(rows) - len(kept), rows=tuple(kept)
    )


@authorized
def set_targets(net: Session, rows: Sequence[Mapping[str, Any]], *, lang: str = "zh") -> TargetsKept:
    """Keep rows in one batch; a row of the same region, year, sort and groups is replaced. Keys: COLUMNS.

    Groups are found as in the matrix (化工, 装备; section letters; division codes). Raises ``InvalidValue``, ``UnknownNode``, ``AmbiguousName``;
    then nothing is kept.
    """
    made = [work_of(net, row) for row in rows]
    batch = new_batch_id("targets")
    label = messages.text("services.label.targets", lang, count=len(made))
    net.store.commit(Batch(batch, "targets", [Change("put", work, ANY) for work in made], label=label), net.actor)
    return TargetsKept(
        schema="alliance.targets_kept/1", revision=net.store.revision, as_of=net.as_of(), batch=batch, ids=tuple(work.id for work in made)
    )


@authorized
def remove_targets(net: Session, ids: Sequence[str], *, lang: str = "zh") -> TargetsKept:
    """Remove rows in one batch. Raises ``InvalidValue`` for an id that is not there."""
    there = {work.id: work for work in net.store.work("target", ids)}
    for one in ids:
        if one not in there:
            raise InvalidValue(property="target", value=one)
    batch = new_batch_id("targets")
    label = messages.text("services.label.targets-removed", lang, count=len(there))
    net.store.commit(Batch(batch, "targets", [Change("delete", work, work.version) for work in there.values()], label=label), net.actor)
    return TargetsKept(schema="alliance.targets_kept/1", revision=net.store.revision, as_of=net.as_of(), batch=batch, ids=tuple(sorted(there)))


@authorized
def find_group(net: Session, words: str) -> tuple[str, Label]:
    """Return (grouping, label) of the group that words name: the store's groups first, then sections, then divisions."""
    lists = {"groups": groups(net.store.settings()), "section": sections(), "division": divisions()}
    for grouping, labels in lists.items():
        for label in labels:
            if label.key == words:  # what a form gives: never a part of another name
                return grouping, label
    for grouping, labels in lists.items():
        found = find_labels(labels, words)
        if len(found) > 1:
            raise AmbiguousName(node=words, candidates=[NodeRef(labels[i].key, "group", labels[i].zh) for i in found], total=len(found))
        if found:
            return grouping, labels[found[0]]
    raise UnknownNode(node=words, near=[NodeRef(label.key, "group", label.zh) for label in lists["groups"]])


@authorized
def work_of(net: Session, row: Mapping[str, Any]) -> Work:
    """Return the record of a row. Raises ``InvalidValue`` with the column as property, ``UnknownNode``, ``AmbiguousName``."""
    sort, wanted, word = str(row.get("sort") or "pair"), str(row.get("wanted") or ""), str(row.get("strategic_class") or "")
    if sort not in SORTS:
        raise InvalidValue(property="sort", value=sort)
    if not wanted.isdigit() or int(wanted) < 1:
        raise InvalidValue(property="wanted", value=wanted)
    if word and word not in CLASSES:
        raise InvalidValue(property="strategic_class", value=word)
    grouping, a = find_group(net, str(row.get("a") or ""))
    other, b = (grouping, a) if sort == "industry" else find_group(net, str(row.get("b") or ""))
    if other != grouping:
        raise InvalidValue(property="b", value=str(row.get("b")))
    region = resolve(net, str(row["region"]), ("Region",)).id if row.get("region") else ""
    first, second = (a.key, b.key) if sort == "chain" else sorted((a.key, b.key))
    year = str(row.get("year") or "")
    if year and not (len(year) == 4 and year.isascii() and year.isdigit()):
        raise InvalidValue(property="year", value=year)
    data = {
        "region": region,
        "year": year,
        "sort": sort,
        "grouping": grouping,
        "a": first,
        "b": second,
        "wanted": int(wanted),
        "strategic_class": word,
        "note": str(row.get("note") or ""),
        "by": net.actor.key,
    }
    return Work(kind="target", id=f"target-{digest(region, year, sort, grouping, first, second)}", state=sort, data=data)


def _row(net: Session, work: Work, lang: str) -> dict[str, Any]:
    data = work.data
    lists = {"groups": groups(net.store.settings()), "section": sections(), "division": divisions()}
    names = {label.key: label.name(lang) for label in lists[data["grouping"]]}
    known = {name: data[name] for name in ("region", "year", "sort", "grouping", "a", "b", "wanted", "strategic_class", "note", "by")}
    return {**known, "id": work.id, "a_name": names.get(data["a"], data["a"]), "b_name": names.get(data["b"], data["b"]), "version": work.version}
