"""Which store a text names: an address is never taken for a path, and none of them leaves a folder behind."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from alliance.errors import InvalidValue, StoreUnavailable
from alliance.services.stores import restoring
from alliance.stores.opening import is_server, open_graph_store, place
from tests.cli.conftest import alliance


@pytest.fixture
def address() -> str:
    """An address that nobody answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"neo4j://127.0.0.1:{probe.getsockname()[1]}"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_an_address_that_went_through_a_path_is_still_one(address: str, here: Path) -> None:
    for given in (address, Path(address), f" {address}\n", address.upper(), str(Path(address))):
        assert is_server(given)
        assert place(given).lower() == address
        with pytest.raises(StoreUnavailable):
            open_graph_store(given)
    assert os.listdir(here) == []


@pytest.mark.parametrize("given", ["http://h:7474", "postgres://h/db", "neo4js://h", "https://h/a.alliance", "sqlite:/x.alliance", "http:/h"])
def test_an_address_of_something_else_is_refused(given: str, here: Path) -> None:
    for refused in (lambda: open_graph_store(given), lambda: open_graph_store(Path(given)), lambda: restoring.restore(here / "b", given)):
        with pytest.raises(InvalidValue):
            refused()
    assert os.listdir(here) == []
    assert alliance("doctor", store=given).code == 1
    assert os.listdir(here) == []


@pytest.mark.parametrize("given", ["a.alliance", "./a.alliance", "sqlite:///a.alliance", "SQLITE:///a.alliance", "甲:乙.alliance", "数据/a.alliance"])
def test_a_path_is_a_path(given: str, here: Path) -> None:
    assert not is_server(given)
    open_graph_store(given).close()
    assert len(os.listdir(here)) >= 1


def test_every_command_that_takes_a_store_takes_an_address(address: str, here: Path) -> None:
    source = here / "s.alliance"
    open_graph_store(source).close()
    before = sorted(os.listdir(here))
    for command in (
        ("search", "焊接"),
        ("doctor",),
        ("backup", str(here / "b.gz")),
        ("import", str(source)),
        ("history",),
        ("restore", str(source), "--to", address),
        ("copy", "--from", str(source), "--to", address),
        ("copy", "--from", address, "--to", str(here / "t.alliance")),
    ):
        assert alliance(*command, store=address).code in (1, 2), command
        assert sorted(os.listdir(here)) == before, command
