"""A store that does not open, or may only be looked at: the sentence, its code, another try, and nothing else in its place."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import text_of

from alliance.services.stores import creating
from alliance.stores.sqlite.store import EmbeddedStore
from tests.stores.bolt_cluster import Cluster

App = Callable[..., Any]


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch, quiet_home: Path) -> Callable[[str], None]:
    """Name the store as a user does when starting the program."""
    monkeypatch.setenv("NEO4J_PASSWORD", "geheim-1")
    return lambda address: monkeypatch.setenv("ALLIANCE_STORE", address)


@pytest.fixture
def nobody() -> str:
    """An address that nobody answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"neo4j://127.0.0.1:{probe.getsockname()[1]}"


@pytest.fixture
def hole() -> Iterator[str]:
    """An address that takes a connection and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield f"neo4j://127.0.0.1:{listener.getsockname()[1]}"


def said(app: App, quiet_home: Path, *wanted: str) -> Any:
    """Open the first page; it says all this, offers another try, and no other store has come to be."""
    test = app()
    shown = text_of(test)
    for words in wanted:
        assert words in shown, shown
    assert "geheim" not in shown
    assert "ALLIANCE_STORE" in shown
    assert test.button(key="store_again")
    assert "还没走出" not in shown
    assert not list(quiet_home.rglob("*"))
    assert "data_store_use" not in {button.key for button in test.button}
    return test


def test_a_server_that_is_down(named: Any, app: App, quiet_home: Path, nobody: str) -> None:
    named(nobody)
    test = said(app, quiet_home, nobody, "连接被拒绝", "store-unavailable")
    test.button(key="store_again").click().run()
    assert "连接被拒绝" in text_of(test)


def test_a_black_hole(named: Any, app: App, quiet_home: Path, hole: str) -> None:
    named(hole)
    said(app, quiet_home, hole, "没有回应", "store-unavailable")


def test_a_wrong_password(named: Any, app: App, quiet_home: Path) -> None:
    with Cluster(1, password="another-1") as locked:
        named(locked.address)
        said(app, quiet_home, locked.address, "不接受这个用户名或密码", "NEO4J_PASSWORD", "store-sign-in")
        assert locked.asked[0, "logon"] <= 2, "the page is drawn twice, and each time it is tried once"


def test_a_server_that_is_too_old(named: Any, app: App, quiet_home: Path) -> None:
    with Cluster(1, agent="Neo4j/4.4.30") as old:
        named(old.address)
        said(app, quiet_home, "Neo4j/4.4.30", "5.26", "store-unsupported")


@pytest.mark.parametrize(("address", "wanted"), [("http://h:7474", "http://…"), ("neo4j://neo4j:geheim@h", "NEO4J_USER")])
def test_an_address_that_is_none_or_holds_a_password(named: Any, app: App, quiet_home: Path, address: str, wanted: str) -> None:
    named(address)
    said(app, quiet_home, wanted, "invalid-value")


def test_a_store_named_when_the_program_was_started_is_not_changed_in_the_page(filled: str, app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIANCE_STORE", filled)
    test = app("data", tab="stores")
    assert "ALLIANCE_STORE" in text_of(test)
    assert not {"data_store_use", "data_store_new"} & {button.key for button in test.button}
    monkeypatch.delenv("ALLIANCE_STORE")
    test = app("data", tab="stores")
    assert {"data_store_use", "data_store_new"} <= {button.key for button in test.button}
    assert creating.current_location() == filled


def test_an_empty_store_named_when_the_program_was_started_offers_what_has_an_effect(empty: str, app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "first_sample" in {button.key for button in app().button}
    monkeypatch.setenv("ALLIANCE_STORE", empty)
    test = app()
    assert {"first_sample", "first_backup"} & {button.key for button in test.button} == set()
    assert f"alliance copy --from 那份数据的文件 --to {empty}" in text_of(test)


def test_a_store_that_answers_slowly_is_said_and_a_single_slow_answer_is_not(filled: str, app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    told, slow = EmbeddedStore.settings, [0.5]

    def settings(self: EmbeddedStore) -> Any:
        time.sleep(slow.pop() if slow else 0)
        return told(self)

    monkeypatch.setattr(EmbeddedStore, "settings", settings)
    assert "回应较慢" not in text_of(app())
    slow.extend([0.5] * 8)
    assert "回应较慢" in text_of(app())


def test_a_store_that_may_only_be_looked_at_says_so(filled: str, app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "只能查看" not in text_of(app())
    told = EmbeddedStore.info
    monkeypatch.setattr(EmbeddedStore, "info", lambda self: replace(told(self), writable=False))
    assert "只能查看" in text_of(app())
