"""What goes over a socket: the messages of graphql-transport-ws, read strictly, written as text frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from schema.errors import BadRequest
from server import persisted
from server.sent import Sent

PROTOCOL = "graphql-transport-ws"
LONGEST_ID = 128
LONGEST_REASON = 120  # bytes; a close frame holds 123

BAD, UNAUTHORISED, FORBIDDEN, NO_PROTOCOL = 4400, 4401, 4403, 4406
SLOW_INIT, SLOW = 4408, 4410
DUPLICATE, TOO_MANY_INITS = 4409, 4429
FLOOD, CROWDED = 4420, 4421
INVALID_TEXT, BROKEN, RESTART, LATER = 1007, 1011, 1012, 1013

NEXT_END = b"}}"


class Breach(Exception):
    """A message that ends the socket: the code of the protocol, and why."""

    def __init__(self, code: int, reason: str) -> None:
        """Keep them; a reason that is too long for a close frame is cut."""
        super().__init__(reason)
        self.code = code
        self.reason = reason.encode()[:LONGEST_REASON].decode(errors="ignore")


def read(text: str | None) -> dict[str, Any]:
    """Read a message: a JSON object with a `type`, as text; None stands for a binary one.

    Raises:
        Breach: 4400.
    """
    if text is None:
        raise Breach(BAD, "A message is a text frame.")
    try:
        body = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise Breach(BAD, "A message is JSON.") from None
    if not isinstance(body, dict) or not isinstance(body.get("type"), str):
        raise Breach(BAD, "A message is a JSON object with a `type`.")
    return body


def member(body: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Give an object that may be null or absent; then it is empty.

    Raises:
        Breach: 4400.
    """
    value = body.get(name)
    if value is not None and not isinstance(value, dict):
        raise Breach(BAD, f"`{name}` is a JSON object.")
    return value or {}


def identity(body: Mapping[str, Any]) -> str:
    """Give the `id` of an operation.

    Raises:
        Breach: 4400.
    """
    id_ = body.get("id")
    if not isinstance(id_, str) or not 0 < len(id_) <= LONGEST_ID:
        raise Breach(BAD, f"`id` is text of 1 to {LONGEST_ID} characters.")
    return id_


def asked(body: Mapping[str, Any]) -> Sent:
    """Read what a `subscribe` asks.

    Raises:
        Breach: 4400.
    """
    payload = member(body, "payload")
    query, name = payload.get("query"), payload.get("operationName")
    if query is not None and not isinstance(query, str):
        raise Breach(BAD, "`payload.query` is text.")
    if name is not None and not isinstance(name, str):
        raise Breach(BAD, "`payload.operationName` is text.")
    member(payload, "extensions")
    try:
        document = persisted.name(payload)
    except BadRequest as error:
        raise Breach(BAD, str(error)) from None
    if query is None and document is None:
        raise Breach(BAD, "`payload.query` is missing.")
    return Sent(query, name or None, member(payload, "variables"), document)


def head(length: int) -> bytes:
    """Begin a text frame of so many bytes, as a server writes it: whole, and without a mask."""
    if length < 126:
        return bytes((0x81, length))
    if length < 65_536:
        return b"\x81\x7e" + length.to_bytes(2)
    return b"\x81\x7f" + length.to_bytes(8)


def next_start(id_: str) -> bytes:
    """Begin a `next` message; the text of `data` and NEXT_END follow."""
    return b'{"id":' + orjson.dumps(id_) + b',"type":"next","payload":{"data":'


def whole(id_: str, body: bytes) -> bytes:
    """Write a `next` message around an answer that is JSON already."""
    return _framed(b'{"id":' + orjson.dumps(id_) + b',"type":"next","payload":' + body + b"}")


def error(id_: str, errors: Sequence[Mapping[str, Any]]) -> bytes:
    """Write an `error` message."""
    return plain("error", id=id_, payload=errors)


def plain(type_: str, **members: Any) -> bytes:
    """Write any other message."""
    return _framed(orjson.dumps({"type": type_, **members}))


def _framed(message: bytes) -> bytes:
    return head(len(message)) + message
