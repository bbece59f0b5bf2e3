"""A Neo4j Community server from its Maven artifacts, on loopback, in a folder of its own. For tests and for trying it.

    python .ci/neo4j/server.py [--port 7687] [--home DIR]     # runs until Ctrl-C

Needs Java 17 or newer and Maven (or a folder of jars in NEO4J_JARS). Neo4j is GPL-3: a separate process, never shipped.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
VERSION = "5.26.30"
CACHE = HERE.parents[1] / ".cache" / "neo4j" / VERSION
PASSWORD = "alliance-test"
OPTIONS = [
    "-Xms128m", f"-Xmx{os.environ.get('NEO4J_HEAP', '512m')}",  # a commit is one transaction: 250,000 rows want 2g
    "--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "-XX:+UseG1GC", "-XX:-OmitStackTraceInFastThrow",
    "-Dio.netty.tryReflectionSetAccessible=true", "-Dlog4j2.disable.jmx=true",
]


def jars() -> Path | None:
    """The folder of jars: NEO4J_JARS, the cache, or fetched once by Maven; None where none can be had."""
    given = os.environ.get("NEO4J_JARS")
    if given:
        return Path(given)
    whole = CACHE / "whole"
    if whole.exists():
        return CACHE / "lib"
    if not shutil.which("mvn") or not shutil.which("java"):
        return None
    command = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={CACHE / 'lib'}"]
    if subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode:
        return None
    whole.touch()
    return CACHE / "lib"


def free_port() -> int:
    """A port that is free on loopback now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One server process; ``start`` again after ``stop`` or ``kill`` finds the same data."""

    def __init__(self, home: Path, port: int | None = None) -> None:
        self.home, self.port = home, port or free_port()
        self.process: subprocess.Popen[bytes] | None = None
        folder = jars()
        if folder is None or not shutil.which("java"):
            raise RuntimeError("no Java with Maven (or NEO4J_JARS): sudo apt install openjdk-17-jre-headless maven")
        self.lib = folder
        self._configure()

    @property
    def address(self) -> str:
        """neo4j:// address."""
        return f"neo4j://127.0.0.1:{self.port}"

    def _configure(self) -> None:
        conf = self.home / "conf"
        conf.mkdir(parents=True, exist_ok=True)
        lines = [
            f"server.bolt.listen_address=127.0.0.1:{self.port}", f"server.bolt.advertised_address=127.0.0.1:{self.port}",
            "server.http.enabled=false", "server.https.enabled=false", "server.memory.pagecache.size=64m",
            "dbms.usage_report.enabled=false", "db.transaction.timeout=60s",
            *(f"server.directories.{name}={self.home / name.split('.')[0]}" for name in ("data", "logs", "run", "plugins", "import")),
            f"server.directories.transaction.logs.root={self.home / 'transactions'}",
        ]
        (conf / "neo4j.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")
        if not (self.home / "data").exists():
            environment = {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(conf)}
            command = ["java", "-cp", f"{self.lib}/*", "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", PASSWORD]
            subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def start(self, wait: float = 90) -> Server:
        """Start and wait for the port."""
        arguments = ["org.neo4j.server.CommunityEntryPoint", f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}", "--console-mode"]
        log = (self.home / "console.log").open("ab")
        self.process = subprocess.Popen(["java", *OPTIONS, "-cp", f"{self.lib}/*", *arguments], stdout=log, stderr=log)
        until = time.monotonic() + wait
        while time.monotonic() < until:
            with socket.socket() as probe:
                probe.settimeout(1)
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            if self.process.poll() is not None:
                break
            time.sleep(0.2)
        self.stop()
        raise RuntimeError(f"Neo4j did not start; see {self.home / 'console.log'}")

    def stop(self) -> None:
        """End it cleanly."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(60)


def main() -> int:
    """Run one server until Ctrl-C."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=7687)
    parser.add_argument("--home", type=Path, default=None)
    chosen = parser.parse_args()
    home = chosen.home or Path(tempfile.mkdtemp(prefix="alliance-neo4j-"))
    try:
        server = Server(home, chosen.port).start()
    except RuntimeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"ALLIANCE_STORE={server.address} NEO4J_USER=neo4j NEO4J_PASSWORD={PASSWORD}\n")
    sys.stdout.flush()
    try:
        assert server.process is not None
        return server.process.wait()
    except KeyboardInterrupt:
        server.stop()
        return 0


if __name__ == "__main__":
    sys.exit(main())
