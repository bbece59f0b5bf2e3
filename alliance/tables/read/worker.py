"""Untrusted files are read in child processes with limits; a child that dies is a finding (F11), never our end."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import alliance
from alliance.tables.findings import Finding, finding_of
from alliance.tables.sheets.settings_sheet import SETTINGS_SHEETS, settings_of_rows

MEMORY_LIMIT = 1024 * 1024 * 1024
SECONDS_AT_LEAST = 60.0
SMALL_FILE = 1024 * 1024
BYTES_PER_SECOND = 200_000  # what even a slow computer reads
SETTINGS_ROWS = 100  # of a settings sheet, at most
_GAP = 0.02
_CHILD = "import sys; sys.path.insert(0, {path!r}); from alliance.tables.read.child import main; main()"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to be read. ``name`` is shown to people and used for nothing else."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class ReadTable:
    """What the child found in one table; ``spool`` is the stem of its block files."""

    file: int
    name: str
    kind: str
    header_row: int
    columns: tuple[tuple[int, str, str, str], ...]
    rows: int
    rejected: tuple[int, ...]
    findings: tuple[Finding, ...]
    finding_counts: Mapping[str, int]
    blocked: frozenset[tuple[str, str]]
    encoding: str
    separator: str
    hidden: bool
    spool: Path
    facts: tuple[tuple[str, str, str], ...] = ()
    aside: tuple[tuple[str, str, str, str], ...] = ()
    added: tuple[tuple[str, str, str, str], ...] = ()

    def blocks(self, what: str) -> Iterator[Any]:
        """Yield the blocks of ``rows`` or ``links`` in order."""
        path = self.spool.with_suffix(f".{what}")
        if path.exists():
            with path.open(encoding="utf-8") as file:
                for line in file:
                    yield json.loads(line)


@dataclass
class Limits:
    """Limits of a child. ``seconds`` 0 means: by the size of the file."""

    memory: int = MEMORY_LIMIT
    seconds: float = 0.0


@dataclass
class _Running:
    numbers: Sequence[int]
    process: subprocess.Popen[bytes]
    until: float
    cause: str = field(default="")


class Worker:
    """Runs children over files; use as a context manager: its folder goes with it."""

    def __init__(self, *, limits: Limits | None = None, children: int = 0) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="alliance-import-"))
        self.limits = limits or Limits()
        self.children = children or min(4, os.cpu_count() or 1)
        # one seed for all children, new for each import: hashes of rows agree between files and cannot be prepared
        self._seed = str(random.SystemRandom().randrange(1, 4_294_967_295))

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def own_file(self, content: bytes) -> Path:
        """Write an upload under a name of our own and return it."""
        handle, name = tempfile.mkstemp(dir=self.folder, prefix="upload-")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        return Path(name)

    def read(
        self,
        files: Sequence[SourceFile],
        kind: str = "",
        mapping: Mapping[str, str] | None = None,
        progress: Callable[[int, int], None] | None = None,
        answers: Mapping[str, Any] | None = None,
    ) -> tuple[list[ReadTable], list[Finding]]:
        """Return the tables of all files, in order, and the findings about whole files.

        ``answers``: what a person has said of the sheets: ``cells`` (``row:heading`` or heading → text → what is meant), ``hidden``
        (names of hidden sheets to be read), ``heading_rows`` (sheet → first and last row of its headings), ``stated`` (stored name →
        what holds for all workshops), ``sections`` (words of a section → stored name of the column it stands for).
        """
        request = {"kind": kind, "mapping": dict(mapping or {}), **(answers or {})}
        requests = [{**request, "prefix": _prefix(file, files)} for file in files]
        tables: list[ReadTable] = []
        findings: list[Finding] = []
        for number, (report, cause) in enumerate(self._run(files, requests, "report.json", progress)):
            if report is None:
                findings.append(Finding("F11", files[number].name, detail=cause))
                continue
            findings += [finding_of(plain) for plain in report["findings"]]
            folder = self.folder / f"file-{number}"
            tables += [_table(number, folder / table["spool"], table) for table in report["tables"]]
        return tables, findings

    def pick(self, files: Sequence[SourceFile], number: int, rows: Mapping[str, Sequence[int]], kind: str = "") -> list[dict[str, Any]]:
        """Return the cells of some rows of file ``number``: [{sheet, row, cells}]; nothing where the child fails."""
        file = files[number]
        request = {"kind": kind, "mapping": {}, "prefix": _prefix(file, files), "pick": {name: list(numbers) for name, numbers in rows.items()}}
        ((found, _),) = self._run([file], [request], "picked.json", None)
        return found or []

    def settings(self, files: Sequence[SourceFile]) -> dict[str, Any]:
        """Return the settings that the workbooks among the files carry on a sheet of their own; none where several do."""
        found = []
        for number, file in enumerate(files):
            if Path(file.name).suffix.lower() == ".xlsx":
                sheets = [_prefix(file, files) + name for name in SETTINGS_SHEETS.values()]
                rows = self.pick(files, number, dict.fromkeys(sheets, range(1, SETTINGS_ROWS)))
                found.append(settings_of_rows([row["cells"] for row in rows]))
        found = [each for each in found if each]
        return found[0] if len(found) == 1 else {}

    def cells(self, file: SourceFile, most: int) -> list[dict[str, Any]] | None:
        """Return the first rows of every sheet, at most ``most`` in all: [{sheet, row, cells}]; None where the file cannot be read."""
        ((found, _),) = self._run([file], [{"kind": "", "mapping": {}, "prefix": "", "head": most}], "picked.json", None)
        return None if found is None else list(found)

    def _run(
        self, files: Sequence[SourceFile], requests: Sequence[Mapping[str, Any]], result: str, progress: Callable[[int, int], None] | None
    ) -> list[tuple[Any, str]]:
        waiting = _groups(files, self.children)
        running: list[_Running] = []
        ended: dict[int, tuple[Any, str]] = {}
        try:
            while waiting or running:
                while waiting and len(running) < self.children:
                    running.append(self._start(waiting.pop(0), files, requests))
                time.sleep(_GAP)
                if progress:
                    progress(len(ended), len(files))
                for child in [child for child in running if self._stop_overdue(child)]:
                    running.remove(child)
                    waiting += self._collect(child, result, ended)
        finally:
            for child in running:
                child.process.kill()
                child.process.wait()
        return [ended[number] for number in range(len(files))]

    def _collect(self, child: _Running, name: str, ended: dict[int, tuple[Any, str]]) -> list[list[int]]:
        """Take what a child has left; where it died over several files, those without an answer are tried again, each alone."""
        missing = []
        for number in child.numbers:
            path = self.folder / f"file-{number}" / name
            if path.exists():
                ended[number] = json.loads(path.read_text(encoding="ascii")), ""
            else:
                missing.append([number])
        if len(child.numbers) > 1:
            return missing
        ended |= {number: (None, child.cause or "memory") for (number,) in missing}
        return []

    def _start(self, numbers: Sequence[int], files: Sequence[SourceFile], requests: Sequence[Mapping[str, Any]]) -> _Running:
        whole: dict[str, Any] = {"memory": self.limits.memory, "files": []}
        for number in numbers:
            folder = self.folder / f"file-{number}"
            folder.mkdir(exist_ok=True)
            whole["files"].append({**requests[number], "path": str(files[number].path), "name": files[number].name, "folder": str(folder)})
        package = str(Path(alliance.__file__).resolve().parents[1])
        environment = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "LD_LIBRARY_PATH")}
        environment |= {"PYTHONHASHSEED": self._seed, "PYTHONUTF8": "1"}
        process = subprocess.Popen(  # noqa: S603 - our own interpreter with our own code
            [sys.executable, "-c", _CHILD.format(path=package)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(whole).encode())
            process.stdin.close()
        except BrokenPipeError:
            pass  # it died at once: that is seen when its end is looked at
        size = sum(files[number].path.stat().st_size for number in numbers)
        seconds = self.limits.seconds or SECONDS_AT_LEAST + size / BYTES_PER_SECOND
        return _Running(numbers, process, time.monotonic() + seconds)

    def _stop_overdue(self, child: _Running) -> bool:
        if child.process.poll() is not None:
            return True
        if time.monotonic() > child.until:
            child.cause = "time"
        elif sys.platform == "win32" and _memory(child.process.pid) > self.limits.memory:
            child.cause = "memory"
        if child.cause:
            child.process.kill()
            child.process.wait()
        return bool(child.cause)


def _prefix(file: SourceFile, files: Sequence[SourceFile]) -> str:
    """Sheets of several workbooks are told apart by the file's name; a CSV is named by it anyway."""
    return f"{file.name} · " if len(files) > 1 and not file.name.lower().endswith((".csv", ".txt", ".tsv")) else ""


def _groups(files: Sequence[SourceFile], children: int) -> list[list[int]]:
    """Files to a child: large ones one each, the small ones shared out, as starting a child costs more than reading them."""
    large = [number for number, file in enumerate(files) if file.path.stat().st_size > SMALL_FILE]
    small = [number for number in range(len(files)) if number not in set(large)]
    shared = [small[start::children] for start in range(children)]
    return [*([number] for number in large), *(group for group in shared if group)]


def _memory(pid: int) -> int:
    import psutil  # load time: a check of the command line that finds the file at fault needs none

    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def _table(file: int, spool: Path, plain: Mapping[str, Any]) -> ReadTable:
    return ReadTable(
        file=file,
        name=plain["name"],
        kind=plain["kind"],
        header_row=plain["header_row"],
        columns=tuple((i, h, r, n) for i, h, r, n in plain["columns"]),
        rows=plain["rows"],
        rejected=tuple(plain["rejected"]),
        findings=tuple(finding_of(f) for f in plain["findings"]),
        finding_counts=plain["finding_counts"],
        blocked=frozenset((role, name) for role, name in plain["blocked"]),
        encoding=plain["encoding"],
        separator=plain["separator"],
        hidden=plain["hidden"],
        spool=spool,
        facts=tuple((name, value, cells) for name, value, cells in plain["facts"]),
        aside=tuple((cells, what, text, meaning) for cells, what, text, meaning in plain["aside"]),
        added=tuple((name, origin, value, by) for name, origin, value, by in plain["added"]),
    )
