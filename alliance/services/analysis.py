"""The one rule that says where questions about the network are answered: over the whole network in memory, or in the database.

In memory, unless the store can answer itself (Neo4j) and holds more ties than the setting ``analysis_limit``. See docs/decisions/0007.
"""

from __future__ import annotations

from alliance import messages
from alliance.errors import NetworkTooLarge
from alliance.model.snapshot import Snapshot
from alliance.network.analyst import Analyst, SnapshotAnalyst
from alliance.network.time.horizon import known_on
from alliance.stores.port import GraphStore


def above_limit(store: GraphStore) -> tuple[int, int] | None:
    """Return (ties, limit) where the network stays in the database, None where it is read into memory."""
    if store.analyst() is None:
        return None
    ties, limit = store.size(), int(store.settings()["analysis_limit"])
    return (ties, limit) if ties > limit else None


def analyst(store: GraphStore) -> Analyst:
    """Return who answers questions about the network at the present revision."""
    database = store.analyst()
    return SnapshotAnalyst(store.snapshot()) if database is None or above_limit(store) is None else database


def whole_snapshot(store: GraphStore, on: int) -> Snapshot:
    """Return the whole network of the present revision as it was known on a day (day number).

    Raises ``NetworkTooLarge`` where it stays in the database.
    """
    large = above_limit(store)
    if large:
        raise NetworkTooLarge(ties=large[0], limit=large[1])
    return known_on(store.snapshot(), on)


def scope(store: GraphStore, lang: str) -> tuple[str, str]:
    """Return what an answer from ``Analyst.around`` looked at: network, or neighbourhood with the sentence that says so."""
    return ("network", "") if above_limit(store) is None else ("neighbourhood", messages.text("services.analysis.neighbourhood", lang))


def analysis_text(store: GraphStore, lang: str) -> str:
    """Return which way is used, and why, as a sentence."""
    counts = store.counts()
    nodes, ties = sum(counts["nodes"].values()), sum(counts["ties"].values())
    if store.analyst() is None:
        return messages.text("services.found.counts", lang, nodes=nodes, ties=ties)
    way = "memory" if above_limit(store) is None else "database"
    return messages.text(f"services.analysis.{way}", lang, nodes=nodes, ties=ties, limit=int(store.settings()["analysis_limit"]))
