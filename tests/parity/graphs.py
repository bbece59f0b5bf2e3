"""Graphs for the parity of the rules: random ones that meet every corner of them, and the fixtures of other tests."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from alliance import schema
from alliance.model import Node, Tie, Work, orient_ends
from tests.network.test_reach_twin import settings_of
from tests.worlds import exchange_city, small_city, town
from tests.worlds.random_store import DATES, ENDS, random_store

Records = tuple[list[Node], list[Tie], dict[str, Any]]
# ids whose order by UTF-8 bytes, by code units and by alphabet differ
_SPELLED = {"w0": "w0", "w1": "工1", "w2": "𠮷2", "w3": "ﬀ3", "w4": "W4", "w5": "é5"}
_PARENTS = ("e集团", "e集团二")
_INDUSTRIES = ("industry:C", "industry:34", "industry:342", "industry:26", "industry:0611", "industry:83", "industry:41", "industry:自拟")


def random_records(seed: int) -> Records:
    """Return nodes, ties and settings of a random store with Chinese text, crafts and industries; the same seed gives the same."""
    random = Random(seed)
    nodes, ties = random_store(seed)
    more = [Node(one, "Industry", one) for one in _INDUSTRIES] + [Node(f"工艺{i}", "Craft", f"第{i}种工艺") for i in range(4)]
    ties += [*_attributes(random, nodes, more), *_groups(random, nodes), *_rings(random, nodes)]
    more += [Node(one, "Enterprise", one) for one in _PARENTS]
    spelled = [replace(node, id=_SPELLED.get(node.id, node.id), name=f"示例{node.id}（郑州）") for node in (*nodes, *more)]
    kinds = {node.id: node.kind for node in spelled}
    settings = settings_of(random)
    settings["exempt"] = {_SPELLED[one]: why for one, why in settings["exempt"].items()}
    return spelled, [one for one in map(_respelled, ties) if _stored(one, kinds)], settings


def _attributes(random: Random, nodes: list[Node], more: list[Node]) -> list[Tie]:
    found: list[Tie] = []
    for node in nodes:
        if not schema.tie_kind("HAS_CRAFT").allows(node.kind, "Craft"):
            continue
        for other in random.sample(more, random.choice([0, 1, 2, 4])):
            kind = "HAS_CRAFT" if other.kind == "Craft" else "IN_INDUSTRY"
            props = {"valid_from": random.choice(DATES), "valid_to": random.choice(ENDS), "role": random.choice(["", "craft", "craft_main", "host"])}
            if kind == "HAS_CRAFT":
                del props["role"]
            found.append(Tie(f"more{len(found):04}", kind, node.id, other.id, {name: value for name, value in props.items() if value}))
    return found


def _groups(random: Random, nodes: list[Node]) -> list[Tie]:
    """Parents for some organisations, so that workshops meet within a group."""
    under = [node.id for node in nodes if node.id.startswith("o") and random.random() < 0.5]
    return [Tie(f"up{i:04}", "SUBSIDIARY_OF", one, random.choice(_PARENTS), {}) for i, one in enumerate(under)]


def _respelled(tie: Tie) -> Tie:
    ends = [_SPELLED.get(end, end) for end in (tie.source, tie.target)]
    source, target = orient_ends(schema.tie_kind(tie.kind).symmetric, *ends)
    return replace(tie, source=source, target=target)


def _rings(random: Random, nodes: list[Node]) -> list[Tie]:
    """Sometimes a circle of membership, succession and ownership, an error of the record that a store takes, with ways that lead into it."""
    if random.random() < 0.5:
        return []
    units = random.sample([node.id for node in nodes if node.id.startswith("o")], random.choice([2, 3, 4, 5]))
    steps = [
        *zip(units, [*units[1:], units[0]], strict=True),
        *((random.choice([n.id for n in nodes if n.id.startswith("o")]), units[0]) for _ in range(2)),
    ]
    found = []
    for i, (source, target) in enumerate(steps):
        tie = Tie(f"ring{i:04}", random.choice(schema.ORGANISATION_STEPS), source, target, {})
        found.append(tie if _fits_its_tree(tie) else replace(tie, kind="SUCCEEDED_BY"))
    return [tie for tie in found if tie.source != tie.target]


def _fits_its_tree(tie: Tie) -> bool:
    """Say whether the tie runs the way that keeps its tree free of circles: one way for some kinds, the other for PART_OF, so that they meet in circles."""
    return tie.kind not in schema.TREES or (tie.source > tie.target) is (tie.kind != "PART_OF")


def _stored(tie: Tie, kinds: dict[str, str]) -> bool:
    """Say whether a store takes the tie: ends of the right kinds, no circle of its kind."""
    return schema.tie_kind(tie.kind).allows(kinds[tie.source], kinds[tie.target]) and _fits_its_tree(tie)


def fixture_records() -> dict[str, Records]:
    """Return the graphs of other tests by name."""
    nodes, ties = exchange_city.city()
    return {
        "small city": (small_city.nodes(), small_city.ties(), {"exempt": {"w14": "按规定"}}),
        "town": (town.nodes(), town.ties(), {}),
        "exchanges": (nodes, ties, {}),
    }


def works(settings: dict[str, Any]) -> list[Work]:
    """Return settings as records."""
    return [Work("setting", name, "", {"value": value}) for name, value in settings.items()]
