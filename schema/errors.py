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
