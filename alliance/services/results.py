"""What every result of a use case has, and its JSON form (documented in docs/json.md).

An answer is a frozen dataclass; its fields are the keys of the JSON. A trailing underscore is
dropped (``from_`` → ``from``). A field with ``metadata={"json": False}`` stays inside the program. ``schema`` names form and version,
``as_of`` the reference date, ``period`` how far back a contact counts as recent where that was chosen.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any


@dataclasses.dataclass(frozen=True, slots=True)
class NodeRef:
    """A node as answers name it."""

    id: str
    kind: str
    name: str

    def __str__(self) -> str:
        # as sentences list it
        return self.name if self.id == self.name else f"{self.name}（{self.id}）"


@dataclasses.dataclass(frozen=True, slots=True)
class TieRef:
    """A tie as answers name it; ``date`` and ``until`` as stored (as precise as it is known), empty where it is not."""

    id: str
    kind: str
    from_: str
    to: str
    date: str = ""
    until: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Result:
    """Base of every answer: which form, at which revision, seen from which day, and in which period where one was chosen.

    ``period`` is set by ``authorized`` for every use case, and is no key of the JSON where none was chosen.
    """

    schema: str
    revision: int
    as_of: str
    period: str = dataclasses.field(default="", kw_only=True, metadata={"json": "where given"})


def to_json(value: Any) -> Any:
    """Return plain JSON values for an answer or a part of one.

    >>> to_json(TieRef("t", "VISITED", "a", "b"))
    {'id': 't', 'kind': 'VISITED', 'from': 'a', 'to': 'b', 'date': '', 'until': ''}
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name.rstrip("_"): to_json(getattr(value, f.name)) for f in dataclasses.fields(value) if _is_told(f, value)}
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_json(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(to_json(item) for item in value)
    return value.item() if hasattr(value, "item") else value


def _is_told(field: dataclasses.Field[Any], value: Any) -> bool:
    told = field.metadata.get("json", True)
    return bool(getattr(value, field.name)) if told == "where given" else bool(told)
