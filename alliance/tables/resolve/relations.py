"""Rows of the table of ties become changes: both ends must be known (F32), fit the kind (F36) and differ (F33), the id be free (F29).

An end that nobody knows, or that means several, is asked, and its row waits for the answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from alliance import schema
from alliance.model import ANY, Change, Tie, tie_id
from alliance.schema import TieKind
from alliance.tables import references
from alliance.tables.cells.texts import heading_key
from alliance.tables.cells.values import choice_words
from alliance.tables.findings import Fault
from alliance.tables.read.tie_rows import begin_of
from alliance.tables.resolve.directory import Directory, candidates_text
from alliance.tables.resolve.resolving import HELD, HeldTie, Resolver, TableState, without

_KINDS = {kind.name: kind for kind in schema.TIE_KINDS}
_ROLES = {kind.name: choice_words(kind.roles) for kind in schema.TIE_KINDS}
_SAYINGS = 100_000


@dataclass(frozen=True, slots=True)
class Saying:
    """What rows of ties say beside their ends.

    ``identity`` is (begin, role), ``unknown`` a role that nobody knows, ``word`` what the cell calls the tie.
    """

    kind: TieKind
    first_kind: str
    second_kind: str
    props: Mapping[str, Any]
    identity: tuple[str, str]
    unknown: str
    word: str
    fits: frozenset[tuple[int, int]]
    plain: bool  # leads nowhere up, all roles known


def tie_changes(resolver: Resolver, state: TableState) -> Iterator[Change]:
    """Yield the tie of each good row, after the reference nodes it needs; others are rejected with a finding.

    Ties of rows that say the same beside their ends share one mapping of properties.
    """
    clash, number, codes = resolver.repeats.clash, state.number, resolver.directory.ids
    known: dict[str, Saying] = {}
    for block in state.table.blocks("rows"):
        said = [known.get(text) or _read_saying(known, text, state.table.blocked) for text in block["said"]]
        _ask_ahead(resolver, said, block["columns"])
        taken = resolver.directory.ties_of_other_kind(
            {given: said[at].kind.name for _, given, at, _, _ in zip(*block["columns"], strict=True) if given}
        )
        for row, given, at, first, second in zip(*block["columns"], strict=True):
            saying = said[at]
            if clash and (number, row) in clash:
                state.rejected.append(row)
            elif given in taken:
                resolver.note(_id_taken(taken[given]).at(state.table.name, row, state.heading("id"), given))
                state.rejected.append(row)
            elif saying.plain and first != second and (codes.get(first), codes.get(second)) in saying.fits:
                yield Change("merge", _tie(given, saying, first, second), ANY)
            else:
                yield from _check_and_link(resolver, state, row, given=given, saying=saying, first=first, second=second)


def _id_taken(stored: str) -> Fault:
    kind = _KINDS[stored]
    return Fault("F29", "tie", facts={"tie": kind.zh, "tie_en": kind.en})


def _read_saying(known: dict[str, Saying], text: str, blocked: frozenset[tuple[str, str]]) -> Saying:
    name, first_kind, second_kind, props, word = json.loads(text)
    kind, role = _KINDS[name], props.get("role", "")
    code = _ROLES[name].get(heading_key(role)) if kind.roles and role else role
    if code:
        props["role"] = code
    identity = begin_of(props), props.get("role", "")
    without(props, blocked)
    unknown = role if code is None else ""
    saying = Saying(
        kind=kind,
        first_kind=first_kind,
        second_kind=second_kind,
        props=props,
        identity=identity,
        unknown=unknown,
        word=word,
        fits=_fitting(name),
        plain=not unknown and name not in HELD,
    )
    if len(known) < _SAYINGS:
        known[text] = saying
    return saying


@cache
def _fitting(kind: str) -> frozenset[tuple[int, int]]:
    """The pairs of codes of node kinds that a tie kind allows: the rule of ``TieKind.reason_against``, once for each pair."""
    codes = range(len(schema.NODE_KINDS))
    names = [schema.NODE_KINDS[code].name for code in codes]
    return frozenset((a, b) for a in codes for b in codes if not _KINDS[kind].reason_against(names[a], names[b]))


def _tie(given: str, saying: Saying, source: str, target: str) -> Tie:
    kind = saying.kind
    if kind.symmetric and target < source:
        source, target = target, source
    return Tie(id=given or tie_id(kind.name, source, target, *saying.identity), kind=kind.name, source=source, target=target, props=saying.props)


def _check_and_link(resolver: Resolver, state: TableState, row: int, given: str, saying: Saying, first: str, second: str) -> Iterator[Change]:
    ends = _ends(resolver, state, row, saying, first, second)
    if ends is None:
        state.rejected.append(row)
        return
    if saying.unknown:
        roles = saying.kind.roles
        known = {"known": [role.zh for role in roles], "known_en": [role.en for role in roles]}
        resolver.note(Fault("F19", "role", "warning", known).at(state.table.name, row, state.heading("role"), saying.unknown))
    for end in ends:
        if end.startswith(("industry:", "region:")):
            yield from resolver.ends.bring_in(end)
    tie = _tie(given, saying, *ends)
    if tie.kind in HELD:
        resolver.held.append(HeldTie(tie, state.number, row, state.heading("to")))
    else:
        yield Change("merge", tie, ANY)


def _ends(resolver: Resolver, state: TableState, row: int, saying: Saying, first: str, second: str) -> tuple[str, str] | None:
    kind = saying.kind
    source = _end(resolver, state, row, kind=kind, column="from", text=first, said=saying.first_kind)
    target = _end(resolver, state, row, kind=kind, column="to", text=second, said=saying.second_kind)
    if source is None or target is None:
        return None
    reason = kind.reason_against(_kind_of(resolver.directory, source), _kind_of(resolver.directory, target), loop=source == target)
    if reason == "self-loop":
        resolver.note(Fault("F33").at(state.table.name, row, state.heading("to"), second))
    elif reason:
        resolver.note(_ends_fault(resolver, kind, source, target).at(state.table.name, row, state.heading("kind"), saying.word))
    return None if reason else (source, target)


def _ask_ahead(resolver: Resolver, said: Sequence[Saying], columns: Sequence[Sequence[Any]]) -> None:
    directory = resolver.directory
    if directory.empty:
        return
    _, _, places, starts, ends = columns
    directory.prefetch_kinds({*starts, *ends} - directory.ids.keys())
    asked = {(said[at].kind.name, "source", start, said[at].first_kind) for at, start in zip(places, starts, strict=True)}
    asked |= {(said[at].kind.name, "target", end, said[at].second_kind) for at, end in zip(places, ends, strict=True)}
    doubtful = [each for each in asked if directory.code_of(each[2]) < 0]
    directory.prefetch({text for _, _, text, _ in doubtful})
    unknown = [each for each in doubtful if directory.stored(each[2]) is None]
    directory.prefetch((), {(kind, text) for tie, side, text, said in unknown for kind in _kinds(_KINDS[tie], side, said)})


def _kinds(kind: TieKind, side: str, said: str) -> tuple[str, ...]:
    allowed = kind.sources if side == "source" else kind.targets
    if kind.symmetric:
        allowed = tuple(dict.fromkeys((*kind.sources, *kind.targets)))
    return (said,) if said else allowed


def _end(resolver: Resolver, state: TableState, number: int, kind: TieKind, column: str, text: str, said: str) -> str | None:
    if resolver.directory.code_of(text) >= 0:
        return text
    answer = _look_up(resolver, kind, "source" if column == "from" else "target", text, said)
    if isinstance(answer, Fault):
        resolver.note(replace(answer, severity="question").at(state.table.name, number, state.heading(column), text))
        return None
    return answer


def _look_up(resolver: Resolver, kind: TieKind, side: str, text: str, said: str) -> str | Fault:
    directory = resolver.directory
    stored = directory.stored(text)
    if stored:
        return stored.id
    kinds = _kinds(kind, side, said)
    for listed in ("Industry", "Region"):
        if kinds == (listed,) or (text.startswith(f"{listed.lower()}:") and references.found_codes(listed, text)):
            return _listed_end(resolver.ends.listed_id(listed, text))
    found = directory.find(kinds, text)
    if len(found) > 1:
        return Fault("F31", "end", facts={"candidates": candidates_text(directory, found)})
    return found[0] if found else Fault("F32")


def _listed_end(answer: str | Fault) -> str | Fault:
    """What a shipped list says of an end; what it does not know, or knows several of, is said as of every end."""
    if not isinstance(answer, Fault):
        return answer
    return Fault("F31", "end", facts=answer.facts) if answer.detail == "several" else Fault("F32")


def _ends_fault(resolver: Resolver, kind: TieKind, source: str, target: str) -> Fault:
    words = [schema.node_kind(_kind_of(resolver.directory, end)) for end in (source, target)]
    return Fault(
        "F36",
        "ends",
        "question",
        {
            "from_kind": words[0].zh,
            "to_kind": words[1].zh,
            "from_kind_en": words[0].en,
            "to_kind_en": words[1].en,
            "tie": kind.zh,
            "tie_en": kind.en,
        },
    )


def _kind_of(directory: Directory, end: str) -> str:
    code = directory.code_of(end)
    if code >= 0:
        return schema.NODE_KINDS[code].name
    return directory.kind_of(end) or ("Industry" if end.startswith("industry:") else "Region")
