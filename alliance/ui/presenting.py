"""放映模式: what is projected names no workshop that is cut off nor who leads it, and nothing is written meanwhile.

The pages work with ``Presented`` instead of the workspace: every text of a result passes ``Mask``, whatever page shows it. What may be
asked are the use cases that a viewer may ask; everything else is refused, the store and the network too, also what is written in future.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn, ParamSpec, TypeVar

import streamlit as st

from alliance.errors import AllianceError, Presenting
from alliance.model import Actor
from alliance.services.authorization import ROLES, rule
from alliance.services.name_mask import Mask
from alliance.services.reach.name_masking import withheld
from alliance.services.use_cases import USE_CASES, UseCase
from alliance.services.workspace import Workspace
from alliance.ui import keys

P = ParamSpec("P")
T = TypeVar("T")
ADDRESS = "present"  # its word in the address of a page
TAKEN_AWAY = {"plan_workbook", "plan_calendar"}  # reading, but a file leaves the room with its names


def on() -> bool:
    """Say whether this session is in presentation mode."""
    return bool(st.session_state.get(keys.PRESENTING)) or st.query_params.get(ADDRESS) == "1"


def begin() -> None:
    """Begin: what was typed, asked or noted before may hold a name and is let go."""
    for key in list(st.session_state):
        if key not in (keys.LANGUAGE, keys.PAGES):
            del st.session_state[key]
    st.session_state[keys.PRESENTING] = True
    st.query_params[ADDRESS] = "1"  # a page that is loaded again stays as it is


def end() -> None:
    """End: names are shown again and things may be written."""
    st.session_state[keys.PRESENTING] = False
    st.query_params.pop(ADDRESS, None)


def may_be_asked(name: str) -> bool:
    """Say whether a method of the workspace only reads, by the rule of its action; one without a rule does not."""
    if name not in USE_CASES or name in TAKEN_AWAY:
        return False
    try:
        return rule(USE_CASES[name].action) == ROLES[0]
    except KeyError:
        return False


def _mask(net: Workspace, workshop: str, person: str) -> Mask:
    names = withheld(net)
    words = dict.fromkeys(names.people, person) | dict.fromkeys(names.workshops, workshop)
    alone = Mask(words)
    # a namesake that is shown, or a longer name, is not made unreadable by a short one that is hidden
    return Mask(words, (name for name in names.others if alone.text(name) != name))


class _NoStore:
    """Stands where the store is: pages ask use cases, and nothing is read past them."""

    def __getattr__(self, name: str) -> NoReturn:
        raise Presenting()


class Presented(Workspace):
    """The workspace as it is projected: use cases that only read, their results masked. Everything else says that it is not done in this mode."""

    def __init__(self, net: Workspace, workshop: str, person: str) -> None:
        self._net = net
        as_of = net.as_of()
        self._names: Mask = net.snapshot(None).memo(("ui.mask", as_of, workshop), lambda: _mask(net, workshop, person))
        self.store = _NoStore()  # type: ignore[assignment] # on purpose no store at all
        self.actor, self.on, self.period, self.jobs = Actor(net.actor.key, ROLES[0]), net.on, net.period, net.jobs

    def as_of(self, on: str | None = None) -> str:
        """Return the reference date as the workspace does."""
        return self._net.as_of(on)

    def snapshot(self, on: str | None) -> NoReturn:
        """Refuse: use cases read the network, pages do not. Raises ``Presenting``."""
        raise Presenting(on=on)

    def seen_in(self, period: str) -> NoReturn:
        """Refuse: it is projected in the period it was made in. Raises ``Presenting``."""
        raise Presenting(period=period)

    def analyst(self) -> NoReturn:
        """Refuse, as ``snapshot`` does. Raises ``Presenting``."""
        raise Presenting()

    def _ask(self, function: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        try:
            return self._names.value(function(*args, **named))
        except AllianceError as error:
            error.facts = self._names.value(error.facts)
            raise


class _MaskedMethod:
    """A use case of the projected workspace: masked where it only reads, refused where it does not."""

    def __init__(self, case: UseCase) -> None:
        self.case = case

    def __get__(self, net: Presented, _owner: type) -> Callable[..., object]:
        if not may_be_asked(self.case.name):
            return _refuse
        return lambda *args, **named: net._ask(getattr(net._net, self.case.name), *args, **named)


for _case in USE_CASES.values():  # every method of the workspace, those of the future too
    setattr(Presented, _case.name, _MaskedMethod(_case))


def _refuse(*_: object, **__: object) -> NoReturn:
    raise Presenting()
