"""Search: by the parts of names, best first, and exactly by name. Both sides are folded by ``search_key``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from alliance import schema
from alliance.model import Hit, Node
from alliance.model.matching import search_key
from alliance.stores.answering import Asked, is_named, matched_alias
from alliance.stores.neo4j import rows
from alliance.stores.neo4j.blocks import blocks
from alliance.stores.neo4j.server.server import Statements

WORDS = {0: "id", 1: "number", 2: "name", 3: "alias"}
PART, SOUND = 36, 40
_OTHER = {PART: "part", SOUND: "sound"}
# what the analyzer cjk keeps as overlapping pairs; everything else is looked for in all nodes
_PAIRED = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{2,}")


def find(q: Statements, text: str, kinds: Sequence[str], limit: int, without: Collection[str] = ()) -> tuple[list[Hit], int]:
    """Return the best nodes for a text and how many there are in all (see ``GraphStore.find``)."""
    wanted = Asked.of(text)
    key, parts = wanted.key, wanted.parts
    known = [kind for kind in kinds if kind in schema.NODE_CODE]
    if not key or limit < 1 or (kinds and not known):
        return [], 0
    asked = {
        "ids": list(wanted.spellings),
        "key": key,
        "line": rows.lines([key]),
        "begin": f"\n{key}",
        "parts": list(parts),
        "kinds": known,
        "limit": limit,
        "without": list(without),
    }
    if all(_PAIRED.fullmatch(part) for part in parts):
        found = q.rows("search", words=_words(key, parts), **asked)
    else:
        found = q.rows("search_all", sounds=list(wanted.sounds), **asked)
    hits = []
    for best, labels, props, _ in found:
        node = rows.node(labels, props)
        hits.append(Hit(node, _OTHER.get(best) or WORDS[best % 4], _matched_text(node, best, key)))
    return hits, found[0][3] if found else 0


def answering(q: Statements, text: str, ids: Sequence[str]) -> set[str]:
    """Return those of these nodes that ``find`` finds for the text (see ``GraphStore.answering``)."""
    asked = Asked.of(text)
    return {id_ for block in blocks(list(ids)) for id_, names in q.rows("names_compared", ids=block) if asked.answers(id_, names)}


def _words(key: str, parts: Sequence[str]) -> str:
    """Return the query of the full-text index: the whole as a phrase, or all parts. Only Chinese characters come here: nothing to escape.

    >>> _words("数控大师", ["数控", "大师"])
    '"数控大师" OR ("数控" AND "大师")'
    """
    return f'"{key}"' + (" OR (" + " AND ".join(f'"{part}"' for part in parts) + ")" if len(parts) > 1 else "")


def _matched_text(node: Node, best: int, key: str) -> str:
    """Return the text in which the match lies, as it is stored."""
    if best == 0:
        return node.id
    if best in _OTHER:
        return node.name
    if best % 4 == 1:
        return str(node.props.get("number", ""))
    if best % 4 == 3:
        return matched_alias(node, key)
    return node.name


def find_named(q: Statements, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Node]]:
    """Return, for each (kind, text), the nodes of which it is a name, an alias or the number, by id; an empty list where none does."""
    asked = list(dict.fromkeys(keys))
    found: dict[tuple[str, str], list[Node]] = {key: [] for key in asked}
    wanted = [
        {"at": at, "kind": kind, "text": search_key(text), "line": rows.lines([search_key(text)])}
        for at, (kind, text) in enumerate(asked)
        if kind in schema.NODE_CODE and search_key(text)
    ]
    for block in blocks(wanted):
        for at, labels, props in q.rows("named", keys=block):
            node = rows.node(labels, props)
            if is_named(node, asked[at][1]):
                found[asked[at]].append(node)
    return {key: sorted(there, key=lambda node: node.id) for key, there in found.items()}
