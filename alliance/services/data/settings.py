"""Read and change the settings of a store; each has its default, every change can be undone."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alliance import messages, schema
from alliance.errors import InvalidValue
from alliance.model import ANY, Batch, Change, Receipt, Work
from alliance.services.authorization import authorized
from alliance.services.batch_ids import new_batch_id
from alliance.services.results import Result
from alliance.services.session import Session
from alliance.tables.cells.texts import line


@dataclass(frozen=True, slots=True)
class SettingsResult(Result):
    """All settings by name, defaults filled in."""

    values: dict[str, Any]


@authorized
def settings(net: Session) -> SettingsResult:
    """Return the settings of the store."""
    return SettingsResult(schema="alliance.settings/1", revision=net.store.revision, as_of=net.as_of(), values=net.store.settings())


@authorized
def set_setting(net: Session, name: str, value: Any) -> Receipt:
    """Change one setting; raises ``InvalidValue`` for an unknown name or a value of another type."""
    return set_settings(net, {name: value})


@authorized
def set_settings(net: Session, values: Mapping[str, Any], *, lang: str = "zh") -> Receipt:
    """Change several settings in one batch; raises ``InvalidValue`` for an unknown name or a value of another type, then nothing is kept."""
    declared = {setting.name: setting for setting in schema.SETTINGS}
    changes = []
    for name, value in values.items():
        if name not in declared or not fits(value, declared[name].type):
            raise InvalidValue(property=name, value=value)
        changes.append(Change("put", Work(kind="setting", id=name, state="", data={"value": line(value) if isinstance(value, str) else value}), ANY))
    label = messages.text("services.label.settings", lang, names=[declared[name].label(lang) for name in values])
    return net.store.commit(Batch(new_batch_id("setting"), "settings", tuple(changes), label=label), net.actor)


def fits(value: Any, type_name: str) -> bool:
    """Say whether a value has the type that a setting declares; a yes or no is no number.

    >>> fits(12, "int"), fits(True, "int")
    (True, False)
    """
    return isinstance(value, getattr(builtins, type_name)) and (type_name == "bool" or not isinstance(value, bool))
