"""The drawing library vis-network as it lies in the installed pyvis wheel; nothing is fetched from elsewhere."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from alliance.errors import UnreadableFile


@lru_cache(maxsize=1)
def library() -> str:
    """Return the text of vis-network (Apache-2.0 or MIT). Raises ``UnreadableFile`` where the wheel has none."""
    lib = files("pyvis").joinpath("templates", "lib")
    for folder in sorted((entry for entry in lib.iterdir() if entry.name.startswith("vis-")), key=lambda entry: entry.name, reverse=True):
        script = folder.joinpath("vis-network.min.js")
        if script.is_file():
            return script.read_text(encoding="utf-8").replace("//# sourceMappingURL", "// source map")
    raise UnreadableFile(file="vis-network.min.js", finding="pyvis")
