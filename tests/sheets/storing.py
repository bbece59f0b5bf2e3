"""A sheet goes through the public library into an empty store, and what the store holds comes back as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import alliance
from alliance import schema
from alliance.services.workspace import Workspace
from tests.sheets.generator import Paper


def import_paper(paper: Paper, folder: Path) -> tuple[dict[str, Any], int]:
    """Import a sheet, confirm all that may be confirmed without an answer, and return what is stored and how many questions were asked."""
    net = alliance.open_store(folder / f"{paper.seed}.alliance")
    try:
        report = net.check([(paper.file, paper.content)])
        if report.can_confirm:
            net.confirm(report.batch)
        stored, questions = stored_data(net), len(getattr(report, "questions", ()))
    finally:
        net.close()
    return {**stored, "leaked": _leaked(paper, folder)}, questions


def _leaked(paper: Paper, folder: Path) -> list[str]:
    """Personal numbers of the sheet that stand anywhere in the files of the store: in staged rows, in the ledger, in freed pages."""
    files = [path for path in folder.rglob("*") if path.is_file() and str(path.relative_to(folder)).startswith(f"{paper.seed}.alliance")]
    content = b"\0".join(path.read_bytes() for path in files)
    assert content, "the store has no files"
    return [number for number in paper.truth["secrets"] if number.encode() in content]


def stored_data(net: Workspace) -> dict[str, Any]:
    """Return all nodes and ties of a store in the form that the judge reads."""
    store = net.store
    nodes = {node.id: node for kind in schema.NODE_KINDS for node in store.all_nodes(kind.name)}
    ties = [tie for kind in schema.TIE_KINDS for tie in store.all_ties(kind.name)]
    return {
        "nodes": [{"kind": node.kind, "name": node.name, "props": dict(node.props)} for node in nodes.values()],
        "ties": [
            {
                "kind": tie.kind,
                "source_kind": nodes[tie.source].kind,
                "source_name": nodes[tie.source].name,
                "target_kind": nodes[tie.target].kind,
                "target_name": nodes[tie.target].name,
                "props": dict(tie.props),
            }
            for tie in ties
        ],
        "figures": [figure for node in nodes.values() for figure in _figures(node.name, node.props)],
    }


def _figures(name: str, props: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The numbers of the results of a workshop, where the store keeps them: a list ``figures`` of {name, value}."""
    for one in props.get("figures") or ():
        yield {"of": name, "name": one["name"], "value": one["value"]}
