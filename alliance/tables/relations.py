"""Rows of the table of ties become changes: both ends must be known (F32), fit the kind (F36) and differ (F33)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from alliance import schema
from alliance.model import ANY, Change, Tie, oriented, tie_id
from alliance.schema import TieKind
from alliance.tables import references
from alliance.tables.checks import TREES
from alliance.tables.directory import Directory, shown
from alliance.tables.findings import Fault
from alliance.tables.resolving import HeldTie, Resolver, TableState, without
from alliance.tables.texts import heading_key
from alliance.tables.values import choice_words

_KINDS = {kind.name: kind for kind in schema.TIE_KINDS}
_ROLES = {kind.name: choice_words(kind.roles) for kind in schema.TIE_KINDS}


def tie_changes(resolver: Resolver, state: TableState) -> Iterator[Change]:
    """Yield the tie of each good row, after the reference nodes it needs; others are rejected with a finding."""
    blocked, clash, number = state.table.blocked, resolver.repeats.clash, state.number
    for block in state.table.blocks("rows"):
        _ask_ahead(resolver, block)
        for row in block:
            tie = None if clash and (number, row[0]) in clash else _tie(resolver, state, row)
            if tie is None:
                state.rejected.append(row[0])
                continue
            if blocked:
                without(row[7], blocked)
            for end in (tie.source, tie.target):
                if end.startswith(("industry:", "region:")):
                    yield from resolver.made(end)
            if tie.kind in TREES:
                resolver.held.append(HeldTie(tie, number, row[0], state.heading("to")))
            else:
                yield Change("merge", tie, ANY)


def _ask_ahead(resolver: Resolver, block: Sequence[Sequence[Any]]) -> None:
    directory = resolver.directory
    if directory.empty:
        return
    directory.prefetch_kinds(row[at] for row in block for at in (3, 5) if row[at] not in directory.ids)
    ends = {(row[2], side, row[at], row[at + 1]) for row in block for side, at in (("source", 3), ("target", 5)) if directory.code_of(row[at]) < 0}
    directory.prefetch({text for _, _, text, _ in ends})
    unknown = [end for end in ends if directory.stored(end[2]) is None]
    directory.prefetch((), {(kind, text) for tie, side, text, said in unknown for kind in _kinds(_KINDS[tie], side, said)})


def _kinds(kind: TieKind, side: str, said: str) -> tuple[str, ...]:
    allowed = kind.sources if side == "source" else kind.targets
    if kind.symmetric:
        allowed = tuple(dict.fromkeys((*kind.sources, *kind.targets)))
    return (said,) if said else allowed


def _tie(resolver: Resolver, state: TableState, row: Sequence[Any]) -> Tie | None:
    number, given, name, first, first_kind, second, second_kind, props = row
    kind = _KINDS[name]
    source = _end(resolver, state, number, kind, "from", first, first_kind)
    target = _end(resolver, state, number, kind, "to", second, second_kind)
    if source is None or target is None:
        return None
    if source == target and not kind.loops:
        resolver.note(Fault("F33").at(state.table.name, number, state.heading("to"), second))
        return None
    if not _fits(kind, resolver.directory, source, target):
        resolver.note(_ends_fault(resolver, kind, source, target).at(state.table.name, number, state.heading("kind"), name))
        return None
    if kind.roles and "role" in props:
        props["role"] = _role(resolver, state, number, kind, props["role"])
    if kind.symmetric:
        source, target = oriented(True, source, target)
    identity = given or tie_id(name, source, target, props.get("valid_from", ""), props.get("role", ""))
    return Tie(identity, name, source, target, props)


def _fits(kind: TieKind, directory: Directory, source: str, target: str) -> bool:
    first, second = directory.code_of(source), directory.code_of(target)
    if first >= 0 and second >= 0:
        return _allowed(kind.name, first, second)
    return kind.allows(_kind_of(directory, source), _kind_of(directory, target))


@cache
def _allowed(kind: str, first: int, second: int) -> bool:
    return _KINDS[kind].allows(schema.NODE_KINDS[first].name, schema.NODE_KINDS[second].name)


def _end(resolver: Resolver, state: TableState, number: int, kind: TieKind, column: str, text: str, said: str) -> str | None:
    if resolver.directory.code_of(text) >= 0:
        return text
    answer = _looked_up(resolver, kind, "source" if column == "from" else "target", text, said)
    if isinstance(answer, Fault):
        resolver.note(answer.at(state.table.name, number, state.heading(column), text))
        return None
    return answer


def _looked_up(resolver: Resolver, kind: TieKind, side: str, text: str, said: str) -> str | Fault:
    directory = resolver.directory
    stored = directory.stored(text)
    if stored:
        return stored.id
    kinds = _kinds(kind, side, said)
    for listed in ("Industry", "Region"):
        if kinds == (listed,) or (text.startswith(f"{listed.lower()}:") and references.found_codes(listed, text)):
            return resolver.listed_id(listed, text)
    found = directory.find(kinds, text)
    if len(found) > 1:
        return Fault("F31", "end", facts={"candidates": shown(directory, found)})
    return found[0] if found else Fault("F32")


def _ends_fault(resolver: Resolver, kind: TieKind, source: str, target: str) -> Fault:
    words = [schema.node_kind(_kind_of(resolver.directory, end)) for end in (source, target)]
    return Fault("F36", "ends", facts={
        "from_kind": words[0].zh, "to_kind": words[1].zh, "from_kind_en": words[0].en, "to_kind_en": words[1].en, "tie": kind.zh, "tie_en": kind.en,
    })


def _kind_of(directory: Directory, end: str) -> str:
    return directory.kind_of(end) or ("Industry" if end.startswith("industry:") else "Region")


def _role(resolver: Resolver, state: TableState, number: int, kind: TieKind, word: str) -> str:
    words = _ROLES[kind.name]
    code = words.get(heading_key(word))
    if code is None:
        resolver.note(Fault("F19", "role", "warning", {"known": [role.zh for role in kind.roles], "known_en": [role.en for role in kind.roles]})
                      .at(state.table.name, number, state.heading("role"), word))
    return code or word
