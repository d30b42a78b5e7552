"""A question, its SQL and its answer: what tests of the engine ask with."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import pytest

from resolvers.roots import api
from schema.access import Role, Viewer
from server import auth
from server.cluster import Cluster
from server.database import Database, opened
from server.execution import Execution
from server.head import Head
from server.keys import Keys
from server.pool import Connection, Pool
from server.sent import Sent
from server.settings import Settings
from tests.conftest import Copy, copied
from tests.original import DEMO

SECRET: bytes = b"the secret of the tests, 32 bytes"
READER = Viewer("reader")
OFFICER = Viewer.of("officer@421000", Role.OFFICER, ("421000",))


def viewer(secret: bytes, token: str) -> Viewer:
    """Whom a token of this server names."""
    return auth.identity(Keys(secret), token).viewer


def said(headers: Mapping[str, str]) -> Head:
    """The head of a request with these headers."""
    pairs = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    return Head({"type": "http", "path": "/", "headers": pairs})


class Counted(Database):
    """A database that keeps the statements sent to it."""

    def __init__(self, pool: Pool, *, own: bool = False) -> None:
        super().__init__(pool, own=own)
        self.statements: list[str] = []

    @asynccontextmanager
    async def connection(self, *, urgent: bool = False) -> AsyncIterator[Connection]:
        async with super().connection(urgent=urgent) as connection:
            connection.add_query_logger(self._note)
            try:
                yield connection
            finally:
                await asyncio.sleep(0)  # the driver tells its loggers one step of the loop later
                connection.remove_query_logger(self._note)

    def _note(self, query: Any) -> None:
        self.statements.append(query.query)


class Asker:
    """Asks as some viewer and reads the answer."""

    def __init__(self, copy: Copy, database: Counted, secret: bytes = SECRET) -> None:
        self.copy = copy
        self.database = database
        self.execution = Execution(api, database, secret)

    async def __call__(
        self, query: str, variables: dict[str, Any] | None = None, viewer: Viewer = READER
    ) -> dict[str, Any]:
        """Ask and give the whole answer."""
        answer = await self.execution.answer(Sent(query, None, variables or {}), viewer)
        told: dict[str, Any] = json.loads(answer.body())
        return told

    async def owner(self, statement: str) -> None:
        """Do what only the owner of the database may; append-only tables give way for this once."""
        connection = await asyncpg.connect(self.copy.superuser_url)
        try:
            await connection.execute(f"SET session_replication_role = replica; {statement}")
        finally:
            await connection.close()

    async def data(
        self, query: str, variables: dict[str, Any] | None = None, viewer: Viewer = READER
    ) -> dict[str, Any]:
        """Ask and give the data; an error fails the test."""
        told = await self(query, variables, viewer)
        assert "errors" not in told, told["errors"]
        data: dict[str, Any] = told["data"]
        return data

    async def error(
        self, query: str, variables: dict[str, Any] | None = None, viewer: Viewer = READER
    ) -> dict[str, Any]:
        """Ask and give the first error; its code stands beside its message."""
        told = await self(query, variables, viewer)
        assert told.get("errors"), told
        error: dict[str, Any] = told["errors"][0]
        return error | {"code": error["extensions"]["code"]}


@asynccontextmanager
async def asker(copy: Copy, *, size: int = 4, zone: str = "Asia/Shanghai") -> AsyncIterator[Asker]:
    """Ask a database as the server's role does."""
    async with opened(copy.url, Settings(database_url=copy.url, pool_size=size, time_zone=zone)) as database:
        yield Asker(copy, Counted(database.pool))


@pytest.fixture(scope="session")
async def demo(cluster: Cluster) -> AsyncIterator[Copy]:
    """A database with the demo in it; nobody writes."""
    async for copy in copied(cluster, DEMO):
        yield copy


@pytest.fixture(scope="session")
async def ask(demo: Copy) -> AsyncIterator[Asker]:
    """Ask the demo."""
    async with asker(demo) as asking:
        yield asking


@pytest.fixture
async def own(cluster: Cluster) -> AsyncIterator[Asker]:
    """Ask a copy of the demo that this test alone may change."""
    async for copy in copied(cluster, DEMO):
        async with asker(copy) as asking:
            yield asking
