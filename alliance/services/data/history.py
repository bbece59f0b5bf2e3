"""What was done, by whom, and how it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from alliance.model import Difference, LedgerEntry, Receipt
from alliance.services.authorization import authorized
from alliance.services.batch_ids import new_batch_id
from alliance.services.results import Result
from alliance.services.session import Session
from alliance.stores.port import Progress

PAGE = 200


@dataclass(frozen=True, slots=True)
class HistoryResult(Result):
    """Committed batches, newest first."""

    rows: tuple[LedgerEntry, ...]


@dataclass(frozen=True, slots=True)
class UndoPreview(Result):
    """What taking a batch back would do: the first rows and the counts of all."""

    batch: str
    rows: tuple[Difference, ...]
    counts: dict[str, int]


@authorized
def history(net: Session, limit: int = 50, before: int = 0, on: str | None = None) -> HistoryResult:
    """Return the committed batches, newest first; with a day (``on``, or that of the workspace) those committed by its end."""
    as_of = net.as_of(on)
    rows = islice(_ledger_entries(net, before, as_of if on or net.on else ""), limit)
    return HistoryResult(schema="alliance.history/1", revision=net.store.revision, as_of=as_of, rows=tuple(rows))


def _ledger_entries(net: Session, before: int, by: str) -> Iterator[LedgerEntry]:
    while page := net.store.ledger(PAGE, before):
        yield from (entry for entry in page if not by or entry.at[:10] <= by)
        before = page[-1].sequence


@authorized
def undo_preview(net: Session, batch: str, limit: int = 200) -> UndoPreview:
    """Return what ``undo`` would do. Raises ``UndoBlocked`` where later batches changed the same records."""
    rows, counts = net.store.inverse(batch, limit)
    return UndoPreview(schema="alliance.undo/1", revision=net.store.revision, as_of=net.as_of(), batch=batch, rows=tuple(rows), counts=counts)


@authorized
def undo(net: Session, batch: str, *, progress: Progress | None = None) -> Receipt:
    """Take a batch back as a new batch, which can be taken back in turn. Raises ``UndoBlocked``."""
    return net.store.undo(batch, net.actor, new_batch_id("undo"), progress)
