"""数据: a table is checked, shown, confirmed and taken back; stores are made, turned to, kept and brought back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

from conftest import text_of
from small_network import opened

from alliance.services.data import importing
from alliance.services.data.import_answers import Answers
from alliance.services.data.templates import template
from alliance.services.stores import creating, local_stores
from alliance.ui.pages.stores.backup import backup_bytes, export_bytes

App = Callable[..., Any]
CSV = "名称,依托单位,命名时间\n周九铸造创新工作室,示例铸造有限公司,2024\n,示例铸造有限公司,2024\n吴十钳工创新工作室,示例铸造有限公司,20240\n".encode()


def stage(name: str = "工作室.csv", content: bytes = CSV) -> str:
    """Stage a file as the uploader does (the uploader itself is for a browser)."""
    with opened() as net:
        return str(importing.check(net, [(name, content)], kind="Workshop").batch)


def test_an_import_shows_what_it_would_do_and_is_confirmed_and_taken_back(filled: str, app: App) -> None:
    stage()
    test = app("data")
    shown = text_of(test)
    assert "工作室.csv" in shown
    assert "没有收下" in shown
    assert "周九铸造创新工作室" in shown
    with opened() as net:
        assert net.search("周九").total == 0  # nothing is written before it is confirmed
    test.button(key="data_confirm").click().run()
    test.run()
    assert "已导入" in text_of(test)
    with opened() as net:
        assert net.search("周九铸造").rows[0].name == "周九铸造创新工作室"
    next(button for button in test.button if str(button.key).startswith("undo_")).click().run()
    with opened() as net:
        assert net.search("周九").total == 0


def test_an_import_is_thrown_away(filled: str, app: App) -> None:
    stage()
    test = app("data")
    test.button(key="data_discard").click().run()
    assert "已放弃这次导入" in text_of(test)
    with opened() as net:
        assert net.staged().rows == ()


def test_rows_of_a_file_of_which_nothing_is_taken_can_be_taken_away(filled: str, app: App) -> None:
    given = [("工作室.csv", "名称,依托单位\n,示例铸造有限公司\n".encode())]
    with opened() as net:
        report = importing.check(net, given, kind="Workshop")
        assert importing.rejected_rows_of(net, given, report, "Workshop").decode("utf-8-sig").count("示例铸造有限公司") == 1
    test = app("data")
    test.session_state["import_report"], test.session_state["import_given"] = report, (given, "Workshop", Answers())
    test.run()
    assert not test.exception
    assert [button.proto.label for button in test.get("download_button")] == ["下载没有收下的 1 行"]


def test_the_history_lists_what_was_done_and_asks_before_it_takes_back(filled: str, app: App) -> None:
    test = app("data", tab="history")
    assert "small" in text_of(test)
    test.button(key="takeback_fill").click().run()
    assert not test.exception
    assert "撤销会删除" in text_of(test)
    test.button(key="undo_sure").click().run()
    with opened() as net:
        assert net.store.counts()["nodes"] == {}


def test_a_new_store_is_made_and_the_old_one_is_found_again(filled: str, app: App) -> None:
    test = app("data", tab="stores")
    assert "测试数据" in text_of(test)
    test.text_input(key="data_store_name").set_value("郑州市").run()
    test.button(key="data_store_new").click().run()
    assert creating.current_location().endswith("郑州市.alliance")
    assert "已新建“郑州市”" in text_of(test)
    test = app("data", tab="stores")
    test.selectbox(key="data_store").set_value("test").run()
    test.button(key="data_store_use").click().run()
    assert creating.current_location() == filled


def test_a_backup_comes_back_as_a_store_of_its_own(filled: str) -> None:
    from alliance.services.stores.restoring import restore

    with opened() as net:
        content, before = backup_bytes(net), net.store.counts()
    source = local_stores.home() / "colleague.bin"
    source.write_bytes(content)
    restore(source, local_stores.path_of("同事的数据"))
    local_stores.choose("同事的数据")
    with opened() as net:
        assert net.store.counts() == before
    assert {entry.name for entry in local_stores.shelf()} >= {"test", "同事的数据"}


def test_exports_open_as_what_they_are(filled: str) -> None:
    with opened() as net:
        with zipfile.ZipFile(io.BytesIO(export_bytes(net, "csv"))) as archive:
            assert any("Workshop" in name or "工作室" in name for name in archive.namelist())
        assert export_bytes(net, "xlsx")[:2] == b"PK"
        assert b"<graphml" in export_bytes(net, "graphml")[:300]
        assert template(net, "Workshop", "zh")[:2] == b"PK"


def test_a_store_that_does_not_open_is_said_and_the_others_are_offered(filled: str, app: App) -> None:
    local_stores.path_of("broken").write_bytes(b"this is no store" * 100)
    local_stores.choose("broken")
    shown = text_of(app())
    assert "没有动它" in shown
    assert "新建我的数据" in shown
