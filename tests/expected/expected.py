"""Works out, from generated files alone, what the product must answer. Imports nothing of it.

    python tests/expected/expected.py FOLDER [--on 2026-06-30] [--out figures.json]

Reads the CSV files as a person would read them and follows the written rules word by word, one
workshop after the other, in plain Python: reach (section 5) with unit, group and system
(section 4) and time (section 3), and the mixing matrix of live cooperation (section 6). It is
slow and simple on purpose; it is the second opinion the product is held to.
"""

from __future__ import annotations

import argparse
import calendar
import csv
import json
import sys
from collections import Counter, defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path

ORGANISATIONS = {"企业", "院校院所", "医院", "机关事业单位", "合作社", "工匠学院"}
PARTIES = ORGANISATIONS | {"工作室"}
COOPERATION = {"合作", "签订协议", "结对", "服务"}
EXCHANGE = {"交流", "参观走访", "同桌交流"}
VISITS = {"参观考察", "现场会诊", "调研走访"}
SMALL = {"座谈", "交流", "行业沙龙", "例会", "结对"}
RANKS = ["未载", "企业级", "县（区）级", "市级", "产业（系统）级", "省级", "国家级"]
GROUPS = {
    "机械装备": "33 34 35 36 37 38 40",
    "能源化工": "06 07 25 26 28 29 44 46",
    "冶金建材": "30 31 32",
    "轨道交通": "53 54",
    "工程建设": "47 48 74 76 77 78",
    "港航物流": "55 60",
    "信息通信": "39 63 65",
    "教育科研": "73 75 83",
    "医疗卫生": "27 84",
    "农业食品": "01 03 13 14 15 16 62",
    "轻工纺织": "17 21 24",
}
ORDER = ["exempt", "connected", "serving", "own_system", "own_group", "own_unit", "new", "sleeping", "none", "unknown"]
FOREVER = 9_999_999


def span(text):
    """(first day, last day) of a written date; None where there is none."""
    if not text:
        return None
    first, _, last = text.partition("/")
    return one(first)[0], one(last or first)[1]


def one(text):
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1).toordinal(), date(parts[0], 12, 31).toordinal()
    if len(parts) == 2:
        return date(*parts, 1).toordinal(), date(*parts, calendar.monthrange(*parts)[1]).toordinal()
    return (date(*parts).toordinal(),) * 2


def end_of(text):
    return FOREVER if text == "open" else span(text)[1] if text else None


def back(day, months):
    there = date.fromordinal(day)
    index = there.year * 12 + there.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(there.day, calendar.monthrange(year, month + 1)[1])).toordinal()


class Network:
    """All rows, by id, and the ties by kind."""

    def __init__(self, folder, on):
        self.nodes, self.kinds, self.ties = {}, {}, defaultdict(list)
        self.settings = json.loads((folder / "store.json").read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.csv")):
            with path.open(encoding="utf-8-sig", newline="") as stream:
                for row in csv.DictReader(stream):
                    if path.stem == "relations":
                        self.ties[row["关系"]].append(row)
                        self.kinds[row["起点"]], self.kinds[row["终点"]] = row["起点类别"], row["终点类别"]
                    else:
                        self.nodes[row["编号"]] = row
        self.on = on
        self.opens = back(on, 12)  # the window begins the day after
        self.workshops = [id for id in self.nodes if self.kinds.get(id) == "工作室"]
        self._units()

    # --- section 4 ---------------------------------------------------------------------

    def valid(self, tie):
        start, end = span(tie["起始日期"]), end_of(tie["终止日期"])
        return (start is None or start[0] <= self.on) and (end is None or end >= self.on)

    def _units(self):
        hosts = defaultdict(list)
        for tie in self.ties["依托"]:
            if self.valid(tie):
                hosts[tie["起点"]].append(((span(tie["起始日期"]) or (0, 0))[0], tie["终点"]))
        self.up = {tie["起点"]: tie["终点"] for tie in self.ties["隶属于"] if self.kinds[tie["起点"]] in ORGANISATIONS and self.valid(tie)}
        self.next = {tie["起点"]: tie["终点"] for tie in self.ties["更名或并入"] if self.valid(tie)}
        self.parent = {tie["起点"]: tie["终点"] for tie in self.ties["所属集团"] if self.valid(tie)}
        self.unions = defaultdict(list)
        for kind in ("隶属工会", "上级工会"):
            for tie in self.ties[kind]:
                self.unions[tie["起点"]].append(tie["终点"])
        self.host = {workshop: max(found)[1] for workshop, found in hosts.items()}

    def unit(self, id):
        at = self.host.get(id) if self.kinds[id] == "工作室" else id
        while at in self.up or at in self.next:
            at = self.next.get(at) or self.up[at]
        return at

    def group(self, unit):
        while unit in self.parent:
            unit = self.parent[unit]
        return unit

    def systems(self, unit):
        if unit is None:
            return set()
        own = self.nodes.get(unit, {}).get("所属系统")
        if own:
            return {own}
        level = self.unions[unit]
        while level:
            level = [union for union in level if self.nodes[union]["工会类别"] != "地方工会"]
            high = [union for union in level if RANKS.index(self.nodes[union]["工会层级"]) >= RANKS.index("市级")]
            found = {union for union in high if self.nodes[union]["工会类别"] in ("产业工会", "系统工会")}
            if found:
                return found
            level = [above for union in level for above in self.unions[union]]
        return set()

    def distance(self, one_id, other_id):
        one_unit, other_unit = self.unit(one_id), self.unit(other_id)
        if one_unit is None or other_unit is None:
            return "outside"
        if one_unit == other_unit:
            return "unit"
        if self.group(one_unit) == self.group(other_unit):
            return "group"
        return "system" if self.systems(one_unit) & self.systems(other_unit) else "outside"

    # --- section 3 ---------------------------------------------------------------------

    def state(self, start, end, seen, cooperation):
        """live, past or later, of something with these written dates."""
        first, until, record = span(start), end_of(end), span(seen)
        if first is None:  # an as-of is an interval; written down later than the day, or over by then at the earliest: nothing later is seen
            if record and min(record[0], until or FOREVER) > self.on:
                return "later"
            return "past" if not record or record[0] > self.on or record[1] <= self.opens else "live"
        if first[0] > self.on:
            return "later"
        last = until
        if last is None:
            last = first[1]
            if cooperation and record and record[0] <= self.on:
                last = max(last, record[1])
        return "live" if last > self.opens else "past"

    # --- section 1: contacts of two parties ---------------------------------------------

    def contacts(self):
        """Yield (layer, one, other, state); of a workshop that is first recognised later nothing is seen."""
        hidden = {workshop for workshop in self.workshops if self.unborn(workshop)}
        for layer, one_id, other_id, state in self.written():
            if not hidden & {one_id, other_id}:
                yield layer, one_id, other_id, state

    def written(self):
        """All contacts, whoever is there."""
        leads = defaultdict(list)
        for tie in self.ties["领衔"]:
            leads[tie["起点"]].append(tie)
        for layer, kinds in (("cooperation", COOPERATION), ("exchange", EXCHANGE)):
            for kind in sorted(kinds):
                for tie in self.ties[kind]:
                    if self.kinds[tie["终点"]] == "未具名的一组":
                        continue
                    state = self.state(tie["起始日期"], tie["终止日期"], tie["记载日期"], layer == "cooperation")
                    for one_id in self.parties(tie["起点"], tie["起始日期"], leads):
                        for other_id in self.parties(tie["终点"], tie["起始日期"], leads):
                            yield layer, one_id, other_id, state
        yield from self.shared("参与", {"项目": ("开始时间", "结束时间"), "协议": ("签订时间", "到期时间")})
        yield from self.shared("产出", {"成果": ("完成时间", None)})
        yield from self.activities()

    def parties(self, id, when, leads):
        if self.kinds[id] != "人员":
            return [id] if self.kinds[id] in PARTIES else []
        return [tie["终点"] for tie in leads[id] if self.covers(tie, when)]

    @staticmethod
    def covers(tie, when):
        day, start, end = span(when), span(tie["起始日期"]), end_of(tie["终止日期"])
        return day is None or (start is None or start[0] <= day[1]) and (end is None or end >= day[0])

    def shared(self, kind, dates):
        members = defaultdict(list)
        for tie in self.ties[kind]:
            if self.kinds[tie["起点"]] in PARTIES:
                members[tie["终点"]].append(tie["起点"])
        for node, named in sorted(members.items()):
            named = sorted(set(named))
            if 2 <= len(named) <= 10:
                start, end = dates[self.kinds[node]]
                row = self.nodes[node]
                state = self.state(row[start], row[end] if end else "", row["记载日期"], True)
                for one_id, other_id in combinations(named, 2):
                    yield "cooperation", one_id, other_id, state

    def activities(self):
        guests, hosts = defaultdict(list), defaultdict(list)
        for tie in self.ties["参加"]:
            if self.kinds[tie["起点"]] in PARTIES:
                (hosts if tie["角色"] == "接待单位" else guests)[tie["终点"]].append(tie["起点"])
        for node in sorted(set(guests) | set(hosts)):
            row = self.nodes[node]
            state = self.state(row["时间"], "", row["记载日期"], False)
            named = sorted(set(guests[node]) | set(hosts[node]))
            if row["形式"] in VISITS:
                pairs = [(host, guest) for host in sorted(set(hosts[node])) for guest in sorted(set(guests[node])) if host != guest]
            elif row["形式"] in SMALL and (int(row["人数"]) if row["人数"] else len(named)) <= 12:
                pairs = list(combinations(named, 2))
            else:
                pairs = []
            for one_id, other_id in pairs:
                yield "exchange", one_id, other_id, state

    # --- section 5 ---------------------------------------------------------------------

    def reach(self):
        live, past = defaultdict(set), defaultdict(set)
        for _, one_id, other_id, state in self.contacts():
            for me, you in ((one_id, other_id), (other_id, one_id)):
                if self.kinds[me] == "工作室" and me != you:
                    (live if state == "live" else past if state == "past" else defaultdict(set))[me].add(you)
        near_groups = ("服务", "参观走访", "交流")
        groups = [tie for kind in near_groups for tie in self.ties[kind] if self.kinds[tie["终点"]] == "未具名的一组" and tie["数量"]]
        counted = {tie["起点"] for tie in groups if self.state(tie["起始日期"], tie["终止日期"], tie["记载日期"], False) == "live"}
        sitting = self.sitting()
        born = [workshop for workshop in self.workshops if not self.unborn(workshop)]
        return {workshop: self.ring(workshop, live[workshop], past[workshop], workshop in counted, sitting) for workshop in born}

    def recognised(self, workshop):
        found = [span(tie["起始日期"]) for tie in self.by_start("命名")[workshop] if tie["起始日期"]]
        own = span(self.nodes[workshop]["命名时间"])
        return min([*found, *([own] if own else [])], default=None)

    def by_start(self, kind):
        cache = self.__dict__.setdefault("_by_start", {})
        if kind not in cache:
            cache[kind] = defaultdict(list)
            for tie in self.ties[kind]:
                cache[kind][tie["起点"]].append(tie)
        return cache[kind]

    def unborn(self, workshop):
        first = self.recognised(workshop)
        return first is not None and first[0] > self.on

    def there(self, id):
        return self.kinds[id] == "工作室" and not self.unborn(id)

    def sitting(self):
        members = defaultdict(set)
        for tie in self.ties["联盟成员"]:
            alliance = self.nodes[tie["终点"]]
            begun, over = span(alliance["成立时间"]), end_of(alliance["撤销时间"])
            running = (begun is None or begun[0] <= self.on) and (over is None or over >= self.on)
            if self.valid(tie) and running and not self.unborn(tie["起点"]):
                members[tie["终点"]].add(tie["起点"])
        return members

    def confirmed(self, workshop):
        checked = span(self.nodes[workshop]["联系核实日期"])
        return checked is not None and self.opens < checked[1] <= self.on

    def ring(self, workshop, live, past, counted, sitting):
        if workshop in self.settings.get("exempt", {}):
            return "exempt"
        near = {you: self.distance(workshop, you) for you in live}
        workshops = {you for you in live if self.kinds[you] == "工作室"}
        if any(near[you] == "outside" for you in workshops):
            return "connected"
        if counted or any(near[you] in ("outside", "system") for you in live - workshops):
            return "serving"
        for step, ring in (("system", "own_system"), ("group", "own_group"), ("unit", "own_unit")):
            if step in near.values():
                return ring
        first = self.recognised(workshop)
        if first and back(self.on, 6) < first[0] and first[1] <= self.on:
            return "new"
        if any(self.distance(workshop, you) != "unit" for you in past):
            return "sleeping"
        if any(workshop in named and any(self.distance(workshop, you) != "unit" for you in named if you != workshop) for named in sitting.values()):
            return "sleeping"
        return "none" if self.confirmed(workshop) else "unknown"

    # --- section 6 ---------------------------------------------------------------------

    def division(self, workshop):
        main, other = [], []
        for tie in self.by_start("所属行业")[workshop]:
            (main if tie["角色"] == "主要专业" else other if tie["角色"] == "专业" else []).append(tie["终点"][9:])
        place = [self.host.get(workshop, ""), self.unit(workshop) or ""]
        hosted = [[tie["终点"][9:] for tie in self.by_start("所属行业")[unit] if tie["角色"] == "单位行业"] for unit in place]
        for found in (main, other, *hosted):
            if found:
                return min(found)[:2]
        return None

    def industry(self, workshop):
        division = self.division(workshop)
        if division is None:
            return "未知"
        return next((name for name, divisions in GROUPS.items() if division in divisions.split()), "其他")

    def classes(self):
        """How many workshops work in what their region, or one above it, lists as leading, emerging …"""
        above = {tie["起点"]: tie["终点"] for tie in self.ties["隶属于"] if self.kinds[tie["起点"]] == "地区"}
        place = {tie["起点"]: tie["终点"] for tie in self.ties["所在地"] if self.valid(tie)}
        listed = {(tie["起点"][9:], tie["终点"], tie["角色"]) for tie in self.ties["列入重点"] if self.valid(tie)}
        found = Counter()
        for workshop in filter(self.there, self.workshops):
            region, inside = place.get(workshop) or place.get(self.unit(workshop)), set()
            while region:
                inside.add(region)
                region = above.get(region)
            found.update({name for code, region, name in listed if code == self.division(workshop) and region in inside})
        return dict(sorted(found.items()))

    def matrix(self, layer):
        pairs = {
            tuple(sorted((one_id, other_id)))
            for where, one_id, other_id, state in self.contacts()
            if where == layer and state == "live" and one_id != other_id and all(map(self.there, (one_id, other_id)))
        }
        cells = Counter(tuple(sorted((self.industry(one_id), self.industry(other_id)))) for one_id, other_id in pairs)
        return len(pairs), {f"{one_name}×{other_name}": count for (one_name, other_name), count in sorted(cells.items())}


def figures(folder, on):
    """Return everything the tests compare."""
    network = Network(Path(folder), date.fromisoformat(on).toordinal())
    reach = network.reach()
    counts = Counter(reach.values())
    answer = {
        "on": on,
        "nodes": len(network.nodes),
        "ties": sum(map(len, network.ties.values())),
        "workshops": len(network.workshops),
        "counts": {ring: counts[ring] for ring in ORDER},
        "confirmed": sum(map(network.confirmed, reach)),
        "reach": dict(sorted(reach.items())),
    }
    exempt, network.settings = network.settings, {}
    without = Counter(network.reach().values())
    network.settings = exempt
    answer["counts_without_exempt"] = {ring: without[ring] for ring in ORDER}
    for layer in ("cooperation", "exchange"):
        answer[f"{layer}_pairs"], answer[f"{layer}_cells"] = network.matrix(layer)
    answer["classes"] = network.classes()
    answer["chemistry_equipment"] = answer["cooperation_cells"].get("×".join(sorted(("能源化工", "机械装备"))), 0)
    return answer


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--on", default="2026-06-30")
    parser.add_argument("--out")
    options = parser.parse_args()
    text = json.dumps(figures(options.folder, options.on), ensure_ascii=False, indent=1) + "\n"
    if options.out:
        Path(options.out).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
