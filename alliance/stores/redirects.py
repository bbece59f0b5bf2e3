"""How a merged id leads to its successor: a work record that names the id which stands for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

REDIRECT = "redirect"  # kind of the work record: its id is the old id, its data {"to": the id that stands for it}
_STEPS = 8  # merges of merges that are followed


def follow(ids: Iterable[str], ask: Callable[[list[str]], Mapping[str, str]]) -> dict[str, str]:
    """Return old id → id that stands for it now, for those of the ids that were merged into another.

    ``ask`` answers one step: old id → where its record leads.

    >>> follow(["a", "x"], lambda wanted: {old: now for old, now in (("a", "b"), ("b", "c")) if old in wanted})
    {'a': 'c'}
    """
    found: dict[str, str] = {}
    wanted = {each: each for each in ids}
    for _ in range(_STEPS):
        there = ask(list(wanted.values()))
        wanted = {old: there[now] for old, now in wanted.items() if there.get(now)}
        if not wanted:
            break
        found |= wanted
    return found
