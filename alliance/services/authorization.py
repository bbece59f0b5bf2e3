"""Who may do what. Every use case is marked ``@authorized`` and passes here first.

Roles in ascending order: viewer, editor, admin. In local mode the account of the computer is admin.
"""

from __future__ import annotations

import functools
import getpass
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar, cast

from alliance.errors import NotAllowed
from alliance.model import Actor
from alliance.services.results import Result
from alliance.services.use_cases import action_of

F = TypeVar("F", bound=Callable[..., Any])
ROLES = ("viewer", "editor", "admin")

# action (or its part, before the dot) → least role; an action without a row here is refused for everyone
RULES: dict[str, str] = {
    "explore": "viewer",
    "isolates": "viewer",
    "structure": "viewer",
    "worklist.read": "viewer",
    "views.read": "viewer",
    "views": "editor",
    "targets.read": "viewer",
    "targets": "editor",
    "partners.read": "viewer",
    "exchange.read": "viewer",
    "history.read": "viewer",
    "register.read": "viewer",
    "settings.read": "viewer",
    "doctor": "viewer",
    "export": "editor",
    "import": "editor",
    "edit": "editor",
    "register": "editor",
    "partners.answer": "editor",
    "exchange.write": "editor",
    "worklist": "editor",
    "undo": "editor",
    "backup": "editor",
    "settings.write": "admin",
    "restore": "admin",
    "store": "admin",
}


def rule(name: str) -> str:
    """Return the least role for an action; raises ``KeyError`` where no rule is declared."""
    return RULES[name] if name in RULES else RULES[name.partition(".")[0]]


def authorize(actor: Actor, name: str, obj: str = "") -> None:
    """Let pass or raise ``NotAllowed``. Unknown roles may do nothing."""
    try:
        least = rule(name)
    except KeyError:
        raise NotAllowed(action=name, object=obj, actor=actor.key) from None
    if actor.role not in ROLES or ROLES.index(actor.role) < ROLES.index(least):
        raise NotAllowed(action=name, object=obj, actor=actor.key)


def authorized(function: F) -> F:
    """Let a use case run only for actors who may do its action (``use_cases``); its first argument is the session, whose period its result names.

    Typed as the identity: a type checker, an editor and ``help`` see the function itself. Raises ``KeyError`` at import
    for a function that the table does not have.
    """
    name = action_of(function.__module__.removeprefix("alliance.services."), function.__name__)

    @functools.wraps(function)
    def checked(*args: Any, **kwargs: Any) -> Any:
        authorize(args[0].actor, name, str(args[1]) if len(args) > 1 and isinstance(args[1], str) else "")
        found = function(*args, **kwargs)
        period = args[0].period
        return replace(found, period=period) if period and isinstance(found, Result) else found

    checked.__action__ = name  # type: ignore[attr-defined]
    return cast("F", checked)


def local_actor() -> Actor:
    """Return the account of this computer as administrator."""
    try:
        return Actor(getpass.getuser(), "admin")
    except (OSError, KeyError, ImportError):
        return Actor("local", "admin")
