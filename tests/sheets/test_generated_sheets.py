"""Generated union sheets go in truthfully: nothing false is ever stored, and nearly all that is true is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.sheets.evaluation import Verdict, judge
from tests.sheets.generator import Paper, make_paper
from tests.sheets.storing import import_paper

BLOCK = 25  # so many sheets to a test: workers share the blocks
SHOWN = 12
LEAST_RIGHT = 0.98
MOST_QUESTIONS = 1.0


@dataclass
class Tally:
    """What the judge said of several sheets."""

    sheets: int = 0
    right: int = 0
    questions: int = 0
    false: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def add(self, paper: Paper, verdict: Verdict, questions: int) -> None:
        """Count one sheet; its faults carry where they come from."""
        where = f"seed {paper.seed}, {paper.family}, {paper.form}"
        self.sheets, self.right, self.questions = self.sheets + 1, self.right + verdict.right, self.questions + questions
        self.false += [f"{fault}  [{where}]".replace("\n", "⏎") for fault in verdict.false]
        self.missing += [f"{fault}  [{where}]".replace("\n", "⏎") for fault in verdict.missing]

    def share(self) -> float:
        """The share of the true facts that are stored."""
        return self.right / max(1, self.right + len(self.missing))

    def report(self) -> str:
        """Say how the sheets went in: figures, faults by kind, the first of each."""
        lines = [f"{self.sheets} sheets: {len(self.false)} false, {self.share():.1%} of the true facts, {self.questions} questions"]
        for name, faults in (("false", self.false), ("missing", self.missing)):
            kinds = Counter(fault.split(": ")[0] for fault in faults)
            lines += [f"{name}: " + "  ".join(f"{kind} {times}" for kind, times in kinds.most_common())]
            first = {fault.split(": ")[0]: fault for fault in reversed(faults)}
            lines += [f"  {fault}" for fault in list(first.values())[:SHOWN]]
        return "\n".join(lines) + "\nlook: python -m tests.sheets.generator --seed N --print"


@pytest.mark.parametrize("first", range(0, 200, BLOCK))
def test_nothing_false_is_stored_and_nearly_all_that_is_true(first: int, tmp_path: Path) -> None:
    _import_block(first, tmp_path)


@pytest.mark.deep
@pytest.mark.parametrize("first", range(200, 2200, BLOCK))
def test_two_thousand_more_sheets(first: int, tmp_path: Path) -> None:
    _import_block(first, tmp_path)


def _import_block(first: int, folder: Path) -> None:
    tally = Tally()
    for seed in range(first, first + BLOCK):
        paper = make_paper(seed)
        stored, questions = import_paper(paper, folder)
        tally.add(paper, judge(stored, paper.truth), questions)
    assert not tally.false, tally.report()
    assert tally.share() >= LEAST_RIGHT, tally.report()
    assert tally.questions <= MOST_QUESTIONS * tally.sheets, tally.report()
