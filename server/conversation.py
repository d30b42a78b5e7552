"""One connection that speaks graphql-transport-ws, and its operations."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import structlog
from starlette.requests import HTTPConnection

from resolvers.document import Refused
from resolvers.feed import feed
from resolvers.plan import Asking, Question
from schema.access import Viewer
from schema.errors import TooCostly, Unauthenticated, Unavailable
from server import frames
from server.auth import Identity
from server.execution import Answer, told
from server.frames import Breach
from server.member import Operation
from server.turns import Turns

if TYPE_CHECKING:
    from server.sockets import Sockets
    from server.wire import Wire

log = structlog.get_logger()

INSTANT = 0.1  # seconds after which a silence that is too long is seen


class Conversation(Turns):
    """One connection that speaks the protocol."""

    __slots__ = ("answering", "asked", "awaited", "expiry", "identity", "operations", "timer", "viewer")

    def __init__(self, sockets: Sockets, wire: Wire, asked: HTTPConnection) -> None:
        """Begin unknown: nobody has said who it is."""
        super().__init__(sockets, wire)
        self.asked: HTTPConnection | None = asked
        self.viewer: Viewer | None = None
        self.identity: Identity | None = None
        self.operations: dict[str, Operation] = {}
        self.answering = 0
        """Queries and mutations under way."""
        self.awaited = 0
        """Pings that wait for their pong."""
        self.timer: asyncio.TimerHandle | None = None
        """Of connection_init, then of the pings."""
        self.expiry: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """Wait to be told who it is."""
        assert self.asked is not None
        self.sockets.open.add(self)
        self.timer = self.later(self.sockets.quotas.init, self._silent)
        if frames.PROTOCOL not in self.asked.scope["subprotocols"]:
            self.close(frames.NO_PROTOCOL, f"The subprotocol is {frames.PROTOCOL}.")

    def answered(self) -> None:
        """Take the answer to a ping; one that nobody asked for counts."""
        if self.awaited:
            self.awaited -= 1
        else:
            self.charge()

    def close(self, code: int, reason: str) -> None:
        """Close at once; what waits to be sent is dropped."""
        if not self.closed:
            if code == frames.FLOOD:
                self.sockets.limited(self.viewer)
            self.release()
            self.wire.close(code, reason)

    def release(self) -> None:
        """Hold nobody up any more: no timer, no place in the hub, nothing to send."""
        if self.closed:
            return
        self.closed = True
        for timer in (self.timer, self.expiry, self.slow, self.joining):
            if timer is not None:
                timer.cancel()
        self.inbox.clear()
        for operation in tuple(self.operations.values()):
            self._complete(operation.id)
        self.tray.end()
        self.sockets.open.discard(self)
        if self.viewer is not None:
            self.sockets.dismiss(self.viewer)

    def refuse(self, operation: Operation, errors: Sequence[Mapping[str, Any]]) -> None:
        """End an operation with an `error` message."""
        if self._end(operation):
            self.tray.put(frames.error(operation.id, errors))
            operation.note([error["extensions"]["code"] for error in errors])

    async def answer(self, operation: Operation, question: Question) -> None:
        """Run a query or a mutation and send what it gives; to a client that has gone on, nothing."""
        assert self.viewer is not None
        self.answering += 1
        try:
            answer: Answer = await self.sockets.execution.run(question, self.viewer)
        finally:
            self.answering -= 1
        if answer.status >= 400:
            self.refuse(operation, answer.errors)
        elif self._end(operation):
            self.tray.put(frames.whole(operation.id, answer.body()))
            self.tray.put(frames.plain("complete", id=operation.id))
            operation.note([error["extensions"]["code"] for error in answer.errors])

    def obey(self, body: Mapping[str, Any]) -> None:
        """Do what a message asks."""
        match body["type"]:
            case "connection_init":
                self._init(frames.member(body, "payload"))
            case "ping":
                payload = {"payload": body["payload"]} if "payload" in body else {}
                self.tray.put(frames.plain("pong", **payload))
                self.charge()
            case "pong":
                self.answered()
            case "subscribe":
                self._subscribe(body)
            case "complete":
                self._complete(frames.identity(body), charged=True)
            case _:
                raise Breach(frames.BAD, "The `type` of the message is not one that a client sends.")

    def _init(self, payload: Mapping[str, Any]) -> None:
        if self.viewer is not None:
            raise Breach(frames.TOO_MANY_INITS, "Too many initialisation requests")
        assert self.asked is not None
        self.joining = asyncio.create_task(self._admit(self.asked, payload))

    async def _admit(self, asked: HTTPConnection, payload: Mapping[str, Any]) -> None:
        """Find out who it is; the next message waits for it."""
        try:
            identity = await self.sockets.door.who(asked, payload)
            if not self.sockets.admit(identity.viewer):
                most = self.sockets.quotas.subject
                raise Breach(
                    frames.CROWDED, f"At most {most} sockets at once of one subject: close some first."
                )
        except (Unauthenticated, Unavailable) as error:
            code = frames.FORBIDDEN if isinstance(error, Unauthenticated) else frames.LATER
            self.close(code, f"{error.code}: {error}")
        except Breach as breach:
            self.close(breach.code, breach.reason)
        except Exception as error:
            log.error("socket broken", kind=type(error).__name__)
            self.close(frames.BROKEN, "Something went wrong inside.")
        else:
            self._greet(identity)
        finally:
            self.joining = None
        self.resume()

    def _greet(self, identity: Identity) -> None:
        """Go on with whom it is now known to be."""
        assert self.timer is not None
        self.identity, self.viewer, self.asked = identity, identity.viewer, None
        self.timer.cancel()
        self.tray.put(frames.plain("connection_ack"))
        self.timer = self.later(self.sockets.quotas.ping, self._ping)
        if self.viewer.expires is not None:
            self.expiry = self.later(self.viewer.expires - time.time(), self._expire)

    def recheck(self) -> None:
        """Close if whoever is there is not welcome any more: not one event more."""
        if self.identity is not None:
            try:
                self.sockets.door.still(self.identity)
            except Unauthenticated as error:
                self.close(frames.FORBIDDEN, f"{error.code}: {error}")

    def _subscribe(self, body: Mapping[str, Any]) -> None:
        """Begin an operation. The position of a subscription is settled before the next message is obeyed."""
        if self.viewer is None:
            raise Breach(frames.UNAUTHORISED, "Unauthorized")
        id_, sent = frames.identity(body), frames.asked(body)
        if id_ in self.operations:
            raise Breach(frames.DUPLICATE, f"Subscriber for {id_} already exists")
        refusal = self.sockets.full(len(self.operations))
        if refusal is not None:
            if isinstance(refusal, TooCostly):
                self.sockets.limited(self.viewer)
            self.tray.put(frames.error(id_, [refusal.told()]))
            self.charge()
            return
        operation = self.operations[id_] = Operation(self, id_, sent)
        try:
            question = self.sockets.execution.question(sent, self.viewer)
        except Refused as refused:
            self.refuse(operation, [error.told() for error in refused.errors])
            self.charge()
            return
        if question.subscribes:
            self.joining = asyncio.create_task(self._join(operation, question, self.viewer))
        else:
            self.sockets.spawn(operation, question)

    async def _join(self, operation: Operation, question: Question, viewer: Viewer) -> None:
        """Settle where a subscription begins."""
        execution = self.sockets.execution
        try:
            asked = feed(execution.planner, question, viewer)
            await self.sockets.hub.join(
                asked, Asking(question.variables, viewer, execution.secret), operation
            )
        except Exception as error:
            errors = error.errors if isinstance(error, Refused) else ()
            self.refuse(operation, [one.told() for one in errors] or [told(error)])
            self.charge()
        finally:
            self.joining = None
        self.resume()

    def _complete(self, id_: str, *, charged: bool = False) -> None:
        operation = self.operations.get(id_)
        if operation is not None and self._end(operation):
            operation.note()
        elif charged:
            self.charge()

    def _end(self, operation: Operation) -> bool:
        """Free the id of an operation; False if it has ended before."""
        if self.operations.get(operation.id) is not operation:
            return False
        del self.operations[operation.id]
        self.sockets.hub.leave(operation)
        return True

    def _ping(self) -> None:
        """Ask for a sign of life, and say from where to resume. Who has given none for long is gone."""
        quotas = self.sockets.quotas
        quiet = self.wire.quiet()
        if quiet > quotas.silence:
            self.close(frames.SLOW, "Nothing was heard from this client for long. Resume from your cursor.")
            return
        if quiet > 1.5 * quotas.ping:  # the last ping was not answered
            self.wire.knock()
        if self.tray.roomy:
            self.awaited += 1
            self.tray.put(self.sockets.ping(self.sockets.hub.position(list(self.operations.values()))))
        self.timer = self.later(min(quotas.ping, quotas.silence - quiet + INSTANT), self._ping)

    def _silent(self) -> None:
        self.close(frames.SLOW_INIT, "Connection initialisation timeout")

    def _expire(self) -> None:
        self.close(frames.FORBIDDEN, f"{Unauthenticated.code}: the token has expired")
