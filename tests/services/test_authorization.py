"""Every public service function passes `authorize`, and every rule is decided on purpose."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from types import FunctionType

import pytest

from alliance import services
from alliance.errors import NotAllowed
from alliance.model import Actor
from alliance.services.authorization import ROLES, RULES, authorize, rule
from alliance.services.session import Session
from alliance.services.use_cases import USE_CASES
from alliance.services.workspace import Workspace

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


@pytest.mark.parametrize("action", RULES)
@pytest.mark.parametrize("role", [*ROLES, "stranger", ""])
def test_roles_in_ascending_order(action: str, role: str) -> None:
    allowed = role in ROLES and ROLES.index(role) >= ROLES.index(RULES[action])
    if allowed:
        authorize(Actor("someone", role), action)
    else:
        with pytest.raises(NotAllowed):
            authorize(Actor("someone", role), action)


def test_an_action_without_a_rule_is_refused_for_everyone() -> None:
    with pytest.raises(NotAllowed):
        authorize(Actor("someone", "admin"), "nobody-thought-of-it")
