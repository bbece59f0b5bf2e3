"""Long work with progress, stop and result: import, all partners, plans, exports.

A job runs in a thread of this process and survives a rerun of the page or a closed tab.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from typing import Any

from alliance.errors import AllianceError, Stopped


class Job:
    """One piece of long work. ``state``: running, done, failed, stopped."""

    def __init__(self, number: int, name: str, work: Callable[[Callable[[int, int], None]], Any]) -> None:
        self.number, self.name = number, name
        self.state, self.done, self.total = "running", 0, 0
        self.result: Any = None
        self.error: BaseException | None = None
        self._halt = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(work,), name=f"job-{number}", daemon=True)
        self._thread.start()

    def progress(self, done: int, total: int) -> None:
        """Called by the work: note how far it is; raises ``Stopped`` once ``stop`` was asked for."""
        self.done, self.total = done, total
        if self._halt.is_set():
            raise Stopped(job=self.name)

    def stop(self) -> None:
        """Ask the work to stop at its next progress note."""
        self._halt.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for the end; say whether it has come."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self, work: Callable[[Callable[[int, int], None]], Any]) -> None:
        try:
            self.result = work(self.progress)
            self.state = "done"
        except Stopped as stopped:
            self.error, self.state = stopped, "stopped"
        except AllianceError as error:
            self.error, self.state = error, "failed"
        except Exception as error:  # noqa: BLE001 - the page shows an incident number, the job must not vanish
            self.error, self.state = error, "failed"


class JobBoard:
    """The jobs of a workspace, newest last."""

    def __init__(self) -> None:
        self._jobs: dict[int, Job] = {}
        self._numbers = itertools.count(1)

    def start(self, name: str, work: Callable[[Callable[[int, int], None]], Any]) -> Job:
        """Start a job; ``work`` gets the progress function and returns the result."""
        number = next(self._numbers)
        self._jobs[number] = Job(number, name, work)
        return self._jobs[number]

    def get(self, number: int) -> Job | None:
        """Return a job by its number."""
        return self._jobs.get(number)

    def running(self) -> list[Job]:
        """Return the jobs that are not at their end."""
        return [job for job in self._jobs.values() if job.state == "running"]
