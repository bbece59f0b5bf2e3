"""A new store: empty, filled from files, the sample, or a synthetic city; and the location in use, else the sample."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from alliance.atomic_files import replace_file
from alliance.errors import InvalidValue, RowsRejected, UnreadableFile
from alliance.model import ANY, Batch, Change, Work
from alliance.services.authorization import local_actor
from alliance.services.data.dataset_settings import settings_beside, tables_in
from alliance.services.data.importing import check, confirm
from alliance.services.session import Session
from alliance.services.stores.local_stores import CITY, SAMPLE, chosen_location, path_of, point_at
from alliance.stores.opening import open_graph_store
from alliance.stores.port import Progress
from alliance.synthetic.generate import generate

SAMPLE_DATA = Path(__file__).resolve().parents[3] / "sample_data"
CITY_WORKSHOPS, CITY_SEED = 250, 1


def current_location() -> str:
    """Return the location in use: the one chosen (``local_stores.chosen_location``), else the sample, made on first use."""
    return chosen_location() or str(sample())


def new_store(name: str, *, title: str = "", files: Sequence[Path] = (), settings: dict[str, object] | None = None) -> str:
    """Start an empty store (or one filled from files), make it the one in use, and return its location.

    A folder among ``files`` stands for the tables in it; settings beside them (``store.json``) are taken over, a given title goes before.
    Raises ``InvalidValue`` where the name is taken or a file is not there, ``RowsRejected`` where nothing of the files can be taken; then
    no store is left behind.
    """
    path = path_of(name)
    absent = [str(file) for file in files if not file.exists()]
    if path.exists() or absent:
        raise InvalidValue(property="name" if path.exists() else "files", value=absent[0] if absent else name)
    _make(path, files, {"title": name, **settings_beside(files), **({"title": title} if title else {}), **(settings or {})})
    point_at(path)
    return str(path)


def sample() -> Path:
    """Return the sample store, imported from ``sample_data/`` on first use."""
    path = path_of(SAMPLE)
    if not path.exists():
        described = SAMPLE_DATA / "store.json"
        if not described.is_file():
            raise UnreadableFile(file=str(described), finding="F04")
        _make(path, sorted(SAMPLE_DATA.glob("*.csv")), json.loads(described.read_text(encoding="utf-8")))
    return path


def synthetic_city(progress: Progress | None = None) -> Path:
    """Return the store of a synthetic city, generated and imported on first use; what it holds is the same everywhere."""
    path = path_of(CITY)
    if not path.exists():
        with tempfile.TemporaryDirectory() as folder:
            generate(CITY_WORKSHOPS, CITY_SEED, folder, progress=progress)
            files = sorted(Path(folder).glob("*.csv"))
            _make(path, files, settings_beside(files))
    return path


def _make(path: Path, files: Sequence[Path], settings: dict[str, object]) -> None:
    """Make a store under another name first: a start that is cut off leaves no half of one behind."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with replace_file(path) as part:
        _fill(part, path.stem, files, settings)


def _fill(path: Path, name: str, files: Sequence[Path], settings: dict[str, object]) -> None:
    with Session(open_graph_store(str(path), create=True), local_actor()) as net:
        if files:
            _import_files(net, files)
        changes = tuple(Change("put", Work(kind="setting", id=key, state="", data={"value": value}), ANY) for key, value in settings.items())
        net.store.commit(Batch(f"start-{name}", "settings", changes, label="start"), net.actor)


def _import_files(net: Session, files: Sequence[Path]) -> None:
    report = check(net, tables_in(files))
    if not report.can_confirm:
        raise RowsRejected(count=report.counts.get("rejected", 0) or sum(report.finding_counts.values()))
    confirm(net, report.batch)
