"""A sheet goes through the public library into an empty store, and what the store holds comes back as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import alliance
from alliance import schema
from alliance.model import Node, Tie
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
    listed = {id for id, node in nodes.items() if node.kind == "Industry" and node.props.get("code")}  # the classification, not the sheet
    words = {_written_industry(tie, nodes[tie.target]) for tie in ties if tie.kind == "IN_INDUSTRY"}
    ties = [tie for tie in ties if tie.kind != "PART_OF" or tie.source not in listed]
    return {
        "nodes": [
            *({"kind": node.kind, "name": node.name, "props": _with_dates(node.props)} for id, node in nodes.items() if id not in listed),
            *({"kind": "Industry", "name": word, "props": {}} for word in sorted(words)),
        ],
        "ties": [
            {
                "kind": tie.kind,
                "source_kind": nodes[tie.source].kind,
                "source_name": nodes[tie.source].name,
                "target_kind": nodes[tie.target].kind,
                "target_name": _written_industry(tie, nodes[tie.target]) if tie.kind == "IN_INDUSTRY" else nodes[tie.target].name,
                "props": dict(tie.props),
            }
            for tie in ties
        ],
        "figures": [figure for node in nodes.values() for figure in _figures(node.name, node.props)],
    }


def _with_dates(props: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of a node; a recognition tells its date as ``date``."""
    found = dict(props)
    if "recognitions" in found:
        found["recognitions"] = [{"level": each.get("level"), "date": each.get("on", "")} for each in found["recognitions"]]
    return found


def _written_industry(tie: Tie, industry: Node) -> str:
    """The word of the sheet for an industry: what is inferred from a common word quotes it."""
    quotes = [source["quote"] for source in tie.props.get("sources", ()) if source.get("basis") == "inferred" and "：" in source.get("quote", "")]
    return quotes[0].split("：", 1)[1] if quotes else industry.name


def _figures(name: str, props: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The numbers of the results of a workshop under the words of the papers; amounts in 万元."""
    words = {prop.name: prop for prop in schema.RESULTS}
    for one in props.get("results") or ():
        if "value" in one:
            prop = words[one["figure"]]
            yield {"of": name, "name": prop.zh, "value": one["value"] / (10_000 if prop.type == "money" else 1)}
