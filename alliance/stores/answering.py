"""What a search asks for, and whether a node answers: said once for all stores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alliance.model import Node
from alliance.model.matching import matching_key, search_key
from alliance.model.sounds import sounds_of, typed_sounds


@dataclass(frozen=True, slots=True)
class Asked:
    """A text as it is looked for: ``spellings`` an id may have, ``key`` as names are compared, ``parts`` of it that are looked for one by one.

    ``sounds``: of which a name must hold one where it is found by its sound (``model.sounds``).
    """

    spellings: tuple[str, ...]
    key: str
    parts: tuple[str, ...]
    sounds: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str) -> Asked:
        """Return what a text asks for."""
        key = search_key(text)
        parts = tuple(part for part in map(search_key, text.split()) if part)
        return cls(tuple(dict.fromkeys([text, text.strip(), key])), key, parts, typed_sounds(text))

    def answers(self, node_id: str, names: Sequence[str]) -> bool:
        """Say whether ``GraphStore.find`` finds a node with this id and these names, aliases and number, as they are compared.

        >>> Asked.of("数控 大师").answers("w-1", ["大师数控工作室"]), Asked.of("dashi").answers("w-1", ["大师数控工作室"])
        (True, True)
        """
        return self.is_written(node_id, names) or any(map(self.is_heard, names))

    def is_heard(self, name: str) -> bool:
        """Say whether a name sounds like what was typed."""
        return bool(self.sounds) and any(sound in heard for heard in [sounds_of(name)] for sound in self.sounds)

    def is_written(self, node_id: str, names: Sequence[str]) -> bool:
        """Say whether a node answers by what is written, whatever it sounds like."""
        if not self.key:
            return False
        return node_id in self.spellings or any(self.key in name for name in names) or self._has_parts(names)

    def _has_parts(self, names: Iterable[str]) -> bool:
        held = list(names)
        return len(self.parts) > 1 and all(any(part in name for name in held) for part in self.parts)


def is_named(node: Node, text: str) -> bool:
    """Say whether a text is the name, another name or the number of a node, as ``matching_key`` compares: 張 is another name than 张."""
    names = (node.name, *aliases_of(node), str(node.props.get("number") or ""))
    return matching_key(text) in map(matching_key, names)


def matched_alias(node: Node, key: str) -> str:
    """Return the alias in which a text lies (``key``: as names are searched), as stored: the one that is it, else begins with it, the shortest."""
    holding = [alias for alias in aliases_of(node) if key in search_key(alias)]
    return min(holding, key=lambda alias: (search_key(alias) != key, not search_key(alias).startswith(key), len(alias)), default=node.name)


def aliases_of(node: Node) -> tuple[str, ...]:
    """Return the other names of a node."""
    given = node.props.get("aliases") or ()
    return (given,) if isinstance(given, str) else tuple(map(str, given))
