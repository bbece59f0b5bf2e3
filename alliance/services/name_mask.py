"""Names that are not shown, replaced in every text of a result by a word that stands for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from alliance.model.snapshot import Snapshot

T = TypeVar("T")
BEGIN = 4  # letters by which a name is looked up; shorter names by all of theirs


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
        return cast("T", self._mask(value))

    def _mask(self, value: object) -> object:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {self._mask(key): self._mask(one) for key, one in value.items()}
        if isinstance(value, (list, tuple, set, frozenset)):
            return type(value)(self._mask(one) for one in value)
        if is_dataclass(value) and not isinstance(value, (type, Snapshot)):
            changed = {one.name: self._mask(getattr(value, one.name)) for one in fields(value) if one.init and one.name != "id"}
            return replace(value, **changed)
        return value
