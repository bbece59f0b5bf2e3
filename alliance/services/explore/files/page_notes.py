"""What both pictures have as files: their forms, and what is said of the data before anything else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alliance import messages
from alliance.errors import InvalidValue

FORMS = ("svg", "html")


def check_form(form: str) -> None:
    """Let pass a form of file that there is. Raises ``InvalidValue``."""
    if form not in FORMS:
        raise InvalidValue(property="form", value=form)


def nature_note(settings: Mapping[str, Any], lang: str) -> list[str]:
    """Return that the data are a sample or made up, where they are."""
    nature = str(settings["nature"])
    return [messages.text(f"services.nature.{nature}", lang)] if nature in ("sample", "synthetic") else []
