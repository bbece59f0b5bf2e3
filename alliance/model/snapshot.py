"""The snapshot: the whole network of one revision as read-only arrays.

Nodes are numbered 0 … n−1 in ascending order of their ids, so equal answers in order of number
are in order of id. Ties are sorted by (kind, source, target, first day, key), so each kind is one
slice. Names and properties are not here: they are read from the store when shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance import schema
from alliance.errors import UnknownNode

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Bytes = NDArray[np.uint8]

# name → dtype; the cache file of a store holds exactly these
NODE_COLUMNS: dict[str, str] = {
    "key": "int64",  # the store's row number
    "kind": "uint8",  # schema.NODE_CODE
    "first": "int32",
    "last": "int32",  # the node's own date as an interval of days, 0 unknown
    "until": "int32",  # stated end, 0 none, period.OPEN open
    "count": "int32",  # head count of an activity, size of a group; −1 not on record
    "form": "uint8",  # position in its vocabulary: form of activity, kind of union, of school, state
    "rank": "uint8",  # position in vocabularies.RANKS: rank of a union, level of a workshop
    "system": "int32",  # position in ``systems``; 0 is the empty text
}
TIE_COLUMNS: dict[str, str] = {
    "tie_key": "int64",
    "tie_kind": "uint8",  # schema.TIE_CODE
    "source": "int32",
    "target": "int32",  # node numbers
    "tie_first": "int32",
    "tie_last": "int32",  # valid_from as an interval of days, 0 unknown
    "tie_until": "int32",  # valid_to: its last day, 0 not stated, period.OPEN stated open
    "tie_seen": "int32",  # last day of the newest as-of of its sources, 0 unknown
    "tie_role": "int16",  # position in ``roles``; 0 is the empty text
    "tie_count": "int32",  # stated count of a group row; −1 none
}
# intervals of days that a few rows have several of: every as-of of the ties for which ``tie_seen`` does not say it all
# (``is_listed``), and what is told of a node: when a workshop's contacts were checked, the as-ofs of an undated node that dates others
LIST_COLUMNS: dict[str, str] = dict.fromkeys(("seen_tie", "seen_first", "seen_last", "told_node", "told_first", "told_last"), "int32")


def typed_columns(columns: Mapping[str, Any]) -> dict[str, NDArray[Any]]:
    """Return all columns of a snapshot in their types, read-only."""
    types = {**NODE_COLUMNS, **TIE_COLUMNS, **LIST_COLUMNS}
    return {name: _freeze(np.ascontiguousarray(columns[name], dtype=kind)) for name, kind in types.items()}


def is_listed(as_ofs: Sequence[tuple[int, int]]) -> bool:
    """Say whether the as-ofs of a tie stand in the list: several, or one that is longer than the day that ``tie_seen`` holds."""
    return len(as_ofs) > 1 or (len(as_ofs) == 1 and as_ofs[0][0] != as_ofs[0][1])


@dataclass(frozen=True, slots=True)
class IdTable:
    """Texts in ascending order of their UTF-8 bytes, kept as one block: ``block[offsets[i]:offsets[i+1]]``."""

    block: Bytes
    offsets: Longs

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, number: int) -> str:
        return self.block[self.offsets[number] : self.offsets[number + 1]].tobytes().decode("utf-8")

    def find(self, text: str) -> int:
        """Return the number of the text, −1 where it is not here. O(log n)."""
        wanted, low, high = text.encode("utf-8"), 0, len(self)
        while low < high:
            middle = (low + high) // 2
            here = self.block[self.offsets[middle] : self.offsets[middle + 1]].tobytes()
            if here == wanted:
                return middle
            low, high = (middle + 1, high) if here < wanted else (low, middle)
        return -1

    @classmethod
    def of(cls, texts: Iterable[str]) -> IdTable:
        """Return the table of texts that come in ascending order."""
        parts = [text.encode("utf-8") for text in texts]
        offsets = np.zeros(len(parts) + 1, dtype=np.int64)
        np.cumsum([len(part) for part in parts], out=offsets[1:])
        return cls(np.frombuffer(b"".join(parts), dtype=np.uint8), offsets)


@dataclass(frozen=True, slots=True)
class Adjacency:
    """Neighbours in CSR form: those of node i are ``node[start[i]:start[i+1]]`` over ties ``tie[…]`` (tie numbers)."""

    start: Longs
    node: Ints
    tie: Ints

    def of(self, number: int) -> Ints:
        """Return the neighbours of a node, ascending, one per tie."""
        return self.node[self.start[number] : self.start[number + 1]]

    def ties_of(self, number: int) -> Ints:
        """Return the tie numbers beside ``of(number)``."""
        return self.tie[self.start[number] : self.start[number + 1]]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The network of one revision. Nothing in it may be changed; arrays are read-only.

    ``settings`` are the store's settings with defaults filled in (``schema.settings``). ``under`` gives the same network judged by others;
    what follows from the records alone is worked out once for both.
    """

    store: str
    revision: int
    ids: IdTable
    columns: Mapping[str, NDArray[Any]]
    roles: tuple[str, ...] = ("",)
    systems: tuple[str, ...] = ("",)
    settings: Mapping[str, Any] = field(default_factory=lambda: dict(schema.DEFAULTS))
    _memo: dict[Any, Any] = field(default_factory=dict, repr=False)
    changed: tuple[tuple[str, str], ...] = ()  # by which settings this one differs from the one that shares its memo

    def __getattr__(self, name: str) -> NDArray[Any]:
        # the columns read as attributes: snapshot.kind, snapshot.tie_first
        try:
            return self.columns[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def n_nodes(self) -> int:
        """Number of nodes."""
        return len(self.ids)

    @property
    def n_ties(self) -> int:
        """Number of ties."""
        return len(self.columns["tie_kind"])

    def number(self, node_id: str) -> int:
        """Return the number of the node with this id; raises ``UnknownNode``. O(log n)."""
        found = self.ids.find(node_id)
        if found < 0:
            raise UnknownNode(node=node_id, near=[])
        return found

    def of_kind(self, *kinds: str) -> Longs:
        """Return the numbers of the nodes of these kinds, ascending. Kept: not to be changed."""
        return self.memo_of_records(("of_kind", kinds), lambda: _freeze(np.flatnonzero(self.has_kind(*kinds))))  # type: ignore[no-any-return]

    def has_kind(self, *kinds: str) -> NDArray[np.bool_]:
        """Say of each node whether it is of one of these kinds. Kept: not to be changed."""
        wanted = np.zeros(len(schema.NODE_KINDS) + 1, dtype=bool)
        wanted[[schema.NODE_CODE[kind] for kind in kinds]] = True
        return self.memo_of_records(("has_kind", kinds), lambda: _freeze(wanted[self.columns["kind"]]))  # type: ignore[no-any-return]

    def kind_of(self, number: int) -> str:
        """Return the kind of a node."""
        return schema.NODE_KINDS[int(self.columns["kind"][number])].name

    def tie_slice(self, kind: str) -> slice:
        """Return the slice of tie numbers of one kind."""
        column, code = self.columns["tie_kind"], schema.TIE_CODE[kind]
        low, high = np.searchsorted(column, np.array([code, code + 1], dtype=column.dtype))  # of the column's own type: else it is copied whole
        return slice(int(low), int(high))

    def memo(self, key: Any, make: Any) -> Any:
        """Return ``make()``, computed once for this snapshot under its settings, and key. For derived arrays only."""
        return self.memo_of_records((self.changed, key) if self.changed else key, make)

    def memo_of_records(self, key: Any, make: Any) -> Any:
        """Return ``make()``, computed once whatever the settings: for what follows from the records, or whose key names the settings it hangs on."""
        if key not in self._memo:
            self._memo[key] = make()
        return self._memo[key]

    def under(self, settings: Mapping[str, Any]) -> Snapshot:
        """Return the same network under these settings in the place of its own; itself where none is given. O(1)."""
        if not settings:
            return self
        changed = {**dict(self.changed), **{name: repr(value) for name, value in settings.items()}}
        return replace(self, settings={**self.settings, **settings}, changed=tuple(sorted(changed.items())))

    def under_those_of(self, other: Snapshot) -> Snapshot:
        """Return the same network under the settings of another snapshot of the same records. O(1)."""
        return self if self.changed == other.changed else replace(self, settings=other.settings, changed=other.changed)

    def adjacency(self, kind: str, *, reverse: bool = False) -> Adjacency:
        """Return the neighbours over the ties of one kind: targets of each source, or the reverse.

        Built on first use in O(n + m of that kind), then kept.
        """
        return self.memo_of_records(("adjacency", kind, reverse), lambda: self._adjacency(kind, reverse))  # type: ignore[no-any-return]

    def _adjacency(self, kind: str, reverse: bool) -> Adjacency:
        part = self.tie_slice(kind)
        heads, tails, ties = self.columns["source"][part], self.columns["target"][part], np.arange(part.start, part.stop, dtype=np.int32)
        if reverse:  # ties of a kind stand by source, target, number
            order = np.argsort(tails, kind="stable")
            heads, tails, ties = tails[order], heads[order], ties[order]
        return _make_adjacency(self.n_nodes, heads, tails, ties)


def _freeze(array: NDArray[Any]) -> NDArray[Any]:
    array.setflags(write=False)
    return array


def adjacency(n: int, heads: NDArray[Any], tails: NDArray[Any], ties: NDArray[Any]) -> Adjacency:
    """Return the CSR adjacency of ties ``heads[k] → tails[k]`` with numbers ``ties[k]``; neighbours ascending."""
    order = np.lexsort((ties, tails, heads))
    return _make_adjacency(n, heads[order], tails[order], ties[order])


def _make_adjacency(n: int, heads: NDArray[Any], tails: NDArray[Any], ties: NDArray[Any]) -> Adjacency:
    start = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(heads, minlength=n), out=start[1:])
    return Adjacency(start, tails.astype(np.int32, copy=False), ties.astype(np.int32, copy=False))
