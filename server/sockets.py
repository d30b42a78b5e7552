"""GraphQL over WebSocket: who may open a socket, and what all sockets share."""

from __future__ import annotations

import asyncio
import math
from collections import Counter
from http import HTTPStatus

from starlette.requests import HTTPConnection

from resolvers.plan import Question
from schema.access import Viewer
from schema.errors import TooCostly, Unavailable
from schema.position import derive, seal
from server import frames
from server.conversation import Conversation
from server.door import Door
from server.execution import Execution
from server.gate import refused
from server.head import head
from server.hub import Hub
from server.member import Operation
from server.origins import allowed
from server.settings import Settings
from server.turnstile import Turnstile

PATH = "/graphql"
STEP = 0.1  # seconds between two steps in which sockets are closed when the server stops
BEGUN = 10.0  # seconds in which what has begun is finished: a mutation is several statements
LAST = 1.0  # seconds of the grace that are left when whatever is still open is closed


class Sockets:
    """All sockets of this server, and what they share."""

    def __init__(self, settings: Settings, execution: Execution, hub: Hub, door: Door) -> None:
        """Keep them."""
        self.settings = settings
        self.execution = execution
        self.hub = hub
        self.door = door
        door.watch(self.recheck)
        self.quotas = settings.sockets
        self.turnstile = Turnstile(self.quotas.accepts, self.quotas.rush, self.quotas.held)
        self.open: set[Conversation] = set()
        self.subjects: Counter[str] = Counter()
        self.tasks: set[asyncio.Task[None]] = set()
        self.cursors = derive(execution.secret, "events")
        self.stopping = False
        self._pinged: tuple[tuple[str, int] | None, bytes] = (None, frames.plain("ping", payload=None))

    def refusal(self, asked: HTTPConnection) -> HTTPStatus | None:
        """Say with which status a handshake is refused, if it is. A page of another origin is: 403."""
        if asked.scope["path"] != PATH:
            return HTTPStatus.NOT_FOUND
        listed = self.settings.pages
        if refused(head(asked.scope), self.settings) or not allowed(asked.headers, "ws", listed):
            return HTTPStatus.FORBIDDEN
        if self.stopping:
            return HTTPStatus.SERVICE_UNAVAILABLE
        if len(self.open) + len(self.turnstile.waiting) >= self.quotas.total:
            self.limited(None)
            return HTTPStatus.SERVICE_UNAVAILABLE
        return None

    def limited(self, viewer: Viewer | None) -> None:
        """Have the audit say that somebody took more than sockets may."""
        subject = viewer.subject if viewer is not None and viewer.posts else None
        self.execution.ledger.limited(subject, "socket")

    def recheck(self) -> None:
        """Close the sockets of those who are not welcome any more."""
        for talk in tuple(self.open):
            talk.recheck()

    def admit(self, viewer: Viewer) -> bool:
        """Count one more socket of a subject, unless it has too many."""
        if self.subjects[viewer.subject] >= self.quotas.subject:
            self.limited(viewer)
            return False
        self.subjects[viewer.subject] += 1
        return True

    def dismiss(self, viewer: Viewer) -> None:
        """Count one less."""
        self.subjects[viewer.subject] -= 1
        if not self.subjects[viewer.subject]:
            del self.subjects[viewer.subject]

    def full(self, operations: int) -> TooCostly | Unavailable | None:
        """Say why a socket with so many operations cannot begin another just now, if it cannot."""
        most = self.quotas.operations
        if operations >= most:
            return TooCostly(f"At most {most} operations at once on one socket; complete some first.")
        if self.stopping:
            return Unavailable("The server stops: connect again, then ask again.")
        return None

    def ping(self, position: tuple[str, int] | None) -> bytes:
        """Write a ping that brings a position; many in turn bring the same."""
        if position != self._pinged[0]:
            payload = position and {"cursor": seal(self.cursors, [position[0], str(position[1])])}
            self._pinged = (position, frames.plain("ping", payload=payload))
        return self._pinged[1]

    def spawn(self, operation: Operation, question: Question) -> None:
        """Answer a query or a mutation; what has begun is finished, also when its socket closes."""
        task = asyncio.create_task(operation.talk.answer(operation, question))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def drain(self, grace: float) -> None:
        """Close all sockets within the grace, step by step; first those that wait for no answer."""
        self.stopping = True
        self.turnstile.open()
        loop = asyncio.get_running_loop()
        last = loop.time() + grace - LAST
        step = math.ceil(max(self.quotas.closing, 2 * len(self.open) / grace) * STEP)
        while self.open and loop.time() < last:
            for talk in [talk for talk in self.open if not talk.answering][:step]:
                talk.close(frames.RESTART, "The server stops: connect again.")
            await asyncio.sleep(STEP)
        for talk in tuple(self.open):
            talk.close(frames.RESTART, "The server stops: connect again.")

    async def finish(self) -> None:
        """Wait for what has begun; each statement has its own limit."""
        if self.tasks:
            await asyncio.wait(self.tasks, timeout=BEGUN)
