"""Words for crafts: shown, inferred with the text kept, edited as a setting; nothing on record is merged."""

from __future__ import annotations

import csv

from alliance.services.data import importing
from alliance.services.data.import_results import ImportReport
from alliance.services.workspace import Workspace
from alliance.tables import crafts
from alliance.tables.crafts import CraftWords, shipped_words, words_of, words_twice
from alliance.tables.findings import finding_text
from tests.conftest import ROOT

HEAD = "工作室名称,所在单位,工种\n"


def take(net: Workspace, *rows: str, name: str = "工作室.csv", head: str = HEAD) -> ImportReport:
    report = importing.check(net, [(name, (head + "\n".join(rows) + "\n").encode())])
    importing.confirm(net, report.batch)
    return report


def ties(net: Workspace) -> dict[tuple[str, str], list[tuple[str, str]]]:
    names = {node.id: node.name for node in net.store.all_nodes()}
    return {
        (names[tie.source], names[tie.target]): [(s.get("basis", ""), s.get("quote", "")) for s in tie.props.get("sources", ())]
        for tie in net.store.all_ties("HAS_CRAFT")
    }


def test_a_word_for_a_craft_is_read_as_the_craft_inferred_with_its_text_and_said_once(net: Workspace) -> None:
    report = take(net, "甲创新工作室,示例厂,电焊工", "乙创新工作室,示例院,焊接", "丙创新工作室,示例所,电焊工、钳工")
    assert ties(net) == {
        ("甲创新工作室", "焊接"): [("inferred", "工种：电焊工")],
        ("乙创新工作室", "焊接"): [],
        ("丙创新工作室", "焊接"): [("inferred", "工种：电焊工")],
        ("丙创新工作室", "钳工"): [],
    }
    (told,) = [found for found in report.findings if found.code == "F45"]
    assert (told.value, told.facts["craft"], told.severity) == ("电焊工", "焊接", "info")
    assert "归到“焊接”" in finding_text(told)


def test_a_craft_on_record_keeps_its_name(net: Workspace) -> None:
    take(net, "c1,电焊工", name="专长.csv", head="编号,名称\n")
    report = take(net, "甲创新工作室,示例厂,电焊工")
    assert (list(ties(net)), report.finding_counts.get("F45")) == ([("甲创新工作室", "电焊工")], None)
    assert [node.name for node in net.store.all_nodes("Craft")] == ["电焊工"]


def test_her_words_take_the_place_of_the_shipped_ones(net: Workspace) -> None:
    net.set_setting("craft_words", {"精密测量": ["量仪"]})
    take(net, "甲创新工作室,示例厂,量仪", "乙创新工作室,示例院,电焊工")
    assert set(ties(net)) == {("甲创新工作室", "精密测量"), ("乙创新工作室", "电焊工")}


def test_needs_and_offers_are_read_by_the_same_words(net: Workspace) -> None:
    take(net, "甲创新工作室,汽修,电焊工", head="工作室名称,需要,可提供\n")
    names = {node.id: node.name for node in net.store.all_nodes("Craft")}
    assert {(kind, names[tie.target]) for kind in ("NEEDS", "OFFERS") for tie in net.store.all_ties(kind)} == {
        ("NEEDS", "汽车维修"),
        ("OFFERS", "焊接"),
    }


def test_a_word_of_two_crafts_means_neither_and_a_craft_is_no_word_of_another() -> None:
    words = {"焊接": ["气焊", "电焊"], "管工": ["气焊"], "电焊": ["手工焊"]}
    assert [CraftWords(words).craft_of(word) for word in ("气焊", "电焊", "手工焊")] == ["", "", "电焊"]
    assert words_twice(words) == ("气焊", "电焊")


def test_a_setting_that_makes_no_sense_leaves_the_shipped_words() -> None:
    assert words_of({"craft_words": {"焊接": 3}}) == dict(shipped_words())


def test_the_shipped_words_have_a_source_and_mean_one_craft_each() -> None:
    with (ROOT / "alliance/schema/reference/craft_words.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["word"] and row["craft"] and row["source"] for row in rows)
    assert words_twice(shipped_words()) == ()
    assert crafts.read_lines(crafts.write_lines(shipped_words())) == {craft: list(words) for craft, words in shipped_words().items()}
