"""A picture as one HTML file that opens anywhere without a network: the picture, what its marks mean, the same as a table."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from html import escape

from alliance.drawing.figures import mark

SAFE = "default-src 'none'; style-src 'unsafe-inline'"  # nothing runs and nothing is fetched
STYLE = """
body { margin: 0 auto; max-width: 1180px; padding: 20px; font: 15px/1.5 %(faces)s; color: %(text)s; background: %(surface)s; }
h1 { font-size: 26px; margin: 0 0 4px; }
p { margin: 0 0 12px; color: %(muted)s; }
div { overflow-x: auto; border: 1px solid %(line)s; border-radius: 8px; margin-bottom: 16px; }
div svg { display: block; width: 100%%; height: auto; min-width: 680px; }
ul { display: flex; flex-wrap: wrap; gap: 4px 16px; padding: 0; margin: 8px 0 16px; list-style: none; }
li svg { margin-right: 6px; vertical-align: -2px; }
table { border-collapse: collapse; width: 100%%; }
th, td { text-align: left; padding: 6px 8px; border-bottom: 1px solid %(hair)s; }
.n { text-align: right; font-variant-numeric: tabular-nums; }
@media print { div svg { min-width: 0; } table { break-inside: auto; } tr { break-inside: avoid; } }
"""


def draw_page(
    language: str,
    title: str,
    notes: Sequence[str],
    svg: str,
    legend: Sequence[tuple[str, str, str]],
    table: Sequence[Sequence[str]],
    colours: Mapping[str, str],
    faces: str,
    *,
    numbers: Collection[int] = (),
) -> str:
    """Return the page: ``legend`` is (figure, colour, words), ``table`` its heading row and then its rows, ``numbers`` the columns of figures."""
    marks = "".join(f"<li>{mark(figure, colour)}{escape(words)}</li>" for figure, colour, words in legend)
    head = "".join(f'<th{_number(i, numbers)} scope="col">{escape(cell)}</th>' for i, cell in enumerate(table[0]))
    rows = "".join(_row(row, numbers) for row in table[1:])
    lines = "".join(f"<p>{escape(note)}</p>" for note in notes)
    return (
        f'<!doctype html><html lang="{"zh-CN" if language == "zh" else language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="{SAFE}">'
        f"<title>{escape(title)}</title><style>{STYLE % {**colours, 'faces': faces}}</style></head>"
        f'<body><h1>{escape(title)}</h1>{lines}<ul>{marks}</ul><div role="region" aria-label="{escape(title)}" tabindex="0">{svg}</div>'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></body></html>"
    )


def _row(cells: Sequence[str], numbers: Collection[int]) -> str:
    return "<tr>" + "".join(f"<td{_number(i, numbers)}>{escape(cell)}</td>" for i, cell in enumerate(cells)) + "</tr>"


def _number(column: int, numbers: Collection[int]) -> str:
    return ' class="n"' if column in numbers else ""
