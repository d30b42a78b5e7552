"""GraphQL over WebSocket: who may open a socket, and what all sockets share."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.websockets import WebSocket

from schema.access import Viewer
from schema.errors import Unauthenticated
from schema.position import derive
from server import auth, frames
from server.conversation import Conversation, Operation
from server.execution import Execution
from server.graphql import READER
from server.hub import Hub
from server.origins import allowed
from server.settings import Settings


@dataclass(frozen=True, slots=True)
class Limits:
    """What a socket may take: seconds and numbers."""

    init: float = 10.0
    """Until connection_init."""
    ping: float = 10.0
    """Between two pings; each brings the position up to which everything was told."""
    operations: int = 100
    """At once on one socket."""
    close: float = 10.0
    """For the close frame to a client that does not read just now."""


class Sockets:
    """All sockets of this server, and what they share."""

    def __init__(
        self, settings: Settings, execution: Execution, hub: Hub, limits: Limits | None = None
    ) -> None:
        """Keep them."""
        self.settings = settings
        self.execution = execution
        self.hub = hub
        self.limits = limits or Limits()
        self.open: set[Conversation] = set()
        self.tasks: set[asyncio.Task[None]] = set()
        self.cursors = derive(execution.secret, "events")

    async def serve(self, websocket: WebSocket) -> None:
        """Serve one socket until it closes. A page of another origin is refused: 403."""
        if not allowed(websocket.headers, websocket.scope["scheme"], self.settings.pages):
            await websocket.close()
        elif frames.PROTOCOL not in websocket.scope["subprotocols"]:
            await websocket.accept()
            await websocket.close(frames.NO_PROTOCOL, f"The subprotocol is {frames.PROTOCOL}.")
        else:
            await websocket.accept(frames.PROTOCOL)
            await Conversation(self, websocket).run()

    def who(self, websocket: WebSocket, payload: Mapping[str, Any]) -> tuple[Viewer, float | None]:
        """Tell who asks, and until when. A token that is not good is refused, never treated as absent.

        Raises:
            Unauthenticated: no token where one is needed, or one that is not good.
        """
        given = [value for name, value in payload.items() if name.lower() == "authorization"]
        header = given[0] if given else websocket.headers.get("authorization")
        if given and not isinstance(header, str):
            raise Unauthenticated("`authorization` is text: Bearer, a blank, the token.")
        token = auth.bearer(header)
        if token is not None:
            return auth.viewer(self.execution.secret, token), auth.expiry(token)
        host = websocket.client.host if websocket.client else None
        if auth.loopback_open(self.settings, host, websocket.headers):
            return READER, None
        raise Unauthenticated('This needs a token: {"authorization": "Bearer ..."} in connection_init.')

    def spawn(self, operation: Operation) -> None:
        """Answer a query or a mutation; what has begun is finished, also when its socket closes."""
        task = asyncio.create_task(operation.talk.answer(operation))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def finish(self) -> None:
        """Wait for what has begun; each statement has its own limit."""
        if self.tasks:
            await asyncio.wait(self.tasks, timeout=self.settings.statement_timeout)


async def graphql_socket(websocket: WebSocket) -> None:
    """Speak graphql-transport-ws on /graphql."""
    sockets: Sockets = websocket.app.state.sockets
    await sockets.serve(websocket)
