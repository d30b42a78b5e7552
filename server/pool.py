"""Connections to PostgreSQL, lent to one question at a time.

What a question needs is a list of idle connections and, when there is none, a queue: no task, no timer and no
round trip where one is idle. One that comes back broken, or in a transaction, is ended and replaced.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import TypeAlias

import asyncpg

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"
USES = 50_000
"""After so many questions a connection is replaced: the server's process behind it does not grow for ever."""


BROKEN = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # what the driver says when a connection is killed between two of its steps
    OSError,
    TimeoutError,
)
"""What is raised where a connection is no good."""
SAID = (asyncpg.PostgresError, *BROKEN)
"""What can go wrong with a connection and is said in words of our own."""


@dataclass(eq=False, slots=True)
class Turn:
    """Somebody who waits for a connection, and since when."""

    given: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    since: float = field(default_factory=lambda: asyncio.get_running_loop().time())


class Pool:
    """At most `size` connections, opened when they are needed; the one used last is used first."""

    def __init__(self, connect: Callable[[], Awaitable[Connection]], size: int) -> None:
        """Keep how a connection is made."""
        self.connect = connect
        self.size = size
        self.taken = 0
        self.idle: list[Connection] = []
        self.uses: dict[Connection, int] = {}
        self.queue: deque[Turn] = deque()
        self.ahead: deque[Turn] = deque()
        self.drained = asyncio.Event()
        self.closed = False

    async def open(self, count: int) -> None:
        """Open the first connections, so that a database that cannot be reached is known at once."""
        for _ in range(count):
            self.idle.append(await self.connect())

    async def acquire(self, timeout: float, *, urgent: bool = False) -> Connection:  # noqa: ASYNC109
        """Lend a connection; what is `urgent` goes before all that wait and are not.

        Raises:
            TimeoutError: none came free, or could be opened, in time.
        """
        if self.closed:
            raise asyncpg.InterfaceError("the pool is closed")
        if self.taken < self.size and self.idle and not self.idle[-1].is_closed():
            self.taken += 1
            return self.idle.pop()
        async with asyncio.timeout(timeout):
            await self._turn(urgent=urgent)
            try:
                return await self._ready()
            except BaseException:
                self._pass_on()
                raise

    def release(self, connection: Connection) -> None:
        """Take a connection back, and let the next one have it."""
        used = self.uses[connection] = self.uses.get(connection, 0) + 1
        if self.closed or used >= USES or connection.is_closed() or connection.is_in_transaction():
            self._drop(connection)
        else:
            self.idle.append(connection)
        self._pass_on()

    @property
    def longest(self) -> float:
        """Seconds that the first in the queue has waited: how far behind this is."""
        return asyncio.get_running_loop().time() - self.queue[0].since if self.queue else 0.0

    async def close(self) -> None:
        """Lend no more; end the idle connections now, the others when they come back."""
        self.closed = True
        while self.ahead or self.queue:
            self._wake(asyncpg.InterfaceError("the pool is closed"))
        while self.idle:
            await self.idle.pop().close()
        if self.taken:
            await self.drained.wait()

    async def _turn(self, *, urgent: bool) -> None:
        """Take a place, or wait for one."""
        if self.taken < self.size:
            self.taken += 1
            return
        turn = Turn()
        queue = self.ahead if urgent else self.queue
        queue.append(turn)
        try:
            await turn.given
        except BaseException:
            given = turn.given
            if turn in queue:
                queue.remove(turn)
            elif given.done() and not given.cancelled() and given.exception() is None:
                self._pass_on()  # it came just when it was given up
            raise

    async def _ready(self) -> Connection:
        """Give an idle connection that is good, or a new one."""
        while self.idle:
            connection = self.idle.pop()
            if not connection.is_closed():
                return connection
            self._drop(connection)
        return await self.connect()

    def _drop(self, connection: Connection) -> None:
        self.uses.pop(connection, None)
        connection.terminate()

    def _pass_on(self) -> None:
        """Give a place to the one who has waited longest, the urgent first; else it is free."""
        if not self._wake(None):
            self.taken -= 1
            if self.closed and not self.taken:
                self.drained.set()

    def _wake(self, error: Exception | None) -> bool:
        while self.ahead or self.queue:
            given = (self.ahead or self.queue).popleft().given
            if given.done():
                continue
            if error is None:
                given.set_result(None)
            else:
                given.set_exception(error)
            return True
        return False


class Lent:
    """A connection for the time of an `async with`; what goes wrong in it is said by `told`."""

    __slots__ = ("connection", "pool", "told", "urgent", "wait")

    def __init__(
        self, pool: Pool, wait: float, told: Callable[[BaseException], Exception], *, urgent: bool = False
    ) -> None:
        """Keep whom to ask, how long to wait, and how an error is said."""
        self.urgent = urgent
        self.pool = pool
        self.wait = wait
        self.told = told
        self.connection: Connection | None = None

    async def __aenter__(self) -> Connection:
        try:
            self.connection = await self.pool.acquire(self.wait, urgent=self.urgent)
        except SAID as error:
            raise self.told(error) from error
        return self.connection

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self.connection is not None
        self.pool.release(self.connection)
        if isinstance(error, SAID):
            raise self.told(error) from error
