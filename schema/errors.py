"""Every error a client may meet, one line each: the class says the code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar


class LeveeError(Exception):
    """An error written for its reader.

    `message` says what was wrong and what is allowed; `path` names the place in the input (field, argument,
    key, index), if there is one. `code` becomes `extensions.code` and is never renamed.
    """

    code: ClassVar[str] = "INTERNAL_SERVER_ERROR"

    def __init__(self, message: str, path: Sequence[str | int] = (), **extensions: Any) -> None:
        super().__init__(message)
        self.message = message
        self.path = tuple(path)
        self.extensions = extensions
        self.field: tuple[str | int, ...] = ()
        self.locations: list[dict[str, int]] = []

    def told(self) -> dict[str, Any]:
        """Say it in GraphQL's shape.

        `path` is the response field, `extensions.argument` the place in the input.
        """
        extensions: dict[str, Any] = {"code": self.code, **self.extensions}
        if self.path:
            extensions["argument"] = ".".join(map(str, self.path))
        told: dict[str, Any] = {"message": self.message, "extensions": extensions}
        if self.locations:
            told["locations"] = self.locations
        if self.field:
            told["path"] = list(self.field)
        return told


class BadUserInput(LeveeError):
    """A value that is not allowed: the message says which, where, and what is."""

    code = "BAD_USER_INPUT"


class Unauthenticated(LeveeError):
    """No token where one is needed, or one that is not valid (any more)."""

    code = "UNAUTHENTICATED"


class Forbidden(LeveeError):
    """A valid token without the right to do this here."""

    code = "FORBIDDEN"


class NotFound(LeveeError):
    """A thing named in the input does not exist, or is not for this viewer."""

    code = "NOT_FOUND"


class Conflict(LeveeError):
    """The state of things does not allow it: read it again, decide again."""

    code = "CONFLICT"


class TooCostly(LeveeError):
    """The question is larger than a limit; the message names the limit."""

    code = "TOO_COSTLY"


class CursorExpired(LeveeError):
    """The position in the event log is of another epoch, beyond the head, or no longer kept."""

    code = "CURSOR_EXPIRED"


class ParseFailed(LeveeError):
    """The document is not GraphQL."""

    code = "GRAPHQL_PARSE_FAILED"


class ValidationFailed(LeveeError):
    """The document is GraphQL, but does not fit the schema."""

    code = "GRAPHQL_VALIDATION_FAILED"


class OperationUnknown(LeveeError):
    """Which operation of the document to run is not clear."""

    code = "OPERATION_RESOLUTION_FAILURE"


class BadRequest(LeveeError):
    """The HTTP envelope is not one that GraphQL questions come in."""

    code = "BAD_REQUEST"


class Unavailable(LeveeError):
    """The service cannot answer just now; the same question may be sent again."""

    code = "SERVICE_UNAVAILABLE"


class MethodNotAllowed(LeveeError):
    """A mutation came by GET."""

    code = "METHOD_NOT_ALLOWED"


class PersistedQueryNotFound(LeveeError):
    """No document is known by that hash: send it with its text."""

    code = "PERSISTED_QUERY_NOT_FOUND"


class PersistedQueryNotSupported(LeveeError):
    """Documents that clients send are not kept: send the text each time."""

    code = "PERSISTED_QUERY_NOT_SUPPORTED"


class RateLimited(LeveeError):
    """More than is allowed in this time; `retryAfter` says in how many seconds it is worth trying again."""

    code = "RATE_LIMITED"
