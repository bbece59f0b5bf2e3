"""The alliance network explorer: 劳模和工匠人才创新工作室联盟 as a graph.

``open_store`` opens a store and gives the use cases; importing this package loads nothing heavy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from alliance.services.workspace import Workspace, open_store

__all__ = ["Workspace", "open_store"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name in __all__:
        from alliance.services import workspace

        return getattr(workspace, name)
    raise AttributeError(name)
