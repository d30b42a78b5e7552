"""What goes over a socket: the messages of graphql-transport-ws, read strictly, written as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from server.execution import Sent

PROTOCOL = "graphql-transport-ws"
LONGEST_ID = 128
LONGEST_REASON = 120  # bytes; a close frame holds 123

BAD, UNAUTHORISED, FORBIDDEN, NO_PROTOCOL = 4400, 4401, 4403, 4406
SLOW_INIT, SLOW = 4408, 4410
DUPLICATE, TOO_MANY_INITS = 4409, 4429

NEXT_END = "}}"


class Breach(Exception):
    """A message that ends the socket: the code of the protocol, and why."""

    def __init__(self, code: int, reason: str) -> None:
        """Keep them; a reason that is too long for a close frame is cut."""
        super().__init__(reason)
        self.code = code
        self.reason = reason.encode()[:LONGEST_REASON].decode(errors="ignore")


def read(message: Mapping[str, Any]) -> dict[str, Any]:
    """Read a message: a JSON object with a `type`, as text.

    Raises:
        Breach: 4400.
    """
    text = message.get("text")
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
    if not isinstance(query, str):
        raise Breach(BAD, "`payload.query` is text.")
    if name is not None and not isinstance(name, str):
        raise Breach(BAD, "`payload.operationName` is text.")
    member(payload, "extensions")
    return Sent(query, name or None, member(payload, "variables"))


def next_start(id_: str) -> str:
    """Begin a `next` message; the text of `data` and NEXT_END follow."""
    return f'{{"id":{orjson.dumps(id_).decode()},"type":"next","payload":{{"data":'


def whole(id_: str, body: bytes) -> str:
    """Write a `next` message around an answer that is JSON already."""
    return f'{{"id":{orjson.dumps(id_).decode()},"type":"next","payload":{body.decode()}}}'


def error(id_: str, errors: Sequence[Mapping[str, Any]]) -> str:
    """Write an `error` message."""
    return plain("error", id=id_, payload=errors)


def plain(type_: str, **members: Any) -> str:
    """Write any other message."""
    return orjson.dumps({"type": type_, **members}).decode()
