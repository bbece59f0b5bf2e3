"""Who is not shown: the ids, and the neutral words that stand for the names in other texts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from alliance import schema
from alliance.model import Difference, Node, Record, Tie, Work
from alliance.services.name_mask import Mask
from alliance.stores.port import GraphStore
from alliance.stores.redirects import REDIRECT

NOT_SHOWN = "not-shown"  # work record of who is not shown: its id is that of the node
STAND_INS = {"Person": "某某", "Workshop": "某工作室"}
LEAST = {"Person": 2, "Workshop": 4}  # letters of a name that is looked for in texts: 焊接 as another name of a workshop is a word like others
# names of these that hold the name of someone who is not shown are other names: 张三丰 is not 张三
_OTHERS = ("Person", *schema.ORGANISATIONS, "TradeUnion", "Region", "Industry", "Craft", "Honour")
_NAMESAKES = 1000


@dataclass(frozen=True, slots=True)
class Hidden:
    """Who is not shown: ids (merged ones too), and the mask for their names."""

    ids: frozenset[str]
    mask: Mask

    def text(self, text: str) -> str:
        """Return a text with neutral words for the names."""
        return self.mask.text(text)

    def value(self, value: Any) -> Any:
        """Return a value with neutral words in all its texts."""
        return self.mask.value(value)

    def record(self, record: Record) -> Record:
        """Return a record with neutral words in its texts."""
        if isinstance(record, Node):
            return replace(record, name=self.text(record.name), props=self.value(record.props))
        return replace(record, data=self.value(record.data)) if isinstance(record, Work) else replace(record, props=self.value(record.props))

    def holds(self, tie: Tie) -> bool:
        """Say whether an end of a tie is not shown."""
        return tie.source in self.ids or tie.target in self.ids

    def difference(self, row: Difference) -> Difference:
        """Return a difference with neutral words in its texts."""
        return replace(row, record=self.record(row.record), before=self.record(row.before) if row.before else None)


def who_is_hidden(store: GraphStore, ids: Sequence[str]) -> Hidden:
    """Return who is not shown, by the ids of their marks, with the mask for their names and for those of merged records."""
    nodes = without_redirects(store.nodes(ids))
    every = {*ids, *nodes}
    every |= {work.id for work in store.work(REDIRECT) if work.data.get("to") in every}
    words = {name: STAND_INS.get(node.kind, STAND_INS["Person"]) for node in nodes.values() for name in _names_of(node)}
    return Hidden(frozenset(every), Mask(words, _namesakes(store, words, every)))


def _names_of(node: Node) -> list[str]:
    aliases = node.props.get("aliases") or ()
    every = (node.name, *((aliases,) if isinstance(aliases, str) else aliases))
    return [name for name in every if len(name) >= LEAST.get(node.kind, 2)]


def _namesakes(store: GraphStore, names: Iterable[str], hidden: Collection[str]) -> Iterator[str]:
    for name in names:
        for hit in store.find(name, _OTHERS, _NAMESAKES, hidden)[0]:
            if name in hit.node.name:
                yield hit.node.name


def without_redirects(found: Mapping[str, Node]) -> dict[str, Node]:
    """Return the nodes found, each under its own id."""
    return {node.id: node for node in found.values()}
