"""Atheris over bytes and Hypothesis over grids: the import never breaks, and what it says and writes holds together."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.fuzz.path import take

SECONDS = 240
HEADINGS = ("序号", "工作室名称", "创新工作室名称", "名称", "所在单位", "依托单位", "领衔人", "级别", "命名时间", "成员数", "所属行业", "专业方向", "成立时间",
            "推荐单位", "备注", "专利", "发明", "实用新型", "手机", "职务", "时间", "活动名称", "参加单位/工作室", "人数", "起点", "关系", "终点", "甲", "")  # fmt: skip
CELLS = ("", "无", "—", "/", "同上", "同左", "合计", "小计", "2家", "一、劳模创新工作室（2家）", "云台区", "注：说明", "张　某", "李某某、王某", "张三（女）", "市级以上",
         "国家级2025、省级2019", "2021.1", "2024年5月上旬", "3.15—16", "12人左右", "1200余", "0.12亿", "=1+1", "#N/A", "甲创新工作室", "乙创新工作室（示例厂）",
         "示例重型机械有限公司", "示例大学", "市总", "××区总工会", "装备制造", "焊接", "13812345678", "2025", "12", "0", "http://x", "附件", "（共2家）",
         "2025年度示例市创新工作室名单", "填报单位：云台区总工会")  # fmt: skip
CELL = st.one_of(st.sampled_from(CELLS), st.text(max_size=8))
ROW = st.lists(CELL, min_size=1, max_size=7)
GRID = st.tuples(
    st.lists(ROW, max_size=3),
    st.lists(st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=7), min_size=1, max_size=3),
    st.lists(ROW, max_size=8),
)


def take_grid(grid: tuple[list[list[str]], list[list[str]], list[list[str]]]) -> None:
    lines = [row for part in grid for row in part]
    take("\n".join("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in row) for row in lines).encode("utf-8", "replace"), "tsv")


@given(GRID)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_grid_is_read_to_its_end(grid: tuple[list[list[str]], list[list[str]], list[list[str]]]) -> None:
    take_grid(grid)


@pytest.mark.deep
@given(GRID)
@settings(max_examples=3_000, deadline=None, suppress_health_check=list(HealthCheck))
def test_three_thousand_grids_are_read_to_their_end(grid: tuple[list[list[str]], list[list[str]], list[list[str]]]) -> None:
    take_grid(grid)


@pytest.mark.deep
def test_the_fuzzer_finds_no_bytes_that_break_the_import(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "tests.fuzz.fuzz_import",
        str(tmp_path / "corpus"),
        f"-max_total_time={SECONDS}",
        f"-artifact_prefix={tmp_path}/",
    ]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS * 6, check=False)
    assert ran.returncode == 0, f"{ran.stdout[-3000:]}\n{ran.stderr[-6000:]}"
