"""Views kept under a name: which addresses are kept, who may, what undo takes back, and that backup and copy carry them."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliance.errors import Conflict, InvalidValue, NotAllowed
from alliance.model import Actor
from alliance.services.explore.saved.addresses import address_of, read_address
from alliance.services.stores.copying import copy
from alliance.services.stores.restoring import restore
from alliance.services.workspace import Workspace, open_store
from alliance.ui.pages.data.history import KNOWN
from tests.worlds.small_city import city

HOSTILE = "<script>alert(1)</script>甲"


def test_a_view_is_kept_renamed_removed_and_each_is_undone() -> None:
    net = city()
    kept = net.save_view("  化工\u200b这一块 ", "/map?group=region&within=a%0Ab&period=3y&lang=en", " 季度会 ")
    (row,) = net.views().rows
    assert (row.name, row.note, row.page, dict(row.query)) == ("化工这一块", "季度会", "map", {"group": "region", "within": "a\nb", "period": "3y"})
    assert (row.address, row.by) == ("/map?group=region&period=3y&within=a%0Ab", net.actor.key)
    renamed = net.rename_view(kept.id, "能源化工")
    assert [(one.name, one.note, one.id) for one in net.views().rows] == [("能源化工", "季度会", kept.id)]
    net.undo(renamed.batch)
    assert [one.name for one in net.views().rows] == ["化工这一块"]
    removed = net.remove_view(kept.id)
    assert net.views().rows == ()
    net.undo(removed.batch)
    assert [one.address for one in net.views().rows] == [row.address]
    net.undo(kept.batch)
    assert net.views().rows == ()
    assert "化工这一块" in "".join(entry.label for entry in net.history().rows)
    assert {entry.action for entry in net.history().rows} <= set(KNOWN)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "map",
        "https://evil.example/map?id=w01",
        "//evil.example/map",
        "javascript:alert(1)",
        "/map#x",
        "/../etc/passwd",
        "/nowhere",
        "/map/w01",
        "\\\\evil.example\\map",
        "/\\evil.example/map",
        "/map?id=w01&id=w02",
        "/map?unknown=1",
        "/map?tab=import",
        "/map?id",
        "/map?id=%00",
        "/map?id=%ff",
        "/map?id=%1b[31m",
        "/map\n?id=w01",
        "http://[::1",
        "/map?q=" + "a" * 2000,
    ],
)
def test_only_an_address_of_our_pages_is_kept(address: str) -> None:
    with pytest.raises(InvalidValue) as wrong:
        city().save_view("一", address)
    assert wrong.value.facts["property"] == "address"


@pytest.mark.parametrize("address", ["/", "/home", "/map", "/map?id=w01&steps=1&wide=2", "/reach?ring=none&state=overdue", "/industries?a=x&b=y"])
def test_an_address_read_and_written_is_the_same(address: str) -> None:
    page, query = read_address(address)
    assert read_address(address_of(page, query)) == (page, query)
    assert "=" not in address or address_of(page, query) == address


def test_a_name_is_given_once_and_holds_no_number_of_a_person() -> None:
    net = city()
    kept = net.save_view(HOSTILE, "/map")
    for name in ("", " \u200b", "字" * 201, "电话13800138000", HOSTILE):
        with pytest.raises(InvalidValue):
            net.save_view(name, "/map")
    for note in ("电话13800138000", "字" * 2001):
        with pytest.raises(InvalidValue):
            net.save_view("另一张", "/map", note)
    assert net.rename_view(kept.id, HOSTILE, "另一句").name == HOSTILE
    for gone in (lambda: net.rename_view("view-x", "甲"), lambda: net.remove_view("view-x")):
        with pytest.raises(InvalidValue):
            gone()


def test_who_may_only_look_keeps_nothing_and_two_at_once_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    net = city()
    kept = net.save_view("一", "/map")
    viewer = Workspace(net.records, Actor("看的人", "viewer"))
    assert [row.name for row in viewer.views().rows] == ["一"]
    for act in (lambda: viewer.save_view("二", "/map"), lambda: viewer.rename_view(kept.id, "二"), lambda: viewer.remove_view(kept.id)):
        with pytest.raises(NotAllowed):
            act()
    before = net.store.work("view", [kept.id])
    net.rename_view(kept.id, "先改的")
    monkeypatch.setattr(net.store, "work", lambda kind, ids=None: before)  # noqa: ARG005 - as it was read a moment ago
    with pytest.raises(Conflict):
        net.rename_view(kept.id, "后改的")


def test_backup_and_copy_carry_the_views(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.alliance") as net:
        net.save_view(HOSTILE, "/map?q=%E7%84%8A%E6%8E%A5", "说明")
        rows = net.views().rows
        net.backup(tmp_path / "b.backup")
    restore(tmp_path / "b.backup", tmp_path / "restored.alliance")
    copy(tmp_path / "a.alliance", tmp_path / "copy.alliance")
    for name in ("restored", "copy"):
        with open_store(tmp_path / f"{name}.alliance") as net:
            assert [(row.id, row.name, row.note, row.address, row.by, row.on) for row in net.views().rows] == [
                (row.id, row.name, row.note, row.address, row.by, row.on) for row in rows
            ]
