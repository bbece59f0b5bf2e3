"""The records that pass through the port of a store: nodes, ties, work records, changes, batches."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Props = Mapping[str, Any]
NEW = 0  # version of a record that does not exist yet
ANY = -1  # base version of a change that does not mind what is there


@dataclass(frozen=True, slots=True)
class Node:
    """A node. ``props`` holds its properties by stored name, ``sources`` among them.

    ``version`` is the sequence of the batch that made it what it is; an undo brings the old one back with the old state.
    ``key`` is the store's own row number, stable for the life of the node, never shown.
    """

    id: str
    kind: str
    name: str
    props: Props = field(default_factory=dict)
    version: int = NEW
    key: int = 0


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie from ``source`` to ``target`` (node ids). Symmetric kinds are stored with source < target.

    ``props``: valid_from, valid_to, role, count, note and the kind's own, and ``sources``.
    """

    id: str
    kind: str
    source: str
    target: str
    props: Props = field(default_factory=dict)
    version: int = NEW
    key: int = 0


@dataclass(frozen=True, slots=True)
class Work:
    """A work record: answer, worklist entry, plan, view, target list, setting.

    The port keeps them as (kind, id, version, state, data); new features add kinds, not tables.
    """

    kind: str
    id: str
    state: str = ""
    data: Props = field(default_factory=dict)
    version: int = NEW


Record = Node | Tie | Work
Operation = Literal["merge", "put", "delete"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one record.

    ``merge`` sets the given properties and keeps the others (a property given as None is
    removed, ``sources`` are added to those there, a text ``as_written`` goes with the value it stood for); ``put`` replaces the record; ``delete``
    removes it, a node with its ties. ``base`` is the version it was made on: ``NEW`` refuses
    when the record exists, ``ANY`` never refuses, any other number refuses when it differs.
    """

    operation: Operation
    record: Record
    base: int = ANY


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a key that is kept in ledger and audit, and a role (viewer, editor, admin)."""

    key: str
    role: str = "admin"


@dataclass(frozen=True, slots=True)
class Batch:
    """What is committed in one transaction.

    ``id`` makes the commit idempotent: an id that is in the ledger is not applied again.
    ``action`` is a word of the services (import, undo, plan, answer …), ``label`` what a person
    reads in the history, ``digest`` the content hash of an imported file.
    ``staged`` takes the changes that were staged under this id before instead of ``changes``.
    """

    id: str
    action: str
    changes: Sequence[Change] = ()
    label: str = ""
    digest: str = ""
    staged: bool = False
    facts: Props = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a commit did. ``repeated`` means the batch id was in the ledger already."""

    batch: str
    sequence: int
    revision: int
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One committed batch, as the history shows it. ``undoes``/``undone_by`` name batch ids or are empty."""

    batch: str
    sequence: int
    revision: int
    at: str
    actor: str
    action: str
    label: str
    created: int
    changed: int
    deleted: int
    digest: str = ""
    undoes: str = ""
    undone_by: str = ""
    facts: Props = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """One record of a staged batch beside what the store holds: ``state`` is new, changed, unchanged, deleted or refused."""

    state: str
    record: Record
    before: Record | None = None
    fields: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One node found by text: how it matched (id, number, name, alias, part) and where."""

    node: Node
    matched: str
    text: str


def digest(*parts: str, length: int = 12) -> str:
    """Return a short stable name for the parts: the head of their SHA-256, in hexadecimal.

    >>> digest("Workshop", "张三创新工作室", "某厂") == digest("Workshop", "张三创新工作室", "某厂")
    True
    """
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:length]


def node_id(prefix: str, name: str, place: str = "") -> str:
    """Return the id made once for a node without one, from kind prefix, name and host or place."""
    return f"{prefix}-{digest(prefix, name, place)}"


def tie_id(kind: str, source: str, target: str, start: str = "", role: str = "") -> str:
    """Return the id made for a tie without one, from kind, ends, start and role."""
    return f"tie-{digest(kind, source, target, start, role, length=16)}"


def orient_ends(kind_is_symmetric: bool, source: str, target: str) -> tuple[str, str]:
    """Return the ends in stored order: ascending for symmetric kinds, as given for others."""
    return (target, source) if kind_is_symmetric and target < source else (source, target)


LISTS = ("sources", "links_checks", "recognitions", "results")  # properties that hold entries: a merge adds to them


def merged_sources(before: Iterable[Props], more: Iterable[Props]) -> list[dict[str, Any]]:
    """Return the sources of both, each once, in order of first appearance."""
    sources = [*before, *more]
    if len(sources) < 2:  # most facts have one: no need to tell it from others
        return [dict(source) for source in sources]
    found: dict[tuple[tuple[str, str], ...], dict[str, Any]] = {}
    for source in sources:
        found.setdefault(tuple(sorted((k, str(v)) for k, v in source.items())), dict(source))
    return list(found.values())


def merged_props(before: Props, patch: Props) -> dict[str, Any]:
    """Return the properties after a ``merge``: None removes, lists of entries (``LISTS``) are added, others replace."""
    after = dict(before)
    for name, value in patch.items():
        if value is None:
            after.pop(name, None)
        elif name in LISTS:
            after[name] = merged_sources(before.get(name, ()), value)
        else:
            after[name] = value
    if "as_written" in before:
        _keep_written(after, before["as_written"], patch)
    return after


def _keep_written(after: dict[str, Any], before: Props, patch: Props) -> None:
    """Keep the texts as written of both; that of a property which was given anew goes."""
    texts = {name: text for name, text in before.items() if name not in patch} | dict(patch.get("as_written") or {})
    if texts:
        after["as_written"] = texts
    else:
        after.pop("as_written", None)
