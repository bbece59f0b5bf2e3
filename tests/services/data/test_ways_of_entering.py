"""Two ways of entering the same facts give the same answer: ties by the columns of a table or by relations, rows in any order."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest

from alliance import schema
from alliance.schema import LinkColumn, NodeKind
from alliance.services.results import to_json
from alliance.services.workspace import Workspace
from tests.services.entering import entered

ON = ("2024-06-30", "2026-06-30")
DATES = ("", "", "2023", "2024-05", "2025-08-20", "2026", "2026-06-01")
AS_OFS = ("", "2024-01", "2025", "2026", "2026-05-20")
FORMS = ("行业沙龙", "座谈会", "参观", "讲座")
OF_THE_ROW = ("source", "recorded", "sources", "quote")  # where it was written: a column takes it from its row
PLAIN = {"Workshop": "recognised_on", "Activity": "held_on", "Agreement": "signed_on", "Project": "started", "Achievement": "made_on"}
Rows = dict[str, list[dict[str, str]]]


class Facts:
    """What is to be entered: nodes by kind, and which of them stand in which column of a row."""

    def __init__(self, seed: int) -> None:
        r = self.random = Random(seed)
        self.nodes: Rows = {}
        self.cells: dict[tuple[str, str], list[str]] = {}  # (id of the row, name of the column) → ids in the cell
        for kind, count in (("Enterprise", 3), ("TradeUnion", 2), ("Person", 3), ("Craft", 2), ("Alliance", 2), ("Workshop", 5)):
            self._add(kind, count)
        for kind in ("Activity", "Agreement", "Project", "Achievement"):
            self._add(kind, 2)
        self.as_of = {row["id"]: r.choice(AS_OFS) for rows in self.nodes.values() for row in rows}
        for kind, rows in self.nodes.items():
            for row in rows:
                for link in schema.node_kind(kind).links:
                    self._fill(row["id"], link)

    def _add(self, kind: str, count: int) -> None:
        declared, r = schema.node_kind(kind), self.random
        rows = [{"id": f"{declared.prefix}{i}", "name": f"{'甲乙丙丁戊'[i]}{declared.zh}"} for i in range(count)]
        for row in rows:
            if kind in PLAIN:
                row[PLAIN[kind]] = r.choice(DATES)
            if kind == "Activity":
                row["form"] = r.choice(FORMS)
        self.nodes[kind] = rows

    def _fill(self, row: str, link: LinkColumn) -> None:
        known = [node["id"] for kind in link.kinds for node in self.nodes.get(kind, ()) if node["id"] != row]
        if link.name in ("host", "employer"):
            known = [node["id"] for node in self.nodes["Enterprise"]]
        if link.tie in schema.EXCHANGE or link.tie in ("PART_OF", "SUBORDINATE_TO", "SUBSIDIARY_OF", "UPSTREAM_OF") or not known:
            return
        most = 4 if link.tie in schema.TAKING_PART else 2 if link.many else 1
        self.cells[row, link.name] = self.random.sample(known, self.random.randint(0, min(most, len(known))))

    def tables(self, *, by_column: bool, with_as_of: bool) -> Rows:
        """Return the tables; ties by columns or all by relations, there with the as-of of the row or without."""
        made: Rows = {kind: [] for kind in self.nodes}
        names = {row["id"]: row["name"] for rows in self.nodes.values() for row in rows}
        kind_of = {row["id"]: kind for kind, rows in self.nodes.items() for row in rows}
        relations = []
        for kind, rows in self.nodes.items():
            declared = schema.node_kind(kind)
            for row in rows:
                said = {_heading(declared, name): value for name, value in row.items()} | {"出处": "台账", "记载日期": self.as_of[row["id"]]}
                for link in declared.links:
                    there = self.cells.get((row["id"], link.name), [])
                    if by_column:
                        said[link.zh] = "；".join(names[one] for one in there)
                    else:
                        since = row.get(link.dated_by, "") if link.dated_by else ""
                        relations += [_relation(row["id"], one, link, kind_of, since, self.as_of[row["id"]] if with_as_of else "") for one in there]
                made[kind].append(said)
        return made | ({"relations": relations} if relations else {})


def _heading(kind: NodeKind, name: str) -> str:
    return next(prop.zh for prop in kind.properties if prop.name == name)


def _relation(row: str, other: str, link: LinkColumn, kind_of: Mapping[str, str], since: str, as_of: str) -> dict[str, str]:
    tie = schema.tie_kind(link.tie)
    source, target = (other, row) if link.reverse else (row, other)
    ends = {"起点": source, "起点类别": schema.node_kind(kind_of[source]).zh, "终点": target, "终点类别": schema.node_kind(kind_of[target]).zh}
    said = {"关系": tie.zh, "起始日期": since, "角色": link.role}
    return ends | said | ({"出处": "台账", "记载日期": as_of} if as_of else {})


def answers(net: Workspace, on: str) -> dict[str, Any]:
    """Everything that is asked of a day, without where it was written."""
    asked: dict[str, Any] = {
        "isolates": net.isolates(on),
        "cooperation": net.matrix(on),
        "exchange": net.matrix(on, "exchange"),
        "overview": net.overview(on=on),
        "bridges": net.bridges(on),
        "groups": net.groups(on, smallest=2),
        "alliances": net.alliances(on),
        "compare": net.compare("2023-12-31", on),
        "progress": net.reach_progress(on),
        "coverage": net.coverage(on),
        "partners": [net.partners(f"w{i}", on=on) for i in range(5) if f"w{i}" in {row.id for row in net.isolates(on).rows}],
        "plan": net.plan(size=(2, 4), on=on),
    }
    return {name: _bare(to_json(found)) for name, found in asked.items()}


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(item) for key, item in value.items() if key not in (*OF_THE_ROW, "revision", "ages")}
    return [_bare(item) for item in value] if isinstance(value, list) else value


def hold(seed: int, folder: Path) -> int:
    """Enter the facts of a seed in four ways and compare; return how many pairs of workshops are in contact."""
    facts = Facts(seed)
    shuffled = facts.tables(by_column=True, with_as_of=True)
    ways = {
        "columns": facts.tables(by_column=True, with_as_of=True),
        "relations": facts.tables(by_column=False, with_as_of=True),
        "relations without as-of": facts.tables(by_column=False, with_as_of=False),
        "rows in another order": {kind: Random(seed).sample(rows, len(rows)) for kind, rows in reversed(shuffled.items())},
    }
    found: dict[str, dict[str, Any]] = {}
    for name, tables in ways.items():
        place = folder / f"{seed}-{name}"
        place.mkdir()
        with entered(place, tables) as net:
            found[name] = {on: answers(net, on) for on in ON}
            pairs = net.matrix(ON[1]).pairs + net.matrix(ON[1], "exchange").pairs
    for name in ways:
        for on in ON:
            for asked in found["columns"][on]:
                assert found[name][on][asked] == found["columns"][on][asked], f"seed {seed}: {asked} on {on} by {name}"
    return pairs


def test_columns_and_relations_in_any_order_give_the_same_answers(tmp_path: Path) -> None:
    assert sum(hold(seed, tmp_path) for seed in range(6)) > 10


@pytest.mark.deep
def test_60_times(tmp_path: Path) -> None:
    for seed in range(6, 66):
        hold(seed, tmp_path)
