"""Single records written into the tables, with their image for undo. The bulk of an import does not come this way."""

# ruff: noqa: S608 - statements are put together from constants of this package; values go as parameters
from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from alliance.model import NEW, Node, Tie, Work
from alliance.stores.figures import node_figures, tie_figures, written
from alliance.stores.sqlite import names
from alliance.stores.sqlite.file.tables import NODE, NODE_FIGURES, TIE, TIE_FIGURES
from alliance.stores.sqlite.vocabulary import Vocabulary

NODE_IMAGE = f"""INSERT OR IGNORE INTO node_image (sequence, key, kind, version, name, props, {",".join(NODE_FIGURES)})
    SELECT ?, x.key, x.kind, x.version, t.name, t.props, {",".join("x." + f for f in NODE_FIGURES)}
    FROM node x JOIN node_text t ON t.key = x.key"""
TIE_IMAGE = f"""INSERT OR IGNORE INTO tie_image (sequence, key, kind, source, target, version, props, {",".join(TIE_FIGURES)})
    SELECT ?, x.key, x.kind, x.source, x.target, x.version, t.props, {",".join("x." + f for f in TIE_FIGURES)}
    FROM tie x JOIN tie_text t ON t.key = x.key"""
_NODE = f"INSERT OR REPLACE INTO node VALUES ({','.join('?' * 12)})"
_TIE = f"INSERT OR REPLACE INTO tie VALUES ({','.join('?' * 13)})"
_MADE = "INSERT INTO made VALUES (?,?,?)"


class Writer:
    """Writes records of one commit."""

    def __init__(self, db: sqlite3.Connection, sequence: int, words: Vocabulary) -> None:
        self.db, self.sequence, self.words = db, sequence, words

    def node(self, key: int, before: Node | None, now: Node) -> None:
        """Write a node that is new or was changed."""
        figures = node_figures(now.kind, now.props)
        kind = self.words.node_kind(now.kind)
        row = (key, kind, self.sequence, self.sequence, *figures[:6], self.words.word(figures[6]), figures[7])
        if before:
            self.db.execute(f"{NODE_IMAGE} WHERE x.key = ?", (self.sequence, key))
            names.leave(self.db, [key])
            # not REPLACE: that would be a delete and an insert, and ties hang on the row
            self.db.execute(f"UPDATE node SET kind=?, version=?, changed=?, {','.join(f + '=?' for f in NODE_FIGURES)} WHERE key=?", (*row[1:], key))
        else:
            self.db.execute(_MADE, (self.sequence, NODE, key))
            self.db.execute(_NODE, row)
        props = written(now.props)
        self.db.execute("INSERT OR REPLACE INTO node_text VALUES (?,?,?)", (key, now.name, props))
        names.enter(self.db, [(key, kind, now.name, props)])

    def tie(self, key: int, before: Tie | None, now: Tie, ends: Mapping[str, int]) -> None:
        """Write a tie that is new or was changed; ``ends`` holds the keys of its ends."""
        figures = tie_figures(now.props)
        if before:
            self.db.execute(f"{TIE_IMAGE} WHERE x.key = ?", (self.sequence, key))
        elif self.version_gone(key) == NEW:
            self.db.execute(_MADE, (self.sequence, TIE, key))
        row = (key, self.words.tie_kind(now.kind), ends[now.source], ends[now.target], self.sequence, self.sequence)
        self.db.execute(_TIE, (*row, *figures[:4], self.words.word(figures[4]), *figures[5:]))
        self.db.execute("INSERT OR REPLACE INTO tie_text VALUES (?,?)", (key, written(now.props)))

    def drop_node(self, key: int) -> int:
        """Delete a node with its ties and return how many ties went."""
        ties = self.drop_ties_of(key)
        self.db.execute(f"{NODE_IMAGE} WHERE x.key = ?", (self.sequence, key))
        names.leave(self.db, [key])
        self.db.execute("DELETE FROM node WHERE key = ?", (key,))
        self.db.execute("DELETE FROM node_text WHERE key = ?", (key,))
        return ties

    def drop_ties_of(self, key: int) -> int:
        """Delete the ties at a node and return how many there were."""
        keys = [row[0] for row in self.db.execute("SELECT key FROM tie WHERE source = ? UNION SELECT key FROM tie WHERE target = ?", (key, key))]
        for each in keys:
            self.drop_tie(each)
        return len(keys)

    def version_gone(self, key: int) -> int:
        """Return the version of a tie that went with its node in this very commit, ``NEW`` where it did not."""
        row = self.db.execute("SELECT version FROM tie_image WHERE sequence = ? AND key = ?", (self.sequence, key)).fetchone()
        return row[0] if row else NEW

    def drop_tie(self, key: int) -> None:
        """Delete a tie."""
        self.db.execute(f"{TIE_IMAGE} WHERE x.key = ?", (self.sequence, key))
        self.db.execute("DELETE FROM tie WHERE key = ?", (key,))
        self.db.execute("DELETE FROM tie_text WHERE key = ?", (key,))

    def work(self, before: Work | None, now: Work | None) -> None:
        """Write or delete a work record."""
        some = now or before
        assert some is not None
        image = (before.version, before.state, written(before.data)) if before else (0, "", "{}")
        self.db.execute("INSERT OR IGNORE INTO work_image VALUES (?,?,?,?,?,?)", (self.sequence, some.kind, some.id, *image))
        if now is None:
            self.db.execute("DELETE FROM work WHERE kind = ? AND id = ?", (some.kind, some.id))
        else:
            row = (now.kind, now.id, self.sequence, self.sequence, now.state, written(now.data))
            self.db.execute("INSERT OR REPLACE INTO work VALUES (?,?,?,?,?,?)", row)
