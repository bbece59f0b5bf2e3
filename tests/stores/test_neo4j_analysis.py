"""A network that stays in the database: the same answers as from the snapshot, or a sentence that says why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from alliance.errors import NetworkTooLarge
from alliance.model import Actor, Batch, Work
from alliance.network.time.window import PERIODS
from alliance.services.results import to_json
from alliance.services.workspace import Workspace, open_store
from tests.builders import puts
from tests.cli.conftest import alliance
from tests.stores.neo4j_server import Running, neo4j_server
from tests.worlds import exchange_city, small_city

__all__ = ["neo4j_server"]
pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j"), pytest.mark.timeout(300)]
ME = Actor("经办人", "admin")
SETTINGS: dict[str, Any] = {"data_as_of": small_city.AS_OF, "exempt": {"w14": "按规定"}}


def _fill(net: Workspace, **settings: Any) -> Workspace:
    """The small city and, beside it, a larger one without a tie to it."""
    nodes, ties = exchange_city.city()
    by_id = {node.id: node for node in (*nodes, *small_city.nodes())}
    kept = [Work("setting", name, "", {"value": value}) for name, value in {**SETTINGS, **settings}.items()]
    net.store.commit(Batch("city", "import", puts(*by_id.values(), *ties, *small_city.ties(), *kept)), ME)
    return net


@pytest.fixture(scope="module")
def stores(neo4j_server: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, Workspace]]:
    """The same network twice: in an embedded store, and in a server that answers by itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEO4J_USER", neo4j_server.auth[0])
        patch.setenv("NEO4J_PASSWORD", neo4j_server.auth[1])
        neo4j_server.clear()
        with open_store(tmp_path_factory.mktemp("whole") / "s.alliance", actor=ME) as whole, open_store(neo4j_server.address, actor=ME) as large:
            yield _fill(whole), _fill(large, analysis_limit=10)


def _same(stores: tuple[Workspace, Workspace], question: str, *arguments: Any, **options: Any) -> Any:
    wanted, found = (to_json(getattr(net, question)(*arguments, **options)) for net in stores)
    assert found == wanted
    return found


def test_search_with_rings(stores: tuple[Workspace, Workspace]) -> None:
    rows = _same(stores, "search", "工作室", rings=True, limit=60)["rows"]
    assert {row["ring"] for row in rows} >= set(small_city.RINGS.values())


@pytest.mark.parametrize("text", ["第9厂", "某市", "联盟", "船舶集团", "通用设备", "数控", "某"])
@pytest.mark.parametrize("options", [{}, {"limit": 3, "on": "2025-12-31", "lang": "en"}])
def test_search_leads_to_the_same_workshops(stores: tuple[Workspace, Workspace], text: str, options: dict[str, Any]) -> None:
    answer = _same(stores, "search", text, rings=True, **options)
    assert answer["others_total"] == 0 or answer["workshops"]


@pytest.mark.parametrize(("depth", "layers", "limit"), [(1, (), 150), (2, (), 150), (3, ("cooperation", "exchange"), 150), (3, (), 12), (4, (), 60)])
@pytest.mark.parametrize("node", ["w01", "e10", "industry:34", "t-1", "x1"])
def test_neighbours(stores: tuple[Workspace, Workspace], node: str, depth: int, layers: tuple[str, ...], limit: int) -> None:
    _same(stores, "neighbours", node, depth, layers, limit)


@pytest.mark.parametrize(
    ("a", "b", "through"),
    [
        ("w01", "w03", ()),
        ("w02", "w11", ()),
        ("w06", "w07", ()),
        ("w01", "w01", ()),
        ("w-001", "w-030", ()),
        ("w-001", "w-030", ("Craft",)),
        ("w13", "w-003", ()),
    ],
)
def test_paths(stores: tuple[Workspace, Workspace], a: str, b: str, through: tuple[str, ...]) -> None:
    answer = _same(stores, "path", a, b, through=through)
    assert answer["paths"] or answer["text"]


@pytest.mark.parametrize("options", [{}, {"rings": ("sleeping", "unknown")}, {"limit": 5, "offset": 3}, {"on": "2025-12-31"}, {"lang": "en"}])
def test_isolates(stores: tuple[Workspace, Workspace], options: dict[str, Any]) -> None:
    answer = _same(stores, "isolates", **options)
    assert len(answer["rows"]) == answer["total"] - answer["left_out"] > 0


@pytest.mark.parametrize("options", [{}, {"rings": ("none",)}, {"ids": ("w11", "w12", "w-000")}, {"limit": 5, "offset": 3, "lang": "en"}])
def test_the_worklist(stores: tuple[Workspace, Workspace], options: dict[str, Any]) -> None:
    done = [net.assign(["w12", "w11"], "ask", owner="李某", due="2026-06-15") for net in stores]
    assert _same(stores, "worklist", **options)["rows"]
    for net, one in zip(stores, done, strict=True):
        net.undo(one.batch)


@pytest.mark.parametrize("node", ["w01", "w11", "w14", "w-000", "e1"])
def test_one_node_in_full(stores: tuple[Workspace, Workspace], node: str) -> None:
    _same(stores, "show", node)


@pytest.mark.parametrize("grouping", ["groups", "section", "division"])
@pytest.mark.parametrize(("layer", "role"), [("cooperation", "craft"), ("exchange", "host"), ("cooperation", "host")])
def test_the_matrix(stores: tuple[Workspace, Workspace], grouping: str, layer: str, role: str) -> None:
    answer = _same(stores, "matrix", layer=layer, grouping=grouping, role=role)
    assert answer["pairs"] > 0


@pytest.mark.parametrize("period", PERIODS)
def test_a_chosen_period(stores: tuple[Workspace, Workspace], period: str) -> None:
    chosen = stores[0].seen_in(period), stores[1].seen_in(period)
    assert _same(chosen, "isolates")["period"] == period
    assert _same(chosen, "matrix", layer="exchange")["pairs"] > 0
    _same(chosen, "periods")
    assert (_same(stores, "isolates")["counts"] == _same(chosen, "isolates")["counts"]) == (period == "1y")


def test_suggestions_look_three_steps_far_and_say_so(stores: tuple[Workspace, Workspace]) -> None:
    whole, large = (net.partners("w-000", top=20) for net in stores)
    assert (whole.scope, whole.scope_text, large.scope) == ("network", "", "neighbourhood")
    assert "三步以内" in large.scope_text
    wanted = {row.id: row for row in (*whole.near, *whole.bridge)}
    found = {row.id: row for row in (*large.near, *large.bridge)}
    assert found
    assert found.keys() <= wanted.keys()
    for id_, row in found.items():  # what rests on shared partners is the same; how rare a craft is depends on who was looked at
        codes = ("room.shared-partner", "room.lately", "room.past", "industry.same-division")
        assert [one for one in row.reasons if one.code in codes] == [one for one in wanted[id_].reasons if one.code in codes]


def test_an_answer_to_a_suggestion_is_kept(stores: tuple[Workspace, Workspace]) -> None:
    large = stores[1]
    row = large.partners("w-000").near[0]
    assert large.answer("w-000", row.id, "later").row.candidate.id == row.id
    large.undo(large.history(limit=1).rows[0].batch)


@pytest.mark.parametrize(
    "question",
    [
        lambda net: net.overview(),
        lambda net: net.isolates(region="东区"),
        lambda net: net.matrix(grouping="region"),
        lambda net: net.matrix(test=True),
        lambda net: net.cell("化工", "装备"),
        lambda net: net.groups(),
        lambda net: net.suggest_all(),
    ],
)
def test_what_needs_the_whole_network_says_so(stores: tuple[Workspace, Workspace], question: Any) -> None:
    with pytest.raises(NetworkTooLarge) as refused:
        question(stores[1])
    assert refused.value.facts == {"ties": stores[1].store.size(), "limit": 10}


def test_doctor_says_which_way_is_used(stores: tuple[Workspace, Workspace]) -> None:
    whole, large = (next(row.value for row in net.doctor().rows if row.code == "analysis") for net in stores)
    assert whole.startswith("读入内存分析")
    assert large.startswith("在数据库中直接查询")
    assert "10" in large


def test_nothing_is_fetched_as_a_whole(stores: tuple[Workspace, Workspace], monkeypatch: pytest.MonkeyPatch) -> None:
    large = stores[1]
    monkeypatch.setattr(type(large.store), "snapshot", lambda *_: pytest.fail("fetched"))
    large.isolates(limit=3), large.matrix(), large.neighbours("w01"), large.path("w01", "w03"), large.partners("w01")


def test_the_command_line_says_what_was_looked_at(stores: tuple[Workspace, Workspace]) -> None:
    at = stores[1].store.info().location
    assert "这次只比较了三步以内有往来的" in alliance("partners", "w01", store=at).out
    refused = alliance("groups", store=at)
    assert refused.code == 3
    assert "没有整体读入" in refused.err
