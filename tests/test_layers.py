"""Imports point down, foreign packages have their doors, and no part is left out of the table."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "alliance"
MODULES = sorted(PACKAGE.rglob("*.py"))
ROWS: list[list[str]] = [
    ["errors"],
    ["schema"],
    ["model"],
    ["messages"],
    ["tables"],
    ["network"],
    ["partners"],
    ["exchanges"],
    ["synthetic"],
    ["stores", "reports", "drawing"],
    ["services"],
    ["cli", "ui"],
]
RANK = {part: row for row, parts in enumerate(ROWS) for part in parts}
STANDING_APART = {"__init__", "__main__"}  # the public door, which names services, and its twin for python -m
# third-party package → the only places that may import it
OUTSIDE: dict[str, set[str]] = {
    "numpy": {"model", "network", "partners", "exchanges", "synthetic", "stores", "tables", "drawing", "services"},
    "scipy": {"network", "partners", "exchanges", "synthetic"},
    "sknetwork": {"network", "partners"},
    "networkx": {"network", "partners", "exchanges", "synthetic", "drawing"},
    "pandas": {"tables/read/readers.py", "reports", "ui"},
    "python_calamine": {"tables/read/readers.py", "tables/read/workbooks.py"},
    "openpyxl": {"tables/read/readers.py", "tables/read/workbooks.py"},
    "defusedxml": {"tables"},
    "psutil": {"tables/read/worker.py", "services/stores/doctor.py"},
    "pypinyin": {"network/search.py"},
    "neo4j": {"stores/neo4j/store.py", "stores/neo4j"},
    "xlsxwriter": {"reports"},
    "docx": {"reports"},
    "typst": {"reports"},
    "icalendar": {"reports"},
    "pyvis": {"drawing"},
    "streamlit": {"ui"},
    "rich": {"cli"},
    "click": {"cli"},
}


def imported(path: Path) -> set[str]:
    """All modules that a file names in its imports, wherever they stand; those for type checking only do not count."""
    names: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {id(n) for node in ast.walk(tree) if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test) for n in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write absolute imports"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_there_are_modules() -> None:
    assert len(MODULES) > 30


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    relative = path.relative_to(PACKAGE)
    part = relative.parts[0].removesuffix(".py")
    if part in STANDING_APART:
        return
    for name in imported(path):
        head, _, rest = name.partition(".")
        if head == "alliance" and rest:
            other = rest.split(".")[0]
            if other.startswith("__") or other == "open_store":
                continue
            assert other == part or RANK[other] < RANK[part], f"{relative} imports {name}"
        elif head in OUTSIDE:
            allowed = OUTSIDE[head]
            assert part in allowed or any(str(relative).startswith(a) for a in allowed if "/" in a), f"{relative} imports {name}"
