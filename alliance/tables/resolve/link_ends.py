"""What a name in a link column means: a node of the files, of the store or of a shipped list, or one that is new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from alliance import schema
from alliance.model import ANY, Change, Node, node_id
from alliance.model.matching import matching_key
from alliance.schema import LinkColumn
from alliance.tables import references
from alliance.tables.cells.former_names import split_former
from alliance.tables.cells.organisation_kinds import organisation_kind
from alliance.tables.cells.parties import party_kind
from alliance.tables.cells.values import split_list
from alliance.tables.crafts import CraftWords
from alliance.tables.findings import Fault
from alliance.tables.resolve.directory import Directory, candidates_text
from alliance.tables.resolve.moves import mark_inferred

_LISTED = references.LISTED
_SIMPLE = (schema.ORGANISATIONS, *((kind.name,) for kind in schema.NODE_KINDS))  # links to one kind, or to units; others are told by their words
_SHORT_UNION = re.compile("[省市州盟区县]总(?:工会)?")  # whose, the sheet does not say


class LinkEnds:
    """Finds or makes the far ends of link columns."""

    def __init__(self, directory: Directory, crafts: CraftWords | None = None) -> None:
        self.directory, self.crafts = directory, crafts or CraftWords({})
        self.listed: set[str] = set()  # nodes of the shipped lists that this import has made

    def parts(self, link: LinkColumn, text: str) -> list[str]:
        """Split a cell into names, unless the whole of it is a name that somebody has (农、林、牧、渔业)."""
        if not link.many or self.directory.find(link.kinds, text) or (link.kinds[0] in _LISTED and references.found_codes(link.kinds[0], text)):
            return [text]
        parts: list[str] = split_list(text)[0]
        return parts

    def find_listed(self, link: LinkColumn, text: str) -> str | Fault:
        """Return the first fault among the industries or regions that a cell names, empty where each is known."""
        for part in self.parts(link, text):
            answer = self.listed_id(link.kinds[0], part)
            if isinstance(answer, Fault):
                return answer
        return ""

    def listed_id(self, kind: str, text: str) -> str | Fault:
        """Return the node id that a cell means in a shipped list, else among one's own nodes of that kind; F19 else."""
        own = self.directory.find((kind,), text)
        codes = references.found_codes(kind, text)
        made = {references.reference_id(kind, code) for code in codes}
        if len(own) == 1 and (own[0] not in made or len(made) == 1):
            return own[0]
        if len(codes) == 1:
            return next(iter(made))
        if codes or own:
            candidates = [references.label(kind, code) for code in codes[:5]] or candidates_text(self.directory, own)
            return Fault("F19", "several", facts={"candidates": candidates})
        return Fault("F19", kind.lower())

    def meant(self, link: LinkColumn, text: str) -> str:
        """Return the craft that a word means by the vocabulary of crafts, unless a craft of that very name is on record; else the text."""
        if link.kinds != ("Craft",) or not (craft := self.crafts.craft_of(text)) or self.directory.find(("Craft",), text):
            return text
        return craft

    def resolve(self, link: LinkColumn, text: str, node: str, kind: str, props: Mapping[str, Any]) -> tuple[str, Iterator[Change]] | Fault:
        """Return the node that one name in a cell of ``node`` means and the changes that bring it in, or why it is not clear (F19, F31, F32)."""
        if link.kinds[0] in _LISTED:
            found = self.listed_id(link.kinds[0], text)
            if isinstance(found, Fault) and kind == link.kinds[0] and found.detail == "region":
                return self._create(link, text, node, "", props)
            return found if isinstance(found, Fault) else (found, self.bring_in(found))
        kinds = (kind,) if kind in link.kinds else link.kinds
        candidates = self.directory.units(text) if link.kinds == schema.ORGANISATIONS and not kind else self.directory.find(kinds, text)
        if link.kinds == ("Person",):
            candidates = self._of_this_house(candidates, node)
        if len(candidates) > 1:
            return Fault("F31", "link", "warning", {"candidates": candidates_text(self.directory, candidates)})
        if candidates:
            return candidates[0], self._rename(candidates[0], text) if link.kinds == schema.ORGANISATIONS else iter(())
        if _SHORT_UNION.fullmatch(text) and "TradeUnion" in link.kinds:
            return Fault("F41", "union", "question")
        if not link.creates or (link.kinds not in _SIMPLE and not party_kind(text)):
            return Fault("F32", "link", "warning")
        return self._create(link, text, node, kind, props)

    def _rename(self, unit: str, text: str) -> Iterator[Change]:
        """A unit that a cell names with its former name: what it is called now is entered among its names."""
        name, former = split_former(text)
        found = self.directory.stored(unit) if former else None
        if found and matching_key(name) not in {matching_key(each) for each in (found.name, *found.props.get("aliases", ()))}:
            yield Change("merge", Node(unit, found.kind, found.name, {"aliases": [*found.props.get("aliases", ()), name]}), ANY)

    def _of_this_house(self, candidates: Sequence[str], workshop: str) -> list[str]:
        """Of people of one name, keep those who may be of this workshop: of the same host, of none on record, or its heads already."""
        host = self.directory.places.get(workshop, "")
        kept = []
        for person in candidates:
            place = self.directory.places.get(person, "")
            stored = None if place else self.directory.stored(person)
            if stored:
                heads = self.directory.place_names(stored, ("LEADS",))
                places = self.directory.place_names(stored, ("EMPLOYED_BY",))
                if workshop in heads:
                    return [person]
                if (heads or places) and host not in places:
                    continue
            elif place and place not in (host, workshop):
                continue
            kept.append(person)
        return kept

    def _create(self, link: LinkColumn, text: str, node: str, kind: str, props: Mapping[str, Any]) -> tuple[str, Iterator[Change]]:
        organisation = link.kinds == schema.ORGANISATIONS
        text, former = split_former(text) if organisation else (text, "")
        spoken = "" if link.kinds in _SIMPLE else party_kind(text)
        chosen = kind if kind in link.kinds else organisation_kind(text) if organisation else spoken or link.kinds[0]
        place = (self.directory.places.get(node, "") or node) if chosen == "Person" else ""
        made = node_id(schema.node_kind(chosen).prefix, text, place)
        sources = [dict(source) for source in props.get("sources", ())]
        if (organisation or spoken) and not kind:  # its words told the kind, nobody said it
            sources = mark_inferred(sources)
        self.directory.add(made, chosen, (text,), place)
        props_made = {name: value for name, value in (("sources", sources), ("aliases", [former] if former else [])) if value}
        return made, iter((Change("merge", Node(made, chosen, text, props_made), ANY),))

    def bring_in(self, node: str) -> Iterator[Change]:
        """Yield the changes that bring a node of a shipped list into the store, unless files or store have it."""
        kind = "Industry" if node.startswith("industry:") else "Region"
        if node in self.listed or node in self.directory.ids or self.directory.stored(node):
            return
        for change in references.node_changes(kind, _code(kind, node), self.listed):
            record = change.record
            known = isinstance(record, Node) and (record.id in self.directory.ids or self.directory.stored(record.id) is not None)
            if not known:
                yield change


def _code(kind: str, node: str) -> str:
    code = node.partition(":")[2]
    return code if code.startswith(references.GROUP) else references.found_codes(kind, node)[0]
