"""Who took part or organised, in one cell: names told apart, 等12家 kept as a count, 市总 written out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from alliance.tables.cells.nothing import says_nothing
from alliance.tables.cells.organisation_kinds import organisation_kind

_OTHERS = re.compile(r"\s*等\s*(?:共?\s*(\d{1,5})\s*[余多]?\s*(?:家|个|所|人|名|支|间)[\u4e00-\u9fff]{0,6}|[\u4e00-\u9fff]{0,4}单位)?\s*$")
_BETWEEN = re.compile(r"[、,;/|\n]+")
_GENERAL = re.compile(r"^(全体|各|部分|相关|有关|其他|所有|全市|全区|成员)")


@dataclass(frozen=True, slots=True)
class Parties:
    """The names in a cell, and how many took part as it says (0: not said)."""

    names: tuple[str, ...]
    stated: int = 0


def parties(text: str, place: str = "") -> Parties:
    """Return the parties of a cell; ``place`` is the city of the sheet's title, for 市总.

    >>> parties("张某工作室、示例配件厂等12家"), parties("市总/云台区总", "示例市").names
    (Parties(names=('张某工作室', '示例配件厂'), stated=12), ('示例市总工会', '云台区总工会'))
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    others = _OTHERS.search(plain)
    if others:
        plain = plain[: others.start()]
    names = [_write_out(part.strip(), place) for part in _BETWEEN.split(plain)]
    return Parties(tuple(dict.fromkeys(name for name in names if name and not says_nothing(name))), int(others.group(1) or 0) if others else 0)


def _write_out(name: str, place: str) -> str:
    """市总 of a sheet about 示例市 is 示例市总工会; 云台区总 is 云台区总工会."""
    if name in ("市总", "市总工会") and place.endswith("市"):
        return f"{place}总工会"
    return f"{name}工会" if re.fullmatch(r"[\u4e00-\u9fff]{2,8}[省市区县旗]总", name) else name


def party_kind(name: str) -> str:
    """Return the node kind that the words of a party's name speak for; empty where none does (全体成员).

    >>> party_kind("陈某工作室"), party_kind("云台区总工会"), party_kind("示例船舶配件厂"), party_kind("全体成员")
    ('Workshop', 'TradeUnion', 'Enterprise', '')
    """
    if _GENERAL.match(name) or len(name) < 3:
        return ""
    if name.endswith(("工作室", "工作站")):
        return "Workshop"
    if name.endswith(("工会", "工会联合会")):
        return "TradeUnion"
    return "Alliance" if name.endswith("联盟") else organisation_kind(name, "")
