"""Places in the picture of one node: columns of rows at fixed distances, for a wide and for a narrow picture; labels beside their dots.

A row lies where it lies. Who is there from the beginning stands in the middle of his column, whoever comes when more is asked for takes the
next free row, downwards without end, and nobody else moves. Lengths are px of the picture, whose middle is the centre.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alliance.drawing.columns import Item
from alliance.drawing.names import short_name
from alliance.drawing.panorama.labels import letters, shorten

OUTER = 9  # nodes of an outer column that are there from the beginning
FIRST = {"right": 14, "left": 14, "right2": OUTER, "left2": OUTER, "results": 5, "members": 5}
FIRST_NARROW = {"right": 10, "left": 5, "results": 3, "members": 3}
CENTRE, INNER, FURTHER = 20, 11, 9  # radius of a dot
CENTRE_ROOM = {"wide": 150, "narrow": 84}  # how wide the name of the centre may be
GAP = 4  # between a dot and its label


@dataclass(frozen=True, slots=True)
class Shape:
    """A picture: its width, rows, the distance of two, how high the heads are, px of a label."""

    width: float
    rows: int
    pitch: float
    letter: float
    columns: Mapping[str, float]


SHAPES: Mapping[str, Shape] = {
    "wide": Shape(900, 14, 36, 14, {"right": 156, "left": -156, "right2": 314, "left2": -314, "results": -66, "members": -66}),
    "narrow": Shape(358, 10, 46, 13, {"right": 100, "left": -100, "results": -100, "members": -100}),
}
HEAD = 46  # above the first row
STEP, START = 30, 104  # rows of the middle column, and how far from the centre they begin


@dataclass(frozen=True, slots=True)
class Label:
    """A text beside a dot: where it begins, is centred or ends (``align`` left, center, right), and the figure behind it ("" none)."""

    text: str
    more: str
    x: float
    y: float
    align: str
    letter: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom, about; the figure included."""
        width = (letters(self.text) + letters(self.more) + (0.4 if self.more else 0)) * self.letter
        left = {"left": self.x, "right": self.x - width, "center": self.x - width / 2}[self.align]
        return left, self.y - 0.55 * self.letter, left + width, self.y + 0.55 * self.letter


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands: its part, the place of its dot and its label."""

    part: str
    x: float
    y: float
    size: float
    label: Label


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a column or a group."""

    part: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Layout:
    """One shape of the picture: places by id, heads, and left, top, width and height of the whole."""

    places: Mapping[str, Place]
    heads: tuple[Head, ...]
    frame: tuple[float, float, float, float]


def rows_of(count: int, first: int, rows: int) -> list[int]:
    """Return the row of each of so many, in their order: the first in the middle, later ones in the free rows from above, then below them all.

    >>> rows_of(2, 9, 14), rows_of(3, 2, 4)
    ([5, 7], [0, 2, 1])
    """
    early = min(count, first)
    step = 2 if 2 * early <= rows else 1
    begin = max(0, (rows - (early - 1) * step - 1) // 2)
    found = [begin + i * step for i in range(early)]
    free = (row for row in range(rows + count) if row not in found)
    return found + [next(free) for _ in range(count - early)]


def lay_out(name: str, centre: Item, parts: Mapping[str, Sequence[Item]], figures: Mapping[str, str]) -> Layout:
    """Return where everything stands in one shape; ``figures``: by id what stands behind the name of a node."""
    shape = SHAPES[name]
    points, heads = _wide(parts, shape) if name == "wide" else _narrow(parts, shape)
    by_id = {item.id: item for items in parts.values() for item in items}
    outer = {side for side in ("left", "right") if parts.get(f"{side}2") and name == "wide"}
    places = {one: _place(by_id[one], part, x, y, figures.get(one, ""), name, outer=part in outer) for one, (part, x, y) in points.items()}
    places[centre.id] = Place("", 0.0, 0.0, CENTRE, _centre_label(centre, figures.get(centre.id, ""), name))
    top = _row_y(0, shape) - HEAD - shape.pitch / 2
    bottom = max(_row_y(shape.rows - 1, shape), *(place.y for place in places.values())) + shape.pitch / 2 + 12
    return Layout(places, tuple(heads), (-shape.width / 2, top, shape.width, bottom - top))


def _row_y(row: int, shape: Shape) -> float:
    return (row - (shape.rows - 1) / 2) * shape.pitch


def _early(items: Sequence[Item], first: int) -> int:
    """Return how many are there from the beginning: of those that came with the first answer so many at most."""
    return min(sum(item.batch == 0 for item in items), first)


Points = dict[str, tuple[str, float, float]]


def _wide(parts: Mapping[str, Sequence[Item]], shape: Shape) -> tuple[Points, list[Head]]:
    found: Points = {}
    heads = [Head(part, shape.columns[part], _row_y(0, shape) - HEAD) for part in ("left", "right")]
    for part in ("left", "right", "left2", "right2"):
        items = parts[part]
        for item, row in zip(items, rows_of(len(items), _early(items, FIRST[part]), shape.rows), strict=True):
            found[item.id] = (part, shape.columns[part], _row_y(row, shape))
        if items and part.endswith("2"):
            heads.append(Head(part, shape.columns[part], _row_y(0, shape) - HEAD))
    below = "members" if _early(parts["members"], 1) and not _early(parts["results"], 1) else "results"
    for part in ("results", "members"):
        under = part == below
        items = parts[part] if under else parts[part][: FIRST[part]]
        for i, item in enumerate(items):
            found[item.id] = (part, shape.columns[part], START + STEP * i if under else -START + 18 - STEP * i)
        if items:
            heads.append(Head(part, 0.0, START - STEP if under else -START + 18 - STEP * len(items)))
    return found, heads


def _narrow(parts: Mapping[str, Sequence[Item]], shape: Shape) -> tuple[Points, list[Head]]:
    """Left, one below the other, what it belongs to, what it did, what belongs to it; right its contacts; no outer columns."""
    found: Points = {}
    top = _row_y(0, shape) - HEAD
    heads = [Head(part, shape.columns[part], top) for part in ("left", "right")]
    early = _early(parts["right"], FIRST_NARROW["right"])
    for item, row in zip(parts["right"], rows_of(len(parts["right"]), early, shape.rows), strict=True):
        found[item.id] = ("right", shape.columns["right"], _row_y(row, shape))
    groups = [(part, parts[part][: _early(parts[part], FIRST_NARROW[part])]) for part in ("left", "results", "members")]
    row = max(0, (shape.rows - sum(len(items) + (part != "left") for part, items in groups if items)) // 2)
    for part, items in groups:
        if items and part != "left":
            heads.append(Head(part, shape.columns[part], _row_y(row, shape) + 8))
            row += 1
        for item in items:
            found[item.id] = (part, shape.columns[part], _row_y(row, shape))
            row += 1
    return found, heads


def _centre_label(centre: Item, figure: str, name: str) -> Label:
    letter = 16.0
    return Label(*_fit(centre, figure, CENTRE_ROOM[name] / letter), 0.0, CENTRE + 20.0, "center", letter)


def _fit(item: Item, figure: str, most: float) -> tuple[str, str]:
    """Return name and figure in so many letters: the figure without its word where the name would be cut, then the name is."""
    text = short_name(item.name, item.kind)
    if figure and letters(text) + letters(figure) + 0.4 > most:
        figure = figure.split(" ")[0]
    return shorten(text, most - letters(figure) - (0.4 if figure else 0)), figure


def _place(item: Item, part: str, x: float, y: float, figure: str, name: str, *, outer: bool) -> Place:
    shape = SHAPES[name]
    size = INNER if part in ("left", "right") else FURTHER
    side = 1 if x > 0 or part in ("results", "members") else -1
    if name == "narrow":
        at, align, room, lower = x, "center", 2 * (abs(x) - CENTRE_ROOM["narrow"] / 2) - 4, size + 11.0
    else:
        at, align, lower = x + side * (size + GAP), "left" if side > 0 else "right", -9.0 if outer else 0.0
        end = 92.0 if part in ("results", "members") else abs(shape.columns["right2"]) - FURTHER - GAP if outer else shape.width / 2
        room = end - side * at - 4
    return Place(part, x, y, size, Label(*_fit(item, figure, room / shape.letter), at, y + lower, align, shape.letter))
