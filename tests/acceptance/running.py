"""The product as its users have it: commands in a process of their own, the app on a port, a browser that notes everything it does."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.chromium import DRAWN

ROOT = Path(__file__).resolve().parents[2]
WATCH = Path(__file__).parent / "watch"
TODAY = "2026-06-30"
START = 90  # seconds a server may take on a busy machine
PATIENCE = 60_000  # milliseconds a page may take there
PROBED = ("/_stcore/health", "/_stcore/host-config")
SETTLED = '.stApp[data-test-script-state="notRunning"]'


def environment(home: Path, store: Path | str | None = None, **more: str) -> dict[str, str]:
    """The environment of a process that sees only this home and this store, and notes its sockets in ``home/sockets``."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("ALLIANCE_")}
    own |= {"ALLIANCE_HOME": str(home), "ALLIANCE_TODAY": TODAY, "PYTHONPATH": os.pathsep.join((str(WATCH), str(ROOT))), "PYTHONUTF8": "1"}
    own["SOCKETS_NOTED"] = str(home / "sockets")
    return own | ({"ALLIANCE_STORE": str(store)} if store else {}) | more


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The JSON it wrote."""
        return json.loads(self.out)


def alliance(*arguments: str, home: Path, store: Path | str | None = None) -> Ran:
    """Run a command of the command line in a process of its own."""
    home.mkdir(parents=True, exist_ok=True)
    done = subprocess.run([sys.executable, "-m", "alliance", *arguments], cwd=ROOT, env=environment(home, store), capture_output=True, timeout=200)
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass(frozen=True)
class App:
    """The running app: where it is, its process, its log and the sockets it asked for."""

    address: str
    process: subprocess.Popen[bytes]
    home: Path

    @property
    def log(self) -> str:
        """What it has written so far."""
        return (self.home / "server.log").read_text(encoding="utf-8", errors="replace")

    @property
    def sockets(self) -> list[str]:
        """Every address that the process or a child of it connected to or looked up."""
        noted = self.home / "sockets"
        return noted.read_text(encoding="utf-8").splitlines() if noted.exists() else []


@contextmanager
def app(home: Path, store: Path | str | None = None, script: str = "app.py", **more: str) -> Iterator[App]:
    """Run the app as `make run` does, on a free port, until the block ends."""
    home.mkdir(parents=True, exist_ok=True)
    port = free_port()
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "streamlit",
                "run",
                script,
                "--server.port",
                str(port),
                "--server.address",
                "127.0.0.1",
                "--server.headless",
                "true",
            ],
            cwd=ROOT,
            env=environment(home, store, **more),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        found = App(f"http://127.0.0.1:{port}", process, home)
        try:
            _await(found)
            yield found
        finally:
            process.terminate()
            process.wait(30)


def _await(found: App) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and found.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{found.address}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the app did not start: {found.log[-2000:]}")


class Watched:
    """One page of a browser: what it asked for, whom, and what went wrong in it."""

    def __init__(self, page: Any, base: str) -> None:
        self.page, self.base = page, base
        self.hosts: set[str] = set()
        self.errors: list[str] = []
        self.dialogs: list[str] = []
        self.page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        page.on("websocket", lambda opened: self.hosts.add(urlsplit(opened.url).netloc))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._heard)
        page.on("dialog", self._dismiss)
        page.on("popup", lambda opened: self.dialogs.append(f"popup {opened.url}"))

    def _heard(self, said: Any) -> None:
        # on a page below the root Streamlit first asks whether the app stands there
        probe = urlsplit(said.location.get("url", "")).path.endswith(PROBED)
        if said.type == "error" and not (probe and "404" in said.text):
            self.errors.append(f"{said.text} {said.location.get('url', '')}")

    def _dismiss(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def open(self, path: str = "/") -> Watched:
        """Go to a page of the app and wait until it is drawn."""
        self.page.goto(self.base + path)
        self.page.wait_for_selector(".stApp")
        return self.settle()

    def settle(self) -> Watched:
        """Wait until the script has run to its end and nothing has begun for a moment."""
        for _ in range(2):
            self.page.wait_for_selector(SETTLED)
            self.page.wait_for_timeout(300)
        self.page.wait_for_selector(SETTLED)
        self.page.wait_for_function(DRAWN)
        return self

    def press(self, name: str, **how: Any) -> Watched:
        """Press the first button of this name and wait."""
        self.page.get_by_role("button", name=name, **how).first.click()
        return self.settle()

    def key(self, name: str) -> Any:
        """The element of a Streamlit key."""
        return self.page.locator(f".st-key-{name}").first

    def text(self) -> str:
        """What a person reads on the page."""
        return str(self.page.locator('[data-testid="stMain"]').inner_text())

    def await_text(self, wanted: str) -> Watched:
        """Wait until these words can be read."""
        self.page.wait_for_function("wanted => document.querySelector('[data-testid=stMain]').innerText.includes(wanted)", arg=wanted)
        return self.settle()

    def sound(self) -> None:
        """Nothing went wrong: no dialog, no error, no other host, no note of a failure, no traceback."""
        assert self.dialogs == [], self.dialogs
        assert self.errors == [], "\n".join(self.errors)
        assert self.hosts <= {urlsplit(self.base).netloc, ""}, self.hosts
        assert self.page.locator('[data-testid="stException"]').count() == 0
        assert self.page.locator(".note.bad").count() == 0
        assert "Traceback" not in self.text()


def look(found: Any, base: str, width: int = 1280, height: int = 800) -> Watched:
    """A page of its own context."""
    context = found.new_context(viewport={"width": width, "height": height}, locale="zh-CN", accept_downloads=True, has_touch=width < 640)
    return Watched(context.new_page(), base)
