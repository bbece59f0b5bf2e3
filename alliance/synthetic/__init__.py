"""A made-up country for tests, demonstrations and measurements: invented, calibrated, the same every time.

>>> from alliance.synthetic import generate  # generate(250, 1, "out") writes the import tables of a city
"""

from __future__ import annotations

from alliance.synthetic.generate import Generated, generate

__all__ = ["Generated", "generate"]
