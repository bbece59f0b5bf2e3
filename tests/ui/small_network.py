"""A small network whose answers are known by hand; the reference day is 30 June 2026.

    e-1 装备公司 (34) hosts w-1 张三焊接, w-2 李四装配      w-1 — w-2 cooperate 2026-03      → own_unit
    e-2 化工公司 (26) hosts w-3 王五化工, w-4 赵六检测      nothing at w-3                   → unknown
    u-1 理工大学     hosts w-5 钱七测控                    w-4 visited w-5 in 2026-04       → connected, both
    e-3 铁路公司     hosts w-6 孙八检修, checked 2026-05    nothing                          → none

w-1 and w-3 share the craft 焊接; the pair 机械装备 × 能源化工 has no cooperation.
"""

from __future__ import annotations

from alliance.model import Batch, Node, Tie
from alliance.services.stores import creating
from alliance.services.workspace import Workspace, open_store
from tests.builders import puts, tie

AS_OF = "2026-06-30"
SOURCE = [{"source": "https://example.org/news", "quote": "", "as_of": "2026-05", "basis": "stated"}]
HOSTILE = '<img src=x onerror="window.hit=1">**甲**[乙](javascript:alert(1))创新工作室'


def _node(id_: str, kind: str, name: str, **props: object) -> Node:
    return Node(id_, kind, name, {**props, "sources": SOURCE})


def _tie(kind: str, source: str, target: str, start: str = "", role: str = "") -> Tie:
    return tie(kind, source, target, start, role=role, sources=SOURCE)


NODES = [
    _node("region:410100", "Region", "郑州市"),
    _node("industry:34", "Industry", "通用设备制造业", code="34"),
    _node("industry:26", "Industry", "化学原料和化学制品制造业", code="26"),
    _node("t-1", "TradeUnion", "二七区总工会", subkind="territorial", rank="county"),
    _node("e-1", "Enterprise", "示例装备有限公司"),
    _node("e-2", "Enterprise", "示例化工有限公司"),
    _node("e-3", "Enterprise", "示例铁路有限公司"),
    _node("u-1", "University", "示例理工大学"),
    _node("craft-1", "Craft", "焊接"),
    _node("w-1", "Workshop", "张三焊接创新工作室", level="municipal", recognised_on="2023"),
    _node("w-2", "Workshop", "李四装配创新工作室", recognised_on="2023"),
    _node("w-3", "Workshop", "王五化工创新工作室", recognised_on="2022"),
    _node("w-4", "Workshop", "赵六检测创新工作室", recognised_on="2022"),
    _node("w-5", "Workshop", "钱七测控创新工作室", recognised_on="2021"),
    _node("w-6", "Workshop", "孙八检修创新工作室", recognised_on="2021", links_checks=[{"on": "2026-05-10", "by": "二七区总工会", "source": "回执"}]),
]
TIES = [
    *(_tie("HOSTED_BY", w, e) for w, e in (("w-1", "e-1"), ("w-2", "e-1"), ("w-3", "e-2"), ("w-4", "e-2"), ("w-5", "u-1"), ("w-6", "e-3"))),
    *(_tie("LOCATED_IN", w, "region:410100") for w in ("w-1", "w-2", "w-3")),
    *(_tie("BELONGS_TO_UNION", w, "t-1") for w in ("w-1", "w-3")),
    *(
        _tie("IN_INDUSTRY", w, i, role="craft_main")
        for w, i in (("w-1", "industry:34"), ("w-2", "industry:34"), ("w-3", "industry:26"), ("w-4", "industry:26"))
    ),
    *(_tie("HAS_CRAFT", w, "craft-1") for w in ("w-1", "w-3")),
    _tie("COOPERATES_WITH", "w-1", "w-2", "2026-03"),
    _tie("VISITED", "w-4", "w-5", "2026-04-15"),
]
# every text column of a workshop and its surroundings holds something that would run if it could
HOSTILE_NODES = (
    Node("e-9", "Enterprise", f"{HOSTILE}公司", {"short_name": HOSTILE, "system": HOSTILE, "ownership": HOSTILE, "note": HOSTILE}),
    Node("t-9", "TradeUnion", f"{HOSTILE}工会", {"note": HOSTILE}),
    Node("craft-9", "Craft", f"{HOSTILE}技术"),
    Node(
        "w-9",
        "Workshop",
        HOSTILE,
        {
            "recognised_on": "2021",
            "aliases": [HOSTILE],
            "number": HOSTILE,
            "note": HOSTILE,
            "batch": HOSTILE,
            "sources": [{"source": HOSTILE, "quote": HOSTILE, "as_of": "2026", "basis": "inferred"}],
        },
    ),
)
HOSTILE_TIES = (
    Tie("h-1", "HOSTED_BY", "w-9", "e-9", {"note": HOSTILE, "sources": [{"source": HOSTILE, "quote": HOSTILE}]}),
    Tie("h-2", "BELONGS_TO_UNION", "w-9", "t-9", {"role": HOSTILE}),
    Tie("h-3", "COOPERATES_WITH", "w-5", "w-9", {"valid_from": "2026-05", "note": HOSTILE, "sources": [{"source": HOSTILE, "as_of": "2026-05"}]}),
    Tie("h-4", "HAS_CRAFT", "w-9", "craft-9"),
    Tie("h-5", "HAS_CRAFT", "w-3", "craft-9"),
)
RINGS = {"own_unit": 2, "connected": 2, "none": 1, "unknown": 1}


def fill(name: str = "test", extra: tuple[Node | Tie, ...] = ()) -> str:
    """Make the store on the shelf, fill it, make it the one in use, and return its location."""
    location = creating.new_store(name, title="测试数据", settings={"data_as_of": AS_OF})
    with open_store(location) as net:
        net.store.commit(Batch("fill", "import", puts(*NODES, *TIES, *extra), label="small"), net.actor)
    return location


def opened() -> Workspace:
    """Open the store in use once more, past the app."""
    return open_store()
