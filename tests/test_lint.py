"""What ruff cannot say: banned calls, sizes, docstrings."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path
from statistics import median

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "alliance"
MODULES = sorted(PACKAGE.rglob("*.py"))
BANNED = {
    r"unsafe_allow_html|unsafe_allow_javascript|components\.v1": set(),
    r"\bst\.html\(": {"ui/kit/html.py"},
    r"\bpickle\b|\beval\(|\bexec\(|yaml\.load\(|shell=True": set(),
    r"\.write_html\(|\.from_nx\(": set(),
    r"datetime\.now\(|date\.today\(|time\.time\(": {"services/clock.py", "stores/moments.py"},
}
SCRIPTS = sorted([*PACKAGE.rglob("*.js")])


@pytest.mark.parametrize("pattern", BANNED)
def test_banned_calls_stand_only_where_allowed(pattern: str) -> None:
    found = {str(p.relative_to(PACKAGE)) for p in MODULES if re.search(pattern, p.read_text(encoding="utf-8"))}
    assert found <= BANNED[pattern]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: p.name)
def test_text_reaches_the_page_only_as_text(path: Path) -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", path.read_text(encoding="utf-8"))


def _functions() -> list[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef, bool]]:
    found = []
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        top = set(tree.body)
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                found.append((f"{path.relative_to(PACKAGE)}:{node.lineno} {node.name}", node, node in top))
    return found


# part → names whose ``.store`` is no store: the place that a command was given
STORE_FREE: dict[str, set[str]] = {"ui": set(), "cli": {"self", "session"}}


@pytest.mark.parametrize("part", STORE_FREE)
def test_pages_and_commands_reach_the_store_through_use_cases_only(part: str) -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in sorted((PACKAGE / part).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "store" and isinstance(node.ctx, ast.Load)
        if not (isinstance(node.value, ast.Name) and node.value.id in STORE_FREE[part])
    ]
    assert found == []


def test_no_parameter_of_a_page_is_any() -> None:
    found = [
        f"{where} {argument.arg}"
        for where, node, _ in _functions()
        if where.startswith("ui/")
        for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg)
        if argument is not None and argument.annotation is not None and re.search(r"\bAny\b", ast.unparse(argument.annotation))
    ]
    assert found == []


def test_public_functions_have_docstrings() -> None:
    bare = [where for where, node, top in _functions() if top and not node.name.startswith("_") and not ast.get_docstring(node)]
    assert bare == []


def test_modules_and_functions_are_small() -> None:
    lines = {str(p.relative_to(PACKAGE)): p.read_text(encoding="utf-8").count("\n") for p in MODULES}
    assert {name: n for name, n in lines.items() if n > 400} == {}
    sizes = {where: (node.end_lineno or 0) - node.lineno + 1 - (ast.get_docstring(node) or "").count("\n") for where, node, _ in _functions()}
    assert {where: n for where, n in sizes.items() if n > 60} == {}
    assert median(lines.values()) <= 140
    assert median(sizes.values()) <= 14


def test_no_folder_has_more_modules_than_one_sees_at_once() -> None:
    folders = Counter(str(path.parent.relative_to(PACKAGE)) for path in MODULES if path.name != "__init__.py")
    assert {name: n for name, n in folders.items() if n > 15} == {}
