"""What a graph store promises. Every store inherits the tests of these promises (``tests/contracts``).

Records at the port are those of ``model``; dates are ISO text; errors are those of ``errors``.
All writing goes through ``commit`` and ``undo``: one transaction with ledger entry, audit record,
before-images and, where nodes or ties changed, revision + 1. Work records move ``work_revision`` alone.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alliance.model import Actor, Batch, Change, Difference, Hit, LedgerEntry, Node, Receipt, Tie, Work
from alliance.model.snapshot import Snapshot

if TYPE_CHECKING:  # opening a store needs none of the thinking
    from alliance.network.analyst import Analyst

STAGED_AT_ONCE = 20_000  # so many changes go into the staging area in one transaction
Progress = Callable[[int, int], None]  # done, total (0 where it is not known); may raise Stopped


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """What a store is: ``engine`` its name in a word, ``location`` without any secret, ``id`` made once.

    ``backup_suffix``: how the name of a backup ends.
    """

    engine: str
    location: str
    id: str
    version: int
    revision: int
    work_revision: int
    writable: bool
    backup_suffix: str
    facts: Mapping[str, Any]


class GraphStore(ABC):
    """A store of nodes, ties and work records. Safe to use from several threads. ``far``: each read is a journey over a network."""

    far = False

    # -- state
    @abstractmethod
    def info(self) -> StoreInfo:
        """Return what the store is and its counters, read now."""

    @property
    @abstractmethod
    def revision(self) -> int:
        """Counter of committed changes of nodes and ties, read now; another program's commit moves it too."""

    @abstractmethod
    def settings(self) -> dict[str, Any]:
        """Return the settings with defaults filled in. A setting is a work record of kind ``setting``: id name, data {"value": …}."""

    # -- reading
    @abstractmethod
    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """Return the nodes of these ids; unknown ids are left out. A merged id resolves to its successor."""

    @abstractmethod
    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """Return id → name, the cheap half of ``nodes``."""

    @abstractmethod
    def ties(self, ids: Iterable[str]) -> dict[str, Tie]:
        """Return the ties of these ids; unknown ids are left out."""

    @abstractmethod
    def ties_of_other_kind(self, kinds: Mapping[str, str]) -> dict[str, str]:
        """Return id → kind of the ties that are on record under another kind than the one given for their id."""

    @abstractmethod
    def ties_by_key(self, keys: Iterable[int]) -> list[Tie]:
        """Return the ties with these store keys (``Snapshot.tie_key``), in the order given; keys no longer there are left out."""

    @abstractmethod
    def ties_of(self, node_id: str, kinds: Sequence[str] = (), limit: int = 5000) -> list[Tie]:
        """Return the ties at a node, of these kinds or all, by kind, then valid_from, then id."""

    @abstractmethod
    def find(self, text: str, kinds: Sequence[str] = (), limit: int = 20, without: Collection[str] = ()) -> tuple[list[Hit], int]:
        """Return nodes whose id, number, name or alias holds the text, best first, and how many there are in all.

        The ids ``without`` are passed over, as if they were not there.
        Order: exact id or number, exact name, exact alias, name begins with it, alias begins, name holds it,
        alias holds it, all its parts held (blank separated), a name sounds like it (``model.sounds``); then length of name,
        then id. Width, case and traditional characters are folded (``search_key``); one Chinese character suffices; the text is
        taken literally. An empty text finds nothing.
        """

    @abstractmethod
    def answering(self, text: str, ids: Collection[str]) -> set[str]:
        """Return those of these nodes that ``find`` finds for the text."""

    @abstractmethod
    def find_named(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Node]]:
        """Return, for each (kind, name or alias or number as matched), the nodes that answer to it exactly. ``matching_key`` folds both sides."""

    @abstractmethod
    def all_nodes(self, kind: str = "") -> Iterator[Node]:
        """Yield all nodes (of a kind) in order of id, at one revision."""

    @abstractmethod
    def all_ties(self, kind: str = "") -> Iterator[Tie]:
        """Yield all ties (of a kind) in order of id, at one revision."""

    @abstractmethod
    def counts(self) -> dict[str, dict[str, int]]:
        """Return {"nodes": {kind: n}, "ties": {kind: n}}; kinds without any are left out."""

    def analyst(self) -> Analyst | None:
        """Return who answers questions about the network in the database itself; None where there is no such way."""
        return None

    def later(self, on: int) -> Collection[str]:
        """Return the ids of the nodes that are not there yet on a day (day number; ``network.time.horizon``): none, as a rule."""
        from alliance.network.time.horizon import later  # load time: opening a store needs none of the thinking

        return later(self.snapshot(), on)

    def size(self) -> int:
        """Return how many ties there are, the cheap half of ``counts``."""
        return sum(self.counts()["ties"].values())

    @abstractmethod
    def snapshot(self, progress: Progress | None = None) -> Snapshot:
        """Return the snapshot of the present revision, from memory or the cache where they are of it."""

    # -- work records
    @abstractmethod
    def work(self, kind: str, ids: Iterable[str] | None = None) -> list[Work]:
        """Return the work records of a kind (of these ids), by id."""

    @abstractmethod
    def work_kinds(self) -> list[str]:
        """Return the kinds of the work records there are, in order."""

    # -- writing
    @abstractmethod
    def stage(self, batch: str, changes: Iterable[Change], *, facts: Mapping[str, Any] | None = None) -> int:
        """Append changes to the staging area under a batch id, kept over restarts; return how many are staged now.

        Changes are merged into the store's records only at ``commit``. Nothing shows elsewhere.
        """

    @abstractmethod
    def staged_batches(self) -> list[Mapping[str, Any]]:
        """Return what waits in the staging area: {batch, at, count, facts}, newest first."""

    @abstractmethod
    def differences(self, batch: str, state: str = "", limit: int = 200, offset: int = 0) -> tuple[list[Difference], dict[str, int]]:
        """Return staged changes beside the store's records, in the order staged, and the counts of each state.

        Counts: {"new", "changed", "unchanged", "deleted", "refused"} over the whole batch and
        {"new:Workshop": …} by kind.
        """

    @abstractmethod
    def discard(self, batch: str) -> None:
        """Empty the staging area of this batch; nothing where there is none."""

    @abstractmethod
    def commit(self, batch: Batch, actor: Actor, progress: Progress | None = None) -> Receipt:
        """Apply a batch in one transaction and return what it did.

        A batch id that is in the ledger is not applied again: its receipt comes back with ``repeated``.
        Raises ``Conflict`` (base version), ``InvalidChange`` (dangling end, self-loop, wrong ends, cycle in
        SUBORDINATE_TO or PART_OF or SUBSIDIARY_OF), ``StoreBusy``, ``StoreFull``, ``StoreReadOnly``; then nothing was changed.
        """

    @abstractmethod
    def ledger(self, limit: int = 50, before: int = 0) -> list[LedgerEntry]:
        """Return committed batches, newest first, those with a sequence below ``before`` where it is given."""

    @abstractmethod
    def known_digest(self, digest: str) -> LedgerEntry | None:
        """Return the batch that imported a file of this content and stands (is not undone), else None."""

    @abstractmethod
    def inverse(self, batch: str, limit: int = 200) -> tuple[list[Difference], dict[str, int]]:
        """Return what undoing a batch would do, as ``differences`` does. Raises ``UndoBlocked`` where later batches changed the same
        records, ``UnknownBatch``."""

    @abstractmethod
    def undo(self, batch: str, actor: Actor, new_batch: str, progress: Progress | None = None) -> Receipt:
        """Commit the inverse of a batch as ``new_batch``; it can be undone in turn. Raises ``UndoBlocked``, ``UnknownBatch``."""

    @abstractmethod
    def audit(self, limit: int = 100) -> list[Mapping[str, Any]]:
        """Return the newest audit records: sequence, at, actor, role, action, batch, objects, before, after, previous, hash."""

    @abstractmethod
    def note(self, actor: Actor, action: str, objects: Sequence[str], facts: Mapping[str, Any]) -> None:
        """Append an audit record for something that changed nothing: an export, a refusal."""

    @abstractmethod
    def verify_audit(self) -> int:
        """Return the sequence of the first audit record that does not fit the chain, 0 where all do."""

    # -- keeping
    @abstractmethod
    def backup(self, target: Path, progress: Progress | None = None) -> Mapping[str, Any]:
        """Write a consistent copy while others read and write; checked before it is called good. Returns counts and revision."""

    @abstractmethod
    def close(self) -> None:
        """Close every connection; the object is of no use afterwards."""
