"""The app with faults put in: every service named in FAULTS raises. Run by tests/acceptance/test_server.py in place of app.py."""

import importlib
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

CANARY = "canary-7f3a /srv/secret/path.db user=张三"


class Fault(Exception):
    """Something that nobody foresaw."""


def broken(*_: object, **__: object) -> None:
    """Stand in for a service."""
    raise Fault(CANARY)


if __name__ == "__main__":
    for name in filter(None, os.environ.get("FAULTS", "").split(",")):
        module, function = name.split(":")
        setattr(importlib.import_module(f"alliance.services.{module}"), function, broken)
    from alliance.ui import navigation

    navigation.run()
