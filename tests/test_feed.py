"""The feed: every change once, in commit order, to everybody who asked for it."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Any

import asyncpg
import pytest

from schema.position import derive, seal
from tests.asking import SECRET, Counted
from tests.conftest import Copy
from tests.levels import Levels, as_superuser, logged, writing
from tests.lines import until
from tests.screens import Served, Watch, quiet, scaled, screen, screens, token

TOWN = "421022"
EVENTS = derive(SECRET, "events")
HEAD = "SELECT {} FROM event_head"


class Dawdling(Counted):
    """A database that takes its time."""

    async def rows(self, sql: str, parameters: Sequence[Any]) -> list[asyncpg.Record]:
        await asyncio.sleep(random.random() * 0.02)
        rows = await super().rows(sql, parameters)
        await asyncio.sleep(random.random() * 0.02)
        return rows


async def position(copy: Copy) -> int:
    seq: int = await as_superuser(copy, HEAD.format("seq"))
    return seq


async def test_a_change_is_told_when_it_commits(served: Served) -> None:
    async with writing(served.copy) as writer, screen(served.address) as shown:
        watch = await shown.watch()
        started = await writer.start()
        raised = await writer.change()
        assert await watch.changes(2) == [started, raised]


async def test_nothing_is_told_before_its_commit_and_nothing_of_a_rollback(served: Served) -> None:
    async with writing(served.copy) as writer, screen(served.address) as shown:
        await writer.start()
        watch = await shown.watch()

        async def rolled_back() -> None:
            raise LookupError

        with pytest.raises(LookupError):
            await writer.change(after=rolled_back)
        told = await writer.change(after=lambda: quiet(shown, watch))
        assert await watch.changes(1) == [told]


async def test_the_main_job_over_one_socket(served: Served) -> None:
    """Start a response by mutation; it arrives on the second screen, with the cursor to go on from."""
    async with screen(served.address, token()) as officer, screen(served.address) as wall:
        watch = await wall.watch(division=TOWN, systems=["drought"])
        plans = await officer.ask('{ plans(filter: {systems: ["drought"]}) { edges { node { id } } } }')
        given = {
            "key": "main job",
            "plan": plans["data"]["plans"]["edges"][0]["node"]["id"],
            "division": TOWN,
            "level": "IV",
            "effectiveAt": "2026-07-01T08:00:00+08:00",
            "reason": "no rain",
        }
        start = "mutation($i: StartResponseInput!) { startResponse(input: $i) { id } }"
        done = await officer.ask(start, {"i": given})
        change = await watch.change()
        assert change["transition"]["id"] == done["data"]["startResponse"]["id"]
        assert change["cursor"] == await wall.cursor()
        await officer.ask(start, {"i": given})
        await quiet(wall, watch)


@scaled((8, 15, 0.004), (8, 500, 0.01))
async def test_no_commit_out_of_turn_is_lost(
    city: Copy, served: Served, scale: tuple[int, int, float]
) -> None:
    """Eight writers that dawdle before and after they take the head, one in ten rolled back."""
    writers, each, longest = scale
    choice = random.Random(11)
    head = await position(city)

    async def dawdle() -> None:
        await asyncio.sleep(choice.random() * longest)

    async def dawdle_and_fail() -> None:
        await dawdle()
        if choice.random() < 0.1:
            raise LookupError

    async def write(writer: Levels) -> None:
        for _ in range(each):
            try:
                await writer.change(before=dawdle, after=dawdle_and_fail)
            except LookupError:
                continue

    async with AsyncExitStack() as stack:
        made = [await stack.enter_async_context(writing(city)) for _ in range(writers)]
        for writer in made:
            await writer.start()
        shown = await stack.enter_async_context(screens(served.address, 20))
        watches = [await one.watch() for one in shown]
        begun = await position(city)
        await asyncio.gather(*(write(writer) for writer in made))
        expected = (await logged(city, head))[begun - head :]
        assert await position(city) == begun + len(expected), "the log has no holes"
        for watch in watches:
            assert await watch.changes(len(expected)) == expected
        await quiet(shown[0], watches[0])


@scaled((3, 0.3), (20, 2.5))
async def test_a_killed_doorbell_loses_nothing(city: Copy, served: Served, scale: tuple[int, float]) -> None:
    """Twenty events a second; the listening connection is killed again and again."""
    kills, apart = scale
    async with writing(city) as writer, screen(served.address) as shown:
        await writer.start()
        watch = await shown.watch()
        sent: list[tuple[str, float]] = []
        over = asyncio.Event()

        async def write() -> None:
            while not over.is_set():
                sent.append((await writer.change(), time.monotonic()))
                await asyncio.sleep(0.05)

        async def kill() -> None:
            for _ in range(kills):
                await asyncio.sleep(apart)
                await until(lambda: served.hub.outbox.listening)
                await served.deafen()
            over.set()

        async def read() -> None:
            while True:
                got.append(((await watch.changes(1))[0], time.monotonic()))

        got: list[tuple[str, float]] = []
        reading = asyncio.create_task(read())
        await asyncio.gather(write(), kill())
        await until(lambda: len(got) >= len(sent), 3)
        reading.cancel()
        assert [change for change, _ in got] == [change for change, _ in sent]
        assert max(at - committed for (_, at), (_, committed) in zip(got, sent, strict=True)) < 2


@scaled(150, 1000)
async def test_what_follows_a_subscribe_at_once_is_told(city: Copy, served: Served, scale: int) -> None:
    async with writing(city) as writer, screen(served.address) as shown:
        await writer.start()
        for _ in range(scale):
            watch = await shown.watch()
            written = await writer.change()
            assert await watch.changes(1) == [written]
            await watch.complete()


@scaled(30, 90)
async def test_who_joins_while_the_log_grows_misses_nothing(city: Copy, served: Served, scale: int) -> None:
    """Subscriptions from all sorts of positions, with the very same question, in a stream of events.

    The database dawdles before and after each statement, so that they meet in all sorts of ways.
    """
    choice = random.Random(7)
    served.hub.database = Dawdling(served.database.pool)
    async with writing(city) as writer, screen(served.address) as shown:
        await writer.start()
        origin = await position(city)
        epoch = await as_superuser(city, HEAD.format("epoch::text"))
        over = asyncio.Event()

        async def write() -> None:
            while not over.is_set():
                await writer.change()

        async def join() -> tuple[int, Watch]:
            head = await position(city)
            after = choice.choice([head, max(origin, head - 3), choice.randint(origin, head)])
            cursor = seal(EVENTS, [epoch, str(after)])
            return after, await shown.operate(
                "subscription($a: Cursor) { responseLevelChanged(after: $a) { transition { id } } }",
                {"a": cursor},
            )

        writing_ = asyncio.create_task(write())
        joined = []
        for _ in range(scale):
            joined.append(await join())
            await asyncio.sleep(choice.random() * 0.03)
        over.set()
        await writing_
        log = await logged(city, origin)
        for after, watch in joined:
            assert await watch.changes(len(log) - (after - origin)) == log[after - origin :]
        await quiet(shown, joined[-1][1])
        await until(lambda: [len(groups) for groups in served.hub.groups.values()] == [1])
        served.hub.database = served.database


@scaled(1200, 5000)
async def test_an_old_cursor_brings_everything_since(city: Copy, served: Served, scale: int) -> None:
    async with writing(city) as writer, screen(served.address) as shown:
        await writer.start()
        before, cursor = await position(city), await shown.cursor()
        await writer.many(scale)
        begun = time.monotonic()
        watch = await shown.operate(
            "subscription($a: Cursor) { responseLevelChanged(after: $a) { cursor transition { id } } }",
            {"a": cursor},
        )
        log = await logged(city, before)
        assert await watch.changes(scale) == log
        assert time.monotonic() - begun < 10
        last = await writer.change()
        assert await watch.changes(1) == [last]
        assert shown.closed is None


async def test_after_is_exclusive_and_every_cursor_goes_on_from_its_event(city: Copy, served: Served) -> None:
    async with writing(city) as writer, screen(served.address) as shown:
        cursor = await shown.cursor()
        ids = [await writer.start(), *[await writer.change() for _ in range(5)]]
        watch = await shown.watch(after=cursor)
        changes = [await watch.change() for _ in ids]
        assert [change["transition"]["id"] for change in changes] == ids
        for number, change in enumerate(changes, 1):
            again = await shown.watch(after=change["cursor"])
            assert await again.changes(len(ids) - number) == ids[number:]
            await again.complete()
