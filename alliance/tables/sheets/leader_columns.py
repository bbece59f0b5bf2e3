"""Columns of a list of workshops that speak of the leader: post, title, honours; told by what stands above them or left of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from alliance.tables.cells.texts import heading_key
from alliance.tables.sheets.columns import LEAD_COLUMNS, Heading, vocabulary

_CONTACT = re.compile("联络|联系人|填表|经办|审核")
_BARE = {heading_key(word.removeprefix("领衔人")) for column in LEAD_COLUMNS for word in (column.zh, *column.headings)}


def told_of_leader(kind: str, headings: Sequence[Heading]) -> Sequence[Heading]:
    """Return the headings with 职务, 职称, 荣誉称号 as the leader's where his column, and not a contact's, stands left of them."""
    if kind != "Workshop":
        return headings
    found, leader = list(headings), False
    for place, heading in enumerate(headings):
        known = [vocabulary(kind).get(heading_key(word)) for word in heading.words]
        if _CONTACT.search(heading.text):
            leader = False
        elif any(target and target[1] == "lead" for target in known):
            leader = True
        elif leader and heading_key(heading.text) in _BARE:
            found[place] = replace(heading, words=("领衔人" + heading.text,))
    return found
