"""A child that commits batches until it is killed and writes the name of each acknowledged one to a side file."""

from __future__ import annotations

import os
import sys

from alliance.model import Actor, Batch, Change, Node, Tie
from alliance.stores.opening import open_graph_store

NODES = 40


def batch(name: str) -> Batch:
    """One batch: a star of nodes and ties that is whole or not there."""
    nodes = [Node(f"{name}-{n}", "Workshop", f"{name}号创新工作室{n}") for n in range(NODES)]
    ties = [Tie(f"{name}-t{n}", "COOPERATES_WITH", f"{name}-0", f"{name}-{n}", {"valid_from": "2025"}) for n in range(1, NODES)]
    return Batch(name, "import", tuple(Change("merge", record) for record in (*nodes, *ties)))


def main(location: str, side: str, prefix: str, rounds: int, staged: bool) -> None:
    """Commit; the side file gets a name only after the store said that it is kept."""
    store = open_graph_store(location)
    out = os.open(side, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    for n in range(rounds):
        one = batch(f"{prefix}{n}")
        if staged:
            store.stage(one.id, one.changes)
            one = Batch(one.id, one.action, staged=True)
        store.commit(one, Actor(prefix))
        os.write(out, f"{one.id}\n".encode())
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5] == "staged")
