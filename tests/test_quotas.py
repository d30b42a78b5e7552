"""What sockets may take: who takes more is closed or turned away, and nobody else notices."""

from __future__ import annotations

import asyncio
import gc
import json
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.frames import Frame, Opcode

from bench.abuse_hostile import bomb
from schema.access import Role
from server.conversation import Conversation
from server.quotas import Quotas
from server.turnstile import Allowance
from server.wire import Wire
from tests.conftest import Copy
from tests.lines import until
from tests.screens import (
    CHANGES,
    MANY,
    PATIENCE,
    PROTOCOL,
    UNCOUNTED,
    Served,
    scaled,
    screen,
    screens,
    serving,
    token,
    under,
)
from tests.test_sockets import INIT, last_words, say, subscribe


@pytest.fixture(scope="module")
async def strict(city: Copy) -> AsyncIterator[Served]:
    """A server with the quotas that hold where nothing is set."""
    async with serving(city, quotas=Quotas()) as running:
        yield running


async def raw(opened: ClientConnection, frame: Frame) -> None:
    """Send a frame as it is."""
    opened.transport.write(frame.serialize(mask=True))
    await asyncio.sleep(0)


async def ended(opened: ClientConnection, seconds: float) -> int:
    """Give the code with which the server closes within so many seconds, whatever it says before."""
    async with asyncio.timeout(seconds):
        try:
            while True:
                await opened.recv()
        except ConnectionClosed:
            return opened.close_code or 0


async def test_who_subscribes_before_init_is_closed_each_time(strict: Served) -> None:
    """Subscribe before init: a hundred tries, a hundred times 4401, and no data."""
    heard = await asyncio.gather(*(last_words(strict, subscribe()) for _ in range(100)))
    assert heard == [([], 4401)] * 100


@scaled(100, 500)
async def test_of_silent_connections_nothing_is_kept(strict: Served, scale: int) -> None:
    """Silent connections: all closed with 4408 in time, and what they held is free again."""
    begun = time.monotonic()
    with under(strict, init=0.5 if scale < 500 else 3.0):
        heard = await asyncio.gather(*(last_words(strict) for _ in range(scale)))
    assert heard == [([], 4408)] * scale
    assert time.monotonic() - begun < 8
    await until(lambda: not strict.sockets.open)
    gc.collect()
    assert not [one for one in gc.get_objects() if isinstance(one, Wire | Conversation)]


@scaled(300, 10_000)
async def test_a_flood_of_subscriptions_ends_the_socket(strict: Served, scale: int) -> None:
    """Subscription flood: ten live, some refused, then closed; somebody else is answered all the while."""
    async with screen(strict.address) as other, connect(strict.address, subprotocols=[PROTOCOL]) as opened:
        await say(opened, INIT)
        most = 0

        async def flood() -> None:
            for number in range(scale):
                await say(opened, subscribe(id=str(number), payload={"query": CHANGES}))
                await asyncio.sleep(0)  # all here share one loop, and sending alone gives none a turn

        flooding = asyncio.create_task(flood())
        closing = asyncio.create_task(ended(opened, 5))
        while not closing.done():
            most = max(most, len(strict.hub.places))
            asked = time.monotonic()
            await other.ask("{ __typename }")
            assert time.monotonic() - asked < 1
        assert await closing == 4420
        assert most == strict.sockets.quotas.operations == 10
        await asyncio.gather(flooding, return_exceptions=True)
        await until(lambda: not strict.hub.places)


@scaled(200, 1_000)
async def test_short_queries_in_series_are_no_flood(strict: Served, scale: int) -> None:
    """One-shot operations: each frees its place; what is asked and answered counts for nothing."""
    async with screen(strict.address) as shown:
        for _ in range(scale):
            assert (await shown.ask("{ __typename }"))["data"]
        (talk,) = strict.sockets.open
        assert not talk.operations
        assert talk.allowance is None


async def test_thirty_questions_at_once_cost_twenty_of_them_an_error_and_not_the_socket(
    strict: Served,
) -> None:
    async with screen(strict.address) as shown:
        asked = [await shown.operate("{ eventCursor }") for _ in range(30)]
        kinds = [(await one.message())["type"] for one in asked]
        assert kinds.count("next") >= 10
        assert (await shown.ask("{ __typename }"))["data"]


async def test_who_answers_our_pings_and_changes_its_subscriptions_is_no_flood(strict: Served) -> None:
    with under(strict, ping=0.05):
        async with screen(strict.address) as shown:
            for _ in range(60):
                watch = await shown.watch()
                await watch.complete()
            await until(lambda: len(shown.pings) > 30)
            assert (await shown.ask("{ __typename }"))["data"]


FLOODS: dict[str, Any] = {
    "pings": {"type": "ping"},
    "pongs that nobody asked for": {"type": "pong"},
    "completes of nothing": {"type": "complete", "id": "nothing"},
    "documents that are none": subscribe(payload={"query": "{"}),
    "pings of frames": Frame(Opcode.PING, b"x"),
    "pongs of frames": Frame(Opcode.PONG, b"x"),
    "pieces of a message": Frame(Opcode.CONT, b"", fin=False),
}


@pytest.mark.parametrize("kind", FLOODS)
@scaled(100, 5_000)
async def test_who_sends_too_many_messages_is_closed(strict: Served, kind: str, scale: int) -> None:
    """Message flood: ten offenders are closed with 4420 within two seconds; a victim is answered meanwhile."""

    async def offend() -> int:
        async with connect(strict.address, subprotocols=[PROTOCOL], ping_interval=None) as opened:
            await say(opened, INIT)
            message = FLOODS[kind]
            if kind == "pieces of a message":
                await raw(opened, Frame(Opcode.TEXT, b"x", fin=False))
            closing = asyncio.create_task(ended(opened, 2))
            with suppress(ConnectionClosed, RuntimeError):
                for _ in range(scale):
                    await (raw(opened, message) if isinstance(message, Frame) else say(opened, message))
                    await asyncio.sleep(0)
            return await closing

    async with screen(strict.address) as victim:
        offences = asyncio.gather(*(offend() for _ in range(10)))
        while not offences.done():
            asked = time.monotonic()
            await victim.ask("{ __typename }")
            assert time.monotonic() - asked < 1
        assert await offences == [4420] * 10
    await until(lambda: not strict.sockets.open)


async def test_as_many_messages_as_one_may_send_are_taken(strict: Served) -> None:
    async with connect(strict.address, subprotocols=[PROTOCOL]) as opened:
        await say(opened, INIT)
        for _ in range(strict.sockets.quotas.burst):
            await say(opened, {"type": "ping"})
        heard = [json.loads(await opened.recv())["type"] for _ in range(1 + strict.sockets.quotas.burst)]
        assert heard == ["connection_ack"] + ["pong"] * strict.sockets.quotas.burst


async def test_a_huge_frame_is_not_taken_in(strict: Served) -> None:
    """Huge frame: a megabyte is closed with 1009, also in pieces; nothing of it is kept."""
    async with connect(strict.address, subprotocols=[PROTOCOL]) as opened:
        await say(opened, INIT)
        with suppress(ConnectionClosed):
            await opened.send("x" * 2**20)
        assert await ended(opened, 5) == 1009
    async with connect(strict.address, subprotocols=[PROTOCOL]) as opened:
        await say(opened, INIT)
        await raw(opened, Frame(Opcode.TEXT, b"x" * 60_000, fin=False))
        await raw(opened, Frame(Opcode.CONT, b"x" * 60_000, fin=True))
        assert await ended(opened, 5) == 1009


async def test_nothing_is_inflated(strict: Served) -> None:
    """Compressed bomb: deflate is not agreed to, and a frame that says it is compressed is none."""
    async with connect(strict.address, subprotocols=[PROTOCOL], compression="deflate") as opened:
        assert not opened.protocol.extensions
        await say(opened, INIT)
        opened.transport.write(bomb())
        assert await ended(opened, 5) == 1002


async def test_text_that_is_no_text(strict: Served) -> None:
    async with connect(strict.address, subprotocols=[PROTOCOL]) as opened:
        await say(opened, INIT)
        await raw(opened, Frame(Opcode.TEXT, b'{"type":"\xff"}'))
        assert await ended(opened, 5) == 1007


async def test_a_message_may_come_in_pieces(strict: Served) -> None:
    async with connect(strict.address, subprotocols=[PROTOCOL]) as opened:
        for part in ('{"type":', '"connection', '_init"}'):
            opcode = Opcode.TEXT if part.startswith("{") else Opcode.CONT
            await raw(opened, Frame(opcode, part.encode(), fin=part.endswith("}")))
        assert json.loads(await opened.recv()) == {"type": "connection_ack"}


async def test_a_subject_has_so_many_sockets_and_no_more(strict: Served) -> None:
    """Also where it does nothing over them; whoever has a token of another subject is not in its way."""
    with under(strict, subject=3):
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(screens(strict.address, 2))
            async with screen(strict.address):
                assert await last_words(strict, INIT) == ([], 4421)
                other = INIT | {"payload": {"authorization": token(Role.VIEWER)}}
                heard, _ = await last_words(strict, other, "stop")
                assert heard == [{"type": "connection_ack"}]
            await until(lambda: len(strict.sockets.open) == 2)
            heard, _ = await last_words(strict, INIT, "stop")
            assert heard == [{"type": "connection_ack"}]
    await until(lambda: not strict.sockets.open and not strict.sockets.subjects)


async def turned_away(served: Served) -> int:
    """See that no socket is opened: after how many seconds one may come again."""
    with pytest.raises(InvalidStatus) as refused:
        await last_words(served)
    response = refused.value.response
    assert response.status_code == 503
    return int(response.headers["Retry-After"])


async def test_a_full_process_takes_no_more(strict: Served) -> None:
    with under(strict, total=2):
        async with screens(strict.address, 2):
            assert await turned_away(strict) >= 1
        await until(lambda: not strict.sockets.open)
        async with screen(strict.address) as shown:
            assert (await shown.ask("{ __typename }"))["data"]


async def test_a_crowd_is_let_in_one_after_another(city: Copy) -> None:
    """Thundering herd: so many at once, others wait in turn, the rest is told to come back."""
    quotas = MANY.model_copy(update={"accepts": 10.0, "rush": 2, "held": 4})
    async with serving(city, quotas=quotas) as running, AsyncExitStack() as stack:
        begun = time.monotonic()

        async def come() -> float | int:
            try:
                await stack.enter_async_context(screen(running.address))
            except InvalidStatus as refused:
                return refused.response.status_code
            return time.monotonic() - begun

        came = await asyncio.gather(*(come() for _ in range(12)))
        let_in = sorted(at for at in came if at != 503)
        assert 6 <= len(let_in) < 12
        assert let_in[-1] >= 0.3
        assert not running.sockets.turnstile.waiting
        await asyncio.sleep(0.3)
        async with screen(running.address) as shown:
            assert (await shown.ask("{ __typename }"))["data"]


async def test_who_waits_to_be_let_in_is_told_when_the_server_stops(city: Copy) -> None:
    quotas = MANY.model_copy(update={"accepts": 0.01, "rush": 1, "held": 4})
    async with serving(city, quotas=quotas) as running, screen(running.address):
        waiting = [asyncio.create_task(turned_away(running)) for _ in range(3)]
        await until(lambda: len(running.sockets.turnstile.waiting) == 3)
        gone = asyncio.create_task(connect(running.address, subprotocols=[PROTOCOL]).__aenter__())
        await until(lambda: len(running.sockets.turnstile.waiting) == 4)
        gone.cancel()
        await until(lambda: len(running.sockets.turnstile.waiting) == 3)
        await running.stop()
        assert await asyncio.gather(*waiting) == [1] * 3


@scaled(60, 500)
async def test_sockets_are_closed_in_steps_when_the_server_stops(city: Copy, scale: int) -> None:
    """SIGTERM while subscribed: all are told to connect again, not all at once, and in time."""
    quotas = MANY.model_copy(update={"closing": 100.0 if scale < 500 else 200.0})
    async with serving(city, quotas=quotas) as running, screens(running.address, scale) as shown:
        for one in shown:
            await one.operate(CHANGES)
        await until(lambda: len(running.hub.places) == scale)
        closed: list[float] = []
        for one in shown:
            one.reading.add_done_callback(lambda _: closed.append(time.monotonic()))
        begun = time.monotonic()
        await running.stop()
        assert time.monotonic() - begun < 15
        await until(lambda: len(closed) == scale)
        assert {one.closed for one in shown} == {1012}
        assert max(closed) - min(closed) > 0.3
        assert sum(at - min(closed) < 0.05 for at in closed) < scale / 2


@given(st.floats(0.1, 1_000), st.integers(1, 50), st.lists(st.floats(0, 3), max_size=200))
def test_an_allowance_is_never_exceeded(rate: float, burst: int, pauses: list[float]) -> None:
    """In no span more than what it holds at once and what came again meanwhile; and never less at its end."""
    allowance, now, taken = Allowance(rate, burst), 0.0, []
    for pause in pauses:
        now += pause
        if allowance.take(now):
            taken.append(now)
    for first, start in enumerate(taken):
        for last in range(first, len(taken)):
            assert last - first + 1 <= burst + (taken[last] - start) * rate + 1e-6
    assert allowance.take(now + burst / rate + 1)


async def test_a_flood_that_is_let_through_by_settings_does_not_end_a_socket(strict: Served) -> None:
    with under(strict, **UNCOUNTED):
        async with connect(strict.address, subprotocols=[PROTOCOL]) as opened, asyncio.timeout(PATIENCE):
            await say(opened, INIT)
            await opened.recv()
            for _ in range(100):
                await say(opened, {"type": "ping"})
                assert json.loads(await opened.recv()) == {"type": "pong"}
