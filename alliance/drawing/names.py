"""Names as they fit: two lines for the head of a column, short ones for the picture, where the shape says already that it is a workshop or a firm."""

from __future__ import annotations

import re

_WORKSHOP = re.compile(
    r"(?:全国|省级|市级)?(?:劳模和?工匠人才|劳动模范|劳模和?工匠|劳模|工匠人才|大?工匠|五一巾帼|巾帼|职工|蓝领|技能大师|高技能人才(?:（劳模）|\(劳模\))?)*(?:创新)?工作室$"
)
_FIRM = re.compile(r"(?:股份|集团|有限|责任)*公司$")


def two_lines(name: str) -> str:
    """Return a Chinese name of four characters in two lines, for the head of a narrow column; any other as it is.

    >>> two_lines("能源化工"), two_lines("其他")
    ('能源\\n化工', '其他')
    """
    return f"{name[:2]}\n{name[2:]}" if len(name) == 4 else name


def short_name(name: str, kind: str) -> str:
    """Return the name without the words that its shape says; the whole name where nothing would be left.

    >>> short_name("裴向军劳模和工匠人才创新工作室", "Workshop"), short_name("阳信东泰精密金属有限公司", "Enterprise")
    ('裴向军', '阳信东泰精密金属')
    """
    ending = {"Workshop": _WORKSHOP, "Enterprise": _FIRM}.get(kind)
    short = ending.sub("", name).strip("“”\"' 　") if ending else name
    return short or name
