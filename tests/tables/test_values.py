# ruff: noqa: E501 - tables of examples are read along their rows
"""The grammars of one cell: strict, reversible, and never an exception."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance import schema
from alliance.model import period
from alliance.tables import references
from alliance.tables.cells import amounts, personal_numbers, values
from alliance.tables.cells.dates import NumberText, stored_date
from alliance.tables.cells.organisation_kinds import organisation_kind
from alliance.tables.cells.texts import clean_text
from alliance.tables.findings import Fault
from alliance.tables.guards import guard_formula, unguard_formula
from alliance.tables.sheets import columns

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2024", "2024"),
        ("2024年", "2024"),
        ("2024年度", "2024"),
        ("２０２４年", "2024"),
        ("2024.07", "2024-07"),
        ("2024/7", "2024-07"),
        ("2024年7月", "2024-07"),
        ("2024年7月份", "2024-07"),
        ("2024/7/1", "2024-07-01"),
        ("2024.7.1", "2024-07-01"),
        ("2024-07-01", "2024-07-01"),
        ("2024年7月1日", "2024-07-01"),
        ("2024年7月1号", "2024-07-01"),
        ("20240701", "2024-07-01"),
        ("45474", "2024-07-01"),
        ("2024-07-01 10:30", "2024-07-01"),
        ("2024-10-20/2024-10-21", "2024-10-20/2024-10-21"),
        ("2024年10月20日至21日", "2024-10-20/2024-10-21"),
        ("2024.10.20—21", "2024-10-20/2024-10-21"),
        ("2024年3月至5月", "2024-03/2024-05"),
        ("2024年12月30日—2025年1月2日", "2024-12-30/2025-01-02"),
        ("2023～2024", "2023/2024"),
        ("2024.3-2024.5", "2024-03/2024-05"),
        ("2024年3月1日-4月2日", "2024-03-01/2024-04-02"),
    ],
)
def test_dates_are_read_as_precisely_as_they_are_written(text: str, stored: str) -> None:
    assert stored_date(text) == stored


@pytest.mark.parametrize(
    "text",
    [
        "7/1/24",
        "去年",
        "2024年2月30日",
        "2024-13",
        "24.7",
        "2024/7-1",
        "0002-11-22",
        "2024年上半年",
        "３月",
        "二〇二四年",
        "2024-07-01T25",
        "2024-7/1",
        "202407",
        "2024.10.20—19",
        "２０２４年１３月",
        "-2024",
        "2024--",
        "",
        "12345678",
        "99999",
        "20240",
        "19871",
        "至今",
    ],
)
def test_what_is_not_certain_is_no_date(text: str) -> None:
    assert isinstance(stored_date(text), Fault)


def test_an_open_end_belongs_to_an_end() -> None:
    assert [stored_date(word, end=True) for word in ("至今", "长期", "open")] == ["open"] * 3


def test_a_number_cell_with_a_point_is_no_date_and_a_text_is() -> None:
    assert (stored_date(NumberText("2021.1")), stored_date("2021.1")) == (Fault("F16", "number"), "2021-01")


@given(DAYS)
def test_every_form_of_a_day_is_that_day(day: dt.date) -> None:
    forms = (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month:02}.{day.day:02}",
        day.strftime("%Y%m%d"),
        day.isoformat(),
    )
    assert {stored_date(form) for form in forms} == {day.isoformat()}


@given(DAYS, DAYS)
def test_stored_forms_read_as_themselves(one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    forms = [one.isoformat(), one.isoformat()[:7], one.isoformat()[:4], f"{first}/{last}" if first < last else first.isoformat()]
    assert [stored_date(form) for form in forms] == forms


@given(st.one_of(st.text(max_size=20), st.text("0123456789年月日./-至—~今 ", max_size=14)))
def test_any_text_is_a_stored_date_or_a_fault(text: str) -> None:
    found = stored_date(text)
    assert isinstance(found, Fault) or period(found).first > 0


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("3500万元", 35_000_000),
        ("1.2亿", 120_000_000),
        ("3,500", 3500),
        ("３５００", 3500),
        ("0.12亿元", 12_000_000),
        ("¥3,500.5", 3500.5),
        ("0", 0),
        ("-20", -20),
    ],
)
def test_amounts_are_exact_yuan(text: str, yuan: float) -> None:
    assert amounts.amount(text) == yuan


@pytest.mark.parametrize(
    "text", ["约3000", "3500–4000", "nan", "inf", "1_000", "1e5", "٣٥٠٠", "3,50", "", "三千", "1,2345", "30余", "0x10", "--1", "1.2.3"]
)
def test_what_is_not_certain_is_no_amount(text: str) -> None:
    assert isinstance(amounts.amount(text), Fault)
    assert isinstance(amounts.count(text), Fault)


@given(st.integers(0, 10**12))
def test_whole_numbers_survive_in_every_form(number: int) -> None:
    assert {amounts.amount(form) for form in (str(number), f"{number:,}", f"{number}元", f"{number}.0")} == {number}


@given(st.one_of(st.text(max_size=12), st.text("0123456789.,万亿元约-—", max_size=10)))
def test_any_text_is_a_finite_number_or_a_fault(text: str) -> None:
    found = amounts.amount(text)
    assert isinstance(found, Fault) or abs(found) < 1e30


@given(st.text(max_size=60))
def test_clean_text_stays_as_it_is(text: str) -> None:
    once, faults = clean_text(text, 2000)
    if all(fault.severity != "error" for fault in faults):
        assert clean_text(once, 2000) == (once, ())
        once.encode("utf-8")


@given(st.text(max_size=30))
def test_guarded_text_comes_back_and_runs_nowhere(text: str) -> None:
    assert unguard_formula(guard_formula(text)) == text
    assert guard_formula(text)[:1] not in set("=+-@\t\r＝＋－＠")


@given(st.lists(st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=8), max_size=4, unique=True))
def test_lists_come_back(parts: list[str]) -> None:
    assert values.split_list(values.join_list(parts)) == (parts, ()) or any(clean_text(p)[0] != p for p in parts)


def test_every_word_of_every_vocabulary_is_read() -> None:
    for kind in schema.NODE_KINDS:
        for prop in kind.properties:
            for choice in prop.choices:
                assert {values.choose_code(prop.choices, word) for word in (choice.code, choice.zh, choice.en)} == {choice.code}


def test_identity_and_mobile_numbers_are_found_and_ordinary_cells_pass() -> None:
    found = ["11010519491231002X", "身份证11010519491231002x。", "13800138000", "电话：138-0013-8000", "+8613800138000"]
    passed = [
        "110105194912310021",
        "2024001234567",
        "https://a.cn/t20240113_13800138000.html",
        "12345678901",
        "工发〔2024〕138号",
        "23800138000",
        "w-13800138000",
    ]
    assert [bool(personal_numbers.personal(text)) for text in found + passed] == [True] * 5 + [False] * 7


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("C34", ("34",)),
        ("34", ("34",)),
        ("通用设备制造业", ("34",)),
        ("通用设备制造", ("34",)),
        ("制造业", ("C",)),
        ("c", ("C",)),
        ("industry:3411", ("3411",)),
        ("34 通用设备制造业", ("34",)),
        ("A34", ()),
        ("X9", ()),
        ("34医院", ()),
        ("农、林、牧、渔业", ("A",)),
        ("", ()),
    ],
)
def test_industries_by_code_or_name(text: str, codes: tuple[str, ...]) -> None:
    assert references.found_codes("Industry", text) == codes


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("河南省郑州市", ["河南省郑州市"]),
        ("郑州市", ["河南省郑州市"]),
        ("郑州", ["河南省郑州市"]),
        ("金水区", ["河南省郑州市金水区"]),
        ("410105", ["河南省郑州市金水区"]),
        ("410000", ["河南省"]),
        ("河南郑州金水区", ["河南省郑州市金水区"]),
        ("北京市朝阳区", ["北京市朝阳区"]),
        ("北京", ["北京市"]),
        ("没有市", []),
        ("市辖区", []),
        ("朝阳区", ["北京市朝阳区", "吉林省长春市朝阳区"]),
        ("region:410100", ["河南省郑州市"]),
    ],
)
def test_regions_by_code_name_or_path(text: str, labels: list[str]) -> None:
    assert [references.label("Region", code) for code in references.found_codes("Region", text)] == labels


def test_a_chain_of_parents_leaves_the_fillers_of_the_list_out() -> None:
    made = [change.record.id for change in references.node_changes("Region", "110105", set())]
    assert made[0] == "region:110000"
    assert made[1] == "region:110105"
    assert len(made) == 3


def test_headings_of_templates_name_their_columns() -> None:
    for kind in (*(kind.name for kind in schema.NODE_KINDS), columns.RELATIONS):
        for _, name, term in columns.targets(kind):
            for word in (term.name, term.zh, term.en):
                assert columns.vocabulary(kind)[columns.heading_key(word)][1] == name, (kind, word)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Workshop", "Workshop"),
        ("workshops", "Workshop"),
        ("工作室名单2025", "Workshop"),
        ("2024年度活动台账", "Activity"),
        ("relations", "relations"),
        ("联系", "relations"),
        ("TradeUnion", "TradeUnion"),
        ("工会", "TradeUnion"),
        ("Sheet1", ""),
        ("二七区", ""),
    ],
)
def test_names_of_files_and_sheets(name: str, kind: str) -> None:
    assert columns.kind_named(name) == kind


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (["工作室名称", "所在单位", "领衔人"], "Workshop"),
        (["甲方", "关系", "乙方"], "relations"),
        (["活动名称", "时间", "主办单位"], "Activity"),
        (["姓名", "工作单位"], "Person"),
        (["天气", "温度"], ""),
    ],
)
def test_headings_tell_the_kind(headings: list[str], kind: str) -> None:
    assert columns.best_kind([columns.Heading.of([heading]) for heading in headings]) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("示例大学第一附属医院", "Hospital"),
        ("示例设计研究院有限公司", "Enterprise"),
        ("示例职业技术学院", "University"),
        ("示例种植专业合作社", "Cooperative"),
        ("示例市疾病预防控制中心", "PublicInstitution"),
        ("示例（集团）", "Enterprise"),
        ("示例工匠学院", "CraftsmanCollege"),
        ("示例", "Enterprise"),
    ],
)
def test_the_words_of_a_host_tell_its_kind(name: str, kind: str) -> None:
    assert organisation_kind(name) == kind
