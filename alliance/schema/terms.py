"""The forms in which the vocabulary is written: property, choice, link column, node kind, tie kind.

Every term has three names: its *stored name* (in the store, in Cypher, in JSON), and a
Chinese and an English label for people. Import headings, templates, forms, constraints,
legends and report headings are made from these declarations and from nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ValueType = Literal["text", "note", "integer", "number", "money", "date", "flag", "choice", "list", "url", "recognitions", "results"]
LAYERS = ("cooperation", "exchange", "affiliation", "planned")


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a closed vocabulary; ``synonyms`` are further spellings met in files."""

    code: str
    zh: str
    en: str
    synonyms: tuple[str, ...] = ()

    def label(self, language: str) -> str:
        """Return the label in ``zh`` or ``en``."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a node or tie kind.

    ``column`` names the numeric snapshot column that carries the value into analysis
    (``model.snapshot``), where there is one; ``personal`` marks data about a person; ``ahead`` a date that is set
    beforehand (a term, a deadline) and so known before it comes.
    """

    name: str
    zh: str
    en: str
    type: ValueType = "text"
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    headings: tuple[str, ...] = ()
    personal: bool = False
    required: bool = False
    column: str = ""
    ahead: bool = False

    def label(self, language: str) -> str:
        """Return the label in ``zh`` or ``en``."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class LinkColumn:
    """A column of a node table that states a tie, e.g. 依托单位 → ``HOSTED_BY``.

    ``reverse`` means that the tie runs from the named thing to the row (领衔人 → LEADS).
    ``kinds`` are tried in order when the name is looked up; an unknown name becomes a new
    node of the first kind only where ``creates`` says so, and the preview shows it.
    ``many`` allows several names in one cell. ``role`` is written on the tie.
    ``dated_by`` names the property column of the same row that dates the tie, ``role_by`` the column of a paper that gives its role.
    """

    name: str
    zh: str
    en: str
    tie: str
    kinds: tuple[str, ...]
    reverse: bool = False
    creates: bool = False
    many: bool = False
    role: str = ""
    headings: tuple[str, ...] = ()
    dated_by: str = ""
    role_by: str = ""

    def label(self, language: str) -> str:
        """Return the label in ``zh`` or ``en``."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class NodeKind:
    """A kind of node. ``prefix`` begins every id that we make for it."""

    name: str
    zh: str
    en: str
    prefix: str
    properties: tuple[Property, ...] = ()
    links: tuple[LinkColumn, ...] = ()
    personal: bool = False
    organisation: bool = False
    figure: str = "organisation"  # which of the eight shapes of the picture it wears
    plural_zh: str = ""
    synonyms: tuple[str, ...] = ()

    def label(self, language: str) -> str:
        """Return the label in ``zh`` or ``en``."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class TieKind:
    """A kind of tie: which ends it may join, and what it counts for.

    ``tree``: the ties lead from below to above and must not lead back to where they began.
    """

    name: str
    zh: str
    en: str
    layer: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    symmetric: bool = False
    dated: bool = True
    tree: bool = False
    properties: tuple[Property, ...] = ()
    roles: tuple[Choice, ...] = ()
    synonyms: tuple[str, ...] = ()

    def label(self, language: str) -> str:
        """Return the label in ``zh`` or ``en``."""
        return self.en if language == "en" else self.zh

    def allows(self, source: str, target: str) -> bool:
        """Say whether the tie may run from a node of kind ``source`` to one of kind ``target``."""
        if source in self.sources and target in self.targets:
            return True
        return self.symmetric and target in self.sources and source in self.targets

    def reason_against(self, source: str, target: str, *, loop: bool = False) -> str:
        """Return why a tie of this kind may not stand, empty where it may: the one rule for import, preview and commit.

        ``source`` and ``target`` are the kinds of its ends, empty where the end does not exist; ``loop``: both ends are one node.
        Reasons, the first that holds: ``dangling-end``, ``self-loop``, ``wrong-ends``.
        """
        if not source or not target:
            return "dangling-end"
        if loop:
            return "self-loop"
        return "" if self.allows(source, target) else "wrong-ends"

    @property
    def counts_for_reach(self) -> bool:
        """A tie of this kind between two parties is a contact (rules §1); ties through a shared node are the matter of ``network.contacts.contacts``."""
        return self.layer in ("cooperation", "exchange")

    @property
    def counts_as_exchange(self) -> bool:
        """A contact of this kind is a dated exchange, else it is cooperation."""
        return self.layer == "exchange"
