"""What a person says of a sheet on the page: a batch of 命名, what a column is, and what was said of the form before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import browser_at, home_is, serving

pytestmark = [pytest.mark.browser, pytest.mark.deep]  # its clicks wait on checks in the background: too long for a busy machine
NAMED = "2025年度示例市拟命名创新工作室名单公示\n序号\t工作室名称\t所在单位\t骨干\n1\t新甲创新工作室\t示例新厂\t9\n2\t新乙创新工作室\t示例新院\t7\n"
NEXT = NAMED.replace("2025", "2026").replace("新甲", "又甲").replace("新乙", "又乙")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The app on an empty store of one's own, and its home."""
    from alliance.services.stores import creating

    home = tmp_path_factory.mktemp("by-hand-home")
    with home_is(home):
        creating.new_store("own", settings={"data_as_of": "2026-06-30"})
    with serving(home) as address:
        yield address, home


def paste(look: Any, text: str) -> None:
    """Paste a table and let it be checked."""
    look.open("/data?lang=zh")
    field = look.page.locator(".st-key-data_pasted textarea")
    field.fill(text)
    field.press("Control+Enter")
    look.settle()
    look.page.get_by_role("button", name="核对", exact=True).first.click()
    look.page.wait_for_selector(".st-key-card_confirm", timeout=60_000)
    look.settle()


def choose(look: Any, label: str, option: str) -> None:
    """Choose an option of the field with this label."""
    field = look.page.get_by_label(label).first
    field.evaluate("element => element.scrollIntoView({block: 'center'})")
    look.page.wait_for_timeout(300)
    field.fill(option)
    look.page.get_by_role("option", name=option, exact=True).wait_for(timeout=10_000)
    field.press("Enter")
    look.page.wait_for_timeout(300)


@pytest.mark.timeout(400)
def test_a_batch_is_said_once_a_column_is_put_right_and_the_form_is_remembered(own: tuple[str, Path], chromium: str) -> None:
    from alliance.services.workspace import open_store

    address, home = own
    with browser_at(address, chromium) as open_page:
        look = open_page()
        paste(look, NAMED)
        look.page.get_by_role("button", name="按这批命名重新核对").click()
        look.page.get_by_text("先选级别").wait_for(timeout=30_000)
        choose(look, "级别", "市级")
        look.page.get_by_label("文号").fill("示工发〔2025〕9号")
        look.page.get_by_role("button", name="按这批命名重新核对").click()  # the title says 公示
        look.page.get_by_text("公示批次").first.wait_for(timeout=60_000)
        look.settle()
        look.page.get_by_text("是这样读的").first.click()
        look.settle()
        look.page.get_by_text("读得不对，改一改").first.click()
        look.page.get_by_label("骨干").first.wait_for(timeout=60_000)
        look.settle()
        choose(look, "骨干", "成员数")
        look.page.get_by_role("button", name="按改的重新核对").click()
        look.page.get_by_text("成员数 9").first.wait_for(timeout=60_000)
        look.settle()
        look.page.get_by_text("公示批次").first.wait_for(timeout=30_000)  # what was said before still holds
        look.page.locator(".st-key-data_confirm button").click()
        look.page.wait_for_selector(".note.good:has-text('已导入')", timeout=60_000)
        paste(look, NEXT)
        look.page.get_by_text("这种表以前导入过").wait_for(timeout=30_000)
        look.page.get_by_role("button", name="照上次的办").click()
        look.page.get_by_text("成员数 9").first.wait_for(timeout=60_000)
        look.settle()
        look.page.locator(".st-key-data_confirm button").click()
        look.page.wait_for_selector(".note.good:has-text('已导入')", timeout=60_000)
        assert look.errors == []
    with home_is(home), open_store(home / "own.alliance") as net:
        assert [(row.level, row.batch, len(row.workshops)) for row in net.notices().rows] == [("municipal", "示工发〔2025〕9号", 2)]
        assert sorted((node.name, node.props["team_size"]) for node in net.store.all_nodes("Workshop")) == [
            ("又乙创新工作室", 7), ("又甲创新工作室", 9), ("新乙创新工作室", 7), ("新甲创新工作室", 9)]  # fmt: skip
