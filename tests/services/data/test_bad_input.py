"""Bad input that no faulty file shows by itself, by the code of its finding: file names, marks in names, rare letters, nothing at all, a lost page."""

from __future__ import annotations

import csv
import json
import unicodedata
from pathlib import Path

import pytest

from alliance.errors import UnknownNode
from alliance.model import Batch, Node
from alliance.model.records import Actor
from alliance.services.data import importing
from alliance.services.results import to_json
from alliance.services.workspace import Workspace, open_store
from alliance.ui.kit.html import tag
from tests.builders import puts

TABLE = "编号,名称\nw1,甲创新工作室\n".encode()
FILE_NAMES = (
    "../../x.csv",
    "..\\..\\x.csv",
    "/etc/x.csv",
    "C:\\x.csv",
    "CON.csv",
    "工作室" * 100 + ".csv",
    "\u202egpj.csv",
    "a\u0000b.csv",
    "x.csv\n二.csv",
    "~/x.csv",
    "$(touch x).csv",
    "; touch x;.csv",
    "%2e%2e%2fx.csv",
    "<img src=x onerror=alert(1)>.csv",
    " .csv",
    ".csv",
    "x.csv/",
    "-rf.csv",
)


@pytest.fixture
def net(tmp_path: Path) -> Workspace:
    return open_store(tmp_path / "store" / "s.alliance", actor=Actor("经办人", "admin"))


def everything_under(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.mark.parametrize("name", FILE_NAMES)
def test_f14_the_name_of_a_file_is_text_and_never_a_place(name: str, net: Workspace, tmp_path: Path) -> None:
    before = everything_under(tmp_path)
    report = importing.check(net, [(name, TABLE)], kind="Workshop")
    importing.confirm(net, report.batch)
    assert net.store.counts()["nodes"] == {"Workshop": 1}
    assert everything_under(tmp_path) - before <= {"store/s.alliance-wal", "store/s.alliance-shm"}


def put(net: Workspace, *nodes: Node) -> None:
    net.store.commit(Batch(f"b{net.store.revision}", "import", puts(*nodes)), net.actor)


@pytest.mark.parametrize(
    "name", ["<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "[甲](javascript:alert(1))", "**甲** `乙` _丙_ $x^2$"]
)
def test_f21_marks_in_names_are_kept_and_shown_as_text(name: str, net: Workspace) -> None:
    report = importing.check(net, [("工作室.csv", f'编号,名称,依托单位\nw1,"{name}",示例厂\n'.encode())])
    importing.confirm(net, report.batch)
    assert [node.name for node in net.store.all_nodes("Workshop")] == [name]
    assert "<" not in str(tag("div", name)).removeprefix("<div>").removesuffix("</div>")


NAMES = ("𠮷林焊接创新工作室", "工匠👩‍🔧之家", "Ångström创新工作室", "가나工作室", "㎡与①号工作室")


@pytest.mark.parametrize("form", ["csv", "xlsx", "graphml", "gexf"])
def test_f23_rare_letters_come_back_from_every_export(form: str, net: Workspace, tmp_path: Path) -> None:
    rows = "".join(f"w{i},{name}\n" for i, name in enumerate(NAMES))
    importing.confirm(net, importing.check(net, [("工作室.csv", f"编号,名称\n{rows}".encode())]).batch)
    stored = {node.name for node in net.store.all_nodes("Workshop")}
    assert stored == {unicodedata.normalize("NFC", name) for name in NAMES}
    out = tmp_path / ("out" if form == "csv" else f"out.{form}")
    net.export(form, out)
    assert names_in(form, out) == stored


def names_in(form: str, out: Path) -> set[str]:
    """The names of the workshops, read with other eyes than ours."""
    import networkx as nx
    import openpyxl

    if form in ("graphml", "gexf"):
        graph = (nx.read_graphml if form == "graphml" else nx.read_gexf)(out)
        return {str(data.get("name") or data.get("label")) for _, data in graph.nodes(data=True)}
    if form == "xlsx":
        sheet = next(sheet for sheet in openpyxl.load_workbook(out) if sheet.title == "工作室")
        head, *rows = sheet.iter_rows(values_only=True)
    else:
        with (out / "Workshop.csv").open(encoding="utf-8-sig", newline="") as stream:
            head, *rows = csv.reader(stream)
    return {str(row[list(head).index("名称")]) for row in rows}


def finite(answer: object) -> str:
    return json.dumps(to_json(answer), allow_nan=False, ensure_ascii=False)


def test_f37_nothing_on_record_is_said_and_nothing_is_divided_by_it(net: Workspace) -> None:
    for answer in (
        net.overview(),
        net.isolates(),
        net.matrix(),
        net.worklist(),
        net.bridges(),
        net.groups(),
        net.coverage(),
        net.plans(),
        net.gaps(),
    ):
        finite(answer)
    assert (net.isolates().rows, net.search("焊接").rows) == ((), ())
    assert not any(map(sum, net.matrix().counts))
    with pytest.raises(UnknownNode):
        net.partners("焊接")


def test_f37_one_workshop_with_nothing_else_gets_the_sentence_why_there_is_nobody(net: Workspace) -> None:
    put(net, Node("w1", "Workshop", "甲创新工作室"))
    (row,) = net.isolates().rows
    assert (row.ring, row.name) == ("unknown", "甲创新工作室")
    answer = net.partners("w1")
    assert (answer.near, answer.bridge) == ((), ())
    assert answer.none_because
    finite(answer)
    finite(net.matrix())
    finite(net.neighbours("w1"))


def test_f37_two_workshops_that_share_nothing_are_not_suggested_to_each_other(net: Workspace) -> None:
    put(net, Node("w1", "Workshop", "甲创新工作室"), Node("w2", "Workshop", "乙创新工作室"))
    answer = net.partners("w1")
    assert (answer.near, answer.bridge, bool(answer.none_because)) == ((), (), True)
    assert net.path("w1", "w2").paths == ()


def test_f59_what_was_staged_outlives_the_page_and_a_double_click_confirms_once(net: Workspace, tmp_path: Path) -> None:
    batch = importing.check(net, [("工作室.csv", TABLE)]).batch
    net.close()
    with open_store(tmp_path / "store" / "s.alliance", actor=Actor("经办人", "admin")) as again:
        assert [row["batch"] for row in importing.staged(again).rows] == [batch]
        receipts = [importing.confirm(again, batch) for _ in range(3)]
        assert [receipt.repeated for receipt in receipts] == [False, True, True]
        assert [entry.batch for entry in again.history().rows] == [batch]
        assert again.store.counts()["nodes"] == {"Workshop": 1}
