"""Kinds and words as numbers of the file: looked up once, entered where they are new."""

from __future__ import annotations

import sqlite3

from alliance import schema
from alliance.errors import UnknownKind


def kind_numbers(db: sqlite3.Connection) -> dict[str, int]:
    """Return kind → number of this file."""
    return dict(db.execute("SELECT name, number FROM kind"))


def enter_kinds(db: sqlite3.Connection) -> None:
    """Enter the kinds of the vocabulary that this file does not know yet."""
    names = [*schema.NODE_CODE, *schema.TIE_CODE]
    db.executemany("INSERT INTO kind (name) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM kind WHERE name = ?)", [(name, name) for name in names])


class Vocabulary:
    """Kinds and words of one transaction. A word that is new is entered at once and goes with the transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.kinds = kind_numbers(db)
        self.names = {number: name for name, number in self.kinds.items()}
        self.words: dict[str, int] = {"": 0}

    def node_kind(self, name: str) -> int:
        """Return the number of a node kind; raises ``UnknownKind``."""
        if name not in schema.NODE_CODE:
            raise UnknownKind(kind=name, known=sorted(schema.NODE_CODE))
        return self.kinds[name]

    def tie_kind(self, name: str) -> int:
        """Return the number of a tie kind; raises ``UnknownKind``."""
        if name not in schema.TIE_CODE:
            raise UnknownKind(kind=name, known=sorted(schema.TIE_CODE))
        return self.kinds[name]

    def word(self, text: str) -> int:
        """Return the number of a word; 0 is the empty text."""
        number = self.words.get(text)
        if number is None:
            row = self.db.execute("SELECT number FROM word WHERE text = ?", (text,)).fetchone()
            number = row[0] if row else self.db.execute("INSERT INTO word (text) VALUES (?)", (text,)).lastrowid
            self.words[text] = number or 0
        return number or 0
