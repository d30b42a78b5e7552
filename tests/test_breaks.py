"""What breaks, and what every screen has all the same: each event once, in order."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from server.outbox import Pace
from tests.asking import SECRET, Asker
from tests.conftest import Copy
from tests.levels import as_superuser, logged, writing
from tests.lines import until, way
from tests.screens import (
    CHANGES,
    DOORBELL,
    Stubborn,
    free_port,
    quiet,
    scaled,
    screen,
    screens,
    serving,
    token,
)

ROOT = Path(__file__).parents[1]
DIVISIONS = "SELECT array_agg(code) FROM division WHERE code LIKE '4210%' AND valid_to IS NULL"
START = "mutation($i: StartResponseInput!) { startResponse(input: $i) { id } }"


class Program:
    """The server as it is started by hand, in a process of its own."""

    def __init__(self, copy: Copy, data: Path, number: int) -> None:
        self.copy = copy
        self.base = f"http://127.0.0.1:{number}"
        self.address = f"ws://127.0.0.1:{number}/graphql"
        self.env = {
            "PATH": os.environ["PATH"],
            "LEVEE_DATABASE_URL": copy.url,
            "LEVEE_OWNER_URL": copy.owner_url,
            "LEVEE_SECRET": SECRET.decode(),
            "LEVEE_OPEN_READS": "1",
            "LEVEE_DATA": str(data),
            "PORT": str(number),
        }
        self.log = data / "log"
        self.process: subprocess.Popen[bytes] | None = None

    def begun(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "server", "serve"]
        with self.log.open("ab") as log:
            return subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=log, stderr=log)

    async def start(self) -> None:
        """Start it and wait until it is ready."""
        self.process = self.begun()
        async with asyncio.timeout(30), httpx.AsyncClient() as client:
            while True:
                with contextlib.suppress(httpx.TransportError):
                    if (await client.get(f"{self.base}/readyz")).status_code == 200:
                        return
                assert self.process.poll() is None, self.log.read_text()
                await asyncio.sleep(0.05)

    async def end(self, number: signal.Signals) -> int:
        """Send it a signal, wait for its end, give its status."""
        assert self.process is not None
        self.process.send_signal(number)
        return await asyncio.to_thread(self.process.wait, 20)

    async def deafen(self) -> None:
        """Kill the listening connection."""
        kill = DOORBELL.format("pg_terminate_backend(pid)", self.copy.name)
        async with asyncio.timeout(10):
            while not await as_superuser(self.copy, kill):  # noqa: ASYNC110
                await asyncio.sleep(0.05)


@asynccontextmanager
async def program(copy: Copy, data: Path) -> AsyncIterator[Program]:
    made = Program(copy, data, free_port())
    await made.start()
    try:
        yield made
    finally:
        assert made.process is not None
        made.process.kill()
        made.process.wait()


class Inside:
    """The server in this process, to be stopped and started in no time."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        self.port = free_port()
        self.address = f"ws://127.0.0.1:{self.port}/graphql"
        self.stack = AsyncExitStack()

    async def start(self) -> None:
        self.served = await self.stack.enter_async_context(serving(self.copy, number=self.port))

    async def end(self, _: signal.Signals = signal.SIGTERM) -> int:
        await self.stack.aclose()
        return 0

    async def deafen(self) -> None:
        await self.served.deafen()


@asynccontextmanager
async def inside(copy: Copy) -> AsyncIterator[Inside]:
    made = Inside(copy)
    await made.start()
    try:
        yield made
    finally:
        await made.end()


@asynccontextmanager
async def stream(running: Program | Inside, cursor: str, count: int) -> AsyncIterator[list[Stubborn]]:
    """Screens that collect until the end."""
    stop = asyncio.Event()
    clients = [Stubborn(running.address, cursor) for _ in range(count)]
    collecting = [asyncio.create_task(client.collect(stop)) for client in clients]
    yield clients
    stop.set()
    for task in collecting:
        task.cancel()
    await asyncio.gather(*collecting, return_exceptions=True)


@scaled((240, 1, True), (1000, 3, False))
async def test_restarts_and_kills_lose_nothing_and_double_nothing(
    city: Copy, tmp_path: Path, scale: tuple[int, int, bool]
) -> None:
    """A stream of events, twenty screens; the listening connection is killed, and the server is stopped.

    Each screen that comes back with its cursor has every event once, in order. At full length the server is a
    process of its own, and is killed outright as well.
    """
    count, breaks, here = scale
    async with AsyncExitStack() as stack:
        writer = await stack.enter_async_context(writing(city))
        await writer.start()
        head = await as_superuser(city, "SELECT seq FROM event_head")
        running: Program | Inside
        if here:
            running = await stack.enter_async_context(inside(city))
        else:
            running = await stack.enter_async_context(program(city, tmp_path))
        async with screen(running.address) as shown:
            cursor = await shown.cursor()
        clients = await stack.enter_async_context(stream(running, cursor, 20))

        async def shake(number: int) -> None:
            await running.deafen()
            await asyncio.sleep(0.1)
            assert await running.end(signal.SIGTERM if number % 2 else signal.SIGKILL) in (0, -9)
            await running.start()

        shaking = []
        for number in range(count):
            await writer.change()
            await asyncio.sleep(0.005 if here else 0.03)
            if number in [count * (n + 1) // (breaks + 1) for n in range(breaks)]:
                await until(lambda: all(client.got for client in clients), 30)
                shaking.append(asyncio.create_task(shake(number)))
        await asyncio.gather(*shaking)
        await until(lambda: all(len(client.got) >= count for client in clients), 30)
        await asyncio.sleep(0.3)
        expected = await logged(city, head)
        assert len(expected) == count
        for client in clients:
            assert client.got == expected
            assert client.returns >= breaks


@scaled((0.3, 0.3, 2.0), (5.0, 3.0, 60.0))
async def test_a_silent_doorbell_delays_and_loses_nothing(
    city: Copy, scale: tuple[float, float, float]
) -> None:
    """The listening connection is stalled, as by a pulled cable: the look every second goes on."""
    beat, patience, seconds = scale
    pace = Pace(beat=beat, patience=patience)
    async with AsyncExitStack() as stack:
        by = await stack.enter_async_context(way(city.url))
        running = await stack.enter_async_context(serving(city, url=by.url, pace=pace))
        writer = await stack.enter_async_context(writing(city))
        await writer.start()
        shown = await stack.enter_async_context(screen(running.address))
        watch = await shown.watch()
        outbox, slowest, deaf, begun = running.hub.outbox, 0.0, 0, time.monotonic()

        def stall() -> None:
            for line in by.chosen(b"levee doorbell"):
                line.flowing.clear()

        while time.monotonic() - begun < seconds:
            if outbox.listening:
                stall()
                deaf += 1
            sent = time.monotonic()
            written = await writer.change()
            assert await watch.changes(1) == [written]
            slowest = max(slowest, time.monotonic() - sent)
        assert slowest < 2
        assert deaf
        await until(lambda: outbox.listening, 10)
        stall()
        await until(lambda: not outbox.listening, beat + patience + 1)
        await until(lambda: outbox.listening, 10)


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


async def test_kills_of_every_connection_of_the_server_lose_nothing(city: Copy) -> None:
    kill = (
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name LIKE 'levee%'"
    )
    async with AsyncExitStack() as stack:
        running = await stack.enter_async_context(serving(city))
        writer = await stack.enter_async_context(writing(city))
        await writer.start()
        shown = await stack.enter_async_context(screens(running.address, 5))
        watches = [await one.watch() for one in shown]
        written = []
        for number in range(60):
            written.append(await writer.change())
            if number % 12 == 6:
                assert await as_superuser(city, kill)
        for watch in watches:
            assert await watch.changes(60) == written
        await quiet(shown[0], *watches)


@scaled((30, 5), (500, 20))
async def test_sigterm_finishes_mutations_and_tells_every_screen(
    own: Asker, tmp_path: Path, scale: tuple[int, int]
) -> None:
    """Mutations under way are answered or undone, never half done; screens are closed with a code."""
    count, mutations = scale
    async with AsyncExitStack() as stack:
        running = await stack.enter_async_context(program(own.copy, tmp_path))
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
        done = [answer for answer in answers if answer.get("data")]
        assert await as_superuser(own.copy, "SELECT seq FROM event_head") == before + len(done)
        assert done
        await until(lambda: all(one.closed in (1012, 1001) for one in shown))
        assert len(watches) == count
