"""A small city with one workshop of every ring, worked out by hand from rules §5 (reference date 2026-06-30)."""

from __future__ import annotations

from typing import Any

from alliance.model import Node, Tie
from alliance.services.workspace import Workspace
from tests import builders

AS_OF = "2026-06-30"
RINGS = {
    "w01": "connected",
    "w02": "connected",
    "w03": "serving",
    "w04": "own_system",
    "w05": "own_system",
    "w06": "own_group",
    "w07": "own_group",
    "w08": "own_unit",
    "w09": "own_unit",
    "w10": "new",
    "w11": "sleeping",
    "w12": "none",
    "w13": "unknown",
    "w14": "exempt",
}
NAMES = {
    "w01": "张三焊接创新工作室",
    "w02": "李四化工创新工作室",
    "w03": "王五护理工作室",
    "w04": "赵六电力工作室",
    "w05": "钱七电力工作室",
    "w06": "孙八船舶工作室",
    "w07": "周九船舶工作室",
    "w08": "吴十车工工作室",
    "w09": "郑一铣工工作室",
    "w10": "新命名工作室",
    "w11": "冯二钳工工作室",
    "w12": "陈三电工工作室",
    "w13": "焊接班工作室",
    "w14": "保密工作室",
}
HOSTS = {
    "w01": "e1",
    "w02": "e2",
    "w03": "h1",
    "w04": "e3",
    "w05": "e4",
    "w06": "e5",
    "w07": "e6",
    "w08": "e7",
    "w09": "e7",
    "w10": "e8",
    "w11": "e8",
    "w12": "e9",
    "w13": "e9",
    "w14": "e9",
}
SYSTEMS = {"e1": "机械", "e2": "化工", "e3": "电力", "e4": "电力", "e7": "轻工"}
SOURCE = {"source": "测试台账.xlsx", "quote": "原文", "as_of": "2026-06-01"}


def tie(kind: str, source: str, target: str, start: str = "", **props: Any) -> Tie:
    """A tie with a source of June 2026; an exchange when its kind is one."""
    return builders.tie(kind, source, target, start, **{"sources": [SOURCE], **props})


def nodes() -> list[Node]:
    """All nodes."""
    found = [Node(one, "Workshop", NAMES[one], {"recognised_on": "2026-05" if one == "w10" else "2022", "level": "municipal"}, 1) for one in NAMES]
    found[11] = Node("w12", "Workshop", NAMES["w12"], {"recognised_on": "2022", "links_checks": [{"on": "2026-06-15", "by": "区总工会"}]}, 1)
    found[0] = Node("w01", "Workshop", NAMES["w01"], {"recognised_on": "2022", "aliases": ["铁裁缝"], "number": "A-1", "sources": [SOURCE]}, 1)
    found += [Node(f"e{i}", "Enterprise", f"第{i}厂", {"system": SYSTEMS[f"e{i}"]} if f"e{i}" in SYSTEMS else {}, 1) for i in range(1, 10)]
    found += [Node("e10", "Enterprise", "船舶集团", {}, 1), Node("h1", "Hospital", "第一医院", {}, 1), Node("u1", "University", "工学院", {}, 1)]
    found += [
        Node("t1", "TradeUnion", "市总工会", {"subkind": "territorial", "rank": "municipal"}, 1),
        Node("t2", "TradeUnion", "东区总工会", {"subkind": "territorial", "rank": "county"}, 1),
    ]
    found += [Node("region:410100", "Region", "某市", {}, 1), Node("region:410102", "Region", "东区", {}, 1)]
    found += [Node("industry:34", "Industry", "通用设备制造业", {}, 1), Node("industry:26", "Industry", "化学原料和化学制品制造业", {}, 1)]
    found += [Node("x1", "Activity", "年度讲座", {"form": "lecture", "held_on": "2026-03-01"}, 1), Node("a1", "Alliance", "装备联盟", {}, 1)]
    return found


def ties() -> list[Tie]:
    """All ties."""
    found = [tie("HOSTED_BY", workshop, host) for workshop, host in HOSTS.items()]
    found += [
        tie("SUBSIDIARY_OF", "e5", "e10"),
        tie("SUBSIDIARY_OF", "e6", "e10"),
        tie("SUBORDINATE_TO", "t2", "t1"),
        tie("PART_OF", "region:410102", "region:410100"),
    ]
    found += [tie("BELONGS_TO_UNION", one, "t2") for one in ("w01", "w12", "w13")] + [tie("BELONGS_TO_UNION", "e2", "t1")]
    found += [tie("LOCATED_IN", "e1", "region:410102"), tie("LOCATED_IN", "e9", "region:410102"), tie("LOCATED_IN", "w02", "region:410100")]
    found += [tie("IN_INDUSTRY", "w01", "industry:34", role="craft_main"), tie("IN_INDUSTRY", "w02", "industry:26", role="craft_main")]
    found += [
        tie("SIGNED_AGREEMENT_WITH", "w01", "w02", "2026-03-15"),
        tie("SERVES", "w03", "u1", "2026-02"),
        tie("VISITED", "w04", "w05", "2026-04"),
    ]
    found += [
        tie("EXCHANGED_WITH", "w06", "w07", "2026-01-10"),
        tie("PAIRED_WITH", "w08", "w09", "2026-05-04"),
        tie("VISITED", "w11", "w01", "2024-06"),
    ]
    found += [
        tie("PARTICIPATES_IN", "w13", "x1"),
        tie("PARTICIPATES_IN", "w12", "x1"),
        tie("MEMBER_OF", "w01", "a1"),
        tie("SIGNED_INTENT_WITH", "w13", "w02", "2026-02-02"),
    ]
    return found


def city(role: str = "admin", **settings: object) -> Workspace:
    """The city as a workspace."""
    chosen = {"data_as_of": AS_OF, "title": "小城", "nature": "synthetic", "exempt": {"w14": "按规定"}, **settings}
    return builders.workspace(nodes(), ties(), chosen, role=role)
