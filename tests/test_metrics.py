"""What the service says of itself in numbers: right over several processes, and of nobody."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from server import metrics
from tests.asking import SECRET
from tests.conftest import Copy
from tests.levels import writing
from tests.lines import until
from tests.programs import program
from tests.running import NAME, Running
from tests.screens import Served, screen, screens, token
from tests.test_crew import crew, running
from tests.test_hub import deaf

LINE = re.compile(r"^(levee_\w+(?:\{[^}]*\})?) ([0-9.e+-]+)$", re.MULTILINE)


async def numbers(base: str) -> dict[str, float]:
    async with httpx.AsyncClient(base_url=base) as client:
        response = await client.get("/metrics")
    assert response.status_code == 200, response.text
    return {name: float(value) for name, value in LINE.findall(response.text)}


async def test_questions_are_counted_by_what_came_of_them(levee: Running) -> None:
    before = await numbers(levee.url)
    for query in (NAME, NAME, "{ nothing }", '{ node(id: "x") { id } }'):
        await levee.ask(query)
    after = await numbers(levee.url)

    def more(name: str) -> float:
        return after.get(name, 0) - before.get(name, 0)

    assert more('levee_requests_total{code="OK"}') == 2
    assert more('levee_requests_total{code="GRAPHQL_VALIDATION_FAILED"}') == 1
    assert more('levee_requests_total{code="BAD_USER_INPUT"}') == 1
    assert more("levee_statement_seconds_count") >= 2
    assert more("levee_statement_seconds_sum") > 0


@pytest.mark.parametrize("header", ["forwarded", "x-forwarded-for"])
async def test_strangers_see_no_numbers(levee: Running, header: str) -> None:
    """What comes past a proxy comes from anywhere."""
    response = await levee.client.get("/metrics", headers={header: "127.0.0.1"})
    assert (response.status_code, response.text.count("\n")) == (403, 1)


async def test_numbers_are_of_nobody(levee: Running) -> None:
    """No name, token, document or value stands in a label."""
    await levee.ask('{ search(text: "张三 13800000000") { score } }', headers={"authorization": token()})
    text = (await levee.client.get("/metrics")).text
    assert not [
        mark for mark in ("张三", "13800000000", "officer", SECRET.decode(), "search") if mark in text
    ]
    labels = set(re.findall(r'levee_\w+\{(\w+)="', text))
    assert labels <= {"code", "le"}


async def test_subscribers_and_what_they_were_told(served: Served) -> None:
    before = await numbers(served.base)
    async with writing(served.copy) as writer, screens(served.address, 3) as shown:
        watches = [await one.watch() for one in shown]
        await writer.start()
        for watch in watches:
            await watch.change()
        await until(lambda: metrics.SUBSCRIBERS._value.get() == 3, 5)
        after = await numbers(served.base)
        assert after["levee_groups"] == 1
        assert after["levee_deliveries_total"] - before["levee_deliveries_total"] == 3
        assert (after["levee_feed_lag_events"], after["levee_queue_depth"]) == (0, 0)
    await until(lambda: metrics.SUBSCRIBERS._value.get() == 0, 5)


async def seen(base: str, true: Callable[[dict[str, float]], bool]) -> dict[str, float]:
    """Look at the numbers until something is true of them."""
    async with asyncio.timeout(10):
        while not true(now := await numbers(base)):  # noqa: ASYNC110 - what is asked is over HTTP
            await asyncio.sleep(0.1)
    return now


async def test_what_a_slow_reader_does_not_take_is_counted_until_it_goes(served: Served) -> None:
    """A screen that reads no more: what waits for it stands in the queue, and is gone when it has gone."""
    async with writing(served.copy) as writer:
        async with deaf(served), screen(served.address) as good:
            await good.watch()
            await writer.start("fat")
            writer.reason = "雨" * 4000
            await writer.many(200)
            await writer.change()

            def waits(now: dict[str, float]) -> bool:
                depths = [len(talk.tray.frames) for talk in served.sockets.open]
                told = now["levee_queue_depth"], now["levee_queued_messages"]
                return told == (max(depths), sum(depths)) and max(depths) > 0

            await seen(served.base, waits)
        await seen(served.base, lambda now: now["levee_subscribers"] == 0)
        now = await seen(served.base, lambda now: now["levee_queued_messages"] == 0)
        assert now["levee_queue_depth"] == 0


def test_lag_is_told_in_events_and_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the first look that finds somebody behind, until one finds nobody."""
    group = SimpleNamespace(position=7, members=())
    outbox = SimpleNamespace(head=SimpleNamespace(seq=12))
    hub: Any = SimpleNamespace(groups={"key": [group]}, places={}, outbox=outbox)
    times = iter((100.0, 103.5, 104.0))
    monkeypatch.setattr(time, "monotonic", lambda: next(times))
    sampling = metrics.Sampling(hub)
    sampling.sample()
    sampling.sample()
    assert (metrics.LAG._value.get(), metrics.BEHIND._value.get()) == (5, 3.5)
    group.position = 12
    sampling.sample()
    assert (metrics.LAG._value.get(), metrics.BEHIND._value.get()) == (0, 0)


async def test_two_processes_say_one_thing(city: Copy, tmp_path: Path) -> None:
    """Whichever answers: what all have counted, and whom those that live still tell."""
    async with program(city, tmp_path, WORKERS="2") as made, screens(made.address, 12) as shown:
        for one in shown:
            await one.watch()
        for _ in range(20):
            async with httpx.AsyncClient(base_url=made.base) as client:
                await client.post("/graphql", json={"query": NAME}, headers={"authorization": token()})

        async def told(name: str) -> float:
            return (await numbers(made.base))[name]

        async def comes_to(name: str, value: Callable[[], float]) -> None:
            async with asyncio.timeout(30):
                while await told(name) != value():  # noqa: ASYNC110 - it is another process's
                    await asyncio.sleep(0.1)

        assert {await told('levee_requests_total{code="OK"}') for _ in range(6)} == {20}
        await comes_to("levee_subscribers", lambda: 12)
        victim = crew(made)[0]
        os.kill(victim, signal.SIGKILL)
        await until(lambda: len(crew(made)) == 2 and not running(victim), 30)
        await comes_to("levee_subscribers", lambda: sum(one.closed is None for one in shown))
        assert await told('levee_requests_total{code="OK"}') == 20, "what was counted stays"
