"""Put a backup in the place of a store. No store is open here, so the rights of the local actor are checked directly."""

from __future__ import annotations

import contextlib
import glob
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from alliance.atomic_files import replace_file
from alliance.errors import InvalidValue, StoreBusy, StoreDamaged
from alliance.model import Actor
from alliance.services import clock
from alliance.services.authorization import authorize, local_actor
from alliance.services.session import Session
from alliance.services.stores.creating import current_location
from alliance.stores.neo4j.store import Neo4jStore
from alliance.stores.opening import is_server, open_graph_store, place
from alliance.stores.port import GraphStore

SIDE_FILES = ("-wal", "-shm")


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

    The backup is opened and checked first, then copied beside the target and moved into its place in one step; what
    stood there is kept under a name with the moment. Raises ``StoreBusy`` where another program has the target open,
    ``StoreDamaged`` or ``StoreTooNew`` for a file that is no good store; then nothing was changed.
    """
    actor = local_actor()
    authorize(actor, "restore", str(target or ""))
    location = place(target or current_location())
    if is_server(location):
        return _into_server(Path(source), location, actor)
    origin, goal = Path(source), Path(location)
    if not origin.is_file():
        raise InvalidValue(property="source", value=str(origin))
    if goal.exists() and origin.samefile(goal):
        raise InvalidValue(property="target", value=str(goal))
    goal.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with replace_file(goal) as fresh:
        _copy(origin, fresh)
        _check(open_graph_store(str(fresh), create=False), origin)
        kept = _put_aside(goal)
    with Session(open_graph_store(str(goal), create=False), actor) as net:
        net.store.note(actor, "restore", [str(goal)], {"source": str(origin), "kept": kept})
        return RestoreResult(
            schema="alliance.restore/1", revision=net.store.revision, as_of=net.as_of(), source=str(origin), target=str(goal), kept=kept
        )


def _into_server(origin: Path, location: str, actor: Actor) -> RestoreResult:
    """Fill an empty database from a backup of a server. Nothing stood there: nothing is kept."""
    if not origin.is_file():
        raise InvalidValue(property="source", value=str(origin))
    store = Neo4jStore(location)
    with Session(store, actor) as net:
        store.restore(origin)
        store.note(actor, "restore", [store.info().location], {"source": str(origin)})
        return RestoreResult(
            schema="alliance.restore/1", revision=store.revision, as_of=net.as_of(), source=str(origin), target=store.info().location, kept=""
        )


def _copy(origin: Path, fresh: Path) -> None:
    # through SQLite, so that a backup whose last commits still lie in its side file comes over whole
    try:
        with (
            contextlib.closing(sqlite3.connect(f"{origin.resolve().as_uri()}?mode=ro", uri=True)) as there,
            contextlib.closing(sqlite3.connect(fresh)) as here,
        ):
            fresh.chmod(0o600)
            there.backup(here)
            here.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        raise StoreDamaged(location=str(origin), command="alliance restore BACKUP") from error


def _check(store: GraphStore, origin: Path) -> None:
    try:
        if store.verify_audit():
            raise StoreDamaged(location=str(origin), command="alliance restore BACKUP")
    finally:
        store.close()


def _put_aside(goal: Path) -> str:
    """Move what stands at the target out of the way and return where it is now; empty where nothing stands there."""
    if not goal.exists():
        return ""
    _refuse_in_use(goal)
    moment = clock.now().replace(":", "").replace("-", "")[:15]
    kept = next(
        path for i in range(1000) if not (path := goal.with_name(f"{goal.stem}-before-restore-{moment}{f'-{i}' if i else ''}{goal.suffix}")).exists()
    )
    goal.replace(kept)
    # a cached snapshot is known by store and revision, and the counter now goes back: what it meant no longer holds
    for rest in (*(goal.with_name(goal.name + suffix) for suffix in SIDE_FILES), *goal.parent.glob(f"{glob.escape(goal.name)}-snapshot-*")):
        _remove(rest)
    return str(kept)


def _refuse_in_use(goal: Path) -> None:
    """Raise ``StoreBusy`` where any other connection to the file is open; folds the side file into it."""
    try:
        with contextlib.closing(sqlite3.connect(goal, timeout=0.5, isolation_level=None)) as database:
            # leaving WAL needs the file for oneself alone: fails while anyone else has it open
            database.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as error:
        raise StoreBusy(location=str(goal)) from error
    except sqlite3.DatabaseError:
        return  # damaged: exactly what a restore is for


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
