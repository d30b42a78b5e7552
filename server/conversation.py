"""One connection that speaks graphql-transport-ws, and its operations."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import structlog
from graphql import OperationType
from starlette.websockets import WebSocket

from resolvers.document import Refused
from resolvers.feed import feed
from resolvers.plan import Asking
from schema.access import Viewer
from schema.errors import TooCostly, Unauthenticated
from schema.position import seal
from server import frames
from server.execution import Answer, Sent, told
from server.frames import Breach
from server.group import ALONE
from server.news import News
from server.outbox import within
from server.reader import Reader
from server.tray import Tray

if TYPE_CHECKING:
    from server.sockets import Sockets

log = structlog.get_logger()


class Operation(Reader):
    """One operation of one socket; in the hub, a member of a group."""

    def __init__(self, talk: Conversation, id_: str, sent: Sent) -> None:
        """Keep them."""
        self.attend("WS", sent, talk.tray)
        self.talk = talk
        self.id = id_
        self.start = frames.next_start(id_)

    def tell(self, news: News) -> None:
        """Send it."""
        self.told += 1
        self.tray.put(self.start, news.text, frames.NEXT_END)

    def fail(self, error: Exception) -> None:
        """End with an error; the socket stays open."""
        self.talk.refuse(self, [told(error)])

    def overflow(self) -> None:
        """Close the socket: its client does not read, but may resume."""
        self.talk.close(frames.SLOW, "Too slow: what was sent was not read. Resume from your cursor.")


class Conversation:
    """One connection that speaks the protocol."""

    def __init__(self, sockets: Sockets, websocket: WebSocket) -> None:
        """Begin unknown: nobody has said who it is."""
        self.sockets = sockets
        self.websocket = websocket
        self.viewer: Viewer | None = None
        self.tray = Tray()
        self.operations: dict[str, Operation] = {}
        self.verdict: asyncio.Future[Breach] = asyncio.get_running_loop().create_future()
        self.timers: dict[str, asyncio.TimerHandle] = {}

    async def run(self) -> None:
        """Read and write until either side closes."""
        self.sockets.open.add(self)
        self._later("init", self.sockets.limits.init, self._silent)
        reading = asyncio.create_task(self._read())
        writing = asyncio.create_task(self.tray.write(self.websocket.send_text))
        any_end: list[asyncio.Future[Any]] = [reading, writing, self.verdict]
        try:
            await asyncio.wait(any_end, return_when=asyncio.FIRST_COMPLETED)
        finally:
            reading.cancel()
            writing.cancel()
            ended, _ = await asyncio.gather(reading, writing, return_exceptions=True)
            self._release()
            self.sockets.open.discard(self)
        await self._say_why(ended)

    def close(self, code: int, reason: str) -> None:
        """Close at once; what waits to be sent is dropped."""
        if not self.verdict.done():
            self.verdict.set_result(Breach(code, reason))
        self._release()

    def refuse(self, operation: Operation, errors: Sequence[Mapping[str, Any]]) -> None:
        """End an operation with an `error` message."""
        if self._end(operation):
            self.tray.put(frames.error(operation.id, errors))
            operation.note([error["extensions"]["code"] for error in errors])

    async def answer(self, operation: Operation) -> None:
        """Run a query or a mutation and send what it gives; to a client that has gone on, nothing."""
        assert self.viewer is not None
        answer: Answer = await self.sockets.execution.answer(operation.sent, self.viewer)
        if answer.status >= 400:
            self.refuse(operation, answer.errors)
        elif self._end(operation):
            self.tray.put(frames.whole(operation.id, answer.body()))
            self.tray.put(frames.plain("complete", id=operation.id))
            operation.note([error["extensions"]["code"] for error in answer.errors])

    async def _read(self) -> None:
        """Obey one message after another, in turn with all other sockets.

        A client that does not read its answers is not read further.
        """
        while (message := await self.websocket.receive())["type"] == "websocket.receive":
            await self._obey(frames.read(message))
            await asyncio.sleep(0)
            if not (self.tray.roomy or await within(self.tray.room(), ALONE)):
                raise Breach(frames.SLOW, "Too slow: the answers were not read.")

    async def _obey(self, body: Mapping[str, Any]) -> None:
        match body["type"]:
            case "connection_init":
                self._init(frames.member(body, "payload"))
            case "ping":
                payload = {"payload": body["payload"]} if "payload" in body else {}
                self.tray.put(frames.plain("pong", **payload))
            case "pong":
                pass
            case "subscribe":
                await self._subscribe(body)
            case "complete":
                self._complete(frames.identity(body))
            case _:
                raise Breach(frames.BAD, "The `type` of the message is not one that a client sends.")

    def _init(self, payload: Mapping[str, Any]) -> None:
        if self.viewer is not None:
            raise Breach(frames.TOO_MANY_INITS, "Too many initialisation requests")
        try:
            self.viewer, expiry = self.sockets.who(self.websocket, payload)
        except Unauthenticated as error:
            raise Breach(frames.FORBIDDEN, f"{error.code}: {error}") from None
        self.timers.pop("init").cancel()
        self.tray.put(frames.plain("connection_ack"))
        self._later("ping", self.sockets.limits.ping, self._ping)
        if expiry is not None:
            self._later("expiry", expiry - time.time(), self._expire)

    async def _subscribe(self, body: Mapping[str, Any]) -> None:
        """Begin an operation. The position of a subscription is settled before the next message is read."""
        if self.viewer is None:
            raise Breach(frames.UNAUTHORISED, "Unauthorized")
        id_, sent = frames.identity(body), frames.asked(body)
        if id_ in self.operations:
            raise Breach(frames.DUPLICATE, f"Subscriber for {id_} already exists")
        operation = Operation(self, id_, sent)
        most = self.sockets.limits.operations
        if len(self.operations) >= most:
            crowded = TooCostly(f"At most {most} operations at once on one socket; complete some first.")
            self.tray.put(frames.error(id_, [crowded.told()]))
            return
        self.operations[id_] = operation
        try:
            await self._begin(operation, self.viewer)
        except Refused as refused:
            self.refuse(operation, [error.told() for error in refused.errors])
        except Exception as error:
            operation.fail(error)

    async def _begin(self, operation: Operation, viewer: Viewer) -> None:
        execution, sent = self.sockets.execution, operation.sent
        question = execution.planner.question(sent.query, sent.operation_name, sent.variables)
        if question.operation.operation is not OperationType.SUBSCRIPTION:
            self.sockets.spawn(operation)
            return
        asked = feed(execution.planner, question, viewer)
        await self.sockets.hub.join(asked, Asking(question.variables, viewer, execution.secret), operation)

    def _complete(self, id_: str) -> None:
        operation = self.operations.get(id_)
        if operation is not None and self._end(operation):
            operation.note()

    def _end(self, operation: Operation) -> bool:
        """Free the id of an operation; False if it has ended before."""
        if self.operations.get(operation.id) is not operation:
            return False
        del self.operations[operation.id]
        self.sockets.hub.leave(operation)
        return True

    def _ping(self) -> None:
        """Ask for a sign of life, and say from where to resume."""
        if self.tray.roomy:
            position = self.sockets.hub.position(list(self.operations.values()))
            payload = position and {"cursor": seal(self.sockets.cursors, [position[0], str(position[1])])}
            self.tray.put(frames.plain("ping", payload=payload))
        self._later("ping", self.sockets.limits.ping, self._ping)

    def _silent(self) -> None:
        self.close(frames.SLOW_INIT, "Connection initialisation timeout")

    def _expire(self) -> None:
        self.close(frames.FORBIDDEN, f"{Unauthenticated.code}: the token has expired")

    def _later(self, name: str, seconds: float, then: Any) -> None:
        self.timers[name] = asyncio.get_running_loop().call_later(seconds, then)

    def _release(self) -> None:
        """Hold nobody up any more: no timer, no place in the hub, nothing to send."""
        for timer in self.timers.values():
            timer.cancel()
        for operation in tuple(self.operations.values()):
            self._complete(operation.id)
        self.tray.end()

    async def _say_why(self, ended: Any) -> None:
        """Send the close frame if it is this side that closes."""
        breach = self.verdict.result() if self.verdict.done() else ended
        if isinstance(breach, Exception) and not isinstance(breach, Breach):
            log.error("socket broken", kind=type(breach).__name__)
            breach = Breach(1011, "Something went wrong inside.")
        if isinstance(breach, Breach):
            with suppress(Exception):
                await within(self.websocket.close(breach.code, breach.reason), self.sockets.limits.close)
