"""Addresses of pages that may be kept: a path of ours and words that this page knows, never a host. What is kept leads to our pages alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, urlsplit

from alliance.errors import InvalidValue

LONGEST = 2000
_MAP = ("id", "q", "more", "rest", "at", "steps", "wide", "limit", "from", "to", "group", "layer", "within", "years", "among", "off")
_REACH = ("ring", "state", "region", "union", "owner", "view", "page", "id", "alliance", "theme", "plan", "then", "now")
# page → the words of its address (``tests/ui/explore/test_saved_views.py`` holds them to the pages)
WORDS: Mapping[str, tuple[str, ...]] = {
    "home": ("q", "more", "rest", "list"),
    "map": _MAP,
    "register": (),
    "industries": ("a", "b", "all", "view", "layer", "grouping", "role"),
    "reach": _REACH,
    "suggestions": ("id", "top"),
    "events": ("plan", "a", "b", "w"),
    "data": ("tab",),
}
EVERYWHERE = ("period",)
OF_WHO_LOOKS = ("lang", "present")  # said in an address, but whoever opens it has their own
_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\\]")  # a line feed stands between the parts of a group


def read_address(address: str) -> tuple[str, dict[str, str]]:
    """Return the page and the words of an address such as ``/map?id=w-1``. Raises ``InvalidValue`` for any other.

    >>> read_address("/map?id=w-1&lang=en"), read_address("/")
    (('map', {'id': 'w-1'}), ('home', {}))
    """
    try:
        parts = urlsplit(address)
        pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query), errors="strict")
    except ValueError:
        raise InvalidValue(property="address", value=address[:LONGEST]) from None
    page = parts.path.removeprefix("/").removesuffix("/") or "home"
    known = {*WORDS.get(page, ()), *EVERYWHERE, *OF_WHO_LOOKS}
    elsewhere = parts.scheme or parts.netloc or parts.fragment or not address.startswith("/") or address.startswith("//")
    odd = any(name not in known or _UNSEEN.search(value) for name, value in pairs) or len(dict(pairs)) < len(pairs)
    if elsewhere or page not in WORDS or odd or len(address) > LONGEST or "\n" in address or _UNSEEN.search(address):
        raise InvalidValue(property="address", value=address[:LONGEST])
    return page, {name: value for name, value in pairs if value and name not in OF_WHO_LOOKS}


def address_of(page: str, query: Mapping[str, str]) -> str:
    """Return the address of a page with these words, in their order.

    >>> address_of("map", {"q": "焊接 A"})
    '/map?q=%E7%84%8A%E6%8E%A5%20A'
    """
    words = "&".join(f"{name}={quote(value, safe='')}" for name, value in sorted(query.items()))
    return ("/" if page == "home" else f"/{page}") + (f"?{words}" if words else "")
