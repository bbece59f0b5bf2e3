"""The answer of a day is that of the store cut off at the day: for every reading use case, on random stores.

Every use case of the workspace stands in one of two lists: ASKED says how it is asked for a day, NO_DAY why it has none. One that is
in neither, or that has a day and is not asked, makes the test fail.
"""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from alliance import schema
from alliance.errors import AllianceError, UnknownNode
from alliance.model import day
from alliance.model.building import snapshot_of
from alliance.model.snapshot import NODE_COLUMNS, TIE_COLUMNS
from alliance.network.reach.reach import CODES, reach
from alliance.network.time.horizon import known_on, tie_from
from alliance.services.authorization import RULES
from alliance.services.results import to_json
from alliance.services.use_cases import USE_CASES
from alliance.services.workspace import Workspace
from tests.builders import workspace
from tests.network.cut import cut_off
from tests.worlds.dated_store import DAYS, dated_store


class Wish:
    """What is asked for: a day, and nodes of some kinds by chance, the same for both stores."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.nodes, self.ties = dated_store(seed)
        self.random, self.folder = Random(seed), folder
        self.on = self.random.choice(DAYS)
        self.a, self.b = self.random.sample(self.of("Workshop"), 2)
        self.any, self.other = self.random.sample(self.of(*schema.NODE_CODE), 2)
        self.party, self.host = self.random.choice(self.of(*schema.PARTIES)), self.random.choice(self.of(*schema.ORGANISATIONS))
        self.alliance, self.word = self.random.choice(self.of("Alliance")), self.random.choice(("创新", "w1", "示例x", "氩弧焊", "工作室"))
        self.layer, self.kind = self.random.choice(("cooperation", "exchange")), self.random.choice(("workshop", "enterprise", "university"))
        self.grouping = self.random.choice(("groups", "section", "division", "host_kind", "region", "system", "rank"))
        self.region = self.random.choice((None, "region:410100"))

    def of(self, *kinds: str) -> list[str]:
        return [node.id for node in self.nodes if node.kind in kinds]


Asked = Callable[[Workspace, Wish], Any]
ASKED: dict[str, Asked] = {
    "search": lambda net, w: net.search(w.word, limit=4, on=w.on, rings=True),
    "show": lambda net, w: [net.show(one, on=w.on, limit=w.random.choice((2, 500))) for one in (w.any,)],
    "neighbours": lambda net, w: net.neighbours(w.any, 2, limit=9, on=w.on),
    "neighbourhood_file": lambda net, w: net.neighbourhood_file(w.any, "html", 2, limit=9, on=w.on).decode(),
    "neighbourhood_facts": lambda net, w: net.neighbourhood_facts([row.id for row in net.neighbours(w.any, 2, limit=40, on=w.on).rows], on=w.on),
    "path": lambda net, w: net.path(w.any, w.other, through=("Craft",), on=w.on),
    "resolve": lambda net, w: net.resolve(w.word, on=w.on).id,
    "overview": lambda net, w: net.overview(on=w.on),
    "units": lambda net, w: net.units(w.on),
    "periods": lambda net, w: net.periods(w.on),
    "panorama": lambda net, w: _drawn(net, w),
    "panorama_years": lambda net, w: net.panorama_years(on=w.on, layer=w.layer),
    "panorama_file": lambda net, w: len(net.panorama_file("svg", w.on)) > 0,
    "starts": lambda net, w: net.starts(on=w.on),
    "choose_node": lambda net, w: net.choose_node(w.word, on=w.on),
    "hidden_workshops": lambda net, w: _on_day(net, w).hidden_workshops(("none", "unknown"), region=w.region),
    "introduction_starts": lambda net, w: _on_day(net, w).introduction_starts(),
    "first_suggestions": lambda net, w: net.first_suggestions([row.id for row in net.isolates(on=w.on, limit=3).rows], on=w.on),
    "saved_plan": lambda net, w: net.saved_plan("none", on=w.on),
    "isolates": lambda net, w: net.isolates(w.on, region=w.region),
    "reach_of": lambda net, w: net.reach_of(w.a, w.on),
    "reach_rows": lambda net, w: net.reach_rows([w.a, w.b], w.on),
    "matrix": lambda net, w: net.matrix(w.on, w.layer, w.grouping, test=w.grouping == "section"),
    "cell": lambda net, w: net.cell("机械装备", "机械装备", w.on, w.layer),
    "worklist": lambda net, w: net.worklist(w.on, region=w.region),
    "reach_progress": lambda net, w: net.reach_progress(w.on),
    "reach_preview": lambda net, w: net.reach_preview({"window_months": 24}, w.on),
    "gaps": lambda net, w: net.gaps(w.on, layer=w.layer, region=w.region),
    "coverage": lambda net, w: net.coverage(w.on, region=w.region),
    "bridges": lambda net, w: net.bridges(w.on, grouping=w.grouping),
    "groups": lambda net, w: net.groups(w.on, smallest=2),
    "alliance": lambda net, w: net.alliance(w.alliance, w.on),
    "alliances": lambda net, w: net.alliances(w.on),
    "draft_members": lambda net, w: net.draft_members("氩弧焊", w.on, region=w.region),
    "compare": lambda net, w: net.compare("2023-12-31", w.on),
    "partners": lambda net, w: net.partners(w.party, kind=w.kind, on=w.on),
    "why_not": lambda net, w: net.why_not(w.a, w.b, on=w.on),
    "suggest_all": lambda net, w: net.suggest_all(2, on=w.on),
    "plan": lambda net, w: net.plan(size=(2, 6), workshops=(w.a,), on=w.on),
    "worklist_file": lambda net, w: _cells(net.worklist_file("docx", w.on)),
    "export": lambda net, w: _exported(net, w),
    "answers": lambda net, w: net.answers(on=w.on),
    "plans": lambda net, w: net.plans(w.on),
    "history": lambda net, w: net.history(on=w.on).schema,
    "register": lambda net, w: net.register(region=w.region or "", limit=6, on=w.on),
    "register_table": lambda net, w: net.register_table(on=w.on),
}
NO_DAY = {
    **dict.fromkeys(
        ("assign", "confirm_links", "keep_feedback", "answer", "exclude", "save_plan", "change_plan", "plan_state", "record_outcome"), "writes"
    ),
    **dict.fromkeys(("set_targets", "remove_targets", "confirm", "discard", "edit", "undo", "backup", "set_setting", "set_settings"), "writes"),
    **dict.fromkeys(("add_workshop", "correct_facts", "rename", "add_tie", "end_tie", "appoint_leader", "move_workshop", "record_review"), "writes"),
    **dict.fromkeys(("recognise", "merge_records", "stop_showing", "show_again", "state_count"), "writes"),
    **dict.fromkeys(("save_view", "rename_view", "remove_view"), "writes"),
    "views": "addresses that people kept; what they show is asked for when they are opened",
    **dict.fromkeys(("compare_records", "notices", "not_shown"), "the records as they are now, before they are changed"),
    **dict.fromkeys(("targets", "targets_template", "read_targets", "settings"), "what people set, which has no day"),
    **dict.fromkeys(("reach_settings", "period_choices", "target_groups", "worklist_owners", "step_history"), "what people set, which has no day"),
    **dict.fromkeys(("plan_workbook", "plan_calendar", "round_file", "last_round"), "a record that is kept, as it was written"),
    **dict.fromkeys(("names_of", "find_places"), "labels of nodes that an answer of a day has named"),
    **dict.fromkeys(("waiting_import", "remembered_forms", "read_feedback", "store_facts", "store_counts"), "the store as it is now"),
    **dict.fromkeys(("check", "preview", "staged", "undo_preview", "audit_check", "doctor"), "the store as it is now"),
}
WITH_A_DAY = {"on", "then", "now"}
SLOW = ("plan", "worklist_file", "suggest_all")  # asked of every fourth store


def _on_day(net: Workspace, wish: Wish) -> Workspace:
    """The workspace whose own day is the one of the wish: for what takes no day of its own."""
    net.on = wish.on
    return net


def _drawn(net: Workspace, wish: Wish) -> list[object]:
    """What the picture of the whole says; its places are those of the store's own day."""
    found = net.panorama(on=wish.on, layer=wish.layer, grouping="region" if wish.layer == "exchange" else "groups")
    groups = [replace(group, places={}) for group in found.groups]
    return [
        replace(found, groups=(), dots=(), bows=(), frames={}),
        groups,
        [replace(one, places={}) for one in found.dots],
        [replace(one, curves={}) for one in found.bows],
    ]


def _exported(net: Workspace, wish: Wish) -> str:
    out = wish.folder / "graph.graphml"
    net.export("graphml", out, on=wish.on)
    return out.read_text(encoding="utf-8")


def _cells(file: bytes) -> list[list[str]]:
    from io import BytesIO

    from docx import Document

    return [[cell.text for cell in row.cells] for table in Document(BytesIO(file)).tables for row in table.rows]


def answered(name: str, net: Workspace, wish: Wish) -> Any:
    """The answer as JSON without what is of the store and not of the network; an error by its name."""
    wish.random.seed(name)
    try:
        found = to_json(ASKED[name](net, wish))
    except UnknownNode:
        return "unknown-node"  # not there yet is not there; the sentence says more
    except AllianceError as error:
        return [error.code, to_json(error.facts)]
    if isinstance(found, dict):
        for of_store in ("version", "batch"):
            found.pop(of_store, None)
    return found


def hold(seed: int, folder: Path) -> Counter[str]:
    """Ask both stores everything; return how many answers there were of each use case that were no error."""
    wish = Wish(seed, folder)
    whole, cut = workspace(wish.nodes, wish.ties), workspace(*cut_off(wish.nodes, wish.ties, wish.on))
    good: Counter[str] = Counter()
    for name in (name for name in ASKED if name not in SLOW or seed % 4 == 0):
        mine, theirs = answered(name, whole, wish), answered(name, cut, wish)
        assert mine == theirs, f"seed {seed}: {name} on {wish.on}"
        good[name] += not (mine == "unknown-node" or (isinstance(mine, list) and len(mine) == 2 and isinstance(mine[1], dict)))
    return good


def test_every_use_case_is_asked_or_has_no_day() -> None:
    lacking, gone = USE_CASES.keys() - ASKED.keys() - NO_DAY.keys(), (ASKED.keys() | NO_DAY.keys()) - USE_CASES.keys()
    assert not lacking, f"say in ASKED of {__file__} how it is asked for a day, or in NO_DAY why it has none: {sorted(lacking)}"
    assert not gone, f"no use case any more: {sorted(gone)}"
    assert not ASKED.keys() & NO_DAY.keys()
    for name, why in NO_DAY.items():
        function = USE_CASES[name].function
        has_day = WITH_A_DAY & inspect.signature(function).parameters.keys()
        assert why == "writes" or not has_day, name
        if why == "writes":
            action = USE_CASES[name].action
            assert RULES.get(action, RULES.get(action.partition(".")[0])) != "viewer", name


@pytest.mark.parametrize("first", range(0, 100, 25))
def test_the_answer_of_a_day_is_that_of_the_store_cut_off_at_it(tmp_path: Path, first: int) -> None:
    good: Counter[str] = Counter()
    for seed in range(first, first + 25):
        good += hold(seed, tmp_path)
    assert min(good[name] for name in ASKED) >= 1, good  # no use case was refused all the time


@pytest.mark.deep
def test_on_1000_stores(tmp_path: Path) -> None:
    for seed in range(100, 1100):
        hold(seed, tmp_path)


def test_reach_of_earlier_days_needs_no_cut() -> None:
    """What ``compare`` and ``reach_progress`` rest on: several days of one snapshot."""
    for seed in range(100):
        nodes, ties = dated_store(seed)
        snapshot = snapshot_of(nodes, ties)
        for on in DAYS:
            cut = snapshot_of(*cut_off(nodes, ties, on))
            known = known_on(snapshot, day(on))
            assert [known.ids[i] for i in range(known.n_nodes)] == [cut.ids[i] for i in range(cut.n_nodes)]
            assert (known.n_ties, int((tie_from(snapshot) <= day(on)).sum())) == (cut.n_ties, cut.n_ties)
            for name in (*NODE_COLUMNS, *TIE_COLUMNS):
                if name not in ("key", "tie_key", "system", "tie_role", "until"):  # numbers of the store, positions of words; ends that have not come
                    assert known.columns[name].tolist() == cut.columns[name].tolist(), name
            of_whole, of_cut = reach(snapshot, day(on)), reach(cut, day(on))
            mine = {snapshot.ids[int(w)]: (CODES[c], int(f)) for w, c, f in zip(of_whole.workshops, of_whole.code, of_whole.flags, strict=True)}
            assert mine == {cut.ids[int(w)]: (CODES[c], int(f)) for w, c, f in zip(of_cut.workshops, of_cut.code, of_cut.flags, strict=True)}
