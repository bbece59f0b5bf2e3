"""What every graph store must do. One subclass per store; the tests live only here.

``raw_names`` and ``break_audit`` go past the store's own methods, so that a store cannot vouch for itself.
"""

from __future__ import annotations

import random
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from alliance.errors import Conflict, InvalidChange, NothingStaged, Stopped, UndoBlocked, UnknownBatch, UnknownKind
from alliance.model import ANY, NEW, Actor, Batch, Change, Node, Tie, Work, digest
from alliance.model.building import snapshot_of
from alliance.stores.port import GraphStore
from tests.builders import merges

ME = Actor("li", "admin")
WELDING = Node("w-1", "Workshop", "张某焊接创新工作室", {"aliases": ["张某工作室"], "number": "007", "recognised_on": "2024-03"})
LATHE = Node("w-2", "Workshop", "数控车工技能大师工作室", {"team_size": 12})
WORKS = Node("e-1", "Enterprise", "示例集团（郑州）重型机械有限公司", {"system": "机械"})
HOSTED = Tie("t-1", "HOSTED_BY", "w-1", "e-1", {"valid_from": "2020", "sources": [{"source": "名册", "as_of": "2024-05", "basis": "stated"}]})
TOGETHER = Tie("t-2", "COOPERATES_WITH", "w-2", "w-1", {"valid_from": "2024-06-14"})


def content(store: GraphStore) -> str:
    """A name for everything that the store holds about nodes, ties and work, versions and keys left out."""
    nodes = [f"{n.id}|{n.kind}|{n.name}|{sorted(n.props.items())!r}" for n in store.all_nodes()]
    ties = [f"{t.id}|{t.kind}|{t.source}|{t.target}|{sorted(t.props.items())!r}" for t in store.all_ties()]
    work = [f"{w.kind}|{w.id}|{w.state}|{sorted(w.data.items())!r}" for kind in ("setting", "answer", "plan") for w in store.work(kind)]
    return digest(*nodes, "/", *ties, "/", *work, length=32)


class GraphStoreContract:
    """The promises of ``stores.port.GraphStore``."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Any:
        """An empty store of one's own."""
        raise NotImplementedError("give the contract a store")

    def raw_names(self, store: GraphStore) -> dict[str, str]:
        """id → name of workshops, read straight from the database."""
        raise NotImplementedError

    def tamper_with_audit(self, store: GraphStore, sequence: int, how: str) -> None:
        """Change, remove or move one audit record behind the store's back."""
        raise NotImplementedError

    @pytest.fixture
    def filled(self, store: GraphStore) -> GraphStore:
        store.commit(Batch("b-0", "import", merges(WELDING, LATHE, WORKS, HOSTED, TOGETHER), label="名册"), ME)
        return store

    # -- commit
    def test_a_new_store_is_empty(self, store: GraphStore) -> None:
        assert (store.revision, store.counts(), store.ledger(), store.verify_audit()) == (0, {"nodes": {}, "ties": {}}, [], 0)
        assert store.info().writable
        assert store.info().id == store.info().id != ""

    def test_chinese_names_are_stored_as_written(self, filled: GraphStore) -> None:
        assert self.raw_names(filled) == {"w-1": "张某焊接创新工作室", "w-2": "数控车工技能大师工作室"}

    def test_a_batch_says_what_it_did(self, store: GraphStore) -> None:
        receipt = store.commit(Batch("b-0", "import", merges(WELDING, LATHE, WORKS, HOSTED, TOGETHER)), ME)
        assert (receipt.created, receipt.changed, receipt.unchanged, receipt.deleted, receipt.revision, receipt.repeated) == (5, 0, 0, 0, 1, False)
        assert store.counts() == {"nodes": {"Workshop": 2, "Enterprise": 1}, "ties": {"COOPERATES_WITH": 1, "HOSTED_BY": 1}}

    def test_a_batch_id_is_applied_once(self, filled: GraphStore) -> None:
        again = filled.commit(Batch("b-0", "import", merges(Node("w-9", "Workshop", "又一家"))), ME)
        assert (again.repeated, again.sequence, filled.revision) == (True, 1, 1)
        assert "w-9" not in self.raw_names(filled)

    def test_merge_keeps_what_is_not_named_and_none_removes(self, filled: GraphStore) -> None:
        filled.commit(Batch("b-1", "edit", merges(Node("w-1", "Workshop", "", {"team_size": 9, "number": None}))), ME)
        node = filled.nodes(["w-1"])["w-1"]
        assert (node.name, dict(node.props)) == ("张某焊接创新工作室", {"aliases": ["张某工作室"], "recognised_on": "2024-03", "team_size": 9})

    def test_put_replaces(self, filled: GraphStore) -> None:
        filled.commit(Batch("b-1", "edit", (Change("put", Node("w-1", "Workshop", "新名", {"team_size": 9})),)), ME)
        node = filled.nodes(["w-1"])["w-1"]
        assert (node.name, dict(node.props)) == ("新名", {"team_size": 9})

    def test_a_second_source_is_added_to_the_first(self, filled: GraphStore) -> None:
        more = Tie("t-1", "HOSTED_BY", "w-1", "e-1", {"sources": [{"source": "报道", "as_of": "2025-01", "basis": "stated"}]})
        filled.commit(Batch("b-1", "import", merges(more, more)), ME)
        assert [s["source"] for s in filled.ties(["t-1"])["t-1"].props["sources"]] == ["名册", "报道"]

    def test_what_changes_nothing_is_counted_and_moves_no_version(self, filled: GraphStore) -> None:
        before = filled.nodes(["w-1"])["w-1"].version
        receipt = filled.commit(Batch("b-1", "import", merges(WELDING, HOSTED)), ME)
        assert (receipt.created, receipt.changed, receipt.unchanged, receipt.revision) == (0, 0, 2, 1)
        assert filled.nodes(["w-1"])["w-1"].version == before

    def test_every_change_moves_the_version_on(self, filled: GraphStore) -> None:
        versions = [filled.nodes(["w-1"])["w-1"].version]
        for n in range(3):
            filled.commit(Batch(f"b-{n + 1}", "edit", merges(Node("w-1", "Workshop", "", {"team_size": n}))), ME)
            versions.append(filled.nodes(["w-1"])["w-1"].version)
        assert versions == sorted(set(versions))

    def test_a_version_is_the_sequence_of_the_batch_that_made_the_state(self, store: GraphStore) -> None:
        def seen() -> list[int]:
            return [
                *(each.version for each in store.nodes(["w-1"]).values()),
                *(each.version for each in store.ties(["t-1"]).values()),
                *(each.version for each in store.work("setting")),
            ]

        def turn(number: int, *records: Node | Tie | Work) -> list[int]:
            store.commit(Batch(f"b-{number}", "edit", merges(*records)), ME)
            return seen()

        window = Work("setting", "window_months", "", {"value": 12})
        assert turn(1, WELDING, WORKS, HOSTED) == [1, 1]
        assert turn(2, window) == [1, 1, 2]
        assert turn(3, replace(WELDING, name="改名"), replace(HOSTED, props={"note": "改"})) == [3, 3, 2]
        store.undo("b-3", ME, "b-4")
        assert seen() == [1, 1, 2]
        assert turn(5, replace(window, data={"value": 24}), LATHE) == [1, 1, 5]
        store.undo("b-5", ME, "b-6")
        assert seen() == [1, 1, 2]
        store.undo("b-6", ME, "b-7")
        assert seen() == [1, 1, 5]

    def test_several_changes_of_one_record_in_a_batch_combine_in_order(self, store: GraphStore) -> None:
        changes = merges(LATHE, Node("w-2", "Workshop", "", {"note": "一"}), Node("w-2", "Workshop", "", {"note": "二"}))
        receipt = store.commit(Batch("b-1", "import", changes), ME)
        assert receipt.created == 1
        assert dict(store.nodes(["w-2"])["w-2"].props) == {"team_size": 12, "note": "二"}

    def test_symmetric_ties_have_one_order(self, filled: GraphStore) -> None:
        tie = filled.ties(["t-2"])["t-2"]
        assert (tie.source, tie.target) == ("w-1", "w-2")

    @pytest.mark.parametrize(
        ("record", "reason"),
        [
            (Tie("t-9", "HOSTED_BY", "w-1", "e-404"), "dangling-end"),
            (Tie("t-9", "HOSTED_BY", "w-404", "e-1"), "dangling-end"),
            (Tie("t-9", "LEADS", "w-1", "e-1"), "wrong-ends"),
            (Tie("t-9", "COOPERATES_WITH", "w-1", "w-1"), "self-loop"),
        ],
    )
    def test_a_bad_tie_leaves_nothing_of_its_batch(self, filled: GraphStore, record: Tie, reason: str) -> None:
        before = content(filled)
        with pytest.raises(InvalidChange) as refused:
            filled.commit(Batch("b-1", "edit", merges(Node("w-9", "Workshop", "又一家"), record)), ME)
        assert refused.value.facts["reason"] == reason
        assert (content(filled), filled.revision, len(filled.ledger())) == (before, 1, 1)

    def test_one_id_names_one_tie_whatever_its_kind(self, filled: GraphStore) -> None:
        twice = (Tie("t-8", "PAIRED_WITH", "w-1", "w-2"), Tie("t-8", "MET", "w-1", "w-2"))
        for changes in (merges(Tie("t-1", "PAIRED_WITH", "w-1", "w-2")), merges(*twice)):
            with pytest.raises(InvalidChange) as refused:
                filled.commit(Batch("b-1", "edit", changes), ME)
            assert refused.value.facts["reason"] == "other-kind"
        assert len(filled.ledger()) == 1

    def test_an_id_that_another_kind_of_tie_has_is_known_before_the_commit(self, filled: GraphStore) -> None:
        asked = {"t-1": "PAIRED_WITH", "t-2": "COOPERATES_WITH", "t-9": "MET"}
        assert filled.ties_of_other_kind(asked) == {"t-1": "HOSTED_BY"}
        filled.stage("b-1", merges(Tie("t-1", "PAIRED_WITH", "w-1", "w-2"), Tie("t-9", "MET", "w-1", "w-2")))
        rows, counts = filled.differences("b-1")
        assert [(row.record.id, row.state, row.reason) for row in rows] == [("t-1", "refused", "other-kind"), ("t-9", "new", "")]
        assert (counts["refused"], counts["new"]) == (1, 1)

    def test_a_tie_may_be_changed_by_its_id_alone(self, filled: GraphStore) -> None:
        filled.commit(Batch("b-1", "edit", merges(Tie("t-1", "HOSTED_BY", "", "", {"valid_to": "2026"}))), ME)
        tie = filled.ties(["t-1"])["t-1"]
        assert (tie.source, tie.target, tie.props["valid_from"], tie.props["valid_to"]) == ("w-1", "e-1", "2020", "2026")

    def test_a_tie_is_not_replaced_by_one_without_ends(self, filled: GraphStore) -> None:
        with pytest.raises(InvalidChange) as refused:
            filled.commit(Batch("b-1", "edit", (Change("put", Tie("t-1", "HOSTED_BY", "", "")),)), ME)
        assert refused.value.facts["reason"] == "dangling-end"

    def test_a_tie_that_becomes_one_of_another_kind_in_one_batch_is_one_tie_and_comes_back(self, filled: GraphStore) -> None:
        person = Node("p-1", "Person", "赵某")
        filled.commit(Batch("b-1", "edit", merges(person)), ME)
        before = content(filled)
        for number, other in enumerate((Tie("t-2", "LEADS", "p-1", "w-1"), Tie("t-2", "PAIRED_WITH", "w-1", "w-2"))):
            filled.commit(Batch(f"turn-{number}", "edit", (Change("delete", TOGETHER), Change("put", other))), ME)
            assert sorted((tie.id, tie.kind) for tie in filled.all_ties()) == [("t-1", "HOSTED_BY"), ("t-2", other.kind)]
            filled.undo(f"turn-{number}", ME, f"back-{number}")
            assert content(filled) == before

    def test_a_tie_that_went_with_its_node_and_was_put_again_as_another_kind_comes_back(self, filled: GraphStore) -> None:
        filled.commit(Batch("b-1", "edit", merges(Node("p-1", "Person", "赵某"), Node("w-3", "Workshop", "第三工作室"))), ME)
        before = content(filled)
        filled.commit(Batch("b-2", "edit", (Change("delete", LATHE), Change("put", Tie("t-2", "LEADS", "p-1", "w-3")))), ME)
        assert sorted((tie.id, tie.kind) for tie in filled.all_ties()) == [("t-1", "HOSTED_BY"), ("t-2", "LEADS")]
        filled.undo("b-2", ME, "u-2")
        assert content(filled) == before

    def test_an_undo_gives_way_to_a_later_tie_of_another_kind_with_the_same_id(self, filled: GraphStore) -> None:
        filled.commit(Batch("b-1", "edit", (Change("delete", TOGETHER),)), ME)
        filled.commit(Batch("b-2", "edit", merges(Tie("t-2", "PAIRED_WITH", "w-1", "w-2"))), ME)
        with pytest.raises(UndoBlocked) as refused:
            filled.undo("b-1", ME, "u-1")
        assert refused.value.facts["batches"] == ["b-2"]

    def test_what_is_deleted_and_put_again_as_it_was_is_unchanged(self, filled: GraphStore) -> None:
        before = content(filled)
        turned = replace(TOGETHER, source="w-2", target="w-1")
        done = filled.commit(Batch("b-1", "edit", (Change("delete", TOGETHER), Change("put", turned))), ME)
        assert (done.created, done.changed, done.unchanged, done.deleted) == (0, 0, 1, 0)
        assert (content(filled), filled.ties(["t-2"])["t-2"].version) == (before, 1)

    def test_an_unknown_kind_is_refused(self, store: GraphStore) -> None:
        with pytest.raises(UnknownKind) as refused:
            store.commit(Batch("b-1", "edit", merges(LATHE, Node("x-1", "Planet", "火星"))), ME)
        assert refused.value.facts["kind"] == "Planet"
        assert self.raw_names(store) == {}

    @pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
    def test_a_circle_of_superior_unions_is_refused_and_its_members_named(self, store: GraphStore, order: tuple[int, ...]) -> None:
        unions = [Node(f"t-{n}", "TradeUnion", name) for n, name in enumerate("甲乙丙丁")]
        ties = [Tie(f"s-{n}", "SUBORDINATE_TO", f"t-{n}", f"t-{(n + 1) % 3}") for n in order]
        store.commit(Batch("b-0", "import", merges(*unions, Tie("s-9", "SUBORDINATE_TO", "t-3", "t-0"), *ties[:2])), ME)
        with pytest.raises(InvalidChange) as refused:
            store.commit(Batch("b-1", "edit", merges(ties[2])), ME)
        assert (refused.value.facts["reason"], refused.value.facts["cycle"]) == ("cycle", ["甲", "乙", "丙"])
        assert len(store.ties([tie.id for tie in ties])) == 2

    def test_of_several_circles_the_members_of_the_first_by_id_are_named(self, store: GraphStore) -> None:
        unions = [Node(id_, "TradeUnion", id_) for id_ in ("t-7", "t-6", "t-2", "t-1", "t-3")]
        steps = [("t-7", "t-6"), ("t-6", "t-7"), ("t-2", "t-1"), ("t-1", "t-2"), ("t-1", "t-3"), ("t-3", "t-1"), ("t-7", "t-2")]
        with pytest.raises(InvalidChange) as refused:
            store.commit(Batch("b-0", "import", merges(*unions, *(Tie(f"s-{n}", "SUBORDINATE_TO", *ends) for n, ends in enumerate(steps)))), ME)
        assert refused.value.facts["cycle"] == ["t-1", "t-2", "t-3"]

    @pytest.mark.parametrize(("kind", "node"), [("SUBORDINATE_TO", "TradeUnion"), ("PART_OF", "Enterprise"), ("SUBSIDIARY_OF", "Enterprise")])
    def test_each_kind_that_makes_a_tree_takes_no_circle(self, store: GraphStore, kind: str, node: str) -> None:
        store.commit(Batch("b-0", "import", merges(Node("a", node, "甲"), Node("b", node, "乙"), Tie("s-1", kind, "a", "b"))), ME)
        with pytest.raises(InvalidChange) as refused:
            store.commit(Batch("b-1", "edit", merges(Tie("s-2", kind, "b", "a"))), ME)
        assert (refused.value.facts["kind"], refused.value.facts["cycle"]) == (kind, ["甲", "乙"])

    def test_a_circle_of_several_kinds_is_kept(self, store: GraphStore) -> None:
        units = [Node(f"e-{n}", "Enterprise", name) for n, name in enumerate("甲乙")]
        store.commit(Batch("b-0", "import", merges(*units, Tie("s-1", "PART_OF", "e-0", "e-1"), Tie("s-2", "SUCCEEDED_BY", "e-1", "e-0"))), ME)
        assert store.counts()["ties"] == {"PART_OF": 1, "SUCCEEDED_BY": 1}

    def test_an_undo_that_would_close_a_circle_names_the_later_batch(self, store: GraphStore) -> None:
        up, down = Tie("s-1", "PART_OF", "e-0", "e-1"), Tie("s-2", "PART_OF", "e-1", "e-0")
        store.commit(Batch("b-0", "import", merges(*(Node(f"e-{n}", "Enterprise", f"{n}") for n in range(2)), down)), ME)
        store.commit(Batch("b-1", "edit", (Change("delete", down),)), ME)
        store.commit(Batch("b-2", "edit", merges(up)), ME)
        store.commit(Batch("b-3", "edit", (Change("delete", up),)), ME)
        store.undo("b-1", ME, "u-1")  # the tie is back as the batch before both had made it
        with pytest.raises(UndoBlocked) as refused:
            store.undo("b-3", ME, "u-3")
        assert refused.value.facts["batches"] == ["u-1"]
        assert [tie.id for tie in store.all_ties()] == ["s-2"]

    def test_an_undo_that_would_close_a_circle_does_not_name_what_was_there_before(self, store: GraphStore) -> None:
        first, second, third = (Tie(f"s-{n}", "PART_OF", f"e-{n}", f"e-{(n + 1) % 3}") for n in range(3))
        store.commit(Batch("b-0", "import", merges(*(Node(f"e-{n}", "Enterprise", f"{n}") for n in range(3)), first, second)), ME)
        store.commit(Batch("b-1", "edit", (Change("delete", second),)), ME)
        store.commit(Batch("b-2", "edit", merges(third)), ME)
        with pytest.raises(UndoBlocked) as refused:
            store.undo("b-1", ME, "u-1")
        assert refused.value.facts["batches"] == ["b-2"]

    def test_a_stale_save_is_refused_with_both_versions(self, filled: GraphStore) -> None:
        seen = filled.nodes(["w-1"])["w-1"].version
        mine = Change("merge", Node("w-1", "Workshop", "", {"team_size": 1}), seen)
        filled.commit(Batch("b-1", "edit", (Change("merge", Node("w-1", "Workshop", "", {"team_size": 7}), seen),)), ME)
        with pytest.raises(Conflict) as refused:
            filled.commit(Batch("b-2", "edit", (mine,)), ME)
        assert (refused.value.facts["mine"]["team_size"], refused.value.facts["theirs"]["team_size"]) == (1, 7)
        with pytest.raises(Conflict):
            filled.commit(Batch("b-3", "edit", (Change("merge", WELDING, NEW),)), ME)
        assert filled.nodes(["w-1"])["w-1"].props["team_size"] == 7

    def test_deleting_a_node_takes_its_ties(self, filled: GraphStore) -> None:
        receipt = filled.commit(Batch("b-1", "edit", (Change("delete", Node("w-1", "Workshop", "")),)), ME)
        assert receipt.deleted == 3
        assert filled.counts() == {"nodes": {"Workshop": 1, "Enterprise": 1}, "ties": {}}

    def test_a_tie_may_leave_a_node_that_goes_in_the_same_batch(self, filled: GraphStore) -> None:
        before, base = content(filled), filled.ties(["t-1"])["t-1"].version
        move = Change("put", replace(HOSTED, source="w-2"), base)
        with pytest.raises(Conflict):
            filled.commit(Batch("b-9", "merge", (Change("delete", WELDING), replace(move, base=base + 1))), ME)
        filled.commit(Batch("b-1", "merge", (move, Change("delete", WELDING))), ME)
        assert [(tie.id, tie.source, tie.target) for tie in filled.all_ties()] == [("t-1", "w-2", "e-1")]
        filled.undo("b-1", ME, "u-1")
        assert content(filled) == before

    # -- reading
    def test_ties_at_a_node(self, filled: GraphStore) -> None:
        assert [tie.id for tie in filled.ties_of("w-1")] == ["t-2", "t-1"]
        assert [tie.id for tie in filled.ties_of("w-1", ["HOSTED_BY"])] == ["t-1"]
        assert filled.ties_of("nobody") == []

    def test_unknown_ids_are_left_out(self, filled: GraphStore) -> None:
        assert filled.nodes(["w-404"]) == filled.ties(["t-404"]) == filled.names(["w-404"]) == {}
        assert filled.names(["w-1", "w-404"]) == {"w-1": "张某焊接创新工作室"}

    @pytest.mark.parametrize(
        ("text", "ids", "matched"),
        [
            ("焊", ["w-1"], "name"),
            ("焊接", ["w-1"], "name"),
            ("焊接创新工", ["w-1"], "name"),
            ("工作室", ["w-1", "w-2"], "name"),
            ("007", ["w-1"], "number"),
            ("w-2", ["w-2"], "id"),
            ("张某工作室", ["w-1"], "alias"),
            ("示例集团(郑州)", ["e-1"], "name"),
            ("数控 大师", ["w-2"], "part"),
            ("", [], ""),
            ("   ", [], ""),
            ("没有", [], ""),
            ("%", [], ""),
            (".*", [], ""),
            ("'; DROP TABLE", [], ""),
            ('" OR 1=1', [], ""),
        ],
    )
    def test_finding(self, filled: GraphStore, text: str, ids: list[str], matched: str) -> None:
        hits, total = filled.find(text)
        assert sorted(hit.node.id for hit in hits) == sorted(ids)
        assert total == len(ids)
        assert not hits or matched in {hit.matched for hit in hits}

    def test_the_best_hit_stands_first_and_kinds_limit(self, store: GraphStore) -> None:
        names = ["焊接", "高级焊接班", "焊接中心", "某焊接"]
        store.commit(
            Batch("b", "import", merges(*(Node(f"w-{i}", "Workshop", name) for i, name in enumerate(names)), Node("e-1", "Enterprise", "焊接厂"))), ME
        )
        hits, total = store.find("焊接", ["Workshop"], 3)
        assert ([hit.node.name for hit in hits], total) == (["焊接", "焊接中心", "某焊接"], 4)

    def test_search_follows_a_rename_and_a_deletion(self, filled: GraphStore) -> None:
        filled.commit(Batch("b-1", "edit", merges(Node("w-2", "Workshop", "铣工创新工作室"))), ME)
        assert (filled.find("数控")[1], filled.find("铣工")[1]) == (0, 1)
        filled.commit(Batch("b-2", "edit", (Change("delete", Node("w-2", "Workshop", "")),)), ME)
        assert filled.find("铣工")[1] == 0
        filled.undo("b-2", ME, "u-2")
        assert filled.find("铣工")[1] == 1

    def test_exact_names_fold_width_and_blanks(self, filled: GraphStore) -> None:
        found = filled.find_named(
            [("Enterprise", "示例集团(郑州) 重型机械有限公司"), ("Workshop", "张某工作室"), ("Workshop", "不认识"), ("Enterprise", "张某工作室")]
        )
        assert [[node.id for node in nodes] for nodes in found.values()] == [["e-1"], ["w-1"], [], []]

    def test_everything_in_order_of_id(self, filled: GraphStore) -> None:
        assert [node.id for node in filled.all_nodes()] == ["e-1", "w-1", "w-2"]
        assert [node.id for node in filled.all_nodes("Workshop")] == ["w-1", "w-2"]
        assert [tie.id for tie in filled.all_ties()] == ["t-1", "t-2"]

    # -- snapshot
    @pytest.mark.parametrize("seed", range(6))
    def test_the_snapshot_is_that_of_its_records(self, store: GraphStore, seed: int) -> None:
        nodes, ties = random_graph(random.Random(seed))
        store.commit(Batch("b", "import", merges(*nodes, *ties)), ME)
        mine, theirs = store.snapshot(), snapshot_of(store.all_nodes(), store.all_ties())
        assert [mine.ids[i] for i in range(mine.n_nodes)] == [theirs.ids[i] for i in range(theirs.n_nodes)]
        assert set(mine.columns) == set(theirs.columns)
        for name in mine.columns:
            if name not in ("key", "tie_key"):
                assert np.array_equal(mine.columns[name], theirs.columns[name]), name
        assert (mine.roles, mine.systems) == (theirs.roles, theirs.systems)
        assert [tie.id for tie in store.ties_by_key(mine.tie_key)] == [tie.id for tie in store.ties_by_key(theirs.tie_key)]

    def test_a_snapshot_is_kept_until_the_revision_moves(self, filled: GraphStore) -> None:
        first = filled.snapshot()
        assert filled.snapshot() is first
        filled.commit(Batch("s", "settings", merges(Work("setting", "window_months", "", {"value": 6}))), ME)
        assert (filled.snapshot().revision, filled.snapshot().settings["window_months"], first.settings["window_months"]) == (1, 6, 12)
        filled.commit(Batch("b-1", "edit", merges(Node("w-3", "Workshop", "第三家"))), ME)
        assert (filled.snapshot().revision, filled.snapshot().n_nodes, first.n_nodes) == (2, 4, 3)

    # -- work records and settings
    def test_work_records_move_their_own_counter(self, filled: GraphStore) -> None:
        before = filled.info()
        filled.commit(Batch("a-1", "answer", merges(Work("answer", "w-1|w-2", "accepted", {"owner": "区总"}))), ME)
        after = filled.info()
        assert (after.revision - before.revision, after.work_revision - before.work_revision) == (0, 1)
        (answer,) = filled.work("answer")
        assert (answer.id, answer.state, dict(answer.data)) == ("w-1|w-2", "accepted", {"owner": "区总"})
        assert filled.work("answer", ["other"]) == []
        filled.commit(Batch("s-1", "settings", merges(Work("setting", "window_months", "", {"value": 6}))), ME)
        assert filled.work_kinds() == ["answer", "setting"]
        filled.undo("a-1", ME, "u-1")
        assert filled.work("answer") == []

    def test_settings_have_their_defaults(self, store: GraphStore) -> None:
        assert store.settings()["window_months"] == 12
        store.commit(Batch("s", "settings", merges(Work("setting", "window_months", "", {"value": 6}))), ME)
        assert store.settings()["window_months"] == 6

    # -- staging
    def test_staged_changes_show_nowhere_until_they_are_confirmed(self, filled: GraphStore) -> None:
        staged = [*merges(Node("w-3", "Workshop", "第三家"), Node("w-1", "Workshop", "", {"team_size": 5}), HOSTED), Change("merge", LATHE, 404)]
        assert filled.stage("b-1", staged, facts={"files": ["名册.csv"]}) == 4
        rows, counts = filled.differences("b-1")
        assert {state: counts[state] for state in ("new", "changed", "unchanged", "refused", "deleted")} == {
            "new": 1,
            "changed": 1,
            "unchanged": 1,
            "refused": 1,
            "deleted": 0,
        }
        assert [(row.state, row.record.id, row.fields) for row in rows[:3]] == [
            ("new", "w-3", ()),
            ("changed", "w-1", ("team_size",)),
            ("unchanged", "t-1", ()),
        ]
        assert rows[1].before is not None
        assert rows[1].record.props["number"] == "007"  # type: ignore[union-attr]
        assert [row.record.id for row in filled.differences("b-1", "changed")[0]] == ["w-1"]
        assert (filled.find("第三家")[1], filled.revision, filled.staged_batches()[0]["batch"], filled.staged_batches()[0]["facts"]) == (
            0,
            1,
            "b-1",
            {"files": ["名册.csv"]},
        )
        filled.discard("b-1")
        assert filled.staged_batches() == []

    def test_a_staged_batch_is_committed_once_whole(self, filled: GraphStore) -> None:
        filled.stage("b-1", merges(Node("w-3", "Workshop", "第三家")))
        filled.stage("b-1", merges(Tie("t-3", "PAIRED_WITH", "w-3", "w-1", {"valid_from": "2025"})))
        receipt = filled.commit(Batch("b-1", "import", staged=True, digest="abc"), ME)
        assert (receipt.created, filled.staged_batches(), filled.counts()["ties"]["PAIRED_WITH"]) == (2, [], 1)
        assert filled.commit(Batch("b-1", "import", staged=True), ME).repeated
        entry = filled.known_digest("abc")
        assert entry is not None
        assert entry.batch == "b-1"
        filled.undo("b-1", ME, "u-1")
        assert filled.known_digest("abc") is None

    # -- undo
    def test_undo_and_undo_again(self, filled: GraphStore) -> None:
        states = [content(filled)]
        filled.commit(
            Batch(
                "b-1",
                "edit",
                (*merges(Node("w-3", "Workshop", "第三家"), Node("w-1", "Workshop", "改名", {"team_size": 3})), Change("delete", LATHE)),
            ),
            ME,
        )
        states.append(content(filled))
        _, counts = filled.inverse("b-1")
        assert (counts["deleted"], counts["changed"], counts["new"]) == (1, 1, 2)
        filled.undo("b-1", ME, "u-1")
        assert content(filled) == states[0]
        filled.undo("u-1", ME, "u-2")
        assert content(filled) == states[1]
        filled.undo("u-2", ME, "u-3")
        assert content(filled) == states[0]
        by_batch = {entry.batch: entry for entry in filled.ledger()}
        assert (by_batch["u-1"].undoes, by_batch["u-2"].undone_by) == ("b-1", "u-3")

    def test_a_bulk_batch_is_undone_whole(self, filled: GraphStore) -> None:
        before = content(filled)
        nodes, ties = random_graph(random.Random(7))
        filled.commit(Batch("b-1", "import", merges(*nodes, *ties)), ME)
        after = content(filled)
        filled.undo("b-1", ME, "u-1")
        assert content(filled) == before
        filled.undo("u-1", ME, "u-2")
        assert content(filled) == after

    def test_undo_is_refused_where_later_batches_changed_the_same(self, filled: GraphStore) -> None:
        filled.commit(Batch("b-1", "edit", merges(Node("w-1", "Workshop", "", {"team_size": 3}))), ME)
        with pytest.raises(UndoBlocked) as refused:
            filled.undo("b-0", ME, "u-0")
        assert refused.value.facts["batches"] == ["b-1"]
        with pytest.raises(UndoBlocked):
            filled.inverse("b-0")
        filled.undo("b-1", ME, "u-1")
        filled.undo("b-0", ME, "u-0")
        assert filled.counts() == {"nodes": {}, "ties": {}}

    def test_undo_is_refused_where_a_later_tie_hangs_on_it(self, filled: GraphStore) -> None:
        filled.commit(Batch("b-1", "import", merges(Node("w-3", "Workshop", "第三家"))), ME)
        filled.commit(Batch("b-2", "import", merges(Tie("t-3", "PAIRED_WITH", "w-3", "w-1"))), ME)
        with pytest.raises(UndoBlocked) as refused:
            filled.undo("b-1", ME, "u-1")
        assert refused.value.facts["batches"] == ["b-2"]

    def test_undo_of_nothing_and_undo_twice(self, filled: GraphStore) -> None:
        with pytest.raises(UnknownBatch):
            filled.undo("never", ME, "u-1")
        with pytest.raises(UnknownBatch):
            filled.inverse("never")
        filled.undo("b-0", ME, "u-1")
        with pytest.raises(UndoBlocked):
            filled.undo("b-0", ME, "u-2")
        assert filled.undo("b-0", ME, "u-1").repeated

    @pytest.mark.parametrize("seed", range(4))
    def test_any_sequence_equals_a_dictionary(self, store: GraphStore, seed: int) -> None:
        rng, model, history = random.Random(seed), {}, []
        for step in range(25):
            before = dict(model)
            changes = []
            for _ in range(rng.randint(1, 4)):
                id_ = f"w-{rng.randint(1, 6)}"
                if rng.random() < 0.25:
                    changes.append(Change("delete", Node(id_, "Workshop", "")))
                    model.pop(id_, None)
                else:
                    patch = {rng.choice(["note", "batch", "number"]): rng.choice([None, "甲", "乙", "丙"])}
                    changes.append(Change("merge", Node(id_, "Workshop", f"{id_}号", patch)))
                    merged = {**model.get(id_, {}), **patch}
                    model[id_] = {k: v for k, v in merged.items() if v is not None}
            store.commit(Batch(f"b-{step}", "edit", tuple(changes)), ME)
            history.append(f"b-{step}")
            if rng.random() < 0.3:
                store.undo(history[-1], ME, f"u-{step}")
                model = before
            assert {node.id: dict(node.props) for node in store.all_nodes()} == model
        assert store.verify_audit() == 0

    # -- audit
    def test_ledger_and_audit_name_who_did_what(self, filled: GraphStore) -> None:
        filled.note(ME, "export", ["w-1"], {"rows": 3})
        (entry,) = filled.ledger()
        assert (entry.batch, entry.actor, entry.action, entry.label, entry.created) == ("b-0", "li", "import", "名册", 5)
        newest, oldest = filled.audit()
        assert (newest["action"], oldest["action"], oldest["batch"], newest["sequence"]) == ("export", "import", "b-0", 2)
        assert newest["previous"] == oldest["hash"]
        assert "张某" not in str(oldest)

    @pytest.mark.parametrize("how", ["change", "remove", "swap"])
    def test_tampering_shows(self, filled: GraphStore, how: str) -> None:
        for n in range(5):
            filled.note(ME, "export", [], {"n": n})
        assert filled.verify_audit() == 0
        self.tamper_with_audit(filled, 3, how)
        assert filled.verify_audit() == 3

    def test_a_cut_off_end_shows(self, filled: GraphStore) -> None:
        filled.note(ME, "export", [], {})
        self.tamper_with_audit(filled, 2, "remove")
        assert filled.verify_audit() == 2

    # -- what is promised besides
    def test_a_merged_id_leads_to_its_successor(self, filled: GraphStore) -> None:
        leads = [Work("redirect", "w-old", "", {"to": "w-older"}), Work("redirect", "w-older", "", {"to": "w-1"})]
        filled.commit(Batch("m", "merge", merges(*leads)), ME)
        assert filled.nodes(["w-old", "w-1"]).keys() == {"w-old", "w-1"}
        assert (filled.nodes(["w-old"])["w-old"].id, filled.names(["w-old"])) == ("w-1", {"w-old": WELDING.name})
        assert [tie.id for tie in filled.ties_of("w-old")] == ["t-2", "t-1"]

    def test_search_passes_over_what_it_is_told_to(self, filled: GraphStore) -> None:
        hits, total = filled.find("工作室", without=["w-1"])
        assert ([hit.node.id for hit in hits], total) == (["w-2"], 1)
        assert filled.find("w-1", without=["w-1"]) == ([], 0)

    @pytest.mark.parametrize("text", ["焊接", "007", "w-2", "W-2", "张某工作室", "示例集团(郑州)", "数控 大师", "大师 没有", "", "  ", "没有", "%"])
    def test_who_answers_is_who_is_found(self, filled: GraphStore, text: str) -> None:
        every = ["w-1", "w-2", "e-1", "nobody"]
        found = {hit.node.id for hit in filled.find(text)[0]}
        assert filled.answering(text, every) == found
        assert filled.answering(text, every[1:2]) == found & {"w-2"}
        assert filled.answering(text, []) == set()

    @pytest.mark.parametrize(
        ("text", "ids", "matched"),
        [
            ("創新數控", ["w-3"], "name"),
            ("创新数控", ["w-3"], "name"),
            ("ｃｎｃ", ["w-3"], "alias"),
            ("cxsk", ["w-3"], "sound"),
            ("chuangxinshu", ["w-3"], "sound"),
            ("Chuang Xin", ["w-1", "w-3"], "sound"),
            ("chongqing", ["e-2"], "sound"),
            ("changcheng", ["e-2"], "sound"),
            ("cqcc", ["e-2"], "sound"),
            ("lvse", ["e-2"], "sound"),
            ("luse", ["e-2"], "sound"),
            ("lb", ["p-1", "p-2"], "sound"),
            ("li bin", ["p-1", "p-2"], "sound"),
            ("libing", ["p-2"], "sound"),
            ("an", [], ""),
            ("l", [], ""),
            ("sxcxx", [], ""),
            ("uu", [], ""),
        ],
    )
    def test_names_are_found_by_sound_first_letters_and_traditional_characters(
        self, filled: GraphStore, text: str, ids: list[str], matched: str
    ) -> None:
        more = [
            Node("w-3", "Workshop", "創新數控室", {"aliases": ["CNC班"]}),
            Node("e-2", "Enterprise", "重庆长城绿色厂"),
            Node("e-3", "Enterprise", "平安"),
            Node("p-1", "Person", "李斌"),
            Node("p-2", "Person", "李兵"),
        ]
        filled.commit(Batch("more", "import", merges(*more)), ME)
        hits, total = filled.find(text)
        assert (sorted(hit.node.id for hit in hits), total) == (ids, len(ids))
        assert {hit.matched for hit in hits} == ({matched} if matched else set())
        assert filled.answering(text, ["w-1", "w-2", "w-3", "e-1", "e-2", "e-3", "p-1", "p-2"]) == set(ids)
        assert filled.find(text, ["Region"]) == ([], 0)

    def test_what_is_written_stands_before_what_is_heard_and_imports_tell_characters_apart(self, store: GraphStore) -> None:
        named = [Node("p-1", "Person", "张范"), Node("p-2", "Person", "張範"), Node("e-1", "Enterprise", "ZF公司"), Node("e-2", "Enterprise", "周府")]
        store.commit(Batch("b", "import", merges(*named)), ME)
        hits, total = store.find("zf", limit=3)
        assert ([(hit.node.id, hit.matched) for hit in hits], total) == ([("e-1", "name"), ("e-2", "sound"), ("p-1", "sound")], 4)
        assert [hit.node.id for hit in store.find("張範")[0]] == ["p-1", "p-2"]
        assert [[node.id for node in found] for found in store.find_named([("Person", "张范"), ("Person", "張範")]).values()] == [["p-1"], ["p-2"]]

    def test_history_and_preview_come_in_pages(self, filled: GraphStore) -> None:
        for n in range(1, 4):
            filled.commit(Batch(f"b-{n}", "edit", merges(Node("w-1", "Workshop", "", {"team_size": n}))), ME)
        assert [entry.batch for entry in filled.ledger(2)] == ["b-3", "b-2"]
        assert [entry.batch for entry in filled.ledger(2, before=filled.ledger(2)[-1].sequence)] == ["b-1", "b-0"]
        filled.stage("s", merges(*(Node(f"w-{n}", "Workshop", f"{n}号") for n in range(5, 9))))
        assert [row.record.id for row in filled.differences("s", limit=2, offset=1)[0]] == ["w-6", "w-7"]

    def test_a_staged_tie_is_seen_with_the_staged_ends(self, filled: GraphStore) -> None:
        filled.stage("s", (*merges(Node("w-3", "Workshop", "三"), Tie("t-3", "PAIRED_WITH", "w-3", "w-1")), Change("delete", LATHE)))
        filled.stage("s", merges(Tie("t-4", "PAIRED_WITH", "w-2", "w-3"), Tie("t-5", "LEADS", "w-3", "w-1")))
        rows, _ = filled.differences("s")
        assert {row.record.id: row.reason for row in rows if row.record.id.startswith("t-")} == {
            "t-3": "",
            "t-4": "dangling-end",
            "t-5": "wrong-ends",
        }

    def test_nothing_is_confirmed_where_nothing_waits(self, filled: GraphStore) -> None:
        with pytest.raises(NothingStaged):
            filled.commit(Batch("b-1", "import", staged=True), ME)
        assert len(filled.ledger()) == 1

    def test_a_node_that_turns_into_another_kind_keeps_only_ties_that_fit(self, filled: GraphStore) -> None:
        turn = Change("put", Node("e-1", "Activity", "不是单位"))
        before = content(filled)
        with pytest.raises(InvalidChange) as refused:
            filled.commit(Batch("b-1", "edit", (turn,)), ME)
        assert (refused.value.facts["reason"], content(filled)) == ("wrong-ends", before)
        filled.commit(Batch("b-2", "edit", (turn, Change("delete", HOSTED))), ME)
        assert (filled.nodes(["e-1"])["e-1"].kind, filled.counts()["nodes"], filled.size()) == ("Activity", {"Activity": 1, "Workshop": 2}, 1)
        filled.undo("b-2", ME, "u")
        assert content(filled) == before

    def test_who_listens_is_told_and_may_stop_a_commit(self, filled: GraphStore) -> None:
        told: list[tuple[int, int]] = []
        filled.commit(Batch("b-1", "import", merges(Node("w-3", "Workshop", "三"))), ME, lambda done, total: told.append((done, total)))
        assert told[-1] == (1, 1)

        def stop(*_: int) -> None:
            raise Stopped()

        before = content(filled)
        with pytest.raises(Stopped):
            filled.commit(Batch("b-2", "import", merges(Node("w-4", "Workshop", "四"))), ME, stop)
        assert (content(filled), len(filled.ledger())) == (before, 2)

    def test_a_backup_holds_what_it_says(self, filled: GraphStore, tmp_path: Path) -> None:
        told = filled.backup(tmp_path / "copy")
        assert (told["nodes"], told["ties"], told["revision"]) == (3, 2, 1)
        assert (tmp_path / "copy").stat().st_size > 0
        assert filled.info().backup_suffix.startswith(".")

    # -- several at once
    def test_threads_lose_no_update(self, store: GraphStore) -> None:
        store.commit(Batch("b", "import", merges(Node("w-1", "Workshop", "一", {"team_size": 0}))), ME)
        conflicts: list[int] = []

        def add(worker: int) -> None:
            for n in range(10):
                while True:
                    node = store.nodes(["w-1"])["w-1"]
                    change = Change("merge", Node("w-1", "Workshop", "", {"team_size": node.props["team_size"] + 1}), node.version)
                    try:
                        store.commit(Batch(f"c-{worker}-{n}-{node.version}", "edit", (change,)), ME)
                        break
                    except Conflict:
                        conflicts.append(worker)

        threads = [threading.Thread(target=add, args=(worker,)) for worker in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert store.nodes(["w-1"])["w-1"].props["team_size"] == 40
        assert store.verify_audit() == 0


def random_graph(rng: random.Random) -> tuple[list[Node], list[Tie]]:
    """A small graph with Chinese text, dates of every precision, parallel ties, missing values."""
    dates = ["", "2024", "2023-11", "2025-02-28", "2024-10-20/2024-10-21"]
    nodes: list[Node] = []
    for n in range(rng.randint(5, 30)):
        kind = rng.choice(["Workshop", "Workshop", "Enterprise", "TradeUnion", "Activity", "Person"])
        props: dict[str, Any] = {"sources": [{"source": "某报", "as_of": rng.choice(dates[:3]), "basis": "stated"}]}
        if kind == "Workshop":
            props |= {"recognised_on": rng.choice(dates), "level": rng.choice(["unknown", "municipal", "national"])}
            if rng.random() < 0.4:
                props["links_checks"] = [{"on": "2025-06-30", "by": "区总"}, {"on": rng.choice(["2024-12", "2025-06-30"]), "by": "区总"}]
        elif kind == "Enterprise":
            props |= {"system": rng.choice(["", "机械", "教育", "能源"])}
        elif kind == "Activity":
            props |= {"held_on": rng.choice(dates), "head_count": rng.choice([None, 8, 60]), "form": rng.choice(["visit", "salon", "lecture"])}
        elif kind == "TradeUnion":
            props |= {"subkind": rng.choice(["territorial", "industry"]), "rank": rng.choice(["county", "municipal"])}
        nodes.append(Node(f"{kind[0].lower()}-{n}𠮷", kind, f"示例{n}号（郑州）", {k: v for k, v in props.items() if v not in ("", None)}))
    ties: list[Tie] = []
    for n in range(rng.randint(5, 80)):
        a, b = rng.sample(nodes, 2)
        kind = rng.choice(["COOPERATES_WITH", "VISITED", "HOSTED_BY", "PARTICIPATES_IN", "BELONGS_TO_UNION", "PAIRED_WITH", "LEADS"])
        from alliance import schema

        if not schema.tie_kind(kind).allows(a.kind, b.kind):
            continue
        sources = [{"source": f"第{i}期", "as_of": rng.choice(dates)} for i in range(rng.randint(0, 3))]
        props = {
            "valid_from": rng.choice(dates),
            "valid_to": rng.choice(["", "open", "2025-12"]),
            "role": rng.choice(["", "host", "guest"]),
            "sources": sources,
        }
        ties.append(Tie(f"t-{n}", kind, a.id, b.id, {k: v for k, v in props.items() if v}))
    return nodes, ties


__all__ = ["ANY", "GraphStoreContract", "content", "merges", "random_graph"]
