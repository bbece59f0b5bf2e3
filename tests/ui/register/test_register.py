"""Moment 10 of the coordinator's year in the browser: a leader retires today, a successor follows, the name is nowhere, and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import browser_at, home_is, pick, press, serving, text_of
from small_network import fill

from alliance.model import Node, Tie
from tests.conftest import page_addresses

NAME, NEXT = "欧阳示例", "上官后来"
PAGES = ("/?q=示例焊接", *page_addresses(network="id=w-1", suggestions="id=w-3"))


@pytest.fixture
def own(tmp_path: Path) -> Iterator[str]:
    """The app on a network of one's own, in which the leader's name stands in several places."""
    with home_is(tmp_path):
        fill(
            extra=(
                Node("p-90", "Person", NAME, {"post": "高级技师"}),
                Tie("t-90", "LEADS", "p-90", "w-1", {"valid_from": "2020", "sources": [{"source": "名册", "quote": f"{NAME}领衔", "as_of": "2024"}]}),
            )
        )
    with serving(tmp_path) as address:
        yield address


def body(look: Any) -> str:
    return str(
        look.page.evaluate("document.body.innerText + [...document.querySelectorAll('input,[title]')].map(e => e.value + ' ' + e.title).join(' ')")
    )


def write(look: Any, key: str, text: str) -> None:
    field = look.page.locator(f".st-key-{key} input").first
    field.fill(text)
    field.press("Tab")
    look.page.wait_for_timeout(400)
    look.settle()


def act(look: Any, node: str, what: str, word: str, **fields: str) -> None:
    """Do one act on the page of a node: choose, fill in, look at both sides, confirm."""
    look.open(f"/map?id={node}")
    look.page.get_by_text("更正与登记", exact=True).first.click()
    look.page.wait_for_timeout(500)
    pick(look, "act_what_network", what)
    for field, text in fields.items():
        write(look, f"act_what_{word}_{field}_{node}", text)
    write(look, f"act_what_source_{word}", "市总工发〔2026〕12号")
    press(look, "查看前后对照")


@pytest.mark.browser
@pytest.mark.deep  # two minutes: every page and every file after a leader retired
def test_a_leader_retires_a_successor_follows_and_the_name_is_nowhere(own: str, chromium: str, tmp_path: Path) -> None:
    with browser_at(own, chromium) as new:
        look = new()
        act(look, "w-1", "更换领衔人", "lead", leader=NEXT)
        shown = body(look)
        assert "终止日期" in shown and NEXT in shown
        press(look, "确认登记")
        assert "已登记：领衔人变更" in body(look)
        act(look, "p-90", "停止展示", "hide")
        press(look, "确认登记")
        assert "停止展示" in body(look) and NAME not in body(look)
        for page in PAGES:
            for size in ((1280, 800), (390, 844)):
                other = new(*size)
                other.open(page)
                assert NAME not in body(other), page
                assert other.page.locator(".note.bad").count() == 0, page
                other.page.context.close()
        look.open("/register")
        assert NEXT in body(look)
        look.page.get_by_text("停止展示的（1）").first.click()
        write(look, "register_show_source", "本人同意")
        press(look, "恢复展示")
        assert "已登记：恢复展示" in body(look)
        look.open("/map?id=p-90")
        assert NAME in body(look)
        assert look.errors == []


@pytest.mark.browser
def test_a_correction_is_let_go_then_made_then_taken_back(own: str, chromium: str) -> None:
    with browser_at(own, chromium) as new:
        look = new(390, 844)
        act(look, "w-1", "更名", "rename", new_name="改名后的创新工作室")
        assert "改名后的创新工作室" in body(look)
        press(look, "取消")
        assert look.page.get_by_role("button", name="确认登记").count() == 0
        press(look, "查看前后对照")
        press(look, "确认登记")
        assert "改名后的创新工作室" in str(look.page.locator(".dt h3").first.text_content())
        press(look, "撤销")
        assert "改名后的创新工作室" not in str(look.page.locator(".dt h3").first.text_content())
        wide = look.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390


def test_two_of_one_name_are_asked(filled: str, app: Any) -> None:
    """Without a browser: the candidates are offered, and the one chosen is taken."""
    from alliance.services.workspace import open_store

    with open_store(filled) as net:
        for one, host in (("p-91", "e-1"), ("p-92", "e-2")):
            net.records.commit(_two(one, host), net.actor)
    test = app("network", id="w-1")
    test.selectbox(key="act_what_network").set_value("lead").run()
    test.text_input(key="act_what_lead_leader_w-1").set_value("王芳").run()
    test.text_input(key="act_what_source_lead").set_value("来电").run()
    test.button(key="act_what_preview_lead").click().run()
    assert not test.exception
    test.selectbox(key="act_what_which_lead").set_value("p-92").run()
    assert test.text_input(key="act_what_lead_leader_w-1").value == "p-92"
    test.button(key="act_what_preview_lead").click().run()
    test.button(key="act_what_confirm_lead").click().run()
    assert not test.exception
    with open_store(filled) as net:
        assert "p-92" in {one.id for one in net.register("w-1").rows[0].leaders}


def test_a_stale_save_shows_both_versions(filled: str, app: Any) -> None:
    from alliance.services.workspace import open_store

    test = app("network", id="w-1")
    test.selectbox(key="act_what_network").set_value("rename").run()
    test.text_input(key="act_what_rename_new_name_w-1").set_value("我的新名创新工作室").run()
    test.text_input(key="act_what_source_rename").set_value("来电").run()
    test.button(key="act_what_preview_rename").click().run()
    with open_store(filled) as net:
        net.rename("w-1", "别人的新名创新工作室", source="来文", confirm=True)
    test.button(key="act_what_confirm_rename").click().run()
    assert not test.exception
    assert "我的新名创新工作室" in text_of(test)
    assert "别人的新名创新工作室" in text_of(test)
    with open_store(filled) as net:
        assert net.show("w-1").node.name == "别人的新名创新工作室"


def _two(one: str, host: str) -> Any:
    from alliance.model import Batch, Change

    tie = Tie(f"t-{one}", "EMPLOYED_BY", one, host)
    return Batch(f"b-{one}", "import", (Change("put", Node(one, "Person", "王芳")), Change("put", tie)))
