"""The settings of a store: read with their defaults, changed one at a time, undoable like everything else."""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from typing import Any

from alliance import schema
from alliance.errors import InvalidValue
from alliance.model import ANY, Batch, Change, Receipt, Work
from alliance.services.answers import Answer
from alliance.services.authorization import action
from alliance.services.batches import new_batch_id
from alliance.services.workspace import Workspace
from alliance.tables.texts import line


@dataclass(frozen=True, slots=True)
class SettingsAnswer(Answer):
    """All settings by name, defaults filled in."""

    values: dict[str, Any]


@action("settings.read")
def settings(net: Workspace) -> SettingsAnswer:
    """Return the settings of the store."""
    return SettingsAnswer("alliance.settings/1", net.store.revision, net.as_of(), net.store.settings())


@action("settings.write")
def set_setting(net: Workspace, name: str, value: Any) -> Receipt:
    """Change one setting; raises ``InvalidValue`` for an unknown name or a value of another type."""
    declared = {setting.name: setting for setting in schema.SETTINGS}
    if name not in declared or not isinstance(value, getattr(builtins, declared[name].type)):
        raise InvalidValue(property=name, value=value)
    kept = line(value) if isinstance(value, str) else value
    change = Change("put", Work("setting", name, "", {"value": kept}), ANY)
    return net.store.commit(Batch(new_batch_id("setting"), "settings", (change,), label=name), net.actor)
