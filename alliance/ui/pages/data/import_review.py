"""What an import found and would change: findings with sheet rows, records before and after, rejected rows to take away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from alliance import schema
from alliance.model import Difference, Node, Tie, Work
from alliance.services.workspace import Workspace
from alliance.tables.findings import Finding, finding_text
from alliance.ui.kit import cards, notes, tables
from alliance.ui.kit.downloads import download
from alliance.ui.kit.html import Child, tag
from alliance.ui.words import join_parts, kind_word, language, say

SHOWN = 40
SEVERITY = {"error": "bad", "question": "warn", "warning": "warn", "info": ""}


def findings(found: Sequence[Finding], counts: Mapping[str, int]) -> None:
    """Show the findings, what was refused first; the row numbers are those of the sheet."""
    total = sum(counts.values())
    cards.section(say("import.findings"), say("import.findings.count", n=total))
    if not found:
        notes.note(say("import.findings.none"), kind="good")
        return
    order = sorted(range(len(found)), key=lambda i: (tuple(SEVERITY).index(found[i].severity), i))
    heads = [say(f"finding.{name}") for name in ("table", "row", "column", "value", "state", "how")]
    tables.table(heads, [_row(found[i]) for i in order[:SHOWN]], numbers=(1,), cls="t stack")
    if total > SHOWN:
        notes.note(say("import.findings.more", shown=min(SHOWN, len(found)), n=total))


def _row(finding: Finding) -> tuple[Child, ...]:
    sentence = finding_text(replace(finding, row=0), language())
    state = tag("span", say(f"severity.{finding.severity}"), cls=f"tag {SEVERITY[finding.severity]}".strip())
    return (
        finding.table,
        str(finding.row) if finding.row else say("finding.whole"),
        finding.column or say("finding.all"),
        finding.value or say("finding.empty"),
        state,
        sentence,
    )


def changes(net: Workspace, batch: str) -> None:
    """Show new and changed records: what stood there, what would stand there."""
    for state in ("changed", "new"):
        preview = net.preview(batch, state, SHOWN)
        if not preview.rows:
            continue
        names = _names(net, preview.rows)
        cards.section(say(f"import.{state}.list"), say("import.count", n=preview.counts.get(state, 0), shown=len(preview.rows)))
        if state == "new":
            tables.table(
                [say("change.kind"), say("change.record"), say("change.what")],
                [(_kind(row), _name(row, names), _content(row)) for row in preview.rows],
                cls="t stack",
            )
        else:
            lines = [line for row in preview.rows for line in _differences(row, names)]
            tables.table([say("change.record"), say("change.field"), say("change.before"), say("change.after")], lines, cls="t stack")


def _names(net: Workspace, rows: Sequence[Difference]) -> dict[str, str]:
    names = {row.record.id: row.record.name for row in rows if isinstance(row.record, Node)}
    ends = {end for row in rows if isinstance(row.record, Tie) for end in (row.record.source, row.record.target)}
    return {**names, **net.names_of(ends - set(names))}


def _kind(row: Difference) -> str:
    record = row.record
    return say(f"import.work.{record.kind}") if isinstance(record, Work) else kind_word(record.kind)


def _name(row: Difference, names: Mapping[str, str]) -> str:
    record = row.record
    if isinstance(record, Tie):
        return f"{names.get(record.source, record.source)} — {names.get(record.target, record.target)}"
    if isinstance(record, Work):
        return _work_name(record)
    return record.name if isinstance(record, Node) else record.id


def _work_name(work: Work) -> str:
    """An announced batch by its size, a setting by its label, a form by its title."""
    if work.kind == "recognition":
        return say("import.notice.count", n=len(work.data["workshops"]))
    return str(work.data.get("name") or next((setting.label(language()) for setting in schema.SETTINGS if setting.name == work.id), work.id))


def _content(row: Difference) -> str:
    record = row.record
    if isinstance(record, Work):
        return join_parts(plain_value(record.data.get(name)) for name in ("batch", "by", "date", "value", "on"))
    props = {name: value for name, value in getattr(record, "props", {}).items() if name != "sources" and value not in (None, "", [])}
    shown = join_parts(f"{label(record.kind, name)} {plain_value(value)}" for name, value in props.items())
    return shown or say("date.none" if isinstance(record, Tie) else "change.name_only")


def _differences(row: Difference, names: Mapping[str, str]) -> list[tuple[Child, ...]]:
    before, after = getattr(row.before, "props", {}), getattr(row.record, "props", {})
    if isinstance(row.record, Node) and isinstance(row.before, Node):
        before, after = {**before, "name": row.before.name}, {**after, "name": row.record.name}
    fields = [field for field in row.fields if field != "sources"] or list(row.fields)
    return [
        (_name(row, names), label(row.record.kind, field), plain_value(before.get(field)) or None, plain_value(after.get(field)) or None)
        for field in fields
    ]


def label(kind: str, name: str) -> str:
    """Return the label of a property of a node or tie kind; its stored name where it is not declared."""
    if kind in schema.NODE_CODE:
        props = (*schema.node_kind(kind).properties, *schema.PROVENANCE)
    else:
        props = (*(schema.tie_kind(kind).properties if kind in schema.TIE_CODE else ()), *schema.TIE_PROPERTIES)
    return next(
        (prop.label(language()) for prop in props if prop.name == name),
        say(f"prop.{name}") if name in ("sources", "links_checks", "as_written") else name,
    )


def plain_value(value: object) -> str:
    """Return a stored value as text for a table."""
    if isinstance(value, (list, tuple)):
        return "、".join(plain_value(part) for part in value)
    if isinstance(value, Mapping):
        return " ".join(str(part) for part in value.values() if part)
    return "" if value is None else str(value)


def rejected_button(n: int, make: Callable[[], bytes]) -> None:
    """Show the button that hands over the rows that were not taken, each with why, as they stood in the file."""
    download(say("import.rejected.get", n=n), make, say("import.rejected.file"), key="rejected_get")
