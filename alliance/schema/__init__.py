"""The one vocabulary: node kinds, tie kinds, properties, closed vocabularies, settings.

Everything that names a thing of the field takes the name from here.

>>> from alliance import schema
>>> schema.node_kind("Workshop").zh, schema.tie_kind("HOSTED_BY").layer
('工作室', 'affiliation')
"""

from __future__ import annotations

from alliance.errors import UnknownKind
from alliance.schema import vocabularies
from alliance.schema.nodes import COMMON, NODE_KINDS, ORGANISATIONS, PARTIES, PROVENANCE, RESULTS
from alliance.schema.settings import ALLIANCE_RULES, DEFAULTS, INDUSTRY_GROUPS, NEIGHBOURING_DIVISIONS, OTHER_GROUP, SETTINGS, UNKNOWN_GROUP, Setting
from alliance.schema.terms import LAYERS, Choice, LinkColumn, NodeKind, Property, TieKind
from alliance.schema.ties import TIE_KINDS, TIE_PROPERTIES, TIE_PROVENANCE

__all__ = [
    "ALLIANCE_RULES", "COMMON", "COOPERATION", "DATING", "DEFAULTS", "EXCHANGE", "HAPPENING", "INDUSTRY_GROUPS", "LAYERS", "NEIGHBOURING_DIVISIONS", "NODE_CODE",
    "NODE_KINDS", "ORGANISATIONS", "ORGANISATION_STEPS", "OTHER_GROUP", "PARTIES", "PROVENANCE", "RESULTS", "SETTINGS", "TAKING_PART", "TIE_CODE", "TIE_KINDS", "TIE_PROPERTIES",
    "TIE_PROVENANCE", "TREES",
    "UNKNOWN_GROUP", "Choice", "LinkColumn", "NodeKind", "Property", "Setting", "TieKind", "node_kind", "tie_kind", "vocabularies",
]

_NODES = {kind.name: kind for kind in NODE_KINDS}
_TIES = {kind.name: kind for kind in TIE_KINDS}
NODE_CODE: dict[str, int] = {kind.name: i for i, kind in enumerate(NODE_KINDS)}
TIE_CODE: dict[str, int] = {kind.name: i for i, kind in enumerate(TIE_KINDS)}
COOPERATION: tuple[str, ...] = tuple(kind.name for kind in TIE_KINDS if kind.layer == "cooperation")
EXCHANGE: tuple[str, ...] = tuple(kind.name for kind in TIE_KINDS if kind.layer == "exchange")
TREES: tuple[str, ...] = tuple(kind.name for kind in TIE_KINDS if kind.tree)
# from an organisation to its legal person, its successor, its parent: where a party stands (rules §4), in order of preference
ORGANISATION_STEPS: tuple[str, ...] = ("PART_OF", "SUCCEEDED_BY", "SUBSIDIARY_OF")
# nodes over which their parties meet: such a node dates the meeting; and the ties that say who was there
DATING: tuple[str, ...] = ("Activity", "Project", "Agreement", "Achievement")
TAKING_PART: tuple[str, ...] = ("PARTICIPATES_IN", "PARTY_TO", "PRODUCED")
# what happened between parties, told from a day on; other affiliation without a beginning holds always
HAPPENING: tuple[str, ...] = tuple(kind.name for kind in TIE_KINDS if kind.layer != "affiliation" or kind.name in TAKING_PART)


def node_kind(name: str) -> NodeKind:
    """Return the node kind of this stored name; raises ``UnknownKind``."""
    try:
        return _NODES[name]
    except KeyError:
        raise UnknownKind(kind=name, known=sorted(_NODES)) from None


def tie_kind(name: str) -> TieKind:
    """Return the tie kind of this stored name; raises ``UnknownKind``."""
    try:
        return _TIES[name]
    except KeyError:
        raise UnknownKind(kind=name, known=sorted(_TIES)) from None
