"""A man in the middle on loopback: passes Bolt through, slows it, cuts the link around COMMIT, swallows everything, or lets nobody in."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from types import TracebackType

# a chunk with the message COMMIT: length 2, structure without fields, signature 0x12, end of message
COMMIT = bytes((0x00, 0x02, 0xB0, 0x12, 0x00, 0x00))


class FaultProxy:
    """``mode``: open, hole. ``cut``: before-commit (the server never hears it), after-commit (the client never hears the answer), each once.

    ``delay`` is what each answer waits for, in seconds. ``shut`` refuses every connection until ``reopen``.
    """

    def __init__(self, target: tuple[str, int]) -> None:
        self.target, self.mode, self.cut, self.delay = target, "open", "", 0.0
        self.connections = self.cuts = 0
        self._links: list[_Link] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._port = int(self._listener.getsockname()[1])

    @property
    def address(self) -> str:
        """bolt:// address of the proxy; with routing the driver would go round it."""
        return f"bolt://127.0.0.1:{self._port}"

    def __enter__(self) -> FaultProxy:
        self._listen()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.shut()

    def _listen(self) -> None:
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def shut(self) -> None:
        """Cut every link and refuse new ones."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits in accept
        self._listener.close()
        for link in self._links:
            link.close()
        self._links.clear()

    def reopen(self) -> None:
        """Let them in again."""
        self._listener = socket.create_server(("127.0.0.1", self._port))
        self._listen()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            self.connections += 1
            try:
                server = socket.create_connection(self.target)
            except OSError:
                client.close()
                continue
            link = _Link(self, client, server)
            self._links.append(link)
            threading.Thread(target=link.up, daemon=True).start()
            threading.Thread(target=link.down, daemon=True).start()


class _Link:
    def __init__(self, proxy: FaultProxy, client: socket.socket, server: socket.socket) -> None:
        self.proxy, self.client, self.server = proxy, client, server
        self.deaf = False

    def close(self) -> None:
        for end in (self.client, self.server):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def up(self) -> None:
        with contextlib.suppress(OSError):
            while data := self.client.recv(1 << 16):
                if self.proxy.mode == "hole":
                    continue
                if self.proxy.cut and COMMIT in data:
                    how, self.proxy.cut = self.proxy.cut, ""
                    self.proxy.cuts += 1
                    if how == "before-commit":
                        break
                    self.deaf = True
                self.server.sendall(data)
        self.close()

    def down(self) -> None:
        with contextlib.suppress(OSError):
            while data := self.server.recv(1 << 16):
                if self.deaf:  # the server has answered: it is committed, and nobody will know
                    break
                if self.proxy.delay:
                    time.sleep(self.proxy.delay)
                if self.proxy.mode != "hole":
                    self.client.sendall(data)
        self.close()
