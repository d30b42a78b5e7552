"""Screens: a real server on a free port, and clients that speak graphql-transport-ws."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import socket
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from types import MappingProxyType
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Subprotocol

from schema.access import Role
from server.app import create_app
from server.auth import issue
from server.cluster import Cluster
from server.hub import Hub
from server.listening import Server, configuration, port
from server.outbox import Pace
from server.quotas import Quotas
from server.settings import Settings
from server.sockets import Sockets
from tests.asking import SECRET, Counted
from tests.conftest import Copy, copied
from tests.levels import as_superuser
from tests.original import DEMO

PROTOCOL = Subprotocol("graphql-transport-ws")
CHANGES = """subscription Changes(
  $after: Cursor, $division: DivisionCode, $systems: [String!], $atLeast: ResponseLevel, $drill: Boolean! = false
) {
  responseLevelChanged(
    after: $after, division: $division, systems: $systems, atLeast: $atLeast, drill: $drill
  ) { cursor transition { id kind from to response { system drill } } }
}"""
MANY = Quotas(operations=100, subject=100_000)
"""What tests need that open more than a screen would."""
UNCOUNTED = {"messages": 10**6, "burst": 10**6}
"""Quotas of a flood that is let through."""
PATIENCE = 10.0  # seconds for what must come
DOORBELL = "SELECT {} FROM pg_stat_activity WHERE application_name = 'levee doorbell' AND datname = '{}'"
GONE = (OSError, ConnectionClosed, InvalidHandshake, EOFError, TimeoutError)


def scaled(short: Any, full: Any) -> pytest.MarkDecorator:
    """Run short in every test run, and at full length with the faults."""
    marked = pytest.param(full, id="full", marks=pytest.mark.faults)
    return pytest.mark.parametrize("scale", [pytest.param(short, id="short"), marked])


def token(role: Role = Role.OFFICER, *divisions: str, secret: bytes = SECRET, days: int = 1) -> str:
    """What a bearer brings."""
    return "Bearer " + issue(secret, role, divisions or ("421000",), days=days)


def free_port() -> int:
    """Find a port that nobody has, below those that outgoing connections are given: they take them at any time."""
    while True:
        number = random.randrange(20_000, 32_000)
        with socket.socket() as tried, suppress(OSError):
            tried.bind(("127.0.0.1", number))
            return number


class Here(Server):
    """A server in this process, which leaves the signals of this process alone."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Served:
    """A running server, and what is inside."""

    def __init__(
        self, app: Starlette, server: Here, task: asyncio.Task[None], number: int, copy: Copy
    ) -> None:
        self.app = app
        self.server = server
        self.task = task
        self.port = number
        self.copy = copy
        self.base = f"http://127.0.0.1:{number}"
        self.address = f"ws://127.0.0.1:{number}/graphql"
        self.database = Counted(self.hub.database.pool, own=True)
        self.hub.database = self.database

    @property
    def sockets(self) -> Sockets:
        found: Sockets = self.app.state.sockets
        return found

    @property
    def hub(self) -> Hub:
        return self.sockets.hub

    def runs(self) -> int:
        """How often a feed has been run."""
        return sum("FROM event AS" in statement for statement in self.database.statements)

    async def stop(self) -> None:
        """Stop in order."""
        self.server.should_exit = True
        await self.task

    async def get(self, path: str) -> dict[str, Any]:
        """Ask one of the plain addresses; whoever balances load looks at the status alone."""
        async with httpx.AsyncClient() as client:
            answer = await client.get(f"http://127.0.0.1:{self.port}{path}")
        told: dict[str, Any] = answer.json()
        assert answer.status_code == (200 if all(told.values()) else 503), told
        return told

    async def deafen(self) -> None:
        """Kill the listening connection, and see it killed."""
        killed = await as_superuser(self.copy, DOORBELL.format("pg_terminate_backend(pid)", self.copy.name))
        assert killed


@contextmanager
def under(served: Served, **quotas: float) -> Iterator[None]:
    """Let a running server have other quotas for a while."""
    before = served.sockets.quotas
    served.sockets.quotas = served.hub.quotas = before.model_copy(update=quotas)
    try:
        yield
    finally:
        served.sockets.quotas = served.hub.quotas = before


@asynccontextmanager
async def serving(
    copy: Copy,
    url: str | None = None,
    pace: Pace | None = None,
    number: int | None = None,
    quotas: Quotas = MANY,
    slow: Mapping[str, Any] = MappingProxyType({}),
) -> AsyncIterator[Served]:
    """Serve a database, through `url` if it is reached by another way, until the end; `slow` are its settings of
    how long a statement may take."""
    settings = Settings(
        database_url=url or copy.url,
        owner_url=copy.owner_url,
        secret=SecretStr(SECRET.decode()),
        open_reads=True,
        sockets=quotas,
        **slow,
    ).model_copy(update={"port": number or free_port()})
    app = create_app(settings)
    ready = asyncio.Event()
    with port(settings) as taken:
        server = Here(configuration(app), ready.set)
        task = asyncio.create_task(server.serve([taken]))
        await asyncio.wait([task, asyncio.create_task(ready.wait())], return_when=asyncio.FIRST_COMPLETED)
        assert ready.is_set(), task.exception()
        running = Served(app, server, task, settings.port, copy)
        if pace:
            running.hub.outbox.pace = running.hub.outbox.doorbell.pace = pace
            await running.deafen()
        try:
            yield running
        finally:
            await running.stop()


class Watch:
    """One operation on a screen."""

    def __init__(self, screen: Screen, id_: str) -> None:
        self.screen = screen
        self.id = id_
        self.box: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def message(self, seconds: float | None = PATIENCE) -> dict[str, Any]:
        """The next message of this operation; EOFError when the socket has closed before."""
        async with asyncio.timeout(seconds):
            message = await self.box.get()
        if not message:
            self.box.put_nowait(message)
            raise EOFError(self.screen.closed)
        return message

    async def change(self) -> dict[str, Any]:
        """The next change."""
        message = await self.message()
        assert message["type"] == "next", message
        assert set(message["payload"]) == {"data"}, message
        change: dict[str, Any] = message["payload"]["data"]["responseLevelChanged"]
        return change

    async def changes(self, count: int) -> list[str]:
        """The IDs of the next so many changes."""
        return [(await self.change())["transition"]["id"] for _ in range(count)]

    async def refused(self) -> dict[str, Any]:
        """The first error of an `error` message, its code beside it."""
        message = await self.message()
        assert message["type"] == "error", message
        error: dict[str, Any] = message["payload"][0]
        return error | {"code": error["extensions"]["code"]}

    async def complete(self) -> None:
        """Want no more."""
        await self.screen.send(type="complete", id=self.id)


class Screen:
    """A client with one socket; it answers pings and puts each message before the operation it is for."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.watches: dict[str, Watch] = {}
        self.numbers = itertools.count(1)
        self.pings: list[dict[str, Any]] = []
        self.closed: int | None = None
        self.reading = asyncio.create_task(self._read())

    async def send(self, **message: Any) -> None:
        await self.socket.send(json.dumps(message))

    async def operate(self, query: str, variables: dict[str, Any] | None = None) -> Watch:
        """Begin an operation."""
        watch = Watch(self, str(next(self.numbers)))
        self.watches[watch.id] = watch
        payload = {"query": query, "variables": variables}
        await self.send(type="subscribe", id=watch.id, payload=payload)
        return watch

    async def watch(self, **arguments: Any) -> Watch:
        """Subscribe, and see that the subscription stands: what is committed from now on must come."""
        watch = await self.operate(CHANGES, arguments)
        await self.ask("{ __typename }")
        return watch

    async def ask(self, query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        """Ask a question; its answer is whole and complete."""
        watch = await self.operate(query, variables)
        message = await watch.message()
        assert message["type"] == "next", message
        assert (await watch.message())["type"] == "complete"
        payload: dict[str, Any] = message["payload"]
        return payload

    async def cursor(self) -> str:
        """The newest position of the event log."""
        told: str = (await self.ask("{ eventCursor }"))["data"]["eventCursor"]
        return told

    async def _read(self) -> None:
        with suppress(ConnectionClosed):
            async for text in self.socket:
                assert isinstance(text, str), "text frames only"
                message = json.loads(text)
                if message["type"] == "ping":
                    self.pings.append(message)
                    await self.send(type="pong")
                else:
                    self.watches[message["id"]].box.put_nowait(message)
        self.closed = self.socket.close_code
        for watch in self.watches.values():
            watch.box.put_nowait({})


@asynccontextmanager
async def screen(address: str, bearer: str | None = None) -> AsyncIterator[Screen]:
    """Open a socket and initialise it."""
    async with connect(address, subprotocols=[PROTOCOL], compression=None, max_queue=None) as opened:
        payload = {"authorization": bearer} if bearer else None
        await opened.send(json.dumps({"type": "connection_init", "payload": payload}))
        assert json.loads(await opened.recv()) == {"type": "connection_ack"}
        made = Screen(opened)
        try:
            yield made
        finally:
            made.reading.cancel()
            await asyncio.gather(made.reading, return_exceptions=True)


@asynccontextmanager
async def screens(address: str, count: int) -> AsyncIterator[list[Screen]]:
    """Open so many sockets."""
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(screen(address)) for _ in range(count)]


async def quiet(shown: Screen, *watches: Watch) -> None:
    """See that nothing comes: whatever was committed before would be here when this answer is."""
    await asyncio.sleep(0.3)
    await shown.ask("{ eventCursor }")
    for watch in watches:
        assert watch.box.empty(), watch.box.get_nowait()


@pytest.fixture(scope="module")
async def city(cluster: Cluster) -> AsyncIterator[Copy]:
    """A database of this module's own, with the demo in it."""
    async for copy in copied(cluster, DEMO):
        yield copy


@pytest.fixture(scope="module")
async def served(city: Copy) -> AsyncIterator[Served]:
    """A server over it."""
    async with serving(city) as running:
        yield running
