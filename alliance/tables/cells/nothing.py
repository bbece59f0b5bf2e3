"""Words that people write where there is nothing to write, and words that point to a cell nearby."""

from __future__ import annotations

import re
import unicodedata

_NOTHING = re.compile(
    r"[/\\|—–\-_―─]+|(暂|尚|目前)?(无|没有|未填|未定|未知|不详|不明|空缺|空白)|无此项|未(评定|命名|认定|申报|取得)|"
    r"待(定|补|填|核|查|落实|确定|核实|补充|完善|更新)|筹建中?|(正在|暂)?筹备中?|n/a|\(?(略|从略)\)?|\?+",
    re.IGNORECASE,
)
_STARTS = frozenset("/／\\＼|｜—–-－_＿―─暂尚目无没未不空待筹正nNＮ(（[【〔略从?？")  # most cells begin otherwise: no need to look closer
_BRACKETS = re.compile(r"^[\[(（【〔]+(.*?)[\])）】〕]+$")
_ABOVE = frozenset(("同上", "同前", "同上行", "同上一行", "〃", "″", "''", '"', "”", "々", "ditto", "(同上)"))
_LEFT = frozenset(("同左", "同前列", "(同左)"))


def bare(text: str) -> str:
    """Return a cell without blanks, width and one pair of brackets around the whole of it."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    match = _BRACKETS.match(text)
    return match.group(1) if match else text


def says_nothing(text: str) -> bool:
    """Say whether a cell only says that there is nothing: unknown stays unknown, and 0 is a number.

    >>> [word for word in ("无", "/", "———", "（筹建中）", "待定", "0", "无锡机床厂") if not says_nothing(word)]
    ['0', '无锡机床厂']
    """
    return len(text) < 16 and text.lstrip()[:1] in _STARTS and _NOTHING.fullmatch(bare(text)) is not None


def points_to(text: str) -> str:
    """Return ``above`` or ``left`` where a cell only points to the one above or left of it, else the empty text.

    >>> points_to("同上"), points_to(" 同左 "), points_to("同上项")
    ('above', 'left', '')
    """
    if len(text) > 12:
        return ""
    word = bare(text)
    return "above" if word in _ABOVE else "left" if word in _LEFT else ""
