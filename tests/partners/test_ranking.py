"""Ranking from a history: true explanations, sums, learning, the benchmark folder."""

from __future__ import annotations

import csv
import math
import shutil
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from alliance.errors import InvalidValue, UnreadableFile
from alliance.partners.evidence.event_history import Classes, History, Subjects
from alliance.partners.ranking.explaining import values
from alliance.partners.ranking.history_ranking import TERMS, rank
from alliance.partners.ranking.learning import learn
from alliance.partners.ranking.weights import SHIPPED, Weights
from alliance.partners.terms.base import Query
from alliance.services.partners.evaluation import evaluate_partners, read_folder, read_rows
from benchmarks.partners_truth import Rows, check, checked

SLICE = Path(__file__).parent / "slice"


@pytest.fixture(scope="module")
def known() -> tuple[History, list[str]]:
    return read_folder(SLICE, "dev")


def test_the_slice_is_what_its_readme_says(known):
    history, ids = known
    assert (len(ids), len(history.day)) == (PARTIES, EVENTS)
    assert sum(path.stat().st_size for path in SLICE.rglob("*")) < 1_000_000


@pytest.mark.parametrize("every", [40, pytest.param(1, marks=pytest.mark.deep)])
def test_every_explanation_is_true_and_sums_to_the_score(every):
    found = check(SLICE, "dev", SHIPPED, every)
    assert found.false == []
    assert set(found.counted) == {"suggestions", "sums", "reasons", "ties", "events", "topics", "classes", "counts"}
    assert min(found.counted.values()) > 40


def test_what_is_false_is_seen():
    """The check itself: with one event taken out of the files, what rests on it is false."""
    history, ids = read_folder(SLICE, "dev")
    asked, rows = [row["query"] for row in read_rows(SLICE / "dev/queries.csv")][:40], Rows(SLICE, "dev")
    party = next(party for query in asked for party in sorted(rows.partners(query)))
    for event in rows.took_part.pop(party):
        rows.members[event].discard(party)
    assert {claim.partition(":")[0] for claim in checked(history, ids, rows, asked, SHIPPED).false} >= {"ties", "events"}


def test_amounts_are_the_sums_of_their_parts(known):
    history, _ = known
    for who in (5, 100, 700):
        query = Query(history, who)
        places = rank(history, who).places[:12]
        found = values(query, places, TERMS)
        for i, place in enumerate(places.tolist()):
            for j, term in enumerate(TERMS):
                assert math.isclose(found[i, j], math.fsum(part.amount for part in term.parts(query, place)), abs_tol=1e-7), term.code


def small(drop: int = -1) -> History:
    """Party 0 met 1, 1 met 2, 2 met 3 and 4; topics and classes for some. ``drop`` leaves one event out."""
    pairs = [(0, 1), (1, 2), (2, 3), (2, 4), (5, 6)]
    incidence = np.zeros((8, len(pairs)))
    for event, members in enumerate(pairs):
        if event != drop:
            incidence[list(members), event] = 1.0
    about = np.array([[1.0, 0], [0, 1], [0, 1], [1, 0], [0, 1]])
    return History(
        sparse.csr_array(incidence),
        np.full(5, 737_000),
        737_100,
        topics=Subjects(sparse.csr_array(about), ("weld", "paint")),
        sector=Classes(np.array([0, 0, 1, 1, 0, 1, -1, -1]), ("A", "B")),
    )


def reasons_of(history: History, who: int, other: int) -> dict[str, set[int]]:
    query = Query(history, who)
    return {term.code: {event for part in parts for event in part.events} for term in TERMS if (parts := list(term.parts(query, other)))}


def test_removing_an_event_removes_the_reasons_that_rest_on_it():
    before = reasons_of(small(), 0, 2)
    assert {"room.shared-partner", "room.lately", "room.walk", "room.walk-lately"} <= set(before)
    assert before["room.shared-partner"] == {0, 1}
    for event in (0, 1):
        after = reasons_of(small(event), 0, 2)
        assert {code for code, events in before.items() if event in events and code not in ("room.activity-lately",)} & set(after) == set()
    untouched = reasons_of(small(4), 0, 2)
    assert {code: events for code, events in before.items() if code.startswith("room.")} == {
        c: e for c, e in untouched.items() if c.startswith("room.")
    }
    assert "room.paths-of-three" in reasons_of(small(), 0, 3) and "room.paths-of-three" not in reasons_of(small(2), 0, 3)
    assert "skills.topics" in reasons_of(small(), 0, 4) and "skills.topics" not in reasons_of(small(3), 0, 4)
    assert reasons_of(small(), 0, 7) == {}


def test_no_weight_is_below_zero_and_silent_terms_are_not_learned(known):
    history, _ = known
    weights = learn(history)
    assert weights.learned_from > 50
    assert all(value >= 0 for part in (weights.warm, weights.cold, weights.new) for value in part.values())
    assert weights.warm["room.walk"] + weights.warm["room.walk-lately"] > 0
    assert learn(history) == weights


def test_too_little_history_leaves_the_shipped_weights():
    assert learn(small()) == SHIPPED
    half = Weights({"a": 2.0}, {"a": 4.0}, {}).blend(Weights({"b": 1.0}, {}, {}), 0.5)
    assert (half.warm, half.cold) == ({"a": 1.0, "b": 0.5}, {"a": 2.0})


def test_the_engine_is_ahead_of_resource_allocation_on_the_slice(known, tmp_path):
    history, ids = known
    out = tmp_path / "p.csv"
    found = evaluate_partners(SLICE, "dev", out, learn=False)
    place = {node: i for i, node in enumerate(ids)}
    truth: dict[str, set[str]] = {}
    for row in read_rows(SLICE / "dev/truth.csv"):
        truth.setdefault(row["query"], set()).add(row["partner"])
    lists: dict[str, list[str]] = {}
    with out.open() as file:
        for row in csv.DictReader(file):
            lists.setdefault(row["query"], []).append(row["candidate"])
    assert found.queries == len(truth) and found.rows == sum(map(len, lists.values()))
    ours = np.mean([gain(lists.get(query, []), partners) for query, partners in truth.items()])
    single = []
    degree = np.maximum(history.degree, 1)
    for query, partners in truth.items():
        at = place[query]
        scores = history.shared @ (history.shared[[at]].toarray().ravel() / degree)
        scores[history.partners(at)] = scores[at] = 0
        single.append(gain([ids[i] for i in np.argsort(-scores, kind="stable")[:10]], partners))
    assert ours > 1.1 * np.mean(single) > 0.03
    assert all(len(set(rows)) == len(rows) <= 100 for rows in lists.values())


def gain(ranked: list[str], truth: set[str]) -> float:
    discount = 1 / np.log2(np.arange(2, 12))
    return sum(discount[i] for i, one in enumerate(ranked[:10]) if one in truth) / discount[: min(10, len(truth))].sum()


@pytest.mark.parametrize("without", ["date", "topics", "sector", "everything"])
def test_a_folder_without_columns_runs_and_no_truth_is_read(without, tmp_path):
    folder = tmp_path / "folder"
    shutil.copytree(SLICE, folder)
    (folder / "dev/truth.csv").unlink()
    gone = {"everything": {"date", "topics", "text", "sector", "size"}, "topics": {"topics", "text"}}.get(without, {without})
    for path in folder.glob("*/*.csv"):
        rows = read_rows(path)[: 60 if path.name == "queries.csv" else None]
        with path.open("w", newline="") as file:
            kept = [name for name in rows[0] if name not in gone]
            writer = csv.DictWriter(file, kept, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
    found = evaluate_partners(folder, "dev", tmp_path / "p.csv")
    assert found.queries == 60 and found.rows > 3000


def test_heldout_knows_train_and_dev(tmp_path):
    folder = tmp_path / "folder"
    shutil.copytree(SLICE, folder)
    (folder / "heldout").mkdir()
    (folder / "heldout/queries.csv").write_text("query\n" + read_rows(SLICE / "dev/collabs.csv")[0]["node"] + "\nnobody\n")
    found = evaluate_partners(folder, "heldout", tmp_path / "p.csv", learn=False)
    assert found.events > EVENTS and found.queries == 2 and found.rows == 200  # nobody on record is given those whom everybody meets


def folder_of(folder: Path, **files: str) -> Path:
    """Write a folder; a name is split__file, a text the lines of the file."""
    for name, text in files.items():
        split, _, file = name.partition("__")
        (folder / split).mkdir(parents=True, exist_ok=True)
        (folder / split / f"{file}.csv").write_text(text.replace(" ", "\n") + "\n", encoding="utf-8")
    return folder


COLLABS = "event,node 一,甲 一,乙 二,乙 二,丙 三,丙 三,丁 三,丁 四,戊"
ODD = {
    "ids in Chinese, nothing else": {"train__collabs": COLLABS, "dev__queries": "query 甲 丁 戊"},
    "columns in another order, a new country, empty and odd values": {
        "train__nodes": "country,node,more FR,甲 ,乙 DE,丙 FR,丁 CN,己",
        "train__events": "topics,event,date,text |,一,2015/1/3, a||b,二,2016-02-30, ,三,unknown, a,五,2016,x",
        "train__collabs": "role,node,event x,甲,一 ,乙,一 ,丙,二 ,乙,二",
        "dev__queries": "sector,query ,甲 X,己",
    },
    "a query that nobody has heard of": {"train__nodes": "node,sector 甲,A 乙,B", "train__collabs": COLLABS, "dev__queries": "query 辛 甲"},
    "one event": {"train__collabs": "event,node 1,a 1,b 1,c", "dev__queries": "query a z"},
    "headings alone": {"train__nodes": "node", "train__events": "event,date", "train__collabs": "event,node", "dev__queries": "query a"},
    "no queries": {"train__collabs": COLLABS, "dev__queries": "query"},
    "rows without ids": {"train__nodes": "node,sector ,A", "train__collabs": "event,node ,甲 一, 一,甲 一,乙", "dev__queries": "query 甲"},
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("split", ["dev", "heldout"])
def test_odd_folders_are_ranked_and_nothing_invalid_is_written(name, split, tmp_path):
    files = dict(ODD[name])
    if split == "heldout":
        files |= {"heldout__queries": files.pop("dev__queries"), "dev__collabs": "event,node 九,甲 九,庚"}
    folder = folder_of(tmp_path / "网络", **files)
    found = evaluate_partners(folder, split, tmp_path / "p.csv")
    history, ids = read_folder(folder, split, [row["query"] for row in read_rows(folder / split / "queries.csv")])
    rows = read_rows(tmp_path / "p.csv")
    assert found.rows == len(rows) and len({(row["query"], row["candidate"]) for row in rows}) == len(rows)
    for row in rows:
        who, other = ids.index(row["query"]), ids.index(row["candidate"])
        assert who != other and not history.shared[who, other]
    if name.startswith(("ids", "a query")):
        assert {row["query"] for row in rows} == {row["query"] for row in read_rows(folder / split / "queries.csv")}


@pytest.mark.parametrize("content", [b"event,node\n\xd6\xd0,a\n", b"event\n1\n", b""])
def test_a_file_that_is_no_such_table_is_said_to_be_unreadable(content, tmp_path):
    folder = folder_of(tmp_path, train__collabs=COLLABS, dev__queries="query 甲")
    (folder / "train/collabs.csv").write_bytes(content)
    with pytest.raises(UnreadableFile):
        evaluate_partners(folder, "dev", tmp_path / "p.csv")


def test_wrong_use(tmp_path):
    with pytest.raises(InvalidValue):
        evaluate_partners(SLICE, "test", tmp_path / "p.csv")
    with pytest.raises(UnreadableFile):
        evaluate_partners(tmp_path, "dev", tmp_path / "p.csv")


PARTIES, EVENTS = 1828, 4332
