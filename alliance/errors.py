"""Every error raised on purpose. The number is the exit code of the command line, where it differs from that of the class above.

* AllianceError           any of these (1)
  * InputError            the caller can correct it (2)
    * UnknownKind         no node or tie kind has this name
    * UnknownNode         no node has this id or name; ``near`` lists the closest (1)
      * NotThereYet       a node has it, but not yet on the day that is asked about (1)
    * UnknownBatch        no committed batch has this id (1)
    * AmbiguousName       several nodes have this name; ``candidates`` lists them (1)
    * InvalidValue        a property or option does not accept this value
    * UnreadableFile      a file that cannot be read as a table; ``finding`` has the code (1)
    * InvalidChange       a change that breaks a rule of the graph; ``reason`` says which (1)
  * Refused               the request cannot be fulfilled; the facts say why (3)
    * NotAllowed          the actor has no right to do this
    * Presenting          nothing is written while names are hidden for a presentation
    * Conflict            the record has changed since it was read; the facts hold both versions
    * UndoBlocked         later batches changed the same records
    * PlanRefused         the wishes for a plan contradict each other
      * StepRefused       the plan is not ready for this step
    * NetworkTooLarge     the answer needs the whole network, which is too large to load
    * NothingStaged       no batch with this id is waiting to be confirmed (1)
    * RowsRejected        a strict import had rejected rows (1)
  * StoreError            the store could not do it
    * StoreUnavailable    the store does not answer; worth another try
    * StoreBusy           another program has locked the store
    * StoreFull           the disk is full; nothing was changed
    * StoreReadOnly       the store or its folder cannot be written
    * StoreDamaged        the file is not one of our stores, or is damaged; it was not touched
    * StoreTooNew         a newer version of the program wrote the store
    * StoreSignIn         the server rejects this user and password
    * StoreUnsupported    the server is of a kind or version that we do not support
  * Stopped               the user stopped a job

A class has a ``code``; an error has facts, given as keyword arguments of plain values. The sentence for people is in
``messages`` under ``error.<code>``; ``str(error)`` is for developers.
"""

from __future__ import annotations

from typing import Any, ClassVar


class AllianceError(Exception):
    """Base of every error this package raises on purpose."""

    code: ClassVar[str] = "alliance-error"
    exit_code: ClassVar[int] = 1

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        shown = ", ".join(f"{name}={value!r}" for name, value in facts.items())
        super().__init__(f"{self.code}: {shown}" if shown else self.code)

    def __reduce__(self) -> tuple[Any, ...]:
        # Keyword-only constructors do not survive pickling on their own.
        return _rebuild, (type(self), self.facts)


def _rebuild(cls: type[AllianceError], facts: dict[str, Any]) -> AllianceError:
    return cls(**facts)


class InputError(AllianceError):
    """The caller can correct it."""

    code = "input"
    exit_code = 2


class UnknownKind(InputError):
    """No node or tie kind has this name; ``known`` lists the names."""

    code = "unknown-kind"


class UnknownNode(InputError):
    """No node has this id or name; ``near`` lists the closest, best first."""

    code = "unknown-node"
    exit_code = 1


class NotThereYet(UnknownNode):
    """A node has this id or name, but on the day that is asked about (``on``) it was not there yet."""

    code = "not-there-yet"


class UnknownBatch(InputError):
    """The ledger has no batch with this id."""

    code = "unknown-batch"
    exit_code = 1


class AmbiguousName(InputError):
    """Several nodes have this name; ``candidates`` lists them."""

    code = "ambiguous-name"
    exit_code = 1


class InvalidValue(InputError):
    """A property or option does not accept this value."""

    code = "invalid-value"


class UnreadableFile(InputError):
    """A file that cannot be read as a table; ``finding`` names why."""

    code = "unreadable-file"
    exit_code = 1


class InvalidChange(InputError):
    """A change that breaks a rule of the graph.

    ``reason``: dangling-end, self-loop, wrong-ends (``TieKind.reason_against``), cycle (its members in ``cycle``), other-kind, no-id.
    """

    code = "invalid-change"
    exit_code = 1


class Refused(AllianceError):
    """The request cannot be fulfilled; the facts say why."""

    code = "refused"
    exit_code = 3


class NotAllowed(Refused):
    """The actor has no right to do this."""

    code = "not-allowed"


class Presenting(Refused):
    """Nothing is written while names are hidden for a presentation."""

    code = "presenting"


class Conflict(Refused):
    """The record has changed since it was read; ``mine`` and ``theirs`` hold both versions."""

    code = "conflict"


class UndoBlocked(Refused):
    """Later batches changed the same records; ``batches`` lists them."""

    code = "undo-blocked"


class PlanRefused(Refused):
    """The wishes for a plan contradict each other; ``reasons`` says which."""

    code = "plan-refused"


class StepRefused(PlanRefused):
    """The plan is closed, in another state, or lacks consents for this step; ``reasons`` says which."""

    code = "step-refused"


class NetworkTooLarge(Refused):
    """The answer needs the whole network, which exceeds the setting ``analysis_limit`` and is not loaded from the database."""

    code = "network-too-large"


class NothingStaged(Refused):
    """No batch with this id is waiting to be confirmed, and none was confirmed before."""

    code = "nothing-staged"
    exit_code = 1


class RowsRejected(Refused):
    """A strict import had rejected rows; nothing was written."""

    code = "rows-rejected"
    exit_code = 1


class StoreError(AllianceError):
    """The store could not do it."""

    code = "store"


class StoreUnavailable(StoreError):
    """The store does not answer; worth another try."""

    code = "store-unavailable"


class StoreBusy(StoreError):
    """Another program has locked the store for longer than we wait."""

    code = "store-busy"


class StoreFull(StoreError):
    """The disk is full; nothing was changed."""

    code = "store-full"


class StoreReadOnly(StoreError):
    """The store or its folder cannot be written."""

    code = "store-read-only"


class StoreDamaged(StoreError):
    """The file is not one of our stores, or is damaged; it was not touched."""

    code = "store-damaged"


class StoreTooNew(StoreError):
    """A newer version of the program wrote the store."""

    code = "store-too-new"


class StoreSignIn(StoreError):
    """The server rejects this user and password."""

    code = "store-sign-in"


class StoreUnsupported(StoreError):
    """The server is of a kind or version that we do not support; ``found`` and ``wanted`` name both."""

    code = "store-unsupported"


class Stopped(AllianceError):
    """The user stopped a job; nothing was changed."""

    code = "stopped"
