"""The event log as it grows: a doorbell on a connection of its own, a look every second, one head for all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import asyncpg
import structlog

from resolvers.transaction import BELL
from schema.errors import LeveeError
from server import epoch, metrics
from server.background import background
from server.database import Database
from server.fresh import Fresh

log = structlog.get_logger()

NAME = "levee doorbell"
RING = f"SELECT pg_notify('{BELL}', '')"
QUEUE = "SELECT pg_notification_queue_usage()"
FULL = 0.1  # of the queue of notifications; where it is full, no commit that rings succeeds
HEAD = "SELECT epoch::text AS epoch, seq, kept_after, to_json(now()) #>> '{}' AS at FROM event_head"


@dataclass(frozen=True, slots=True)
class Pace:
    """How often what is done, in seconds."""

    poll: float = 1.0
    """The head is looked at this often, whether the bell rings or not."""
    beat: float = 5.0
    """The listening connection is asked for a sign of life this often."""
    patience: float = 3.0
    """It counts as lost when it gives none, or cannot be made, in this time."""
    retry: float = 0.25
    """What failed is tried again after this."""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the event log at one moment."""

    epoch: str
    seq: int
    kept_after: int
    at: str = ""
    """That moment, by the database's clock, as answers show instants."""

    def reaches(self, epoch: str, seq: int) -> bool:
        """Tell whether the log can be read on from a position."""
        return epoch == self.epoch and self.kept_after <= seq <= self.seq


class Doorbell:
    """A connection of its own that only listens; when it is lost, another one is made."""

    def __init__(self, url: str, pace: Pace, ring: Callable[[], None], begin: Callable[[], None]) -> None:
        """Keep them; `ring` is called for each notification, `begin` each time listening begins."""
        self.url = url
        self.pace = pace
        self.ring = ring
        self.begin = begin
        self.listening = asyncio.Event()

    async def listen(self) -> None:
        """Listen for ever; the look at each start makes up for those that nobody heard."""
        while True:
            try:
                await self._listen()
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("doorbell lost", kind=type(error).__name__)
            await asyncio.sleep(self.pace.retry)

    async def _listen(self) -> None:
        lost = asyncio.Event()
        async with asyncio.timeout(self.pace.patience):
            connection = await asyncpg.connect(self.url, server_settings={"application_name": NAME})
        try:
            connection.add_termination_listener(lambda _: lost.set())
            async with asyncio.timeout(self.pace.patience):
                await self._heard(connection)
            self.listening.set()
            self.begin()
            while not await within(lost.wait(), self.pace.beat):
                async with asyncio.timeout(self.pace.patience):
                    _queue(await connection.fetchval(QUEUE))
        finally:
            self.listening.clear()
            connection.terminate()

    async def _heard(self, connection: asyncpg.Connection[Any]) -> None:
        """Listen, ring, and wait until it is heard: a pooler may take LISTEN and drop what comes."""
        heard = asyncio.Event()

        def ring(*_: object) -> None:
            heard.set()
            self.ring()

        await connection.add_listener(BELL, ring)
        await connection.execute(RING)
        await heard.wait()


def _queue(usage: float) -> None:
    """Say how full the queue of notifications is, aloud where whoever listens in it holds it up."""
    metrics.NOTIFICATIONS.set(usage)
    if usage > FULL:
        log.error("notification queue fills", usage=usage)


class Outbox:
    """The head of the event log, and whoever wants to know when it moves."""

    def __init__(self, database: Database, url: str, pace: Pace | None = None) -> None:
        """Keep them; nothing runs before `open`."""
        self.database = database
        self.pace = pace or Pace()
        self.bell = asyncio.Event()
        self.doorbell = Doorbell(url, self.pace, self.bell.set, self._unsettle)
        self.head: Head | None = None
        self.settled = False
        self.watchers: list[Callable[[Head], None]] = []
        self._looks = Fresh(self._look)

    @property
    def listening(self) -> bool:
        """Tell whether the doorbell would be heard just now."""
        return self.doorbell.listening.is_set()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Follow the log until the end; begins when the bell can be heard, or after the first failure."""
        async with background(self.doorbell.listen(), self._follow()):
            await within(self.doorbell.listening.wait(), self.pace.patience)
            yield

    async def look(self) -> Head:
        """Give the head as it is after this call.

        Raises:
            LeveeError: the database cannot be asked just now.
        """
        return await self._looks.get()

    async def _look(self) -> Head:
        if not self.settled:
            self.settled = True
            try:
                await epoch.settle(self.database)
            except LeveeError:
                self.settled = False
                raise
        head = await self._seen()
        if self.head and self.head.epoch == head.epoch and self.head.seq > head.seq:
            log.error("event log went back", seq=head.seq, was=self.head.seq)
            await epoch.renew(self.database, head.epoch)
            head = await self._seen()
        self.head = head
        for watcher in self.watchers:
            watcher(self.head)
        return self.head

    async def _seen(self) -> Head:
        (row,) = await self.database.rows(HEAD, ())
        return Head(**row)

    def _unsettle(self) -> None:
        """Whoever was out of reach may come back as another; that is seen at the next look."""
        self.settled = False
        self.bell.set()

    async def _follow(self) -> None:
        """Look when the bell has rung, and every second; rings that come while looking fold into one."""
        while True:
            self.bell.clear()
            try:
                await self.look()
            except LeveeError as error:
                log.warning("event log out of reach", code=error.code)
                self._unsettle()
                await asyncio.sleep(self.pace.retry)
            except Exception as error:
                log.error("event log not read", kind=type(error).__name__)
                await asyncio.sleep(self.pace.retry)
            else:
                await within(self.bell.wait(), self.pace.poll)


async def within(awaited: Awaitable[Any], seconds: float) -> bool:
    """Wait for something at most so long; tell whether it came."""
    try:
        async with asyncio.timeout(seconds):
            await awaited
    except TimeoutError:
        return False
    return True
