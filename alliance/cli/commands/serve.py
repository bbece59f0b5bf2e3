"""serve: the app in the browser, on this computer only."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

from alliance.cli.command import command
from alliance.cli.options import Number
from alliance.cli.run import Run


@command
@click.option("--port", type=Number(1, 65535), default=8501)
def serve(run: Run, port: int) -> int:
    """Start the app on 127.0.0.1 and print its address; ends with Ctrl-C."""
    page = Path(__file__).resolve().parents[3] / "app.py"
    if not page.is_file():
        page = Path(__file__).resolve().parents[2] / "ui" / "app.py"
    environment = {**os.environ, **({"ALLIANCE_STORE": run.location} if run.location else {})}
    run.note("serving", port=port)
    arguments = [
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
        return subprocess.run(arguments, env=environment, check=False).returncode  # noqa: S603 - our own interpreter, no shell
    except KeyboardInterrupt:
        return 0
