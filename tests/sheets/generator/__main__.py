"""Write the sheet of a seed and its truth into a folder: ``python -m tests.sheets.generator --seed 7 --out FOLDER``."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tests.sheets.generator import make_paper
from tests.sheets.generator.papers import FAMILIES
from tests.sheets.generator.writers import WRITERS, text_of


def main() -> None:
    """Read the options, write the two files, and print the cells where that is asked for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, required=True)
    options.add_argument("--family", choices=list(FAMILIES), default="")
    options.add_argument("--form", choices=list(WRITERS), default="")
    options.add_argument("--out", type=Path)
    options.add_argument("--print", action="store_true", help="print the cells")
    chosen = options.parse_args()
    paper = make_paper(chosen.seed, chosen.family, chosen.form)
    if chosen.out:
        chosen.out.mkdir(parents=True, exist_ok=True)
        (chosen.out / f"{paper.seed}-{paper.file}").write_bytes(paper.content)
        (chosen.out / f"{paper.seed}-truth.json").write_text(json.dumps(paper.truth, ensure_ascii=False, indent=1), encoding="utf-8")
    if chosen.print:
        print(paper.file, paper.page.merges)
        for number, line in enumerate(paper.page.lines, 1):
            print(number, line.kind, [text_of(cell) for cell in line.cells], "(hidden)" if line.hidden else "")


main()
