"""What is required is used: each package is imported somewhere in the product, or is named here with its reason."""

from __future__ import annotations

import ast
import re

from tests.conftest import ROOT

# distribution → module, where the names differ
MODULES = {"scikit-network": "sknetwork", "python-calamine": "python_calamine", "XlsxWriter": "xlsxwriter", "python-docx": "docx"}
NOT_IMPORTED_YET = {
    "typst": "PDF papers are made with it",
}


def _required() -> set[str]:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return {match[1] for line in lines if (match := re.match(r"([\w-]+)==", line))}


def _imported() -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "alliance").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    return found


def test_every_required_package_is_imported_or_has_its_reason() -> None:
    imported = _imported()
    idle = {name for name in _required() if MODULES.get(name, name) not in imported}
    assert idle == NOT_IMPORTED_YET.keys()
