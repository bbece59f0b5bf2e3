"""Put a backup in the place of a store. No store is open here, so the rights of the local actor are checked directly."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from alliance.errors import InvalidValue
from alliance.services.authorization import authorize, local_actor
from alliance.services.session import Session
from alliance.services.stores.creating import current_location
from alliance.stores.opening import restore_graph_store


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """What was restored where; ``kept`` is the safety copy of what stood there, empty where nothing did."""

    schema: str
    revision: int
    as_of: str
    source: str
    target: str
    kept: str


def restore(source: str | Path, target: str | Path | None = None) -> RestoreResult:
    """Put a backup in the place of a store (the one in use where ``target`` is not given).

    A file is put in the place of a file, and what stood there is kept under a name with the moment; a database on a server
    must be empty. Raises ``InvalidValue`` where there is no backup or no place for it, ``StoreBusy`` where another program has
    the target open, ``StoreDamaged`` or ``StoreTooNew`` for a file that is no good backup; then nothing was changed.
    """
    actor = local_actor()
    authorize(actor, "restore", str(target or ""))
    origin = Path(source)
    if not origin.is_file():
        raise InvalidValue(property="source", value=str(origin))
    store, kept = restore_graph_store(origin, target or current_location())
    with Session(store, actor) as net:
        place = store.info().location
        net.store.note(actor, "restore", [place], {"source": str(origin), "kept": kept})
        return RestoreResult(schema="alliance.restore/1", revision=store.revision, as_of=net.as_of(), source=str(origin), target=place, kept=kept)
