"""The round for everyone: nobody above capacity, the worst-off first, stored, taken back, counted as load."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from alliance.errors import InvalidValue, Stopped
from alliance.model import Actor, Batch, Node
from alliance.services.partners.decisions import decided
from alliance.services.partners.suggestion_rounds import cells
from alliance.services.results import to_json
from alliance.services.workspace import Workspace, open_store
from tests.builders import merges
from tests.worlds.town import nodes, ties

ON = "2026-01-29"


@pytest.fixture
def net(tmp_path: Path) -> Iterator[Workspace]:
    with open_store(tmp_path / "town.alliance", actor=Actor("tester")) as net:
        net.store.commit(Batch("town", "import", merges(*nodes(), *ties())), net.actor)
        yield net


def lists(answer) -> Counter:
    return Counter(place.other.id for row in answer.rows for place in row.places)


def test_before_any_round_there_is_none(net):
    assert net.last_round() is None


def test_everybody_has_a_place_or_the_reason_why_not_and_all_active_are_covered(net):
    found = net.suggest_all(2, on=ON)
    assert found.workshops == len(found.rows) == 17
    assert all(bool(row.places) != bool(row.none_because) for row in found.rows)
    assert {row.workshop.id for row in found.rows if not row.places} == {"w-far"}
    # in dated contact: w-me, w-friend, w-second, w-third
    assert found.active == found.covered == 4
    codes = {one.workshop.id: one.code for one in found.unlisted}
    assert codes.pop("w-far") == "unlisted.no-reason" and set(codes.values()) <= {"unlisted.others-first"}
    # whoever only w-me could be given competes for w-me's two places
    assert set(codes) == {"w-mate", "w-meet", "w-town"} and not any(one.active for one in found.unlisted)
    assert all(place.reasons for row in found.rows for place in row.places)
    assert len(cells(found)) == sum(len(row.places) for row in found.rows) + 1


def test_the_round_is_the_same_again_and_does_not_count_itself(net):
    one, two = (to_json(net.suggest_all(3, on=ON)) for _ in range(2))
    assert one["rows"] == two["rows"]
    assert len(net.store.work("round")) == 1
    kept = net.last_round()
    assert (kept.on, kept.served) == (ON, one["served"])


@pytest.mark.parametrize("capacity", [1, 2])
def test_nobody_is_in_more_lists_than_agreed(net, capacity):
    net.set_setting("suggestion_capacity", capacity)
    net.answer("w-need", "w-town", "accepted", on=ON)
    found = net.suggest_all(3, on=ON)
    counted = lists(found)
    assert max(counted.values()) == capacity
    assert counted["w-need"] == capacity - 1 and counted["w-town"] <= capacity - 1
    assert sum(row.passed for row in found.rows) > 0


def test_an_own_figure_goes_before_the_setting(net):
    figure = Node("w-near", "Workshop", "w-near", {"capacity": 0})
    net.store.commit(Batch("own", "edit", merges(figure)), net.actor)
    found = net.suggest_all(3, on=ON)
    assert lists(found)["w-near"] == 0
    assert {one.code for one in found.unlisted if one.workshop.id == "w-near"} == {"unlisted.full"}


def test_places_count_as_load_for_others_until_the_round_is_taken_back(net):
    net.set_setting("suggestion_capacity", 1)
    found = net.suggest_all(3, on=ON)
    mine = {place.other.id for row in found.rows if row.workshop.id == "w-me" for place in row.places}
    shown = {row.id: row.marks for part in (net.partners("w-me", top=20, on=ON),) for row in (*part.near, *part.bridge)}
    taken = set(lists(found)) - mine
    assert mine and all("full" not in shown[other] for other in mine if other in shown)
    assert taken & set(shown) and all("full" in shown[other] for other in taken & set(shown))
    net.undo(found.batch)
    again = net.partners("w-me", top=20, on=ON)
    assert all("full" not in row.marks for row in (*again.near, *again.bridge))


@pytest.mark.parametrize(("answer", "load"), [("unsuitable", 0), ("known", 0), ("later", 1), ("accepted", 1)])
def test_a_place_of_the_round_that_was_answered_counts_once_or_no_more(net, answer, load):
    found = net.suggest_all(3, on=ON)
    counted = lists(found)
    row, other = next((row.workshop.id, place.other.id) for row in found.rows for place in row.places if counted[place.other.id] == 1)
    number = net.snapshot(None).number(other)

    def loaded() -> int:
        return decided(net, net.snapshot(None), ON).load.get(number, 0)

    assert loaded() == 1
    given = net.answer(row, other, answer, reason="far" if answer == "unsuitable" else "", on=ON)
    assert loaded() == load
    net.undo(given.batch)
    assert loaded() == 1


@pytest.mark.parametrize(("answer", "load"), [("unsuitable", 0), ("known", 0), ("later", 1), ("accepted", 1)])
def test_an_answer_loads_both_parties_without_any_round(net, answer, load):
    def loaded(**more) -> list[int]:
        found = decided(net, net.snapshot(ON), ON, **more).load
        return [found.get(net.snapshot(ON).number(party), 0) for party in ("w-me", "w-need", "w-town")]

    net.answer("w-me", "w-need", answer, reason="far" if answer == "unsuitable" else "", on=ON)
    assert loaded() == loaded(last_round=False) == [load, load, 0]


def test_a_postponed_answer_fills_whom_it_names(net):
    net.set_setting("suggestion_capacity", 1)
    net.answer("w-need", "w-town", "later", on=ON)
    found = net.partners("w-me", top=20, on=ON)
    assert {row.id for row in (*found.near, *found.bridge) if "full" in row.marks} >= {"w-town"}


def test_stopped_it_keeps_nothing_and_as_a_job_it_tells_how_far_it_is(net):
    def stop(done: int, total: int) -> None:
        if done == 3:
            raise Stopped(job="round")

    with pytest.raises(Stopped):
        net.suggest_all(on=ON, progress=stop)
    assert list(net.store.work("round")) == []
    job = net.jobs.start("round", lambda progress: net.suggest_all(on=ON, progress=progress))
    assert job.wait(120) and (job.state, job.done, job.total) == ("done", 34, 34)


def test_files_and_wrong_use(net):
    found = net.suggest_all(1, on=ON)
    text = net.round_file(found, "csv").decode("utf-8-sig").splitlines()
    assert len(text) == 1 + len(cells(found)) and "w-need" in "".join(text)
    assert net.round_file(found, "xlsx")[:2] == b"PK"
    with pytest.raises(InvalidValue):
        net.round_file(found, "pdf")
    with pytest.raises(InvalidValue):
        net.suggest_all(0)
