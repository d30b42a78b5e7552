"""What breaks while officers decide and walls watch: nothing is lost, nothing is doubled, levels walk as they may."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from server.outbox import Pace
from tests.conftest import Copy
from tests.levels import as_superuser
from tests.lines import until, way
from tests.programs import program
from tests.runs import run
from tests.screens import scaled, serving

pytestmark = pytest.mark.alone

KILL = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
 WHERE datname = '{}' AND application_name LIKE 'levee%' AND random() < {}
"""


@pytest.mark.patient
@scaled(2, 58)
async def test_a_server_killed_or_stopped(city: Copy, tmp_path: Path, scale: int) -> None:
    """At length it is killed fifty times, at any moment, and stopped eight times: no event without its transition,
    no transition without its event, no effect without its entry in the audit; every screen comes back."""
    async with AsyncExitStack() as stack:
        running = await stack.enter_async_context(program(city, tmp_path))
        made = await stack.enter_async_context(run(city, [running.base], tmp_path))
        for number in range(scale):
            await made.ok(10)
            await asyncio.sleep(made.choice.random() * 0.1)
            ending = signal.SIGKILL if number % 8 else signal.SIGTERM
            assert await running.end(ending) in (0, -9)
            await running.start()
            assert await made.ok(1) < 5
    assert made.outcomes["info"] >= scale
    assert made.outcomes["from"] >= (scale + 1) * 10


@pytest.mark.patient
@scaled((2.0, 0.2), (60.0, 0.5))
async def test_connections_killed_in_the_database(
    city: Copy, tmp_path: Path, scale: tuple[float, float]
) -> None:
    """Those of the pool and the one that listens, half of them at a time."""
    seconds, apart = scale
    killed, begun = 0, time.monotonic()
    async with serving(city) as running, run(city, [running.base], tmp_path, pause=0.01) as made:
        while time.monotonic() - begun < seconds:
            await made.ok(3)
            await asyncio.sleep(random.random() * apart)
            killed += await as_superuser(city, KILL.format(city.name, 0.5))
    assert killed
    assert made.outcomes["info"] > 0


@scaled((3.0, 1.0, 2.0), (5.0, 3.0, 60.0))
async def test_a_listener_that_hears_nothing(
    city: Copy, tmp_path: Path, scale: tuple[float, float, float]
) -> None:
    """The listening connection is stalled, as by a pulled cable: the look every second goes on."""
    beat, patience, seconds = scale
    async with AsyncExitStack() as stack:
        by = await stack.enter_async_context(way(city.url))
        pace = Pace(beat=beat, patience=patience)
        running = await stack.enter_async_context(serving(city, url=by.url, pace=pace))
        made = await stack.enter_async_context(run(city, [running.base], tmp_path, pause=0.1))
        outbox, deaf, begun = running.hub.outbox, 0, time.monotonic()
        while time.monotonic() - begun < seconds:
            await until(lambda: outbox.listening, 10)
            for line in by.chosen(b"levee doorbell"):
                line.flowing.clear()
            deaf, stalled = deaf + 1, time.monotonic()
            await until(lambda: not outbox.listening, beat + patience + 1)
            await until(lambda: outbox.listening, beat + patience + 2 - (time.monotonic() - stalled))
    assert deaf
    assert made.outcomes["info"] == 0
    assert made.history.slowest() < 2


@pytest.mark.patient
@scaled(60, 3000)
async def test_replies_lost_and_asked_for_again(city: Copy, tmp_path: Path, scale: int) -> None:
    """The line is cut when the reply comes back, which is after the commit; the key makes it one effect."""
    async with AsyncExitStack() as stack:
        running = await stack.enter_async_context(serving(city))
        by = await stack.enter_async_context(way(running.base))
        made = await stack.enter_async_context(run(city, [by.url], tmp_path, pause=0.005))
        by.loses = lambda data: made.choice.random() < (0.3 if data.startswith(b"HTTP/1.1 200") else 0.002)
        await made.ok(scale, 240)
        by.loses = lambda _: False
    operations = made.history.operations().values()
    again = [lines for lines in operations if "info" in {line.what for line in lines}]
    assert len(again) > scale / 10
