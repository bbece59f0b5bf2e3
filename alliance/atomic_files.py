"""Files that are either there whole or not at all."""

from __future__ import annotations

import glob
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replace_file(path: Path) -> Iterator[Path]:
    """Give a path to write to, and put that file in the place of ``path`` once the block has ended well.

    Until then, and where the block fails, what stood there stays as it was. The folder is made where it is missing. The
    part lies beside ``path`` under a name of its own for each process and thread; it goes in any case, and so does every
    file whose name begins with its name (side files of a database). Raises ``OSError``.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        yield part
        part.replace(path)
    finally:
        for rest in part.parent.glob(f"{glob.escape(part.name)}*"):
            rest.unlink(missing_ok=True)


@contextmanager
def open_atomic(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing that appears under its name only once it is written whole (``replace_file``).

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, open_atomic(Path(folder, "名册.csv")) as file:
    ...     file.write(b"x") and Path(folder, "名册.csv").exists()
    False
    """
    with replace_file(path) as part, part.open("wb") as file:
        yield file
