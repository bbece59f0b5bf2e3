"""Honours in a cell: 省劳模(2019)、市五一劳动奖章2020 are two, each with its year; the words stay as they are written."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

_BETWEEN = re.compile(r"[、;\n]+")
_YEAR = r"((?:19|20)\d\d)\s*(?:年度?)?"
_AFTER = re.compile(rf"(.*[\u4e00-\u9fff]\S*?)\s*\(?\s*{_YEAR}\s*\)?")
_BEFORE = re.compile(rf"{_YEAR}\s*(?:获评?|获得|被?评为|被?授予|荣获)?\s*(.*[\u4e00-\u9fff].*)")


def honours(text: str) -> list[dict[str, Any]]:
    """Return the honours of a cell as {name, on}; without ``on`` where no year stands with it.

    >>> honours("省劳模(2019)、全国五一劳动奖章")
    [{'name': '省劳模', 'on': '2019'}, {'name': '全国五一劳动奖章'}]
    >>> honours("2020年市劳模"), honours("2019")
    ([{'name': '市劳模', 'on': '2020'}], [])
    """
    parts = [part.strip() for part in _BETWEEN.split(unicodedata.normalize("NFKC", text))]
    return [_honour(part) for part in parts if re.search("[\u4e00-\u9fffA-Za-z]", part)]


def _honour(part: str) -> dict[str, Any]:
    after, before = _AFTER.fullmatch(part), _BEFORE.fullmatch(part)
    if after and after.group(1).count("(") == after.group(1).count(")"):
        return {"name": after.group(1).strip(), "on": after.group(2)}
    return {"name": before.group(2).strip(), "on": before.group(1)} if before else {"name": part}
