"""Every sentence the product says, by key, in Chinese and English.

The files ``<language>/<part>.json`` hold ``{"key": "text with {fact}"}``; the full key is
``part.key``. A test holds the two languages to the same keys and facts. English says one and more by ``{n} {n:pair|pairs}``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from alliance.errors import AllianceError

LANGUAGES = ("zh", "en")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Return all messages of a language, by full key."""
    found: dict[str, str] = {}
    for path in sorted((Path(__file__).parent / language).glob("*.json")):
        for key, text_ in json.loads(path.read_text(encoding="utf-8")).items():
            found[f"{path.stem}.{key}"] = text_
    return found


class _Counting(Formatter):
    """Fills in facts; one with ``one|more`` after its name becomes the word that goes with its number."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        one, bar, more = format_spec.partition("|")
        return (one if str(value) == "1" else more) if bar else super().format_field(value, format_spec)


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def text(key: str, language: str = "zh", **facts: Any) -> str:
    """Return the sentence of ``key`` with its facts filled in; raises ``KeyError`` for a key that is not declared.

    A fact that is a list is joined by 、 (zh) or ", " (en).

    >>> text("ui.gaps.count", "en", n=1), text("ui.gaps.count", "en", n=2)
    ('1 pair', '2 pairs')
    """
    joint = "、" if language == "zh" else ", "
    shown = {name: joint.join(map(str, value)) if isinstance(value, (list, tuple)) else value for name, value in facts.items()}
    said, filled = catalogue(language)[key], _Facts(shown)
    return _Counting().vformat(said, (), filled) if "|" in said else said.format_map(filled)


def error_text(error: AllianceError, language: str = "zh") -> str:
    """Return the sentence for an error: ``error.<code>`` with the error's facts; a cause or a property that has words of its own is said in them."""
    facts = dict(error.facts)
    for name, words in (("cause", f"stores.cause-{facts.get('cause')}"), ("property", f"error.property-{facts.get('property')}")):
        if words in catalogue(language):
            facts[name] = text(words, language)
    return text(f"error.{error.code}", language, **facts)
