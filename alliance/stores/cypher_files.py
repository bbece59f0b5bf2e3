"""Queries in files: ``cypher/<what it is for>/<name>.cypher``, each with a header that is its signature.

    // name: nodes
    // about: Nodes by id.
    // params: ids
    // returns: id, kind, props
    // access: reads
    // same as: alliance.stores.port.GraphStore.nodes

``params`` and ``returns`` are names in order, or ``-`` for none. ``kind: Workshop`` names a kind of the vocabulary that
stands in the text for any other of its sort: the file runs as it is in Neo4j Browser, and ``of`` puts another kind in its
place. A header that does not fit its text is refused when the file is read, with file and line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile
from pathlib import Path

from alliance import schema
from alliance.errors import InvalidValue

FOLDER = Path(__file__).resolve().parents[2] / "cypher"
FIELDS = ("name", "about", "params", "returns", "access", "kind", "same as")
_OPTIONAL = {"kind": "", "same as": "-"}
_PARAMETER = re.compile(r"\$(\w+)")


@dataclass(frozen=True, slots=True)
class CypherFile:
    """One query: its signature and its text without the header."""

    name: str
    about: str
    params: tuple[str, ...]
    returns: tuple[str, ...]
    writes: bool
    kind: str
    same_as: str
    text: str

    def of(self, kind: str) -> CypherFile:
        """Return the query for another kind of the vocabulary.

        Raises ``UnknownKind`` for what is none, ``InvalidValue`` where the query has no kind.
        """
        if not self.kind:
            raise InvalidValue(property="kind", value=f"{self.name}: {kind}")
        if self.kind in schema.NODE_CODE:
            schema.node_kind(kind)
        else:
            schema.tie_kind(kind)
        return replace(self, kind=kind, text=self.text.replace(f":{self.kind}", f":{kind}"))


def names() -> tuple[str, ...]:
    """Return the names of all query files, in order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*/*.cypher")))


def file_of(name: str) -> Path:
    """Return the file of a query: names are unique over the folders schema, read, write and analyse. Raises ``InvalidValue`` where there is none."""
    found = [path for path in FOLDER.glob("*/*.cypher") if path.stem == name]
    if not found:
        raise InvalidValue(property="query", value=name)
    return found[0]


@cache
def query(name: str, kind: str = "") -> CypherFile:
    """Return the query of this name, for this kind where one is given.

    Raises ``InvalidValue`` for a file that is not there or does not fit its header.
    """
    if kind:
        return query(name).of(kind)
    path = file_of(name)
    return parse_query(path.read_text(encoding="utf-8"), path.name)


def parse_query(source: str, file: str) -> CypherFile:
    """Return the query in a text. Raises ``InvalidValue`` with file and line.

    >>> parse_query("// name: one\\n// about: One.\\n// params: -\\n// returns: one\\n// access: reads\\nRETURN 1 AS one\\n", "one.cypher").returns
    ('one',)
    """
    lines = source.splitlines()
    head = list(takewhile(lambda line: line.startswith("//"), lines))
    fields = dict(_OPTIONAL)
    for number, line in enumerate(head, 1):
        name, colon, value = line.removeprefix("//").strip().partition(":")
        if name not in FIELDS or not colon or not value.strip():
            raise InvalidValue(property=f"{file}:{number}", value=line)
        fields[name] = value.strip()
    text = "\n".join(lines[len(head) :]).strip()
    missing = [name for name in FIELDS if name not in fields]
    if missing or fields["name"] != file.removesuffix(".cypher") or fields["access"] not in ("reads", "writes"):
        raise InvalidValue(property=f"{file}:1", value=", ".join(missing) or fields["name"])
    declared, used = _words(fields["params"]), set(_PARAMETER.findall(text))
    for number, line in enumerate(lines, 1):
        for name in _PARAMETER.findall(line):
            if name not in declared:
                raise InvalidValue(property=f"{file}:{number}", value=f"${name}")
    if unused := [name for name in declared if name not in used]:
        raise InvalidValue(property=f"{file}:1", value=f"${unused[0]}")
    if fields["kind"] and f":{fields['kind']}" not in text:
        raise InvalidValue(property=f"{file}:1", value=fields["kind"])
    returns, writes = _words(fields["returns"]), fields["access"] == "writes"
    return CypherFile(
        name=fields["name"],
        about=fields["about"],
        params=declared,
        returns=returns,
        writes=writes,
        kind=fields["kind"],
        same_as=fields["same as"],
        text=text,
    )


def _words(text: str) -> tuple[str, ...]:
    return () if text == "-" else tuple(word.strip() for word in text.split(","))


def statements(file: CypherFile) -> list[str]:
    """Return the statements of a file that has several, separated by a semicolon at the end of a line."""
    return [part.strip() for part in re.split(r";\s*(?:\n|$)", file.text) if part.strip()]


def constraints() -> str:
    """Return the text of ``cypher/schema/constraints.cypher`` as the vocabulary wants it: ids unique, indexes of what is looked up."""
    unique = [
        ("entity_id", "(n:Entity)", "n.id"),
        ("meta_one", "(n:Meta)", "n.one"),
        ("ledger_batch", "(n:Ledger)", "n.batch"),
        ("work_id", "(n:Work)", "(n.kind, n.id)"),
        ("stage_batch", "(n:Stage)", "n.batch"),
    ]
    unique += [(f"tie_{kind.name.lower()}_id", f"()-[t:{kind.name}]-()", "t.id") for kind in schema.TIE_KINDS]
    index = [
        ("entity_named", "INDEX", "(n:Entity)", "(n.named)"),
        ("entity_numbered", "INDEX", "(n:Entity)", "(n.numbered)"),
        ("entity_from", "INDEX", "(n:Entity)", "(n.from_day)"),
        ("recognised_first", "INDEX", "()-[t:RECOGNISED_BY]-()", "(t.first_day)"),
        ("entity_called", "TEXT INDEX", "(n:Entity)", "(n.called)"),
        ("ledger_sequence", "INDEX", "(n:Ledger)", "(n.sequence)"),
        ("ledger_digest", "INDEX", "(n:Ledger)", "(n.digest)"),
        ("image_sequence", "INDEX", "(n:Image)", "(n.sequence)"),
        ("audit_sequence", "INDEX", "(n:Audit)", "(n.sequence)"),
        ("staged_batch", "INDEX", "(n:Staged)", "(n.batch)"),
    ]
    lines = [f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR {what} REQUIRE {key} IS UNIQUE;" for name, what, key in unique]
    lines += [f"CREATE {sort} {name} IF NOT EXISTS FOR {what} ON {key};" for name, sort, what, key in index]
    lines.append(
        "CREATE FULLTEXT INDEX entity_names IF NOT EXISTS FOR (n:Entity) ON EACH [n.named, n.called, n.numbered] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};"
    )
    head = (
        "// name: constraints\n// about: Ids unique, and the indexes; made from the vocabulary by alliance.stores.cypher_files.constraints.\n"
        "// params: -\n// returns: -\n// access: writes\n"
    )
    return head + "\n".join(lines) + "\n"


def ties_by_id() -> str:
    """Return the text of ``cypher/read/ties.cypher``: a look into the index of each tie kind; Neo4j has none over several."""
    columns = "properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target"
    parts = [f"  MATCH (a)-[t:{kind.name} {{id: id}}]->(b) RETURN {columns}" for kind in schema.TIE_KINDS]
    head = (
        "// name: ties\n// about: Ties by id, of any kind; made from the vocabulary by alliance.stores.cypher_files.ties_by_id.\n"
        "// params: ids\n// returns: kind, source, target, props\n// access: reads\n// same as: alliance.stores.port.GraphStore.ties\n"
    )
    return head + "UNWIND $ids AS id\nCALL (id) {\n" + "\n  UNION ALL\n".join(parts) + "\n}\nRETURN kind, source, target, props\n"
