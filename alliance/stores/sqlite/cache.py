"""The snapshot as files beside the store, named by its revision; never trusted when anything differs, rebuilt without a word."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from alliance.model.snapshot import LIST_COLUMNS, NODE_COLUMNS, TIE_COLUMNS, IdTable, Snapshot

FORM = 1  # of the files; another form is not read
WORTH = 5_000  # below so many rows reading the store is as quick


def folder_of(path: Path) -> Path:
    """Return where the cache of a store lies."""
    return path.with_name(path.name + "-cache")


def load(path: Path, store: str, revision: int, settings: Mapping[str, Any]) -> Snapshot | None:
    """Return the kept snapshot of this revision, None where there is none or it is not whole."""
    folder = folder_of(path) / f"{revision}"
    try:
        head = json.loads((folder / "head.json").read_text(encoding="utf-8"))
        if (head["form"], head["store"], head["revision"]) != (FORM, store, revision):
            return None
        arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in head["shapes"]}
        dtypes = {**NODE_COLUMNS, **TIE_COLUMNS, **LIST_COLUMNS, "id_block": "uint8", "id_offsets": "int64"}
        if set(arrays) != set(dtypes) or any(list(a.shape) != head["shapes"][n] or a.dtype != dtypes[n] for n, a in arrays.items()):
            return None
        ids = IdTable(arrays.pop("id_block"), arrays.pop("id_offsets"))
        return Snapshot(store, revision, ids, arrays, tuple(head["roles"]), tuple(head["systems"]), dict(settings))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(path: Path, snapshot: Snapshot) -> None:
    """Write a snapshot beside the store and drop older ones; a folder that cannot be written is no fault."""
    if snapshot.n_nodes + snapshot.n_ties < WORTH:
        return
    folder = folder_of(path)
    half = folder / f"{snapshot.revision}.{os.getpid()}.part"
    try:
        half.mkdir(parents=True, exist_ok=True, mode=0o700)
        arrays = {**snapshot.columns, "id_block": snapshot.ids.block, "id_offsets": snapshot.ids.offsets}
        for name, array in arrays.items():
            np.save(half / f"{name}.npy", array, allow_pickle=False)
        head = {"form": FORM, "store": snapshot.store, "revision": snapshot.revision, "roles": snapshot.roles, "systems": snapshot.systems,
                "shapes": {name: list(array.shape) for name, array in arrays.items()}}
        (half / "head.json").write_text(json.dumps(head, ensure_ascii=False), encoding="utf-8")
        half.rename(folder / f"{snapshot.revision}")
    except OSError:
        shutil.rmtree(half, ignore_errors=True)
    for old in folder.iterdir() if folder.is_dir() else ():
        if old.name != f"{snapshot.revision}" and old.name.isdigit():
            shutil.rmtree(old, ignore_errors=True)
