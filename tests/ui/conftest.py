"""The app as a test session: without a browser (``app``), and in one (``server``, ``page``)."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(Path(__file__).parent))

from small_network import AS_OF, HOSTILE_NODES, HOSTILE_TIES, fill  # noqa: E402

from alliance.ui.navigation import page_file  # noqa: E402
from tests.chromium import DRAWN, browser  # noqa: E402

START = 60  # seconds a server may take on a busy machine


@pytest.fixture
def filled(quiet_home: Path) -> str:
    """The small network in the store in use."""
    return fill()


@pytest.fixture
def empty(quiet_home: Path) -> str:
    """An empty store of one's own in use."""
    from alliance.services.stores import creating

    return creating.new_store("empty", settings={"data_as_of": AS_OF})


@pytest.fixture
def app() -> Callable[..., Any]:
    """Start the app at a page with query parameters; nothing may have gone wrong on the way."""
    from streamlit.testing.v1 import AppTest

    def start(page: str = "", /, **query: str) -> Any:
        test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for name, value in query.items():
            test.query_params[name] = value
        test.run()
        if page:
            for name, value in query.items():
                test.query_params[name] = value
            test.switch_page(str(page_file(page))).run()
        assert not test.exception
        return test

    return start


def press_in(test: Any, name: str, of: str = "") -> Any:
    """Press a button of our markup (``kit/presses.py``): it must be there, and is heard as the component hears it."""
    shown = "\n".join(element.proto.body for element in test.get("html") if hasattr(element.proto, "body"))
    assert f'data-press="{name}" data-of="{of}"' in shown, (name, of)
    test.session_state["pressed"] = (name, of)
    return test.run()


def text_of(test: Any) -> str:
    """Everything a session shows: our markup, labels, notes."""
    parts = [element.proto.body if hasattr(element.proto, "body") else "" for element in test.get("html")]
    parts = [part for part in parts if not part.startswith("<style>")]
    parts += [button.label for button in test.button] + [item.value for item in test.text]
    return "\n".join(parts)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def home_is(home: Path) -> Iterator[None]:
    """Let this process work in a home of its own for a while (session fixtures come before ``quiet_home``)."""
    kept = {name: os.environ.get(name) for name in ("ALLIANCE_HOME", "ALLIANCE_STORE")}
    os.environ["ALLIANCE_HOME"] = str(home)
    os.environ.pop("ALLIANCE_STORE", None)
    try:
        yield
    finally:
        for name, value in kept.items():
            os.environ.pop(name, None) if value is None else os.environ.__setitem__(name, value)


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """Serve the app on a free port with the stores of a home; yield its address."""
    port = free_port()
    environment = {**os.environ, "ALLIANCE_HOME": str(home), "ALLIANCE_TODAY": AS_OF, "PYTHONPATH": str(ROOT)}
    environment.pop("ALLIANCE_STORE", None)
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            _await(f"http://127.0.0.1:{port}/_stcore/health", process, home / "server.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app with the small network and one hostile workshop, once per session."""
    home = tmp_path_factory.mktemp("browser-home")
    with home_is(home):
        fill(extra=(*HOSTILE_NODES, *HOSTILE_TIES))
    with serving(home) as address:
        yield address


def _await(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the app did not start: {log.read_text(errors='replace')[-2000:]}")


class Seen:
    """A browser page with what it asked for and what went wrong in it."""

    def __init__(self, page: Any, base: str) -> None:
        self.page, self.base = page, base
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, path: str = "/") -> None:
        """Go to a page of the app and wait until it is drawn."""
        self.page.goto(self.base + path)
        self.page.wait_for_selector(".stApp", timeout=60_000)
        self.settle()

    def settle(self) -> None:
        """Wait until the script has run to its end and nothing has changed for a moment."""
        self.page.wait_for_selector('.stApp[data-test-script-state="notRunning"]', timeout=60_000)
        self.page.wait_for_timeout(400)
        self.page.wait_for_selector('.stApp[data-test-script-state="notRunning"]', timeout=60_000)
        self.page.wait_for_function(DRAWN, timeout=60_000)

    def outside(self) -> list[str]:
        """The requests that left this machine."""
        here = (self.base, self.base.replace("http", "ws"), "data:", "blob:")
        return [url for url in self.requests if not url.startswith(here)]


@contextmanager
def browser_at(address: str, chromium: str) -> Iterator[Callable[..., Seen]]:
    """Open browser pages on the app at an address."""
    with browser(chromium) as found:

        def look(width: int = 1280, height: int = 800) -> Seen:
            context = found.new_context(viewport={"width": width, "height": height}, locale="zh-CN", has_touch=width < 640)
            return Seen(context.new_page(), address)

        yield look


@pytest.fixture
def seen(server: str, chromium: str) -> Iterator[Callable[..., Seen]]:
    """Open browser pages of a given size; closed at the end of the test."""
    with browser_at(server, chromium) as look:
        yield look


WORKSHOPS, SEED = 250, 1


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The app on the generated city: its address and its home."""
    from alliance.services.stores import creating

    home, files = tmp_path_factory.mktemp("city-home"), tmp_path_factory.mktemp("city")
    command = [sys.executable, "-m", "alliance", "generate", "--workshops", str(WORKSHOPS), "--seed", str(SEED), "--out", str(files)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    described = json.loads((files / "store.json").read_text(encoding="utf-8"))
    with home_is(home):
        creating.new_store("city", title=described.pop("title"), files=sorted(files.glob("*.csv")), settings=described)
    with serving(home) as address:
        yield address, home


def store(home: Path) -> Any:
    from alliance.services.workspace import open_store

    return open_store(home / "city.alliance")


def pick(look: Any, key: str, text: str) -> None:
    """Choose an option of a select box."""
    field = look.page.locator(f".st-key-{key} input").first
    field.evaluate("element => element.scrollIntoView({block: 'center'})")  # a list that opens while the page scrolls closes again
    look.page.wait_for_timeout(300)
    field.fill(text)
    look.page.get_by_role("option", name=text, exact=True).wait_for(timeout=10_000)
    field.press("Enter")
    look.page.wait_for_timeout(300)
    look.settle()
    assert field.input_value() == text


def press(look: Any, name: str) -> None:
    look.page.get_by_role("button", name=name, exact=True).first.click()
    look.page.wait_for_timeout(500)
    look.settle()
