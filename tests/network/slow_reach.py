"""Reach a second time, from the words of rules.md §1–§5 alone: slow plain Python over records.

Written to be read beside the page, not to be fast; nothing of ``alliance.network`` is used.
Where the page leaves a choice, the choice is the one written down in ``alliance/network``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from alliance import schema
from alliance.model import OPEN, Node, Period, Tie, day, months_before, period, until

FOREVER = OPEN
RANK = {word.code: i for i, word in enumerate(schema.vocabularies.RANKS)}
WIDER = ["own_unit", "own_group", "own_system", "serving", "connected"]


@dataclass(frozen=True)
class Seen:
    """One contact of a workshop: with whom, from when to when, dated or not."""

    other: str
    start: int
    end: int
    undated: bool
    group: bool = False


class Slow:
    """The store's records at one reference date."""

    def __init__(self, nodes: Sequence[Node], ties: Sequence[Tie], as_of: str, settings: Mapping[str, Any] | None = None) -> None:
        self.ref = day(as_of)
        self.every = ties
        self.all_nodes = {node.id: node for node in nodes}
        self.nodes = {node.id: node for node in nodes if self.is_there(node)}
        self.ties = [tie for tie in ties if {tie.source, tie.target} <= self.nodes.keys() and self.is_told(tie)]
        self.settings = {**schema.DEFAULTS, **(settings or {})}

    # ---- who is there, what is told (§3: nothing later than the reference date is seen) ----
    def is_there(self, node: Node) -> bool:
        if node.kind == "Workshop":
            return self.first_recognition(node.id)[0] <= self.ref
        own, end = self.dates(node)
        if node.kind not in ("Activity", "Project", "Agreement", "Achievement"):
            return own.first <= self.ref
        return self.happened(own.first, end, node)

    def dates(self, node: Node) -> tuple[Period, int]:
        names = {"Activity": ("held_on", ""), "Project": ("started", "ended"), "Agreement": ("signed_on", "expires"), "Achievement": ("made_on", "")}
        names |= {"Alliance": ("founded", "dissolved"), "Demand": ("raised_on", "closed_on"), "Challenge": ("raised_on", "deadline")}
        start, end = names.get(node.kind, ("", ""))
        return period(node.props.get(start) or ""), until(node.props.get(end) or "")

    def is_told(self, tie: Tie) -> bool:
        first = period(tie.props.get("valid_from") or "").first
        taking_part = tie.kind in ("PARTICIPATES_IN", "PARTY_TO", "PRODUCED")
        if schema.tie_kind(tie.kind).layer == "affiliation" and not (taking_part and not self.dates(self.all_nodes[tie.target])[0].first):
            return first <= self.ref
        return self.happened(first, until(tie.props.get("valid_to") or ""), tie)

    def happened(self, first: int, end: int, record: Node | Tie) -> bool:
        """Begun by the day; without a beginning: recorded or ended by then, or nobody says when it was recorded."""
        if first:
            return first <= self.ref
        as_ofs = self.as_ofs(record)
        return not as_ofs or min(a.first for a in as_ofs) <= self.ref or 0 < end <= self.ref

    # ---- time ----
    def valid(self, tie: Tie) -> bool:
        end = until(tie.props.get("valid_to") or "")
        return end == 0 or end >= self.ref

    def as_ofs(self, *records: Node | Tie) -> list[Period]:
        return [period(source["as_of"]) for record in records for source in record.props.get("sources", ()) if source.get("as_of")]

    def span(self, first: int, last: int, end: int, evidence: list[Period], continuing: bool) -> tuple[int, int, bool]:
        """From first to last day, and whether it is undated. An as-of is an interval: it has come when it has begun."""
        known = [as_of.last for as_of in evidence if as_of.first <= self.ref]
        if first:
            if end:
                return first, end, False
            return first, max([last, *(known if continuing else [])]), False
        if 0 < end <= self.ref:
            return end, end, False
        newest = max(known, default=0)
        return newest, newest, True

    # ---- unit, group, system ----
    def latest(self, kind: str, source: str) -> str | None:
        found = [t for t in self.ties if t.kind == kind and t.source == source and self.valid(t)]
        found.sort(key=lambda t: (-period(t.props.get("valid_from") or "").first, t.target.encode()))
        return found[0].target if found else None

    def end(self, organisation: str, *kinds: str) -> str:
        """Where the first of the kinds that leads on leads to; a circle stands for its smallest id."""
        here, passed = organisation, [organisation]
        while step := next(filter(None, (self.latest(kind, here) for kind in kinds)), None):
            if step in passed:
                return min(passed[passed.index(step) :], key=str.encode)
            passed.append(step)
            here = step
        return here

    def legal(self, organisation: str) -> str:
        return self.end(organisation, "PART_OF", "SUCCEEDED_BY")

    def unit(self, party: str) -> str | None:
        if self.nodes[party].kind == "Workshop":
            host = self.latest("HOSTED_BY", party)
            return None if host is None else self.legal(host)
        return self.legal(party)

    def group(self, party: str) -> str | None:
        unit = self.unit(party)
        return None if unit is None else self.end(unit, "PART_OF", "SUCCEEDED_BY", "SUBSIDIARY_OF")

    def systems(self, party: str) -> set[str]:
        unit = self.unit(party)
        if unit is None:
            return set()
        own = self.nodes[unit].props.get("system")
        if own:
            return {"text " + own}
        found: set[str] = set()
        at = [t.target for t in self.ties if t.kind == "BELONGS_TO_UNION" and t.source == unit and self.valid(t)]
        passed: set[str] = set()
        while at:
            union = at.pop()
            if union in passed:
                continue
            passed.add(union)
            props = self.nodes[union].props
            if props.get("subkind") == "territorial":
                continue
            if props.get("subkind") in ("industry", "system") and RANK.get(props.get("rank", ""), 0) >= RANK[self.settings["system_rank"]]:
                found.add("text " + props["system"] if props.get("system") else "union " + union)
                continue
            at += [t.target for t in self.ties if t.kind == "SUBORDINATE_TO" and t.source == union and self.valid(t)]
        return found

    # ---- who stands for whom ----
    def stands_for(self, party: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """The party itself, or the workshops that a person led then, each with the part of the time."""
        if self.nodes[party].kind != "Person":
            yield party, start, end
            return
        for tie in self.ties:
            if tie.kind == "LEADS" and tie.source == party:
                begun, ended = period(tie.props.get("valid_from") or "").first, until(tie.props.get("valid_to") or "") or FOREVER
                if start == end == 0:
                    if begun <= self.ref <= ended:
                        yield tie.target, 0, 0
                elif max(start, begun) <= min(end, ended):
                    yield tie.target, max(start, begun), min(end, ended)

    def raw(self) -> Iterator[tuple[str, str, int, int, bool, bool]]:
        """Every pair on record: two ends, from, to, undated, with an unnamed group that has a count."""
        for tie in self.ties:
            kind = schema.tie_kind(tie.kind)
            if kind.layer not in ("cooperation", "exchange"):
                continue
            own = period(tie.props.get("valid_from") or "")
            span = self.span(own.first, own.last, until(tie.props.get("valid_to") or ""), self.as_ofs(tie), kind.layer == "cooperation")
            a, b = tie.source, tie.target
            if self.nodes[b].kind == "Group":
                a, b = b, a
            if self.nodes[a].kind == "Group":
                count = tie.props.get("count") if tie.props.get("count") is not None else self.nodes[a].props.get("count")
                if tie.kind in ("SERVES", "VISITED", "EXCHANGED_WITH") and (count or 0) >= 1:
                    yield b, a, *span, True
                continue
            yield a, b, *span, False
        for node in self.nodes.values():
            if node.kind in ("Project", "Agreement", "Achievement"):
                yield from self.joint(node)
            elif node.kind == "Activity":
                yield from self.activity(node)

    def joint(self, node: Node) -> Iterator[tuple[str, str, int, int, bool, bool]]:
        kind = "PRODUCED" if node.kind == "Achievement" else "PARTY_TO"
        parties: dict[str, list[Tie]] = {}
        for tie in self.ties:
            if tie.kind == kind and tie.target == node.id:
                parties.setdefault(tie.source, []).append(tie)
        if 2 <= len(parties) <= 10:
            for a, b in combinations(sorted(parties), 2):
                for one, two in product(parties[a], parties[b]):
                    yield from self.through(node, a, b, [one, two])

    def activity(self, node: Node) -> Iterator[tuple[str, str, int, int, bool, bool]]:
        there: dict[str, list[Tie]] = {}
        for tie in self.ties:
            if tie.kind == "PARTICIPATES_IN" and tie.target == node.id and self.nodes[tie.source].kind != "Group":
                there.setdefault(tie.source, []).append(tie)
        form, heads = node.props.get("form"), node.props.get("head_count")
        small = max(len(there), heads or 0) <= self.settings["small_meeting"]
        for a, b in combinations(sorted(there), 2):
            for one, two in product(there[a], there[b]):
                hosts = [tie.props.get("role") == "host" for tie in (one, two)]
                if (form in schema.vocabularies.HOST_GUEST_FORMS and hosts[0] != hosts[1]) or (form in schema.vocabularies.SMALL_FORMS and small):
                    yield from self.through(node, a, b, [one, two])

    def through(self, node: Node, a: str, b: str, ties: list[Tie]) -> Iterator[tuple[str, str, int, int, bool, bool]]:
        own, end = self.dates(node)
        yield a, b, *self.span(own.first, own.last, end, self.as_ofs(node, *ties), False), False

    def contacts(self) -> dict[str, list[Seen]]:
        found: dict[str, list[Seen]] = {}
        parties = schema.PARTIES
        for a, b, start, end, undated, group in self.raw():
            for left, s, e in self.stands_for(a, start, end):
                if group:
                    if self.nodes[left].kind == "Workshop":
                        found.setdefault(left, []).append(Seen(b, s, e, undated, True))
                    continue
                for right, s2, e2 in self.stands_for(b, s, e):
                    if left == right or self.nodes[left].kind not in parties or self.nodes[right].kind not in parties:
                        continue
                    for one, two in ((left, right), (right, left)):
                        if self.nodes[one].kind == "Workshop":
                            found.setdefault(one, []).append(Seen(two, s2, e2, undated))
        return found

    # ---- the rule ----
    def judge(self, own: str, contact: Seen) -> tuple[str, set[str]]:
        """How wide the contact reaches, and which steps were left out."""
        if contact.group:
            return "serving", set()
        mine, theirs = self.unit(own), self.unit(contact.other)
        missing: set[str] = set()
        if mine is None or theirs is None:
            missing |= {"unit_unknown", "group_unknown"}
        elif mine == theirs:
            return "own_unit", set()
        elif self.group(own) == self.group(contact.other):
            return "own_group", set()
        if self.nodes[contact.other].kind != "Workshop":
            return "serving", missing
        ours, others = self.systems(own), self.systems(contact.other)
        if ours & others:
            return "own_system", missing
        return "connected", missing if ours and others else missing | {"system_unknown"}

    def first_recognition(self, workshop: str) -> tuple[int, int]:
        spans = [period(self.all_nodes[workshop].props.get("recognised_on") or "")]
        spans += [period(t.props.get("valid_from") or "") for t in self.every if t.kind == "RECOGNISED_BY" and t.source == workshop]
        return min(((p.first, p.last) for p in spans if p.first), default=(0, 0))

    def alliance_evidence(self, workshop: str) -> list[set[str]]:
        """One entry for each running alliance membership with a member outside the unit: the steps left out."""
        mine = self.unit(workshop)
        members: dict[str, list[str]] = {}
        for tie in self.ties:
            if tie.kind == "MEMBER_OF" and self.valid(tie):
                for party, _, _ in self.stands_for(tie.source, self.ref, self.ref):
                    members.setdefault(tie.target, []).append(party)
        found = []
        for alliance, parties in members.items():
            props = self.nodes[alliance].props
            begun, ended = period(props.get("founded") or "").first, until(props.get("dissolved") or "")
            if begun > self.ref or 0 < ended < self.ref or workshop not in parties:
                continue
            for other in parties:
                if other == workshop:
                    continue
                if self.nodes[other].kind == "Group":
                    found.append(set())
                elif mine is None or self.unit(other) is None:
                    found.append({"unit_unknown"})
                elif self.unit(other) != mine:
                    found.append(set())
        return found

    def answer(self) -> dict[str, tuple[str, bool, frozenset[str]]]:
        """Return (code, confirmed, flags) of every workshop recognised by the reference date."""
        contacts = self.contacts()
        workshops = [n for n in self.nodes.values() if n.kind == "Workshop" and self.first_recognition(n.id)[0] <= self.ref]
        return {n.id: self.one(n, contacts.get(n.id, [])) for n in workshops}

    def one(self, node: Node, contacts: list[Seen]) -> tuple[str, bool, frozenset[str]]:
        unit = self.unit(node.id)
        months = self.settings["window_months"]
        if unit is not None:
            months = self.settings["window_by_host_kind"].get(self.nodes[unit].kind, months)
        opened = months_before(self.ref, months)  # the window is (opened, ref]
        checks = [period(c["on"]) for c in node.props.get("links_checks", ()) if c.get("on")] + [period(node.props.get("links_checked_on") or "")]
        confirmed = opened < max((c.last for c in checks if c.first <= self.ref), default=0)
        judged = [(c, *self.judge(node.id, c)) for c in contacts]
        live = [(c, width, missing) for c, width, missing in judged if c.end > opened and not (c.group and c.undated)]
        past = [(c, width, missing) for c, width, missing in judged if not (c.end > opened and not (c.group and c.undated))]
        flags: set[str] = set()
        widest = max((WIDER.index(width) for _, width, _ in live), default=-1)
        if widest >= 0:
            code = WIDER[widest]
            reserved = [missing | ({"undated"} if c.undated else set()) for c, width, missing in live if width == code]
            flags |= set() if set() in reserved else set().union(*reserved)
            if code != "connected" and any(WIDER.index(width) > widest for _, width, _ in past):
                flags.add("formerly_wider")
            if not any(not c.group and self.nodes[c.other].kind == "Workshop" for c, _, _ in live):
                flags.add("no_workshop_partner")
            outside = {c.other for c, width, _ in live if width != "own_unit" and not c.group}
            if len(outside) == 1 and not any(c.group for c, _, _ in live):
                flags.add("one_bridge")
        else:
            recognised = self.first_recognition(node.id)
            outward = [missing & {"unit_unknown"} for _, width, missing in past if width != "own_unit"] + self.alliance_evidence(node.id)
            if recognised[0] > months_before(self.ref, self.settings["new_months"]) and 0 < recognised[1] <= self.ref:
                code = "new"
            elif outward:
                code = "sleeping"
                flags |= set() if set() in outward else {"unit_unknown"}
            else:
                code = "none" if confirmed else "unknown"
        if node.id in self.settings["exempt"]:
            code, flags = "exempt", set()
        elif self.settings["only_confirmed"] and not confirmed and code in ("own_system", "own_group", "own_unit", "sleeping"):
            code = "unknown"
        return code, confirmed, frozenset(flags)


def slow_reach(
    nodes: Sequence[Node],
    ties: Sequence[Tie],
    as_of: str,
    settings: Mapping[str, Any] | None = None,
) -> dict[str, tuple[str, bool, frozenset[str]]]:
    """Return id → (code, confirmed, flags)."""
    return Slow(nodes, ties, as_of, settings).answer()
