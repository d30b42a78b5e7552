"""GraphQL over HTTP: the envelope in, the envelope out; what is between stays text."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Mapping
from contextlib import nullcontext, suppress
from functools import lru_cache
from typing import Any

import orjson
import structlog
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from resolvers.document import Refused
from resolvers.plan import Question
from resolvers.sessions import SIGN_IN
from schema.errors import BadRequest, LeveeError, RateLimited, TooCostly, Unauthenticated, Unavailable
from server import origins, persisted
from server.auth import STRANGER, Identity
from server.door import HEADER, NO_TOKEN, Door
from server.execution import Answer, Execution, Sent, declined
from server.gate import Answering
from server.metrics import REQUESTS
from server.settings import Settings
from server.stream import EVENTS, Streams, answered

log = structlog.get_logger()
ANSWERED = REQUESTS.labels("OK")

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
METHODS = "GET, POST"
LATER = 0.1  # seconds; who is told to wait and asks at once again costs little
SHORT = 16_384  # bytes of a body that a stranger signs in with
HEADER_KEPT = 200
"""Characters of a header whose meaning is kept."""
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


async def questions(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request that asks something, as an application."""
    response = await graphql(Request(scope, receive, send))
    await response(scope, receive, send)


async def graphql(request: Request) -> Response:
    """Answer POST with a JSON body, and GET for queries."""
    begun = time.perf_counter()
    media = accepted(request.headers.get("accept", ""))
    execution: Execution = request.app.state.execution
    sent = Sent("")
    try:
        check(request)
        door: Door = request.app.state.door
        asker = await door.who(request, strange=_short(request))
        sent = await read(request)
        known = sent.query is None or execution.planner.knows(sent.query)
        async with nullcontext() if known else request.app.state.admission.apart():
            door.still(asker)  # a body may take its time, and so may a turn
            question = _question(execution, sent, asker)
        if EVENTS in _ranges(request.headers.get("accept", "")) and question.subscribes:
            return _stream(request, sent, question, asker)
        answer = await execution.run(
            question, asker.viewer, mutate=request.method == "POST", address=door.address(request)
        )
        response = _response(answer, media)
    except (Unauthenticated, Unavailable, RateLimited, Refused) as error:
        answer = declined(error if isinstance(error, Refused) else Refused([error]))
        response = _response(answer, media)
        if answer.status == 429:
            await asyncio.sleep(LATER)
    except Refusal as refusal:
        answer = Answer(None, [refusal.error.told()], refusal.status, refusal.headers)
        response = _response(answer, media, envelope=True)
    _tell(request, sent, answer, response, begun)
    return response


def later(settings: Settings) -> ASGIApp:
    """Tell questions that waited in vain to come again, unread; they are counted, and not in the log."""
    busy = Unavailable("Very much is asked just now; try again.")
    answer = declined(Refused([busy]))

    async def tell(scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        REQUESTS.labels(busy.code).inc()
        answering = Answering(send, origins.shared(headers.get("origin"), settings.pages))
        await _response(answer, accepted(headers.get("accept", "")))(scope, receive, answering)

    return tell


def accepted(accept: str) -> str | None:
    """Choose the media type of an answer; None where the client takes none.

    Some clients name events in every request: then JSON is meant, unless it is a subscription.
    """
    ranges = _ranges(accept)
    if GRAPHQL in ranges:
        return GRAPHQL
    if not accept.strip() or ranges & {JSON, "application/*", "*/*"}:
        return JSON
    return EVENTS if EVENTS in ranges else None


def _ranges(accept: str) -> frozenset[str]:
    return _short_ranges(accept) if len(accept) < HEADER_KEPT else _read_ranges(accept)


def _read_ranges(accept: str) -> frozenset[str]:
    return frozenset(_bare(part) for part in accept.lower().split(",") if not _REFUSED.search(part))


_short_ranges = lru_cache(200)(_read_ranges)


def _bare(text: str) -> str:
    return text.partition(";")[0].strip()


def check(request: Request) -> None:
    """See from its head whether a request can be one of GraphQL.

    Raises:
        Refusal: 405, 406 or 415.
    """
    if request.method not in ("GET", "POST"):
        raise Refusal(405, BadRequest("Questions come by POST, queries also by GET."), {"Allow": METHODS})
    if accepted(request.headers.get("accept", "")) is None:
        raise Refusal(
            406, BadRequest(f"The answer is {GRAPHQL}, {JSON} or {EVENTS}; the Accept header takes none.")
        )
    if request.method == "POST" and not _readable(request.headers):
        raise Refusal(415, BadRequest(f"The body is {JSON} in UTF-8, not compressed."))
    if (
        request.method == "GET"
        and request.app.state.settings.production
        and not _asked_first(request.headers)
    ):
        raise Refusal(400, BadRequest(f"A GET has one of the headers {', '.join(FIRST)}."))


def _asked_first(headers: Mapping[str, str]) -> bool:
    """Tell whether a foreign page would have had to ask before: no link or form sends such headers."""
    return _bare(headers.get("content-type", "").lower()) == JSON or any(name in headers for name in FIRST)


def _readable(headers: Mapping[str, str]) -> bool:
    kind, *parameters = (part.strip() for part in headers.get("content-type", "").lower().split(";"))
    charsets = {part.partition("=")[2].strip(' "') for part in parameters if part.startswith("charset")}
    plain = headers.get("content-encoding", "identity").lower() == "identity"
    return kind == JSON and charsets <= {"utf-8", "utf8"} and plain


def _short(request: Request) -> bool:
    """Tell whether a request can be one to sign in: of a stranger nothing longer is read."""
    length = request.headers.get("content-length", "")
    return request.method == "POST" and length.isdecimal() and int(length) <= SHORT


def _question(execution: Execution, sent: Sent, asker: Identity) -> Question:
    """Read what was asked; of a stranger nothing but to sign in, and nothing is told of anything else.

    Raises:
        Refused: it is no valid question, or too much. Unauthenticated: it is none for a stranger.
    """
    if asker is not STRANGER:
        return execution.question(sent, asker.viewer)
    if sent.query is None or SIGN_IN in sent.query:
        with suppress(Refused):
            question = execution.question(sent, asker.viewer)
            if execution.signs_in(question):
                return question
    execution.ledger.strange(NO_TOKEN)
    raise Unauthenticated(f"This needs a token: {HEADER}")


async def read(request: Request) -> Sent:
    """Read the envelope.

    Raises:
        Refusal: 413, or 400 where it is no GraphQL request.
    """
    if request.method == "GET":
        return _asked(dict(request.query_params), written=True)
    try:
        body = orjson.loads(await _body(request))
    except orjson.JSONDecodeError:
        raise Refusal(400, BadRequest("The body is not JSON in UTF-8.")) from None
    if not isinstance(body, dict):
        raise Refusal(400, BadRequest("The body is one JSON object with `query`; batches are not taken."))
    return _asked(body, written=False)


async def _body(request: Request) -> bytes:
    parts: list[bytes] = []
    size, most = 0, request.app.state.settings.requests.body
    try:
        async for part in request.stream():
            size += len(part)
            if size > most:
                raise Refusal(413, TooCostly(f"The body has more than {most} bytes."))
            parts.append(part)
    except ClientDisconnect:
        raise Refusal(400, BadRequest("The body broke off.")) from None
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


def _stream(request: Request, sent: Sent, question: Question, asker: Identity) -> Response:
    """Answer a subscription as events. `Last-Event-ID` goes before `after`: the client had that much."""
    streams: Streams = request.app.state.streams
    return streams.stream(sent, question, asker, request.headers.get("last-event-id") or None)


def _response(answer: Answer, media: str | None, *, envelope: bool = False) -> Response:
    """Under the legacy media type, and as events, every GraphQL error is 200; under GraphQL's own a request
    error is 400, 429 where one asks too much, and 503 where all do.

    What is no GraphQL request at all, its `envelope`, bears its status under both.
    """
    if media == EVENTS and not envelope:
        return answered(answer)
    legacy = answer.status in (400, 429, 503) and media != GRAPHQL and not envelope
    status, headers = (200, None) if legacy else (answer.status, answer.headers)
    kind = GRAPHQL if media == GRAPHQL else JSON
    return Response(answer.body(), status, headers, media_type=f"{kind}; charset=utf-8")


def _tell(request: Request, sent: Sent, answer: Answer, response: Response, begun: float) -> None:
    """One line a request: what was asked by hash and name, never its text or variables."""
    if answer.errors:
        REQUESTS.labels(answer.errors[0]["extensions"]["code"]).inc()
    else:
        ANSWERED.inc()
    log.info(
        "graphql",
        method=request.method,
        status=response.status_code,
        **sent.mark,
        ms=round((time.perf_counter() - begun) * 1000, 2),
        bytes=len(response.body),
        codes=[error["extensions"]["code"] for error in answer.errors] or None,
    )
