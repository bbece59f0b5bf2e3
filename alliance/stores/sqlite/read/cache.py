"""The arrays of a snapshot as a file beside the store, read by mapping it into memory.

A convenience and never a source: a file of another revision, of another vocabulary, cut short or with a wrong check sum
is as good as none. It may be deleted at any time.
"""

from __future__ import annotations

import contextlib
import glob
import hashlib
import json
import mmap
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from alliance import schema
from alliance.atomic_files import replace_file
from alliance.model.snapshot import LIST_COLUMNS, NODE_COLUMNS, TIE_COLUMNS, IdTable, Snapshot

_MAGIC = b"ALLYSNAP1"
_ALIGN = 64
_FORM = hashlib.sha256(repr((schema.NODE_CODE, schema.TIE_CODE, NODE_COLUMNS, TIE_COLUMNS, LIST_COLUMNS)).encode()).hexdigest()[:16]


def path_of(store: Path, mark: str, revision: int) -> Path:
    """Return where the file of this revision lies."""
    return store.with_name(f"{store.name}-snapshot-{mark}-{revision}")


def read(path: Path, revision: int, mark: str, settings: Mapping[str, Any]) -> Snapshot | None:
    """Return the snapshot in the file; None where there is none that is whole and of this revision. Costs one pass over its bytes."""
    try:
        with path.open("rb") as file:
            block = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        start = len(_MAGIC) + 12
        check, size = int.from_bytes(block[len(_MAGIC) : start - 8], "little"), int.from_bytes(block[start - 8 : start], "little")
        if block[: len(_MAGIC)] != _MAGIC or zlib.crc32(memoryview(block)[start - 8 :]) != check:
            return None
        head = json.loads(block[start : start + size])
        body = -(-(start + size) // _ALIGN) * _ALIGN
        if (head["form"], head["revision"], head["mark"], head["size"]) != (_FORM, revision, mark, len(block)):
            return None
        arrays = {name: np.frombuffer(block, dtype=kind, count=count, offset=body + at) for name, (kind, count, at) in head["arrays"].items()}
        ids = IdTable(arrays.pop("ids_block"), arrays.pop("ids_offsets"))
        return Snapshot(
            store=head["store"],
            revision=revision,
            ids=ids,
            columns=arrays,
            roles=tuple(head["roles"]),
            systems=tuple(head["systems"]),
            settings=dict(settings),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(path: Path, store: Path, snapshot: Snapshot, mark: str) -> None:
    """Write the file and remove those of other revisions. Whatever goes wrong is passed over: the store itself is whole."""
    with contextlib.suppress(OSError):
        with replace_file(path) as part:
            _write(part, snapshot, mark)
        for other in store.parent.glob(f"{glob.escape(store.name)}-snapshot-*"):
            if other != path:
                other.unlink(missing_ok=True)


def _write(path: Path, snapshot: Snapshot, mark: str) -> None:
    arrays = {**snapshot.columns, "ids_block": snapshot.ids.block, "ids_offsets": snapshot.ids.offsets}
    places, at = {}, 0
    parts = []
    for name, array in arrays.items():
        places[name] = [array.dtype.str, len(array), at]
        data = memoryview(np.ascontiguousarray(array).view(np.uint8).data) if len(array) else memoryview(b"")
        pad = b"\0" * (-len(data) % _ALIGN)
        parts += [data, memoryview(pad)]
        at += len(data) + len(pad)
    told: dict[str, Any] = {
        "form": _FORM,
        "store": snapshot.store,
        "revision": snapshot.revision,
        "mark": mark,
        "roles": snapshot.roles,
        "systems": snapshot.systems,
        "arrays": places,
        "size": 10**15,
    }
    start = len(_MAGIC) + 12
    body = -(-(start + len(json.dumps(told).encode())) // _ALIGN) * _ALIGN
    told["size"] = body + at
    head = json.dumps(told).encode().ljust(body - start)
    parts = [memoryview(len(head).to_bytes(8, "little") + head), *parts]
    check = 0
    for part in parts:
        check = zlib.crc32(part, check)
    with path.open("wb") as file:
        file.write(_MAGIC + check.to_bytes(4, "little"))
        file.writelines(parts)
