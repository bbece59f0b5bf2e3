"""A store filled by the real import with the hostile tables, with a plan, an outcome, an answer and a second, waiting import in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from alliance.services.data import importing
from alliance.services.workspace import Workspace, open_store
from tests.hostile.tables import Written, faulty, written

TITLE = "<img src=x onerror=alert(1)>=1+1{{7*7}}的数据"
PLAN_TITLE = "=1+1<script>alert(1)</script>\r\nEND:VEVENT 交流"
PLACE = "@SUM(A1)\r\nATTENDEE:mailto:x@evil.example 会议室"
HELD = "2026-06-20"


@dataclass
class Hostile:
    """Where it stands, what was written, and what was made of it."""

    path: Path
    wrote: Written
    report: importing.ImportReport
    waiting: importing.ImportReport
    plan: str
    recorded: str

    def open(self) -> Workspace:
        """Open the store."""
        return open_store(self.path)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """The store, made once per session."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.alliance"
    wrote = written()
    with open_store(path) as net:
        net.set_setting("title", TITLE)
        net.set_setting("data_as_of", "2026-06-30")
        report = net.check(wrote.files)
        assert report.can_confirm
        net.confirm(report.batch)
        workshops = [row["id"] for row in wrote.nodes["Workshop"]]
        plan, recorded = (_planned(net, workshops[start : start + 9]) for start in (0, 20))
        _recorded(net, recorded)
        _answered(net, workshops[0])
        waiting = net.check(faulty())
        assert waiting.can_confirm
    return Hostile(path, wrote, report, waiting, plan, recorded)


def _planned(net: Workspace, workshops: list[str]) -> str:
    proposal = net.plan(workshops=workshops, size=(5, 8), tables=3, rounds=2, date=HELD, title=PLAN_TITLE)
    assert proposal.state != "refused", proposal.refused
    return str(net.save_plan(proposal, place=PLACE).plan)


def _recorded(net: Workspace, plan: str) -> None:
    shown = net.plan(plan_id=plan)
    a, b = shown.host.id, shown.guests[0].id
    outcome = {"kind": "agreement", "a": a, "b": b, "note": "=cmd|' /C calc'!A0<script>alert(1)</script>", "confirmed_by": "<b>某</b>"}
    net.record_outcome(plan, outcomes=[outcome], confirmed_by="'; DETACH DELETE n; //")


def _answered(net: Workspace, workshop: str) -> None:
    answer = net.partners(workshop, top=3)
    for row, word in zip((*answer.near, *answer.bridge), ("accepted", "later"), strict=False):
        net.answer(workshop, row.id, word, owner="<img src=x onerror=alert(1)>=1+1", due="2026-07-15" if word == "accepted" else "")


@pytest.fixture(scope="module")
def opened(hostile: Hostile) -> Iterator[Any]:
    """The store, open."""
    with hostile.open() as net:
        yield net
