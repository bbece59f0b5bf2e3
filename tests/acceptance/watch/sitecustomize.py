"""Loaded by every Python that the tests start: notes each address that is connected to or looked up, before it happens."""

import os
import sys

_NOTED = os.environ.get("SOCKETS_NOTED")


def _note(event, arguments):
    if event == "socket.connect":
        what = arguments[1]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        what = arguments[0] if event != "socket.sendto" else arguments[1]
    else:
        return
    with open(_NOTED, "a", encoding="utf-8") as file:
        file.write(f"{event} {what!r}\n")


if _NOTED:
    sys.addaudithook(_note)
