"""The app on a real Neo4j, with the small city copied there: every page drawn, a change written, and every trouble on the way said and got over.

A proxy stands between them, so that the server itself need not be stopped: to the app it is down, silent or slow.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import Place
from tests.acceptance.running import App, Watched, alliance, app, look
from tests.stores.fault_proxy import FaultProxy
from tests.stores.neo4j_server import Running, answering, neo4j_server

__all__ = ["neo4j_server"]
pytestmark = [pytest.mark.neo4j, pytest.mark.browser, pytest.mark.xdist_group("neo4j"), pytest.mark.timeout(600)]
SEVEN = ("/", "/map?id=w-001-0007", "/industries", "/reach", "/suggestions?id=w-001-0007", "/events", "/data?tab=stores")
MORE = ("/?q=焊接", "/map", "/data", "/data?tab=backup", "/data?tab=history")
DOWN, SILENT = 3.0, 10.0  # seconds after which a page must have said it, on top of what it takes to draw a page at all


@pytest.fixture(scope="module")
def proxy(neo4j_server: Running) -> Iterator[FaultProxy]:
    host, port = neo4j_server.address.split("://")[1].split("?")[0].split(":")
    with FaultProxy((host, int(port))) as proxy:
        yield proxy


@pytest.fixture(scope="module")
def secrets(neo4j_server: Running) -> Iterator[dict[str, str]]:
    found = {"NEO4J_USER": neo4j_server.auth[0], "NEO4J_PASSWORD": neo4j_server.auth[1]}
    with pytest.MonkeyPatch.context() as patch:  # the command line is run in a process of its own, with what is in the environment
        for name, value in found.items():
            patch.setenv(name, value)
        yield found


@pytest.fixture(scope="module")
def running(
    city: Place, neo4j_server: Running, proxy: FaultProxy, secrets: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[App]:
    """The app on the server, with the city copied there by command."""
    neo4j_server.clear()
    home = tmp_path_factory.mktemp("on-neo4j")
    ran = alliance("copy", "--from", str(city.store), "--to", proxy.address, "--json", home=home / "cli")
    assert (ran.code, ran.json["equal"]) == (0, True), ran
    with app(home / "home", ALLIANCE_STORE=proxy.address, **secrets) as found:
        yield found


@pytest.fixture
def page(running: App, window: Any, proxy: FaultProxy) -> Iterator[Watched]:
    yield look(window, running.address)
    proxy.mode, proxy.delay = "open", 0.0


def drawn(page: Watched) -> float:
    """Open the first page and return how long it takes: what this machine needs for a page now."""
    begun = time.monotonic()
    page.open("/").sound()
    return time.monotonic() - begun


def said(page: Watched, words: str, limit: float, *, control: float) -> None:
    """The page opens with a sentence with these words and its code, no later than twice the limit and what a page takes here: a machine kept busy."""
    begun = time.monotonic()
    page.page.goto(page.base)
    page.page.wait_for_selector(".note.bad")
    assert time.monotonic() - begun < 2 * (limit + control)
    page.settle()
    assert words in page.text()
    assert "store-unavailable" in page.text()
    assert page.page.locator(".note.bad").count() == 1
    assert "Traceback" not in page.page.content()
    assert "还没走出" not in page.text(), "no other data in its place"


@pytest.mark.parametrize(
    ("width", "height", "paths"),
    [(1280, 800, SEVEN), pytest.param(390, 844, SEVEN, marks=pytest.mark.deep), pytest.param(1280, 800, MORE, marks=pytest.mark.deep)],
)
def test_every_page_is_drawn(running: App, window: Any, proxy: FaultProxy, width: int, height: int, paths: tuple[str, ...]) -> None:
    page = look(window, running.address, width, height)
    for path in paths:
        page.open(path).sound()
    page.open("/data?tab=stores")
    assert "Neo4j" in page.text()
    assert proxy.address in page.text()
    assert "Traceback" not in running.log


def test_the_command_line_and_the_page_say_the_same(running: App, page: Watched, proxy: FaultProxy, secrets: dict[str, str], city: Place) -> None:
    ours, theirs = (alliance("isolates", "--json", home=running.home, store=where) for where in (proxy.address, city.store))
    assert ours.json["counts"] == theirs.json["counts"]
    page.open("/reach")
    assert f"{ours.json['counts']['none']}" in page.text()


def test_what_is_answered_in_the_page_is_written_and_taken_back(running: App, page: Watched, neo4j_server: Running) -> None:
    before = neo4j_server.run("MATCH (l:Ledger) RETURN count(l)")[0][0]
    page.open("/suggestions?id=w-001-0007").press("采纳")
    ((action, answers),) = neo4j_server.run(
        "MATCH (l:Ledger) WITH l ORDER BY l.sequence DESC LIMIT 1 RETURN l.action, COUNT { (:Work {kind: 'answer'}) }"
    )
    assert (neo4j_server.run("MATCH (l:Ledger) RETURN count(l)")[0][0], action, answers) == (before + 1, "answer", 1)
    page.press("撤销").sound()
    assert neo4j_server.run("MATCH (w:Work {kind: 'answer'}) RETURN count(w)") == [(0,)]


def test_down_is_said_and_another_try_leads_back(running: App, page: Watched, proxy: FaultProxy) -> None:
    control = drawn(page)
    proxy.shut()
    try:
        said(page, "连接被拒绝", DOWN, control=control)
        page.press("再试一次")
        assert "连接被拒绝" in page.text()
    finally:
        proxy.reopen()
    page.press("再试一次")
    assert page.page.locator(".note.bad").count() == 0
    assert "还没走出" in page.text()


def test_a_black_hole_is_said_and_another_try_leads_back(running: App, page: Watched, proxy: FaultProxy) -> None:
    control = drawn(page)
    proxy.mode = "hole"
    said(page, "没有回应", SILENT, control=control)
    proxy.mode = "open"
    page.press("再试一次")
    assert page.page.locator(".note.bad").count() == 0
    assert "还没走出" in page.text()


def test_a_slow_link_is_waited_for(running: App, page: Watched, proxy: FaultProxy) -> None:
    proxy.delay = 0.35
    page.page.goto(page.base)
    page.await_text("回应较慢")
    page.settle().sound()
    proxy.delay = 0.0
    page.open("/").sound()
    assert "回应较慢" not in page.text()


@pytest.mark.deep
def test_a_server_stopped_and_started_is_found_again(running: App, page: Watched, neo4j_server: Running) -> None:
    if neo4j_server.own is None:
        pytest.skip("the server of NEO4J_URI is not ours to stop")
    control = drawn(page)
    neo4j_server.own.stop()
    try:
        begun = time.monotonic()
        page.page.goto(page.base)
        page.page.wait_for_selector(".note.bad")
        assert time.monotonic() - begun < 2 * (DOWN + control)
    finally:
        answering(neo4j_server.own.start())
    until = time.monotonic() + 60
    while page.page.locator(".note.bad").count() and time.monotonic() < until:
        page.settle().press("再试一次")
    assert "还没走出" in page.text()


@pytest.mark.deep
def test_a_server_that_may_only_be_read_is_looked_at(
    running: App, window: Any, tmp_path: Path, secrets: dict[str, str], neo4j_server: Running
) -> None:
    if neo4j_server.own is None:
        pytest.skip("the server of NEO4J_URI is not ours to stop")
    own = neo4j_server.own
    own.stop()
    own.settings["server.databases.default_to_read_only"] = "true"
    try:
        answering(own.start())
        with app(tmp_path / "home", ALLIANCE_STORE=neo4j_server.address, **secrets) as found:
            page = look(window, found.address).open("/suggestions?id=w-001-0007")
            page.sound()
            assert "只能查看" in page.text()
            page.press("采纳")
            assert "不能写入" in page.page.content()
            assert "store-read-only" in page.text()
    finally:
        own.stop()
        own.settings.clear()
        answering(own.start())
