"""From what a person types to one node, and from ids to names."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Sequence

from alliance.errors import AmbiguousName, NotThereYet, UnknownNode
from alliance.model import Hit, Node, day
from alliance.model.matching import matching_key, search_key
from alliance.services.authorization import authorized
from alliance.services.results import NodeRef
from alliance.services.session import Session
from alliance.stores.answering import aliases_of, is_named
from alliance.stores.port import GraphStore

CANDIDATES = 12
SUFFIXES = ("劳模和工匠人才创新工作室", "劳模创新工作室", "工匠创新工作室", "技能大师工作室", "职工创新工作室", "创新工作室", "工作室", "有限公司")
_LEVELS: tuple[Callable[[Node], Sequence[str]], ...] = (
    lambda node: tuple(filter(None, (node.id, str(node.props.get("number") or "")))),
    lambda node: (node.name,),
    aliases_of,
)


@authorized
def resolve(net: Session, name_or_id: str, kinds: Sequence[str] = (), *, on: str = "") -> Node:
    """Return the node that a text means: exact id, own number, name, alias; else the only node (or only workshop) that holds it.

    ``on``: only among what is there on that day; left out: among all on record. Raises ``AmbiguousName`` with the candidates where
    several answer, ``NotThereYet`` where one does on a later day, ``UnknownNode`` with the nearest names where none does.
    """
    later = net.store.later(day(on)) if on else ()
    exact = net.store.nodes([name_or_id]).get(name_or_id)
    if exact is not None and (not kinds or exact.kind in kinds) and exact.id not in later:
        return exact
    hits, total = _written(*net.store.find(name_or_id, kinds, CANDIDATES, later))
    for answering in (_exactly(hits, name_or_id), [hit.node for hit in hits if hit.node.kind == "Workshop"], [hit.node for hit in hits]):
        if len(answering) == 1 and (answering[0].kind == "Workshop" or total == 1 or is_exact(answering[0], name_or_id)):
            return answering[0]
        if len(answering) > 1:
            raise AmbiguousName(node=name_or_id, candidates=[ref(node) for node in answering], total=total)
    if exact is not None and exact.id in later:
        raise NotThereYet(node=exact.name, on=on, near=[])
    if later and (coming := _exactly(net.store.find(name_or_id, kinds, CANDIDATES)[0], name_or_id)):
        raise NotThereYet(node=coming[0].name, on=on, near=[])
    raise UnknownNode(node=name_or_id, near=near_names(net.store, name_or_id, kinds, without=later))


def _written(hits: Sequence[Hit], total: int) -> tuple[Sequence[Hit], int]:
    """Return the hits that hold the text and how many there are; those that only sound like it where none does."""
    written = [hit for hit in hits if hit.matched != "sound"]
    return (written, len(written)) if written and len(written) < len(hits) else (hits, total)


@authorized
def names_of(net: Session, ids: Iterable[str]) -> dict[str, str]:
    """Return id → name of the nodes with these ids; an id that is not on record is left out."""
    return net.store.names(ids)


def ref(node: Node) -> NodeRef:
    """Return the node as answers name it."""
    return NodeRef(node.id, node.kind, node.name)


def refs(store: GraphStore, ids: Iterable[str], kinds: dict[str, str]) -> dict[str, NodeRef]:
    """Return id → reference for ids whose kinds are known; one call for all names, the id where there is none."""
    wanted = sorted(set(ids))
    names = store.names(wanted)
    return {node_id: NodeRef(node_id, kinds[node_id], names.get(node_id, node_id)) for node_id in wanted}


@authorized
def find(net: Session, text: str, kinds: Sequence[str], limit: int, as_of: str) -> tuple[list[Hit], int]:
    """Return the best nodes for a text among those that are there on the day, and how many there are in all (``GraphStore.find``)."""
    return net.store.find(text, kinds, limit, net.store.later(day(as_of)))


def near_names(store: GraphStore, text: str, kinds: Sequence[str] = (), limit: int = 5, without: Collection[str] = ()) -> list[NodeRef]:
    """Return the nodes whose names are most like the text: those that share a part of it, by likeness, then id."""
    found: dict[str, Node] = {}
    for piece in _pieces(text):
        found |= {hit.node.id: hit.node for hit in store.find(piece, kinds, 30, without)[0]}
        if len(found) >= 60:
            break
    core = _core(text)
    ranked = sorted(found.values(), key=lambda node: (-difflib.SequenceMatcher(None, core, _core(node.name)).ratio(), node.id))
    return [ref(node) for node in ranked[:limit]]


def is_exact(node: Node, text: str) -> bool:
    """Say whether a text is the id, own number, name or another name of a node, and not a part of one."""
    return matching_key(text) == matching_key(node.id) or is_named(node, text)


def _exactly(hits: Sequence[Hit], text: str) -> list[Node]:
    """Return the nodes that answer at the best exact level: id or number, then name, then alias; then so in simplified characters."""
    levels = ([hit.node for hit in hits if key(text) in map(key, names(hit.node))] for key in (matching_key, search_key) for names in _LEVELS)
    return next((level for level in levels if level), [])


def _core(text: str) -> str:
    plain = search_key(text)
    return next((plain.removesuffix(suffix) for suffix in SUFFIXES if plain.endswith(suffix) and plain != suffix), plain)


def _pieces(text: str) -> list[str]:
    """Return parts of the text from long to short: its core, its halves, its pairs of characters."""
    core = _core(text)
    middle = (len(core) + 1) // 2
    pairs = [core[i : i + 2] for i in range(len(core) - 1)]
    return [piece for piece in dict.fromkeys([core, core[:middle], core[middle:], *pairs, core[:1]]) if piece.strip()]
