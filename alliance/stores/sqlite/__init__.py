"""The embedded store on SQLite: one file, no server."""

from __future__ import annotations

from alliance.stores.sqlite.store import EmbeddedStore

__all__ = ["EmbeddedStore"]
