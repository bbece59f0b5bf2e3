"""Every error raised on purpose.

* AllianceError
  x InputError            the caller can put it right (exit code 2)
    + UnknownKind         no such node or tie kind
    + UnknownNode         no node has this id or name; ``near`` lists the closest
    + UnknownBatch        no batch of this id was committed
    + AmbiguousName       several nodes answer to this name; ``candidates`` lists them
    + InvalidValue        a value that its property does not take
    + UnreadableFile      a file that cannot be read as a table; ``finding`` has the code
    + InvalidChange       a change that the graph's own rules refuse (dangling end, loop, cycle)
  x Refused               the wish cannot be met, with reasons (exit code 3)
    + NotAllowed          the actor may not do this
    + Conflict            the record has changed since it was read; both versions in the facts
    + UndoBlocked         later batches changed the same records
    + PlanRefused         the wishes of a plan contradict each other
      - StepRefused       the plan is not in a state, or not agreed enough, for this step
    + NetworkTooLarge     the answer needs the whole network, which stays in the database
    + NothingStaged       no such batch waits to be confirmed
    + RowsRejected        a strict import with rows that were rejected
  x StoreError            the store could not do it
    + StoreUnavailable    worth trying again
    + StoreBusy           another program holds the store
    + StoreFull           no room on the disk; nothing was changed
    + StoreReadOnly       the store or its folder may not be written
    + StoreDamaged        the file is no store of ours, or is damaged; left untouched
    + StoreTooNew         written by a newer version of the program
    + StoreSignIn         the server does not take this user and password
    + StoreUnsupported    a server of a kind or version that does not do
  x Stopped               the user stopped a job

A class holds a ``code`` and its facts. Wording is in ``messages`` under ``error.<code>``;
``str(error)`` is for developers. Facts are keyword arguments of plain values.
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
    """The caller can put it right."""

    code = "input"
    exit_code = 2


class UnknownKind(InputError):
    """No such node or tie kind; ``known`` lists what there is."""

    code = "unknown-kind"


class UnknownNode(InputError):
    """No node has this id or name; ``near`` lists the closest, best first."""

    code = "unknown-node"
    exit_code = 1


class UnknownBatch(InputError):
    """The ledger has no batch of this id."""

    code = "unknown-batch"
    exit_code = 1


class AmbiguousName(InputError):
    """Several nodes answer to this name; ``candidates`` lists them."""

    code = "ambiguous-name"
    exit_code = 1


class InvalidValue(InputError):
    """A value that its property or option does not take."""

    code = "invalid-value"


class UnreadableFile(InputError):
    """A file that cannot be read as a table; ``finding`` names why."""

    code = "unreadable-file"
    exit_code = 1


class InvalidChange(InputError):
    """A change that the rules of the graph refuse: dangling end, self-loop, unknown end kind, cycle."""

    code = "invalid-change"
    exit_code = 1


class Refused(AllianceError):
    """The wish cannot be met; the facts say why."""

    code = "refused"
    exit_code = 3


class NotAllowed(Refused):
    """The actor may not do this."""

    code = "not-allowed"


class Presenting(Refused):
    """Nothing is written while names are hidden for a projector."""

    code = "presenting"


class Conflict(Refused):
    """A record has changed since it was read; ``mine`` and ``theirs`` show both."""

    code = "conflict"


class UndoBlocked(Refused):
    """Later batches changed the same records; ``batches`` lists them."""

    code = "undo-blocked"


class PlanRefused(Refused):
    """The wishes of a plan contradict each other; ``reasons`` says which."""

    code = "plan-refused"


class StepRefused(PlanRefused):
    """The plan is closed, not in a state, or not agreed enough for this step; ``reasons`` says which."""

    code = "step-refused"


class NetworkTooLarge(Refused):
    """The question is answered from the whole network, and that is above the setting ``analysis_limit`` and stays in the database."""

    code = "network-too-large"


class NothingStaged(Refused):
    """No batch of this id waits to be confirmed, and none was confirmed."""

    code = "nothing-staged"
    exit_code = 1


class RowsRejected(Refused):
    """A strict import had rows that were rejected; nothing was written."""

    code = "rows-rejected"
    exit_code = 1


class StoreError(AllianceError):
    """The store could not do it."""

    code = "store"


class StoreUnavailable(StoreError):
    """The store does not answer; worth trying again."""

    code = "store-unavailable"


class StoreBusy(StoreError):
    """Another program holds the store for longer than we wait."""

    code = "store-busy"


class StoreFull(StoreError):
    """No room on the disk; nothing was changed."""

    code = "store-full"


class StoreReadOnly(StoreError):
    """The store or its folder may not be written."""

    code = "store-read-only"


class StoreDamaged(StoreError):
    """The file is no store of ours, or it is damaged; left untouched."""

    code = "store-damaged"


class StoreTooNew(StoreError):
    """The store was written by a newer version of the program."""

    code = "store-too-new"


class StoreSignIn(StoreError):
    """The server does not take this user and password."""

    code = "store-sign-in"


class StoreUnsupported(StoreError):
    """A server of a kind or version that does not do; ``found`` and ``wanted`` say which."""

    code = "store-unsupported"


class Stopped(AllianceError):
    """The user stopped a job; nothing was changed."""

    code = "stopped"
