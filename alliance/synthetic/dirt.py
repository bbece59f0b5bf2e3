"""Dirt on purpose."""

from __future__ import annotations

from pathlib import Path

from alliance.synthetic.files import Files


class DirtyFiles(Files):
    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__(folder)
