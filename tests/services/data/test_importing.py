# ruff: noqa: E501 - tables of examples are read along their rows
"""From files to the ledger: identity, preview, confirmation, what comes again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alliance import schema
from alliance.errors import NotAllowed, NothingStaged, RowsRejected
from alliance.model import ANY, Actor, Batch, Change, Node, Tie, node_id, orient_ends, tie_id
from alliance.reports.csv_files import csv_bytes
from alliance.reports.tables import table
from alliance.reports.workbook import workbook_bytes
from alliance.services.data import importing, templates
from alliance.services.data.staged_reports import staged_findings
from alliance.services.data.waiting_import import waiting_import
from alliance.services.workspace import Workspace
from alliance.tables import listing
from alliance.tables.findings import finding_text
from tests.builders import workspace


@pytest.fixture
def net() -> Iterator[Workspace]:
    """An empty workspace."""
    with workspace() as opened:
        yield opened


def take(net: Workspace, text: str, name: str = "工作室.csv", **more: object) -> importing.ImportReport:
    """Check a CSV given as text."""
    return importing.check(net, [(name, text.encode())], **more)  # type: ignore[arg-type]


def put(net: Workspace, text: str, name: str = "工作室.csv") -> importing.ImportReport:
    """Check and confirm."""
    report = take(net, text, name)
    assert report.can_confirm, report.findings
    importing.confirm(net, report.batch)
    return report


def ties(net: Workspace, kind: str) -> list[tuple[str, str]]:
    return [(tie.source, tie.target) for tie in net.store.all_ties(kind)]


WORKSHOPS = "编号,名称,级别,依托单位\nw1,甲创新工作室,市级,示例重工\nw2,乙创新工作室,省级,示例重工\n"


def test_nothing_is_written_before_it_is_confirmed_and_twice_is_once(net: Workspace) -> None:
    report = take(net, WORKSHOPS)
    assert (report.schema, report.counts["rows"], report.counts["new:Workshop"], net.store.counts()["nodes"]) == ("alliance.import/1", 2, 2, {})

    first, second = importing.confirm(net, report.batch), importing.confirm(net, report.batch)

    assert (first.repeated, second.repeated, first.sequence == second.sequence, first.revision == second.revision) == (False, True, True, True)
    assert net.store.counts()["nodes"] == {"Workshop": 2, "Enterprise": 1}
    assert [row["batch"] for row in net.store.staged_batches()] == []


def test_a_table_of_headings_alone_is_no_fault_of_those_beside_it(net: Workspace) -> None:
    empty = ("联盟.csv", "编号,名称\n".encode())
    report = importing.check(net, [("工作室.csv", WORKSHOPS.encode()), empty])
    assert (report.can_confirm, report.counts["new:Workshop"]) == (True, 2)
    assert [(finding.code, finding.detail, finding.table) for finding in report.findings if finding.code == "F04"] == [("F04", "rows", "联盟.csv")]
    assert not importing.check(net, [empty]).can_confirm


def test_the_same_file_is_recognised(net: Workspace) -> None:
    first = put(net, WORKSHOPS)
    again = take(net, WORKSHOPS, "另一个名字.csv")
    assert ([f.code for f in again.findings], again.can_confirm, again.known_as) == (["F30"], False, first.batch)
    forced = take(net, WORKSHOPS, again=True)
    assert (forced.counts["new"], forced.counts["changed"], forced.counts["unchanged"]) == (0, 0, 4)


def test_a_staged_import_is_offered_again_and_can_be_thrown_away(net: Workspace) -> None:
    report = take(net, WORKSHOPS + "4.1E+17,丙创新工作室,市级,\n")
    (row,) = importing.staged(net).rows
    assert (row["batch"], row["facts"]["report"]["counts"]["rejected"]) == (report.batch, 1)
    assert [f.key() for f in staged_findings(row["facts"])] == [("F18", 4, "编号")]
    waiting = waiting_import(net)
    assert waiting is not None
    assert (waiting.report, waiting.rejected) == (report, 1), "after it was stored and read again it is the same record"
    importing.discard(net, report.batch)
    assert importing.staged(net).rows == ()
    assert waiting_import(net) is None
    with pytest.raises(NothingStaged):
        importing.confirm(net, report.batch)


def test_strict_refuses_and_good_rows_go_without_the_others(net: Workspace) -> None:
    report = take(net, WORKSHOPS + "4.1E+17,丙创新工作室,市级,\n")
    with pytest.raises(RowsRejected):
        importing.confirm(net, report.batch, strict=True)
    importing.confirm(net, report.batch)
    assert [node.id for node in net.store.all_nodes("Workshop")] == ["w1", "w2"]


def test_rejected_rows_come_back_as_they_were_with_the_reason(net: Workspace) -> None:
    report = take(net, WORKSHOPS + '4.1E+17,丙创新工作室,市级,"=1,""2"""\n')
    rows = list(csv.reader(io.StringIO(importing.rejected_rows(net, report.batch).decode("utf-8-sig"))))
    assert rows[0] == ["表", "原行号", "拒收原因", "编号", "名称", "级别", "依托单位"]
    assert rows[1][:2] == ["工作室.csv", "4"]
    assert "4.1E+17" in rows[1][2]
    assert rows[1][3:] == ["4.1E+17", "丙创新工作室", "市级", '\'=1,"2"']
    assert len(rows) == 2


def test_rejected_rows_of_a_file_that_leaves_nothing_to_confirm_come_back_too(net: Workspace) -> None:
    file = ("工作室.csv", "编号,名称,级别\nw1,,市级\n4.1E+17,丙创新工作室,市级\n".encode())
    report = importing.check(net, [file])
    assert (report.can_confirm, report.counts["rejected"], net.staged().rows) == (False, 2, ())
    rows = list(csv.reader(io.StringIO(importing.rejected_rows_of(net, [file], report).decode("utf-8-sig"))))
    assert [row[1] for row in rows[1:]] == ["2", "3"]
    assert rows[2][3:] == ["4.1E+17", "丙创新工作室", "市级"]
    assert all(row[2] for row in rows)


def test_the_list_of_rejected_rows_is_read_again_once_put_right(net: Workspace) -> None:
    report = take(net, WORKSHOPS + "4.1E+17,丙创新工作室,市级,示例重工\n")
    text = importing.rejected_rows(net, report.batch).decode("utf-8-sig").replace("4.1E+17", "w3")
    assert take(net, text, "拒收.csv", kind="Workshop").counts["new:Workshop"] == 1


def test_the_preview_shows_field_by_field(net: Workspace) -> None:
    put(net, WORKSHOPS)
    report = take(net, "编号,名称,级别\nw1,甲创新工作室,国家级\nw2,乙创新工作室,省级\nw3,丙创新工作室,市级\n")
    assert {k: report.counts[k] for k in ("new", "changed", "unchanged")} == {"new": 1, "changed": 1, "unchanged": 1}
    (row,) = importing.preview(net, report.batch, "changed").rows
    assert row.record.id == "w1"
    assert "level" in row.fields
    assert row.before.props["level"] == "municipal"


def test_a_record_changed_after_the_check_is_not_overwritten(net: Workspace) -> None:
    from alliance.errors import Conflict

    put(net, WORKSHOPS)
    report = take(net, "编号,名称,级别\nw1,甲创新工作室,国家级\n")
    net.store.commit(Batch("other", "edit", (Change("merge", Node("w1", "Workshop", "甲创新工作室", {"level": "county"}), ANY),)), net.actor)
    with pytest.raises(Conflict):
        importing.confirm(net, report.batch)
    assert net.store.nodes(["w1"])["w1"].props["level"] == "county"


def test_a_viewer_may_not_import(net: Workspace) -> None:
    with pytest.raises(NotAllowed):
        importing.check(Workspace(net.store, Actor("guest", "viewer")), [])


# -- identity
def test_without_id_a_row_is_known_by_name_and_host(net: Workspace) -> None:
    text = "名称,依托单位,级别\n焊接创新工作室,甲厂,市级\n焊接创新工作室,乙厂,市级\n"
    put(net, text)
    made = {node_id("w", "焊接创新工作室", "甲厂"), node_id("w", "焊接创新工作室", "乙厂")}
    assert {node.id for node in net.store.all_nodes("Workshop")} == made

    again = take(net, text.replace("乙厂,市级", "乙厂,省级"))
    assert (again.counts["new"], again.counts["changed"], again.counts.get("changed:Workshop")) == (0, 1, 1)


def test_names_that_are_not_clear_are_findings_with_candidates(net: Workspace) -> None:
    put(net, "名称,依托单位\n焊接创新工作室,甲厂\n焊接创新工作室,乙厂\n检测创新工作室,甲厂\n")
    report = take(net, "名称,依托单位,级别\n焊接创新工作室,,市级\n检测创新工作室,丙厂,市级\n检测创新工作室,甲厂,省级\n")
    assert [(f.key(), f.detail, f.severity) for f in report.findings] == [
        (("F31", 2, "名称"), "many", "error"),
        (("F42", 3, "名称"), "name-elsewhere", "question"),
    ]
    assert (len(report.findings[0].facts["candidates"]), report.findings[1].facts["candidate"]) == (2, "检测创新工作室")
    assert (report.counts["rejected"], report.counts["changed:Workshop"]) == (2, 1)


def test_own_number_alias_and_width_find_the_same_workshop(net: Workspace) -> None:
    put(net, "编号,名称,别名,序号编码\nw1,示例（集团）创新工作室,示创;示例室,A-7\n")
    for row in ("名称\n示例(集团) 创新工作室\n", "名称\n示例室\n", "名称,序号编码\n示例(集团)创新工作室,Ａ-7\n"):
        report = take(net, row)
        assert (report.counts["new"], report.findings) == (0, ()), row


def test_a_new_name_keeps_the_old_one(net: Workspace) -> None:
    put(net, "编号,名称\nw1,旧名创新工作室\n")
    put(net, "编号,名称\nw1,新名创新工作室\n")
    node = net.store.nodes(["w1"])["w1"]
    assert (node.name, node.props["aliases"]) == ("新名创新工作室", ["旧名创新工作室"])
    assert take(net, "名称,级别\n旧名创新工作室,市级\n").counts["new"] == 0


def test_an_id_of_another_kind_is_refused(net: Workspace) -> None:
    put(net, "编号,名称\nx1,甲创新工作室\n")
    report = take(net, "编号,名称\nx1,甲公司\n", "企业.csv")
    assert [(f.key(), f.detail) for f in report.findings] == [(("F29", 2, "编号"), "kind")]
    assert not report.can_confirm


def test_the_same_activity_on_another_day_is_another_activity(net: Workspace) -> None:
    put(net, "名称,时间\n走进示例厂,2024-03-15\n", "活动.csv")
    assert take(net, "名称,时间\n走进示例厂,2025-03-15\n走进示例厂,2024-03-15\n", "活动.csv").counts["new:Activity"] == 1


def test_heads_of_one_name_in_two_houses_are_two_people(net: Workspace) -> None:
    put(net, "编号,名称,依托单位,领衔人\nw1,甲创新工作室,甲厂,王伟\nw2,乙创新工作室,乙厂,王伟\nw3,丙创新工作室,乙厂,王伟\n")
    assert net.store.counts()["nodes"]["Person"] == 2
    assert len(ties(net, "LEADS")) == 3
    again = take(net, "编号,名称,领衔人\nw1,甲创新工作室,王伟\n")
    assert again.counts["new"] == 0


# -- ties
def test_ties_by_name_find_their_ends_in_files_and_store(net: Workspace) -> None:
    put(net, "编号,名称\nw1,甲创新工作室\n")
    files = [
        ("关系.csv", "甲方,关系类型,乙方,日期,数量\n甲创新工作室,技术交流,乙创新工作室,2024年5月,3\n乙创新工作室,服务,示例厂,2024,\n".encode()),
        ("企业.csv", "名称\n示例厂\n".encode()),
        ("工作室.csv", "编号,名称\nw2,乙创新工作室\n".encode()),
    ]
    report = importing.check(net, files)
    assert report.findings == ()
    importing.confirm(net, report.batch)
    tie = next(net.store.all_ties("EXCHANGED_WITH"))
    assert (tie.source, tie.target, tie.props["valid_from"], tie.props["count"]) == ("w1", "w2", "2024-05", 3)
    assert tie.id == tie_id("EXCHANGED_WITH", "w1", "w2", "2024-05", "")
    assert ties(net, "SERVES") == [("w2", node_id("e", "示例厂"))]


def test_a_second_source_is_added_to_the_tie(net: Workspace) -> None:
    put(net, "编号,名称\nw1,甲创新工作室\nw2,乙创新工作室\n")
    put(net, "起点,关系,终点,日期,出处\nw1,合作,w2,2024,年报\nw2,合作,w1,2024,通讯\n", "关系.csv")
    (tie,) = net.store.all_ties("COOPERATES_WITH")
    assert [source["source"] for source in tie.props["sources"]] == ["年报", "通讯"]


def test_every_check_of_contacts_is_kept(net: Workspace) -> None:
    put(net, "编号,名称,联系核实日期,联系核实人\nw1,甲创新工作室,2025-06-30,市总\n")
    put(net, "编号,名称,联系核实日期,联系核实人\nw1,甲创新工作室,2026-06,区总\n")
    checks = net.store.nodes(["w1"])["w1"].props["links_checks"]
    assert checks == [{"on": "2025-06-30", "by": "市总"}, {"on": "2026-06", "by": "区总"}]


def test_a_recognition_is_dated_by_its_column(net: Workspace) -> None:
    put(net, "编号,名称,级别,命名工会,命名时间,文号\nw1,甲创新工作室,市级,示例市总工会,2024年7月,一号\n")
    (tie,) = net.store.all_ties("RECOGNISED_BY")
    assert (tie.props["valid_from"], tie.props["level"], tie.props["batch"]) == ("2024-07", "municipal", "一号")


def test_a_circle_closed_with_the_store_is_refused(net: Workspace) -> None:
    put(net, "编号,名称,工会层级\nt1,第1工会,市级\nt2,第2工会,市级\n", "工会.csv")
    put(net, "起点,关系,终点\nt1,上级工会,t2\n", "关系.csv")
    report = take(net, "起点,关系,终点\nt2,上级工会,t1\n", "关系.csv")
    assert [(f.key(), f.facts["circle"]) for f in report.findings] == [(("F34", 2, "终点"), ["第1工会", "第2工会"])]
    assert not report.can_confirm


MIXED = "编号,名称\ne1,甲厂\ne2,乙厂\ne3,丙厂\n"


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_a_circle_of_membership_and_succession_is_pointed_out_once_and_kept(net: Workspace, order: tuple[int, ...]) -> None:
    put(net, MIXED, "企业.csv")
    rows = ["e1,更名或并入,e2", "e2,隶属于,e3", "e3,所属集团,e1"]
    report = put(net, "\n".join(["起点,关系,终点", *(rows[i] for i in order)]), "关系.csv")
    assert [(f.code, f.detail, f.severity, f.facts["circle"]) for f in report.findings] == [("F34", "mixed", "warning", ["甲厂", "乙厂", "丙厂"])]
    assert (report.counts["rejected"], sum(net.store.counts()["ties"].values())) == (0, 3)


def test_a_circle_of_several_kinds_with_the_store_is_pointed_out(net: Workspace) -> None:
    put(net, MIXED, "企业.csv")
    assert put(net, "起点,关系,终点\ne1,隶属于,e2\n", "关系.csv").findings == ()
    (finding,) = put(net, "起点,关系,终点\ne2,更名或并入,e1\ne3,更名或并入,e1\n", "关系.csv").findings
    assert (finding.key(), finding.facts["circle"]) == (("F34", 2, "终点"), ["甲厂", "乙厂"])


def test_a_tie_whose_id_is_on_record_under_another_relation_is_a_finding_of_its_row(net: Workspace) -> None:
    put(net, "编号,名称\nw1,甲创新工作室\nw2,乙创新工作室\nw3,丙创新工作室\n")
    put(net, "编号,起点,关系,终点,起始日期\nt1,w1,合作,w2,2024\n", "关系.csv")
    report = put(net, "编号,起点,关系,终点,起始日期\nt1,w1,参观走访,w2,2024-03\n,w1,交流,w3,2026-05\nt1b,w2,合作,w3,2024\n", "关系.csv")
    assert [(f.key(), f.detail, f.value, f.facts["tie"]) for f in report.findings] == [(("F29", 2, "编号"), "tie", "t1", "合作")]
    assert (report.counts["rejected"], report.counts["new"]) == (1, 2)
    assert {(tie.id, tie.kind) for tie in net.store.all_ties() if tie.id.startswith("t1")} == {("t1", "COOPERATES_WITH"), ("t1b", "COOPERATES_WITH")}
    assert "编号“t1”已经用于另一项关系（合作）" in finding_text(report.findings[0])


def test_a_region_of_ones_own_goes_before_the_list_and_unknown_ones_reject(net: Workspace) -> None:
    files = [
        ("工作室.csv", "编号,名称,所在地区\nw1,甲创新工作室,示例高新区\nw2,乙创新工作室,火星区\n".encode()),
        ("地区.csv", "编号,名称\nrg1,示例高新区\n".encode()),
    ]
    report = importing.check(net, files)
    assert [f.key() for f in report.findings] == [("F19", 3, "所在地区")]
    importing.confirm(net, report.batch)
    assert ties(net, "LOCATED_IN") == [("w1", "rg1")]


def test_listed_regions_with_rows_of_their_own_and_on_demand_agree(net: Workspace) -> None:
    put(net, "编号,名称\nregion:410100,郑州市\nregion:410000,河南省\n", "Region.csv")
    put(net, "编号,名称,所在地区\nw1,甲创新工作室,郑州市\nw2,乙创新工作室,金水区\n")
    assert ties(net, "LOCATED_IN") == [("w1", "region:410100"), ("w2", "region:410105")]
    assert net.store.counts()["nodes"]["Region"] == 3


def test_ids_with_nothing_else_reach_what_is_there(net: Workspace) -> None:
    put(net, WORKSHOPS)
    report = take(net, "编号,级别\nw1,国家级\nw9,市级\n")
    assert [f.key() for f in report.findings] == [("F04", 3, "编号")]
    importing.confirm(net, report.batch)
    assert (net.store.nodes(["w1"])["w1"].name, net.store.nodes(["w1"])["w1"].props["level"]) == ("甲创新工作室", "national")


# -- templates and the way back
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_filled_template_is_read_without_a_finding(net: Workspace, language: str) -> None:
    import openpyxl

    for kind in (*(kind.name for kind in schema.NODE_KINDS), "relations"):
        book = openpyxl.load_workbook(io.BytesIO(templates.template(net, kind, language)))
        sheet = book.worksheets[0]
        headings = [cell.value for cell in sheet[1]]
        assert len(book.worksheets) == 2
        assert book.worksheets[1].max_row == len(headings) + 1
        if kind in ("Workshop", "relations"):
            values = {"名称": "甲", "Name": "甲", "起点": "甲", "Start": "甲", "From": "甲"}
            sheet.append([values.get(str(heading)) for heading in headings])
            file = io.BytesIO()
            book.save(file)
            report = importing.check(net, [("填好的.xlsx", file.getvalue())])
            assert [t.kind for t in report.tables] == [kind]
            assert [c.heading for c in report.tables[0].columns if not c.name] == []


TEXT = (
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12)
    .map(lambda text: __import__("alliance.tables.cells.texts", fromlist=["clean_text"]).clean_text(text)[0])
    .filter(bool)
)
DATES = st.sampled_from(["2024", "2024-07", "2024-07-01", "2024-10-20/2024-10-21"])
SOURCES = st.lists(
    st.fixed_dictionaries({"source": TEXT}, optional={"quote": TEXT, "as_of": DATES, "basis": st.sampled_from(["stated", "inferred"])}),
    max_size=3,
    unique_by=lambda source: source["source"],
)
WORKSHOP_PROPS = st.fixed_dictionaries(
    {},
    optional={
        "level": st.sampled_from(["municipal", "national"]),
        "aliases": st.lists(TEXT, min_size=1, max_size=3, unique=True),
        "recognised_on": DATES,
        "team_size": st.integers(0, 10**6),
        "can_host": st.booleans(),
        "note": TEXT,
    },
)


def _with(props: dict[str, object], sources: list[dict[str, str]]) -> dict[str, object]:
    return {**props, "sources": sources} if sources else props


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    nodes=st.lists(st.tuples(TEXT, WORKSHOP_PROPS, SOURCES), min_size=2, max_size=4),
    dates=st.lists(st.tuples(DATES, SOURCES), max_size=3),
    language=st.sampled_from(["zh", "en"]),
    as_workbook=st.booleans(),
)
def test_what_is_exported_comes_back_unchanged(
    nodes: list[tuple[str, dict[str, object], list[dict[str, str]]]], dates: list[tuple[str, list[dict[str, str]]]], language: str, as_workbook: bool
) -> None:
    net = workspace()
    workshops = [Node(f"w{i}", "Workshop", name, _with(props, sources)) for i, (name, props, sources) in enumerate(nodes)]
    made = [
        Tie(tie_id("COOPERATES_WITH", *orient_ends(True, "w0", "w1"), date), "COOPERATES_WITH", "w0", "w1", _with({"valid_from": date}, sources))
        for date, sources in dates
    ]
    net.store.commit(Batch("b", "test", tuple(Change("merge", record, ANY) for record in (*workshops, *made))), net.actor)

    tables = [
        table(
            "Workshop", listing.node_headings("Workshop", language), list(listing.node_rows("Workshop", net.store.all_nodes("Workshop"), language))
        ),
        table(
            "relations",
            listing.relation_headings(language),
            list(listing.relation_rows(net.store.all_ties(), {w.id: "Workshop" for w in workshops}, language)),
        ),
    ]
    if not dates:
        tables.pop()
    files = [("出.xlsx", workbook_bytes(tables))] if as_workbook else [(f"{each.title}.csv", csv_bytes(each)) for each in tables]
    report = importing.check(net, files)

    personal = [f for f in report.findings if f.code == "F27"]
    if not personal:
        assert [f for f in report.findings if f.severity != "info"] == []
        assert (report.counts["new"], report.counts["changed"], report.counts["unchanged"]) == (0, 0, len(workshops) + len({tie.id for tie in made}))


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE node; --", "<img src=x onerror=alert(1)>", "`x` DETACH DELETE n", ".*", "{value}", "%s%n", "</script>", "=1+1", "$where"]
)
def test_hostile_text_is_text(net: Workspace, text: str) -> None:
    content = csv_bytes(table("工作室", ["编号", "名称", "备注"], [["w1", text, text]]))
    importing.confirm(net, importing.check(net, [(f"../{text[:3]}工作室.csv", content)], kind="Workshop").batch)
    node = net.store.nodes(["w1"])["w1"]
    assert (node.name, node.props["note"]) == (text, text)
