"""Counting checks before a year is searched for: what cannot be is refused with the reason."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliance.exchanges.feasibility import Refusal
from alliance.exchanges.year.year_problem import YearQuestion


def year_refusals(question: YearQuestion) -> list[Refusal]:
    """Return why no year of these events exists: necessary conditions, each of which names what is short. O(events · n).

    ``no_host``: fewer hosts than events, within what one workshop and one unit may host. ``isolated``: more to be reached than there are
    places, or one who may neither come nor host. ``guests``: fewer invitations than the events need.
    """
    found = []
    if (hosts := _hosts(question)) < question.events:
        found.append(Refusal("year_host", {"have": hosts, "need": question.events}))
    low, high = question.invite
    wanted, places = int(question.isolated.sum()) * question.isolated_least, question.events * (high + 1)
    if wanted > places:
        found.append(Refusal("year_isolated", {"have": places, "need": wanted}))
    if out := int((question.isolated & (_most_appearances(question) < question.isolated_least)).sum()):
        found.append(Refusal("year_unreachable", {"count": out}))
    invitations = int(np.minimum(question.most_times, question.may_attend.sum(axis=0)).clip(0).sum())
    if invitations < question.events * low:
        found.append(Refusal("year_guests", {"have": invitations, "need": question.events * low}))
    return found


def _hosts(question: YearQuestion) -> int:
    able = question.may_host.any(axis=0) & (question.capacity >= question.invite[0])
    by_unit = np.bincount(question.unit[able], minlength=1) * question.host_max
    return int(np.minimum(by_unit, question.host_unit_max).sum())


def _most_appearances(question: YearQuestion) -> NDArray[np.int64]:
    as_guest = np.minimum(question.most_times, question.may_attend.sum(axis=0))
    return np.asarray(as_guest + np.minimum(question.host_max, question.may_host.sum(axis=0)))
