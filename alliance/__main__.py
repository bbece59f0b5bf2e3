"""``python -m alliance``: the same door as the command ``alliance``."""

from __future__ import annotations

from alliance.cli.main import main

if __name__ == "__main__":
    main()
