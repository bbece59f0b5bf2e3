"""Every page on the hostile store in Chromium: the text is shown as text, nothing runs, nothing is asked of another host."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from alliance.tables.cells.texts import on_one_line
from tests.acceptance.running import App, Watched, app, look
from tests.chromium import browser
from tests.hostile.conftest import PLAN_TITLE, TITLE, Hostile

pytestmark = pytest.mark.browser
# nothing of the data may have become one of these
GROWN = (
    "[onerror],[onload],[onmouseover],[onfocus],[ontoggle],[onstart],iframe,object,embed,base,form,marquee,math,video,details[open],"
    "[data-testid=stMain] script,[data-testid=stMain] link,a[href^='javascript'],a[href^='data:'],img[src*='evil.example'],"
    "[style*='evil.example'],[href*='evil.example']"
)


@pytest.fixture(scope="module")
def running(hostile: Hostile, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app on a copy of the store."""
    folder = tmp_path_factory.mktemp("hostile-app")
    shutil.copyfile(hostile.path, folder / "hostile.alliance")
    with app(folder / "home", folder / "hostile.alliance") as found:
        yield found


@pytest.fixture(scope="module")
def window(chromium: str) -> Iterator[Any]:
    with browser(chromium) as found:
        yield found


def squeezed(text: str) -> str:
    return "".join(text.split())


def harmless(page: Watched) -> str:
    """Nothing of the data has become more than text; returns what can be read, without blanks."""
    page.sound()
    assert page.page.title().endswith("工作室联盟图谱") or page.page.title() in TITLES, page.page.title()
    grown = page.page.evaluate("wanted => [...document.querySelectorAll(wanted)].map(e => e.outerHTML.slice(0, 200))", GROWN)
    assert grown == []
    assert (
        page.page.evaluate("document.querySelectorAll('[data-testid=stMarkdownContainer] :is(h1, strong, del, code, table, hr, blockquote)').length")
        == 0
    )
    return squeezed(page.text())


TITLES = {"工作室联盟图谱", "首页", "关系图", "行业联系", "联系情况", "合作建议", "交流策划", "数据"}


def shows(page: Watched, names: list[str]) -> None:
    text = harmless(page)
    for name in names:
        assert squeezed(name) in text, name


def at(path: str, **query: str) -> str:
    return path + "?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in query.items())


def test_the_worklist_names_its_workshops(hostile: Hostile, opened: Any, running: App, window: Any) -> None:
    page = look(window, running.address)
    for ring in ("none", "connected", "unknown"):
        rows = opened.isolates(rings=(ring,), limit=10).rows
        shows(page.open(f"/reach?ring={ring}"), [row.name for row in rows])


@pytest.mark.parametrize("kind", ["Workshop", "Person", "Enterprise", "TradeUnion", "Alliance", "Activity", "Craft", "Agreement", "Group"])
def test_the_map_names_what_is_looked_at_and_its_neighbours(kind: str, hostile: Hostile, opened: Any, running: App, window: Any) -> None:
    page = look(window, running.address)
    for row in hostile.wrote.nodes[kind][:2]:
        page.open(at("/map", id=row["id"]))
        name = on_one_line(row["name"])
        shows(page, [name])
        assert page.page.locator(".dt h3").first.inner_text().split() == name.split()


def test_the_words_beside_the_pointer_are_text(hostile: Hostile, running: App, window: Any) -> None:
    page = look(window, running.address)
    for row in hostile.wrote.nodes["Workshop"][:3]:
        page.open(at("/map", id=row["id"]))
        host = "[...document.querySelectorAll('.stBidiComponent *')].find(e => e.allianceAt)"
        page.page.wait_for_function(f"() => {host}")
        x, y = page.page.evaluate(
            f"id => {{ const host = {host}, box = host.shadowRoot.querySelector('.canvas').getBoundingClientRect(), at = host.allianceAt(id);"
            " return [box.left + at.x, box.top + at.y]; }",
            row["id"],
        )
        page.page.mouse.move(x, y)
        page.page.wait_for_timeout(500)
        harmless(page)
        inside = page.page.evaluate(f"wanted => {host}.shadowRoot.querySelectorAll(wanted).length", GROWN)
        assert inside == 0


def test_a_search_shows_what_it_finds_and_what_was_looked_for(hostile: Hostile, opened: Any, running: App, window: Any) -> None:
    page = look(window, running.address)
    for wanted in ("<script>alert(1)", "=1+1", "室1"):
        rows = opened.search(wanted, limit=5).rows
        assert rows
        shows(page.open(at("/", q=wanted)), [row.name for row in rows])
    for wanted in ("<img src=x onerror=alert(1)>没有这个", "[甲](javascript:alert(2))**没有**", "\x00"):
        harmless(page.open(at("/", q=wanted)))
    shows(page.open(at("/map", q="室")), [])


def test_suggestions_and_the_matrix_name_both_sides(hostile: Hostile, opened: Any, running: App, window: Any) -> None:
    page = look(window, running.address)
    for row in hostile.wrote.nodes["Workshop"][1:3]:
        answer = opened.partners(row["id"], top=3)
        assert answer.near or answer.bridge
        shows(page.open(at("/suggestions", id=row["id"])), [row["name"], *(one.name for one in (*answer.near, *answer.bridge))])
    cell = opened.cell("机械装备", "能源化工")
    assert cell.ties
    shows(page.open(at("/industries", a="机械装备", b="能源化工")), [cell.ties[0].a.name, cell.ties[0].b.name])


def test_plans_name_their_guests_before_and_after(hostile: Hostile, opened: Any, running: App, window: Any) -> None:
    page = look(window, running.address)
    shows(page.open("/events"), [PLAN_TITLE])
    for plan in (hostile.plan, hostile.recorded):
        answer = opened.plan(plan_id=plan)
        shows(page.open(at("/events", plan=plan)), [answer.title, answer.host.name, *(one.name for one in answer.guests)])
    named = hostile.wrote.nodes["Workshop"][40:48]
    shows(page.open(at("/events", w=",".join(row["id"] for row in named if "," not in row["id"]))), [])


def test_the_data_page_shows_findings_preview_and_history(hostile: Hostile, opened: Any, running: App, window: Any) -> None:
    page = look(window, running.address)
    shows(page.open("/data"), ["=good 室", "<b>note</b>", hostile.waiting.files[0], *(finding.value for finding in hostile.waiting.findings[:10])])
    shows(page.open("/data?tab=stores"), [TITLE])
    harmless(page.open("/data?tab=backup"))
    shows(page.open("/data?tab=history"), [f"{PLAN_TITLE}"])
    harmless(page.open("/"))


NONSENSE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "'; DROP TABLE nodes; --",
    "../../etc/passwd",
    "\x00",
    "{{7*7}}",
    "-1",
)
ASKED = (
    "id",
    "at",
    "q",
    "ring",
    "page",
    "lang",
    "a",
    "b",
    "layer",
    "grouping",
    "role",
    "plan",
    "w",
    "tab",
    "top",
    "list",
    "from",
    "to",
    "region",
    "union",
    "steps",
    "n",
)


@pytest.mark.parametrize("path", ["/", "/map", "/industries", "/reach", "/suggestions", "/events", "/data"])
def test_an_address_with_nonsense_does_no_harm(path: str, hostile: Hostile, running: App, window: Any) -> None:
    page = look(window, running.address)
    known = hostile.wrote.nodes["Workshop"][1]["id"]
    for number, value in enumerate(NONSENSE):
        if number % 3 == len(path) % 3:
            page.open(at(path, **dict.fromkeys(ASKED, value)))
            harmless_address(page)
    page.open(at(path, **{**dict.fromkeys(ASKED, "-1"), "id": known}))
    harmless_address(page)


def harmless_address(page: Watched) -> None:
    """As ``harmless``, but the page may say what it does not know; no incident, though."""
    assert (page.dialogs, page.errors) == ([], [])
    assert page.page.locator('[data-testid="stException"]').count() == 0
    assert page.page.locator(GROWN).count() == 0
    assert "这一步没有办成" not in page.text(), page.page.url


def test_the_server_and_its_children_asked_no_other_computer(running: App, window: Any) -> None:
    look(window, running.address).open("/map").sound()
    assert [line for line in running.sockets if "127.0.0.1" not in line and "localhost" not in line and "'/" not in line] == []
    assert "Traceback" not in running.log, running.log[-3000:]
