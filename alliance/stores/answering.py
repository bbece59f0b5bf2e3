"""What a search asks for, and whether a node answers: said once for all stores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alliance.model.matching import matching_key


@dataclass(frozen=True, slots=True)
class Asked:
    """A text as it is looked for: ``spellings`` an id may have, ``key`` as names are compared, ``parts`` of it that are looked for one by one."""

    spellings: tuple[str, ...]
    key: str
    parts: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Asked:
        """Return what a text asks for."""
        key = matching_key(text)
        parts = tuple(part for part in map(matching_key, text.split()) if part)
        return cls(tuple(dict.fromkeys([text, text.strip(), key])), key, parts)

    def answers(self, node_id: str, names: Sequence[str]) -> bool:
        """Say whether ``GraphStore.find`` finds a node with this id and these names, aliases and number, as they are compared.

        >>> Asked.of("数控 大师").answers("w-1", ["大师数控工作室"])
        True
        """
        if not self.key:
            return False
        return node_id in self.spellings or any(self.key in name for name in names) or self._has_parts(names)

    def _has_parts(self, names: Iterable[str]) -> bool:
        held = list(names)
        return len(self.parts) > 1 and all(any(part in name for name in held) for part in self.parts)
