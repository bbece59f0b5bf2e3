"""Suggestions of every workshop of the sample and of the generated city: nothing false is said, nobody is left without a word, the round is fair."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from alliance.model import day
from alliance.partners.evidence.field_state import ground_of
from alliance.partners.ranking.ordering import usual_capacity
from alliance.services.partners.suggestion_results import PartnersResult, ReasonRow
from alliance.services.stores import creating
from alliance.services.workspace import Workspace, open_store
from alliance.synthetic import generate

WORKSHOPS, SEED = 250, 1
ACTIVE_SHARE = 0.9


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home of its own for the stores of this module."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("home")
        patch.setenv("ALLIANCE_HOME", str(folder))
        patch.delenv("ALLIANCE_STORE", raising=False)
        yield folder


@pytest.fixture(scope="module")
def city(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    files = tmp_path_factory.mktemp("city")
    generate(WORKSHOPS, SEED, files)
    described = json.loads((files / "store.json").read_text(encoding="utf-8"))
    creating.new_store("city", title=described.pop("title"), files=sorted(files.glob("*.csv")), settings=described)
    with open_store(home / "city.alliance") as net:
        yield net


@pytest.fixture(scope="module")
def sample(home: Path) -> Iterator[Workspace]:
    with open_store(creating.sample()) as net:
        yield net


def asked(net: Workspace) -> list[str]:
    snapshot = net.snapshot(None)
    return [snapshot.ids[number] for number in snapshot.of_kind("Workshop").tolist()]


def held(net: Workspace, answers: list[PartnersResult]) -> Counter[str]:
    """Hold every claim against the records of the store; return how many of each sort there were."""
    ties = {tie.id: tie for tie in net.store.all_ties()}
    names = {node.id: node.name for node in net.store.all_nodes()}
    counted: Counter[str] = Counter()
    for answer in answers:
        for row in (*answer.near, *answer.bridge):
            every = (*row.reasons, *row.against)
            assert names[row.id] == row.name and row.id != answer.for_.id
            assert math.isclose(row.score, math.fsum(reason.contribution for reason in every), abs_tol=1e-9)
            assert row.reasons and all(reason.contribution > 0 for reason in row.reasons) and all(reason.contribution < 0 for reason in row.against)
            counted += Counter(suggestions=1, sums=1)
            for reason in every:
                counted += _reason(reason, ties, names)
            for ref in (row.union, *row.introducers):
                assert ref is None or names[ref.id] == ref.name
                counted["ways"] += 1
    return counted


def _reason(reason: ReasonRow, ties: dict, names: dict) -> Counter[str]:
    assert reason.evidence and reason.text and "{" not in reason.text
    for evidence in reason.evidence:
        tie = ties[evidence.id]
        assert (tie.kind, tie.source, tie.target) == (evidence.kind, evidence.from_, evidence.to)
        assert (tie.props.get("valid_from") or "") == evidence.date
    named = [node for value in reason.facts.values() if isinstance(value, list) for node in value if isinstance(node, dict)]
    ends = {end for evidence in reason.evidence for end in (evidence.from_, evidence.to)}
    for node in named:
        assert names[node["id"]] == node["name"]
        # whoever is named is an end of a tie that is shown
        assert node["id"] in ends or reason.code.startswith(("industry.", "room.same-region")), (reason.code, node)
    return Counter(reasons=1, ties=len(reason.evidence), names=len(named))


def test_of_every_workshop_of_the_sample_nothing_false_is_said(sample):
    counted = held(sample, [sample.partners(one, top=20) for one in asked(sample)])
    assert counted["suggestions"] > 1000 and counted["ties"] > 2000


@pytest.mark.deep
def test_of_every_workshop_of_the_city_nothing_false_is_said(city):
    counted = held(city, [city.partners(one, top=100) for one in asked(city)])
    assert counted["suggestions"] > 10_000


def test_every_workshop_of_the_city_has_a_suggestion_or_the_sentence_why_not(city):
    answers = [city.partners(one) for one in asked(city)]
    assert len(answers) == WORKSHOPS
    for answer in answers:
        assert answer.near or answer.bridge or all(none.text for none in answer.none_because) and answer.none_because
        assert all(answer.near if name == "near" else answer.bridge for name in {"near", "bridge"} - {none.list for none in answer.none_because})


def test_in_the_round_nobody_is_above_capacity_and_nine_in_ten_of_the_active_are_listed(city):
    found = city.suggest_all(5)
    assert found.workshops == len(found.rows) == WORKSHOPS
    assert all(bool(row.places) != bool(row.none_because) for row in found.rows)
    counted = Counter(place.other.id for row in found.rows for place in row.places)
    room = usual_capacity(ground_of(city.snapshot(None), day(found.as_of)))
    stated = {node.id: node.props.get("capacity") for node in city.store.nodes(counted).values()}
    assert all(count <= (room if stated[one] is None else stated[one]) for one, count in counted.items())
    assert found.active > 50 and found.covered >= ACTIVE_SHARE * found.active
    assert found.covered + sum(one.active for one in found.unlisted) == found.active
    assert all(one.text for one in found.unlisted)
    city.undo(found.batch)
