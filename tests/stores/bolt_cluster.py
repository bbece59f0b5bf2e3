"""A cluster of Neo4j played by a script: Bolt 5.4 spoken by a few threads on loopback, over a toy of the store's own statements.

Two members (or one) share what was committed; one is the leader and takes writes, the other answers reads from what it has heard of,
which is no more than the bookmarks it was shown. No real cluster was run: this holds the store to what the protocol promises.
"""

from __future__ import annotations

import contextlib
import copy
import re
import socket
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from alliance.stores.cypher_files import names, query
from tests.stores.packstream import Reader, message

SUCCESS, RECORD, IGNORED, FAILURE = 0x70, 0x71, 0x7E, 0x7F
HELLO, GOODBYE, RESET, RUN, BEGIN, COMMIT, ROLLBACK, DISCARD, PULL, ROUTE, LOGON, LOGOFF = (
    1,
    2,
    0x0F,
    0x10,
    0x11,
    0x12,
    0x13,
    0x2F,
    0x3F,
    0x66,
    0x6A,
    0x6B,
)
NOT_A_LEADER = "Neo.ClientError.Cluster.NotALeader"
_BY_TEXT = {query(name).text: name for name in names()}
_INDEXES = re.findall(r"(?:CONSTRAINT|INDEX) (\w+) IF NOT EXISTS", query("constraints").text)


@dataclass
class Data:
    """What one version of the database holds."""

    meta: dict[str, Any] = field(default_factory=dict)
    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    ledger: dict[str, dict[str, Any]] = field(default_factory=dict)
    audit: list[dict[str, Any]] = field(default_factory=list)


def _make_meta(data: Data, values: dict[str, Any]) -> list[list[Any]]:
    data.meta = data.meta or {**values, "one": 1}
    return [[data.meta]]


def _lock(data: Data, batch: str) -> list[list[Any]]:
    data.meta["held_by"] = batch
    return [[dict(data.meta)]]


def _set_meta(data: Data, values: dict[str, Any]) -> list[list[Any]]:
    data.meta.update(values)
    return []


def _upsert(data: Data, rows: list[dict[str, Any]]) -> list[list[Any]]:
    data.nodes.update({row["id"]: row for row in rows})
    return []


def _enter(data: Data, entry: dict[str, Any]) -> list[list[Any]]:
    assert entry["batch"] not in data.ledger, "a uniqueness constraint would refuse this"
    data.ledger[entry["batch"]] = entry
    return []


ANSWERS: dict[str, Callable[..., list[list[Any]]]] = {
    "meta": lambda data: [[data.meta]] if data.meta else [],
    "nodes_in_all": lambda data: [[len(data.nodes)]],
    "ties_in_all": lambda data: [[0]],
    "indexes": lambda data: [[name] for name in _INDEXES],
    "make_meta": _make_meta,
    "lock_meta": _lock,
    "set_meta": _set_meta,
    "ledger_entry": lambda data, batch: [[data.ledger[batch]]] if batch in data.ledger else [],
    "nodes": lambda data, ids: [[["Entity", "Workshop"], data.nodes[each]] for each in ids if each in data.nodes],
    "works": lambda data, keys: [],
    "upsert_nodes": _upsert,
    "empty_stage": lambda data, batch: [],
    "add_ledger": _enter,
    "add_images": lambda data, rows: [],
    "add_audit": lambda data, rows: data.audit.extend(rows) or [],  # type: ignore[func-returns-value]
}


class Cluster:
    """``moves`` is what the leader does at its next chance, once: see ``_Connection``. ``fails`` fails so many statements with a code.

    ``asked`` counts messages by (member, name); ``bookmarks`` are those that the transactions began with, newest last.
    """

    def __init__(self, members: int = 2, agent: str = "Neo4j/5.26.0", password: str = "") -> None:
        self.agent, self.password = agent, password
        self.versions = [Data()]
        self.lock = threading.RLock()
        self.leader, self.moved, self.moves = 0, 0, ""
        self.fails: list[str] = []
        self.asked: Counter[tuple[int, str]] = Counter()
        self.bookmarks: list[list[str]] = []
        self.members = [Member(self, number) for number in range(members)]
        self.heard = [0] * members  # the newest version that each member knows of

    @property
    def address(self) -> str:
        """neo4j:// address of the first member."""
        return f"neo4j://{self.members[0].address}"

    @property
    def data(self) -> Data:
        """What is committed."""
        return self.versions[-1]

    def move(self) -> None:
        """Make another member the leader."""
        with self.lock:
            self.leader = (self.leader + 1) % len(self.members)
            self.moved += 1

    def table(self) -> dict[str, Any]:
        """The routing table as it is now."""
        with self.lock:
            alive = [member for member in self.members if member.up]
            leader = self.members[self.leader].address
            readers = [member.address for member in alive if member.address != leader] or [leader]
            return {
                "ttl": 300,
                "db": "neo4j",
                "servers": [
                    {"role": "ROUTE", "addresses": [member.address for member in alive]},
                    {"role": "READ", "addresses": readers},
                    {"role": "WRITE", "addresses": [leader]},
                ],
            }

    def __enter__(self) -> Cluster:
        for member in self.members:
            member.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for member in self.members:
            member.stop()


class Member:
    """One server of the cluster."""

    def __init__(self, cluster: Cluster, number: int) -> None:
        self.cluster, self.number, self.up = cluster, number, False
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.open: set[socket.socket] = set()

    @property
    def address(self) -> str:
        """host:port."""
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listen."""
        self.listener = socket.create_server(("127.0.0.1", self.port))
        self.up = True
        threading.Thread(target=self._accept, args=(self.listener,), daemon=True).start()

    def stop(self) -> None:
        """Go away, with every connection."""
        self.up = False
        for each in (getattr(self, "listener", None), *self.open):
            if each is not None:
                with contextlib.suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
                each.close()
        self.open.clear()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.open.add(line)
            threading.Thread(target=_Connection(self, line).serve, daemon=True).start()


class _Gone(Exception):
    """Ends a connection without an answer."""


class _Connection:
    """One connection: handshake, then messages. What the leader does at its next chance (``Cluster.moves``):

    in-transaction   the leadership moves while a statement runs; nothing of the transaction is kept
    read-only        the same, said as older servers say it
    at-commit        it moves when the commit arrives; nothing is kept
    after-commit     the commit is done, then the member goes silent and the leadership moves: nobody was told
    stops            the member goes away in the middle of a statement and the leadership moves
    """

    def __init__(self, member: Member, line: socket.socket) -> None:
        self.member, self.cluster, self.line = member, member.cluster, line
        self.failed = False
        self.work: Data | None = None
        self.writes = self.alone = False
        self.known = 0  # the version that the transaction began at
        self.rows: list[list[Any]] = []

    # -- the line
    def _exactly(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            part = self.line.recv(size - len(data))
            if not part:
                raise _Gone
            data += part
        return data

    def _next(self) -> tuple[int, list[Any]]:
        body = b""
        while (size := int.from_bytes(self._exactly(2), "big")) or not body:
            body += self._exactly(size)
        found: tuple[int, list[Any]] = Reader(body).value()
        return found

    def _say(self, signature: int, *fields: Any) -> None:
        self.line.sendall(message(signature, *fields))

    def serve(self) -> None:
        """Answer until the other side goes."""
        with contextlib.suppress(_Gone, OSError):
            assert self._exactly(4) == b"\x60\x60\xb0\x17"
            self._exactly(16)
            self.line.sendall(b"\x00\x00\x04\x05")
            while True:
                signature, fields = self._next()
                if signature == GOODBYE:
                    break
                if signature == RESET:
                    self.failed, self.work = False, None
                    self._say(SUCCESS, {})
                elif self.failed:
                    self._say(IGNORED)
                else:
                    with self.cluster.lock:
                        self._answer(signature, fields)
        self.member.open.discard(self.line)
        with contextlib.suppress(OSError):
            self.line.shutdown(socket.SHUT_RDWR)
        self.line.close()

    # -- messages
    def _answer(self, signature: int, fields: list[Any]) -> None:
        does = {
            HELLO: self._hello,
            LOGON: self._logon,
            ROUTE: self._route,
            BEGIN: self._begin,
            RUN: self._run,
            PULL: self._pull,
            DISCARD: self._pull,
            COMMIT: self._commit,
            ROLLBACK: self._rollback,
        }
        self.cluster.asked[self.member.number, does[signature].__name__.strip("_")] += 1
        does[signature](*fields)

    def _fail(self, code: str) -> None:
        self.failed, self.work = True, None
        self._say(FAILURE, {"code": code, "message": "said by a script"})

    def _hello(self, extra: dict[str, Any]) -> None:
        self._say(SUCCESS, {"server": self.cluster.agent, "connection_id": f"bolt-{self.member.number}", "hints": {}})

    def _logon(self, auth: dict[str, Any]) -> None:
        if self.cluster.password and auth.get("credentials") != self.cluster.password:
            self._fail("Neo.ClientError.Security.Unauthorized")
        else:
            self._say(SUCCESS, {})

    def _route(self, context: dict[str, Any], bookmarks: list[str], extra: dict[str, Any]) -> None:
        self._say(SUCCESS, {"rt": self.cluster.table()})

    def _begin(self, extra: dict[str, Any]) -> None:
        self._start(extra)
        self._say(SUCCESS, {})

    def _start(self, extra: dict[str, Any]) -> None:
        cluster, me = self.cluster, self.member.number
        self.writes = extra.get("mode", "w") == "w"
        shown = list(extra.get("bookmarks") or [])
        cluster.bookmarks.append(shown)
        newest = len(cluster.versions) - 1
        known = newest if me == cluster.leader else max([cluster.heard[me], *(int(each.removeprefix("v:")) for each in shown)])
        cluster.heard[me] = self.known = known
        self.work = copy.deepcopy(cluster.versions[known])

    def _leads(self) -> bool:
        return self.member.number == self.cluster.leader

    def _moves(self, *ways: str) -> str:
        """What is to happen now, where this is the leader at work on a write."""
        if not (self.writes and self._leads() and self.cluster.moves in ways):
            return ""
        way, self.cluster.moves = self.cluster.moves, ""
        self.cluster.move()
        return way

    def _run(self, text: str, params: dict[str, Any], extra: dict[str, Any]) -> None:
        if self.cluster.fails:
            self._fail(self.cluster.fails.pop(0))
            return
        name = _BY_TEXT[text]
        self.alone = self.work is None
        if self.alone:  # a statement by itself, which the store sends for reads only
            self._start(extra)
            assert not query(name).writes
        way = self._moves("in-transaction", "read-only", "stops") if name == "upsert_nodes" else ""
        if way == "stops":
            self.member.stop()
            raise _Gone
        if way or (self.writes and not self._leads()):
            self._fail("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase" if way == "read-only" else NOT_A_LEADER)
            return
        assert self.work is not None
        assert self.writes or not query(name).writes, f"{name} writes in a transaction that reads"
        self.rows = ANSWERS[name](self.work, **params)
        self._say(SUCCESS, {"fields": list(query(name).returns), "t_first": 0, "qid": 0})

    def _pull(self, extra: dict[str, Any]) -> None:
        for row in self.rows:
            self._say(RECORD, row)
        end = {"type": "rw", "t_last": 0, "db": "neo4j"}
        if self.alone:
            self.work, self.alone, end["bookmark"] = None, False, f"v:{self.known}"
        self._say(SUCCESS, end)

    def _commit(self) -> None:
        cluster = self.cluster
        way = self._moves("at-commit", "after-commit")
        if way == "at-commit" or (self.writes and not way and not self._leads()):
            self._fail(NOT_A_LEADER)
            return
        assert self.work is not None
        if self.writes:
            cluster.versions.append(self.work)
        self.work = None
        if way == "after-commit":
            raise _Gone
        self._say(SUCCESS, {"bookmark": f"v:{len(cluster.versions) - 1 if self.writes else self.known}"})

    def _rollback(self) -> None:
        self.work = None
        self._say(SUCCESS, {})
