"""Positions in the event log: where a screen may go on from, and what it is told where it may not."""

from __future__ import annotations

import asyncio
import base64
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from schema.position import derive, seal
from server.hub import LIVE
from tests.asking import SECRET, Asker
from tests.levels import as_superuser, logged, writing
from tests.lines import until
from tests.screens import UNCOUNTED, Screen, Served, quiet, screen, screens, serving, under

EVENTS = derive(SECRET, "events")
NEARBY = "{ nearbySupplies(near: {lon: 112.2, lat: 30.3}) { cursor } }"


@pytest.fixture
async def restored(own: Asker) -> AsyncIterator[Served]:
    """A server over a database that this test alone may restore."""
    async with serving(own.copy) as running:
        yield running


async def head(served: Served) -> tuple[str, int]:
    epoch: str = await as_superuser(served.copy, "SELECT epoch::text FROM event_head")
    seq: int = await as_superuser(served.copy, "SELECT seq FROM event_head")
    return epoch, seq


async def told(shown: Screen, cursor: str) -> str:
    """The code of the error that subscribing after a cursor gives; the socket stays open."""
    watch = await shown.watch(after=cursor)
    code: str = (await watch.refused())["code"]
    assert (await shown.ask("{ __typename }"))["data"] == {"__typename": "Query"}
    return code


async def test_a_cursor_that_is_none_is_bad_input(served: Served) -> None:
    """A hundred that were changed in one bit among them: none opens, and nothing is told."""
    with under(served, **UNCOUNTED):
        await refused_forgeries(served)


async def refused_forgeries(served: Served) -> None:
    async with screen(served.address) as shown:
        cursor = await shown.cursor()
        rows = (await shown.ask(NEARBY))["data"]["nearbySupplies"]
        raw = bytearray(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        forged = []
        choice = random.Random(3)
        for _ in range(100):
            at, bit = choice.randrange(len(raw)), 1 << choice.randrange(8)
            raw[at] ^= bit
            forged.append(base64.urlsafe_b64encode(bytes(raw)).decode().rstrip("="))
            raw[at] ^= bit
        epoch, seq = await head(served)
        other = seal(derive(b"the secret of another server", "events"), [epoch, str(seq)])
        for bad in ["", "x", "é", cursor[:-2], cursor + "AA", other, rows[0]["cursor"], *forged]:
            assert await told(shown, bad) == "BAD_USER_INPUT", bad
        assert await told(shown, "\0") == "BAD_USER_INPUT"
        assert not served.hub.groups


async def test_a_position_beyond_the_head_of_another_epoch_or_no_longer_kept(served: Served) -> None:
    async with writing(served.copy) as writer, screen(served.address) as shown:
        written = [await writer.start(), *[await writer.change() for _ in range(4)]]
        epoch, seq = await head(served)
        for keys in [[epoch, str(seq + 1)], [epoch, str(2**62)], [epoch, "-1"], [epoch, str(10**30)]]:
            assert await told(shown, seal(EVENTS, keys)) == "CURSOR_EXPIRED", keys
        strange = "00000000-0000-4000-8000-000000000000"
        assert await told(shown, seal(EVENTS, [strange, str(seq)])) == "CURSOR_EXPIRED"
        await as_superuser(served.copy, f"UPDATE event_head SET kept_after = {seq - 2}")
        assert await told(shown, seal(EVENTS, [epoch, str(seq - 3)])) == "CURSOR_EXPIRED"
        watch = await shown.watch(after=seal(EVENTS, [epoch, str(seq - 2)]))
        assert await watch.changes(2) == written[-2:]


async def test_a_restore_is_told_to_every_running_screen_and_to_all_who_come_back(restored: Served) -> None:
    """An older state is put back, in another epoch; fifty screens are told, none goes on in silence."""
    async with writing(restored.copy) as writer, screens(restored.address, 50) as shown:
        await writer.start()
        old = await head(restored)
        watches = [await one.watch() for one in shown[:25]]
        written = [await writer.change() for _ in range(3)]
        changes = [[await watch.change() for _ in written] for watch in watches]
        await as_superuser(restored.copy, f"DELETE FROM event WHERE seq > {old[1]}")
        restore = f"UPDATE event_head SET seq = {old[1]}, epoch = gen_random_uuid()"
        await as_superuser(restored.copy, restore)
        assert [(await watch.refused())["code"] for watch in watches] == ["CURSOR_EXPIRED"] * 25
        await until(lambda: not restored.hub.groups)
        cursors = [changes[0][-1]["cursor"], changes[0][0]["cursor"], seal(EVENTS, [old[0], str(old[1])])]
        for one, cursor in zip(shown[25:], cursors * 9, strict=False):
            assert await told(one, cursor) == "CURSOR_EXPIRED"
        fresh = [await one.watch(after=await one.cursor()) for one in shown]
        again = await writer.change()
        assert [await watch.changes(1) for watch in fresh] == [[again]] * 50


async def test_a_log_that_goes_back_in_its_epoch_is_told_too(restored: Served) -> None:
    """Who restores without a new epoch is careless; nobody is left waiting for positions that were."""
    async with writing(restored.copy) as writer, screen(restored.address) as shown:
        await writer.start()
        watch = await shown.watch()
        written = await writer.change()
        assert await watch.changes(1) == [written]
        await as_superuser(restored.copy, "UPDATE event_head SET seq = seq - 1")
        assert (await watch.refused())["code"] == "CURSOR_EXPIRED"


async def test_a_picture_then_everything_after_it(served: Served) -> None:
    """A cursor taken with a picture: what the picture shows is not told, what it does not show is."""
    picture = "{ eventCursor responses { transitions { id } } }"
    async with writing(served.copy) as writer, screen(served.address) as shown:
        await writer.start()
        over = asyncio.Event()

        async def write() -> None:
            while not over.is_set():
                await writer.change()

        task = asyncio.create_task(write())
        for _ in range(10):
            data = (await shown.ask(picture))["data"]
            seen = {step["id"] for response in data["responses"] for step in response["transitions"]}
            watch = await shown.watch(after=data["eventCursor"])
            following = await watch.changes(5)
            assert not seen & set(following)
            log = await logged(served.copy)
            at = log.index(following[0])
            assert log[at : at + 5] == following
            assert log[at - 1] in seen
            await watch.complete()
        over.set()
        await task


async def test_every_ping_brings_the_position_to_resume_from(served: Served) -> None:
    async with writing(served.copy) as writer, screen(served.address) as shown:
        await writer.start()
        watch = await shown.watch(systems=["nothing of this kind"])
        written = [await writer.change() for _ in range(3)]
        epoch, seq = await head(served)
        sealed = seal(EVENTS, [epoch, str(seq)])
        (talk,) = served.sockets.open

        def pinged() -> bool:
            talk._ping()
            return bool(shown.pings) and shown.pings[-1]["payload"] == {"cursor": sealed}

        await until(pinged)
        assert written
        async with AsyncExitStack() as stack:
            for _ in range(LIVE):
                await stack.enter_async_context(served.hub.live)
            last = await writer.change()
            await until(lambda: served.hub.head.seq == seq + 1)
            before = len(shown.pings)
            talk._ping()
            await until(lambda: len(shown.pings) > before)
            assert pinged(), "what is on the log and not yet told is not behind the position of a ping"
        resumed = await shown.watch(after=shown.pings[-1]["payload"]["cursor"])
        assert await resumed.changes(1) == [last]
        await quiet(shown, watch, resumed)


async def test_no_ping_mixes_two_epochs(restored: Served) -> None:
    """While a screen is still to be told that the epoch has changed, no ping names a position."""
    async with writing(restored.copy) as writer, screen(restored.address) as shown:
        await writer.start()
        watch = await shown.watch()
        (talk,) = restored.sockets.open
        async with AsyncExitStack() as stack:
            for _ in range(LIVE):
                await stack.enter_async_context(restored.hub.live)
            await writer.change()
            old = restored.hub.head.epoch
            await until(lambda: restored.hub.head.seq > next(iter(restored.hub.places.values())).position)
            await as_superuser(restored.copy, "UPDATE event_head SET epoch = gen_random_uuid()")
            await until(lambda: restored.hub.head.epoch != old)
            talk._ping()
            await until(lambda: bool(shown.pings))
            assert shown.pings[-1]["payload"] is None
        assert (await watch.refused())["code"] == "CURSOR_EXPIRED"
