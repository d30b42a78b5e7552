"""A group: a position in the event log, and the members that have been told everything up to it."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, Protocol

import structlog

from resolvers.feed import Feed, position
from resolvers.plan import Asking
from schema.errors import CursorExpired, LeveeError, Unavailable
from server import metrics
from server.news import News
from server.outbox import Head, within

if TYPE_CHECKING:
    from server.hub import Hub

log = structlog.get_logger()

BEAT = 10.0  # seconds between two signs of life
BATCH = 100  # events of one statement, at most
GAP = 0.02  # seconds between the beginnings of two statements: what comes quickly is read together
BREATH = 5_000  # frames put to members before others get their turn
GLANCE = 0.05  # seconds between two looks at a slow member
PATIENCE = 0.5  # seconds that a group waits for a member whose client does not read
LONG = 5.0  # seconds that it waits for one that this server does not get round to

Key = tuple[Any, ...]


class Member(Protocol):
    """Who is told: one subscription of one socket."""

    @property
    def roomy(self) -> bool:
        """Tell whether a batch can be told."""

    @property
    def stuck(self) -> bool:
        """Tell whether its client does not read just now."""

    @property
    def waiting(self) -> int:
        """Count the messages that wait to be sent to it."""

    async def room(self) -> None:
        """Wait until it is roomy, or gone."""

    def tell(self, news: News) -> None:
        """Take a message."""

    def fail(self, error: Exception) -> None:
        """Take the end of the subscription."""

    def overflow(self) -> None:
        """Be left behind: it made no room for what it is to be told."""


class Group:
    """Members that ask the same with the same rights and have been told the same."""

    def __init__(self, hub: Hub, key: Key, feed: Feed, run: Asking, epoch: str, position: int) -> None:
        """Stand at a position; nothing runs before `follow`."""
        self.hub = hub
        self.key = key
        self.feed = feed
        self.run = run
        self.epoch = epoch
        self.position = position
        self.members: set[Member] = set()
        self.stirred = asyncio.Event()
        self.lane = hub.late
        self.apart = False
        self.due = time.monotonic() + BEAT
        self.read = 0.0
        self.batch = BATCH

    @property
    def roomy(self) -> bool:
        """Tell whether every member takes a batch."""
        return all(member.roomy for member in self.members)

    def stands_with(self, other: Group) -> bool:
        """Tell whether two groups of one question stand at one position."""
        return (self.epoch, self.position) == (other.epoch, other.position)

    async def follow(self) -> None:
        """Tell the members what comes, until none is left or they have joined another group."""
        try:
            while self.members:
                if await self._news():
                    await self._room()
                    await self._on()
                    if self.members:
                        self.hub.met(self)
        except Exception as error:
            if not isinstance(error, LeveeError):
                log.error("feed broken", kind=type(error).__name__)
            for member in tuple(self.members):
                member.fail(error)
        finally:
            self.hub.forget(self)

    async def _news(self) -> bool:
        """Wait for something to tell.

        Raises:
            CursorExpired: the log no longer continues from here.
        """
        head = self.hub.head
        if not head.reaches(self.epoch, self.position):
            raise expired()
        if head.seq > self.position:
            return True
        self.lane = self.hub.live
        self._beat(head)
        self.stirred.clear()
        await self.stirred.wait()
        return False

    def _beat(self, head: Head) -> None:
        """Give a sign of life, if it is time: everything up to this head has been told."""
        late = time.monotonic() - self.due
        if self.feed.beat is None or late < 0:
            return
        self.due += late - late % BEAT + BEAT
        text = self.feed.beat.text(position(self.run, self.epoch, self.position), head.at)
        news = self.hub.news(self.run, text, self.epoch, self.position)
        for member in self.members:
            if member.roomy:
                member.tell(news)

    async def _room(self) -> None:
        """See that every member takes a batch. Who is slow goes on apart, at its own pace; others stay fast.

        So memory is bounded, nothing is lost, and only who makes no room for long is closed.
        """
        begun = time.monotonic()
        while slow := next((member for member in self.members if not member.roomy), None):
            waited = time.monotonic() - begun
            if len(self.members) == 1 and waited > self.hub.quotas.patience:
                slow.overflow()
            elif len(self.members) > 1 and waited > (PATIENCE if slow.stuck else LONG):
                self.hub.part(self, slow)
            else:
                await within(slow.room(), GLANCE)

    async def _gap(self) -> None:
        """Keep the distance to the last statement; the first after a rest goes at once."""
        wait = self.read + GAP - time.monotonic()
        if wait > 0:
            await asyncio.sleep(wait)
        self.read = time.monotonic()

    async def _on(self) -> None:
        """Read the next span and tell it; a database that cannot be asked just now is asked again."""
        await (self._gap() if self.lane is self.hub.live else self.hub.pace())
        try:
            async with self.lane:
                head = self.hub.head  # as it is now: what came while others were read is read along
                if not head.reaches(self.epoch, self.position):
                    return
                upto = self.hub.next_stop(self)
                plan, self.run.after, self.run.upto = self.feed.plan, self.position, upto
                rows = await self.hub.database.rows(plan.sql, plan.parameters(self.run))
        except Unavailable as error:
            log.warning("feed waits", code=error.code)
            self.batch = max(1, self.batch // 2)  # if it was too long, it is not the next time
            await asyncio.sleep(self.hub.outbox.pace.retry)
            return
        self.batch = min(BATCH, self.batch * 2)
        if self.hub.head.epoch != self.epoch:
            return
        told = 0
        for seq, text in rows:
            news = self.hub.news(self.run, text, self.epoch, seq)
            for member in self.members:
                member.tell(news)
            self.position = seq
            metrics.DELIVERIES.inc(len(self.members))
            told += len(self.members)
            if told >= BREATH:
                told = 0
                await asyncio.sleep(0)
        self.position = upto
        if upto == head.seq:
            self._beat(head)


def expired() -> CursorExpired:
    """Say that the log cannot be read on from a position."""
    return CursorExpired(
        "The event log does not continue from this position: it is of another epoch, beyond the head, or no "
        "longer kept. Take a new picture with queries, then subscribe after its `eventCursor`."
    )
