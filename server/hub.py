"""Groups of equal subscriptions: a document is run once, and what it says is sent to all that ask the same.

Live telling and catching up are the same statement for another span of the log: a group that lags reads on
until it stands where another group of the same question stands, and joins it there. So nobody misses an event
or gets one twice.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from functools import partial
from typing import Any

from resolvers.feed import Feed
from resolvers.plan import Asking, Plan
from server.database import Database
from server.fresh import Fresh
from server.group import Group, Key, Member, expired
from server.news import News
from server.outbox import Head, Outbox
from server.quotas import Quotas
from server.rates import Bucket

LIVE, LATE, TRIES = 4, 2, 2  # statements at once: of those that keep up, that catch up, that begin
Picture = tuple[str, int, str]
"""An epoch, a position, and the text of `data`."""
REPLAYS, AT_ONCE = 18, 5
"""Statements a second that catch up, all together, and so many at once after a rest.

Who waits for the same is read for together: a crowd that comes back costs the database no more.
"""
STATEMENTS = LIVE + LATE + TRIES + 3  # and the look at the head, the clock, what is revoked


class Hub:
    """All groups of this server."""

    def __init__(self, database: Database, outbox: Outbox, quotas: Quotas) -> None:
        """Watch the outbox."""
        self.quotas = quotas
        self.database = database
        self.outbox = outbox
        self.groups: dict[Key, list[Group]] = {}
        self.places: dict[Member, Group] = {}
        self.tasks: set[asyncio.Task[None]] = set()
        self.pictures: dict[Key, Fresh[Picture]] = {}
        self.live = asyncio.Semaphore(LIVE)
        self.late = asyncio.Semaphore(LATE)
        self.tries = asyncio.Semaphore(TRIES)
        self.replays = Bucket(REPLAYS, AT_ONCE, time.monotonic())
        self.pacing = asyncio.Lock()
        outbox.watchers.append(self._stir)

    @property
    def head(self) -> Head:
        """The end of the log as it was seen last; nobody joins before it was seen."""
        assert self.outbox.head is not None
        return self.outbox.head

    async def join(self, feed: Feed, run: Asking, member: Member) -> None:
        """Tell a member everything after its position, or from the head as it is now, and whatever comes.

        Where it begins is settled when this returns, and the arguments are checked: an empty span is read, or
        the picture that the feed begins with.

        Raises:
            LeveeError: BAD_USER_INPUT or NOT_FOUND for an argument, CURSOR_EXPIRED for the position.
        """
        key, start = feed.group(run), feed.start(run)
        picture = await self._picture(feed.first, run) if feed.first and not start else None
        head = await self.outbox.look()
        epoch, position = picture[:2] if picture else start or (head.epoch, head.seq)
        if not head.reaches(epoch, position):
            raise expired()
        if picture is None:
            await self._try(key, feed.plan, run, position)
        else:
            member.tell(self.news(run, picture[2], epoch, position))
        group = self._at(key, epoch, position) or self._begin(key, feed, run, epoch, position)
        group.members.add(member)
        self.places[member] = group

    async def pace(self) -> None:
        """Wait until one more statement may catch up."""
        async with self.pacing:
            while wait := self.replays.wait(time.monotonic()):  # noqa: ASYNC110 - time itself is waited for
                await asyncio.sleep(wait)
            self.replays.level -= 1

    def news(self, run: Asking, text: str, epoch: str, seq: int) -> News:
        """Make a message of what was read for a group."""
        return News(text, run.key("events"), epoch, seq)

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
        """Give the position up to which all of these have been told everything; without any, the head.

        None where there is none: before the first look, and while one is still to be told of another epoch.
        """
        groups = [self.places[member] for member in members if member in self.places]
        if self.outbox.head is None or any(group.epoch != self.head.epoch for group in groups):
            return None
        return self.head.epoch, min((group.position for group in groups), default=self.head.seq)

    def part(self, group: Group, member: Member) -> None:
        """Let a slow member go on by itself from where it stands; it comes back when it has caught up."""
        group.members.discard(member)
        alone = self._begin(group.key, group.feed, group.run, group.epoch, group.position)
        alone.apart = True
        alone.members.add(member)
        self.places[member] = alone

    def met(self, group: Group) -> None:
        """Bring together who stands where this group has come to; who went apart only when roomy again."""
        for other in tuple(self.groups.get(group.key, ())):
            into, out_of = (other, group) if group.apart else (group, other)
            here = other is not group and other.stands_with(group)
            if here and out_of.members and not into.apart and (out_of.roomy or not out_of.apart):
                self._move(out_of, into)

    def _move(self, group: Group, into: Group) -> None:
        for member in group.members:
            self.places[member] = into
        into.members |= group.members
        group.members = set()
        group.stirred.set()
        self.forget(group)

    def next_stop(self, group: Group) -> int:
        """Say how far a group reads now: a batch, not past the head, not past another group on its way."""
        others = self.groups.get(group.key, ())
        on_the_way = [o.position for o in others if o.position > group.position and not o.apart]
        return min(group.position + group.batch, self.head.seq, *on_the_way)

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

    async def _picture(self, plan: Plan, run: Asking) -> Picture:
        """Give what a feed begins with, of one snapshot of the database; many who ask at once share it."""
        values = plan.parameters(run)
        key = (plan.sql, repr(values))
        shared = self.pictures.setdefault(key, Fresh(partial(self._taken, key, values)))
        return await shared.get()

    async def _taken(self, key: Key, values: list[Any]) -> Picture:
        try:
            async with self.tries:
                ((epoch, seq, text),) = await self.database.rows(key[0], values)
        finally:
            if not self.pictures[key].awaited:
                del self.pictures[key]
        return epoch, seq, text

    def _at(self, key: Key, epoch: str, position: int) -> Group | None:
        for group in self.groups.get(key, ()):
            if (group.epoch, group.position) == (epoch, position) and not group.apart:
                return group
        return None

    def _begin(self, key: Key, feed: Feed, run: Asking, epoch: str, position: int) -> Group:
        group = Group(self, key, feed, run, epoch, position)
        self.groups.setdefault(key, []).append(group)
        task = asyncio.create_task(group.follow())
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return group

    def _stir(self, _: Head) -> None:
        for groups in self.groups.values():
            for group in groups:
                group.stirred.set()
