"""The server behind one store: one driver, sessions for each call, and a deadline of our own over every wait.

The driver's time-outs do not bound a link that went dead in the middle of an answer; so each call runs in a thread of
its own that must give a sign of life (a statement answered) within a limit, else the call is given up, its driver
closed, and the next call begins with a fresh one.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

import neo4j
from neo4j import exceptions

from alliance.errors import StoreFull, StoreUnavailable
from alliance.stores.cypher_files import query, statements
from alliance.stores.neo4j.server.address import Address
from alliance.stores.neo4j.server.failures import heard, is_full, translate_errors

CONNECT, READ, WRITE, ASK, LONG = 8.0, 8.0, 6.5, 2.5, 180.0  # seconds without a sign of life; what a page waits for ends within ten in all
GRANTED, WHOLE = 10.0, 7_200.0  # seconds that the server grants a short and a long transaction in all
AGAIN = 1.2  # seconds for which a read is tried again
_SETTINGS: dict[str, Any] = {
    "connection_timeout": 3,
    "connection_acquisition_timeout": 5,
    "liveness_check_timeout": 30,
    "max_transaction_retry_time": 5,
    "initial_retry_delay": 0.35,
    "retry_delay_multiplier": 1.5,  # a new leader has until WRITE
    "telemetry_disabled": True,
    "notifications_min_severity": "OFF",
    "keep_alive": True,
    "user_agent": "alliance-explorer",
}
T = TypeVar("T")


class Statements:
    """The queries of ``cypher/`` within one transaction, or, reading, each in its own: a third of the ways to a server far off, and Neo4j
    shows others' commits within a transaction too. Each answer is a sign of life.
    """

    def __init__(self, transaction: Any, beat: Callable[[], None], location: str, limit: float = 0) -> None:
        self._transaction, self._beat, self._location, self._limit = transaction, beat, location, limit
        self._behind = ThreadPoolExecutor(1) if not limit else None
        self._waiting: Future[Any] | None = None

    def _run(self, text: str, params: dict[str, Any]) -> Any:
        return self._transaction.run(neo4j.Query(text, timeout=self._limit) if self._limit else text, params)

    def rows(self, name: str, kind: str = "", /, **params: Any) -> list[tuple[Any, ...]]:
        """Run a query and return its rows."""
        self.settle()
        return self._rows(name, kind, params)

    def later(self, name: str, kind: str = "", /, **params: Any) -> None:
        """Run a query whose answer nobody needs, while the caller goes on; what goes wrong in it is raised by the next call.

        One runs at a time and in order: the server works on one block of a batch while the next is made ready.
        """
        self.settle()
        if self._behind is None:
            self._rows(name, kind, params)
        else:
            self._waiting = self._behind.submit(self._rows, name, kind, params)

    def settle(self) -> None:
        """Wait until nothing runs any more. Raises what went wrong."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting.result()

    def end(self) -> None:
        """Wait until nothing runs any more, whatever came of it: the transaction goes on in one thread."""
        if self._behind is not None:
            self._behind.shutdown(wait=True)

    def _rows(self, name: str, kind: str, params: dict[str, Any]) -> list[tuple[Any, ...]]:
        file = query(name, kind)
        self._beat()
        try:
            found = [tuple(record.values()) for record in self._run(file.text, params)]
        except exceptions.TransientError as error:
            if is_full(error):  # the driver would try again what can only end in the same way
                raise StoreFull(location=self._location, cause=str(error.code)) from None
            raise
        self._beat()
        return found

    def stream(self, name: str, kind: str = "", /, **params: Any) -> Any:
        """Run a query and yield its rows as they come."""
        self.settle()
        for record in self._run(query(name, kind).text, params):
            self._beat()
            yield tuple(record.values())

    def one(self, name: str, /, **params: Any) -> Any:
        """Run a query and return the first column of its first row, None where there is none."""
        found = self.rows(name, **params)
        return found[0][0] if found else None


class Server:
    """One server and database. Safe to use from several threads."""

    def __init__(self, address: Address, auth: tuple[str, str] | None, **settings: Any) -> None:
        self.address, self.location = address, address.shown
        self._auth, self._settings = auth, {**_SETTINGS, **settings}
        self._guard = threading.Lock()
        self._database = address.database
        self._driver: Any = None
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        self.closed = False

    def driver(self) -> Any:
        """Return the driver; made on first use and after a call was given up."""
        with self._guard:
            if self.closed:
                raise StoreUnavailable(location=self.location, cause="closed")
            if self._driver is None:
                with translate_errors(self.location):
                    self._driver = neo4j.GraphDatabase.driver(self.address.uri, auth=self._auth, **self._settings)
            return self._driver

    def _give_up(self, driver: Any) -> None:
        with self._guard:
            if self._driver is driver:
                self._driver = None
        threading.Thread(target=_closed, args=(driver,), daemon=True).start()

    def _within(self, limit: float, work: Callable[[Callable[[], None]], T]) -> T:
        """Return what the work returns; raise ``StoreUnavailable`` when it gives no sign of life for ``limit`` seconds."""
        driver, last = self.driver(), [time.monotonic()]
        done = threading.Event()
        outcome: list[tuple[Any, BaseException | None]] = []

        def beat() -> None:
            last[0] = time.monotonic()

        def run() -> None:
            try:
                outcome.append((work(beat), None))
            except BaseException as error:  # noqa: BLE001 - carried over to the thread that waits
                outcome.append((None, error))
            done.set()

        threading.Thread(target=run, daemon=True).start()
        while not done.wait(max(0.01, last[0] + limit - time.monotonic())):
            if time.monotonic() >= last[0] + limit:
                self._give_up(driver)
                raise StoreUnavailable(location=self.location, cause=heard(self.location))
        result, error = outcome[0]
        if error is not None:
            raise error
        return result  # type: ignore[no-any-return]

    def agent(self) -> str:
        """Return the name by which the server calls itself: ``Neo4j/5.26.30``.

        Learns the name of the database too, where the address names none: without it the driver would ask the one member of a
        cluster that stands in the address, every time, and be lost without it.
        """

        def ask(_: Callable[[], None]) -> str:
            with self._session(reads=True) as session:
                told = session.run(query("meta").text).consume()
                self._database = self._database or told.database
                return str(told.server.agent)

        with translate_errors(self.location):
            return self._within(CONNECT, ask)

    def read(self, work: Callable[[Statements], T], limit: float = READ) -> T:
        """Run reads and return what they return; they are run again for a moment after a passing fault.

        A page must say within three seconds that a server is down: no longer than that.
        """

        def run(beat: Callable[[], None]) -> T:
            until, wait = time.monotonic() + AGAIN, 0.2
            while True:
                try:
                    with self._session(reads=True) as session:
                        return work(Statements(session, beat, self.location, _granted(limit)))
                except (exceptions.Neo4jError, exceptions.DriverError) as error:
                    if not error.is_retryable() or time.monotonic() + wait > until:
                        raise
                time.sleep(wait)
                wait *= 2

        with translate_errors(self.location):
            return self._within(limit, run)

    def write(self, work: Callable[[Statements], T], limit: float = WRITE) -> T:
        """Run writes in one managed transaction; may run ``work`` again after a passing fault. The caller handles an unknown end of the commit."""

        def run(beat: Callable[[], None]) -> T:
            with self._session() as session:
                granted = neo4j.unit_of_work(timeout=_granted(limit))
                return session.execute_write(granted(lambda transaction: _settle(work, Statements(transaction, beat, self.location))))  # type: ignore[no-any-return]

        with translate_errors(self.location):
            return self._within(limit, run)

    def _session(self, *, reads: bool = False) -> Any:
        mode = neo4j.READ_ACCESS if reads else neo4j.WRITE_ACCESS
        return self.driver().session(default_access_mode=mode, database=self._database, bookmark_manager=self._bookmarks, fetch_size=2000)

    def probe(self, work: Callable[[Statements], T], limit: float = CONNECT) -> T:
        """Run writes in one transaction that is taken back and not tried again, and return what they return."""

        def run(beat: Callable[[], None]) -> T:
            with self._session() as session, session.begin_transaction(timeout=_granted(limit)) as transaction:
                found = _settle(work, Statements(transaction, beat, self.location))
                transaction.rollback()
                return found

        with translate_errors(self.location):
            return self._within(limit, run)

    def run_each(self, name: str, chosen: Callable[[str], bool], limit: float = LONG) -> None:
        """Run the statements of a file one by one, each in its own transaction: changes of the schema."""

        def run(beat: Callable[[], None]) -> None:
            with self._session() as session:
                for statement in statements(query(name)):
                    if chosen(statement):
                        session.run(statement).consume()
                    beat()

        with translate_errors(self.location):
            self._within(limit, run)

    def close(self) -> None:
        """Close the driver."""
        with self._guard:
            self.closed, driver, self._driver = True, self._driver, None
        if driver is not None:
            thread = threading.Thread(target=_closed, args=(driver,), daemon=True)
            thread.start()
            thread.join(5)


def _settle(work: Callable[[Statements], T], q: Statements) -> T:
    try:
        found = work(q)
        q.settle()
        return found
    finally:
        q.end()


def _granted(limit: float) -> float:
    return max(limit, GRANTED) if limit < LONG else WHOLE


def _closed(driver: Any) -> None:
    with contextlib.suppress(exceptions.DriverError, exceptions.Neo4jError, OSError):
        driver.close()
