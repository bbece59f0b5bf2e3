"""What a section stands for is chosen beside the other things that can be put right of a sheet."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest


def _page() -> None:
    import streamlit as st

    from alliance.services.data.import_results import ColumnReport, LineAside, TableReport
    from alliance.ui.pages.data.import_reading import reading

    lines = (LineAside("A3:C3", "section", "城南街道（2家）", "district"), LineAside("A6:C6", "unclear", "教育口的", ""))
    columns = (ColumnReport("工作室名称", "name", 0), ColumnReport("所在单位", "host", 1))
    table = TableReport("汇总表", "汇总表.csv", "Workshop", "", "", 2, columns, 4, 0, False, aside=lines)
    other = reading(table)
    if other:
        st.session_state["said"] = dict(other.answers.sections)


def _opened() -> Any:
    test = AppTest.from_function(_page, default_timeout=60).run()
    test.checkbox[0].check().run()
    assert not test.exception
    return test


def _field(test: Any, words: str) -> Any:
    return next(field for field in test.selectbox if words in field.label)


def test_each_section_and_each_line_that_may_be_one_has_a_field_and_what_is_left_says_nothing() -> None:
    test = _opened()
    assert (_field(test, "城南街道").value, _field(test, "教育口的").value) == ("region", "-")
    test.button[0].click().run()
    assert test.session_state["said"] == {}


def test_what_is_chosen_is_said_by_the_words_of_the_section() -> None:
    test = _opened()
    _field(test, "城南街道").select("")
    _field(test, "教育口的").select("craft_industry")
    test.button[0].click().run()
    assert test.session_state["said"] == {"城南街道": "", "教育口的": "craft_industry"}
