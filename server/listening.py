"""A port, and the server that answers on it until it is told to stop."""

from __future__ import annotations

import asyncio
import gc
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, cast

import uvicorn
from starlette.applications import Starlette

from server.joined import Heads, Protocol
from server.refusal import Refusal
from server.settings import Settings
from server.wire import Wire

GARBAGE = 10_000
"""So many objects are made before it is looked for garbage: a question makes hundreds."""
GRACE = 10  # seconds for the questions under way when the server is stopped


@contextmanager
def port(settings: Settings) -> Iterator[socket.socket]:
    """Take the port before anything is begun. Raises Refusal when it is taken. No one is let in yet."""
    try:
        kind, *_, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise Refusal(f"LEVEE_HOST: {settings.host} is no address of this machine") from None
    with socket.socket(kind, socket.SOCK_STREAM) as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Every connection inherits these: small frames go at once, and nobody who stopped reading is kept.
        taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, round(settings.sockets.unread * 1000))
        try:
            taken.bind(address)
        except OSError as error:
            place = f"{settings.host} port {settings.port}"
            raise Refusal(f"{place} cannot be used: {error.strerror}: choose another with PORT=") from None
        yield taken


class Server(uvicorn.Server):
    """A server that says when it answers."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then announce it."""
        await super().startup(sockets)
        if not self.should_exit:
            self._announce()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop; responses that go on are ended first, or all would wait for them; sockets in steps."""
        app: Any = self.config.app
        app.state.streams.close()
        draining = asyncio.create_task(app.state.sockets.drain(GRACE))
        await super().shutdown(sockets)
        await draining


def serve(app: Starlette, taken: socket.socket, announce: Callable[[], None]) -> None:
    """Answer until SIGINT or SIGTERM; questions under way are finished within ten seconds."""

    def begin() -> None:
        gc.freeze()  # what is there now stays: looking through it for garbage stops everything for a while
        gc.set_threshold(GARBAGE)
        gc.enable()
        announce()

    Server(configuration(app), begin).run([taken])


def configuration(app: Starlette) -> uvicorn.Config:
    """Say how connections are served."""
    settings: Settings = app.state.settings
    heads = Heads()
    protocol = partial(Protocol, admission=app.state.admission, heads=heads, longest=settings.requests.head)
    return uvicorn.Config(
        cast(Any, app),
        loop="uvloop",
        http=cast(Any, protocol),
        ws=Wire,
        lifespan="on",
        access_log=False,
        log_config=None,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
