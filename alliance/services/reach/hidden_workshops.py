"""How many workshops each filter of a list leaves out."""

from __future__ import annotations

from collections.abc import Sequence

from alliance.services.authorization import authorized
from alliance.services.reach.reach import isolates
from alliance.services.reach.worklist import LISTED, worklist
from alliance.services.session import Session


@authorized
def hidden_workshops(
    net: Session,
    rings: Sequence[str],
    *,
    region: str | None = None,
    union: str | None = None,
    states: Sequence[str] = (),
    owner: str = "",
) -> dict[str, int]:
    """Return filter → how many workshops of these rings it leaves out after those before it, in their order.

    ``states`` and ``owner`` narrow a worklist alone. Raises ``InvalidValue`` and ``UnknownNode`` as ``worklist`` and ``isolates`` do.
    """
    if set(rings) <= set(LISTED):
        found = worklist(net, rings=rings, region=region, union=union, states=states, owner=owner, limit=0).hidden
        return {name: count for name, count in found.items() if name != "ring"}
    counts = [
        isolates(net, rings=rings, limit=0).total,
        isolates(net, rings=rings, region=region, limit=0).total,
        isolates(net, rings=rings, region=region, union=union, limit=0).total,
    ]
    steps = {"region": (region, counts[0] - counts[1]), "union": (union, counts[1] - counts[2])}
    return {name: left for name, (wanted, left) in steps.items() if wanted}
