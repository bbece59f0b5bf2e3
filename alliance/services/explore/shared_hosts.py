"""Units that host several workshops."""

from __future__ import annotations

from dataclasses import dataclass

from alliance.services.authorization import authorized
from alliance.services.naming import names_of
from alliance.services.results import NodeRef
from alliance.services.session import Session


@dataclass(frozen=True, slots=True)
class SharedHost:
    """A unit and the workshops it hosts, by id."""

    host: NodeRef
    workshops: tuple[NodeRef, ...]


@dataclass(frozen=True, slots=True)
class SharedHosts:
    """Units with two workshops or more, those with most first, then by id; ``total``: how many there are."""

    total: int
    rows: tuple[SharedHost, ...]


@authorized
def shared_hosts(net: Session, limit: int = 40) -> SharedHosts:
    """Return the units that host two workshops or more, at most ``limit`` of them."""
    hosts: dict[str, set[str]] = {}
    for tie in net.store.all_ties("HOSTED_BY"):
        hosts.setdefault(tie.target, set()).add(tie.source)
    several = sorted(((host, sorted(found)) for host, found in hosts.items() if len(found) > 1), key=lambda entry: (-len(entry[1]), entry[0]))
    shown = several[:limit]
    nodes = net.store.nodes([host for host, _ in shown])
    names = names_of(net, {one for _, found in shown for one in found})
    rows = tuple(
        SharedHost(
            host=NodeRef(host, nodes[host].kind, nodes[host].name),
            workshops=tuple(NodeRef(one, "Workshop", names.get(one, one)) for one in found),
        )
        for host, found in shown
    )
    return SharedHosts(total=len(several), rows=rows)
