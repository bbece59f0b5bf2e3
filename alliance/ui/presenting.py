"""放映模式: what is projected names no workshop that is cut off nor who leads it, and nothing is written meanwhile.

The pages work with ``Presented`` instead of the workspace: every text of a result passes ``Mask``, whatever page shows it. What may be
asked are the use cases that a viewer may ask; everything else is refused, the store and the network too, also what is written in future.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import NoReturn, ParamSpec, TypeVar, cast

import streamlit as st

from alliance.errors import AllianceError, Presenting
from alliance.model import Actor
from alliance.model.snapshot import Snapshot
from alliance.services.authorization import ROLES, rule
from alliance.services.reach.name_masking import withheld
from alliance.services.use_cases import USE_CASES, UseCase
from alliance.services.workspace import Workspace
from alliance.ui import keys

P = ParamSpec("P")
T = TypeVar("T")
ADDRESS = "present"  # its word in the address of a page
BEGIN = 4  # letters by which a name is looked up; shorter names by all of theirs
TAKEN_AWAY = {"plan_workbook", "plan_calendar"}  # reading, but a file leaves the room with its names


def on() -> bool:
    """Say whether this session is in presentation mode."""
    return bool(st.session_state.get(keys.PRESENTING)) or st.query_params.get(ADDRESS) == "1"


def begin() -> None:
    """Begin: what was typed, asked or noted before may hold a name and is let go."""
    for key in list(st.session_state):
        if key not in (keys.LANGUAGE, keys.PAGES, keys.REACH_REGION, keys.REACH_UNION):
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


class Mask:
    """Names that are not shown, with the word that stands for each; ``kept`` are shown though a hidden name is part of them."""

    def __init__(self, words: Mapping[str, str], kept: Iterable[str] = ()) -> None:
        self.words = {name: word for name, word in words.items() if len(name) > 1}
        self.words |= {name: name for name in kept if name not in self.words}
        self.starting: dict[str, list[str]] = {}
        for name in sorted(self.words, key=lambda name: (-len(name), name)):
            self.starting.setdefault(name[:BEGIN], []).append(name)
        self.widths = sorted({len(start) for start in self.starting}, reverse=True)

    def text(self, text: str) -> str:
        """Return the text with every such name replaced, the longest first.

        >>> Mask({"张三工作室": "某工作室", "张三": "某人"}, ["张三丰工作室"]).text("张三工作室与张三、张三丰工作室")
        '某工作室与某人、张三丰工作室'
        """
        shown, at, last = [], 0, 0
        while at < len(text):
            name = self._name_at(text, at)
            if name:
                shown += [text[last:at], self.words[name]]
                at = last = at + len(name)
            else:
                at += 1
        return "".join((*shown, text[last:])) if shown else text

    def _name_at(self, text: str, at: int) -> str:
        found = [name for width in self.widths for name in self.starting.get(text[at : at + width], ()) if text.startswith(name, at)]
        return max(found, key=len, default="")

    def value(self, value: T) -> T:
        """Return a result, or a part of one, with its texts masked; what is no text, list, mapping or record stays as it is."""
        return cast("T", self._masked(value))

    def _masked(self, value: object) -> object:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {self._masked(key): self._masked(one) for key, one in value.items()}
        if isinstance(value, (list, tuple, set, frozenset)):
            return type(value)(self._masked(one) for one in value)
        if is_dataclass(value) and not isinstance(value, (type, Snapshot)):
            changed = {one.name: self._masked(getattr(value, one.name)) for one in fields(value) if one.init and one.name != "id"}
            return replace(value, **changed)
        return value


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
        self.actor, self.on, self.jobs = Actor(net.actor.key, ROLES[0]), net.on, net.jobs

    def as_of(self, on: str | None = None) -> str:
        """Return the reference date as the workspace does."""
        return self._net.as_of(on)

    def snapshot(self, on: str | None) -> NoReturn:
        """Refuse: use cases read the network, pages do not. Raises ``Presenting``."""
        raise Presenting(on=on)

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
