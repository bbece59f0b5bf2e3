"""The last day of contact on record, by hand."""

from __future__ import annotations

from alliance.model import iso
from alliance.network.contacts.last_contact import last_contact
from tests.network.world import ON, tie, world


def test_the_newest_dated_contact_of_any_width_a_running_one_until_the_day() -> None:
    ties = (
        tie("VISITED", "w", "same", "2025-09-01"),  # its own unit counts too
        tie("VISITED", "w", "stranger", "2023-05-01"),
        tie("PAIRED_WITH", "sister", "cousin", "2024-01", "open"),  # runs on
        tie("VISITED", "stranger", "same", "2026-05-01"),  # later than the reference date
        tie("LEADS", "head", "w", "2019"),  # affiliation is no contact
    )
    snapshot = world(*ties)
    found = last_contact(snapshot, ON)
    days = {one: iso(int(found[snapshot.number(one)])) for one in ("w", "same", "sister", "cousin", "stranger")}
    assert days == {"w": "2025-09-01", "same": "2025-09-01", "sister": "2026-01-29", "cousin": "2026-01-29", "stranger": "2023-05-01"}
    assert last_contact(world(), ON).max() == 0
