"""Who is not shown is nowhere: in no answer of any use case, no export, no file newly made; and is back, whole, when brought back.

Every use case that a viewer may ask stands in READING, and every one that makes a file in FILES; one that is in neither makes the test fail.
"""

from __future__ import annotations

import ast
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

import alliance
from alliance.errors import AllianceError, UnknownNode
from alliance.model import ANY, Actor, Batch, Change, Node, Work
from alliance.services.authorization import rule
from alliance.services.exchanges.planning import PlanResult
from alliance.services.hidden_names import NOT_SHOWN, STAND_INS
from alliance.services.results import to_json
from alliance.services.use_cases import PARTS_OF, USE_CASES
from alliance.services.workspace import Workspace
from tests.builders import workspace
from tests.worlds.small_city import AS_OF, SOURCE, nodes, tie, ties

PERSON, ROOM = "欧阳示例", "澄江密合创新工作室"
NAMED = f"{PERSON}焊接创新工作室"  # a workshop called after its leader
PAPER = "本人来电"
ME = Actor("经办人", "admin")


def made() -> Workspace:
    """A city in which both names stand wherever a name can: records, notes, quotations, other names, work records, labels of the history."""
    found = [node for node in nodes() if node.id not in ("w01", "w12")]
    found += [
        Node("w01", "Workshop", NAMED, {"recognised_on": "2022", "level": "municipal", "aliases": [f"{PERSON}工作室"], "number": "A-1"}),
        Node("w12", "Workshop", ROOM, {"recognised_on": "2022", "links_checks": [{"on": "2026-06-15", "by": f"{PERSON}（区总工会）"}]}),
        Node("p1", "Person", PERSON, {"post": "高级技师", "sources": [{**SOURCE, "quote": f"{PERSON}，领衔人"}]}),
        Node("p2", "Person", f"{PERSON}丰"),  # another person, whose name holds the name
        Node("a2", "Alliance", f"{PERSON}领衔联盟", {"charter": f"由{PERSON}与{ROOM}发起"}),
        Node("x2", "Activity", f"{ROOM}座谈会", {"form": "symposium", "held_on": "2026-05-05", "outcome": f"{PERSON}主讲"}),
    ]
    more = [
        tie("LEADS", "p1", "w01"),
        tie("LEADS", "p2", "w02"),
        tie("PARTICIPATES_IN", "w12", "x2"),
        tie("PARTICIPATES_IN", "w02", "x2"),
        tie("MEMBER_OF", "w12", "a2"),
        tie("COOPERATES_WITH", "w12", "w03", "2026-03", note=f"与{ROOM}、{PERSON}"),
        tie("COOPERATES_WITH", "w01", "w05", "2026-04", note=f"{PERSON}牵头"),
    ]
    net = workspace(found, [*ties(), *more], {"data_as_of": AS_OF, "title": f"{PERSON}的城市", "exempt": {"w14": f"{ROOM}说不便"}})
    net = Workspace(net.records, ME)
    net.assign(["w01", "w12"], "suggest", owner=PERSON, due="2026-07-10", note=f"先问{ROOM}")
    net.answer("w02", "w12", "accepted", owner=PERSON, due="2026-07-11")
    net.suggest_all(2)
    proposal = net.plan(size=(3, 6), workshops=("w01", "w12"), host="e3")
    assert isinstance(proposal, PlanResult)
    net.save_plan(proposal, title=f"{PERSON}交流会", date="2026-07-20", place=ROOM)
    net.save_view(f"{PERSON}和{ROOM}", f"/map?q={quote(ROOM)}", f"{PERSON}要看")
    net.rename("w13", "焊接二班工作室", source=f"{PERSON}来函", confirm=True)
    net.check([(f"{PERSON}名单.csv", f"名称,依托单位,领衔人\n{ROOM},第9厂,{PERSON}\n又一家工作室,第9厂,{PERSON}\n".encode())])
    return net


READING: dict[str, Callable[[Workspace], Any]] = {
    "search": lambda net: [net.search(word, rings=True) for word in ("创新", "工作室", "A-1", "欧", "焊接", "密合")],
    "show": lambda net: [
        _or_error(lambda one=one: net.show(one)) for one in ("w01", "w02", "w03", "w05", "w12", "w13", "p1", "p2", "a2", "x2", "A-1")
    ],
    "neighbours": lambda net: [net.neighbours(one, 2) for one in ("w01", "w02", "w03", "a2")],
    "neighbourhood_facts": lambda net: [
        net.neighbourhood_facts([row.id for row in net.neighbours(one, 2).rows]) for one in ("w01", "w02", "w03", "a2")
    ],
    "path": lambda net: [_or_error(lambda end=end: net.path("w02", end)) for end in ("w01", "w03", "w12", "p1")],
    "overview": lambda net: net.overview(),
    "starts": lambda net: net.starts(),
    "choose_node": lambda net: [_or_error(lambda one=one: net.choose_node(one)) for one in ("p1", "w12", "焊接")],
    "find_places": lambda net: net.find_places(["w01", "w12", "p1"]),
    "units": lambda net: net.units(),
    "periods": lambda net: net.periods(),
    "period_choices": lambda net: net.period_choices(),
    "panorama": lambda net: [net.panorama(grouping=one) for one in ("groups", "region", "alliance", "union")],
    "panorama_years": lambda net: net.panorama_years(),
    "resolve": lambda net: [_or_error(lambda one=one: net.resolve(one)) for one in ("p1", "w12", "A-1", "密合创新")],
    "names_of": lambda net: net.names_of(["w01", "w12", "p1", "p2"]),
    "isolates": lambda net: net.isolates(),
    "reach_of": lambda net: [_or_error(lambda one=one: net.reach_of(one)) for one in ("w01", "w02", "w03", "w12")],
    "reach_rows": lambda net: net.reach_rows(["w01", "w02", "w12"]),
    "worklist": lambda net: net.worklist(),
    "worklist_owners": lambda net: net.worklist_owners(),
    "step_history": lambda net: [net.step_history(one) for one in ("w01", "w12")],
    "hidden_workshops": lambda net: net.hidden_workshops(("none", "unknown")),
    "reach_settings": lambda net: net.reach_settings(),
    "reach_progress": lambda net: net.reach_progress(),
    "reach_preview": lambda net: net.reach_preview({"window_months": 24}),
    "matrix": lambda net: [net.matrix(layer=layer) for layer in ("cooperation", "exchange")],
    "cell": lambda net: net.cell("机械装备", "能源化工", partners=3) if "partners" in USE_CASES["cell"].options else net.cell("机械装备", "能源化工"),
    "targets": lambda net: net.targets(),
    "target_groups": lambda net: net.target_groups(),
    "targets_template": lambda net: net.targets_template(),
    "read_feedback": lambda net: net.read_feedback("交回.xlsx", net.worklist_file("xlsx")),
    "read_targets": lambda net: net.read_targets("a.csv", net.targets_template()),
    "gaps": lambda net: net.gaps(),
    "coverage": lambda net: net.coverage(),
    "bridges": lambda net: net.bridges(),
    "groups": lambda net: net.groups(smallest=2),
    "compare": lambda net: net.compare("2025-12-31", AS_OF),
    "alliance": lambda net: [net.alliance(one) for one in ("a1", "a2")],
    "alliances": lambda net: net.alliances(),
    "draft_members": lambda net: net.draft_members("化工"),
    "partners": lambda net: [_or_error(lambda one=one: net.partners(one)) for one in ("w01", "w02", "w12", "w13")],
    "why_not": lambda net: [_or_error(lambda one=one: net.why_not("w02", one)) for one in ("w01", "w12", "w13")],
    "answers": lambda net: net.answers(),
    "last_round": lambda net: net.last_round(),
    "introduction_starts": lambda net: net.introduction_starts(),
    "first_suggestions": lambda net: net.first_suggestions([row.id for row in net.isolates(limit=3).rows]),
    "plan": lambda net: net.plan(size=(3, 6), host="e3"),
    "saved_plan": lambda net: [net.saved_plan(row.id) for row in net.plans().rows],
    "plans": lambda net: net.plans(),
    "history": lambda net: net.history(),
    "undo_preview": lambda net: [_or_error(lambda one=one: net.undo_preview(one.batch)) for one in net.history().rows],
    "settings": lambda net: net.settings(),
    "register": lambda net: [net.register(), net.register("密合"), net.register("创新")],
    "register_table": lambda net: net.register_table(),
    "notices": lambda net: net.notices(),
    "compare_records": lambda net: net.compare_records("w02", "w03"),
    "not_shown": lambda net: net.not_shown(),
    "views": lambda net: net.views(),
    "store_facts": lambda net: net.store_facts(),
    "store_counts": lambda net: net.store_counts(),
    "audit_check": lambda net: net.audit_check(),
    "doctor": lambda net: net.doctor(),
}
STAGED: dict[str, Callable[[Workspace], Any]] = {  # an editor may ask: what waits to be imported
    "staged": lambda net: net.staged(),
    "waiting_import": lambda net: net.waiting_import(),
    "preview": lambda net: [net.preview(row["batch"]) for row in net.staged().rows],
}
FILES: dict[str, Callable[[Workspace, Path], Any]] = {
    "panorama_file": lambda net, folder: [net.panorama_file(form, grouping="alliance").decode() for form in ("svg", "html")],  # noqa: ARG005
    "neighbourhood_file": lambda net, folder: [  # noqa: ARG005
        net.neighbourhood_file(one, form, 2).decode() for one in ("w01", "w02", "w03", "a2") for form in ("svg", "html")
    ],
    "export": lambda net, folder: [net.export(form, folder / f"out.{form}") for form in ("csv", "xlsx", "graphml", "gexf")],
    "worklist_file": lambda net, _: [net.worklist_file(form) for form in ("xlsx", "docx", "zip")],
    "round_file": lambda net, _: net.round_file(net.suggest_all(2)),
    "plan_workbook": lambda net, _: [net.plan_workbook(row.id) for row in net.plans().rows],
    "plan_calendar": lambda net, _: [net.plan_calendar(row.id) for row in net.plans().rows],
}


def _or_error(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except AllianceError as error:
        return [error.code, error.facts, str(error)]


def texts(value: Any) -> Iterator[str]:
    """Everything that stands in an answer or a file, the insides of workbooks and documents too."""
    if isinstance(value, bytes):
        if value[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(value)) as parts:
                yield from (parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
        else:
            yield value.decode("utf-8", "replace").replace("\r\n ", "")  # a calendar folds its lines
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from texts(one)
    else:
        yield json.dumps(to_json(value), ensure_ascii=False, default=lambda one: json.dumps(to_json(one), ensure_ascii=False, default=str))


def everything(net: Workspace, folder: Path) -> dict[str, str]:
    """Ask everything; return use case → all of its text."""
    folder.mkdir()
    found = {name: "\n".join(texts(ask(net))) for name, ask in {**READING, **STAGED}.items()}
    found |= {name: "\n".join(texts(make(net, folder))) for name, make in FILES.items()}
    found["export"] = "\n".join(text for path in folder.rglob("*") if path.is_file() for text in texts(path.read_bytes()))
    return found


def where(found: dict[str, str], name: str) -> set[str]:
    """In the answers of which use cases a name stands; the longer name of another person is not it."""
    return {one for one, text in found.items() if name in text.replace(f"{PERSON}丰", "")}


def test_every_use_case_that_shows_something_is_asked() -> None:
    shows = {name for name, case in USE_CASES.items() if rule(case.action) == "viewer" or case.action == "export"}
    assert shows <= READING.keys() | FILES.keys()


@pytest.mark.parametrize(("who", "name", "kind"), [("p1", PERSON, "Person"), ("w12", ROOM, "Workshop")])
def test_the_name_is_nowhere_at_once_and_back_when_it_is_brought_back(tmp_path: Path, who: str, name: str, kind: str) -> None:
    net = made()
    other = Workspace(net.records, Actor("另一人", "viewer"))  # another session, open all the time
    other.jobs, other.actor = net.jobs, ME
    before = everything(other, tmp_path / "before")
    assert {"show", "search", "neighbours", "history", "export", "isolates", "alliance", "plan_workbook"} <= where(before, name)
    done = net.stop_showing(name, source=PAPER, confirm=True)
    hidden = everything(other, tmp_path / "hidden")
    assert where(hidden, name) == set()
    assert STAND_INS[kind] in hidden["history"]
    assert f"{PERSON}丰" in hidden["show"]  # nobody else is made unreadable
    assert [STAND_INS[kind] in one.label for one in net.history().rows if one.batch == done.batch] == [True]
    row = net.not_shown().rows[0]
    assert (row.id, row.kind, row.since, row.reason) == (who, kind, AS_OF, PAPER)
    assert any(node.name == name for node in net.records.all_nodes()) and net.records.verify_audit() == 0
    with pytest.raises(UnknownNode):
        net.show(who)
    net.show_again(row.id, source=PAPER, confirm=True)
    assert where(everything(other, tmp_path / "after"), name) >= where(before, name)
    assert net.not_shown().rows == ()


def test_on_every_day_and_taken_back_by_undo(tmp_path: Path) -> None:
    net = made()
    done = net.stop_showing(ROOM, date="2026-06-01", source=PAPER, confirm=True)
    assert ROOM not in "".join(texts([net.isolates("2025-12-31"), net.register(on="2025-12-31"), net.isolates("2026-06-30")]))
    assert [len(net.snapshot(None).of_kind("Workshop")), net.store.counts()["nodes"]["Workshop"], net.register().total] == [13, 13, 13]
    assert sum(net.store.counts()["ties"].values()) == net.snapshot(None).n_ties == len(list(net.store.all_ties()))
    net.undo(done.batch)
    assert net.show(ROOM).node.id == "w12"
    assert (net.register().total, sum(net.store.counts()["ties"].values())) == (14, net.snapshot(None).n_ties)


def test_what_is_saved_meanwhile_loses_no_name() -> None:
    """A text that was read with the neutral word in it goes back as it was; an import knows the hidden one and makes no second."""
    net = made()
    batches = [row["batch"] for row in net.staged().rows]
    plan_id = net.plans().rows[0].id
    before = net.records.work("plan", [plan_id])[0].data
    net.stop_showing(PERSON, source=PAPER, confirm=True)
    shown = net.saved_plan(plan_id)
    assert shown is not None and PERSON not in "".join(texts(shown))
    net.change_plan(plan_id, shown.version, place="新地点")
    after = net.records.work("plan", [plan_id])[0].data
    assert after["title"] == before["title"] == f"{PERSON}交流会"
    net.correct_facts("w01", {"成员数": "9"}, source=PAPER, confirm=True)
    assert net.records.nodes(["w01"])["w01"].name == NAMED
    net.rename("w01", "焊接一班工作室", source=PAPER, confirm=True)
    assert NAMED in net.records.nodes(["w01"])["w01"].props["aliases"]
    net.confirm(batches[0])
    people = [node for node in net.records.all_nodes("Person") if node.name == PERSON]
    assert len(people) == 1 or {node.id for node in people} > {"p1"}  # of another house: the import made its own
    again = net.check([("人员.csv", f"编号,名称\np1,{PERSON}\n".encode())])
    net.confirm(again.batch)
    assert "p1" not in net.names_of(["p1"])


def test_of_one_who_is_hidden_nobody_is_made_anew_and_the_record_is_kept() -> None:
    net = made()
    net.stop_showing(PERSON, source=PAPER, confirm=True)
    done = net.appoint_leader("w13", "赵新", source=PAPER, confirm=True)
    assert PERSON not in "".join(texts(done))
    with pytest.raises(UnknownNode):
        net.stop_showing(PERSON, source=PAPER)
    with pytest.raises(UnknownNode):
        net.show_again("赵新", source=PAPER)
    assert net.show_again(PERSON, source=PAPER, confirm=True).written


def test_another_program_that_hides_counts_at_once() -> None:
    net = made()
    assert net.show("p1").node.name == PERSON
    net.records.commit(Batch("by-hand", "register", (Change("put", Work(NOT_SHOWN, "p1", "hidden", {"since": AS_OF}), ANY),)), ME)
    with pytest.raises(UnknownNode):
        net.show("p1")


MAY_KNOW = {
    "session",
    "data/importing",
    *(f"register/{one}" for one in ("acts", "parties", "facts", "ties", "changing", "recognition", "merging", "showing")),
}


def test_only_few_modules_go_past_what_is_shown() -> None:
    """``records`` is the store with everybody in it: for acts and imports; whatever shows something has ``store``."""
    root = Path(alliance.__file__).parent
    found = set()
    for path in root.rglob("*.py"):
        names = [
            node
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute) and node.attr in ("records", "whole")
        ]
        past = [
            node
            for node in names
            if isinstance(node.value, ast.Name) and node.value.id in ("net", "session", "self") and path.parts[-2] != "snapshot"
        ]
        if past and path.is_relative_to(root / "services") and path.name != "shown_store.py":
            found.add(str(path.relative_to(root / "services").with_suffix("")))
        assert not past or path.is_relative_to(root / "services"), path
    assert found == MAY_KNOW
    assert "register.acts" in PARTS_OF


def test_every_reading_method_of_the_store_passes_over_who_is_hidden() -> None:
    net = made()
    keys = [one.key for one in net.records.all_ties()]
    led = [one.id for one in net.records.ties_of("p1")]
    net.stop_showing(PERSON, source=PAPER, confirm=True)
    store = net.store
    assert store.nodes(["p1"]) == store.names(["p1"]) == store.ties(led) == {}
    assert store.find_named([("Person", PERSON), ("Workshop", NAMED)]).keys() == {("Workshop", NAMED)}
    assert PERSON not in store.find_named([("Workshop", NAMED)])["Workshop", NAMED][0].name
    assert store.ties_of("p1") == [] and not {one.id for one in store.ties_of("w01")} & set(led)
    assert not {one.id for one in store.ties_by_key(keys)} & set(led) and len(store.ties_by_key(keys)) == len(keys) - len(led)
    assert "p1" not in {one.id for one in store.all_nodes()} | {hit.node.id for hit in store.find(PERSON)[0]}
    assert not {one.id for one in store.all_ties()} & set(led)
    assert store.snapshot().ids.find("p1") == -1 and store.analyst() is None
