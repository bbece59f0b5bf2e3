"""A Neo4j Community server from its Maven artifacts, on loopback, in a folder of its own. For tests and for trying it.

    python .ci/neo4j/server.py [--port 7687] [--home DIR] [--line lts|calendar]     # runs until Ctrl-C

Needs Java 17 or newer (JAVA_HOME, the path, /usr/lib/jvm) and Maven, or a folder of jars in NEO4J_JARS. The line follows the Java that
is found: 5.26 LTS where there is one from 17 to 24, else the calendar line. Neo4j is GPL-3: a separate process, never shipped.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType

HERE = Path(__file__).resolve().parent
CACHE = HERE.parents[1] / ".cache" / "neo4j"
LINES = {"lts": ("5.26.30", 17, 24), "calendar": ("2026.09.0", 21, 99)}  # version, the Java it runs on: from, to
PASSWORD = "alliance-test"
OPTIONS = [
    "-Xms128m",
    f"-Xmx{os.environ.get('NEO4J_HEAP', '512m')}",  # a commit is one transaction: 250,000 rows want 2g
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "-XX:+UseG1GC",
    "-XX:-OmitStackTraceInFastThrow",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-Dlog4j2.disable.jmx=true",
]


def javas() -> list[tuple[str, int]]:
    """Every Java found with its number: of JAVA_HOME, of the path, then those that Debian keeps beside each other."""
    named = [Path(os.environ["JAVA_HOME"], "bin", "java")] if os.environ.get("JAVA_HOME") else []
    on_path = shutil.which("java")
    found = [*named, *([Path(on_path)] if on_path else []), *sorted(Path("/usr/lib/jvm").glob("*/bin/java"))]
    return [(str(path), _number(path)) for path in dict.fromkeys(found) if path.exists()]


def _number(path: Path) -> int:
    told = subprocess.run([path, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', told)
    return int(found[1]) if found else 0


def chosen_java(line: str = "") -> tuple[str, str]:
    """The Java and the line to use: the first Java that a line runs on, the long-term line before the other; ("", line) where there is none."""
    found = javas()
    for name in [line] if line else LINES:
        least, most = LINES[name][1:]
        for path, number in found:
            if least <= number <= most:
                return path, name
    return "", line


def jars(line: str) -> Path | None:
    """The folder of jars: NEO4J_JARS, the cache, or fetched once by Maven; None where none can be had."""
    given = os.environ.get("NEO4J_JARS")
    if given:
        return Path(given)
    version = LINES[line][0]
    folder = CACHE / version
    if (folder / "whole").exists():
        return folder / "lib"
    if not shutil.which("mvn"):
        return None
    sys.stderr.write(f"Neo4j {version}: about 120 MB are fetched once by Maven, into {folder}\n")
    half = folder / f"lib-{os.getpid()}"  # two workers may fetch at once: the first whole one counts
    command = [
        "mvn",
        "-q",
        "-B",
        "-f",
        str(HERE / "pom.xml"),
        f"-Dneo4j.version={version}",
        "dependency:copy-dependencies",
        "-DincludeScope=runtime",
        f"-DoutputDirectory={half}",
    ]
    try:
        if subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode:
            return None
        if not (folder / "lib").exists():
            half.rename(folder / "lib")
        (folder / "whole").touch()
        return folder / "lib"
    finally:
        shutil.rmtree(half, ignore_errors=True)


def free_port() -> int:
    """A port that is free on loopback now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_free(port: int) -> bool:
    """Say whether nothing listens on a port of loopback."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _dies_with_us() -> None:
    """In the child: end it when this process ends in whatever way (Linux; elsewhere it must be stopped by hand)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Server:
    """One server process; ``start`` again after ``stop`` or ``kill`` finds the same data, and takes over changed ``settings``."""

    def __init__(self, home: Path, port: int | None = None, line: str = "") -> None:
        self.home, self.port = home.resolve(), port or free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.settings: dict[str, str] = {}
        self.java, self.line = chosen_java(line)
        if not self.java:
            raise RuntimeError(f"no Java from {LINES[line or 'lts'][1]} on was found: sudo apt install openjdk-17-jre-headless maven")
        folder = jars(self.line)
        if folder is None:
            raise RuntimeError("no jars of Neo4j: Maven fetches them once (sudo apt install maven), or name a folder in NEO4J_JARS")
        self.lib = folder

    @property
    def address(self) -> str:
        """neo4j:// address."""
        return f"neo4j://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What the server has to say."""
        return self.home / "console.log"

    def _configure(self) -> None:
        conf = self.home / "conf"
        conf.mkdir(parents=True, exist_ok=True)
        settings = {
            "server.bolt.listen_address": f"127.0.0.1:{self.port}",
            "server.bolt.advertised_address": f"127.0.0.1:{self.port}",
            "server.http.enabled": "false",
            "server.https.enabled": "false",
            "server.memory.pagecache.size": "64m",
            "dbms.usage_report.enabled": "false",
            "db.transaction.timeout": "60s",
            **{f"server.directories.{name}": str(self.home / name) for name in ("data", "logs", "run", "plugins", "import")},
            "server.directories.transaction.logs.root": str(self.home / "transactions"),
            **self.settings,
        }
        (conf / "neo4j.conf").write_text("".join(f"{name}={value}\n" for name, value in settings.items()), encoding="utf-8")
        done = self.home / "password-set"
        if not done.exists():
            environment = {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(conf)}
            command = [self.java, "-cp", f"{self.lib}/*", "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", PASSWORD]
            subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            done.touch()

    def _entry(self) -> list[str]:
        """What to run: the class of the 5.26 line, or the starter beside this file for the calendar line, which has none."""
        if self.line == "lts":
            return ["-cp", f"{self.lib}/*", "org.neo4j.server.CommunityEntryPoint"]
        if "jdk.compiler" in subprocess.run([self.java, "--list-modules"], capture_output=True, text=True, check=False).stdout:
            return ["-cp", f"{self.lib}/*", str(HERE / "Starter.java")]
        compiler = shutil.which("javac")
        if compiler is None:
            raise RuntimeError("this Java has no compiler: a whole JDK is needed for the calendar line")
        subprocess.run([compiler, "-d", str(self.home), str(HERE / "Starter.java")], check=True)
        return ["-cp", f"{self.home}{os.pathsep}{self.lib}/*", "Starter"]

    def start(self, wait: float = 120) -> Server:
        """Start and wait for the port. Raises ``RuntimeError`` with a sentence where that fails."""
        if not is_free(self.port):
            raise RuntimeError(
                f"Port {self.port} is taken: is a Neo4j running there already? Stop it, or choose another: make neo4j NEO4J_PORT=7688\n"
                f"端口 {self.port} 已被占用：是不是已经开着一个 Neo4j？请先停掉它，或者换一个端口：make neo4j NEO4J_PORT=7688"
            )
        self._configure()
        arguments = [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}", "--console-mode"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([self.java, *OPTIONS, *self._entry(), *arguments], stdout=log, stderr=log, preexec_fn=_dies_with_us)
        until = time.monotonic() + wait
        while time.monotonic() < until and self.process.poll() is None:
            if not is_free(self.port):
                return self
            time.sleep(0.2)
        self.stop()
        raise RuntimeError(f"Neo4j did not start; see {self.log}")

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


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main() -> int:
    """Run one server until Ctrl-C (or SIGTERM)."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=7687)
    parser.add_argument("--home", type=Path, default=None)
    parser.add_argument("--line", choices=sorted(LINES), default="")
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, _interrupt)
    server = None
    try:
        server = Server(chosen.home or Path(tempfile.mkdtemp(prefix="alliance-neo4j-")), chosen.port, chosen.line).start()
        sys.stdout.write(f"Neo4j {LINES[server.line][0]} · {server.address} · Ctrl-C\n")
        sys.stdout.write(f"NEO4J_PASSWORD={PASSWORD} ALLIANCE_STORE={server.address} make run\n")
        sys.stdout.flush()
        assert server.process is not None
        return server.process.wait()
    except RuntimeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        if server is not None:
            server.stop()
        return 0


if __name__ == "__main__":
    sys.exit(main())
