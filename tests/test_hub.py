"""Who is told what: filters, groups that run a question once for all, slow readers, positions that are no good."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from server.group import BATCH
from server.hub import AT_ONCE
from tests.conftest import Copy
from tests.levels import as_superuser, writing
from tests.lines import until
from tests.screens import (
    CHANGES,
    MANY,
    PROTOCOL,
    Screen,
    Served,
    Watch,
    quiet,
    scaled,
    screen,
    screens,
    serving,
    under,
)

SCOPES = {"city": "421000", "county": "421022", "neighbour": "420500", "province": "420000"}
TOLD = {
    "421000": {"city", "county", "province", "basin"},
    "421022": {"city", "county", "province"},
    "421083": {"city", "province", "basin"},
    "420500": {"neighbour", "province"},
    "420000": {"city", "county", "neighbour", "province", "basin"},
    "500000": set(),
}
"""Which scopes a screen of a division is told of: its own, those below, those above, basins that touch it."""
STEPS = [
    ("RAISE", "IV", "II", True),
    ("LOWER", "II", "III", True),
    ("LOWER", "III", "IV", False),
    ("RAISE", "IV", "I", True),
    ("LOWER", "I", "IV", True),
    ("END", "IV", None, False),
]
"""Each step, and whether it passes `atLeast: II`."""


async def started(stack: AsyncExitStack, copy: Copy, **other: Any) -> str:
    writer = await stack.enter_async_context(writing(copy))
    return await writer.start(**other)


async def received(shown: Screen, watch: Watch) -> list[str]:
    """Everything that was told up to now."""
    await asyncio.sleep(0.3)
    await shown.ask("{ eventCursor }")
    return await watch.changes(watch.box.qsize())


async def test_a_screen_is_told_of_its_division_those_below_above_and_its_basins(served: Served) -> None:
    basin = await as_superuser(served.copy, "SELECT id FROM basin WHERE code = 'B-DONGJING'")
    async with AsyncExitStack() as stack, screen(served.address) as shown:
        watches = {code: await shown.watch(division=code) for code in TOLD}
        everything = await shown.watch()
        made = {name: await started(stack, served.copy, division=code) for name, code in SCOPES.items()} | {
            "basin": await started(stack, served.copy, division=None, basin=basin)
        }
        for code, names in TOLD.items():
            assert await received(shown, watches[code]) == [made[name] for name in made if name in names], (
                code
            )
        assert await received(shown, everything) == list(made.values())


async def test_only_the_systems_asked_for(served: Served) -> None:
    async with AsyncExitStack() as stack, screen(served.address) as shown:
        one = await shown.watch(systems=["rain"])
        two = await shown.watch(systems=["rain", "quake"])
        rain = await started(stack, served.copy, system="rain")
        quake = await started(stack, served.copy, system="quake")
        await started(stack, served.copy)
        assert await received(shown, one) == [rain]
        assert await received(shown, two) == [rain, quake]


async def test_at_least_passes_what_was_or_becomes_that_severe(served: Served) -> None:
    async with writing(served.copy) as writer, screen(served.address) as shown:
        severe = await shown.watch(atLeast="II")
        any_ = await shown.watch(atLeast="IV")
        ids = [await writer.start(), *[await writer.step(*step[:3]) for step in STEPS]]
        passed = [id_ for id_, step in zip(ids[1:], STEPS, strict=True) if step[3]]
        assert await received(shown, severe) == passed
        assert await received(shown, any_) == ids


async def test_a_drill_never_reaches_a_real_screen_nor_the_other_way(served: Served) -> None:
    async with AsyncExitStack() as stack, screen(served.address) as shown:
        cursor = await shown.cursor()
        real, drills = await shown.watch(), await shown.watch(drill=True)
        ids = [await started(stack, served.copy, system=f"drill {n}", drill=bool(n % 2)) for n in range(6)]
        assert await received(shown, real) == ids[::2]
        assert await received(shown, drills) == ids[1::2]
        assert await received(shown, await shown.watch(after=cursor)) == ids[::2]
        assert await received(shown, await shown.watch(after=cursor, drill=True)) == ids[1::2]


@scaled(50, 500)
async def test_a_question_is_run_once_for_all_who_ask_it(served: Served, scale: int) -> None:
    async with writing(served.copy) as writer, screens(served.address, scale) as shown:
        await writer.start()
        watches = [await one.watch() for one in shown]
        await received(shown[0], watches[0])
        before = served.runs()
        for _ in range(3):
            change = await writer.change()
            assert [await watch.changes(1) for watch in watches] == [[change]] * scale
        assert served.runs() - before == 3


async def test_the_first_event_goes_at_once_and_what_comes_quickly_is_read_together(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two statements of a group that keeps up lies a gap; one that catches up waits for none."""
    async with writing(served.copy) as writer, screen(served.address) as shown:
        await writer.start()
        cursor = await shown.cursor()
        watch = await shown.watch()
        monkeypatch.setattr("server.group.GAP", 1.0)
        for _ in range(2):
            before, begun = served.runs(), time.monotonic()
            first = await writer.change()
            assert await watch.changes(1) == [first]
            assert time.monotonic() - begun < 0.6, "after a rest"
            quick = [await writer.change() for _ in range(8)]
            assert time.monotonic() - begun < 1
            assert await watch.changes(8) == quick
            assert time.monotonic() - begun > 0.9
            assert served.runs() - before == 2
            await asyncio.sleep(1)
        await writer.many(5 * BATCH)
        last, begun = await writer.change(), time.monotonic()
        late = await shown.operate(CHANGES, {"after": cursor})
        assert (await late.changes(19 + 5 * BATCH))[-1] == last
        assert time.monotonic() - begun < 4, "six statements, with no gap between them"


@scaled(100, 2000)
async def test_a_crowd_that_comes_back_costs_few_statements(served: Served, scale: int) -> None:
    """L3: many who go on from the same few positions are read for together, twenty statements a second at most."""
    async with writing(served.copy) as writer, screen(served.address) as shown:
        await writer.start()
        watch, cursors, written = await shown.watch(), [await shown.cursor()], []
        for _ in range(9):
            written.append(await writer.change())
            cursors.append((await watch.change())["cursor"])
        await watch.complete()
        async with screens(served.address, scale) as back:
            before, begun = served.runs(), time.monotonic()
            watches = [
                await one.operate(CHANGES, {"after": cursors[number % 10]}) for number, one in enumerate(back)
            ]
            for number, one in enumerate(watches):
                assert await one.changes(9 - number % 10) == written[number % 10 :]
            assert served.runs() - before <= 2 * AT_ONCE + 20 * (time.monotonic() - begun)
            last = await writer.change()
            assert [await one.changes(1) for one in watches] == [[last]] * scale


async def test_other_values_and_other_fields_are_run_apart(served: Served) -> None:
    queries: list[tuple[str, dict[str, Any]]] = [
        (CHANGES, {}),
        (CHANGES, {"division": "421000"}),
        (CHANGES, {"division": "421022"}),
        ("subscription { responseLevelChanged { cursor } }", {}),
        ("subscription { other: responseLevelChanged { cursor } }", {}),
    ]
    async with AsyncExitStack() as stack:
        writer = await stack.enter_async_context(writing(served.copy))
        await writer.start()
        shown = await stack.enter_async_context(screen(served.address))
        watches = [await shown.operate(query, variables) for query, variables in queries]
        await shown.ask("{ __typename }")
        assert len(served.hub.groups) == len(queries)
        await writer.change()
        keys = [set((await watch.message())["payload"]["data"]) for watch in watches]
        assert keys == [{"responseLevelChanged"}] * 4 + [{"other"}]
    await until(lambda: not served.hub.groups)


async def test_a_group_ends_with_its_last_member(served: Served) -> None:
    async with writing(served.copy) as writer:
        await writer.start()
        async with screens(served.address, 3) as shown:
            watches = [await one.watch() for one in shown]
            assert len(served.hub.places) == 3
            await watches[0].complete()
            await until(lambda: len(served.hub.places) == 2)
            change = await writer.change()
            assert [await watch.changes(1) for watch in watches[1:]] == [[change]] * 2
            await quiet(shown[0], watches[0])
        await until(lambda: not served.hub.places and not served.hub.groups and not served.hub.tasks)
        before = served.runs()
        await writer.change()
        await asyncio.sleep(0.2)
        assert served.runs() == before, "nobody asks, nothing is run"


FAT = f"""subscription($after: Cursor) {{ responseLevelChanged(after: $after, systems: ["fat"]) {{
  cursor transition {{ id {" ".join(f"r{n}: reason" for n in range(15))} }}
}} }}"""


@asynccontextmanager
async def deaf(served: Served) -> AsyncIterator[ClientConnection]:
    """A screen that subscribes and then reads no more."""
    plug = socket.socket()
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    plug.connect(("127.0.0.1", served.port))
    async with connect(
        served.address,
        sock=plug,
        subprotocols=[PROTOCOL],
        compression=None,
        max_queue=1,
        close_timeout=0.2,
        ping_interval=None,
    ) as opened:
        for message in (
            {"type": "connection_init"},
            {"type": "subscribe", "id": "fat", "payload": {"query": FAT}},
            {"type": "subscribe", "id": "barrier", "payload": {"query": "{ __typename }"}},
        ):
            await opened.send(json.dumps(message))
        while json.loads(await opened.recv()) != {"type": "complete", "id": "barrier"}:
            pass
        yield opened


async def rest(opened: ClientConnection, count: int) -> list[str]:
    """Read again, so many changes."""
    got: list[str] = []
    while len(got) < count:
        message = json.loads(await opened.recv())
        if message["type"] == "next":
            got.append(message["payload"]["data"]["responseLevelChanged"]["transition"]["id"])
    return got


@scaled((2, 4, 4.0), (20, 20, 15.0))
async def test_who_does_not_read_goes_alone_and_the_others_stay_fast(
    city: Copy, scale: tuple[int, int, float]
) -> None:
    """Screens that stop reading in a stream: nobody else notices, their memory is bounded, nothing is lost."""
    quotas = MANY.model_copy(update={"patience": 3600.0, "silence": 3600.0, "unread": 3600.0})
    stalled, good, seconds = scale
    async with AsyncExitStack() as stack:
        served = await stack.enter_async_context(serving(city, quotas=quotas))
        writer = await stack.enter_async_context(writing(city))
        await writer.start("fat", "421022" if stalled < 10 else "421081")
        stuck = [await stack.enter_async_context(deaf(served)) for _ in range(stalled)]
        shown = await stack.enter_async_context(screens(served.address, good))
        watches = [await one.operate(FAT) for one in shown]
        await asyncio.gather(*(one.ask("{ __typename }") for one in shown))
        writer.reason = "雨" * 4000
        written: list[str] = []
        slow: list[float] = []
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            sent = time.monotonic()
            written.append(await writer.change())
            assert [await watch.changes(1) for watch in watches] == [written[-1:]] * good
            slow.append(time.monotonic() - sent)
            await asyncio.sleep(0.03)
        assert sorted(slow)[len(slow) * 99 // 100 - 1] < 1
        (groups,) = served.hub.groups.values()
        assert sum(group.apart for group in groups) == stalled
        assert all(talk.tray.size < 3 * quotas.bytes for talk in served.sockets.open)
        assert await asyncio.gather(*(rest(one, len(written)) for one in stuck)) == [written] * stalled
        last = await writer.change()
        assert await asyncio.gather(*(rest(one, 1) for one in stuck)) == [[last]] * stalled
        await until(lambda: [len(groups) for groups in served.hub.groups.values()] == [1])


async def test_who_never_reads_again_is_closed_and_told_to_resume(served: Served) -> None:
    async with AsyncExitStack() as stack:
        stack.enter_context(under(served, patience=0.5))
        writer = await stack.enter_async_context(writing(served.copy))
        stuck = await stack.enter_async_context(deaf(served))
        good = await stack.enter_async_context(screen(served.address))
        await writer.start("fat", "420500")
        writer.reason = "雨" * 4000
        cursor, watch = await good.cursor(), await good.operate(FAT)
        await good.ask("{ __typename }")
        written: list[str] = []
        while len(served.sockets.open) == 2 and len(served.hub.places) == 2:
            written.append(await writer.change())
            assert await watch.changes(1) == written[-1:]
            assert len(written) < 1000
        with pytest.raises(ConnectionClosed) as closed:
            await rest(stuck, len(written))
        assert closed.value.rcvd is not None
        assert (closed.value.rcvd.code, "esume" in closed.value.rcvd.reason) == (4410, True)
        again = await good.operate(FAT, {"after": cursor})
        assert await again.changes(len(written)) == written
        await until(lambda: len(served.sockets.open) == 1)


async def test_a_connection_that_takes_nothing_is_given_up(city: Copy) -> None:
    """Whoever stopped reading holds no connection for ever, though its machine still answers."""
    quotas = MANY.model_copy(update={"silence": 3600.0, "unread": 1.0})
    async with serving(city, quotas=quotas) as served, writing(city) as writer, deaf(served):
        await writer.start("fat", "421083")
        writer.reason = "雨" * 4000
        await writer.many(200)
        await writer.change()
        await until(lambda: not served.sockets.open, 8)
