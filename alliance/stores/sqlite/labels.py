"""What names can be found by: exact labels, and characters with their pairs for text inside (stores.md §7)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from alliance import schema
from alliance.model import Node
from alliance.model.matching import matching_key
from alliance.stores.sqlite.rows import chunks, marks

ID, NUMBER, NAME, ALIAS = 0, 1, 2, 3  # what a label is, in order of rank


def labels_of(node: Node) -> set[tuple[str, int]]:
    """Return (matching key, what) of everything that names a node exactly."""
    found = {(matching_key(node.id), ID), (matching_key(node.name), NAME)}
    if node.props.get("number"):
        found.add((matching_key(str(node.props["number"])), NUMBER))
    found |= {(matching_key(alias), ALIAS) for alias in node.props.get("aliases", ())}
    return {label for label in found if label[0]}


def grams_of(node: Node) -> str:
    """Return the single characters and the pairs of the names of a node, each as a word of hexadecimal.

    The full-text engine's own word rules never see the characters: every gram is one plain word.
    """
    words: set[str] = set()
    for text in (node.name, *node.props.get("aliases", ())):
        words |= grams(matching_key(text))
    return " ".join(sorted(words))


def grams(text: str) -> set[str]:
    """Return the words for the characters and pairs of a matching key."""
    single = [f"x{ord(character):x}" for character in text]
    return {*single, *(a + b for a, b in zip(single, single[1:], strict=False))}


def add(connection: sqlite3.Connection, nodes: Iterable[Node]) -> None:
    """Write labels and text of nodes that have none yet."""
    for block in chunks(nodes, 5000):
        connection.executemany("INSERT OR IGNORE INTO label VALUES (?, ?, ?, ?)",
                               [(match, schema.NODE_CODE[node.kind], node.key, what) for node in block for match, what in labels_of(node)])
        connection.executemany("INSERT INTO text (rowid, grams) VALUES (?, ?)", [(node.key, grams_of(node)) for node in block])


def remove(connection: sqlite3.Connection, nodes: Iterable[Node]) -> None:
    """Take labels and text of nodes away; ``nodes`` are as they were written."""
    for block in chunks(nodes):
        connection.execute(f"DELETE FROM label WHERE node IN ({marks(len(block))})", [node.key for node in block])
        connection.executemany("INSERT INTO text (text, rowid, grams) VALUES ('delete', ?, ?)", [(node.key, grams_of(node)) for node in block])


def query_of(text: str) -> str:
    """Return the full-text query that all nodes holding the text answer to (and perhaps a few more); empty for an empty text."""
    key = matching_key(text)
    single = [f"x{ord(character):x}" for character in key]
    words: list[Any] = [a + b for a, b in zip(single, single[1:], strict=False)] if len(single) > 1 else single
    return " AND ".join(dict.fromkeys(words))
