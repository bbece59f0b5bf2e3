"""Where a server is and how to sign in: the address from the user, the secret never from there."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from alliance.errors import InvalidValue

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


@dataclass(frozen=True, slots=True)
class Address:
    """A server and one of its databases; ``shown`` is what people may see."""

    uri: str
    database: str | None

    @property
    def shown(self) -> str:
        """The address with the database, without anything secret."""
        return self.uri + (f"?database={self.database}" if self.database else "")


def address(text: str) -> Address:
    """Return the address in a text; the database from ``?database=``, else ``NEO4J_DATABASE``, else the server's own.

    Raises ``InvalidValue`` for another scheme, and for a user or password in the address: those come from the environment or a file.

    >>> address("neo4j+s://graph.example:7687?database=union").shown
    'neo4j+s://graph.example:7687?database=union'
    """
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise InvalidValue(property="store", value=text.split("://")[0] + "://…") from None
    shown = f"{parts.scheme}://{_host(host)}" + (f":{port}" if port else "")
    if parts.scheme not in SCHEMES or not host:
        raise InvalidValue(property="store", value=shown)
    if parts.username or parts.password:
        raise InvalidValue(property="signed-address", value=shown)
    database = parse_qs(parts.query).get("database", [""])[0] or parts.path.strip("/") or os.environ.get("NEO4J_DATABASE", "")
    return Address(shown, database or None)


def _host(host: str | None) -> str:
    return f"[{host}]" if host and ":" in host else host or ""


def credentials() -> tuple[str, str] | None:
    """Return user and password: ``NEO4J_USER`` and ``NEO4J_PASSWORD``, else the file ``NEO4J_PASSWORD_FILE`` (two lines, or the password
    alone); None where there are none.

    Raises ``InvalidValue`` for a file that others may read.
    """
    user = os.environ.get("NEO4J_USER") or os.environ.get("NEO4J_USERNAME") or "neo4j"
    password = os.environ.get("NEO4J_PASSWORD")
    if password:
        return user, password
    given = os.environ.get("NEO4J_PASSWORD_FILE")
    if not given:
        return None
    path = Path(given)
    try:
        if sys.platform != "win32" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise InvalidValue(property="password-file", value=f"{path} {stat.S_IMODE(path.stat().st_mode):04o}")
        lines = path.read_text(encoding="utf-8").split()
    except OSError:
        raise InvalidValue(property="password-file", value=str(path)) from None
    if len(lines) == 2:
        return lines[0], lines[1]
    return (user, lines[0]) if lines else None
