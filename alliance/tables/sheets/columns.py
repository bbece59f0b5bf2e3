"""Which table is this, and what does each column say? Headings are read by the vocabulary's own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from alliance import schema
from alliance.schema import LinkColumn, NodeKind, Property
from alliance.schema.vocabularies import RANKS
from alliance.tables.cells.amounts import factor_of
from alliance.tables.cells.texts import heading_key
from alliance.tables.findings import Finding

RELATIONS = "relations"
COLUMN_LIMIT = 64
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
    Property("level", "级别", "Level", "choice", RANKS, headings=("层级",)),
    Property("designation", "命名方式", "Designation", "choice", schema.vocabularies.DESIGNATIONS),
    Property("batch", "文号", "Document number"),
)
# headings that say nothing to us and need no word about it
_SILENT = frozenset(
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
_PROTECTED = frozenset(
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


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file and what it means; ``role`` is property, link, provenance, kind_of_link, end, or empty for one left out."""

    index: int
    heading: str
    role: str = ""
    name: str = ""
    term: Property | LinkColumn | None = None
    factor: int = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """How the rows of one table are read: its kind (a node kind or ``relations``), header row and columns."""

    table: str
    kind: str
    header_row: int
    columns: tuple[Column, ...]
    findings: tuple[Finding, ...] = ()


@cache
def targets(kind: str) -> tuple[tuple[str, str, Property | LinkColumn], ...]:
    """Return what the columns of a kind can mean: (role, name, term), in the order of its template."""
    provenance = tuple(("provenance", p.name, p) for p in schema.PROVENANCE)
    if kind == RELATIONS:
        return tuple(("property", p.name, p) for p in RELATION_COLUMNS) + provenance
    declared = schema.node_kind(kind)
    return (*(("property", p.name, p) for p in declared.properties), *(("link", link.name, link) for link in declared.links), *provenance)


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


def best_kind(headings: Sequence[str]) -> str:
    """Return the kind whose words match most headings; empty where none or several do so equally well."""
    keys = {heading_key(heading) for heading in headings} - {""}
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


def header_found(rows: Sequence[tuple[int, Sequence[str]]], kind: str = "") -> int:
    """Return the position, among the first rows, of the line of headings: the first with 60 % of its cells known; −1 for none."""
    kinds = (kind,) if kind else (*(k.name for k in schema.NODE_KINDS), RELATIONS)
    for position, (_, cells) in enumerate(rows[:HEADER_SEARCH]):
        keys = [heading_key(cell) for cell in cells if cell.strip()]
        if any(_known_share(keys, each) >= HEADER_SHARE for each in kinds):
            return position
    return -1


def _known_share(keys: Sequence[str], kind: str) -> float:
    words = vocabulary(kind)
    known = sum(1 for key in keys if key in words or key in _SILENT or key in _PROTECTED)
    real = sum(1 for key in keys if key in words)
    return known / len(keys) if keys and real >= min(2, len(keys)) else 0.0


def planned(table: str, kind: str, header_row: int, headings: Sequence[str], mapping: Mapping[str, str] | None = None) -> Plan:
    """Return how a table is read. ``mapping`` (heading → stored name, empty to leave it out) goes before the vocabulary.

    Findings: a heading twice (F05 duplicate), a column not known (F05 unknown, warning), a protected one (F27 heading,
    warning), too many columns (F24 columns), no column that is required (F05 required).
    """
    findings: list[Finding] = []
    columns: list[Column] = []
    filled = [(i, heading.strip()) for i, heading in enumerate(headings) if heading.strip()]
    if len(filled) > COLUMN_LIMIT:
        findings.append(Finding("F24", table, header_row, "", str(len(filled)), detail="columns", facts={"limit": COLUMN_LIMIT}))
        return Plan(table, kind, header_row, (), tuple(findings))
    for index, heading in filled:
        columns.append(_column(table, kind, index, heading, header_row, findings, mapping or {}))
    findings += _doubled(table, header_row, columns)
    met = {column.name for column in columns if column.role}
    for _, name, term in targets(kind):
        if isinstance(term, Property) and term.required and name not in met and not (name == "name" and "id" in met):
            facts = {"column_en": term.en, "found": [heading for _, heading in filled]}
            findings.append(Finding("F05", table, header_row, term.zh, detail="required", facts=facts))
    return Plan(table, kind, header_row, tuple(columns), tuple(findings))


def _column(table: str, kind: str, index: int, heading: str, row: int, findings: list[Finding], mapping: Mapping[str, str]) -> Column:
    key = heading_key(heading)
    if heading in mapping:
        target = next((target for target in targets(kind) if target[1] == mapping[heading]), None)
    else:
        target = vocabulary(kind).get(key)
        if key in _PROTECTED:
            target = None
            findings.append(Finding("F27", table, row, heading, severity="warning", detail="heading"))
        elif target is None and key not in _SILENT:
            findings.append(Finding("F05", table, row, heading, severity="warning", detail="unknown"))
    if target is None:
        return Column(index, heading)
    role, name, term = target
    factor = factor_of(heading) if isinstance(term, Property) and term.type == "money" else 1
    return Column(index, heading, role, name, term, factor)


def _doubled(table: str, row: int, columns: Sequence[Column]) -> list[Finding]:
    first: dict[tuple[str, str], Column] = {}
    findings = []
    for column in columns:
        if column.role:
            earlier = first.setdefault((column.role, column.name), column)
            if earlier is not column:
                findings.append(Finding("F05", table, row, column.heading, detail="duplicate", facts={"other": earlier.heading}))
    return findings
