"""A networkx graph of the whole network or a part: for everything small or exotic, and for export."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import networkx as nx
import numpy as np

from alliance import schema
from alliance.model import iso
from alliance.model.snapshot import Ints, Snapshot
from alliance.network.time.horizon import exists, tie_from


def to_networkx(snapshot: Snapshot, *, kinds: Collection[str] = (), nodes: Ints | None = None, as_of: int | None = None) -> Any:
    """Return a ``networkx.MultiDiGraph`` with ids as nodes and the tie's own key as edge key.

    Nodes carry ``kind``; edges ``kind``, ``layer``, ``valid_from``, ``valid_to`` (ISO days, empty unknown) and ``role``.
    ``kinds`` chooses tie kinds (none: all), ``nodes`` a part of the nodes with the ties among them, ``as_of`` leaves
    out what is later. Nodes and edges come in ascending order. O(n + m) Python objects: about 20 s per million ties.
    """
    graph = nx.MultiDiGraph()
    numbers = np.arange(snapshot.n_nodes) if nodes is None else np.unique(nodes)
    numbers = numbers if as_of is None else numbers[exists(snapshot, as_of)[numbers]]
    names = {int(number): snapshot.ids[int(number)] for number in numbers}
    graph.add_nodes_from((name, {"kind": snapshot.kind_of(number)}) for number, name in names.items())
    for tie in _chosen(snapshot, kinds, nodes, as_of):
        kind = schema.TIE_KINDS[snapshot.tie_kind[tie]]
        graph.add_edge(
            names[int(snapshot.source[tie])],
            names[int(snapshot.target[tie])],
            key=int(snapshot.tie_key[tie]),
            kind=kind.name,
            layer=kind.layer,
            valid_from=iso(int(snapshot.tie_first[tie])),
            valid_to=iso(int(snapshot.tie_until[tie])),
            role=snapshot.roles[snapshot.tie_role[tie]],
        )
    return graph


def _chosen(snapshot: Snapshot, kinds: Collection[str], nodes: Ints | None, as_of: int | None) -> list[int]:
    keep = np.ones(snapshot.n_ties, dtype=bool)
    if kinds:
        keep &= np.isin(snapshot.tie_kind, [schema.TIE_CODE[kind] for kind in kinds])
    if nodes is not None:
        keep &= np.isin(snapshot.source, nodes) & np.isin(snapshot.target, nodes)
    if as_of is not None:
        keep &= tie_from(snapshot) <= as_of
    return np.flatnonzero(keep).tolist()
