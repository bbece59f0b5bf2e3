"""A small town in which every term of the field finds something, once."""

from __future__ import annotations

from alliance.model import Node, Tie, day

AS_OF = day("2026-01-29")


def nodes() -> list[Node]:
    """Return the nodes: w-me is asked for, w-far knows nobody and has nothing."""

    def node(id_: str, kind: str, **props: object) -> Node:
        return Node(id_, kind, id_, props)

    return [
        *(
            node(w, "Workshop")
            for w in (
                "w-me",
                "w-chain",
                "w-class",
                "w-craft",
                "w-far",
                "w-friend",
                "w-made",
                "w-mate",
                "w-meet",
                "w-near",
                "w-need",
                "w-old",
                "w-same",
                "w-school",
                "w-second",
                "w-third",
                "w-town",
            )
        ),
        node("e-me", "Enterprise"),
        node("e-chain", "Enterprise"),
        node("e-same", "Enterprise"),
        node("u-1", "University"),
        node("industry:34", "Industry"),
        node("industry:35", "Industry"),
        node("industry:15", "Industry"),
        node("industry:C", "Industry"),
        node("industry:36", "Industry"),
        node("region:410102", "Region"),
        node("region:4101", "Region"),
        node("region:41", "Region"),
        node("region:42", "Region"),
        node("craft-weld", "Craft"),
        node("craft-nc", "Craft"),
        node("craft-heat", "Craft"),
        node("craft-paint", "Craft"),
        node("craft-gear", "Craft"),
        node("a-1", "Alliance"),
        node("t-1", "TradeUnion", subkind="territorial"),
        node("d-1", "Demand", state="open", raised_on="2025-11-02"),
        node("q-1", "Challenge", state="in_progress", raised_on="2025-03-01"),
        node("r-1", "Achievement", made_on="2024-05-01"),
        node("r-2", "Achievement", made_on="2024-06-01"),
        node("x-1", "Activity", form="lecture", held_on="2025-09-10", head_count=80),
    ]


TIES = (
    ("HOSTED_BY", "w-me", "e-me"),
    ("HOSTED_BY", "w-chain", "e-chain"),
    ("HOSTED_BY", "w-same", "e-me"),
    ("HOSTED_BY", "w-school", "u-1"),
    ("UPSTREAM_OF", "e-me", "e-chain"),
    ("IN_INDUSTRY", "w-me", "industry:34"),
    ("IN_INDUSTRY", "w-near", "industry:35"),
    ("IN_INDUSTRY", "w-school", "industry:34"),
    ("IN_INDUSTRY", "w-class", "industry:15"),
    ("IN_INDUSTRY", "w-need", "industry:15"),
    ("IN_INDUSTRY", "w-craft", "industry:15"),
    ("CLASSED_AS", "industry:34", "region:4101", "leading"),
    ("CLASSED_AS", "industry:15", "region:4101", "leading"),
    ("HAS_CRAFT", "w-me", "craft-weld"),
    ("HAS_CRAFT", "w-craft", "craft-weld"),
    ("HAS_CRAFT", "w-need", "craft-nc"),
    ("HAS_CRAFT", "w-third", "craft-paint"),
    ("RAISED", "w-me", "d-1"),
    ("NEEDS", "d-1", "craft-nc"),
    ("ADDRESSES", "w-me", "q-1"),
    ("ADDRESSES", "w-mate", "q-1"),
    ("PRODUCED", "w-me", "r-1"),
    ("HAS_CRAFT", "r-1", "craft-gear"),
    ("PRODUCED", "w-made", "r-2"),
    ("HAS_CRAFT", "r-2", "craft-gear"),
    ("MEMBER_OF", "w-me", "a-1"),
    ("MEMBER_OF", "w-meet", "a-1"),
    ("LOCATED_IN", "w-me", "region:410102"),
    ("LOCATED_IN", "w-town", "region:410102"),
    ("PART_OF", "region:410102", "region:4101"),
    ("PART_OF", "region:4101", "region:41"),
    ("LOCATED_IN", "w-far", "region:42"),
    ("LOCATED_IN", "w-second", "region:42"),
    ("PARTICIPATES_IN", "w-me", "x-1"),
    ("PARTICIPATES_IN", "w-meet", "x-1"),
    ("BELONGS_TO_UNION", "w-craft", "t-1"),
)
DATED = (
    ("VISITED", "w-me", "w-friend", "2025-05"),
    ("VISITED", "w-friend", "w-second", "2025-06-11"),
    ("VISITED", "w-second", "w-third", "2025"),
    ("VISITED", "w-me", "w-old", "2021-04"),
)


def ties() -> list[Tie]:
    """Return the ties; each is needed by some reason."""
    plain = [Tie(f"tie-{kind}-{a}-{b}", kind, a, b, {"role": role[0]} if role else {}) for kind, a, b, *role in TIES]
    return plain + [Tie(f"tie-{kind}-{a}-{b}", kind, a, b, {"valid_from": on}) for kind, a, b, on in DATED]
