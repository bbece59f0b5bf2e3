"""Parts of a year, and days that leave the year to the title of the sheet: 上半年, 5月上旬, 年底, 3.15—16."""

from __future__ import annotations

import re
import unicodedata

from alliance.tables.cells.dates import stored_date

_PARTS = {
    "上半年": ("01", "06"),
    "下半年": ("07", "12"),
    "年初": ("01", "01"),
    "年底": ("12", "12"),
    "年末": ("12", "12"),
    "年中": ("06", "07"),
    "春季": ("03", "05"),
    "夏季": ("06", "08"),
    "秋季": ("09", "11"),
}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_QUARTER = re.compile("第?([一二三四1-4])季度")
_MONTH_PART = re.compile(r"(\d{1,2})月(?:份)?(?:上旬|中旬|下旬|初|底|末|中|月初|月底)?")
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年?(?:度)?(.*)", re.ASCII)
_DAY = re.compile(r"\d{1,2}(?:[.月/]\d{1,2}日?)(?:\s*(?:[-—–~至到]+|--)\s*(?:\d{1,2}[.月/])?\d{1,2}日?)?", re.ASCII)


def rough_date(text: str, year: str = "") -> str:
    """Return the stored form of such a date, empty where it is none, or has no year anywhere.

    上旬, 月初 and their like tell the month; the text stays beside the value.

    >>> rough_date("2024年5月上旬"), rough_date("年底", "2024"), rough_date("3.15—16", "2024"), rough_date("5月")
    ('2024-05', '2024-12', '2024-03-15/2024-03-16', '')
    >>> rough_date("2023年第三季度"), rough_date("3月28日至4月2日", "2023"), rough_date("去年")
    ('2023-07/2023-09', '2023-03-28/2023-04-02', '')
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    match = _YEAR.fullmatch(plain)
    if match:
        year, plain = match.groups()
    if not year:
        return ""
    if plain.removeprefix("年") in ("底", "末", "初", "中"):
        plain = "年" + plain.removeprefix("年")
    if plain in _PARTS:
        first, last = _PARTS[plain]
        return f"{year}-{first}" if first == last else f"{year}-{first}/{year}-{last}"
    if quarter := _QUARTER.fullmatch(plain):
        last_month = 3 * _QUARTERS[quarter.group(1)]
        return f"{year}-{last_month - 2:02}/{year}-{last_month:02}"
    if month := _MONTH_PART.fullmatch(plain):
        return _to_stored(f"{year}-{month.group(1)}")
    return _to_stored(_with_year(plain, year)) if _DAY.fullmatch(plain) else ""


def _with_year(plain: str, year: str) -> str:
    return f"{year}年{plain}" if "月" in plain else f"{year}.{plain.replace('/', '.')}"


def _to_stored(text: str) -> str:
    found = stored_date(text)
    return found if isinstance(found, str) else ""
