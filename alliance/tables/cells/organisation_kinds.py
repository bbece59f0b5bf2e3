"""What kind of organisation a name says it is. Used only for hosts that no table describes, and marked as inferred."""

from __future__ import annotations

import re

# in this order: 某大学附属医院 is a hospital, 某设计研究院有限公司 an enterprise
_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("CraftsmanCollege", re.compile("工匠学院$")),
    ("Cooperative", re.compile("合作社|合作联社$")),
    ("Enterprise", re.compile("(公司|集团|厂|矿|银行|商场|酒店|段|支行|分行|事业部|车间)$")),
    ("Hospital", re.compile("医院|卫生院|保健院|卫生服务中心$")),
    ("University", re.compile("大学|学院|学校|职校|技校|职教中心|研究院|研究所|科学院|设计院|检测中心|中学|小学|幼儿园")),
    (
        "PublicInstitution",
        re.compile(
            "(局|委员会|协会|学会|村委会|村|管理处|管理所|服务中心|疾控中心|疾病预防控制中心|站|办公室|"
            "总队|支队|大队|消防队|馆|人民政府|法院|检察院)$"
        ),
    ),
)


def organisation_kind(name: str, otherwise: str = "Enterprise") -> str:
    """Return the node kind that the words of a name speak for; ``otherwise`` where none does.

    >>> organisation_kind("示例大学第一附属医院"), organisation_kind("示例职业技术学院"), organisation_kind("示例集团")
    ('Hospital', 'University', 'Enterprise')
    """
    bare = re.sub(r"[（(][^（）()]*[)）]", "", name).strip()
    return next((kind for kind, words in _WORDS if words.search(bare)), otherwise)
