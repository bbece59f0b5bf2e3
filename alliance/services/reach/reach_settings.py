"""The settings that reach is judged by, typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alliance.network.time.window import window_of
from alliance.services.authorization import authorized
from alliance.services.session import Session


@dataclass(frozen=True, slots=True)
class ReachSettings:
    """The thresholds of reach. ``window_by_host_kind``: kind of host → months; ``exempt``: id of a workshop → why it is left out.

    ``window_in_use``: the months of the period that was chosen, else those of the setting.
    """

    window_months: int
    window_in_use: int
    window_by_host_kind: Mapping[str, int]
    new_months: int
    small_meeting: int
    system_rank: str
    only_confirmed: bool
    exempt: Mapping[str, str]


@authorized
def reach_settings(net: Session) -> ReachSettings:
    """Return the settings that reach is judged by."""
    stored = net.store.settings()
    values = {**stored, "window_in_use": window_of(net.period).get("window_months", stored["window_months"])}
    return ReachSettings(**{name: values[name] for name in ReachSettings.__dataclass_fields__})
