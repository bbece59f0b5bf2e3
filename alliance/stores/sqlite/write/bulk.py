"""New records of a staged batch go in by INSERT … SELECT: no row passes through Python but for its names."""

# ruff: noqa: S608 - statements are put together from constants of this package; values go as parameters
from __future__ import annotations

import sqlite3
from itertools import islice

from alliance.stores.sqlite import names
from alliance.stores.sqlite.counting import Tally
from alliance.stores.sqlite.file.tables import NODE, NODE_FIGURES, TIE, TIE_FIGURES, TIE_INDEXES
from alliance.stores.sqlite.write.staging import bounds

_N, _T = ", ".join(NODE_FIGURES), ", ".join(TIE_FIGURES)
_NEW_NODES = f"""INSERT INTO node (key, kind, version, changed, {_N}) SELECT key, kind, ?, ?, {_N} FROM stage_node s
    WHERE n BETWEEN ? AND ? AND plain AND NOT EXISTS (SELECT 1 FROM node x WHERE x.key = s.key)"""
_NEW_TIES = f"""INSERT INTO tie (key, kind, source, target, version, changed, {_T}) SELECT key, kind, source, target, ?, ?, {_T} FROM stage_tie s
    WHERE n BETWEEN ? AND ? AND plain AND NOT EXISTS (SELECT 1 FROM tie x WHERE x.key = s.key)
    AND NOT EXISTS (SELECT 1 FROM tie_image o WHERE o.sequence = ? AND o.key = s.key)"""
# right after the rows went in, what this commit has changed is what it has made
_NODE_TEXT = """INSERT INTO node_text SELECT s.key, s.name, s.props FROM stage_node s JOIN node x ON x.key = s.key
    WHERE s.n BETWEEN ? AND ? AND x.changed = ?"""
_TIE_TEXT = "INSERT INTO tie_text SELECT s.key, s.props FROM stage_tie s JOIN tie x ON x.key = s.key WHERE s.n BETWEEN ? AND ? AND x.changed = ?"
_MADE = {
    NODE: "INSERT INTO made SELECT ?, 0, s.key FROM stage_node s JOIN node x ON x.key = s.key WHERE s.n BETWEEN ? AND ? AND x.changed = ?",
    TIE: "INSERT INTO made SELECT ?, 1, s.key FROM stage_tie s JOIN tie x ON x.key = s.key WHERE s.n BETWEEN ? AND ? AND x.changed = ?",
}
_NAMES = """SELECT s.key, s.kind, s.name, CASE WHEN instr(s.props, '"aliases"') OR instr(s.props, '"number"') THEN s.props ELSE '' END
    FROM stage_node s JOIN node x ON x.key = s.key WHERE s.n BETWEEN ? AND ? AND x.changed = ?"""
BLOCK = 50_000
MANY = 100_000


def insert_nodes(db: sqlite3.Connection, number: int, sequence: int, tally: Tally) -> int:
    """Insert the new nodes of a staged batch, with texts and names; return how many."""
    low, high = bounds(number)
    made = db.execute(_NEW_NODES, (sequence, sequence, low, high)).rowcount
    if made:
        db.execute(_NODE_TEXT, (low, high, sequence))
        db.execute(_MADE[NODE], (sequence, low, high, sequence))
        rows = db.cursor().execute(_NAMES, (low, high, sequence))
        while block := list(islice(rows, BLOCK)):
            names.enter(db, block)
            tally.step(len(block))
    tally.created += made
    tally.graph_moved |= made > 0
    return made


def insert_ties(db: sqlite3.Connection, number: int, sequence: int, tally: Tally) -> int:
    """Insert the new ties of a staged batch; return how many."""
    low, high = bounds(number)
    many = db.execute("SELECT 1 FROM stage_tie WHERE n BETWEEN ? AND ? LIMIT 1", (low + MANY, high)).fetchone()
    afresh = bool(many) and not db.execute("SELECT 1 FROM tie LIMIT 1").fetchone()
    if afresh:  # an index is made faster than it grows
        db.execute("DROP INDEX tie_source")
        db.execute("DROP INDEX tie_target")
    made = db.execute(_NEW_TIES, (sequence, sequence, low, high, sequence)).rowcount  # not what has just gone with its node
    if afresh:
        for index in TIE_INDEXES:
            db.execute(index)
    if made:
        db.execute(_TIE_TEXT, (low, high, sequence))
        db.execute(_MADE[TIE], (sequence, low, high, sequence))
        tally.step(made)
    tally.created += made
    tally.graph_moved |= made > 0
    return made
