"""What breaks, and what every screen has all the same: each event once, in order."""

from __future__ import annotations

import asyncio
import signal
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from server.limits import Waits
from tests.asking import Asker
from tests.conftest import Copy
from tests.levels import as_superuser, writing
from tests.lines import until, way
from tests.programs import program
from tests.screens import (
    CHANGES,
    quiet,
    scaled,
    screen,
    screens,
    serving,
    token,
)

pytestmark = pytest.mark.alone

DIVISIONS = "SELECT array_agg(code) FROM division WHERE code LIKE '4210%' AND valid_to IS NULL"
START = "mutation($i: StartResponseInput!) { startResponse(input: $i) { id } }"


async def test_a_database_that_goes_away_for_a_while_ends_no_subscription(city: Copy) -> None:
    async with AsyncExitStack() as stack:
        by = await stack.enter_async_context(way(city.url))
        running = await stack.enter_async_context(serving(city, url=by.url))
        writer = await stack.enter_async_context(writing(city))
        await writer.start()
        shown = await stack.enter_async_context(screens(running.address, 5))
        watches = [await one.watch() for one in shown]
        by.open = False
        for line in list(by.lines):
            line.cut()
        written = [await writer.change() for _ in range(20)]
        refused = await (await shown[0].operate("subscription { responseLevelChanged { cursor } }")).refused()
        assert refused["code"] == "SERVICE_UNAVAILABLE"
        assert (await running.get("/readyz"))["listener"] is False
        by.open = True
        for watch in watches:
            assert await watch.changes(20) == written
        await quiet(shown[0], *watches)
        await until(lambda: running.hub.outbox.listening)


async def test_questions_that_take_every_connection_do_not_hold_up_the_feed(city: Copy) -> None:
    async with AsyncExitStack() as stack:
        running = await stack.enter_async_context(serving(city))
        writer = await stack.enter_async_context(writing(city))
        await writer.start()
        shown = await stack.enter_async_context(screen(running.address))
        watch = await shown.operate(CHANGES)
        database = running.app.state.database
        for _ in range(running.sockets.settings.pool_size):
            await stack.enter_async_context(database.connection())
        refused = await shown.ask("{ eventCursor }")
        assert refused["errors"][0]["extensions"]["code"] == "SERVICE_UNAVAILABLE"
        later = await shown.operate(CHANGES, {"systems": ["none"]})
        for _ in range(10):
            written = await writer.change()
            assert await watch.changes(1) == [written]
        await asyncio.sleep(0.2)
        assert later.box.empty()
        assert len(running.hub.places) == 2


HINDERED = "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND NOT granted"


async def test_a_feed_whose_statement_takes_too_long_is_read_again(city: Copy) -> None:
    """A database that is slow ends no subscription; what the feed reads is too costly for nobody."""
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(asyncio.timeout(30))
        slow = {"statement_timeout": 0.3, "waits": Waits(lock=30)}
        running = await stack.enter_async_context(serving(city, slow=slow))
        writer = await stack.enter_async_context(writing(city))
        await writer.start()
        shown = await stack.enter_async_context(screen(running.address))
        watch = await shown.watch()
        owner = await asyncpg.connect(city.owner_url)
        stack.push_async_callback(owner.close)
        async with owner.transaction():
            async with writer.connection.transaction():
                written = [await writer.change() for _ in range(5)]
                locking = asyncio.create_task(owner.execute("LOCK TABLE event IN ACCESS EXCLUSIVE MODE"))
                while not await as_superuser(city, HINDERED):  # noqa: ASYNC110 - it is the database that waits
                    await asyncio.sleep(0.01)
            await locking
            before = running.runs()
            await until(lambda: running.runs() > before + 2, 10)
        assert await watch.changes(5) == written


@scaled((30, 5), (500, 20))
async def test_sigterm_finishes_mutations_and_tells_every_screen(
    own: Asker, tmp_path: Path, scale: tuple[int, int]
) -> None:
    """All mutations under way are answered, within the time that there is; screens are closed with a code."""
    count, mutations = scale
    async with AsyncExitStack() as stack:
        waits = {"WAITS__ACQUIRE": "10", "WAITS__LOCK": "10"}
        running = await stack.enter_async_context(program(own.copy, tmp_path, **waits))
        shown = await stack.enter_async_context(screens(running.address, count))
        watches = [await one.watch() for one in shown]
        plans = await shown[0].ask('{ plans(filter: {systems: ["flood"]}) { edges { node { id } } } }')
        plan = plans["data"]["plans"]["edges"][0]["node"]["id"]
        divisions = await as_superuser(own.copy, DIVISIONS)

        async def start(client: httpx.AsyncClient, number: int) -> dict[str, Any]:
            given = {
                "key": str(number),
                "plan": plan,
                "division": divisions[number],
                "level": "IV",
                "effectiveAt": "2026-07-01T08:00:00+08:00",
                "reason": "rain",
            }
            body = {"query": START, "variables": {"i": given}}
            headers = {"authorization": token()}
            answer = await client.post(f"{running.base}/graphql", json=body, headers=headers)
            told: dict[str, Any] = answer.json()
            return told

        before = await as_superuser(own.copy, "SELECT seq FROM event_head")
        async with writing(own.copy) as holder, httpx.AsyncClient() as client:
            lock = holder.connection.transaction()
            await lock.start()
            await holder.connection.execute("SELECT FROM event_head FOR UPDATE")
            asked = [asyncio.create_task(start(client, number)) for number in range(mutations)]
            await asyncio.sleep(0.3)
            begun = time.monotonic()
            ending = asyncio.create_task(running.end(signal.SIGTERM))
            await asyncio.sleep(0.2)
            await lock.rollback()
            answers = await asyncio.gather(*asked)
            assert await ending == 0
        assert time.monotonic() - begun < 15
        assert [answer for answer in answers if "errors" in answer] == []
        assert await as_superuser(own.copy, "SELECT seq FROM event_head") == before + mutations
        await until(lambda: all(one.closed in (1012, 1001) for one in shown))
        assert len(watches) == count
