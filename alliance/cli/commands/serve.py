"""serve: the app in the browser, on this computer only."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from alliance.cli.session import Session


def serve(session: Session, port: Annotated[int, typer.Option("--port", min=1, max=65535)] = 8501) -> int:
    """Start the app on 127.0.0.1 and print its address; ends with Ctrl-C."""
    page = Path(__file__).resolve().parents[3] / "app.py"
    if not page.is_file():
        page = Path(__file__).resolve().parents[2] / "ui" / "app.py"
    environment = {**os.environ, **({"ALLIANCE_STORE": session.store} if session.store else {})}
    session.tell("serving", port=port)
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(page),
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
        "--server.headless",
        "true",
    ]
    try:
        return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603 - our own interpreter, no shell
    except KeyboardInterrupt:
        return 0
