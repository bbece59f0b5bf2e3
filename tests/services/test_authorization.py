"""Every public service function passes `authorize`, and every rule is decided on purpose."""

from __future__ import annotations

import contextlib
import importlib
import inspect
import pkgutil
from collections.abc import Callable
from pathlib import Path
from types import FunctionType

import pytest

from alliance import services
from alliance.errors import InvalidValue, NotAllowed
from alliance.model import Actor, Change, Node
from alliance.services.authorization import ROLES, RULES, authorize, rule
from alliance.services.session import Session
from alliance.services.stores import copying, restoring
from alliance.services.use_cases import USE_CASES
from alliance.services.workspace import Workspace
from tests.worlds.small_city import city

MODULES = [importlib.import_module(info.name) for info in pkgutil.walk_packages(services.__path__, "alliance.services.")]


def _use_cases() -> list[tuple[str, FunctionType]]:
    """Public functions whose first parameter is a workspace."""
    found = []
    for module in MODULES:
        for name, thing in vars(module).items():
            if name.startswith("_") or not inspect.isfunction(thing) or thing.__module__ != module.__name__:
                continue
            parameters = list(inspect.signature(thing).parameters.values())
            if parameters and parameters[0].annotation in (Session, "Session"):
                found.append((f"{module.__name__}.{name}", thing))
    return found


def test_there_are_use_cases() -> None:
    assert len(_use_cases()) > 4


@pytest.mark.parametrize(("where", "function"), _use_cases(), ids=[where for where, _ in _use_cases()])
def test_every_use_case_has_a_rule(where: str, function: FunctionType) -> None:
    assert rule(getattr(function, "__action__", f"{where} has no @action")) in ROLES


def test_every_method_of_the_workspace_is_there() -> None:
    for name, case in USE_CASES.items():
        assert case.function.__name__ == name
        assert case.function.__module__ == f"alliance.services.{case.module}", "declared where it stands, not where it is imported"
        assert getattr(Workspace, name) is case.function


# for each rule a use case under it, and the least role that may: what anyone may look at, what working with the data takes, what is the keeper's
LEAST: dict[str, tuple[str, Callable[[Workspace, Path], object]]] = {
    "explore": ("viewer", lambda net, _: net.search("张三")),
    "isolates": ("viewer", lambda net, _: net.isolates()),
    "structure": ("viewer", lambda net, _: net.matrix()),
    "worklist.read": ("viewer", lambda net, _: net.worklist()),
    "views.read": ("viewer", lambda net, _: net.views()),
    "views": ("editor", lambda net, _: net.save_view("一张", "/map")),
    "targets.read": ("viewer", lambda net, _: net.targets()),
    "partners.read": ("viewer", lambda net, _: net.answers()),
    "exchange.read": ("viewer", lambda net, _: net.plans()),
    "history.read": ("viewer", lambda net, _: net.history()),
    "register.read": ("viewer", lambda net, _: net.register()),
    "settings.read": ("viewer", lambda net, _: net.settings()),
    "doctor": ("viewer", lambda net, _: net.doctor()),
    "export": ("editor", lambda net, folder: net.export("graphml", folder / "network.graphml")),
    "import": ("editor", lambda net, _: net.check([("工作室.csv", "名称\n新工作室\n".encode())])),
    "register": ("editor", lambda net, _: net.rename("w01", "甲室", source="来电", confirm=True)),
    "edit": ("editor", lambda net, _: net.edit([Change("merge", Node("w99", "Workshop", "新工作室"))])),
    "partners.answer": ("editor", lambda net, _: net.answer("w12", "w01", "accepted")),
    "exchange.write": ("editor", lambda net, _: net.save_plan(net.plan(size=4))),
    "worklist": ("editor", lambda net, _: net.confirm_links(["w12"], by="市总工会")),
    "targets": ("editor", lambda net, _: net.set_targets([])),
    "undo": ("editor", lambda net, _: net.undo("start")),
    "backup": ("editor", lambda net, folder: net.backup(folder / "copy.alliance")),
    "settings.write": ("admin", lambda net, _: net.set_setting("small_meeting", 10)),
    "restore": ("admin", lambda _, folder: restoring.restore(folder / "missing", folder / "s.alliance")),
    "store": ("admin", lambda _, folder: copying.copy(folder / "missing", folder / "s.alliance")),
}


def test_a_use_case_of_every_rule_is_called() -> None:
    assert LEAST.keys() == RULES.keys()


@pytest.mark.parametrize("name", LEAST)
@pytest.mark.parametrize("role", [*ROLES, "stranger", ""])
def test_a_use_case_lets_in_the_least_role_and_those_above(name: str, role: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    least, call = LEAST[name]
    net = city(role=role)
    for module in (restoring, copying):  # these open their stores themselves, for the account of the computer
        monkeypatch.setattr(module, "local_actor", lambda: Actor("someone", role))
    before = (net.store.revision, net.store.ledger(), net.store.staged_batches())
    may = role in {"viewer": ("viewer", "editor", "admin"), "editor": ("editor", "admin"), "admin": ("admin",)}[least]
    if may:
        with contextlib.suppress(InvalidValue):  # the two that open stores are given a source that is not there
            call(net, tmp_path)
        return
    with pytest.raises(NotAllowed):
        call(net, tmp_path)
    assert (net.store.revision, net.store.ledger(), net.store.staged_batches()) == before
    assert list(tmp_path.iterdir()) == []


def test_an_action_without_a_rule_is_refused_for_everyone() -> None:
    with pytest.raises(NotAllowed):
        authorize(Actor("someone", "admin"), "nobody-thought-of-it")
