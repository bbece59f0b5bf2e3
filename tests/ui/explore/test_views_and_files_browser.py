"""In the browser: a kept view that is opened again, and the file that is opened without a network, show the same nodes at the same places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from small_network import HOSTILE

from tests.chromium import browser
from tests.everyone import check_page
from tests.ui.conftest import browser_at, store
from tests.ui.explore.test_panorama import HOST

pytestmark = pytest.mark.browser
MAP = "[...document.querySelectorAll('.stBidiComponent *')].find(e => e.alliancePicture)"
# what an eye sees of the dots of a page that was opened from a file: name, and where it is
DOTS = """() => [...document.querySelectorAll('div > svg g[transform]')].map(g => [
    g.querySelector('title').textContent, ...g.getAttribute('transform').match(/-?[\\d.]+/g).map(Number)])"""
CIRCLES = """() => [...document.querySelectorAll('div > svg circle')].filter(c => c.querySelector('title')).map(c => [
    c.querySelector('title').textContent, Number(c.getAttribute('cx')), Number(c.getAttribute('cy'))])"""
Place = tuple[float, float]


def drawn(seen: Any) -> set[Place]:
    """Where the dots of the picture of one node are."""
    seen.page.wait_for_function(f"() => {MAP}", timeout=60_000)
    seen.settle()
    return {(round(x, 1), round(y, 1)) for x, y, _ in seen.page.evaluate(f"() => {MAP}.alliancePicture.dots()")}


def names(seen: Any) -> set[str]:
    return {one["text"] for one in seen.page.evaluate(f"() => {MAP}.alliancePicture.names()")}


def keep(seen: Any, name: str) -> None:
    """Keep what is looked at, as a person does."""
    seen.page.get_by_role("button", name="常看的图").first.click()
    seen.page.locator(".st-key-view_name input").fill(name)
    seen.page.get_by_role("button", name="存为常看").click()
    seen.page.get_by_text(f"已存为常看：{name}").wait_for(timeout=60_000)
    seen.settle()


def open_kept(seen: Any, name: str) -> None:
    """Open a kept view from another page, by the keyboard."""
    seen.page.get_by_role("button", name="常看的图").first.focus()
    seen.page.keyboard.press("Enter")
    link = seen.page.locator("[role=dialog] [data-press=view_open]", has_text=name)
    link.wait_for(timeout=60_000)
    link.focus()
    seen.page.keyboard.press("Enter")
    seen.page.locator("[role=dialog]").wait_for(state="detached", timeout=60_000)
    seen.settle()


def query(seen: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(seen.page.url).query)


@contextmanager
def offline(chromium: str, file: Path, width: int = 1280) -> Iterator[Any]:
    """The file opened with networking off; it asks for nothing but itself."""
    with browser(chromium) as found:
        page = found.new_context(viewport={"width": width, "height": 800}, offline=True).new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        yield page
        assert asked == [file.as_uri()]


def taken(seen: Any, folder: Path, label: str = "存为网页（不用联网）") -> Path:
    with seen.page.expect_download(timeout=60_000) as waiting:
        seen.page.get_by_role("button", name=label).click()
    path = folder / f"{label}.html"
    waiting.value.save_as(path)
    return path


def test_a_view_opened_again_and_the_file_without_a_network_show_the_same(seen: Callable[..., Any], chromium: str, tmp_path: Path) -> None:
    look = seen()
    look.open("/map?id=w-4&steps=2")
    before, texts = drawn(look), names(look)
    assert len(before) == 5
    with offline(chromium, taken(look, tmp_path)) as page:
        dots = page.evaluate(DOTS)
        assert {(x, y) for _, x, y in dots} == before
        written = page.locator("div > svg text").all_text_contents()
        assert all(any(text in one for one in written) for text in texts)
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    keep(look, "赵六这一家")
    look.page.get_by_text("一步", exact=True).click()
    look.page.wait_for_function(f"(before) => {MAP}.alliancePicture.dots().length < before", arg=len(before), timeout=60_000)
    open_kept(look, "赵六这一家")
    assert query(look) == {"id": ["w-4"], "steps": ["2"]}
    assert (drawn(look), names(look)) == (before, texts)
    assert (look.errors, look.outside()) == ([], [])


@pytest.mark.deep
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_the_list_is_for_everyone(seen: Callable[..., Any], width: int, height: int) -> None:
    look = seen(width, height)
    look.open("/map?group=region")
    keep(look, f"{HOSTILE}{width}")
    look.page.get_by_role("button", name="常看的图").first.click()
    look.page.locator("[role=dialog] [data-press=view_remove]").first.wait_for(timeout=60_000)
    look.settle()
    check_page(look.page)
    assert look.page.evaluate("window.hit") is None
    look.page.locator("[role=dialog] [data-press=view_remove]").first.click()
    look.page.get_by_text("已删去").wait_for(timeout=60_000)
    assert (look.errors, look.outside()) == ([], [])


@pytest.mark.deep
def test_hostile_names_in_the_file_stay_text(seen: Callable[..., Any], chromium: str, tmp_path: Path) -> None:
    look = seen()
    look.open("/map?id=w-9")
    drawn(look)
    with offline(chromium, taken(look, tmp_path)) as page:
        assert HOSTILE in page.locator("h1").inner_text()
        assert page.evaluate("window.hit") is None
        assert page.locator("img, script, a").count() == 0


@pytest.mark.deep
@pytest.mark.parametrize("address", ["id=w-001-0007", "id=w-001-0001&steps=2&wide=1", "id=w-001-0012&steps=1&period=3y", "id=e-001-0004&limit=500"])
def test_in_a_city_too(city: tuple[str, Path], chromium: str, tmp_path: Path, address: str) -> None:
    with browser_at(city[0], chromium) as new:
        look = new()
        look.open(f"/map?{address}")
        before = drawn(look)
        with offline(chromium, taken(look, tmp_path)) as page:
            assert {(x, y) for _, x, y in page.evaluate(DOTS)} == before
        keep(look, address)
        look.open("/reach")
        open_kept(look, address)
        assert {name: value[0] for name, value in query(look).items()} == dict(one.split("=") for one in address.split("&"))
        assert drawn(look) == before
        assert (look.errors, look.outside()) == ([], [])


@pytest.mark.deep
@pytest.mark.parametrize("address", ["group=region", "group=alliance&layer=exchange&period=3y"])
def test_the_whole_too(city: tuple[str, Path], chromium: str, tmp_path: Path, address: str) -> None:
    where = f"() => {{ const whole = {HOST}.alliancePanorama; return whole.ids().map(id => [id, whole.at(id).x, whole.at(id).y]); }}"

    def places(look: Any) -> dict[str, Place]:
        look.page.wait_for_function(f"() => {HOST}", timeout=60_000)
        look.settle()
        return {one: (round(x, 1), round(y, 1)) for one, x, y in look.page.evaluate(where)}

    with browser_at(city[0], chromium) as new, store(city[1]) as net:
        look = new()
        look.open(f"/map?{address}")
        before = places(look)
        called = net.names_of(before)
        with offline(chromium, taken(look, tmp_path)) as page:
            dots = page.evaluate(CIRCLES)
        assert sorted(name for name, *_ in dots) == sorted(called.values())
        once = {name for name in called.values() if list(called.values()).count(name) == 1}
        file = {name: (x, y) for name, x, y in dots if name in once}
        screen = {called[one]: at for one, at in before.items() if called[one] in once}
        a, b = min(file, key=lambda name: file[name]), max(file, key=lambda name: file[name])
        scale = (screen[b][0] - screen[a][0]) / (file[b][0] - file[a][0])
        for name, (x, y) in file.items():
            for axis, value in enumerate((x, y)):
                assert abs(screen[name][axis] - screen[a][axis] - scale * (value - file[a][axis])) < 2.1, name  # vis-network says whole px
        keep(look, address)
        look.open("/industries")
        open_kept(look, address)
        assert places(look) == before
        assert (look.errors, look.outside()) == ([], [])


@pytest.mark.deep
def test_a_narrowed_worklist_and_a_matrix_are_the_same_again(city: tuple[str, Path], chromium: str) -> None:
    with browser_at(city[0], chromium) as new:
        look = new()
        for address in ("/reach?ring=unknown&page=2&region=示例市乙区", "/industries?layer=exchange&grouping=region&period=all"):
            look.open(address)
            body = re.sub(r"\s+", " ", look.page.locator(".stMain").inner_text())
            keep(look, address)
            look.open("/")
            open_kept(look, address)
            again = re.sub(r"\s+", " ", look.page.locator(".stMain").inner_text())
            assert again == body
            assert look.errors == []
