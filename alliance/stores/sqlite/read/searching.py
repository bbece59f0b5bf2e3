"""Search: by the parts of names, then by their sound, best first, and exactly by name. Both compare ``search_key`` of both sides."""

# ruff: noqa: S608 - statements are put together from constants of this package; values go as parameters
from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from functools import reduce

import numpy as np

from alliance.model import Hit, Node
from alliance.model.matching import search_key
from alliance.model.snapshot import Longs
from alliance.stores.answering import Asked, is_named, matched_alias
from alliance.stores.sqlite.names import ALIAS, NAME, NUMBER, pairs_of, syllable_pairs
from alliance.stores.sqlite.rows import nodes_by_key
from alliance.stores.sqlite.vocabulary import kind_numbers

Ranked = tuple[int, int]  # key of a node, what matched
WORDS = {0: "id", NUMBER: "number", NAME: "name", ALIAS: "alias"}
PARTS, SOUND = 9, 10  # of a node that holds all parts of the text, that sounds like it
# level of one name: exact number, name, alias; name, others begin; name, others hold
_LEVEL = f"""CASE WHEN n.text = :key THEN CASE n.what WHEN {NUMBER} THEN 0 WHEN {NAME} THEN 1 ELSE 2 END
    WHEN n.text >= :key AND n.text < :key || char(1114111) THEN CASE n.what WHEN {NAME} THEN 3 ELSE 4 END
    ELSE CASE n.what WHEN {NAME} THEN 5 ELSE 6 END END"""
# one number for each name found: its row, then level and what it is, then the length of the node's name
_WHAT, _LENGTH = 20, 14
_LONGEST = (1 << _LENGTH) - 1
_FOUND = f"""SELECT group_concat((n.row << {_WHAT}) | ((({_LEVEL}) * 4 + n.what) << {_LENGTH}) | min(n.length, {_LONGEST}))
    FROM pairs CROSS JOIN name n ON n.row = pairs.rowid WHERE pairs MATCH :match"""


def find(db: sqlite3.Connection, text: str, kinds: Sequence[str], limit: int, without: Collection[str] = ()) -> tuple[list[Hit], int]:
    """Return the best nodes for a text and how many there are in all (see ``GraphStore.find``)."""
    asked = Asked.of(text)
    key = asked.key
    if not key or limit < 1:
        return [], 0
    numbers = kind_numbers(db)
    wanted = [numbers[kind] for kind in kinds if kind in numbers]
    if kinds and not wanted:
        return [], 0
    hidden = _keys(db, without)
    ranked, total = _by_name(db, key, wanted, limit, hidden)
    ranked, total = _with_id(db, asked, wanted, ranked, total, hidden)
    if len(asked.parts) > 1:
        ranked, total = _with_parts(db, key, asked.parts, wanted=wanted, limit=limit, ranked=ranked, total=total, hidden=hidden)
    if asked.sounds and db.execute("PRAGMA user_version").fetchone()[0] > 1:  # an older file that may only be read has no sounds
        ranked, total = _with_sound(db, asked, wanted=wanted, limit=limit, ranked=ranked, total=total, hidden=hidden)
    nodes = nodes_by_key(db, [node for node, _ in ranked[:limit]])
    return [
        Hit(nodes[node], WORDS.get(what, "sound" if what == SOUND else "part"), _matched_text(nodes[node], what, key))
        for node, what in ranked[:limit]
        if node in nodes
    ], total


def answering(db: sqlite3.Connection, text: str, ids: Collection[str]) -> set[str]:
    """Return those of these nodes that ``find`` finds for the text (see ``GraphStore.answering``)."""
    asked = Asked.of(text)
    return {id_ for _, id_, names in _names(db, _keys(db, ids)) if asked.answers(id_, names)}


def _keys(db: sqlite3.Connection, ids: Collection[str]) -> frozenset[int]:
    if not ids:
        return frozenset()
    return frozenset(key for (key,) in db.execute("SELECT key FROM node_id WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)))


def _by_name(db: sqlite3.Connection, key: str, wanted: Sequence[int], limit: int, hidden: frozenset[int]) -> tuple[list[Ranked], int]:
    text = db.execute(_FOUND, {"key": key, "match": match_of(key, wanted)}).fetchone()[0]
    if not text:
        return [], 0
    found = np.sort(np.fromstring(text, dtype=np.int64, sep=","))
    if hidden:
        found = found[~np.isin(found >> _WHAT + 8, list(hidden))]
        if len(found) == 0:
            return [], 0
    node = found >> _WHAT + 8
    start = np.flatnonzero(np.diff(node, prepend=-1))
    node, best = node[start], np.minimum.reduceat((found >> _LENGTH) & 63, start)
    rank = (best >> 2 << _LENGTH) | (found[start] & _LONGEST)
    # ids are looked up only where they decide: for the best, and those as good as the last of them
    near = np.flatnonzero(rank <= np.partition(rank, limit - 1)[limit - 1]) if len(rank) > limit else np.arange(len(rank))
    ids = _ids(db, node[near])
    ranked = sorted(zip(rank[near].tolist(), (ids[key] for key in node[near].tolist()), node[near].tolist(), (best[near] & 3).tolist(), strict=True))
    return [(each, what) for _, _, each, what in ranked[:limit]], len(rank)


def match_of(key: str, kinds: Sequence[int] = ()) -> str:
    """Return the query of the index that finds names which hold the text (as compared)."""
    if len(key) == 1:
        phrase = f"{_quote(key)} *"
    else:
        phrase = _quote(pairs_of(key).rsplit(" ", 1)[0])
    return _within(f"text : {phrase}", kinds)


def _within(query: str, kinds: Sequence[int]) -> str:
    return query + (f" AND kind : ({' OR '.join(f'k{kind}' for kind in kinds)})" if kinds else "")


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _with_id(
    db: sqlite3.Connection, asked: Asked, wanted: Sequence[int], ranked: list[Ranked], total: int, hidden: frozenset[int]
) -> tuple[list[Ranked], int]:
    """Put the node with this id first. An id is taken whole: parts of ids say nothing to a reader."""
    spellings = json.dumps(asked.spellings)
    rows = db.execute(
        "SELECT x.key, x.kind FROM node_id i JOIN node x ON x.key = i.key WHERE i.id IN (SELECT value FROM json_each(?)) ORDER BY i.id", (spellings,)
    )
    own = [node for node, kind in rows if (not wanted or kind in wanted) and node not in hidden]
    held = _found_by_name_too(db, own, asked.key) if own else set()
    return [*((node, 0) for node in own), *(hit for hit in ranked if hit[0] not in own)], total + len([node for node in own if node not in held])


def _found_by_name_too(db: sqlite3.Connection, nodes: Iterable[int], key: str) -> set[int]:
    """Return those of the nodes that a name finds as well."""
    ask = "SELECT text FROM name WHERE row BETWEEN ? AND ?"
    return {node for node in nodes for (name,) in db.execute(ask, (node << 8, node << 8 | 255)) if key in name}


def _with_parts(
    db: sqlite3.Connection,
    key: str,
    parts: Sequence[str],
    wanted: Sequence[int],
    limit: int,
    ranked: list[Ranked],
    total: int,
    hidden: frozenset[int],
) -> tuple[list[Ranked], int]:
    """Add, behind the others, the nodes that hold every part of the text in some name."""
    each = "SELECT n.row >> 8 FROM pairs JOIN name n ON n.row = pairs.rowid WHERE pairs MATCH ?"
    whole = f"""SELECT i.key FROM node_id i JOIN node_text t ON t.key = i.key
        WHERE i.key IN ({" INTERSECT ".join([each] * len(parts))}) AND i.key NOT IN ({each})"""
    values = [*(match_of(part, wanted) for part in parts), match_of(key, wanted)]
    already = {node for node, what in ranked if what == 0} | hidden
    rows = [row[0] for row in db.execute(f"{whole} ORDER BY length(t.name), i.id", values) if row[0] not in already]
    return [*ranked, *((node, PARTS) for node in rows[:limit])], total + len(rows)


def _with_sound(
    db: sqlite3.Connection, asked: Asked, wanted: Sequence[int], limit: int, ranked: list[Ranked], total: int, hidden: frozenset[int]
) -> tuple[list[Ranked], int]:
    """Add, behind the others, the nodes of which a name sounds like the text and none is written so."""
    found = np.unique(_numbers(db, f"n.row >> 8 << {_LENGTH} | min(n.length, {_LONGEST})", _within(f"sound : ({_heard(asked)})", wanted)))
    passed = [np.array([*hidden, *(node for node, what in ranked if what == 0)], dtype=np.int64), _held(db, [asked.key])]
    found = found[~np.isin(found >> _LENGTH, np.concatenate([*passed, *([_held(db, asked.parts)] if len(asked.parts) > 1 else [])]))]
    length = found & _LONGEST
    near = found[length <= np.partition(length, limit - 1)[limit - 1]] if len(found) > limit else found
    ids = _ids(db, near >> _LENGTH)
    order = sorted((int(one) & _LONGEST, ids[int(one) >> _LENGTH], int(one) >> _LENGTH) for one in near)
    return [*ranked, *((node, SOUND) for _, _, node in order[:limit])], total + len(found)


def _heard(asked: Asked) -> str:
    """Return the phrases of the index that stand for the sounds: first letters in capitals, or syllables of which the last may be unfinished.

    >>> _heard(Asked((), "", (), ("SXC", "'shu'xian'ch")))
    '"sx xc" OR "shu\\'xian xian\\'ch" *'
    """
    letters = [_quote(pairs_of(sound.lower()).rsplit(" ", 1)[0]) for sound in asked.sounds if sound.isupper()]
    read = [_quote(syllable_pairs(sound[1:].split("'")).rsplit(" ", 1)[0]) + " *" for sound in asked.sounds if not sound.isupper()]
    return " OR ".join([*letters, *read])


def _held(db: sqlite3.Connection, parts: Sequence[str]) -> Longs:
    """Return the nodes that hold all of these texts, each in some name."""
    return reduce(np.intersect1d, [_numbers(db, "n.row >> 8", match_of(part)) for part in parts])


def _numbers(db: sqlite3.Connection, what: str, match: str) -> Longs:
    """Return a number for each name that the index finds."""
    text = db.execute(f"SELECT group_concat({what}) FROM pairs JOIN name n ON n.row = pairs.rowid WHERE pairs MATCH ?", (match,)).fetchone()[0]
    return np.fromstring(text, dtype=np.int64, sep=",") if text else np.zeros(0, dtype=np.int64)


def _ids(db: sqlite3.Connection, keys: Longs) -> dict[int, str]:
    return dict(db.execute("SELECT key, id FROM node_id WHERE key IN (SELECT value FROM json_each(?))", (json.dumps(keys.tolist()),)))


def _names(db: sqlite3.Connection, keys: Iterable[int]) -> list[tuple[int, str, list[str]]]:
    """Return (key, id, names as they are searched) of nodes."""
    rows = db.execute(
        "SELECT i.key, i.id, group_concat(n.text, char(10)) FROM json_each(?) j CROSS JOIN node_id i ON i.key = j.value"
        " LEFT JOIN name n ON n.row BETWEEN i.key << 8 AND i.key << 8 | 255 GROUP BY i.key",
        (json.dumps(list(keys)),),
    )
    return [(key, id_, (names or "").split("\n")) for key, id_, names in rows]


def _matched_text(node: Node, what: int, key: str) -> str:
    """Return the text in which the match lies, as it is stored."""
    if what == 0:
        return node.id
    if what == NUMBER:
        return str(node.props.get("number", ""))
    if what == ALIAS:
        return matched_alias(node, key)
    return node.name


def find_named(db: sqlite3.Connection, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Node]]:
    """Return, for each (kind, text), the nodes of which it is a name, an alias or the number, by id; an empty list where none does."""
    numbers = kind_numbers(db)
    asked = list(dict.fromkeys(keys))
    wanted = json.dumps([[at, numbers[kind], search_key(text)] for at, (kind, text) in enumerate(asked) if kind in numbers and search_key(text)])
    rows = db.execute(
        "SELECT DISTINCT json_extract(j.value, '$[0]'), n.row >> 8 FROM json_each(?) j CROSS JOIN name n"
        " ON n.text = json_extract(j.value, '$[2]') AND n.kind = json_extract(j.value, '$[1]')",
        (wanted,),
    ).fetchall()
    nodes = nodes_by_key(db, {node for _, node in rows})
    found: dict[tuple[str, str], list[Node]] = {key: [] for key in asked}
    for at, node in rows:
        if is_named(nodes[node], asked[at][1]):
            found[asked[at]].append(nodes[node])
    return {key: sorted(there, key=lambda node: node.id) for key, there in found.items()}
