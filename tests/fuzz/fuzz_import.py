"""Atheris on the import, guided by the code it reaches: ``python -m tests.fuzz.fuzz_import CORPUS [-max_total_time=60]``.

The first byte of an input chooses what kind of file the rest is. ``make_corpus`` seeds it with a sheet of every family and form.
"""

from __future__ import annotations

import sys
from pathlib import Path

FAMILIES = ("naming", "register", "recommendation", "roster", "activities", "results", "one_column")


def make_corpus(folder: Path) -> None:
    """Write the seeds."""
    from tests.fuzz.path import FORMS
    from tests.sheets.generator import make_paper

    folder.mkdir(parents=True, exist_ok=True)
    for family in FAMILIES:
        for form in FORMS[1:]:
            paper = make_paper(11, family, form)
            (folder / f"{family}-{form}").write_bytes(bytes([FORMS.index(form)]) + paper.content)


def main() -> None:
    """Run the fuzzer; it ends with another code than 0 at the first input that breaks the path, and leaves that input."""
    import atheris

    with atheris.instrument_imports(include=["alliance.tables", "alliance.services.data", "alliance.model"]):
        from tests.fuzz.path import FORMS, take

    def one(data: bytes) -> None:
        if data:
            take(data[1:], FORMS[data[0] % len(FORMS)])

    make_corpus(Path(sys.argv[1]))
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
