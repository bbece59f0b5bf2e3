# ruff: noqa: E501 - tables of examples are read along their rows
"""Hostile files end a child, never the parent; every file is what it is, whatever its name says."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alliance.services.data import importing
from alliance.services.workspace import Workspace
from alliance.tables.read.worker import Limits, SourceFile, Worker

HEADINGS = ["编号", "名称", "级别", "命名时间", "成员数", "备注"]


def book(rows: list[list[object]], name: str = "工作室") -> bytes:
    """A workbook of one sheet."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def with_part(content: bytes, part: str, change: object) -> bytes:
    """The workbook with one part changed by a function or replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, change(data) if entry.filename == part else data)  # type: ignore[operator]
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
GOOD = book([HEADINGS, ["w1", "甲创新工作室", "市级", "2024", 5, None]])


def bombs() -> dict[str, tuple[bytes, tuple[str, str]]]:
    """Each bomb with the code and variant it must give."""
    corner = with_part(
        GOOD, SHEET, lambda d: d.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>')
    )
    dtd = with_part(GOOD, SHEET, lambda d: b'<!DOCTYPE x [<!ENTITY a "b">]>' + d)
    ratio = with_part(GOOD, "docProps/core.xml", lambda d: b" " * 40_000_000)
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for i in range(2_001):
            archive.writestr(f"xl/{i}.xml", b"")
    twice = bytearray(GOOD)
    encrypted = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600
    return {
        "corner": (corner, ("F11", "memory")),
        "dtd": (dtd, ("F12", "")),
        "ratio": (ratio, ("F10", "ratio")),
        "entries": (many.getvalue(), ("F10", "entries")),
        "overlap": (_overlapping(bytes(twice)), ("F10", "overlap")),
        "encrypted": (encrypted, ("F09", "encrypted")),
        "broken": (GOOD[: len(GOOD) // 2], ("F09", "damaged")),
        "no workbook": (with_part(GOOD, "xl/workbook.xml", lambda d: d[:10]), ("F09", "damaged")),
    }


def _overlapping(content: bytes) -> bytes:
    """A second entry of the directory points into the first one's data."""
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a") as archive:
        first = archive.infolist()[0]
        copy = zipfile.ZipInfo("xl/copy.xml")
        copy.header_offset, copy.compress_size, copy.file_size = first.header_offset, first.compress_size, first.file_size
        copy.CRC, copy.compress_type = first.CRC, first.compress_type
        archive.filelist.append(copy)
        archive.NameToInfo[copy.filename] = copy
        archive._didModify = True  # type: ignore[attr-defined]
    return file.getvalue()


@pytest.mark.parametrize("name", bombs())
def test_a_bomb_is_a_finding_and_nothing_is_staged(name: str, net: Workspace) -> None:
    content, expected = bombs()[name]
    before = psutil.Process().memory_info().rss

    report = importing.check(net, [("工作室.xlsx", content)])

    assert [(f.code, f.detail) for f in report.findings] == [expected]
    assert not report.can_confirm
    assert net.store.staged_batches() == []
    assert psutil.Process().memory_info().rss - before < 50_000_000
    assert importing.check(net, [("工作室.xlsx", GOOD)]).can_confirm  # and the next file is read as ever


def living() -> set[int]:
    """The children of this process that live: servers of other tests of the session may be among them."""
    return {p.pid for p in psutil.Process().children() if p.status() != psutil.STATUS_ZOMBIE}


def test_a_child_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    before = living()
    path = tmp_path / "a.csv"
    path.write_text("编号,名称\n" + "w,甲\n" * 200_000, encoding="utf-8")
    with Worker(limits=Limits(seconds=0.05)) as worker:
        tables, findings = worker.read([SourceFile(path, "a.csv")], "Workshop")
        folder = worker.folder
    assert (tables, [(f.code, f.detail) for f in findings]) == ([], [("F11", "time")])
    assert not folder.exists()
    assert living() <= before


def test_a_stop_ends_the_child_and_stages_nothing(net: Workspace, tmp_path: Path) -> None:
    from alliance.errors import Stopped

    before = living()
    path = tmp_path / "工作室.csv"
    path.write_text("编号,名称\n" + "".join(f"w{i},甲{i}\n" for i in range(50_000)), encoding="utf-8")

    def stop(done: int, total: int) -> None:
        raise Stopped(job="import")

    with pytest.raises(Stopped):
        importing.check(net, [path], progress=stop)
    assert net.store.staged_batches() == []
    assert living() <= before


def test_cells_of_a_workbook_are_exact_text(net: Workspace) -> None:
    import datetime as dt

    rows: list[list[object]] = [
        HEADINGS,
        ["007", "甲", "市级", dt.date(2024, 7, 1), 5.0, 0.1],
        [7, "乙", "市级", 2024, 5, True],
        [123456789012345678, "丙", "市级", 2024, 5, None],
        ["w4", "丁", "市级", 2021.1, 5, None],
        ["w5", "戊", "市级", 45474, 5, "=1+1"],
    ]
    report = importing.check(net, [("a.xlsx", book(rows))])
    assert [f.key() for f in report.findings] == [("F18", 4, "编号"), ("F16", 5, "命名时间"), ("F20", 6, "备注")]
    assert report.findings[1].severity == "question"
    importing.confirm(net, report.batch)
    found = {n.id: (n.name, n.props.get("recognised_on"), n.props["team_size"], n.props.get("note")) for n in net.store.all_nodes()}
    assert found == {"007": ("甲", "2024-07-01", 5, "0.1"), "7": ("乙", "2024", 5, "TRUE"), "w4": ("丁", None, 5, None)}
    assert net.store.nodes(["w4"])["w4"].props["as_written"] == {"recognised_on": "2021.1"}


def test_all_sheets_that_are_tables_are_read_and_others_are_named(net: Workspace) -> None:
    workbook = openpyxl.Workbook()
    first = workbook.active
    assert first is not None
    first.title = "说明"
    first.append(["本表由各区填报"])
    for name, rows in {
        "工作室": [["编号", "名称"], ["w1", "甲"], ["w2", "乙"]],
        "关系": [["起点", "关系", "终点", "日期"], ["w1", "合作", "乙", "2024"]],
    }.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.create_sheet("空")
    file = io.BytesIO()
    workbook.save(file)

    report = importing.check(net, [("汇总.xlsx", file.getvalue())])

    assert [(t.name, t.kind, t.rows) for t in report.tables] == [("工作室", "Workshop", 2), ("关系", "relations", 1)]
    assert [(f.code, f.table, f.severity) for f in report.findings] == [("F07", "说明", "info")]
    assert report.counts["new:COOPERATES_WITH"] == 1


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")), min_size=1, max_size=20)
GBK = st.text(st.characters(codec="gb18030", categories=("L", "N")), min_size=1, max_size=20)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(GBK, min_size=1, max_size=5),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
    separator=st.sampled_from([",", "\t", ";"]),
)
def test_every_encoding_and_separator_gives_the_same_names(names: list[str], encoding: str, separator: str, tmp_path: Path) -> None:
    from alliance.tables.cells.texts import clean_text
    from alliance.tables.files import readers

    path = tmp_path / "a.csv"
    lines = ["编号,名称".replace(",", separator), *(f'w{i}{separator}"工作室{name}"' for i, name in enumerate(names))]
    path.write_bytes("\r\n".join(lines).encode(encoding))

    (sheet,) = readers.sheets(path, "a.csv")

    assert sheet.separator == separator
    assert [clean_text(cells[1])[0] for _, cells in list(sheet.rows)[1:]] == [clean_text(f"工作室{name}")[0] for name in names]
