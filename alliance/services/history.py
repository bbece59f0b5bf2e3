"""What was done, by whom, and how it is taken back."""

from __future__ import annotations

from dataclasses import dataclass

from alliance.model import Difference, LedgerEntry, Receipt
from alliance.services.answers import Answer
from alliance.services.authorization import action
from alliance.services.batches import new_batch_id
from alliance.services.workspace import Workspace
from alliance.stores.base import Progress


@dataclass(frozen=True, slots=True)
class HistoryAnswer(Answer):
    """Committed batches, newest first."""

    rows: tuple[LedgerEntry, ...]


@dataclass(frozen=True, slots=True)
class UndoPreview(Answer):
    """What taking a batch back would do: the first rows and the counts of all."""

    batch: str
    rows: tuple[Difference, ...]
    counts: dict[str, int]


@action("history.read")
def history(net: Workspace, limit: int = 50, before: int = 0) -> HistoryAnswer:
    """Return the committed batches, newest first."""
    return HistoryAnswer("alliance.history/1", net.store.revision, net.as_of(), tuple(net.store.ledger(limit, before)))


@action("history.read")
def undo_preview(net: Workspace, batch: str, limit: int = 200) -> UndoPreview:
    """Return what ``undo`` would do. Raises ``UndoBlocked`` where later batches changed the same records."""
    rows, counts = net.store.inverse(batch, limit)
    return UndoPreview("alliance.undo/1", net.store.revision, net.as_of(), batch, tuple(rows), counts)


@action("undo")
def undo(net: Workspace, batch: str, *, progress: Progress | None = None) -> Receipt:
    """Take a batch back as a new batch, which can be taken back in turn. Raises ``UndoBlocked``."""
    return net.store.undo(batch, net.actor, new_batch_id("undo"), progress)
