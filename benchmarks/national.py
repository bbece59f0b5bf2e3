"""The national size: generate, import, open, ask; times and memory of each step, beside networkx on the same graph.

    python benchmarks/national.py --folder /tmp/national [--workshops 300000] [--seed 1] [--steps generate,import,…] [--json out.json]

Every step runs in a process of its own, so that its peak memory is its own. Files, store and cache stay
in the folder; a step whose files are there uses them. Nothing here is timed by the tests.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OTHER_DAYS = ("2026-05-31", "2026-04-30", "2026-05-15", "2026-03-31", "2025-12-31")
ASKED = 20  # a question of a few milliseconds is asked this often


@dataclass
class Run:
    """Where a run has its files and how large it is; ``took`` is the time of each part, ``cpu`` its processor time, children included, in seconds."""

    folder: Path
    workshops: int
    seed: int
    took: dict[str, float] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def tables(self) -> list[Path]:
        """The import tables."""
        return sorted((self.folder / "data").glob("*.csv"))

    @property
    def store(self) -> Path:
        """The store."""
        return self.folder / "national.db"

    @contextlib.contextmanager
    def part(self, name: str, times: int = 1) -> Iterator[None]:
        """Measure a part; ``times`` repetitions are divided out."""
        start, busy = time.perf_counter(), _busy()
        yield
        self.took[name] = (time.perf_counter() - start) / times
        self.cpu[name] = (_busy() - busy) / times


def generate(run: Run) -> None:
    """Write the tables."""
    from alliance.synthetic import generate as write

    with run.part("generate"):
        made = write(run.workshops, run.seed, run.folder / "data")
    run.facts |= {"nodes": made.nodes, "ties": made.ties, "bytes": sum(path.stat().st_size for path in run.tables)}


def import_(run: Run) -> None:
    """Import the tables into an empty store: check, then confirm."""
    for path in run.folder.glob("national.db*"):
        path.unlink()
    net = _opened(run)
    with run.part("check"):
        report = net.check(run.tables)
    with run.part("confirm"):
        net.confirm(report.batch)
    rows = report.counts["rows"]
    wall, busy = (sum(each[name] for name in ("check", "confirm")) for each in (run.took, run.cpu))
    run.facts |= {
        "rows": rows,
        "rows_per_second": round(rows / wall),
        "rows_per_cpu_second": round(rows / busy),
        "findings": report.finding_counts,
        "store_mb": run.store.stat().st_size >> 20,
        "peak of the largest child, MB": _largest_child(),
    }
    net.close()


def reopen(run: Run) -> None:
    """Open after a change (the snapshot is built) and without one (it is read from its cache)."""
    net = _opened(run)
    net.set_setting("title", f"national {time.time_ns()}")
    with run.part("snapshot after a change"):
        net.snapshot(None)
    net.close()
    net = _opened(run)
    with run.part("snapshot without a change"):
        snapshot = net.snapshot(None)
    run.facts |= {"nodes": snapshot.n_nodes, "ties": snapshot.n_ties}


def reach(run: Run) -> None:
    """Reach of all workshops: the first time of a snapshot, another date, and the whole answer of the service."""
    from alliance.model import day
    from alliance.network.reach.reach import reach as measure

    net = _opened(run)
    snapshot = net.snapshot(None)
    with run.part("reach, first"):
        table = measure(snapshot, day("2026-06-30"))
    with run.part("reach, another date", len(OTHER_DAYS)):
        for each in OTHER_DAYS:
            measure(snapshot, day(each))
    with run.part("isolates, 100 rows"):
        net.isolates(on="2026-06-30", limit=100)
    run.facts |= {"counts": table.counts()}


def structure(run: Run) -> None:
    """Reach of all and the matrix by division on a new day, beside the same in networkx on a graph of the same contacts."""
    import networkx as nx

    from alliance.model import day
    from alliance.network.mixing.matrix import mixing
    from alliance.network.reach.reach import reach as measure

    snapshot, on = _opened(run).snapshot(None), day("2026-06-30")
    measure(snapshot, day(OTHER_DAYS[0]))
    mixing(snapshot, day(OTHER_DAYS[0]), grouping="division")
    with run.part("reach of all"):
        table = measure(snapshot, on)
    with run.part("matrix by division"):
        matrix = mixing(snapshot, on, grouping="division")
    graph, opened = _contact_graph(snapshot, on, matrix.label), int(table.opened[0])
    units, groups, workshops = graph.nodes(data="unit"), graph.nodes(data="group"), graph.nodes(data="workshop")

    def live(contact: dict[str, int]) -> bool:
        ended = contact["until"] or max(contact["last"], contact["newest"])
        return contact["first"] <= on and ended >= opened

    def width(own: int, other: int) -> int:
        inside = 1 if units[own] == units[other] else 2 if groups[own] == groups[other] else 3
        return inside if units[own] >= 0 and units[other] >= 0 and workshops[other] else min(inside, 2)

    with run.part("networkx: the widest recent contact of all"):
        widest = {
            own: max((width(own, other) for _, other, contact in graph.edges(own, data=True) if live(contact)), default=0)
            for own in table.workshops.tolist()
        }
    with run.part("networkx: mixing matrix"):
        pairs = nx.Graph()
        pairs.add_nodes_from((n, {"division": division}) for n, division in graph.nodes(data="division"))
        pairs.add_edges_from(
            (a, b) for a, b, contact in graph.edges(data=True) if contact["layer"] == 0 and workshops[a] and workshops[b] and live(contact)
        )
        told = nx.attribute_mixing_matrix(pairs, "division", normalized=False)
    run.facts |= {"workshops": len(widest), "pairs": matrix.pairs, "pairs in networkx": int(told.sum()) // 2}
    run.facts["ratios"] = {
        name: round(run.cpu[peer] / run.cpu[name])
        for name, peer in (("reach of all", "networkx: the widest recent contact of all"), ("matrix by division", "networkx: mixing matrix"))
    }


def _contact_graph(snapshot: Any, on: int, division: Any) -> Any:
    """The contacts as a user of networkx would keep them: dates on the edges; unit, group and division on the nodes."""
    import networkx as nx

    from alliance.network.contacts.contacts import contacts
    from alliance.network.place.affiliation import affiliation

    rows, place, graph = contacts(snapshot), affiliation(snapshot, on), nx.MultiGraph()
    nodes = {"unit": place.unit, "group": place.group, "division": division, "workshop": snapshot.has_kind("Workshop")}
    edges = {
        "first": rows.first,
        "last": rows.last,
        "until": rows.until,
        "newest": snapshot.tie_seen[rows.tie] * (rows.layer == 0),
        "layer": rows.layer,
    }
    graph.add_nodes_from(enumerate(dict(zip(nodes, each, strict=True)) for each in zip(*(column.tolist() for column in nodes.values()), strict=True)))
    told = (dict(zip(edges, each, strict=True)) for each in zip(*(column.tolist() for column in edges.values()), strict=True))
    graph.add_edges_from(zip(rows.a.tolist(), rows.b.tolist(), told, strict=True))
    return graph


def path(run: Run) -> None:
    """Paths between workshops of the same city and of others."""
    net = _opened(run)
    net.snapshot(None)
    pairs = _pairs(run)
    with run.part("path, first"):
        net.path(*pairs[0])
    with run.part("path", len(pairs)):
        lengths = [len(found.paths) for found in (net.path(one, other) for one, other in pairs)]
    with run.part("path, one alone", len(pairs)):
        for one, other in pairs:
            net.path(one, other, 1)
    run.facts |= {"paths_found": sum(map(bool, lengths)), "asked": len(pairs)}


def search(run: Run) -> None:
    """Search by name, part of a name and id."""
    net = _opened(run)
    words = ("焊接", "示例市机床三公司", "王某", "w-001-0100", "数控加工劳模")
    net.search("预热")
    with run.part("search", ASKED):
        for number in range(ASKED):
            net.search(words[number % len(words)])


def partners(run: Run) -> None:
    """Partners of one workshop, first and later."""
    net = _opened(run)
    net.snapshot(None)
    with run.part("partners, first"):
        net.partners("w-001-0001")
    with run.part("partners", ASKED):
        for number in range(ASKED):
            net.partners(f"w-{number % 9 + 1:03d}-0{number + 100}")


def command_line(run: Run) -> None:
    """The questions as a person asks them: a process each, from start to answer."""
    questions = (("isolates", "--limit", "20"), ("path", *_pairs(run)[1]), ("partners", "w-001-0005"), ("search", "焊接"))
    for question in questions:
        with run.part(f"alliance {question[0]}"):
            command = [sys.executable, "-m", "alliance", "--store", str(run.store), "--json", *question]
            subprocess.run(command, check=False, cwd=ROOT, stdout=subprocess.DEVNULL)  # 1 and 3 are answers too
    run.facts["peak of the largest child, MB"] = _largest_child()


def networkx_(run: Run) -> None:
    """The same graph in networkx: build, components, the same paths."""
    import networkx as nx

    snapshot = _opened(run).snapshot(None)
    with run.part("networkx: build"):
        graph = nx.Graph()
        graph.add_nodes_from(range(snapshot.n_nodes))
        graph.add_edges_from(zip(snapshot.source.tolist(), snapshot.target.tolist(), strict=True))
    with run.part("networkx: components"):
        run.facts["components"] = nx.number_connected_components(graph)
    pairs = [(snapshot.number(one), snapshot.number(other)) for one, other in _pairs(run)]
    with run.part("networkx: one shortest path", len(pairs)):
        for one, other in pairs:
            nx.shortest_path(graph, one, other)
    with run.part("networkx: degree of all"):
        run.facts["largest_degree"] = max(degree for _, degree in graph.degree())


STEPS: dict[str, Callable[[Run], None]] = {
    "generate": generate,
    "import": import_,
    "open": reopen,
    "reach": reach,
    "structure": structure,
    "path": path,
    "search": search,
    "partners": partners,
    "command-line": command_line,
    "networkx": networkx_,
}


def _busy() -> float:
    return sum(each.ru_utime + each.ru_stime for each in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def _largest_child() -> int:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def _opened(run: Run) -> Any:
    import alliance

    return alliance.open_store(run.store)


def _pairs(run: Run) -> list[tuple[str, str]]:
    """Pairs of workshops that have partners: the first of one tie on record with the second of a later one."""
    ties: list[tuple[str, str]] = []
    with (run.folder / "data" / "relations.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["关系"] == "合作" and row["起点类别"] == row["终点类别"] == "工作室":
                ties.append((row["起点"], row["终点"]))
            if len(ties) > 2 * ASKED:
                break
    return [(ties[number][0], ties[number + number % 7][1]) for number in range(ASKED)]


def measure(step: str, run: Run) -> dict[str, Any]:
    """Run one step here and return what it took, with the peak memory of this process in MB."""
    STEPS[step](run)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    times = {what: {name: round(value, 4) for name, value in each.items()} for what, each in (("seconds", run.took), ("cpu_seconds", run.cpu))}
    return {"step": step, **times, "peak_mb": peak, "load": round(os.getloadavg()[0], 1), **run.facts}


def main() -> None:
    """Run the steps, each in its own process, and print one line of JSON for each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--workshops", type=int, default=300_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", default=",".join(STEPS))
    parser.add_argument("--json", type=Path)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.here:
        print(json.dumps(measure(options.steps, Run(options.folder, options.workshops, options.seed)), ensure_ascii=False))
        return
    results = [_elsewhere(step, options) for step in options.steps.split(",")]
    if options.json:
        facts = {"python": platform.python_version(), "machine": platform.machine(), "workshops": options.workshops, "seed": options.seed}
        options.json.write_text(json.dumps({**facts, "steps": results}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _elsewhere(step: str, options: argparse.Namespace) -> dict[str, Any]:
    words = ["--folder", str(options.folder), "--workshops", str(options.workshops), "--seed", str(options.seed), "--steps", step, "--here"]
    done = subprocess.run([sys.executable, __file__, *words], cwd=ROOT, env=_environment(), capture_output=True, text=True, check=False)
    found = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else {"step": step, "failed": done.stderr.strip().splitlines()[-1:]}
    print(json.dumps(found, ensure_ascii=False), flush=True)
    return found


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


if __name__ == "__main__":
    main()
