"""Long work while the page stays: it runs as a job, shows how far it is, can be stopped, and survives a rerun."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from alliance.errors import AllianceError
from alliance.services.jobs import Job
from alliance.services.workspace import Workspace
from alliance.stores.port import Progress
from alliance.ui import keys
from alliance.ui.kit import notes
from alliance.ui.words import say

T = TypeVar("T")
Work = Callable[[Progress], T]  # long work: it gets what tells how far it is
SHORT = 1.5  # seconds; shorter work shows nothing
LOG = logging.getLogger("alliance.ui")


def start(net: Workspace, slot: str, work: Work[object]) -> None:
    """Start work under a slot of this session; ``waiting`` tells of its end."""
    job = net.jobs.start(slot, work)
    st.session_state[keys.of("job", slot)] = job
    job.wait(SHORT)


def waiting(slot: str, kind: type[T]) -> tuple[bool, T | None]:
    """Return whether work of this slot is still going on, and once its result of this kind; what went wrong is shown here."""
    job = st.session_state.get(keys.of("job", slot))
    if not isinstance(job, Job):
        return False, None
    if job.state == "running":
        _progress(slot)
        return True, None
    del st.session_state[keys.of("job", slot)]
    if isinstance(job.error, AllianceError):
        notes.failure(job.error)
    elif job.error is not None:
        number = f"{job.number:04d}-{abs(id(job)) % 0xFFFF:04X}"
        LOG.error("incident %s", number, exc_info=job.error)
        notes.incident(number)
    return False, job.result if isinstance(job.result, kind) else None


def keep(net: Workspace, slot: str, mark: tuple[object, ...], kind: type[T], work: Work[T]) -> T | None:
    """Return the result of work that is done once for a mark and kept in the session; None while it runs, with how far it is shown."""
    key = keys.of("kept", slot)
    made = st.session_state.get(key)
    if made and made[0] == mark and isinstance(made[1], kind):
        return made[1]
    if keys.of("job", slot) not in st.session_state:
        start(net, slot, work)
    _, result = waiting(slot, kind)
    if result is not None:
        st.session_state[key] = (mark, result)
    return result


@st.fragment(run_every=0.5)
def _progress(slot: str) -> None:
    job = st.session_state.get(keys.of("job", slot))
    if not isinstance(job, Job) or job.state != "running":
        st.rerun()
        return
    st.progress(min(1.0, job.done / job.total) if job.total else 0.0, text=say(f"work.{slot}", done=job.done, total=job.total or "…"))
    if st.button(say("work.stop"), key=keys.of("stop", slot)):
        job.stop()
