"""docs/architecture.md is true: its drawing is the layers of ``.importlinter``, its tables are the doors there and the folders of the jobs."""

from __future__ import annotations

import configparser
import re

import pytest

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ROW = re.compile(r"^ [a-z ]*│ ([a-z_| ]+?) +│", re.MULTILINE)
FOLDERS = {"services": "alliance/services", "commands": "alliance/cli/commands", "pages": "alliance/ui/pages"}


@pytest.fixture(scope="module")
def rules() -> configparser.ConfigParser:
    """The import rules."""
    found = configparser.ConfigParser()
    found.read(ROOT / ".importlinter", encoding="utf-8")
    return found


def _table(heading: str) -> list[list[str]]:
    """The rows of the table whose head begins with ``heading``, backticks taken off."""
    text = PAGE.split(f"| {heading} |", 1)[1].split("\n\n", 1)[0]
    return [[cell.strip().replace("`", "") for cell in line.strip("| ").split("|")] for line in text.splitlines()[2:]]


def _jobs(folder: str) -> set[str]:
    """The folders and modules of a folder."""
    return {path.stem for path in (ROOT / folder).iterdir() if path.is_dir() or path.suffix == ".py"} - {"__init__", "__pycache__"}


def test_the_drawing_has_the_rows_of_the_import_rules(rules: configparser.ConfigParser) -> None:
    drawn = [re.split(r"\s*\|\s*", row) for row in ROW.findall(PAGE)]
    layers = [re.split(r"\s*\|\s*", line) for line in rules["importlinter:contract:rows"]["layers"].split("\n") if line]
    assert drawn == layers


def test_every_foreign_package_stands_with_its_doors(rules: configparser.ConfigParser) -> None:
    doors = {
        rules[name]["protected_modules"].strip(): rules[name]["allowed_importers"].split()
        for name in rules.sections()
        if "protected_modules" in rules[name]
    }
    said = {package: [f"alliance.{door}" for door in listed.split(", ")] for package, listed in _table("package")}
    assert said == {package: [door.removesuffix(".**") for door in modules] for package, modules in doors.items()}


def test_the_jobs_are_the_folders() -> None:
    said = {name: {row[0] for row in _table("job") if row[place] == "yes"} for place, name in enumerate(FOLDERS, 2)}
    assert all(cell in ("yes", "no") for row in _table("job") for cell in row[2:])
    services = {path.name for path in (ROOT / FOLDERS["services"]).iterdir() if (path / "__init__.py").is_file()}
    assert said == {"services": services, "commands": _jobs(FOLDERS["commands"]), "pages": _jobs(FOLDERS["pages"])}


@pytest.mark.parametrize("part", ["services", "ui"])
def test_the_folders_of_the_tests_are_jobs(part: str) -> None:
    folders = {path.name for path in (ROOT / "tests" / part).iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders <= {row[0] for row in _table("job")}


@pytest.mark.parametrize("page", ["docs/architecture.md", "docs/rules.md", "docs/findings.md", "docs/glossary.md", "CONTRIBUTING.md"])
def test_every_path_that_a_page_names_is_there(page: str) -> None:
    text, beside = (ROOT / page).read_text(encoding="utf-8"), (ROOT / page).parent
    named = {word for word in re.findall(r"`([\w./-]+)`", text) if "/" in word or re.search(r"\.(py|json|md)$", word)}
    missing = {word for word in named if not any((start / word).exists() for start in (ROOT, ROOT / "alliance", ROOT / "docs"))}
    missing |= {link for link in re.findall(r"\]\(([\w./-]+)\)", text) if not (beside / link).exists()}
    assert named
    assert missing == set()


def test_the_code_cites_only_pages_and_sections_of_rules_that_are_there() -> None:
    sections = set(re.findall(r"^## (\d+)\.", (ROOT / "docs" / "rules.md").read_text(encoding="utf-8"), re.MULTILINE))
    files = [*(ROOT / "alliance").rglob("*.py"), *(ROOT / "cypher").rglob("*.cypher"), *(ROOT / "tests").rglob("*.py")]
    cited = [(str(path.relative_to(ROOT)), text) for path in files if (text := path.read_text(encoding="utf-8"))]
    held = {page.name for folder in (ROOT / "docs", ROOT / "cypher", ROOT / "sample_data", ROOT / "tests") for page in folder.rglob("*.md")}
    held |= {page.name for page in ROOT.glob("*.md")}
    wrong = [(path, number) for path, text in cited for number in re.findall(r"rules(?:\.md)? §(\d+)", text) if number not in sections]
    pages = [(path, page) for path, text in cited for page in re.findall(r"\b([\w-]+\.md)\b", text) if page not in held]
    assert len(sections) == 12
    assert wrong + pages == []
