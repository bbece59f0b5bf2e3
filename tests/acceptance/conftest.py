"""The generated city (250 workshops, seed 1) and the sample, each made once per session by the command line itself."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.running import ROOT, App, Ran, alliance, app
from tests.chromium import browser

EXPECTED = ROOT / "tests" / "expected"


class Place:
    """A store with the files it came from, and a way to ask it."""

    def __init__(self, files: Path, home: Path, store: Path | None) -> None:
        self.files, self.home, self.store = files, home, store
        self.nodes: dict[str, dict[str, str]] = {}
        self.kinds: dict[str, str] = {}
        self.ties: dict[str, dict[str, str]] = {}
        self._answers: dict[tuple[str, ...], Any] = {}
        for path in sorted(files.glob("*.csv")):
            with path.open(encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file):
                    (self.ties if path.stem == "relations" else self.nodes)[row["编号"]] = row
                    if path.stem != "relations":
                        self.kinds[row["编号"]] = path.stem

    def ask(self, *arguments: str) -> Ran:
        """Run a command on the store."""
        return alliance(*arguments, home=self.home, store=self.store)

    def json(self, *arguments: str, code: int = 0) -> Any:
        """Run a command with ``--json`` and return its answer; the same question is asked once."""
        if arguments not in self._answers:
            ran = self.ask(*arguments, "--json")
            assert ran.code == code, ran
            assert ran.err == ""
            self._answers[arguments] = ran.json
        return self._answers[arguments]


@pytest.fixture(scope="session")
def city_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the generated city."""
    folder = tmp_path_factory.mktemp("city")
    ran = alliance("generate", "--workshops", "250", "--seed", "1", "--out", str(folder / "files"), home=folder / "home")
    assert ran.code == 0, ran
    return folder / "files"


@pytest.fixture(scope="session")
def city(city_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The generated city, imported as the README says. Tests that write take a copy of the store."""
    folder = tmp_path_factory.mktemp("city-store")
    found = Place(city_files, folder / "home", folder / "city.alliance")
    ran = found.ask("import", str(city_files), "--yes")
    assert ran.code == 0, ran
    return found


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The sample as it is on first use: nothing is named, the home is empty."""
    return Place(ROOT / "sample_data", tmp_path_factory.mktemp("sample") / "home", None)


@pytest.fixture(scope="session")
def expected(city_files: Path) -> dict[str, Any]:
    """What the city must answer, worked out from its files by the script that does not import the product; held to the written figures."""
    made = subprocess.run([sys.executable, "-I", str(EXPECTED / "expected.py"), str(city_files)], capture_output=True, check=True, timeout=100)
    figures: dict[str, Any] = json.loads(made.stdout)
    written = json.loads((EXPECTED / "city_250_1.json").read_text(encoding="utf-8"))
    assert {name: figures[name] for name in written if name != "sha256"} == {name: value for name, value in written.items() if name != "sha256"}
    return figures


@pytest.fixture(scope="module")
def window(chromium: str) -> Iterator[Any]:
    """A Chromium whose pages are closed when the tests of a module have ended."""
    with browser(chromium) as found:
        yield found


@pytest.fixture(scope="module")
def city_app(city: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app on a copy of the city."""
    folder = tmp_path_factory.mktemp("city-app")
    shutil.copyfile(city.store, folder / "city.alliance")
    with app(folder / "home", folder / "city.alliance") as found:
        yield found
