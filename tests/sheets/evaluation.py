"""The judge: what a store holds after an import, against the truth of the sheet.

It knows nothing of how the importer works. ``stored`` is plain data: ``nodes`` (kind, name, props), ``ties`` (kind, source_name,
target_name, source_kind, target_kind, props) and, where the store keeps results, ``figures`` (of, name, value); ``leaked``: personal
numbers found in the files of the store.
"""

from __future__ import annotations

import calendar
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

NOTHING = {"无", "/", "—", "——", "———", "-", "--", "暂无", "待定", "同上", "同左", "〃", "#N/A", "筹建中", "（筹建中）", "(筹建中)", "同上项"}
# properties that state a fact of the sheet: what stands in them must be true
JUDGED = ("stream", "founded", "recognised_on", "batch", "team_size", "form", "held_on", "place", "head_count")
# a text about a thing may stand in the name of what it is tied to: a district in that of its union, never an industry there
ENDS = {"industry": {"Industry"}, "district": {"Region", "TradeUnion"}, "department": {"Enterprise", "University", "Hospital", "PublicInstitution"}}


@dataclass
class Verdict:
    """What was stored falsely, what is missing, how many facts are right. Each fault begins with its kind."""

    false: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    right: int = 0


def plain(text: object) -> str:
    """Return a name as a person compares it: width, brackets, quotes and all blanks are no difference.

    >>> plain("张　立") == plain("张立"), plain("“匠心”创新工作室") == plain('"匠心"创新工作室'), plain("嘉工发〔2025〕12号") == plain("嘉工发[2025]12号")
    (True, True, True)
    """
    return re.sub(r"[\s\"'“”‘’\[\]()〔〕【】]", "", unicodedata.normalize("NFKC", str(text))).casefold()


def judge(stored: Mapping[str, Any], truth: Mapping[str, Any]) -> Verdict:
    """Compare what is stored with the truth of one sheet.

    False is a name that nothing true bears, a value or a tie that contradicts the truth, a word for nothing, a personal number.
    Missing is a required fact that is not stored.
    """
    return _Case(stored, truth).verdict()


class _Case:
    def __init__(self, stored: Mapping[str, Any], truth: Mapping[str, Any]) -> None:
        self.stored, self.truth, self.result = stored, truth, Verdict()
        self.spelled: dict[str, list[str]] = {}
        for key, one in truth["entities"].items():
            for name in one["names"]:
                self.spelled.setdefault(plain(name), []).append(key)
        self.nodes: dict[str, list[Mapping[str, Any]]] = {}
        self.ties: list[tuple[str, str, str, Mapping[str, Any]]] = []

    def verdict(self) -> Verdict:
        """Judge everything once."""
        self._secrets()
        self._nodes()
        self._stored_ties()
        self._properties()
        for key, one in self.truth["entities"].items():
            if one["required"]:
                self._count(key in self.nodes, "node", one["at"], key)
        for fact in self.truth["facts"]:
            if fact["required"]:
                self._count(self._holds(fact), fact["name"], fact["at"], f"{fact['entity']} {fact['accept']}")
        for tie in self.truth["ties"]:
            if tie["required"]:
                self._count(any(_allows(tie, *found) for found in self.ties), tie["kinds"][0], tie["at"], f"{tie['sources']} → {tie['targets']}")
        self._figures()
        return self.result

    def _count(self, right: bool, kind: str, at: str, what: str) -> None:
        if right:
            self.result.right += 1
        else:
            self.result.missing.append(f"{kind}: {at}: {what}")

    def _false(self, kind: str, what: str) -> None:
        self.result.false.append(f"{kind}: {what}")

    # -- what is stored

    def _secrets(self) -> None:
        whole = re.sub(
            r"[\s-]", "", unicodedata.normalize("NFKC", json.dumps([self.stored["nodes"], self.stored["ties"]], ensure_ascii=False, default=str))
        )
        for number in self.truth["secrets"]:
            if number.replace("-", "") in whole:
                self._false("personal number", number)
        for number in self.stored.get("leaked", ()):
            self._false("personal number in the files", number)

    def key_of(self, kind: str, name: str) -> str:
        """Return the true thing that a stored node is, empty where there is none."""
        entities = self.truth["entities"]
        keys = [key for key in self.spelled.get(plain(name), []) if kind in entities[key]["kinds"]]
        keys.sort(key=lambda key: plain(entities[key]["names"][0]) != plain(name))  # its own name goes before another's wider one
        return keys[0] if keys else ""

    def _nodes(self) -> None:
        seen: dict[str, int] = {}
        for node in self.stored["nodes"]:
            if node["kind"] == "Group":
                if node["props"].get("count") not in self.truth["groups"]:
                    self._false("group", f"{node['name']} {node['props'].get('count')}")
                continue
            key = self.key_of(node["kind"], node["name"])
            if not key:
                self._false(f"node {self._why(node)}", f"{node['kind']} {node['name']}")
                continue
            self.nodes.setdefault(key, []).append(node)
            seen[key] = seen.get(key, 0) + 1
            if re.search(r"\s", node["name"]) and node["kind"] in ("Person", "Workshop"):
                self._false("name with a blank", node["name"])
        for key, times in seen.items():
            if times > 1:
                self._false("node twice", f"{key} {times} times")
        for node in self.stored["nodes"]:
            for word in _texts({name: value for name, value in node["props"].items() if name != "sources"}):
                if word.strip() in NOTHING:
                    self._false("word for nothing", f"{node['kind']} {node['name']}: {word}")

    def _why(self, node: Mapping[str, Any]) -> str:
        """Say where a false name comes from."""
        name = plain(node["name"])
        if name in {plain(word) for word in NOTHING}:
            return "nothing"
        if name in self.spelled:
            return "of the wrong kind"
        return next((kind for word, kind in self.truth["never"].items() if plain(word) == name), "unknown")

    def _stored_ties(self) -> None:
        for tie in self.stored["ties"]:
            source, target = self.key_of(tie["source_kind"], tie["source_name"]), self.key_of(tie["target_kind"], tie["target_name"])
            if not source or not target:
                continue  # the false node is told already
            found = (tie["kind"], source, target, tie["props"])
            self.ties.append(found)
            fitting = [true for true in self.truth["ties"] if _joins(true, *found[:3])]
            if not fitting:
                self._false(f"tie {tie['kind']}", f"{source} → {target}")
            elif not any(_allows(true, *found) for true in fitting):
                self._false("role", f"{tie['kind']} {source} → {target}: {tie['props'].get('role')}")

    # -- facts

    def _properties(self) -> None:
        for key, nodes in self.nodes.items():
            facts = [fact for fact in self.truth["facts"] if fact["entity"] == key]
            for node in nodes:
                for name in JUDGED:
                    value = node["props"].get(name)
                    if value in (None, "", "unknown"):
                        continue
                    if name == "recognised_on" and any(_covers(value, dates) for dates in self._recognition_dates(facts)):
                        continue
                    own = [fact for fact in facts if fact["name"] == name]
                    own = [fact for fact in own if fact["required"]] or own
                    if not any(_accepts(fact, value) for fact in own):
                        self._false(f"value {name}", f"{key} {name} = {value!r}, true: {[fact['accept'] for fact in own]}")
            self._false_recognitions(key, facts)

    def _recognition_dates(self, facts: Iterable[Mapping[str, Any]]) -> list[list[list[str]]]:
        return [fact["accept"][0]["dates"] for fact in facts if fact["kind"] == "recognition"]

    def recognitions_of(self, key: str) -> Iterator[tuple[str, str, bool]]:
        """Yield level and date of each stored recognition; the last: they are said together."""
        for node in self.nodes.get(key, []):
            yield str(node["props"].get("level") or ""), str(node["props"].get("recognised_on") or ""), False
            for one in node["props"].get("recognitions") or ():
                yield str(one.get("level") or ""), str(one.get("date") or one.get("recognised_on") or one.get("valid_from") or ""), True
        for kind, source, _, props in self.ties:
            if kind == "RECOGNISED_BY" and source == key:
                yield str(props.get("level") or ""), str(props.get("valid_from") or ""), True

    def _false_recognitions(self, key: str, facts: list[Mapping[str, Any]]) -> None:
        true = [fact["accept"][0] for fact in facts if fact["kind"] == "recognition"]
        for level, date, together in self.recognitions_of(key):
            levels = {one["level"] for one in true}
            if level not in ("", "unknown") and level not in levels:
                self._false("value level", f"{key} {level}, true: {sorted(levels)}")
            elif together and date and not any(level in ("", "unknown", one["level"]) and _covers(date, one["dates"]) for one in true):
                self._false("value recognition", f"{key} {level} {date}, true: {true}")

    def _holds(self, fact: Mapping[str, Any]) -> bool:
        key = fact["entity"]
        if fact["kind"] == "recognition":
            wanted = fact["accept"][0]
            return any(
                level == wanted["level"] and (not wanted["dates"] or _covers(date, wanted["dates"])) for level, date, _ in self.recognitions_of(key)
            )
        if fact["kind"] == "kept":
            texts = {plain(text) for text in self._texts_about(key, ENDS.get(fact["name"], set()))}
            return any(plain(word) in text for word in fact["accept"] for text in texts)
        if fact["name"] == "recognised_on" and any(_covers(date, fact["accept"]) for _, date, _ in self.recognitions_of(key)):
            return True
        return any(_accepts(fact, node["props"].get(fact["name"])) for node in self.nodes.get(key, []))

    def _texts_about(self, key: str, ends: set[str]) -> Iterator[str]:
        """All texts of a thing, of its ties, and the names of these kinds at their ends, without the quotes of its sources."""
        for node in self.nodes.get(key, []):
            yield from _texts({name: value for name, value in node["props"].items() if name != "sources"})
        for _, source, target, props in self.ties:
            if key in (source, target):
                yield from _texts({name: value for name, value in props.items() if name != "sources"})
                other = target if key == source else source
                yield from (node["name"] for node in self.nodes.get(other, []) if node["kind"] in ends)

    def _figures(self) -> None:
        stored: dict[tuple[str, str], list[float]] = {}
        for one in self.stored.get("figures", ()):
            stored.setdefault((self.key_of("Workshop", one["of"]), one["name"]), []).append(one["value"])
        known = {(one["entity"], one["name"]) for one in self.truth["figures"]}
        for one in self.truth["figures"]:
            values = stored.get((one["entity"], one["name"]), [])
            right = any(abs(value - one["value"]) < 0.01 for value in values)
            self._count(right, "figure", one["at"], f"{one['entity']} {one['name']} = {one['value']}")
            if values and not right:
                self._false("figure", f"{one['entity']} {one['name']} = {values}, true: {one['value']}")
        if self.truth["figures"]:
            for entity, name in stored.keys() - known:
                self._false("figure", f"{entity or 'nobody'} {name}: not in the sheet")


def _joins(true: Mapping[str, Any], kind: str, source: str, target: str) -> bool:
    return kind in true["kinds"] and source in true["sources"] and target in true["targets"]


def _allows(true: Mapping[str, Any], kind: str, source: str, target: str, props: Mapping[str, Any]) -> bool:
    if not _joins(true, kind, source, target):
        return False
    role = props.get("role") or ""
    return not true["roles"] or role in true["roles"] or (not role and "member" in true["roles"])


def _accepts(fact: Mapping[str, Any], value: object) -> bool:
    if value in (None, ""):
        return False
    if fact["kind"] == "date":
        return _covers(str(value), fact["accept"])
    if isinstance(value, str):
        return plain(value) in {plain(one) for one in fact["accept"]}
    return value in fact["accept"]


def _covers(value: str, accept: Iterable[Any]) -> bool:
    """Say whether a stored date is just one of these spans."""
    try:
        parts = [_days(part) for part in value.split("/")]
    except ValueError:
        return False
    return [parts[0][0], parts[-1][1]] in [list(one) for one in accept]


def _days(text: str) -> tuple[str, str]:
    numbers = [int(part) for part in text.split("-")]
    year, month, day = (numbers + [0, 0])[:3]
    last = day or calendar.monthrange(year, month or 12)[1]
    return f"{year:04}-{month or 1:02}-{day or 1:02}", f"{year:04}-{month or 12:02}-{last:02}"


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)
