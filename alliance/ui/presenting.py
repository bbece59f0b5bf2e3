"""放映模式: what is projected names no workshop that is cut off, and nothing is written meanwhile.

The pages work with ``Presented`` instead of the workspace: every text of an answer passes ``Mask``, whatever page shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

import streamlit as st

from alliance.errors import AllianceError, Presenting
from alliance.model import day
from alliance.model.snapshot import Snapshot
from alliance.network.reach import CODE, CUT_OFF, reach
from alliance.services.workspace import USES, Workspace
from alliance.ui import keys

BEGIN = 4  # letters by which a name is looked up; shorter names by all of theirs
WRITES = {
    *("assign", "confirm_links", "set_targets", "remove_targets", "answer", "exclude", "save_plan", "change_plan", "plan_state"),
    *("record_outcome", "check", "confirm", "discard", "edit", "undo", "set_setting", "worklist_file", "plan_workbook", "plan_calendar"),
}
READS_OF_STORE = {
    "all_ties",
    "ties",
    "find",
    "named",
    "info",
    "settings",
    "nodes",
    "names",
    "ties_of",
    "ties_by_key",
    "counts",
    "snapshot",
    "work",
    "revision",
}


def on() -> bool:
    """Say whether this session is in presentation mode."""
    return bool(st.session_state.get(keys.PRESENTING))


AS_THEY_ARE = {"snapshot", "counts", "info", "settings", "all_ties"}  # no name in them that a page shows


class Mask:
    """Names that are not shown, and the word that stands for each."""

    def __init__(self, names: Iterable[str], word: str) -> None:
        self.word = word
        self.starting: dict[str, list[str]] = {}
        for name in sorted({name for name in names if len(name) > 1}, key=lambda name: (-len(name), name)):
            self.starting.setdefault(name[:BEGIN], []).append(name)
        self.widths = sorted({len(start) for start in self.starting}, reverse=True)

    def text(self, text: str) -> str:
        """Return the text with every such name replaced, the longest first.

        >>> Mask(["张三工作室", "张三"], "某工作室").text("张三工作室与李四")
        '某工作室与李四'
        """
        shown, at, last = [], 0, 0
        while at < len(text):
            name = self._name_at(text, at)
            if name:
                shown += [text[last:at], self.word]
                at = last = at + len(name)
            else:
                at += 1
        return "".join((*shown, text[last:])) if shown else text

    def _name_at(self, text: str, at: int) -> str:
        for width in self.widths:
            for name in self.starting.get(text[at : at + width], ()):
                if text.startswith(name, at):
                    return name
        return ""

    def value(self, value: Any) -> Any:
        """Return an answer, or a part of one, with its texts masked; what is no text, list, mapping or record stays as it is."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {self.value(key): self.value(one) for key, one in value.items()}
        if isinstance(value, (list, tuple)):
            return type(value)(self.value(one) for one in value)
        if is_dataclass(value) and not isinstance(value, (type, Snapshot)):
            changed = {one.name: self.value(getattr(value, one.name)) for one in fields(value) if one.init and one.name != "id"}
            return replace(value, **changed)
        return value


def _mask(snapshot: Snapshot, store: Any, as_of: str, word: str) -> Mask:
    table = reach(snapshot, day(as_of))
    hidden = {CODE[code] for code in CUT_OFF}
    ids = [snapshot.ids[int(number)] for number, code in zip(table.workshops, table.code, strict=True) if int(code) in hidden]
    nodes = [node for start in range(0, len(ids), 1000) for node in store.nodes(ids[start : start + 1000]).values()]
    return Mask((name for node in nodes for name in (node.name, *node.props.get("aliases", ()))), word)


class PresentedStore:
    """The store, read only, its texts masked."""

    def __init__(self, net: Workspace, mask: Mask) -> None:
        self._store, self._mask_of = net.store, mask

    def __getattr__(self, name: str) -> Any:
        if name not in READS_OF_STORE:
            raise Presenting()
        found = getattr(self._store, name)
        if not callable(found) or name in AS_THEY_ARE:
            return found
        return lambda *args, **named: self._mask_of.value(found(*args, **named))


class Presented(Workspace):
    """The workspace as it is projected; what would write says that it is not done in this mode."""

    def __init__(self, net: Workspace, word: str) -> None:
        self._net = net
        snapshot, as_of = net.snapshot(), net.as_of()
        self._mask_of: Mask = snapshot.memo(("ui.mask", as_of, word), lambda: _mask(snapshot, net.store, as_of, word))
        self.store = PresentedStore(net, self._mask_of)  # type: ignore[assignment]
        self.actor, self.jobs = net.actor, net.jobs

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in USES:
            raise AttributeError(name)
        if name in WRITES:
            return _refuse
        return lambda *args, **named: self._asked(getattr(self._net, name), *args, **named)

    def _asked(self, function: Callable[..., Any], *args: Any, **named: Any) -> Any:
        try:
            return self._mask_of.value(function(*args, **named))
        except AllianceError as error:
            error.facts = self._mask_of.value(error.facts)
            raise


def _refuse(*_: Any, **__: Any) -> Any:
    raise Presenting()
