"""Every named figure (``services.figures``) has one value wherever it is shown: results, commands, pages, the export."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from alliance import messages
from alliance.model import Node, Tie
from alliance.network.reach.reach import CODES
from alliance.services.figures import FIGURES
from alliance.services.stores import creating, local_stores
from alliance.services.workspace import Workspace, open_store
from tests.cli.conftest import read_json
from tests.worlds.real_city import real_city
from tests.worlds.small_city import AS_OF, tie

DATES = (AS_OF, "2025-03-31")
EXCHANGE = "exchange"


def _more() -> tuple[tuple[Node, ...], tuple[Tie, ...]]:
    """Twelve workshops of two industries, in contact inside each and never between: a gap by proportion, and units with several."""
    nodes = [
        Node("big", "Enterprise", "大厂"),
        *(Node(f"{s}{i}", "Workshop", f"{s}{i}工作室", {"recognised_on": "2019"}) for s in ("gx", "gy") for i in range(6)),
    ]
    ties = [tie("IN_INDUSTRY", node.id, "industry:34" if node.id[1] == "x" else "industry:26", role="craft_main") for node in nodes[1:]]
    ties += [tie("PAIRED_WITH", f"{s}{i}", f"{s}{j}", "2025-02") for s in ("gx", "gy") for i in range(6) for j in range(i)]
    return tuple(nodes), (*ties, *(tie("HOSTED_BY", f"gx{i}", "big") for i in range(3)))


@pytest.fixture(params=["city", "gaps", "sample"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The store in use: the small city, the same with a gap, the sample."""
    path = tmp_path / "city.alliance"
    if request.param == "sample":
        path = creating.sample()
    else:
        nodes, ties = _more() if request.param == "gaps" else ((), ())
        with real_city(tmp_path, nodes=nodes, ties=ties):
            pass
    monkeypatch.setenv("ALLIANCE_STORE", str(path))
    return str(path)


def _of_results(net: Workspace, lang: str) -> Iterator[tuple[str, str, int]]:
    """Yield (where, name of the figure, value) of what the use cases return."""
    start = net.overview(lang=lang)
    yield from (("overview", name, value) for name, value in start.figures.items())
    yield from (("overview", code, value) for code, value in start.counts.items())
    asked = {question.code: question.count for question in start.questions}
    for code, name in (("missing_links", "gaps"), ("shared_host", "units_with_several"), ("introducers", "connected"), ("to_check", "unknown")):
        yield "questions", name, int(asked[code] or 0)
    isolates, matrix, exchange = net.isolates(lang=lang), net.matrix(lang=lang), net.matrix(layer=EXCHANGE, lang=lang)
    yield from (("isolates", code, isolates.counts[code]) for code in CODES)
    yield "isolates", "workshops", isolates.total
    yield from (("worklist", code, count) for code, count in net.worklist(limit=0, lang=lang).counts.items())
    yield from (("matrix", name, table.pairs) for name, table in (("cooperation", matrix), ("exchange", exchange)))
    yield from (("matrix", "workshops", sum(table.workshops)) for table in (matrix, exchange))
    yield "coverage", "workshops", net.coverage(lang=lang).workshops
    yield "gaps", "gaps", len(net.gaps(limit=0, lang=lang).rows)
    yield "units", "units_with_several", net.units(limit=1).total
    yield "alliances", "alliances", len(net.alliances(limit=10_000, lang=lang).rows)
    for layer, picture in (("cooperation", net.panorama(lang=lang)), ("exchange", net.panorama(layer=EXCHANGE, lang=lang))):
        yield from (("panorama", code, count) for code, count in picture.counts.items())
        yield from (("panorama", name, value) for name, value in (("workshops", picture.workshops), ("cut_off", picture.cut_off)))
        yield "panorama", layer, picture.across + picture.inside + picture.unknown
        if layer == "cooperation":
            yield "panorama", "gaps", sum(bow.gap for bow in picture.bows)
    last = net.panorama_years(lang=lang).years[-1]
    yield from (("panorama years", name, value) for name, value in (("workshops", last.workshops), ("cooperation", len(last.pairs))))
    yield from (("progress", code, count) for code, count in net.reach_progress(lang=lang).points[-1].counts.items())
    now = {name: int(pair[1] or 0) for name, pair in net.compare("2024-12-31", net.as_of(), lang=lang).figures.items() if name != "ei"}
    yield from (("compare", name.removeprefix("pairs_"), value) for name, value in now.items())


def _of_commands(path: str, on: str) -> Iterator[tuple[str, str, int]]:
    found = read_json(Path(path), "overview", "--on", on)
    yield from (("$ overview", name, value) for name, value in found["figures"].items())
    yield from (("$ isolates", code, count) for code, count in read_json(Path(path), "isolates", "--on", on)["counts"].items())
    yield "$ matrix", "cooperation", read_json(Path(path), "matrix", "--on", on)["pairs"]
    yield "$ matrix", "exchange", read_json(Path(path), "matrix", "--layer", EXCHANGE, "--on", on)["pairs"]
    yield "$ gaps", "gaps", len(read_json(Path(path), "gaps", "--on", on)["rows"])
    picture = read_json(Path(path), "panorama", "--on", on)
    yield from (("$ panorama", name, picture[name]) for name in ("workshops", "cut_off"))
    yield "$ units", "units_with_several", read_json(Path(path), "units", "--limit", "1", "--on", on)["total"]
    yield "$ coverage", "workshops", read_json(Path(path), "coverage", "--on", on)["workshops"]


def _of_export(net: Workspace, folder: Path, on: str) -> Iterator[tuple[str, str, int]]:
    net.export("csv", folder, on=on)
    with (folder / "Workshop.csv").open(encoding="utf-8-sig") as file:
        yield "export", "workshops", sum(1 for _ in csv.DictReader(file))


def _page(page: str, lang: str, **query: str) -> str:
    from streamlit.testing.v1 import AppTest

    from alliance.ui.navigation import page_file
    from tests.conftest import ROOT

    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in {"lang": lang, **query}.items():
        test.query_params[name] = value
    test.run()
    if page != "home":
        for name, value in {"lang": lang, **query}.items():
            test.query_params[name] = value
        test.switch_page(str(page_file(page))).run()
    assert not test.exception
    markup = "\n".join(element.proto.body for element in test.get("html") if not element.proto.body.startswith("<style>"))
    return re.sub(r"<[^>]*>", "", markup)


# page → address, key of the sentence, and which figure each of its numbers is
SENTENCES: dict[str, tuple[dict[str, str], str, dict[str, str]]] = {
    "home": ({"list": "hosts"}, "ui.hosts.title", {"n": "units_with_several"}),
    "reach": ({}, "ui.reach.about", {"cut_off": "cut_off", "unknown": "unknown"}),
    "network": ({}, "services.panorama.cooperation.groups", {"workshops": "workshops", "cut_off": "cut_off"}),
    "industries": ({}, "ui.matrix.about", {"pairs": "cooperation", "missing": "gaps"}),
}


def _of_pages(lang: str) -> Iterator[tuple[str, str, int]]:
    for page, (query, key, names) in SENTENCES.items():
        sentence = re.sub(r"\{\w+:[^{}]*\}", "{word}", messages.catalogue(lang)[key])  # the word that goes with a number
        pattern = re.escape(sentence)
        for field in re.findall(r"\\{(\w+)[^}]*\\}", pattern):
            pattern = re.sub(rf"\\{{{field}[^}}]*\\}}", r"(\\d+)" if field in names else ".*?", pattern, count=1)
        found = re.search(pattern, _page(page, lang, **query))
        assert found, f"{page}: {key}"
        order = [field for field in re.findall(r"\{(\w+)[^}]*\}", sentence) if field in names]
        yield from ((f"page {page}", names[field], int(value)) for field, value in zip(order, found.groups(), strict=True))


@pytest.mark.parametrize("on", DATES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_named_figure_is_the_same_wherever_it_is_shown(store: str, lang: str, on: str, tmp_path: Path) -> None:
    with open_store(store) as net:
        net.set_setting("data_as_of", on)
        truth = {name: figure(net, on) for name, figure in FIGURES.items()}
        shown = [*_of_results(net, lang), *_of_commands(store, on), *_of_export(net, tmp_path / "out", on), *_of_pages(lang)]
    wrong = [(where, name, value, truth[name]) for where, name, value in shown if name in truth and value != truth[name]]
    assert wrong == []
    assert {name for _, name, _ in shown} >= FIGURES.keys() - {"organisations", "alliances"}, "a figure that is shown nowhere"


def test_the_stores_of_this_test_have_something_to_count(tmp_path: Path) -> None:
    nodes, ties = _more()
    with real_city(tmp_path, nodes=nodes, ties=ties) as net:
        truth = {name: figure(net, AS_OF) for name, figure in FIGURES.items()}
    assert truth["gaps"] >= 1 and truth["units_with_several"] >= 1 and truth["cooperation"] >= 30
    assert local_stores.SAMPLE == "sample"
