"""What the driver and the server complain of, said in our own errors.

Texts of the server are never passed on: they may quote names. The cause is a word of ours (``stores.cause-…``) or the
server's error code.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from neo4j import exceptions

from alliance.errors import (
    AllianceError,
    InvalidChange,
    InvalidValue,
    StoreBusy,
    StoreFull,
    StoreReadOnly,
    StoreSignIn,
    StoreUnavailable,
    StoreUnsupported,
)

# faults of this program, not of the world: they stay what they are and end as an incident
NOT_MAPPED: tuple[type[Exception], ...] = (
    exceptions.CypherSyntaxError,
    exceptions.CypherTypeError,
    exceptions.TransactionError,
    exceptions.TransactionNestingError,
    exceptions.SessionError,
    exceptions.ResultError,
    exceptions.ResultFailedError,
    exceptions.ResultConsumedError,
    exceptions.ResultNotSingleError,
    exceptions.BrokenRecordError,
)
_HELLO = bytes.fromhex("6060b017 00000405 00000000 00000000 00000000")  # what begins a talk in Bolt
_CODES: dict[str, type[AllianceError]] = {
    "Neo.ClientError.Security.Unauthorized": StoreSignIn,
    "Neo.ClientError.Security.AuthenticationRateLimit": StoreSignIn,
    "Neo.ClientError.Security.CredentialsExpired": StoreSignIn,
    "Neo.ClientError.Security.TokenExpired": StoreSignIn,
    "Neo.ClientError.Security.AuthorizationExpired": StoreSignIn,
    "Neo.ClientError.Security.Forbidden": StoreReadOnly,
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": StoreReadOnly,
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase": StoreReadOnly,
    "Neo.ClientError.Statement.AccessMode": StoreReadOnly,
    "Neo.ClientError.Schema.ConstraintValidationFailed": InvalidChange,
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": StoreFull,
    "Neo.TransientError.General.OutOfMemoryError": StoreFull,
    "Neo.TransientError.General.TransactionOutOfMemoryError": StoreFull,
    "Neo.TransientError.Transaction.MaximumTransactionLimitReached": StoreBusy,
    "Neo.TransientError.Transaction.DeadlockDetected": StoreBusy,
    "Neo.TransientError.Transaction.LockClientStopped": StoreBusy,
    "Neo.TransientError.Transaction.LockAcquisitionTimeout": StoreBusy,
    "Neo.ClientError.Transaction.LockClientStopped": StoreBusy,
    "Neo.ClientError.Transaction.TransactionTimedOut": StoreBusy,
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration": StoreBusy,
}


def error_for(error: Exception, location: str) -> AllianceError | None:
    """Return our error for one of the driver's, None for those that stay what they are (``NOT_MAPPED``)."""
    if isinstance(error, NOT_MAPPED):
        return None
    if isinstance(error, exceptions.Neo4jError):
        return _of_server(error, location)
    if isinstance(error, exceptions.UnsupportedServerProduct):
        return StoreUnsupported(location=location, found="?", wanted="Neo4j 5.26")
    if isinstance(error, (exceptions.AuthConfigurationError, exceptions.CertificateConfigurationError, exceptions.ConfigurationError)):
        return InvalidValue(property="store", value=location)
    if isinstance(error, exceptions.DriverError):
        return StoreUnavailable(location=location, cause=_cause(error, location))
    return None


def is_full(error: exceptions.Neo4jError) -> bool:
    """Say whether the server has no memory for what was asked."""
    return _CODES.get(str(error.code or "")) is StoreFull


def _of_server(error: exceptions.Neo4jError, location: str) -> AllianceError:
    code = str(error.code or "")
    kind = _CODES.get(code)
    if kind is InvalidChange:
        return InvalidChange(reason="constraint")
    if kind is None:
        if isinstance(error, exceptions.AuthError):
            kind = StoreSignIn
        elif isinstance(error, (exceptions.Forbidden, exceptions.ForbiddenOnReadOnlyDatabase)):
            kind = StoreReadOnly
        elif isinstance(error, exceptions.ConstraintError):
            return InvalidChange(reason="constraint")
        elif isinstance(error, (exceptions.DatabaseUnavailable, exceptions.NotALeader)):
            kind = StoreUnavailable
        elif isinstance(error, exceptions.TransientError):
            kind = StoreBusy
        else:
            kind = StoreUnavailable
    return kind(location=location, cause=code or "?")


def _cause(error: Exception, location: str) -> str:
    """Return a word for what lies beneath: refused, unknown-host, no-answer, lost."""
    at: BaseException | None = error
    for _ in range(8):
        if at is None:
            break
        if isinstance(at, ssl.SSLCertVerificationError):
            return "certificate"
        if isinstance(at, ConnectionRefusedError):
            return "refused"
        if isinstance(at, TimeoutError):
            return "no-answer"
        if isinstance(at, OSError) and at.__class__.__name__ == "gaierror":
            return "unknown-host"
        at = at.__cause__ or at.__context__
    if isinstance(error, exceptions.ConnectionPoolError):
        return "no-answer"
    # where it asks for the way, the driver does not pass on what it met: look once more
    return _knock(location, "lost") if isinstance(error, exceptions.ServiceUnavailable) else "lost"


def heard(location: str) -> str:
    """Return why a server gave no sign of life: refused, unknown-host, else no-answer."""
    return _knock(location, "no-answer")


def _knock(location: str, otherwise: str) -> str:
    parts = urlsplit(location)
    try:
        with socket.create_connection((parts.hostname or "", parts.port or 7687), timeout=1) as line:
            if parts.scheme.endswith("+s"):
                ssl.create_default_context().wrap_socket(line, server_hostname=parts.hostname).close()
            else:
                line.sendall(_HELLO)
                line.recv(4)
    except ssl.SSLCertVerificationError:
        return "certificate"
    except ConnectionRefusedError:
        return "refused"
    except socket.gaierror:
        return "unknown-host"
    except (OSError, ValueError):
        return "no-answer"
    return otherwise


@contextmanager
def translate_errors(location: str) -> Iterator[None]:
    """Raise the driver's errors as ours."""
    try:
        yield
    except (exceptions.Neo4jError, exceptions.DriverError) as error:
        ours = error_for(error, location)
        if ours is None:
            raise
        raise ours from error
