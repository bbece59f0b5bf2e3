"""What a commit has done so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from alliance.stores.audit_chain import OBJECTS_KEPT


@dataclass(slots=True)
class Tally:
    """Counts of a commit, the ids it touched (the first ones), and whether nodes or ties, or work records, moved."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0
    graph_moved: bool = False
    work_moved: bool = False
    objects: list[str] = field(default_factory=list)
    done: int = 0
    total: int = 0
    tell: Callable[[int, int], None] | None = None

    def add(self, outcome: str, object_id: str, *, graph: bool) -> None:
        """Count one record: outcome is created, changed, unchanged or deleted."""
        setattr(self, outcome, getattr(self, outcome) + 1)
        if outcome != "unchanged":
            self.graph_moved |= graph
            self.work_moved |= not graph
            if len(self.objects) < OBJECTS_KEPT:
                self.objects.append(object_id)

    def step(self, rows: int) -> None:
        """Tell that so many more rows are done; what listens may raise ``Stopped``."""
        self.done = min(self.total, self.done + rows)
        if self.tell:
            self.tell(self.done, self.total)
