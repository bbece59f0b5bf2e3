"""Records as properties of Neo4j, and back.

A record's own properties stand under their names, so that they can be read and asked for in Neo4j; what Neo4j cannot
hold as it is (sources and other lists of maps, large integers) lies as JSON in ``rest``. Beside them stand the store's own:
``key``, ``version``, the days of its dates as whole numbers, and the names as they are compared.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from alliance import schema
from alliance.errors import InvalidValue
from alliance.model import Change, Node, Record, Tie, Work
from alliance.model.matching import search_key
from alliance.model.period import known_from
from alliance.model.sounds import sounds_of
from alliance.stores.figures import Intervals, intervals, node_figures, tie_figures, written

# ``from_day``: the day from which a record is seen, where not always; ``told_…``, ``seen_…``: first and last days of intervals, side by side
NODE_OWN = (
    *("id", "name", "key", "version", "rest", "named", "called", "numbered", "sounded"),
    *("first_day", "last_day", "until_day", "from_day", "how_many", "told_firsts", "told_lasts"),
    "check_days",  # of earlier versions
)
TIE_OWN = (
    *("id", "key", "version", "rest", "first_day", "last_day", "until_day", "from_day", "seen_day", "seen_firsts", "seen_lasts", "how_many"),
    "seen_days",  # of earlier versions
)
_WIDE = 1 << 63


def _native(value: Any) -> bool:
    if isinstance(value, (str, bool, float)):
        return True
    if isinstance(value, int):
        return -_WIDE <= value < _WIDE
    return isinstance(value, list) and bool(value) and all(isinstance(each, str) for each in value)


def _split(props: Mapping[str, Any], own: Iterable[str]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    for name, value in props.items():
        (row if name not in own and _native(value) else rest)[name] = value
    if rest:
        row["rest"] = written(rest)
    return row


def _join_props(props: Mapping[str, Any], own: Iterable[str]) -> dict[str, Any]:
    found = {name: value for name, value in props.items() if name not in own}
    return found | json.loads(props["rest"]) if "rest" in props else found


def lines(texts: Iterable[str]) -> str:
    """Return texts as one, each between line breaks, so that a whole one can be told from a part."""
    return "".join(f"\n{text}" for text in texts) + "\n"


def node_props(node: Node) -> dict[str, Any]:
    """Return all properties of a node as stored. Raises ``InvalidValue`` for a date or number that is none."""
    row = _split(node.props, NODE_OWN)
    row |= {"id": node.id, "name": node.name, "key": node.key, "version": node.version} | search_props(node)
    first, last, until, count, _, _, _, text = node_figures(node.kind, node.props)
    told = intervals(text) if text else []
    since = known_from(first, until, told) if node.kind in schema.DATING else first
    row |= _days(first_day=first, last_day=last, until_day=until, from_day=since) | _sides("told", told)
    if count >= 0:
        row["how_many"] = count
    return row


def search_props(node: Node) -> dict[str, str]:
    """Return the names of a node as they are searched: its name, its aliases, its number, and what they sound like."""
    aliases = node.props.get("aliases") or ()
    named, numbered = search_key(node.name), search_key(str(node.props.get("number") or ""))
    called = [key for key in map(search_key, (aliases,) if isinstance(aliases, str) else map(str, aliases)) if key and key != named]
    found = {
        "called": lines(called) if called else "",
        "numbered": numbered,
        "sounded": "\n".join(filter(None, map(sounds_of, (named, *called, numbered)))),
    }
    return {"named": named} | {name: text for name, text in found.items() if text}


def _days(**days: int) -> dict[str, Any]:
    return {name: day for name, day in days.items() if day}


def _sides(name: str, found: Intervals) -> dict[str, Any]:
    return {f"{name}_firsts": [first for first, _ in found], f"{name}_lasts": [last for _, last in found]} if found else {}


def tie_props(tie: Tie) -> dict[str, Any]:
    """Return all properties of a tie as stored, without its ends. Raises ``InvalidValue`` for a date or number that is none."""
    row = _split(tie.props, TIE_OWN)
    row |= {"id": tie.id, "key": tie.key, "version": tie.version}
    first, last, until, seen, _, count, text = tie_figures(tie.props)
    as_ofs = intervals(text) if text else []
    since = known_from(first, until, as_ofs or ([(seen, seen)] if seen else [])) if tie.kind in schema.HAPPENING else first
    row |= _days(first_day=first, last_day=last, until_day=until, from_day=since, seen_day=seen) | _sides("seen", as_ofs)
    if count >= 0:
        row["how_many"] = count
    return row


def kind_of(labels: Iterable[str]) -> str:
    """Return the kind among the labels of a node."""
    return next(label for label in labels if label in schema.NODE_CODE)


def node(labels: Iterable[str], props: Mapping[str, Any]) -> Node:
    """Return the node of stored properties."""
    return Node(
        id=props["id"], kind=kind_of(labels), name=props["name"], props=_join_props(props, NODE_OWN), version=props["version"], key=props["key"]
    )


def tie(kind: str, source: str, target: str, props: Mapping[str, Any]) -> Tie:
    """Return the tie of stored properties."""
    return Tie(id=props["id"], kind=kind, source=source, target=target, props=_join_props(props, TIE_OWN), version=props["version"], key=props["key"])


def work_row(work: Work) -> dict[str, Any]:
    """Return a work record as stored."""
    return {"kind": work.kind, "id": work.id, "state": work.state, "data": written(dict(work.data)), "version": work.version}


def work(row: Iterable[Any]) -> Work:
    """Return the work record of a row."""
    kind, id_, state, data, version = row
    return Work(kind=kind, id=id_, state=state, data=json.loads(data), version=version)


def plain_record(record: Record) -> list[Any]:
    """Return a record as plain values."""
    if isinstance(record, Node):
        return ["n", record.id, record.kind, record.name, dict(record.props), record.version, record.key]
    if isinstance(record, Tie):
        return ["t", record.id, record.kind, record.source, record.target, dict(record.props), record.version, record.key]
    return ["w", record.kind, record.id, record.state, dict(record.data), record.version]


def heard(values: list[Any]) -> Record:
    """Return the record of ``plain_record``."""
    sort, *rest = values
    return Node(*rest) if sort == "n" else Tie(*rest) if sort == "t" else Work(*rest)


def pack_values(values: Any) -> bytes:
    """Return plain values as one short block of bytes. Raises ``InvalidValue`` for text that is no Unicode."""
    try:
        return zlib.compress(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 1)
    except UnicodeEncodeError as error:
        raise InvalidValue(property="text", value=ascii(error.object)[:80]) from None


def unpack_values(block: bytes) -> Any:
    """Return the values of ``pack_values``."""
    return json.loads(zlib.decompress(bytes(block)))


def change_of(values: list[Any]) -> Change:
    """Return a staged change."""
    return Change(values[0], heard(values[2:]), values[1])


def values_of(change: Change) -> list[Any]:
    """Return a change as plain values."""
    return [change.operation, change.base, *plain_record(change.record)]
