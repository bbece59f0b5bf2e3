"""A snapshot from plain records: how every small graph of the tests is made, and any store without a faster way.

The embedded store streams straight into the same columns; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from alliance import schema
from alliance.errors import InvalidChange
from alliance.model.period import UNKNOWN, period, until
from alliance.model.records import Node, Props, Tie
from alliance.model.snapshot import LIST_COLUMNS, NODE_COLUMNS, TIE_COLUMNS, IdTable, Snapshot, is_listed, typed_columns
from alliance.schema import vocabularies


def node_row(node: Node) -> dict[str, Any]:
    """Return the numeric columns of a node except key and system number; ``system`` is its text.

    ``told``: the intervals of days on which a workshop's contacts were checked, and the as-ofs of an undated node that dates others.

    >>> node_row(Node("x-1", "Activity", "座谈会", {"held_on": "2024", "head_count": 9}))["count"]
    9
    """
    row: dict[str, Any] = {"first": 0, "last": 0, "until": 0, "count": -1, "form": 0, "rank": 0, "system": "", "told": ()}
    for prop in schema.node_kind(node.kind).properties:
        value = node.props.get(prop.name)
        if not prop.column or value in (None, ""):
            continue
        if prop.column == "date":
            span = period(value)
            row["first"], row["last"] = span.first, span.last
        elif prop.column == "until":
            row["until"] = until(value)
        elif prop.column == "count":
            row["count"] = int(value)
        elif prop.column == "system":
            row["system"] = value
        elif prop.column == "check":
            row["told"] = (_interval(value),)
        else:
            row[prop.column] = vocabularies.code(prop.choices, value)
    checks = [_interval(check.get("on") or "") for check in node.props.get("links_checks", ())]
    as_ofs = _as_ofs(node.props) if node.kind in schema.DATING and not row["first"] else []
    row["told"] = tuple(sorted({*row["told"], *checks, *as_ofs} - {NEVER}))
    return row


NEVER = (UNKNOWN, UNKNOWN)


def _interval(text: str) -> tuple[int, int]:
    span = period(text)
    return span.first, span.last


def _as_ofs(props: Props) -> list[tuple[int, int]]:
    """The as-ofs of all sources, each once, ascending."""
    return sorted({_interval(source.get("as_of") or "") for source in props.get("sources", ())} - {NEVER})


def tie_row(tie: Tie) -> dict[str, Any]:
    """Return the numeric columns of a tie except its ends; ``role`` is its text, ``as_ofs`` those of its sources as intervals of days."""
    span = period(tie.props.get("valid_from") or "")
    as_ofs = _as_ofs(tie.props)
    count = tie.props.get("count")
    return {
        "first": span.first,
        "last": span.last,
        "until": until(tie.props.get("valid_to") or ""),
        "seen": max((last for _, last in as_ofs), default=UNKNOWN),
        "as_ofs": tuple(as_ofs),
        "role": tie.props.get("role") or "",
        "count": -1 if count is None else int(count),
    }


def snapshot_of(
    nodes: Iterable[Node], ties: Iterable[Tie], *, settings: Mapping[str, Any] | None = None, store: str = "memory", revision: int = 1
) -> Snapshot:
    """Return the snapshot of these records. Raises ``InvalidChange`` for a tie without both ends or a doubled id."""
    nodes = sorted(nodes, key=lambda node: node.id.encode())
    number = {node.id: i for i, node in enumerate(nodes)}
    if len(number) != len(nodes):
        raise InvalidChange(reason="duplicate-id")
    columns: dict[str, list[Any]] = {name: [] for name in (*NODE_COLUMNS, *TIE_COLUMNS, *LIST_COLUMNS)}
    systems = _fill_nodes(columns, nodes)
    roles = _fill_ties(columns, ties, number)
    return Snapshot(
        store=store,
        revision=revision,
        ids=IdTable.of(node.id for node in nodes),
        columns=typed_columns(columns),
        roles=roles,
        systems=systems,
        settings={**schema.DEFAULTS, **(settings or {})},
    )


def _fill_nodes(columns: dict[str, list[Any]], nodes: Iterable[Node]) -> tuple[str, ...]:
    """Write the nodes into their columns; return the names of the systems, in the order of their numbers."""
    systems: dict[str, int] = {"": 0}
    for i, node in enumerate(nodes):
        row = node_row(node)
        row |= {"key": node.key or i + 1, "kind": schema.NODE_CODE[node.kind], "system": systems.setdefault(row["system"], len(systems))}
        for name in NODE_COLUMNS:
            columns[name].append(row[name])
        for first, last in row["told"]:
            columns["told_node"].append(i)
            columns["told_first"].append(first)
            columns["told_last"].append(last)
    return tuple(systems)


def _fill_ties(columns: dict[str, list[Any]], ties: Iterable[Tie], number: Mapping[str, int]) -> tuple[str, ...]:
    """Write the ties into their columns in the order of a snapshot; return the roles, in the order of their numbers."""
    roles: dict[str, int] = {"": 0}
    for i, (kind, source, target, first, key, row) in enumerate(_sort_ties(ties, number)):
        values = (key, kind, source, target, first, row["last"], row["until"], row["seen"], roles.setdefault(row["role"], len(roles)), row["count"])
        for name, value in zip(TIE_COLUMNS, values, strict=True):
            columns[name].append(value)
        if is_listed(row["as_ofs"]):
            columns["seen_tie"].extend([i] * len(row["as_ofs"]))
            columns["seen_first"].extend(first for first, _ in row["as_ofs"])
            columns["seen_last"].extend(last for _, last in row["as_ofs"])
    return tuple(roles)


def _sort_ties(ties: Iterable[Tie], number: Mapping[str, int]) -> list[tuple[int, int, int, int, int, dict[str, Any]]]:
    rows = []
    for i, tie in enumerate(ties):
        if tie.source not in number or tie.target not in number:
            raise InvalidChange(reason="dangling-end", tie=tie.id, source=tie.source, target=tie.target)
        row = tie_row(tie)
        rows.append((schema.TIE_CODE[tie.kind], number[tie.source], number[tie.target], row["first"], tie.key or i + 1, row))
    return sorted(rows, key=lambda item: item[:5])
