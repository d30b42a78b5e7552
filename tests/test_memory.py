"""What hostile clients leave in the memory of a server that is a process of its own: hardly anything."""

from __future__ import annotations

import asyncio
import json
import time
import zlib
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode

from server.frames import SLOW
from tests.conftest import Copy
from tests.levels import writing
from tests.programs import Program, program
from tests.screens import CHANGES, PROTOCOL, scaled, screen, screens
from tests.test_metrics import numbers

INIT = json.dumps({"type": "connection_init"})
WATCH: dict[str, Any] = {"type": "subscribe", "id": "1", "payload": {"query": CHANGES}}
TELLING = CHANGES.replace("id kind", "id kind reason")
MEBI = 1024.0
"""Kibibytes, in which the system tells of memory."""


def resident(running: Program) -> int:
    """The memory that a server holds, in KiB."""
    assert running.process is not None
    status = Path(f"/proc/{running.process.pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


@pytest.fixture(scope="module")
async def running(city: Copy, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Program]:
    """A server that has warmed up: all that is done below has been done there before."""
    async with program(city, tmp_path_factory.mktemp("memory")) as made:
        for _ in range(3):
            await visits(made, 20)
            await asyncio.gather(*(silent(made, 0.05) for _ in range(100)))
            for attack in (flood, huge, bomb):
                await attack(made, 300)
        yield made


@asynccontextmanager
async def opened(running: Program, **options: Any) -> AsyncIterator[ClientConnection]:
    async with connect(
        running.address, subprotocols=[PROTOCOL], close_timeout=0.2, ping_interval=None, **options
    ) as made:
        yield made


async def code(made: ClientConnection, seconds: float = 10) -> int:
    """Read until it is closed, and say with what."""
    async with asyncio.timeout(seconds):
        with suppress(ConnectionClosed):
            while True:
                await made.recv()
    return made.close_code or 0


async def visits(running: Program, count: int) -> None:
    """Come, subscribe, go."""

    async def visit() -> None:
        async with screen(running.address) as shown:
            await shown.watch()

    await asyncio.gather(*(visit() for _ in range(count)))


async def silent(running: Program, seconds: float = 10) -> float:
    """Say nothing; give how long one is let be so."""
    async with opened(running) as made:
        begun = time.monotonic()
        with suppress(TimeoutError):
            assert await code(made, seconds) == 4408
        return time.monotonic() - begun


async def flood(running: Program, count: int) -> None:
    """Subscribe as often as one can."""
    async with opened(running) as made:
        await made.send(INIT)
        closing = asyncio.create_task(code(made))
        with suppress(ConnectionClosed):
            for number in range(count):
                await made.send(json.dumps(WATCH | {"id": str(number)}))
                await asyncio.sleep(0)
        assert await closing == 4420


async def huge(running: Program, _: int) -> None:
    """Send a megabyte as one message."""
    async with opened(running) as made:
        await made.send(INIT)
        with suppress(ConnectionClosed):
            await made.send("x" * 2**20)
        assert await code(made) == 1009


def inflating(size: int) -> bytes:
    """So many MiB of nothing, deflated; each is deflated alike."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    return (deflate.compress(bytes(2**20)) + deflate.flush(zlib.Z_FULL_FLUSH)) * size


async def bomb(running: Program, size: int) -> None:
    """Offer to deflate, and send what inflates to so many MiB."""
    async with opened(running, compression="deflate") as made:
        assert not made.protocol.extensions
        await made.send(INIT)
        frame = bytearray(Frame(Opcode.TEXT, inflating(size)).serialize(mask=True))
        frame[0] |= 0x40  # "compressed"
        made.transport.write(bytes(frame))
        assert await code(made) in (1002, 1009)


ATTACKS: list[tuple[Callable[[Program, int], Coroutine[Any, Any, None]], int, float]] = [
    (flood, 10_000, 5 * MEBI),
    (huge, 1, 2 * MEBI),
    (bomb, 1024, 2 * MEBI),
]


@pytest.mark.parametrize(("attack", "size", "most"), ATTACKS, ids=["flood", "huge", "bomb"])
async def test_an_attack_leaves_hardly_anything(
    running: Program, attack: Callable[[Program, int], Coroutine[Any, Any, None]], size: int, most: float
) -> None:
    """10,000 subscriptions at once, a message of 1 MiB, one that inflates to 1 GiB: 5, 2 and 2 MiB at most."""
    before = resident(running)
    await attack(running, size)
    assert resident(running) - before <= most


@scaled(150, 500)
async def test_who_says_nothing_is_gone_within_five_seconds(running: Program, scale: int) -> None:
    """Silent connections: each is closed three seconds after it came, and memory is back within a tenth."""
    before = resident(running)
    waited = await asyncio.gather(*(silent(running) for _ in range(scale)))
    assert max(waited) < 5
    assert resident(running) <= 1.1 * before


@scaled(300, 5000)
async def test_coming_and_going_leaves_nothing_in_memory(running: Program, scale: int) -> None:
    """Churn: after 5,000 screens that came, subscribed and went there are at most 10 MiB more."""
    before = resident(running)
    for _ in range(scale // 25):
        await visits(running, 25)
    assert resident(running) - before <= 10 * MEBI


async def gone(running: Program, stuck: list[ClientConnection], good: int) -> tuple[float, list[int]]:
    """Wait until a server has seen that some read no more; give how long it took, and what they then read last."""
    begun = time.monotonic()
    async with asyncio.timeout(60):
        for count in (len(stuck) + good, good):
            while (await numbers(running.base))["levee_subscribers"] != count:  # noqa: ASYNC110 - another process's
                await asyncio.sleep(0.2)
    waited = time.monotonic() - begun
    return waited, [await code(one) for one in stuck]


@scaled((10, 20, 4.0, "2.5"), (50, 200, 60.0, "25"))
async def test_slow_readers_cost_little(
    city: Copy, tmp_path: Path, scale: tuple[int, int, float, str]
) -> None:
    """Twenty events a second to those who read and to those who stopped reading: these are gone in time.

    When they read again, the last they find is the code that says "go on from your cursor".
    """
    stalled, good, seconds, silence = scale
    own = {"SOCKETS__SILENCE": silence, "SOCKETS__PING": str(float(silence) / 2.5)}
    async with AsyncExitStack() as stack:
        made = await stack.enter_async_context(program(city, tmp_path, **own))
        await visits(made, 50)
        writer = await stack.enter_async_context(writing(city))
        await writer.start()
        shown = await stack.enter_async_context(screens(made.address, good))
        watches = [await one.operate(TELLING) for one in shown]
        await asyncio.gather(*(one.ask("{ __typename }") for one in shown))
        stuck = [await stack.enter_async_context(opened(made, max_queue=1)) for _ in range(stalled)]
        for one in stuck:
            for message in (INIT, json.dumps(WATCH | {"payload": {"query": TELLING}})):
                await one.send(message)
        begun, before = time.monotonic(), resident(made)
        going = asyncio.create_task(gone(made, stuck, good))
        writer.reason = "雨" * 1000
        late, most = [], 0
        while time.monotonic() - begun < seconds:
            written, committed = await writer.change(), time.monotonic()
            assert [await watch.changes(1) for watch in watches] == [[written]] * good
            late.append(time.monotonic() - committed)
            most = max(most, resident(made) - before)
            await asyncio.sleep(max(0, 0.05 - late[-1]))
        assert sorted(late)[len(late) * 99 // 100 - 1] < 1
        assert most <= 32 * MEBI
        waited, codes = await going
        assert waited <= 30
        assert codes == [SLOW] * stalled
