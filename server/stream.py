"""GraphQL over server-sent events, in distinct connections: one operation, one response that goes on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import orjson
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from resolvers.document import Refused
from resolvers.feed import feed
from resolvers.plan import Asking, Question
from schema.errors import Unauthenticated
from server.auth import Identity
from server.door import Door
from server.envelope import EVENTS
from server.execution import Answer, Execution, told
from server.hub import Hub
from server.news import News, event
from server.outbox import within
from server.reader import Reader
from server.sent import Sent
from server.tray import Belt

HEADERS = {"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"}
"""Nobody on the way may keep, pack or hold it back."""
COMPLETE = b"event: complete\ndata:\n\n"
COMMENT = b":\n"
"""A sign of life that says nothing; a blank line after it would end a message for some clients."""
SILENCE = 10.0  # seconds between two
CLOSE = 1.0  # seconds for the end of the response to a client that does not read just now


def answered(answer: Answer) -> Response:
    """Give an answer that is there as events: its only result, and the end."""
    return Response(event(answer.body().decode()) + COMPLETE, 200, HEADERS, EVENTS)


class Stream(Response, Reader):
    """A subscription as events; in the hub, a member of a group."""

    def __init__(
        self, streams: Streams, sent: Sent, question: Question, identity: Identity, resume: str | None
    ) -> None:
        """Keep them; `resume` is the position of the last event that the client had."""
        super().__init__(None, 200, HEADERS, EVENTS)
        del self.headers["content-length"]
        self.belt = Belt(streams.hub.quotas)
        self.attend("SSE", sent, self.belt)
        self.sent = sent
        self.streams = streams
        self.question = question
        self.identity = identity
        self.viewer = identity.viewer
        self.resume = resume
        self.cut = asyncio.Event()
        self.codes: list[str] = []
        self.finished: Callable[[], None] = lambda: None

    def tell(self, news: News) -> None:
        """Send it, with its position as the event's id; nothing after the end."""
        if not self.codes:
            self.told += 1
            self.tray.put(news.event)

    def fail(self, error: Exception) -> None:
        """End with an error, and tell the client not to come back for more."""
        self.refuse([told(error)])

    def refuse(self, errors: Sequence[dict[str, Any]]) -> None:
        """End with these errors."""
        self.streams.hub.leave(self)
        self.codes = [error["extensions"]["code"] for error in errors]
        self.tray.put(event(orjson.dumps({"errors": errors}).decode()))
        self.tray.put(COMPLETE)
        self.belt.finish()

    def overflow(self) -> None:
        """Cut the response, without an end: the client comes back with its position."""
        self.streams.hub.leave(self)
        self.tray.end()
        self.cut.set()

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        """Send until either side ends it."""
        self.streams.open.add(self)
        self.recheck()
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        ends = self.belt.write(_sending(send)), _gone(receive), self.cut.wait()
        any_end = [asyncio.create_task(end) for end in ends]
        tasks = [*any_end, asyncio.create_task(self._begin()), asyncio.create_task(self._keep())]
        try:
            await asyncio.wait(any_end, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self.streams.hub.leave(self)
            self.tray.end()
            self.streams.open.discard(self)
            self.finished()
            self.note(self.codes)
        with suppress(Exception):
            await within(send({"type": "http.response.body", "body": b""}), CLOSE)

    def recheck(self) -> None:
        """End with an error if whoever is there is not welcome any more: not one event more."""
        try:
            self.streams.door.still(self.identity)
        except Unauthenticated as error:
            self.turn_out(error)

    def turn_out(self, error: Unauthenticated) -> None:
        """End with an error; what waits to be sent is dropped."""
        if not self.codes:
            self.tray.end()
            self.fail(error)

    async def _begin(self) -> None:
        execution, question = self.streams.execution, self.question
        try:
            run = Asking(question.variables, self.viewer, execution.secret, resume=self.resume)
            await self.streams.hub.join(feed(execution.planner, question, self.viewer), run, self)
        except Refused as refused:
            self.refuse([error.told() for error in refused.errors])
        except Exception as error:
            self.fail(error)

    async def _keep(self) -> None:
        """Say now and then that the line is open; never within an event, and only where there is room."""
        while True:
            await asyncio.sleep(SILENCE)
            if self.roomy:
                self.tray.put(COMMENT)


class Streams:
    """All streams of this server, and what they share."""

    def __init__(self, execution: Execution, hub: Hub, door: Door) -> None:
        """Keep them."""
        self.door = door
        self.execution = execution
        self.hub = hub
        self.open: set[Stream] = set()
        door.watch(self.recheck)

    def stream(self, sent: Sent, question: Question, identity: Identity, resume: str | None) -> Stream:
        """Begin a stream, which ends with its token."""
        made = Stream(self, sent, question, identity, resume)
        expiry = identity.viewer.expires
        if expiry is not None:
            ended = Unauthenticated("The token has expired: ask for a new one.")
            timer = asyncio.get_running_loop().call_later(expiry - time.time(), made.turn_out, ended)
            made.finished = timer.cancel
        return made

    def recheck(self) -> None:
        """End the streams of those who are not welcome any more."""
        for stream in tuple(self.open):
            stream.recheck()

    def close(self) -> None:
        """Cut all streams: their clients go on elsewhere."""
        for stream in self.open:
            stream.overflow()


def _sending(send: Send) -> Callable[[bytes], Any]:
    async def written(part: bytes) -> None:
        await send({"type": "http.response.body", "body": part, "more_body": True})

    return written


async def _gone(receive: Receive) -> None:
    """Wait until the client has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
