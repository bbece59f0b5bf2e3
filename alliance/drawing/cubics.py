"""Cubic curves between two points: what they pass through. The lines of all pictures are such curves, which the browser and SVG draw themselves."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]  # an end, its handle, the handle of the other end, that end
SAMPLES = 64  # parts in which a curve is looked at, without its ends
_T = np.arange(1, SAMPLES)[:, None] / SAMPLES
_WEIGHTS: Floats = np.hstack([(1 - _T) ** 3, 3 * (1 - _T) ** 2 * _T, 3 * (1 - _T) * _T**2, _T**3])  # of the four points, by sample


def points_of(curve: Curve) -> Floats:
    """Return the points at which a curve is looked at, by rows x and y."""
    points: Floats = (_WEIGHTS @ np.array(curve)).T
    return points


def discs(centres: Iterable[Point], radii: Iterable[float]) -> Floats:
    """Return discs as rows x, y, radius, for ``passes_discs``."""
    return np.array([(x, y, radius) for (x, y), radius in zip(centres, radii, strict=True)], dtype=np.float64).reshape(-1, 3)


def passes_discs(curve: Curve, rows: Floats) -> bool:
    """Say whether a curve passes through one of these discs.

    >>> line = ((0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0))
    >>> passes_discs(line, discs([(1.5, 1.0)], [1.1])), passes_discs(line, discs([(1.5, 1.0)], [0.9]))
    (True, False)
    """
    x, y = points_of(curve)[:, :, None]
    return bool(((x - rows[:, 0]) ** 2 + (y - rows[:, 1]) ** 2 < rows[:, 2] ** 2).any())


def passes_boxes(curve: Curve, rows: Floats) -> bool:
    """Say whether a curve passes through one of these boxes, rows of left, top, right, bottom."""
    x, y = points_of(curve)[:, :, None]
    left, top, right, bottom = rows.T
    return bool(((left < x) & (x < right) & (top < y) & (y < bottom)).any())
