"""What the unions write into the column 反馈 of the worklist papers, read back: 本期无 is a check, anything else a note at the next step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alliance import messages
from alliance.errors import AmbiguousName, InvalidValue, UnknownNode
from alliance.model import ANY, NEW, Batch, Change, Node, Work
from alliance.services.authorization import authorized
from alliance.services.batch_ids import new_batch_id
from alliance.services.naming import resolve
from alliance.services.reach.worklist import entry_change
from alliance.services.reach.worklist_results import WorkDone
from alliance.services.results import Result
from alliance.services.session import Session
from alliance.tables.cells.dates import stored_date
from alliance.tables.cells.personal_numbers import personal
from alliance.tables.read.worker import SourceFile, Worker

MOST_ROWS = 20_000
NEEDED = ("name", "answer")
_DATE = re.compile(r"(?:19|20)\d\d[年.\-/]\d{1,2}(?:[月.\-/]\d{1,2}日?)?月?")
_NOTHING = re.compile("(?:本期)?(?:暂?无|没有)(?:往来|交流|对外(?:往来|交流))?|(?:经)?核实|none this period|checked", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s，,。；;：:、()（）.“”\"]+")


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """What a union says of one workshop. ``nothing``: no contact in the period (本期无), checked on ``on``; else ``text`` tells of one."""

    id: str
    name: str
    union: str
    nothing: bool
    on: str
    text: str


@dataclass(frozen=True, slots=True)
class FeedbackFinding:
    """A line that was not understood: sheet, row, what stands there, and a sentence with what to do."""

    sheet: str
    row: int
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class FeedbackRead(Result):
    """A paper read back and not yet kept: what is said, what was not understood, and how many lines are ``open`` (nothing written)."""

    file: str
    rows: tuple[FeedbackRow, ...]
    findings: tuple[FeedbackFinding, ...]
    open: int


@authorized
def read_feedback(net: Session, name: str, data: bytes, *, lang: str = "zh") -> FeedbackRead:
    """Read a worklist paper that a union has filled in (XLSX, XLS, DOCX, CSV) in a process of its own; nothing is kept.

    A workshop is told by its name, and where several have it by its unit. A day in the text is the day of the check.
    """
    with Worker() as worker:
        cells = worker.cells(SourceFile(worker.own_file(data), name), MOST_ROWS)
    lines = _lines_of_workshops(cells or ())
    rows: list[FeedbackRow] = []
    findings: list[FeedbackFinding] = []
    for sheet, row, union, given in lines or ():
        found = _row(net, given, union, lang) if given.get("answer") else None
        if isinstance(found, FeedbackRow):
            rows.append(found)
        elif found is not None:
            findings.append(FeedbackFinding(sheet, row, given["answer"][:60], found))
    if lines is None:
        findings.append(FeedbackFinding("", 0, name, messages.text("services.feedback.no-table", lang)))
    return FeedbackRead(
        schema="alliance.feedback/1",
        revision=net.store.revision,
        as_of=net.as_of(),
        file=name,
        rows=tuple(rows),
        findings=tuple(findings),
        open=sum(not given.get("answer") for *_, given in lines or ()),
    )


def _lines_of_workshops(cells: Iterable[Mapping[str, Any]]) -> list[tuple[str, int, str, dict[str, str]]] | None:
    """Return (sheet, row, union above the table, cell by column) of each line that names a workshop; None where no sheet has the headings."""
    names: dict[str, list[str]] = {}
    union: dict[str, str] = {}
    found = []
    for line in cells:
        sheet, texts = line["sheet"], [cell.strip() for cell in line["cells"]]
        known = [_columns().get(text, "") for text in texts]
        if set(NEEDED) <= set(known):
            names[sheet] = known
        elif sheet not in names:
            union.setdefault(sheet, _union_of(texts))
        else:
            given = dict(zip(names[sheet], texts, strict=False))
            if given.get("name"):
                found.append((sheet, line["row"], union.get(sheet, ""), given))
    return found if names else None


@authorized
def keep_feedback(net: Session, rows: Sequence[FeedbackRow], source: str, *, lang: str = "zh") -> WorkDone:
    """Keep what was read back as one batch, undoable: 本期无 as a check of the links by the union, the rest as a note at the next step.

    A note is a lead, no contact: what came of it is entered as a tie or an activity. Raises ``InvalidValue`` where there is no row.
    """
    if not rows:
        raise InvalidValue(property="rows", value="")
    told: dict[str, list[FeedbackRow]] = {}
    for row in rows:
        if not row.nothing:
            told.setdefault(row.id, []).append(row)
    before, as_of = {work.id: work for work in net.store.work("worklist", told)}, net.as_of()
    changes = [_check(row, source, as_of) for row in rows if row.nothing]
    changes += [_note(of_one, before.get(one), net.actor.key, as_of) for one, of_one in told.items()]
    label = messages.text("services.feedback.label", lang, count=len(rows), file=source)
    batch = new_batch_id("feedback")
    net.store.commit(Batch(batch, "feedback", tuple(changes), label=label), net.actor)
    ids = tuple(sorted({row.id for row in rows}))
    return WorkDone(schema="alliance.work_done/1", revision=net.store.revision, as_of=as_of, batch=batch, count=len(rows), ids=ids)


def _check(row: FeedbackRow, source: str, as_of: str) -> Change:
    check = {"on": row.on or as_of, "by": row.union, "source": source}
    return Change("merge", Node(row.id, "Workshop", row.name, {"links_checks": [{key: value for key, value in check.items() if value}]}), ANY)


def _note(rows: Sequence[FeedbackRow], before: Work | None, actor: str, as_of: str) -> Change:
    """One note for what all unions say of a workshop."""
    kept = before.data if before else {}
    given = {name: kept.get(name, "") for name in ("owner", "due", "reason")}
    note = "；".join(f"{row.union}：{row.text}" if row.union else row.text for row in rows)
    data = {**given, "step": str(kept.get("step") or "ask"), "note": note, "by": actor, "on": as_of}
    return entry_change(rows[0].id, before, data, before.version if before else NEW)


def _row(net: Session, given: Mapping[str, str], union: str, lang: str) -> FeedbackRow | str:
    """What one line says, or why it is not understood."""
    text = given["answer"]
    if personal(text):
        return messages.text("services.feedback.personal", lang)
    try:
        node = resolve(net, given["name"], ("Workshop",))
    except UnknownNode:
        return messages.text("services.feedback.unknown", lang, name=given["name"])
    except AmbiguousName:
        of_unit = _of_unit(net, given["name"], given.get("unit", ""))
        if of_unit is None:
            return messages.text("services.feedback.several", lang, name=given["name"])
        node = of_unit
    day = _DATE.search(text)
    on = stored_date(day.group(0)) if day else ""
    return FeedbackRow(id=node.id, name=node.name, union=union, nothing=says_nothing_new(text), on=on if isinstance(on, str) else "", text=text)


def says_nothing_new(text: str) -> bool:
    """Say whether an answer says that there was no contact, and nothing else: a word more and it is a note, for a person to read.

    >>> says_nothing_new("本期无，2026年6月20日"), says_nothing_new("本期无，但5月与某校谈过"), says_nothing_new("没有往来记录不对")
    (True, False, False)
    """
    words = [word for word in _BETWEEN.split(_DATE.sub(" ", text)) if word]
    return bool(words) and all(_NOTHING.fullmatch(word) for word in words)


def _of_unit(net: Session, name: str, unit: str) -> Node | None:
    found = []
    for node in net.store.find_named([("Workshop", name)]).get(("Workshop", name), []):
        hosts = [tie.target for tie in net.store.ties_of(node.id, ("HOSTED_BY",)) if tie.source == node.id]
        if unit and unit in net.store.names(hosts).values():
            found.append(node)
    return found[0] if len(found) == 1 else None


def _columns() -> dict[str, str]:
    """The headings of the paper in every language → what they are."""
    return {messages.text(f"services.paper.column.{key}", lang): key for key in ("name", "unit", "answer") for lang in messages.LANGUAGES}


def _union_of(texts: Sequence[str]) -> str:
    """The union in the title of a part of the paper; empty where the line is no title."""
    text = "".join(texts)
    for lang in messages.LANGUAGES:
        before, _, after = messages.text("services.paper.heading", lang, union="\0").partition("\0")
        if before and text.startswith(before):
            return text.removeprefix(before).removesuffix(after)
    return ""
