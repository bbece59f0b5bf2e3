"""Rows of the table of ties become changes: both ends must be known (F32), fit the kind (F36) and differ (F33)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from alliance import schema
from alliance.model import ANY, Change, Tie, oriented, tie_id
from alliance.schema import TieKind
from alliance.tables import references
from alliance.tables.checks import TREES
from alliance.tables.directory import shown
from alliance.tables.findings import Fault
from alliance.tables.resolving import HeldTie, Resolver, TableState, without
from alliance.tables.texts import heading_key
from alliance.tables.values import choice_words

_ROLES = {kind.name: choice_words(kind.roles) for kind in schema.TIE_KINDS}


def tie_changes(resolver: Resolver, state: TableState) -> Iterator[Change]:
    """Yield the tie of each good row, after the reference nodes it needs; others are rejected with a finding."""
    blocked = state.table.blocked
    for block in state.table.blocks("rows"):
        _ask_ahead(resolver, block)
        for row in block:
            good = (state.number, row[0]) not in resolver.repeats.clash
            changes = list(_row(resolver, state, row, blocked)) if good else []
            if not changes:
                state.rejected.append(row[0])
            for change in changes:
                if isinstance(change, Change):
                    yield change


def _ask_ahead(resolver: Resolver, block: Sequence[Sequence[Any]]) -> None:
    directory = resolver.directory
    if directory.empty:
        return
    ends = {(row[2], side, row[at], row[at + 1]) for row in block for side, at in (("source", 3), ("target", 5)) if row[at] not in directory.ids}
    directory.prefetch({text for _, _, text, _ in ends})
    unknown = [end for end in ends if directory.stored(end[2]) is None]
    directory.prefetch((), {(kind, text) for tie, side, text, said in unknown for kind in _kinds(schema.tie_kind(tie), side, said)})


def _kinds(kind: TieKind, side: str, said: str) -> tuple[str, ...]:
    allowed = kind.sources if side == "source" else kind.targets
    if kind.symmetric:
        allowed = tuple(dict.fromkeys((*kind.sources, *kind.targets)))
    return (said,) if said else allowed


def _row(resolver: Resolver, state: TableState, row: Sequence[Any], blocked: frozenset[tuple[str, str]]) -> Iterator[Change | HeldTie]:
    number, given, name, first, first_kind, second, second_kind, props = row
    kind = schema.tie_kind(name)
    ends = []
    for column, side, text, said in (("from", "source", first, first_kind), ("to", "target", second, second_kind)):
        answer = _end(resolver, kind, side, text, said)
        if isinstance(answer, Fault):
            resolver.note(answer.at(state.table.name, number, state.heading(column), text))
            return
        ends.append(answer)
    if fault := _ends_fault(resolver, kind, ends):
        column, value = ("kind", name) if fault.code == "F36" else ("to", second)
        resolver.note(fault.at(state.table.name, number, state.heading(column), value))
        return
    without(props, blocked)
    if "role" in props and kind.roles:
        props["role"] = _role(resolver, state, number, kind, props["role"])
    for end in ends:
        if end.startswith(("industry:", "region:")):
            yield from resolver.made(end)
    source, target = oriented(kind.symmetric, ends[0], ends[1])
    identity = given or tie_id(name, source, target, props.get("valid_from", ""), props.get("role", ""))
    tie = Tie(identity, name, source, target, props)
    if name in TREES:
        held = HeldTie(tie, state.number, number, state.heading("to"))
        resolver.held.append(held)
        yield held
    else:
        yield Change("merge", tie, ANY)


def _end(resolver: Resolver, kind: TieKind, side: str, text: str, said: str) -> str | Fault:
    directory = resolver.directory
    if text in directory.ids:
        return text
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


def _ends_fault(resolver: Resolver, kind: TieKind, ends: Sequence[str]) -> Fault | None:
    if ends[0] == ends[1] and not kind.loops:
        return Fault("F33")
    kinds = [_kind_of(resolver, end) for end in ends]
    if kind.allows(kinds[0], kinds[1]):
        return None
    words = [schema.node_kind(each) for each in kinds]
    return Fault("F36", "ends", facts={
        "from_kind": words[0].zh, "to_kind": words[1].zh, "from_kind_en": words[0].en, "to_kind_en": words[1].en, "tie": kind.zh, "tie_en": kind.en,
    })


def _kind_of(resolver: Resolver, end: str) -> str:
    known = resolver.directory.kind_of(end)
    return known or ("Industry" if end.startswith("industry:") else "Region")


def _role(resolver: Resolver, state: TableState, number: int, kind: TieKind, word: str) -> str:
    words = _ROLES[kind.name]
    code = words.get(heading_key(word))
    if code is None:
        resolver.note(Fault("F19", "role", "warning", {"known": [role.zh for role in kind.roles], "known_en": [role.en for role in kind.roles]})
                      .at(state.table.name, number, state.heading("role"), word))
    return code or word
