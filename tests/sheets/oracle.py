"""A store as it is when all goes well, made from the truth alone: with it the judge and the generator are tried without an importer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def perfect_store(truth: Mapping[str, Any]) -> dict[str, Any]:
    """Return stored data in which every required fact of the truth stands and nothing else."""
    nodes: dict[str, dict[str, Any]] = {}

    def node(key: str) -> dict[str, Any]:
        one = truth["entities"][key]
        return nodes.setdefault(key, {"kind": one["kinds"][0], "name": one["names"][0], "props": {}})

    for key, one in truth["entities"].items():
        if one["required"]:
            node(key)
    for fact in truth["facts"]:
        if fact["required"]:
            _state(node(fact["entity"])["props"], fact)
    ties = []
    for tie in truth["ties"]:
        if tie["required"]:
            source, target = node(tie["sources"][0]), node(tie["targets"][0])
            ties.append(
                {
                    "kind": tie["kinds"][0],
                    "source_kind": source["kind"],
                    "source_name": source["name"],
                    "target_kind": target["kind"],
                    "target_name": target["name"],
                    "props": {"role": tie["roles"][0]} if tie["roles"] else {},
                }
            )
    figures = [{"of": node(one["entity"])["name"], "name": one["name"], "value": one["value"]} for one in truth["figures"]]
    return {"nodes": list(nodes.values()), "ties": ties, "figures": figures}


def _state(props: dict[str, Any], fact: Mapping[str, Any]) -> None:
    first = fact["accept"][0]
    if fact["kind"] == "date":
        props[fact["name"]] = "/".join(first)
    elif fact["kind"] == "recognition":
        date = "/".join(first["dates"][0]) if first["dates"] else ""
        props.setdefault("recognitions", []).append({"level": first["level"], "date": date})
    elif fact["kind"] == "kept":
        props.setdefault("texts", []).append(first)
    else:
        props[fact["name"]] = first
