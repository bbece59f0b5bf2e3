"""The tables of the embedded store, and why they are cut as they are.

Every id gets an integer key once, for ever (``node_id``, ``tie_id``): staging turns text into keys, and from there on
all joins are on integers. What analysis needs lies in narrow rows (``node``, ``tie``), what people read beside it
(``node_text``, ``tie_text``), so a snapshot never walks over text. ``*_image`` hold the rows as they were before a
batch, ``made`` what a batch created; together they are its undo.

``days`` of a tie and ``checks`` of a node hold intervals of days as text (``figures.intervals``): the as-ofs of a tie's sources where
``seen`` does not say it all; when a workshop's contacts were checked, and the as-ofs of an undated node that dates others.
"""

from __future__ import annotations

APPLICATION_ID = 0x416C6C79  # "Ally"
VERSION = 2
NODE, TIE, WORK = 0, 1, 2  # column ``what`` of made
NODE_FIGURES = ("first", "last", "until", "count", "form", "rank", "system", "checks")
TIE_FIGURES = ("first", "last", "until", "seen", "role", "count", "days")

_NODE_FIGURES = """
    first INTEGER NOT NULL, last INTEGER NOT NULL, until INTEGER NOT NULL, count INTEGER NOT NULL,
    form INTEGER NOT NULL, rank INTEGER NOT NULL, system INTEGER NOT NULL, checks TEXT"""
_TIE_FIGURES = """
    first INTEGER NOT NULL, last INTEGER NOT NULL, until INTEGER NOT NULL, seen INTEGER NOT NULL,
    role INTEGER NOT NULL, count INTEGER NOT NULL, days TEXT"""

TIE_INDEXES = (
    "CREATE INDEX tie_source ON tie (source, kind)",
    "CREATE INDEX tie_target ON tie (target, kind)",
)

NAMES = (
    # names as they are searched: row = key of the node << 8 | place among its names; what: 1 number, 2 name, 3 alias
    "CREATE TABLE name (row INTEGER PRIMARY KEY, kind INTEGER NOT NULL, what INTEGER NOT NULL, length INTEGER NOT NULL, text TEXT NOT NULL)",
    "CREATE INDEX name_text ON name (text, kind)",
    # overlapping pairs of characters, each one token; what SQLite's own tokenizers make of Chinese finds nothing in a word.
    # ``sound`` holds those of the first letters and of the syllables of its sound
    """CREATE VIRTUAL TABLE pairs USING fts5(
    text, kind, sound, content='', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'")""",
)

DDL: tuple[str, ...] = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID",
    # stored numbers of kinds and words are this file's own: a vocabulary may be put in another order
    "CREATE TABLE kind (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
    "CREATE TABLE word (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)",
    "CREATE TABLE node_id (key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE)",
    "CREATE TABLE tie_id (key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE)",
    f"CREATE TABLE node (key INTEGER PRIMARY KEY, kind INTEGER NOT NULL, version INTEGER NOT NULL, changed INTEGER NOT NULL, {_NODE_FIGURES})",
    "CREATE TABLE node_text (key INTEGER PRIMARY KEY, name TEXT NOT NULL, props TEXT NOT NULL)",
    f"""CREATE TABLE tie (
    key INTEGER PRIMARY KEY, kind INTEGER NOT NULL,
    source INTEGER NOT NULL REFERENCES node DEFERRABLE INITIALLY DEFERRED, target INTEGER NOT NULL REFERENCES node DEFERRABLE INITIALLY DEFERRED,
    version INTEGER NOT NULL, changed INTEGER NOT NULL, {_TIE_FIGURES})""",
    *TIE_INDEXES,
    "CREATE TABLE tie_text (key INTEGER PRIMARY KEY, props TEXT NOT NULL)",
    """CREATE TABLE work (
    kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, changed INTEGER NOT NULL, state TEXT NOT NULL, data TEXT NOT NULL,
    PRIMARY KEY (kind, id)) WITHOUT ROWID""",
    # undo
    "CREATE TABLE made (sequence INTEGER NOT NULL, what INTEGER NOT NULL, key INTEGER NOT NULL, PRIMARY KEY (sequence, what, key)) WITHOUT ROWID",
    f"""CREATE TABLE node_image (
    sequence INTEGER NOT NULL, key INTEGER NOT NULL, kind INTEGER NOT NULL, version INTEGER NOT NULL, name TEXT NOT NULL, props TEXT NOT NULL,
    {_NODE_FIGURES}, PRIMARY KEY (sequence, key)) WITHOUT ROWID""",
    f"""CREATE TABLE tie_image (
    sequence INTEGER NOT NULL, key INTEGER NOT NULL, kind INTEGER NOT NULL, source INTEGER NOT NULL, target INTEGER NOT NULL,
    version INTEGER NOT NULL,
    props TEXT NOT NULL, {_TIE_FIGURES}, PRIMARY KEY (sequence, key)) WITHOUT ROWID""",
    # version 0 stands for: was not there
    """CREATE TABLE work_image (
    sequence INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, state TEXT NOT NULL, data TEXT NOT NULL,
    PRIMARY KEY (sequence, kind, id)) WITHOUT ROWID""",
    # history
    """CREATE TABLE ledger (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, batch TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL,
    action TEXT NOT NULL, label TEXT NOT NULL, created INTEGER NOT NULL, changed INTEGER NOT NULL, unchanged INTEGER NOT NULL,
    deleted INTEGER NOT NULL, digest TEXT NOT NULL, undoes TEXT NOT NULL DEFAULT '', undone_by TEXT NOT NULL DEFAULT '', facts TEXT NOT NULL)""",
    "CREATE INDEX ledger_digest ON ledger (digest) WHERE digest <> ''",
    """CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL, action TEXT NOT NULL, batch TEXT NOT NULL,
    objects TEXT NOT NULL, facts TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL)""",
    # staging: n = number of the batch << 32 | position in it; one row a record, further changes of it as JSON in ``more``
    """CREATE TABLE stage (
    number INTEGER PRIMARY KEY AUTOINCREMENT, batch TEXT NOT NULL UNIQUE, at TEXT NOT NULL, count INTEGER NOT NULL, facts TEXT NOT NULL)""",
    f"""CREATE TABLE stage_node (
    n INTEGER PRIMARY KEY, batch INTEGER NOT NULL, key INTEGER NOT NULL, plain INTEGER NOT NULL, operation TEXT NOT NULL, base INTEGER NOT NULL,
    kind INTEGER NOT NULL, name TEXT NOT NULL, props TEXT NOT NULL, {_NODE_FIGURES}, more TEXT, UNIQUE (batch, key))""",
    f"""CREATE TABLE stage_tie (
    n INTEGER PRIMARY KEY, batch INTEGER NOT NULL, key INTEGER NOT NULL, plain INTEGER NOT NULL, operation TEXT NOT NULL, base INTEGER NOT NULL,
    kind INTEGER NOT NULL, source INTEGER, target INTEGER, props TEXT NOT NULL, {_TIE_FIGURES}, more TEXT, UNIQUE (batch, key))""",
    """CREATE TABLE stage_work (
    n INTEGER PRIMARY KEY, batch INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, operation TEXT NOT NULL, base INTEGER NOT NULL,
    state TEXT NOT NULL, data TEXT NOT NULL, more TEXT, UNIQUE (batch, kind, id))""",
    *NAMES,
)
