"""Weights from answers: reasons whose suggestions are accepted more often weigh more, within bounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

PRIOR = 20  # as many answers of the usual share are added to those of a reason, so that few answers move little
LOWEST, HIGHEST = 0.5, 2.0

Told = tuple[Collection[str], bool]  # the codes of the reasons that spoke, and whether the suggestion was accepted


def factors(answers: Sequence[Told], least: int) -> dict[str, float]:
    """Return code of a reason → what its weight is multiplied by; empty below ``least`` answers, or where all were answered alike.

    With p the share accepted of all answers, n answers in which the reason spoke and a of them accepted, the factor is
    ((a + PRIOR · p) / (n + PRIOR)) / p, kept within LOWEST and HIGHEST. It is never negative: a reason goes on saying what it says.

    >>> answers = [(("skills.crafts",), True)] * 30 + [(("room.region",), False)] * 30
    >>> {code: round(factor, 2) for code, factor in factors(answers, 60).items()}
    {'room.region': 0.5, 'skills.crafts': 1.6}
    >>> factors(answers, 61)
    {}
    """
    share = sum(accepted for _, accepted in answers) / len(answers) if answers else 0.0
    if len(answers) < least or share in (0.0, 1.0):
        return {}
    spoke = Counter(code for codes, _ in answers for code in codes)
    taken = Counter(code for codes, accepted in answers if accepted for code in codes)
    return {code: min(HIGHEST, max(LOWEST, (taken[code] + PRIOR * share) / (spoke[code] + PRIOR) / share)) for code in sorted(spoke)}
