"""Identities and positions: how they look outside, and how they are read back."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import BigInteger, BindParameter, ColumnElement, LargeBinary, Text, cast, func, literal_column
from sqlalchemy.types import TypeEngine

from schema.parameter import Parameter, Run, bound

_IDENTITY = re.compile(r"([A-Za-z]+):([1-9]\d{0,18})", re.ASCII)
_SEAL = 16
MALFORMED_ID = "This is not an ID that this service gave out."
MALFORMED_CURSOR = "This is not a cursor that this service gave out for this question."


def identity(kind: str, key: ColumnElement[Any]) -> ColumnElement[str]:
    """Make the opaque ID of a row, in SQL."""
    return func.levee_id(literal_column(f"'{kind}'"), key)


def split(text: str) -> tuple[str, int]:
    """Read an ID back: its type and key.

    Raises:
        ValueError: the text is no ID.
    """
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (ValueError, binascii.Error):
        raise ValueError(MALFORMED_ID) from None
    match = _IDENTITY.fullmatch(raw)
    if match is None or int(match[2]) >= 2**63 or name(match[1], int(match[2])) != text:
        raise ValueError(MALFORMED_ID)
    return match[1], int(match[2])


def name(kind: str, key: int) -> str:
    """Make the opaque ID of a row, in Python."""
    return base64.urlsafe_b64encode(f"{kind}:{key}".encode()).decode().rstrip("=")


def kind_of(text: Any) -> str | None:
    """Tell the type inside an ID, or None where it is malformed."""
    try:
        return split(text)[0]
    except (ValueError, TypeError):
        return None


def key_of(text: str, *kinds: str) -> int:
    """Read the key out of an ID of one of these types.

    Raises:
        ValueError: malformed, or the ID of another type.
    """
    kind, key = split(text)
    if kind not in kinds:
        raise ValueError(f"This is the ID of a {kind}; here the ID of a {' or '.join(kinds)} is needed.")
    return key


@dataclass(frozen=True, slots=True)
class Identity:
    """An ID in a question: `kind` is known when the question is planned, the key when it is run."""

    kind: str | None
    parameter: Parameter

    def key(self, *kinds: str) -> BindParameter[int]:
        """Give the key as a parameter of the statement; the ID of another type is refused."""
        return bound(self.parameter.then(lambda text: key_of(text, *kinds)), BigInteger())


@dataclass(frozen=True, slots=True)
class Position:
    """A cursor in a question.

    A cursor is its keys as JSON under a seal, SHA-256 over a secret of the question and the keys, cut to 16
    bytes: forged, or from another question, it does not open.
    """

    parameter: Parameter
    question: Parameter

    def keys(self, *types: TypeEngine[Any]) -> list[ColumnElement[Any]]:
        """Give the keys as parameters; they travel as text, as the database wrote them."""
        opened = Parameter(self._open, self.parameter.path, self.parameter.field)
        return [
            cast(bound(opened.then(lambda keys, i=i: _only(keys, len(types))[i]), Text()), type_)  # type: ignore[misc]
            for i, type_ in enumerate(types)
        ]

    def _open(self, run: Run) -> list[str]:
        return unseal(run.key(self.question.value(run)), self.parameter.value(run))


def _only(keys: list[str], count: int) -> list[str]:
    if len(keys) != count:
        raise ValueError(MALFORMED_CURSOR)
    return keys


def derive(secret: bytes, purpose: str) -> bytes:
    """Make a key of 32 bytes for one purpose, so that a cursor can never pass for a token."""
    return hmac.digest(secret, purpose.encode(), hashlib.sha256)


def seal(key: bytes, keys: list[str]) -> str:
    """Make a cursor in Python; `levee_cursor` is the same in SQL."""
    raw = orjson.dumps(keys)
    return base64.urlsafe_b64encode(hashlib.sha256(key + raw).digest()[:_SEAL] + raw).decode().rstrip("=")


def unseal(key: bytes, text: str) -> list[str]:
    """Read a cursor back.

    Raises:
        ValueError: malformed, forged, or sealed for another question.
    """
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        raise ValueError(MALFORMED_CURSOR) from None
    if hashlib.sha256(key + raw[_SEAL:]).digest()[:_SEAL] != raw[:_SEAL] or len(raw) <= _SEAL:
        raise ValueError(MALFORMED_CURSOR)
    keys: list[str] = orjson.loads(raw[_SEAL:])
    return keys


def cursor(question: Parameter, *keys: ColumnElement[Any]) -> ColumnElement[str]:
    """Make a row's cursor, in SQL."""
    secret = bound(Parameter(lambda run: run.key(question.value(run)), ()), LargeBinary())
    return func.levee_cursor(secret, *(cast(key, Text) for key in keys))


EVENTS = Parameter(lambda _: "events", ())
"""The question whose cursors are positions in the event log."""
