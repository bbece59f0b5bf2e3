"""The two shipped lists, industries (GB/T 4754—2017) and regions, as nodes with their chain of parents.

Only what a file names comes into the store: a node ``industry:3411`` with its PART_OF chain to the section.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alliance import schema
from alliance.model import ANY, Change, Node, Tie, tie_id

LISTED = ("Industry", "Region")
GROUP = "group:"  # before the name of a group of divisions, where a word tells no more than that
_FOLDER = Path(schema.__file__).parent / "reference"
_FILES = {"Industry": "gbt4754_2017.csv", "Region": "regions.csv"}
_SCHEMES = {"Industry": "GB/T 4754—2017", "Region": ""}
_FILLERS = re.compile("市辖区|.*直辖县级行政区划")
_SUFFIX = re.compile("(特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|地区|省|市|盟|县|区|旗)$")


@dataclass(frozen=True, slots=True)
class Place:
    """One line of a list: its code, level, parent's code and name."""

    code: str
    level: str
    parent: str
    name: str


@cache
def places(kind: str) -> dict[str, Place]:
    """Return the list of ``Industry`` or ``Region`` by code."""
    with (_FOLDER / _FILES[kind]).open(encoding="utf-8", newline="") as file:
        return {row["code"]: Place(row["code"], row["level"], row["parent"], row["name"]) for row in csv.DictReader(file)}


def reference_id(kind: str, code: str) -> str:
    """Return the node id of a code: ``industry:34``, ``region:410100`` (region codes are padded to six digits)."""
    return f"industry:{code}" if kind == "Industry" else f"region:{code.ljust(6, '0')}"


@cache
def _by_name(kind: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for place in places(kind).values():
        if not _FILLERS.fullmatch(place.name):
            found.setdefault(_fold(place.name), []).append(place.code)
    return {name: tuple(codes) for name, codes in found.items()}


def _fold(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def found_codes(kind: str, text: str) -> tuple[str, ...]:
    """Return the codes that a cell may mean; one where it is clear, several where it is not, none where it is unknown.

    Takes an id, a code (``C34``, ``34``, ``410105``) or a name, a region also as a path (河南省郑州市金水区).

    >>> found_codes("Industry", "C34"), found_codes("Industry", "通用设备制造业"), found_codes("Region", "郑州市金水区")
    (('34',), ('34',), ('410105',))
    >>> len(found_codes("Region", "朝阳区")), found_codes("Region", "北京市朝阳区"), found_codes("Industry", "X9")
    (2, ('110105',), ())
    """
    text = _fold(text).removeprefix("industry:").removeprefix("region:")
    return _industry(text) if kind == "Industry" else _region(text)


def _industry(text: str) -> tuple[str, ...]:
    listed = places("Industry")
    match = re.fullmatch(r"([A-Ta-t])?(\d{2,4})?(.*)", text)
    section, digits, rest = match.groups() if match else (None, None, text)
    code = digits or (section or "").upper()
    if code in listed and (not rest or _fold(listed[code].name) == rest):
        return (code,) if not (section and digits) or _top(code) == section.upper() else ()
    codes = _by_name("Industry").get(text) or _by_name("Industry").get(text + "业") or _by_word(text)
    if codes and codes[0].startswith(GROUP):
        return codes
    # a group with a single class carries that class's name: the broader one is meant
    broad = min((len(code) if code.isdigit() else 1 for code in codes), default=0)
    return tuple(code for code in codes if (len(code) if code.isdigit() else 1) == broad)


@cache
def _words() -> dict[str, str]:
    with (_FOLDER / "industry_words.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["code"] for row in csv.DictReader(file)}


def _by_word(text: str) -> tuple[str, ...]:
    """What a common word for an industry means (装备制造, 卫生健康): a code where that is certain, else a group of divisions."""
    for word in (text, re.sub("(行业|产业|系统|领域|类|业)$", "", text)):
        if word in _words():
            return (_words()[word],)
    return ()


def is_inferred(kind: str, text: str) -> bool:
    """Say whether an industry is told by a common word, not by its code or name in the classification.

    >>> is_inferred("Industry", "装备制造"), is_inferred("Industry", "通用设备制造业")
    (True, False)
    """
    if kind != "Industry":
        return False
    text = _fold(text).removeprefix("industry:")
    codes = found_codes(kind, text)
    return bool(codes) and codes == _by_word(text) and not _by_name("Industry").get(text) and text not in places(kind)


def _top(code: str) -> str:
    listed = places("Industry")
    while listed[code].parent:
        code = listed[code].parent
    return code


def _region(text: str) -> tuple[str, ...]:
    listed = places("Region")
    if text.isascii() and text.isdigit():
        code = text if len(text) in (2, 4) else text[:2] if text.endswith("0000") else text[:4] if text.endswith("00") else text
        return (code,) if code in listed else ()
    if whole := _by_name("Region").get(text):
        return whole
    found = tuple(code for name, codes in _by_name("Region").items() if text.endswith(name) for code in codes if _path_fits(code, text[: -len(name)]))
    return found or tuple(code for code in _short_names().get(text, ()))


@cache
def _short_names() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for place in places("Region").values():
        short = _SUFFIX.sub("", _fold(place.name))
        if place.level != "county" and len(short) > 1 and not _FILLERS.fullmatch(place.name):
            found.setdefault(short, []).append(place.code)
    # 北京 means the province-level city, not a filler below it
    return {name: (min(codes, key=len),) for name, codes in found.items()}


def _path_fits(code: str, rest: str) -> bool:
    parent = places("Region")[code].parent
    while parent and rest:
        name = _fold(places("Region")[parent].name)
        short = _SUFFIX.sub("", name)
        rest = next((rest[: -len(end)] for end in (name, short) if len(end) > 1 and rest.endswith(end)), rest)
        parent = places("Region")[parent].parent
    return not rest


def label(kind: str, code: str) -> str:
    """Return a name that tells places of one name apart.

    >>> label("Region", "110105"), label("Industry", "34")
    ('北京市朝阳区', '34 通用设备制造业')
    """
    listed = places(kind)
    if code.startswith(GROUP):
        return code.removeprefix(GROUP)
    if kind == "Industry":
        return f"{code} {listed[code].name}"
    return "".join(listed[above].name for above in (*reversed(_above(kind, code)), code) if not _FILLERS.fullmatch(listed[above].name))


def _above(kind: str, code: str) -> list[str]:
    listed, chain = places(kind), []
    while code := listed[code].parent:
        chain.append(code)
    return chain


def node_changes(kind: str, code: str, done: set[str]) -> Iterator[Change]:
    """Yield the node of a code and its PART_OF chain, parents first; ids in ``done`` are left out and those made are added to it.

    Fillers of the list (市辖区) are skipped: the chain goes on to their parent.
    """
    if code.startswith(GROUP):
        node = reference_id(kind, code)
        if node not in done:
            done.add(node)
            yield Change("merge", Node(node, kind, code.removeprefix(GROUP), {"code": code}), ANY)
        return
    listed = places(kind)
    real = [each for each in reversed([code, *_above(kind, code)]) if not _FILLERS.fullmatch(listed[each].name)]
    for above, each in zip([None, *real], real, strict=False):
        node = reference_id(kind, each)
        if node in done:
            continue
        done.add(node)
        yield Change("merge", Node(node, kind, listed[each].name, _properties(kind, listed[each])), ANY)
        if above is not None:
            parent = reference_id(kind, above)
            yield Change("merge", Tie(tie_id("PART_OF", node, parent), "PART_OF", node, parent), ANY)


def _properties(kind: str, place: Place) -> dict[str, str]:
    if kind == "Industry":
        return {"code": place.code, "scheme": _SCHEMES[kind]}
    return {"code": place.code.ljust(6, "0"), "tier": place.level}
