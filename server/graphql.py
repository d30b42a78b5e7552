"""GraphQL over HTTP: the envelope in, the envelope out; what is between stays text."""

from __future__ import annotations

import asyncio
import time
from contextlib import nullcontext, suppress
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from resolvers.document import Refused
from resolvers.plan import Question
from resolvers.sessions import SIGN_IN
from schema.errors import RateLimited, Unauthenticated, Unavailable
from server import log, origins
from server.auth import STRANGER, Identity
from server.door import HEADER, NO_TOKEN, Door
from server.envelope import EVENTS, GRAPHQL, JSON, Refusal, accepted, checked, read, short, streams
from server.execution import Answer, Execution, declined
from server.gate import Answering
from server.head import head
from server.metrics import REQUESTS
from server.sent import Sent
from server.settings import Settings
from server.stream import Streams, answered
from server.whole import Whole

ANSWERED = REQUESTS.labels("OK")

LATER = 0.1  # seconds; who is told to wait and asks at once again costs little


async def questions(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request that asks something, as an application."""
    response = await graphql(Request(scope, receive, send))
    await response(scope, receive, send)


async def graphql(request: Request) -> Response:
    """Answer POST with a JSON body, and GET for queries."""
    begun = time.perf_counter()
    said = head(request.scope)
    state = request.scope["app"].state
    execution: Execution = state.execution
    sent = Sent("")
    try:
        said.once(checked, state.settings)
        door: Door = state.door
        asker = await door.who(request, strange=said.once(short))
        sent = await read(request, state.settings.requests.body)
        known = sent.query is None or execution.planner.knows(sent.query)
        async with nullcontext() if known else state.admission.apart():
            door.still(asker)  # a body may take its time, and so may a turn
            question = _question(execution, sent, asker)
        if question.subscribes and said.once(streams):
            return _stream(request, sent, question, asker)
        address = partial(door.address, request)
        answer = await execution.run(question, asker.viewer, mutate=said.method == "POST", address=address)
        response = _response(answer, said.once(accepted))
    except (Unauthenticated, Unavailable, RateLimited, Refused) as error:
        answer = declined(error if isinstance(error, Refused) else Refused([error]))
        response = _response(answer, said.once(accepted))
        if answer.status == 429:
            await asyncio.sleep(LATER)
    except Refusal as refusal:
        answer = Answer(None, [refusal.error.told()], refusal.status, refusal.headers)
        response = _response(answer, said.once(accepted), envelope=True)
    _tell(request, sent, answer, response, begun)
    return response


def later(settings: Settings) -> ASGIApp:
    """Tell questions that waited in vain to come again, unread; they are counted, and not in the log."""
    busy = Unavailable("Very much is asked just now; try again.")
    answer = declined(Refused([busy]))

    async def tell(scope: Scope, receive: Receive, send: Send) -> None:
        said = head(scope)
        REQUESTS.labels(busy.code).inc()
        answering = Answering(send, said.once(origins.sharing, settings.pages))
        await _response(answer, said.once(accepted))(scope, receive, answering)

    return tell


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
    return Whole(answer.body(), status, f"{kind}; charset=utf-8", headers)


def _tell(request: Request, sent: Sent, answer: Answer, response: Response, begun: float) -> None:
    """One line a request: what was asked by hash and name, never its text or variables."""
    if answer.errors:
        REQUESTS.labels(answer.errors[0]["extensions"]["code"]).inc()
    else:
        ANSWERED.inc()
    log.request(
        method=request.scope["method"],
        status=response.status_code,
        **sent.mark,
        ms=round((time.perf_counter() - begun) * 1000, 2),
        bytes=len(response.body),
        codes=[error["extensions"]["code"] for error in answer.errors] or None,
    )
