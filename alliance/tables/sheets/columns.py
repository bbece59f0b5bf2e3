"""Which table is this, and what does each column say? Headings are read by the vocabulary's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from alliance import schema
from alliance.schema import LinkColumn, NodeKind, Property
from alliance.schema.vocabularies import RANKS
from alliance.tables.cells.texts import heading_key

RELATIONS = "relations"
HEADER_SHARE = 0.6
HEADER_SEARCH = 15

# The columns of the table of ties. Ends are ids or names; their kinds need be given only where a name is not clear.
RELATION_COLUMNS: tuple[Property, ...] = (
    Property("id", "编号", "Id", headings=("ID", "标识", "关系编号")),
    Property("from", "起点", "From", required=True, headings=("甲方", "起点名称", "来自", "source_id", "from_id", "甲", "一方")),
    Property("from_kind", "起点类别", "Kind of from", headings=("甲方类别", "起点类型", "source_kind")),
    Property("kind", "关系", "Tie", required=True, headings=("关系类型", "联系类型", "联系", "relation", "tie_kind")),
    Property("to", "终点", "To", required=True, headings=("乙方", "终点名称", "指向", "target_id", "to_id", "乙", "另一方")),
    Property("to_kind", "终点类别", "Kind of to", headings=("乙方类别", "终点类型", "target_kind")),
    # "From" alone would be the start of the tie in one column and its date in another
    *(replace(p, en={"valid_from": "Valid from", "valid_to": "Valid until"}.get(p.name, p.en)) for p in schema.TIE_PROPERTIES),
    Property(name="level", zh="级别", en="Level", type="choice", choices=RANKS, headings=("层级",)),
    Property(name="designation", zh="命名方式", en="Designation", type="choice", choices=schema.vocabularies.DESIGNATIONS),
    Property("batch", "文号", "Document number"),
)
# a column of a roster that a tie keeps and no node: the role of a member in its alliance
MEMBER_ROLE = Property(
    name="alliance_role",
    zh="联盟职务",
    en="Role in the alliance",
    type="choice",
    choices=schema.vocabularies.MEMBER_ROLES,
    headings=("联盟身份", "联盟角色", "成员角色", "联盟内身份", "联盟内职务", "成员类别"),
)
# columns of a list of workshops that the leader keeps: his post (with title) and his honours
LEAD_COLUMNS = (
    Property("lead_post", "领衔人职务", "Post of the lead", personal=True, headings=("领衔人职务职称", "领衔人职务及职称", "领衔人岗位")),
    Property("lead_title", "领衔人职称", "Title of the lead", personal=True, headings=("领衔人技术职称", "领衔人技能等级", "领衔人职业资格")),
    Property("lead_honours", "领衔人荣誉", "Honours of the lead", personal=True, headings=("领衔人荣誉称号", "领衔人所获荣誉", "领衔人获得荣誉")),
)
# headings that say nothing to us and need no word about it
SILENT = frozenset(
    map(
        heading_key,
        (
            "序号",
            "数据性质",
            "No.",
            "行号",
            "nature",
            "version",
            "拒收原因",
            "Reason for rejection",
            "表",
            "Table",
            "原行号",
            "Sheet row",
        ),
    )
)
PROTECTED = frozenset(
    map(
        heading_key,
        (
            "身份证号",
            "身份证号码",
            "身份证",
            "手机",
            "手机号",
            "手机号码",
            "联系电话",
            "联系方式",
            "电话",
            "住址",
            "家庭住址",
            "出生年月",
            "出生日期",
            "政治面貌",
            "银行账号",
            "银行卡号",
        ),
    )
)


# whose name, post or number a column gives: not the leader's, and nothing that is read
_CONTACT = re.compile("联络|联系人|填表|经办|审核")
_LEADER = re.compile("领衔|领军|带头|负责|领办|主持人|劳模|工匠")
_PERSONAL_NAME = frozenset(map(heading_key, ("姓名", "名字", "姓 名")))


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column: as shown (领军人基本情况·姓名), its parts from above to below, and the words to look up, the surest first."""

    text: str
    parts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @classmethod
    def of(cls, parts: Sequence[str]) -> Heading:
        """Return the heading of a column over one or more lines.

        >>> Heading.of(["专利", "发明"]).words, Heading.of(["领军人基本情况", "姓名"]).words, Heading.of(["联络员", "姓名"]).words
        (('专利发明', '发明专利', '发明'), ('领衔人',), ())
        """
        if len(parts) < 2:
            return cls("".join(parts), tuple(parts), tuple(parts))
        above, last = "".join(parts[:-1]), parts[-1]
        if _CONTACT.search(above):
            words: tuple[str, ...] = ()
        elif _LEADER.search(above):
            words = ("领衔人",) if heading_key(last) in _PERSONAL_NAME else (above + last, "领衔人" + last)
        else:
            words = (above + last, last + above, last)
        return cls("·".join(parts), tuple(parts), words)


@cache
def targets(kind: str) -> tuple[tuple[str, str, Property | LinkColumn], ...]:
    """Return what the columns of a kind can mean: (role, name, term), in the order of its template."""
    provenance = tuple(("provenance", p.name, p) for p in schema.PROVENANCE)
    if kind == RELATIONS:
        return tuple(("property", p.name, p) for p in RELATION_COLUMNS) + provenance
    declared = schema.node_kind(kind)
    of_ties = tuple(("property", link.role_by, MEMBER_ROLE) for link in declared.links if link.role_by)
    figures = tuple(("figure", p.name, p) for p in schema.RESULTS) if kind == "Workshop" else ()
    of_lead = tuple(("of_lead", p.name, p) for p in LEAD_COLUMNS) if kind == "Workshop" else ()
    return (
        *(("property", p.name, p) for p in declared.properties),
        *(("link", link.name, link) for link in declared.links),
        *of_ties,
        *provenance,
        *figures,
        *of_lead,
    )


@cache
def vocabulary(kind: str) -> Mapping[str, tuple[str, str, Property | LinkColumn]]:
    """Return heading key → meaning for a kind: stored names first, then labels, then synonyms."""
    found: dict[str, tuple[str, str, Property | LinkColumn]] = {}
    for words in (lambda t: (t.name,), lambda t: (t.zh, t.en), lambda t: t.headings):
        for target in targets(kind):
            for word in words(target[2]):
                found.setdefault(heading_key(word), target)
    if kind != RELATIONS:
        declared = schema.node_kind(kind)
        for link in declared.links:
            for word in (f"{link.name}_kind", f"{link.zh}类别", f"Kind of {link.en}"):
                found.setdefault(heading_key(word), ("kind_of_link", link.name, link))
        for word in _names_of(declared):
            found.setdefault(heading_key(word), next(target for target in targets(kind) if target[1] == "name"))
    return found


def _names_of(kind: NodeKind) -> Iterable[str]:
    words = (kind.zh, kind.en, kind.name, *kind.synonyms)
    yield from (word for plain in words for word in (plain, f"{plain}名称", f"{plain} name"))
    if kind.personal:
        yield "姓名"
    if kind.organisation:
        yield from ("单位名称", "单位")


def kind_named(text: str) -> str:
    """Return the kind that a file name, a sheet name or a word names; empty where it names none.

    >>> kind_named("workshops"), kind_named("工作室名单2025"), kind_named("关系"), kind_named("Sheet1")
    ('Workshop', 'Workshop', 'relations', '')
    """
    key = heading_key(text).strip("0123456789-年度")
    for ending in ("名单", "名册", "台账", "统计表", "汇总表", "表", "数据"):
        key = key.removesuffix(ending)
    return _kind_words().get(key.strip("0123456789-年度"), "")


@cache
def _kind_words() -> Mapping[str, str]:
    found: dict[str, str] = {heading_key(word): RELATIONS for word in ("relations", "relation", "ties", "tie", "edges", "关系", "联系", "往来")}
    for kind in schema.NODE_KINDS:
        plural = kind.name[:-1] + "ies" if kind.name.endswith("y") else kind.name + "s"
        for word in (kind.name, plural, kind.zh, kind.en, kind.en + "s", kind.plural_zh, *kind.synonyms):
            if word:
                found.setdefault(heading_key(word), kind.name)
    return found


def best_kind(headings: Sequence[Heading]) -> str:
    """Return the kind whose words match most headings; empty where none or several do so equally well."""
    keys = {heading_key(word) for heading in headings for word in heading.words} - {""}
    scores = sorted(((_score(keys, kind), kind) for kind in (*(k.name for k in schema.NODE_KINDS), RELATIONS)), reverse=True)
    best = scores[0][0]
    return scores[0][1] if best > 0 and best > scores[1][0] else ""


def _score(keys: set[str], kind: str) -> float:
    words = vocabulary(kind)
    met = {words[key][1] for key in keys if key in words}
    needed = {"from", "to", "kind"} if kind == RELATIONS else {"name"}
    if not needed <= met and "id" not in met:
        return 0
    # 工作室名称 says more about the kind than 名称
    own = 0 if kind == RELATIONS else sum(0.5 for word in _names_of(schema.node_kind(kind)) if heading_key(word) in keys)
    return len(met) + own if needed <= met else 0.1 * len(met)


def known_share(headings: Sequence[Heading], kind: str) -> float:
    """Return which part of the headings a kind knows, those that say nothing to us included; 0 where fewer than two are its own words."""
    words = vocabulary(kind)
    keys = [[heading_key(word) for word in heading.words] for heading in headings]
    known = sum(1 for each in keys if not each or any(key in words or key in SILENT or key in PROTECTED for key in each))
    real = sum(1 for each in keys if any(key in words for key in each))
    return known / len(keys) if keys and real >= min(2, len(keys)) else 0.0
