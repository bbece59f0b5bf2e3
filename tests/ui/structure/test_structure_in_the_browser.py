"""A coordinator at the generated city in a browser: who needs an introduction, ten at once, their paper, the way back; and a projector."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import browser_at, press, store
from docx import Document
from openpyxl import Workbook, load_workbook

pytestmark = pytest.mark.browser
CUT_OFF = ("none", "own_unit", "own_group", "own_system", "sleeping")


@pytest.fixture
def look(city: tuple[str, Path], chromium: str) -> Iterator[Any]:
    """A page on the city."""
    with browser_at(city[0], chromium) as looking:
        yield looking()


def tick(look: Any, n: int) -> list[str]:
    """Choose the first workshops of the page and return their names."""
    names = look.page.locator(".wr .nm").all_text_contents()[:n]
    for box in look.page.locator("input[data-press=pick]").all()[:n]:
        box.click()
        look.page.wait_for_timeout(200)
        look.settle()
    return [str(name) for name in names]


def fetched(look: Any, label: str) -> bytes:
    """Press a download button of the page and return the file."""
    with look.page.expect_download() as download:
        look.page.get_by_role("button", name=label).click()
    return Path(download.value.path()).read_bytes()


def cells(data: bytes) -> list[str]:
    return [str(cell.value) for sheet in load_workbook(io.BytesIO(data)).worksheets for row in sheet.iter_rows() for cell in row if cell.value]


def words(data: bytes) -> str:
    paper = Document(io.BytesIO(data))
    parts = [paragraph.text for paragraph in paper.paragraphs]
    parts += [paragraph.text for section in paper.sections for paragraph in (*section.header.paragraphs, *section.footer.paragraphs)]
    return "\n".join(parts + [cell.text for table in paper.tables for row in table.rows for cell in row.cells])


def test_ten_of_those_who_need_an_introduction_are_assigned_stand_in_the_papers_and_are_taken_back(look: Any, city: tuple[str, Path]) -> None:
    home = city[1]
    look.open("/")
    look.page.get_by_role("button", name="哪些工作室还没走出本单位、本系统？").click()
    look.page.wait_for_url("**/reach*")
    look.settle()  # one click from the start page: who, why, who answers, what next
    with store(home) as net:
        counts = net.isolates(limit=0).counts
    listed = sum(counts[code] for code in ("own_unit", "own_group", "own_system"))
    assert f"{listed} 家" in str(look.page.locator(".sect span").first.text_content())
    rows = look.page.locator(".wr")
    assert rows.count() == 10
    for part in (".nm", ".why", ".nx > div:first-child", ".nx .m"):
        assert all(text.strip() for text in rows.first.locator(part).all_text_contents())
    assert "负责：" in str(rows.first.text_content())
    names = tick(look, 10)
    press(look, "给选中的 10 家登记进展")
    look.page.get_by_role("radio", name="走访").click()
    look.settle()
    look.page.locator(".st-key-step_owner input").fill("王干事")
    look.page.locator(".st-key-step_owner input").press("Tab")
    look.settle()
    look.page.locator(".st-key-step_save button").click()
    look.page.wait_for_selector(".note.good:has-text('已登记 10 家：走访。')", timeout=20_000)
    look.settle()
    assert str(look.page.locator(".st-key-card_rows").text_content()).count("走访：王干事") == 10
    look.page.get_by_role("button", name="导出").click()
    sheet, paper = cells(fetched(look, "按工会分开（Excel）")), words(fetched(look, "按工会分开（Word）"))
    assert sheet.count("王干事") == 10
    for name in names:
        assert name in sheet
        assert name in paper
    assert "内部工作参考" in paper
    assert any("内部工作参考" in cell for cell in sheet)
    look.page.keyboard.press("Escape")
    look.page.locator("[class*=st-key-undo_] button").click()
    look.page.wait_for_selector(".note.good:has-text('已撤销')", timeout=20_000)
    with store(home) as net:
        assert net.store.work("worklist") == []
    assert look.errors == []


def test_that_there_is_nothing_to_report_is_asked_with_who_and_when(look: Any, city: tuple[str, Path]) -> None:
    home = city[1]
    look.open("/reach?ring=unknown")
    name, union = (str(look.page.locator(part).first.text_content()) for part in (".wr .nm", ".wr .nx .m"))
    with store(home) as net:
        before = net.isolates(limit=0).counts
        workshop = net.reach_of(name)
    assert workshop.union and union.startswith(f"负责：{workshop.union}")
    look.page.locator("[data-press=nothing]").first.click()
    press(look, "登记")
    look.page.wait_for_selector(f".note.good:has-text('{name}：已登记本期无（{workshop.union}，2026 年 6 月 30 日核实）。')", timeout=20_000)
    with store(home) as net:
        node = net.store.nodes([workshop.id])[workshop.id]
        assert [(check["on"], check["by"]) for check in node.props["links_checks"]][-1:] == [("2026-06-30", workshop.union)]
        after = net.isolates(limit=0).counts
        assert net.reach_of(workshop.id).confirmed
        assert (after["unknown"], sum(after.values())) == (before["unknown"] - 1, sum(before.values()))
    look.settle()
    look.page.locator("[class*=st-key-undo_] button").click()
    look.page.wait_for_selector(".note.good:has-text('已撤销')", timeout=20_000)
    with store(home) as net:
        assert net.isolates(limit=0).counts == before


def hidden_and_shown(home: Path) -> tuple[set[str], list[str]]:
    """Names that must not be seen: of workshops that are cut off and of who leads them; and all other names of workshops and people."""
    with store(home) as net:
        rows = net.isolates(rings=CUT_OFF).rows
        led = [tie.source for row in rows for tie in net.store.ties_of(row.id, ("LEADS",))]
        nodes = [*net.store.nodes([row.id for row in rows]).values(), *net.store.nodes(led).values()]
        hidden = {name for node in nodes for name in (node.name, *node.props.get("aliases", ())) if len(name) > 1}
        others = [node.name for kind in ("Workshop", "Person") for node in net.store.all_nodes(kind) if node.name not in hidden]
    assert len(rows) > 100
    return hidden, sorted(others, key=len, reverse=True)


def read(text: str, others: list[str], hidden: set[str]) -> list[str]:
    """Hidden names in a text, where they are not a part of a longer name that may be shown."""
    text = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), re.sub("</?mark>", "", text))
    for name in others:
        text = text.replace(name, "")
    return sorted(name for name in hidden if name in text)


def test_on_a_projector_no_page_holds_the_name_of_a_workshop_that_is_cut_off(look: Any, city: tuple[str, Path]) -> None:
    hidden, others = hidden_and_shown(city[1])
    others = [name for name in others if any(part in name for part in hidden)]
    sent: list[bytes] = []
    look.page.on("websocket", lambda opened: opened.on("framereceived", lambda frame: sent.append(frame if isinstance(frame, bytes) else b"")))
    look.open("/reach?ring=own_unit")
    whole = b"\n".join(sent).decode("utf-8", "ignore")
    assert read(whole + str(look.page.content()), others, hidden)  # the test sees names where they are shown
    press(look, "放映模式")
    with store(city[1]) as net:
        cut_off = net.isolates(rings=("none",)).rows[0]
        leader = net.store.ties_of(cut_off.id, ("LEADS",))[0].source
    for path in (
        "/reach?ring=none", "/reach?ring=connected", "/reach?view=alliances", "/reach?view=compare", "/reach?view=progress",
        "/reach?view=founding&theme=焊接", "/reach?view=bridges", "/industries?view=coverage", "/", "/?q=焊接", f"/?q={cut_off.name[:2]}", "/?list=hosts", f"/map?id={cut_off.id}", f"/map?id={leader}",
        "/industries", "/industries?grouping=region&all=1", f"/suggestions?id={cut_off.id}", "/suggestions", "/events?a=机械装备&b=能源化工",
        "/data?tab=history", "/data",
    ):  # fmt: skip
        sent.clear()
        look.open(path + ("&" if "?" in path else "?") + "present=1")  # a reload keeps it, for the address has it
        source = str(look.page.content())
        assert "放映模式" in source, path
        assert read(source, others, hidden) == [], path
        assert read(b"\n".join(sent).decode("utf-8", "ignore"), others, hidden) == [], path
        assert look.page.locator(".note.bad").count() == 0, path
        assert look.page.locator('[data-testid="stDownloadButton"]').count() == 0, path
    assert look.errors == []


def test_a_list_of_targets_comes_from_a_workbook_with_what_is_wrong_in_it(look: Any, city: tuple[str, Path], tmp_path: Path) -> None:
    book = Workbook()
    for row in (
        ["年份", "类别", "行业甲", "行业乙", "目标数", "地区"],
        [2026, "行业联系", "装备", "化工", 9, ""],
        [2026, "行业联系", "装备", "天文", 2, ""],
    ):
        book.active.append(row)
    book.save(tmp_path / "清单.xlsx")
    look.open("/data?tab=targets")
    look.page.locator("[class*=st-key-target_upload] input[type=file]").set_input_files(tmp_path / "清单.xlsx")
    look.page.wait_for_selector("text=读到 2 行，可以登记 1 行。", timeout=30_000)
    assert "天文" in str(look.page.locator(".st-key-card_target_file table").text_content())
    press(look, "登记 1 行")
    look.page.wait_for_selector(".note.good:has-text('已登记 1 行。')", timeout=20_000)
    look.open("/industries")
    with store(city[1]) as net:
        pairs = net.cell("机械装备", "能源化工").pairs
    assert f"登记 {pairs} 对，目标 9 对，还缺 {9 - pairs} 对。" in str(look.page.locator(".st-key-card_gaps").text_content())
    look.open("/data?tab=targets")
    press(look, "移出")
    look.page.wait_for_selector(".note.good:has-text('已移出')", timeout=20_000)
    with store(city[1]) as net:
        assert net.targets().rows == ()


def test_a_threshold_is_changed_only_after_it_is_seen_whom_it_moves(look: Any, city: tuple[str, Path]) -> None:
    with store(city[1]) as net:
        preview, before = net.reach_preview({"window_months": 6}), net.isolates(limit=0).counts
    assert preview.moved > 0
    look.open("/data?tab=rules")
    for months, button in (("3", "不改了"), ("6", "")):
        field = look.page.locator("[class*=st-key-rule_window_months_12] input")
        assert field.input_value() == "12"  # what was typed and dropped is gone
        field.fill(months)
        field.press("Enter")
        if button:
            look.page.wait_for_selector("text=的联系情况会变。", timeout=20_000)
            press(look, button)
    look.page.wait_for_selector(f"text=250 家中有 {preview.moved} 家的联系情况会变。", timeout=20_000)
    with store(city[1]) as net:
        assert net.isolates(limit=0).counts == before
    press(look, "按此改")
    look.page.wait_for_selector(f".note.good:has-text('统计口径已改，{preview.moved} 家')", timeout=20_000)
    with store(city[1]) as net:
        assert net.isolates(limit=0).counts == dict(preview.after)
    look.settle()
    look.page.locator("[class*=st-key-undo_] button").click()
    look.page.wait_for_selector(".note.good:has-text('已撤销')", timeout=20_000)
    with store(city[1]) as net:
        assert net.isolates(limit=0).counts == before
