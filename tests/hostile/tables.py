"""Import files with a hostile text in every text column of every table, made from the vocabulary: a new column is covered without a word here."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from alliance import schema
from alliance.schema import LinkColumn, Property
from alliance.tables.sheets.columns import RELATIONS, targets
from tests.hostile.corpus import REFUSED, TEXTS, kept

TYPED = ("date", "choice", "integer", "number", "money", "flag")
OWN_FORM = ("id", "number", "code")  # codes are written in one form (F15) and stay plain here, but for the rows of hostile ids
ROWS = 3
WORKSHOPS = 60
IDS = (
    "<img src=x onerror=alert(1)>",
    '"onmouseover=alert(1) x="',
    "'; DETACH DELETE n; //",
    "../../etc/passwd",
    "{{7*7}}",
    "=1+1",
    "a b#c?d&e=f",
    "javascript:alert(1)",
    "__proto__",
)
PLAIN = {"region": "郑州市", "craft_industry": ("34", "26", "85"), "industry": ("34", "26")}


@dataclass
class Written:
    """The files, and what must be found in the store: kind → number of the row → property → text."""

    files: list[tuple[str, bytes]] = field(default_factory=list)
    nodes: dict[str, list[dict[str, str]]] = field(default_factory=dict)


class Supply:
    """The corpus, one text after the other, over and over; ``mark`` makes a name one of a kind without touching its beginning."""

    def __init__(self) -> None:
        self._next, self.used = 0, set[str]()

    def text(self, limit: int = 2000) -> str:
        """The next text."""
        while True:
            found = TEXTS[self._next % len(TEXTS)]
            self._next += 1
            if len(found) <= limit and kept(found):
                self.used.add(found)
                return found

    def name(self) -> str:
        """The next text as a name."""
        return f"{self.text(180)} 室{self._next}"


def written(rows: int = ROWS, workshops: int = WORKSHOPS) -> Written:
    """Every table of the vocabulary but the lists of the state, in the order in which people would import them."""
    made, supply = Written(), Supply()
    for kind in schema.NODE_KINDS:
        if kind.name not in ("Industry", "Region"):
            _table(made, supply, kind.name, workshops if kind.name == "Workshop" else rows)
    made.files.append(("relations.csv", _relations(made, supply)))
    return made


def _table(made: Written, supply: Supply, kind: str, rows: int) -> None:
    columns = [(role, name, term) for role, name, term in targets(kind) if role not in ("kind_of_link", "figure")]
    lines, kept_rows = [], []
    for row in range(rows):
        cells, expected = [], {}
        for role, name, term in columns:
            cell = _cell(supply, kind, role, name, term, row)
            cells.append(cell)
            if role == "property" and cell and getattr(term, "type", "") in ("text", "note") and name not in ("links_checked_by", *OWN_FORM):
                expected[name] = kept(cell)
        lines.append(cells)
        kept_rows.append(expected | {"id": cells[0]})
    made.nodes[kind] = kept_rows
    made.files.append((f"{kind}.csv", _csv([term.zh for _, _, term in columns], lines)))


def _cell(supply: Supply, kind: str, role: str, name: str, term: Property | LinkColumn, row: int) -> str:
    if name == "id":
        return f"{kind}-{row}" if row % 2 else f"{IDS[row % len(IDS)]} {kind}-{row}"
    if isinstance(term, LinkColumn):
        if name in PLAIN:
            plain = PLAIN[name]
            return plain if isinstance(plain, str) else plain[row % len(plain)]
        return supply.name() if term.creates else ""
    if name == "name":
        return supply.name()
    if name in OWN_FORM:
        return ""
    if name == "links_checked_on":
        return "2026-05-01" if row % 2 else ""
    if term.type in TYPED:
        return "3" if term.required else ""
    return supply.text(180)


def _relations(made: Written, supply: Supply) -> bytes:
    heads = [term.zh for _, _, term in targets(RELATIONS)]
    ids = [row["id"] for row in made.nodes["Workshop"]]
    lines = []
    for number, (a, b) in enumerate(zip(ids, ids[1:], strict=False)):
        if number % 3:
            continue
        known = {"from": a, "from_kind": "工作室", "kind": ("合作", "参观走访", "结对")[number % 9 // 3], "to": b, "to_kind": "工作室"}
        known |= {"valid_from": "2026-04-0" + str(1 + number % 9)}
        lines.append([known.get(name) or ("" if term.type in TYPED or name == "id" else supply.text(180)) for _, name, term in targets(RELATIONS)])
    return _csv(heads, lines)


def faulty() -> list[tuple[str, bytes]]:
    """A file whose name is hostile too and whose rows are refused or warned of, so that findings and preview have to show them; one row is good."""
    supply = Supply()
    heads = [term.zh for _, _, term in targets("Workshop")]
    lines = [[_refusable(supply, name, term, number) for _, name, term in targets("Workshop")] for number in range(20)]
    for texts in REFUSED.values():
        lines += [["", text] for text in texts]
    lines.append(["", "=good 室", "", "", "<b>note</b>"])
    return [("工作室<img src=x onerror=alert(1)>'\"=1+1.csv", _csv(heads, lines)), ("关系{{7*7}}.csv", _csv(["起点", "关系", "终点"], _ends()))]


def _refusable(supply: Supply, name: str, term: Property | LinkColumn, number: int) -> str:
    if name == "name":
        return supply.name()
    return supply.text(180) if number % 2 or (isinstance(term, Property) and term.type in TYPED) else ""


def _ends() -> Iterator[list[str]]:
    supply = Supply()
    for _ in range(12):
        yield [supply.text(180), supply.text(180), supply.text(180)]


def _csv(heads: list[str], lines: object) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows([heads, *lines])  # type: ignore[misc]
    return out.getvalue().encode("utf-8-sig")
