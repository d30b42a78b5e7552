"""What a request to GraphQL is wrapped in: media types, methods, and the members of its body."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import orjson
from starlette.requests import Request

from schema.errors import BadRequest, LeveeError, TooCostly
from server import persisted
from server.head import Head
from server.sent import Sent
from server.settings import Settings

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
EVENTS = "text/event-stream"
METHODS = "GET, POST"
SHORT = 16_384  # bytes of a body that a stranger signs in with
FIRST = ("apollo-require-preflight", "x-apollo-operation-name")
"""What nothing but a script sends, and only after its origin was found good."""
_REFUSED = re.compile(r";\s*q\s*=\s*0(\.0*)?\s*(;|$)")


class Refusal(Exception):
    """The envelope itself is refused: an HTTP status and why."""

    def __init__(self, status: int, error: LeveeError, headers: dict[str, str] | None = None) -> None:
        """Keep what to answer."""
        super().__init__(str(error))
        self.status = status
        self.error = error
        self.headers = headers or {}


def ranges(head: Head) -> frozenset[str]:
    """Give the media types that a client takes."""
    parts = head.headers.get("accept", "").lower().split(",")
    return frozenset(_bare(part) for part in parts if not _REFUSED.search(part))


def streams(head: Head) -> bool:
    """Tell whether a client takes events."""
    return EVENTS in head.once(ranges)


def accepted(head: Head) -> str | None:
    """Choose the media type of an answer; None where the client takes none.

    Some clients name events in every request: then JSON is meant, unless it is a subscription.
    """
    named = head.once(ranges)
    if GRAPHQL in named:
        return GRAPHQL
    if not head.headers.get("accept", "").strip() or named & {JSON, "application/*", "*/*"}:
        return JSON
    return EVENTS if EVENTS in named else None


def _bare(text: str) -> str:
    return text.partition(";")[0].strip()


def checked(head: Head, settings: Settings) -> None:
    """See from its head whether a request can be one of GraphQL.

    Raises:
        Refusal: 405, 406 or 415.
    """
    if head.method not in ("GET", "POST"):
        raise Refusal(405, BadRequest("Questions come by POST, queries also by GET."), {"Allow": METHODS})
    if head.once(accepted) is None:
        raise Refusal(
            406, BadRequest(f"The answer is {GRAPHQL}, {JSON} or {EVENTS}; the Accept header takes none.")
        )
    if head.method == "POST" and not _readable(head.headers):
        raise Refusal(415, BadRequest(f"The body is {JSON} in UTF-8, not compressed."))
    if head.method == "GET" and settings.production and not _asked_first(head.headers):
        raise Refusal(400, BadRequest(f"A GET has one of the headers {', '.join(FIRST)}."))


def _asked_first(headers: Mapping[str, str]) -> bool:
    """Tell whether a foreign page would have had to ask before: no link or form sends such headers."""
    return _bare(headers.get("content-type", "").lower()) == JSON or any(name in headers for name in FIRST)


def _readable(headers: Mapping[str, str]) -> bool:
    kind, *parameters = (part.strip() for part in headers.get("content-type", "").lower().split(";"))
    charsets = {part.partition("=")[2].strip(' "') for part in parameters if part.startswith("charset")}
    plain = headers.get("content-encoding", "identity").lower() == "identity"
    return kind == JSON and charsets <= {"utf-8", "utf8"} and plain


def short(head: Head) -> bool:
    """Tell whether a request can be one to sign in: of a stranger nothing longer is read."""
    length = head.headers.get("content-length", "")
    return head.method == "POST" and length.isdecimal() and int(length) <= SHORT


async def read(request: Request, most: int) -> Sent:
    """Read the envelope, of at most so many bytes.

    Raises:
        Refusal: 413, or 400 where it is no GraphQL request.
    """
    if request.scope["method"] == "GET":
        return _asked(dict(request.query_params), written=True)
    try:
        body = orjson.loads(await _body(request, most))
    except orjson.JSONDecodeError:
        raise Refusal(400, BadRequest("The body is not JSON in UTF-8.")) from None
    if not isinstance(body, dict):
        raise Refusal(400, BadRequest("The body is one JSON object with `query`; batches are not taken."))
    return _asked(body, written=False)


async def _body(request: Request, most: int) -> bytes:
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise Refusal(400, BadRequest("The body broke off."))
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        more = message.get("more_body", False)
        if size > most:
            raise Refusal(413, TooCostly(f"The body has more than {most} bytes."))
    return b"".join(parts)


def _asked(envelope: dict[str, Any], *, written: bool) -> Sent:
    """Check the members of the envelope; in a GET, objects are `written` as JSON text."""
    query = envelope.get("query")
    if query is not None and not isinstance(query, str):
        raise Refusal(400, BadRequest("`query` is text."))
    name = envelope.get("operationName")
    if not isinstance(name, str | None):
        raise Refusal(400, BadRequest("`operationName` is text."))
    members = {key: _object(envelope.get(key), key, written=written) for key in ("variables", "extensions")}
    try:
        document = persisted.name(envelope | members)
    except BadRequest as error:
        raise Refusal(400, error) from None
    if query is None and document is None:
        raise Refusal(400, BadRequest("`query` is missing."))
    return Sent(query, name or None, members["variables"], document)


def _object(value: Any, key: str, *, written: bool) -> dict[str, Any]:
    if written and isinstance(value, str):
        try:
            value = orjson.loads(value or "null")
        except orjson.JSONDecodeError:
            raise Refusal(400, BadRequest(f"`{key}` is not JSON.")) from None
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Refusal(400, BadRequest(f"`{key}` is a JSON object."))
    return value
