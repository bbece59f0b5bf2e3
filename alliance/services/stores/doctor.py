"""Is this computer, this program and this store in order? One line per check, with what to do where it is not."""

from __future__ import annotations

import platform
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from alliance import __version__, messages
from alliance.errors import AllianceError
from alliance.services import clock
from alliance.services.analysis import analysis_text
from alliance.services.authorization import authorized
from alliance.services.results import Result
from alliance.services.session import Session
from alliance.services.stores.creating import current_location
from alliance.services.stores.local_stores import home
from alliance.stores.opening import is_server, open_graph_store
from alliance.tables.read.worker import MEMORY_LIMIT

PACKAGES = (
    "streamlit",
    "pandas",
    "numpy",
    "scipy",
    "networkx",
    "neo4j",
    "click",
    "python-calamine",
    "XlsxWriter",
    "python-docx",
    "icalendar",
    "pyvis",
)
GOOD, NOTE, BAD = "good", "note", "bad"
Found = tuple[str, str]  # state, value


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its code, its name in words, ``state`` good, note or bad, what was found, what to do."""

    code: str
    name: str
    state: str
    value: str
    advice: str


@dataclass(frozen=True, slots=True)
class DoctorResult(Result):
    """All checks, in fixed order."""

    rows: tuple[Check, ...]


@authorized
def doctor(net: Session, *, lang: str = "zh") -> DoctorResult:
    """Check computer, program and the open store."""
    rows = [*_computer(lang), *_store(net, lang)]
    return DoctorResult(schema="alliance.doctor/1", revision=net.store.revision, as_of=net.as_of(), rows=tuple(rows))


def checkup(location: str | None = None, *, lang: str = "zh", on: str = "") -> DoctorResult:
    """Check everything, also where the store does not open: that is then the finding."""
    try:
        with Session(open_graph_store(location or current_location(), create=False), on=on) as net:
            return doctor(net, lang=lang)
    except AllianceError as error:
        found = Check(
            code="store",
            name=messages.text("services.check.store", lang),
            state=BAD,
            value=messages.error_text(error, lang),
            advice=messages.text("services.advice.store", lang),
        )
        return DoctorResult(schema="alliance.doctor/1", revision=0, as_of=clock.today(), rows=(*_computer(lang), found))


def _checks(lang: str, wanted: dict[str, Callable[[], Found]]) -> list[Check]:
    rows = []
    for code, find in wanted.items():
        try:
            state, value = find()
        except (AllianceError, OSError, ValueError, subprocess.SubprocessError) as error:
            state, value = BAD, messages.error_text(error, lang) if isinstance(error, AllianceError) else str(error)
        advice = "" if state == GOOD else messages.text(f"services.advice.{code}", lang)
        rows.append(Check(code=code, name=messages.text(f"services.check.{code}", lang), state=state, value=value, advice=advice))
    return rows


def _computer(lang: str) -> list[Check]:
    return _checks(
        lang,
        {
            "program": lambda: (GOOD, __version__),
            "python": _python,
            "sqlite": _sqlite,
            "packages": lambda: _packages(lang),
            "home": lambda: _home(lang),
            "fonts": lambda: _fonts(lang),
            "browser-page": _page,
            "worker": lambda: _worker(lang),
        },
    )


def _store(net: Session, lang: str) -> list[Check]:
    return _checks(
        lang,
        {
            "store": lambda: _info(net, lang),
            "writable": lambda: (GOOD, _finding_text("yes", lang)) if net.store.info().writable else (NOTE, _finding_text("no", lang)),
            "audit": lambda: (
                (BAD, _finding_text("broken", lang, record=broken)) if (broken := net.store.verify_audit()) else (GOOD, _finding_text("whole", lang))
            ),
            "permissions": lambda: _permissions(net),
            "analysis": lambda: _analysis(net, lang),
            "staged": lambda: _waiting_imports(net, lang),
        },
    )


def _finding_text(found: str, lang: str, **facts: object) -> str:
    return messages.text(f"services.found.{found}", lang, **facts)


def _python() -> Found:
    return (GOOD if sys.version_info >= (3, 11) else BAD), platform.python_version()


def _sqlite() -> Found:
    return (GOOD if sqlite3.sqlite_version_info >= (3, 37) else BAD), sqlite3.sqlite_version


def _packages(lang: str) -> Found:
    found, absent = [], []
    for name in PACKAGES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            absent.append(name)
    return (BAD, _finding_text("lacking", lang, names=absent)) if absent else (GOOD, ", ".join(found))


def _home(lang: str) -> Found:
    path = home()
    if not path.exists():
        return GOOD, _finding_text("not-here", lang, path=path)
    mode = stat.S_IMODE(path.stat().st_mode)
    return (NOTE if sys.platform != "win32" and mode & 0o077 else GOOD), f"{path} {mode:04o}"


def _fonts(lang: str) -> Found:
    if sys.platform in ("win32", "darwin"):
        return GOOD, sys.platform
    lister = shutil.which("fc-list")
    if lister is None:
        return NOTE, _finding_text("fonts-unknown", lang)
    listed = subprocess.run([lister, ":lang=zh", "family"], capture_output=True, text=True, timeout=20, check=False).stdout  # noqa: S603
    families = sorted({line.split(",")[0].strip() for line in listed.splitlines() if line.strip()})
    return (GOOD, ", ".join(families[:4])) if families else (NOTE, _finding_text("none", lang))


def _page() -> Found:
    settings = Path(__file__).resolve().parents[3] / ".streamlit" / "config.toml"
    if not settings.is_file():
        return NOTE, str(settings)
    text = settings.read_text(encoding="utf-8").replace(" ", "")
    quiet = "gatherUsageStats=false" in text
    return (GOOD if quiet else BAD), "127.0.0.1" if 'address="127.0.0.1"' in text else str(settings)


def _worker(lang: str) -> Found:
    state = GOOD if find_spec("resource") else NOTE  # without it the parent watches the child
    return state, _finding_text("memory", lang, megabytes=MEMORY_LIMIT >> 20)


def _info(net: Session, lang: str) -> Found:
    info = net.store.info()
    return GOOD, _finding_text("store", lang, location=info.location, engine=info.engine, version=info.version, revision=info.revision)


def _permissions(net: Session) -> Found:
    info = net.store.info()
    if is_server(info.location) or sys.platform == "win32":
        return GOOD, "–"
    mode = stat.S_IMODE(Path(info.location).stat().st_mode)
    return (NOTE if mode & 0o077 else GOOD), f"{mode:04o}"


def _analysis(net: Session, lang: str) -> Found:
    return GOOD, analysis_text(net.store, lang)


def _waiting_imports(net: Session, lang: str) -> Found:
    waiting = net.store.staged_batches()
    return (NOTE, str(len(waiting))) if waiting else (GOOD, _finding_text("none", lang))
