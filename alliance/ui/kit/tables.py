"""Facts with their sources, and tables of real text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from alliance.ui.kit.html import Child, Markup, show, tag
from alliance.ui.words import say


def unknown() -> Markup:
    """Return the word for what is not on record; never a dash, a blank or a zero."""
    return tag("span", say("not_on_record"), cls="unk")


def facts(rows: Iterable[tuple[str, Child]]) -> Markup:
    """Return a list of facts; an empty value is said to be not on record."""
    return tag("dl", [(tag("dt", name), tag("dd", value if value else unknown())) for name, value in rows], cls="facts")


def site(source: str) -> str:
    """Return what a source is called in a line: its site or the name of the document.

    >>> site("https://www.example.org/a/b.html"), site("工会材料")
    ('example.org', '工会材料')
    """
    host = urlsplit(source).netloc
    return host.removeprefix("www.") if host else source


def source_line(source: str, date: str) -> str:
    """Return where something stands and when it was recorded, as one line."""
    return say("source.line", source=site(source), date=date) if date else say("source.line.undated", source=site(source))


def provenance(sources: Sequence[Mapping[str, object]] | None, limit: int = 2) -> Markup | None:
    """Return the line of sources under a fact: where it stands and when it was recorded."""
    rows = [source for source in sources or () if source.get("source")]
    if not rows:
        return None
    shown = [
        tag(
            "span",
            source_line(str(row["source"]), str(row.get("as_of") or "")),
            tag("span", say("source.inferred"), cls="tag") if row.get("basis") == "inferred" else None,
            cls="src",
            title=str(row.get("quote") or row["source"]),
        )
        for row in rows[:limit]
    ]
    more = tag("span", say("source.more", n=len(rows) - limit), cls="src") if len(rows) > limit else None
    return tag("div", shown, more, cls="srcs")


def table(heads: Sequence[str], rows: Iterable[Sequence[Child]], *, numbers: Sequence[int] = (), cls: str = "t") -> None:
    """Show a table of text; ``numbers`` are the columns set to the right."""
    side = dict.fromkeys(numbers, "n")
    head = tag("tr", [tag("th", name, cls=side.get(i, "")) for i, name in enumerate(heads)]) if heads else None
    body = [
        tag(
            "tr",
            [
                tag("td", value if value not in (None, "") else unknown(), cls=side.get(i, ""), data_head=heads[i] if heads else "")
                for i, value in enumerate(row)
            ],
        )
        for row in rows
    ]
    show(tag("div", tag("table", head, body, cls=cls), cls="wraptable"))
