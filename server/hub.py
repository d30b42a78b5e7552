"""Groups of equal subscriptions: a document is run once, and what it says is sent to all that ask the same.

A group is a position in the event log and the members that have been told everything up to it. Live telling
and catching up are the same statement for another span of the log: a group that lags reads on until it stands
where another group of the same question stands, and joins it there: nobody misses an event or gets one twice.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import Any, Protocol

import structlog

from resolvers.plan import Asking, Feed, Plan
from schema.errors import CursorExpired, LeveeError, Unavailable
from server.database import Database
from server.outbox import Head, Outbox, within

log = structlog.get_logger()

BATCH = 100  # events of one statement
BREATH = 5_000  # frames put to members before others get their turn
LIVE, LATE = 4, 2  # statements at once, of those that keep up and of those that catch up
GLANCE = 0.05  # seconds between two looks at a slow member
PATIENCE = 0.5  # seconds that a group waits for a member whose client does not read
LONG = 5.0  # seconds that it waits for one that this server does not get round to
ALONE = 20.0  # seconds that a member has to make room when nobody waits for it

Key = tuple[Any, ...]


class Member(Protocol):
    """Who is told: one subscription of one socket."""

    @property
    def roomy(self) -> bool:
        """Tell whether a batch can be told."""

    @property
    def stuck(self) -> bool:
        """Tell whether its client does not read just now."""

    async def room(self) -> None:
        """Wait until it is roomy, or gone."""

    def tell(self, text: str) -> None:
        """Take the text of `data` of one event."""

    def fail(self, error: Exception) -> None:
        """Take the end of the subscription."""

    def overflow(self) -> None:
        """Be left behind: it did not take what it was told."""


class Group:
    """Members that ask the same with the same rights and have been told the same."""

    def __init__(self, hub: Hub, key: Key, plan: Plan, run: Asking, epoch: str, position: int) -> None:
        """Stand at a position; nothing runs before `follow`."""
        self.hub = hub
        self.key = key
        self.plan = plan
        self.run = run
        self.epoch = epoch
        self.position = position
        self.members: set[Member] = set()
        self.stirred = asyncio.Event()
        self.lane = hub.late
        self.apart = False

    async def follow(self) -> None:
        """Tell the members what comes, until none is left or they have joined another group."""
        try:
            while self.members:
                if await self._news():
                    await self._room()
                    await self._on()
                    if self.hub.met(self):
                        return
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
        self.stirred.clear()
        await self.stirred.wait()
        return False

    async def _room(self) -> None:
        """See that every member takes a batch. Who is slow goes on apart, at its own pace; others stay fast.

        So memory is bounded, nothing is lost, and only who makes no room for long is closed.
        """
        begun = time.monotonic()
        while slow := next((member for member in self.members if not member.roomy), None):
            waited = time.monotonic() - begun
            if len(self.members) == 1 and waited > ALONE:
                slow.overflow()
            elif len(self.members) > 1 and waited > (PATIENCE if slow.stuck else LONG):
                self.hub.part(self, slow)
            else:
                await within(slow.room(), GLANCE)

    async def _on(self) -> None:
        """Read the next span and tell it; a database that cannot be asked just now is asked again."""
        if not self.hub.head.reaches(self.epoch, self.position):
            return
        upto = self.hub.next_stop(self)
        try:
            async with self.lane:
                self.run.after, self.run.upto = self.position, upto
                rows = await self.hub.database.rows(self.plan.sql, self.plan.parameters(self.run))
        except Unavailable as error:
            log.warning("feed waits", code=error.code)
            await asyncio.sleep(self.hub.outbox.pace.retry)
            return
        if self.hub.head.epoch != self.epoch:
            return
        told = 0
        for seq, text in rows:
            for member in self.members:
                member.tell(text)
            self.position = seq
            told += len(self.members)
            if told >= BREATH:
                told = 0
                await asyncio.sleep(0)
        self.position = upto


class Hub:
    """All groups of this server."""

    def __init__(self, database: Database, outbox: Outbox) -> None:
        """Watch the outbox."""
        self.database = database
        self.outbox = outbox
        self.groups: dict[Key, list[Group]] = {}
        self.places: dict[Member, Group] = {}
        self.tasks: set[asyncio.Task[None]] = set()
        self.live = asyncio.Semaphore(LIVE)
        self.late = asyncio.Semaphore(LATE)
        self.tries = asyncio.Semaphore(LATE)
        outbox.watchers.append(self._stir)

    @property
    def head(self) -> Head:
        """The end of the log as it was seen last; nobody joins before it was seen."""
        assert self.outbox.head is not None
        return self.outbox.head

    async def join(self, feed: Feed, run: Asking, member: Member) -> None:
        """Tell a member everything after its position, or from the head as it is now, and whatever comes.

        Where it begins is settled when this returns, and the arguments are checked: an empty span is read.

        Raises:
            LeveeError: BAD_USER_INPUT or NOT_FOUND for an argument, CURSOR_EXPIRED for the position.
        """
        key, start = feed.group(run), feed.start(run)
        head = await self.outbox.look()
        epoch, position = start or (head.epoch, head.seq)
        if not head.reaches(epoch, position):
            raise expired()
        await self._try(key, feed.plan, run, position)
        group = self._at(key, epoch, position) or self._begin(key, feed.plan, run, epoch, position)
        group.members.add(member)
        self.places[member] = group

    def leave(self, member: Member) -> None:
        """Tell a member nothing more. Its group ends with its last member."""
        group = self.places.pop(member, None)
        if group is None:
            return
        group.members.discard(member)
        if not group.members:
            self.forget(group)
            group.stirred.set()

    def position(self, members: list[Member]) -> tuple[str, int] | None:
        """Give the position up to which all of these have been told everything; without any, the head."""
        groups = [self.places[member] for member in members if member in self.places]
        if self.outbox.head is None:
            return None
        return self.head.epoch, min((group.position for group in groups), default=self.head.seq)

    def part(self, group: Group, member: Member) -> None:
        """Let a slow member go on by itself from where it stands; it comes back when it has caught up."""
        group.members.discard(member)
        alone = self._begin(group.key, group.plan, group.run, group.epoch, group.position)
        alone.apart = True
        alone.members.add(member)
        self.places[member] = alone

    def met(self, group: Group) -> bool:
        """Join the group that stands where this one has come to, if there is one."""
        other = self._at(group.key, group.epoch, group.position, group)
        if other is None or not all(member.roomy for member in group.members):
            return False
        for member in group.members:
            self.places[member] = other
        other.members |= group.members
        group.members = set()
        return True

    def next_stop(self, group: Group) -> int:
        """Say how far a group reads now: a batch, not past the head, not past another group on its way."""
        others = self.groups.get(group.key, ())
        on_the_way = [o.position for o in others if o.position > group.position and not o.apart]
        return min(group.position + BATCH, self.head.seq, *on_the_way)

    def forget(self, group: Group) -> None:
        """Take a group off the list; who is still in it is told nothing more."""
        with suppress(KeyError, ValueError):
            self.groups[group.key].remove(group)
            if not self.groups[group.key]:
                del self.groups[group.key]

    async def close(self) -> None:
        """End all groups."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def _try(self, key: Key, plan: Plan, run: Asking, position: int) -> None:
        """Run a plan over nothing, unless somebody asks the same already: wrong arguments are told now."""
        run.after = run.upto = position
        async with self.tries:
            if key not in self.groups:
                await self.database.rows(plan.sql, plan.parameters(run))

    def _at(self, key: Key, epoch: str, position: int, but: Group | None = None) -> Group | None:
        for group in self.groups.get(key, ()):
            here = (group.epoch, group.position) == (epoch, position)
            if here and not group.apart and group is not but:
                return group
        return None

    def _begin(self, key: Key, plan: Plan, run: Asking, epoch: str, position: int) -> Group:
        group = Group(self, key, plan, run, epoch, position)
        self.groups.setdefault(key, []).append(group)
        task = asyncio.create_task(group.follow())
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return group

    def _stir(self, _: Head) -> None:
        for groups in self.groups.values():
            for group in groups:
                group.stirred.set()


def expired() -> CursorExpired:
    """Say that the log cannot be read on from a position."""
    return CursorExpired(
        "The event log does not continue from this position: it is of another epoch, beyond the head, or no "
        "longer kept. Take a new picture with queries, then subscribe after its `eventCursor`."
    )
