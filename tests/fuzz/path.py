"""One input taken all the way: bytes, sheet, rows, changes, preview, confirmation and undo, in this process so that a fuzzer sees the code it reaches."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from alliance.services.data import importing
from alliance.services.workspace import Workspace
from alliance.tables.cells.personal_numbers import personal
from alliance.tables.findings import finding_text
from alliance.tables.read import child
from alliance.tables.read.worker import SourceFile, Worker
from tests.builders import workspace

FORMS = ("csv", "tsv", "xlsx", "xls", "docx")


class WorkerHere(Worker):
    """Reads in this process what the product reads in a child; a fault of the reading is seen instead of becoming a finding.

    Workbooks go to a child here too: their reader is no Python, and ends its process where a damaged one asks for too much memory.
    """

    def _run(
        self, files: Sequence[SourceFile], requests: Sequence[Mapping[str, Any]], result: str, progress: Callable[[int, int], None] | None
    ) -> list[tuple[Any, str]]:
        if any(file.path.read_bytes()[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0") for file in files):
            return super()._run(files, requests, result, progress)
        found = []
        for number, file in enumerate(files):
            folder = self.folder / f"file-{number}"
            folder.mkdir(exist_ok=True)
            child._read({**requests[number], "path": str(file.path), "name": file.name, "folder": str(folder)})
            found.append((json.loads((folder / result).read_text(encoding="ascii")), ""))
        return found


@contextlib.contextmanager
def reading_here() -> Iterator[None]:
    """Let imports read in this process."""
    kept = importing.Worker
    importing.Worker = WorkerHere  # type: ignore[misc]
    try:
        yield
    finally:
        importing.Worker = kept  # type: ignore[misc]


def take(content: bytes, suffix: str) -> None:
    """Take a file through the import into an empty store; raise ``AssertionError`` where what comes of it cannot be."""
    with workspace() as net, reading_here(), _removed(net):
        report = net.check([(f"名单.{suffix}", content)])
        for finding in report.findings:
            for language in ("zh", "en"):
                text = finding_text(finding, language)
                assert text, finding
        assert report.counts["rejected"] <= report.counts["rows"]
        if report.can_confirm:
            _confirm_and_undo(net, report)


@contextlib.contextmanager
def _removed(net: Workspace) -> Iterator[None]:
    """Let the store of one input not outlive it: there are thousands."""
    try:
        yield
    finally:
        for path in Path(net.store.info().location).parent.glob(f"{Path(net.store.info().location).name}*"):
            path.unlink(missing_ok=True)


def _confirm_and_undo(net: Workspace, report: importing.ImportReport) -> None:
    planned = {state: report.counts.get(state, 0) for state in ("new", "changed")}
    assert sum(net.preview(report.batch).counts.get(state, 0) for state in planned) == sum(planned.values())
    receipt = net.confirm(report.batch)
    assert (receipt.created, receipt.changed) == (planned["new"], planned["changed"])
    for node in net.store.all_nodes():
        assert node.name.strip(), node
        assert not personal(node.name), node
    net.undo(report.batch)
    assert net.store.counts()["nodes"] == {}
