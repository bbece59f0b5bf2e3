"""What the store in use is and how much it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alliance.services.authorization import authorized
from alliance.services.session import Session


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """The store in use: ``engine`` its name in a word, ``location`` without any secret, ``server`` where it has one.

    ``revision`` counts the changes of nodes and ties, ``work_revision`` those of settings, decisions, plans and the like.
    ``backup_suffix``: how the name of a backup ends. ``nature``: own, sample or synthetic. ``title`` and ``data_as_of`` are empty where
    they are not set.
    """

    engine: str
    location: str
    server: str
    revision: int
    work_revision: int
    writable: bool
    backup_suffix: str
    title: str
    nature: str
    data_as_of: str


@dataclass(frozen=True, slots=True)
class StoreCounts:
    """How many nodes and ties of each kind there are; a kind without any may be missing."""

    nodes: Mapping[str, int]
    ties: Mapping[str, int]

    @property
    def workshops(self) -> int:
        """How many workshops there are."""
        return self.nodes.get("Workshop", 0)

    @property
    def all_nodes(self) -> int:
        """How many nodes there are."""
        return sum(self.nodes.values())

    @property
    def all_ties(self) -> int:
        """How many ties there are."""
        return sum(self.ties.values())


@authorized
def store_facts(net: Session) -> StoreFacts:
    """Return what the store in use is. Raises the ``StoreError`` family."""
    info, settings = net.store.info(), net.store.settings()
    return StoreFacts(
        engine=info.engine,
        location=info.location,
        server=str(info.facts.get("server") or ""),
        revision=info.revision,
        work_revision=info.work_revision,
        writable=info.writable,
        backup_suffix=info.backup_suffix,
        title=str(settings.get("title") or ""),
        nature=str(settings.get("nature") or "own"),
        data_as_of=str(settings.get("data_as_of") or ""),
    )


@authorized
def store_counts(net: Session) -> StoreCounts:
    """Return how many nodes and ties of each kind the store holds."""
    counts = net.store.counts()
    return StoreCounts(nodes=counts["nodes"], ties=counts["ties"])
