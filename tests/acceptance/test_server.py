"""The server by itself: whom it listens to, whom it asks, and what it says when something breaks that nobody foresaw."""

from __future__ import annotations

import base64
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest

from alliance.services.use_cases import USE_CASES
from tests.acceptance.conftest import Place
from tests.acceptance.faulty_app import CANARY
from tests.acceptance.running import ROOT, App, app, environment, look
from tests.conftest import page_addresses

pytestmark = pytest.mark.browser
PAGES = (
    *page_addresses(network="id=w-001-0007", suggestions="id=w-001-0007", events="a=能源化工&b=机械装备"),
    "/?q=焊接",
    "/data?tab=stores",
    "/data?tab=history",
)
LOOPBACK = ("127.0.0.1", "::1")


def copy_of(city: Place, folder: Path) -> Path:
    assert city.store
    return Path(shutil.copyfile(city.store, folder / "city.alliance"))


@pytest.fixture(scope="module")
def running(city: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    folder = tmp_path_factory.mktemp("server")
    with app(folder / "home", copy_of(city, folder)) as found:
        yield found


# --- whom it asks -------------------------------------------------------------------------------------


def test_every_page_drawn_the_server_has_asked_nobody_and_listens_on_this_computer_only(running: App, window: Any) -> None:
    page = look(window, running.address)
    seen: set[tuple[str, str]] = set()
    for path in PAGES:
        page.open(path).sound()
        for process in (psutil.Process(running.process.pid), *psutil.Process(running.process.pid).children(recursive=True)):
            for one in process.net_connections("inet"):
                seen.add((one.status, one.raddr.ip if one.raddr else one.laddr.ip))
    assert ("LISTEN", "127.0.0.1") in seen
    assert {ip for _, ip in seen} <= set(LOOPBACK)
    assert running.sockets == []


def test_the_watch_on_sockets_sees_what_there_is_to_see(tmp_path: Path) -> None:
    trial = "import socket\ntry:\n    socket.create_connection(('192.0.2.1', 9), 0.01)\nexcept OSError:\n    pass"
    subprocess.run([sys.executable, "-c", trial], env=environment(tmp_path), check=True, timeout=60)
    assert "192.0.2.1" in (tmp_path / "sockets").read_text(encoding="utf-8")


ALONE = """
import fcntl, socket, struct, sys
quiet = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
fcntl.ioctl(quiet, 0x8914, struct.pack("16sh", b"lo", 0x1 | 0x40))  # lo is up, and there is nothing else
assert [name for _, name in socket.if_nameindex()] == ["lo"]
quiet.close()
from streamlit.testing.v1 import AppTest
from alliance.ui.navigation import PAGES, page_file
for page, *_ in PAGES:
    test = AppTest.from_file("app.py", default_timeout=100).run()
    if page != "home":
        test.switch_page(str(page_file(page))).run()
    assert not test.exception, page
    assert not any("note bad" in getattr(element.proto, "body", "") for element in test.get("html")), page
"""


def test_without_any_network_every_page_is_drawn(city: Place, tmp_path: Path) -> None:
    """In a network of its own with nothing but loopback where the computer allows it, else held to the same by the watch on sockets."""
    alone = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--net"]
    possible = shutil.which("unshare") and subprocess.run([*alone, "true"], capture_output=True).returncode == 0
    script = ALONE if possible else ALONE[ALONE.index("from streamlit") :]
    command = [*(alone if possible else ()), sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, env=environment(tmp_path, copy_of(city, tmp_path)), capture_output=True, timeout=250)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")[-2000:]
    noted = tmp_path / "sockets"
    assert not noted.exists() or not re.search(r"socket\.(connect|getaddrinfo)", noted.read_text(encoding="utf-8"))


# --- whom it listens to ---------------------------------------------------------------------------------


def asked(running: App, request: str) -> str:
    """Send these bytes and return what comes back at first."""
    place = urlsplit(running.address)
    with socket.create_connection((str(place.hostname), int(place.port or 0)), 10) as line:
        line.sendall(request.replace("\n", "\r\n").encode("ascii"))
        return line.recv(65536).decode("latin-1")


def session(running: App, host: str, origin: str) -> int:
    """Ask for the socket over which every page and every value goes, and return the status."""
    key = base64.b64encode(os.urandom(16)).decode()
    answer = asked(
        running,
        f"GET /_stcore/stream HTTP/1.1\nHost: {host}\nOrigin: {origin}\nUpgrade: websocket\nConnection: Upgrade\n"
        f"Sec-WebSocket-Key: {key}\nSec-WebSocket-Version: 13\n\n",
    )
    return int(answer.split()[1])


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.0.2.1", "localhost.evil.example"])
def test_a_name_that_was_bent_to_this_computer_gets_no_session(host: str, running: App) -> None:
    own = urlsplit(running.address).netloc
    assert session(running, own, running.address) == 101
    for origin in (f"http://{host}", running.address):
        assert session(running, host, origin) in (400, 403)
        assert session(running, f"{host}:{urlsplit(running.address).port}", origin) in (400, 403)
    shell = asked(running, f"GET /reach HTTP/1.1\nHost: {host}\nConnection: close\n\n")
    assert "工作室".encode().decode("latin-1") not in shell  # the frame of the page has no word of the data in it


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1.evil.example", "http://192.0.2.1"])
def test_a_page_of_another_site_gets_no_session_and_may_send_no_file(origin: str, running: App) -> None:
    own = urlsplit(running.address).netloc
    assert session(running, own, origin) in (400, 403)
    put = f"PUT /_stcore/upload_file/x/y HTTP/1.1\nHost: {own}\nOrigin: {origin}\nContent-Length: 0\nConnection: close\n\n"
    assert int(asked(running, put).split()[1]) in (400, 403, 404)


# --- what it says when something breaks -------------------------------------------------------------------


def services() -> str:
    return ",".join(f"{case.module}:{name}" for name, case in sorted(USE_CASES.items()) if name not in ("resolve",))


def test_what_nobody_foresaw_shows_a_number_and_nothing_of_the_fault(city: Place, window: Any, tmp_path: Path) -> None:
    with app(tmp_path / "home", copy_of(city, tmp_path), script="tests/acceptance/faulty_app.py", FAULTS=services()) as running:
        page = look(window, running.address)
        for path in PAGES:
            page.open(path)
            shown = page.page.content()
            assert not re.search(r"canary-7f3a|secret/path|张三|Traceback|Fault\b|\.py\b", shown), path
            assert page.page.locator('[data-testid="stException"]').count() == 0
            number = re.search(r"编号 ?([0-9A-F]{8})", page.text())
            if path not in ("/data", "/data?tab=stores"):
                assert number, (path, page.text()[-500:])
            if number:
                assert f"incident {number.group(1)}" in running.log
        assert (page.dialogs, page.errors) == ([], [])
        assert CANARY in running.log  # the fault itself stands in the log, under its number


def test_a_store_that_breaks_under_a_page_shows_no_trace(city: Place, window: Any, tmp_path: Path) -> None:
    store = copy_of(city, tmp_path)
    store.write_bytes(b"no store at all " * 1000)
    with app(tmp_path / "home", store) as running:
        page = look(window, running.address).open("/")
        assert "Traceback" not in page.page.content()
        assert page.page.locator('[data-testid="stException"]').count() == 0
        assert page.page.locator(".note.bad").count() == 1
        assert store.read_bytes().startswith(b"no store at all")
