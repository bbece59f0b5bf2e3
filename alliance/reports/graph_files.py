"""GraphML and GEXF, written as a stream: a million nodes need no more memory than one.

Nodes carry kind, label of the kind, name and their properties; ties carry kind, its label, layer, dates, role,
count, note and the first source. Characters that XML does not allow are left out. Read back with networkx in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from alliance import schema
from alliance.model import Node, Tie
from alliance.schema import Property

_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPES = {"integer": "int", "number": "double", "money": "double", "flag": "boolean"}


@dataclass(frozen=True, slots=True)
class Column:
    """An attribute of nodes or ties in the file: stored name, type of GraphML and GEXF."""

    name: str
    type: str


def node_columns() -> list[Column]:
    """Return the attributes of nodes: kind, name, then every property of every kind once."""
    properties = {prop.name: prop for kind in schema.NODE_KINDS for prop in kind.properties if prop.name not in ("id", "name")}
    return [*(Column(name, "string") for name in ("kind", "kind_label", "name")), *_columns(properties)]


def tie_columns() -> list[Column]:
    """Return the attributes of ties."""
    properties = {prop.name: prop for prop in schema.TIE_PROPERTIES} | {prop.name: prop for kind in schema.TIE_KINDS for prop in kind.properties}
    return [*(Column(name, "string") for name in ("kind", "kind_label", "layer", "source_document")), *_columns(properties)]


def _columns(properties: dict[str, Property]) -> list[Column]:
    return [Column(name, _TYPES.get(prop.type, "string")) for name, prop in sorted(properties.items())]


def write_graphml(out: BinaryIO, nodes: Iterable[Node], ties: Iterable[Tie], *, language: str = "zh", about: str = "") -> tuple[int, int]:
    """Write GraphML and return how many nodes and ties there are; ``about`` says what the data are."""
    xml = _Writer(out)
    with xml.element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns"):
        xml.text("desc", about)
        for owner, columns in (("node", node_columns()), ("edge", tie_columns())):
            for column in columns:
                xml.empty("key", id=f"{owner}_{column.name}", **{"for": owner, "attr.name": column.name, "attr.type": column.type})
        with xml.element("graph", edgedefault="directed"):
            counts = _graphml_nodes(xml, nodes, language), _graphml_ties(xml, ties, language)
    xml.close()
    return counts


def _graphml_nodes(xml: _Writer, nodes: Iterable[Node], language: str) -> int:
    columns, count = node_columns(), 0
    for count, node in enumerate(nodes, 1):  # noqa: B007 - the count is the answer
        with xml.element("node", id=node.id):
            for column, value in _fill_columns(columns, node_facts(node, language)):
                xml.text("data", value, key=f"node_{column.name}")
    return count


def _graphml_ties(xml: _Writer, ties: Iterable[Tie], language: str) -> int:
    columns, count = tie_columns(), 0
    for count, tie in enumerate(ties, 1):  # noqa: B007 - the count is the answer
        with xml.element("edge", id=tie.id, source=tie.source, target=tie.target):
            for column, value in _fill_columns(columns, tie_facts(tie, language)):
                xml.text("data", value, key=f"edge_{column.name}")
    return count


def write_gexf(out: BinaryIO, nodes: Iterable[Node], ties: Iterable[Tie], *, language: str = "zh", about: str = "") -> tuple[int, int]:
    """Write GEXF 1.2 and return how many nodes and ties there are; the label of a tie is its kind's, ``about`` says what the data are."""
    xml = _Writer(out)
    with xml.element("gexf", xmlns="http://www.gexf.net/1.2draft", version="1.2"):
        with xml.element("meta"):
            xml.text("description", about)
        with xml.element("graph", mode="static", defaultedgetype="directed"):
            n_nodes, n_ties = _gexf_graph(xml, nodes, ties, language)
    xml.close()
    return n_nodes, n_ties


def _gexf_graph(xml: _Writer, nodes: Iterable[Node], ties: Iterable[Tie], language: str) -> tuple[int, int]:
    for owner, columns in (("node", node_columns()), ("edge", tie_columns())):
        with xml.element("attributes", **{"class": owner}):
            for column in columns:
                xml.empty("attribute", id=column.name, title=column.name, type=_gexf_type(column.type))
    with xml.element("nodes"):
        n_nodes = _gexf_items(xml, "node", node_columns(), ((n.id, n.name, {}, node_facts(n, language)) for n in nodes))
    with xml.element("edges"):
        drawn = ((t.id, schema.tie_kind(t.kind).label(language), {"source": t.source, "target": t.target}, tie_facts(t, language)) for t in ties)
        n_ties = _gexf_items(xml, "edge", tie_columns(), drawn)
    return n_nodes, n_ties


def _gexf_type(name: str) -> str:
    return {"int": "integer"}.get(name, name)


def _gexf_items(xml: _Writer, element: str, columns: list[Column], items: Iterable[tuple[str, str, dict[str, str], dict[str, Any]]]) -> int:
    count = 0
    for count, (item_id, label, more, facts) in enumerate(items, 1):  # noqa: B007 - the count is the answer
        with xml.element(element, id=item_id, label=label, **more), xml.element("attvalues"):
            for column, value in _fill_columns(columns, facts):
                xml.empty("attvalue", **{"for": column.name, "value": value})
    return count


def node_facts(node: Node, language: str) -> dict[str, Any]:
    """Return the attributes of a node by name."""
    return {**node.props, "kind": node.kind, "kind_label": schema.node_kind(node.kind).label(language), "name": node.name}


def tie_facts(tie: Tie, language: str) -> dict[str, Any]:
    """Return the attributes of a tie by name; ``source_document`` is where its first source says it stands."""
    sources = tie.props.get("sources") or ()
    kind = schema.tie_kind(tie.kind)
    own = {"kind": tie.kind, "kind_label": kind.label(language), "layer": kind.layer}
    return {**tie.props, **own, "source_document": sources[0].get("source") if sources else None}


def _fill_columns(columns: list[Column], facts: dict[str, Any]) -> Iterator[tuple[Column, str]]:
    for column in columns:
        value = facts.get(column.name)
        if value is None or value == "" or isinstance(value, dict):
            continue
        if column.type in ("int", "double") and not isinstance(value, (int, float)):
            continue
        yield column, _value_text(value)


def _value_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


class _Writer:
    """XML with clean text: the generator of the standard library escapes, we drop what XML cannot hold."""

    def __init__(self, out: BinaryIO) -> None:
        self._xml = XMLGenerator(out, encoding="utf-8", short_empty_elements=True)
        self._xml.startDocument()
        self._depth = 0

    def element(self, tag: str, /, **attributes: str) -> _Element:
        return _Element(self, tag, attributes)

    def empty(self, tag: str, /, **attributes: str) -> None:
        with self.element(tag, **attributes):
            pass

    def text(self, tag: str, text: str, /, **attributes: str) -> None:
        with self.element(tag, **attributes):
            self._xml.characters(_NOT_XML.sub("", text))

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        self._xml.ignorableWhitespace("\n" + " " * self._depth)
        self._xml.startElement(tag, AttributesImpl({name: _NOT_XML.sub("", value) for name, value in attributes.items()}))
        self._depth += 1

    def shut(self, tag: str) -> None:
        self._depth -= 1
        self._xml.endElement(tag)

    def close(self) -> None:
        self._xml.ignorableWhitespace("\n")
        self._xml.endDocument()


class _Element:
    def __init__(self, writer: _Writer, tag: str, attributes: dict[str, str]) -> None:
        self._writer, self._tag, self._attributes = writer, tag, attributes

    def __enter__(self) -> None:
        self._writer.open(self._tag, self._attributes)

    def __exit__(self, *_: object) -> None:
        self._writer.shut(self._tag)


FORMATS: dict[str, Callable[..., tuple[int, int]]] = {"graphml": write_graphml, "gexf": write_gexf}
