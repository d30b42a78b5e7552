"""The feed of a screen: a picture, everything after it, and a sign of life."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schema.position import derive, seal
from server.group import BEAT
from server.quotas import Quotas
from tests.asking import SECRET
from tests.chained import heads
from tests.conftest import Copy
from tests.levels import Levels, as_superuser, writing
from tests.lines import until, way
from tests.screens import Screen, Served, Watch, quiet, scaled, screen, screens, serving

FEED = """subscription Feed(
  $after: Cursor, $division: DivisionCode, $systems: [String!], $atLeast: ResponseLevel, $drill: Boolean! = false
) {
  responseFeed(after: $after, division: $division, systems: $systems, atLeast: $atLeast, drill: $drill) {
    __typename
    ... on ResponseSnapshot { cursor hash at responses { id level system } }
    ... on ResponseLevelChange { cursor hash transition { id to response { id level } } }
    ... on ResponseTookEffect { cursor hash transition { id to response { id level } } }
    ... on FeedHeartbeat { cursor at }
  }
}"""
NOW = "{ eventCursor responses { id level system } }"


async def begun(shown: Screen, **arguments: Any) -> Watch:
    """Ask for the feed."""
    return await shown.operate(FEED, arguments)


async def told(watch: Watch, kind: str) -> dict[str, Any]:
    """The next message, which is of this type."""
    payload = (await watch.message())["payload"]
    assert list(payload) == ["data"], payload
    message: dict[str, Any] = payload["data"]["responseFeed"]
    assert message["__typename"] == kind, message
    return message


async def error(watch: Watch) -> str:
    code: str = (await watch.refused())["code"]
    return code


async def test_first_a_picture_then_each_change(served: Served) -> None:
    async with writing(served.copy) as writer, screen(served.address) as shown:
        await writer.start()
        watch = await begun(shown)
        picture = await told(watch, "ResponseSnapshot")
        now = (await shown.ask(NOW))["data"]
        assert picture["responses"] == now["responses"] != []
        assert picture["cursor"] == now["eventCursor"]
        assert datetime.fromisoformat(picture["at"]).utcoffset() == timedelta(hours=8)
        raised = await writer.change()
        change = await told(watch, "ResponseLevelChange")
        assert (change["transition"]["id"], change["transition"]["to"]) == (raised, "III")
        assert change["transition"]["response"]["level"] == "III"
        assert change["cursor"] == await shown.cursor()
        await quiet(shown, watch)


async def test_every_picture_and_every_change_bears_the_hash_of_the_log(served: Served) -> None:
    """Screens are witnesses outside the database."""
    async with writing(served.copy) as writer, screen(served.address) as shown:
        await writer.start()
        before = await heads(served.copy)
        watch = await begun(shown)
        assert (await told(watch, "ResponseSnapshot"))["hash"] == before["hash"]
        await writer.change()
        after = await heads(served.copy)
        assert (await told(watch, "ResponseLevelChange"))["hash"] == after["hash"] != before["hash"]


async def test_after_a_position_no_picture_but_everything_since(served: Served) -> None:
    async with writing(served.copy) as writer, screen(served.address) as shown:
        picture = await told(await begun(shown), "ResponseSnapshot")
        ids = [await writer.start(), *[await writer.change() for _ in range(4)]]
        watch = await begun(shown, after=picture["cursor"])
        changes = [await told(watch, "ResponseLevelChange") for _ in ids]
        assert [change["transition"]["id"] for change in changes] == ids
        again = await begun(shown, after=changes[2]["cursor"])
        assert [(await told(again, "ResponseLevelChange"))["transition"]["id"] for _ in ids[3:]] == ids[3:]
        await quiet(shown, watch, again)


async def test_what_cannot_be_told_is_told(served: Served) -> None:
    events = derive(SECRET, "events")
    lost = seal(events, ["00000000-0000-0000-0000-000000000000", "0"])
    ahead = seal(events, [await as_superuser(served.copy, "SELECT epoch::text FROM event_head"), "9999999"])
    async with screen(served.address) as shown:
        assert await error(await begun(shown, after=lost)) == "CURSOR_EXPIRED"
        assert await error(await begun(shown, after=ahead)) == "CURSOR_EXPIRED"
        assert await error(await begun(shown, after="forged")) == "BAD_USER_INPUT"
        assert await error(await begun(shown, division="999999")) == "NOT_FOUND"
        assert await error(await begun(shown, systems=[])) == "BAD_USER_INPUT"
        assert (await shown.ask("{ __typename }"))["data"]
    await until(lambda: not served.hub.pictures and not served.hub.groups)


async def test_another_epoch_is_told_and_a_new_picture_follows(city: Copy) -> None:
    """After a restore, whoever listens is told, and may begin anew."""
    async with serving(city) as served, screen(served.address) as shown:
        watch = await begun(shown)
        before = await told(watch, "ResponseSnapshot")
        await as_superuser(city, "UPDATE event_head SET epoch = gen_random_uuid()")
        assert await error(watch) == "CURSOR_EXPIRED"
        assert await error(await begun(shown, after=before["cursor"])) == "CURSOR_EXPIRED"
        after = await told(await begun(shown), "ResponseSnapshot")
        assert after["responses"] == before["responses"]
        assert after["cursor"] != before["cursor"]


async def test_the_picture_and_the_changes_are_of_one_choice(served: Served) -> None:
    choices: list[dict[str, Any]] = [
        {"systems": ["choice"]},
        {"division": "421022", "systems": ["choice"]},
        {"division": "420500", "systems": ["choice"]},
        {"systems": ["another"]},
        {"atLeast": "II", "systems": ["choice"]},
        {"drill": True, "systems": ["choice"]},
    ]
    in_force = [1, 1, 0, 0, 1, 0]
    async with AsyncExitStack() as stack:
        writer = await stack.enter_async_context(writing(served.copy))
        drill = await stack.enter_async_context(writing(served.copy))
        shown = await stack.enter_async_context(screen(served.address))
        await writer.start("choice")
        await writer.step("RAISE", "IV", "II")
        pictures, watches = [], []
        for choice in choices:
            watches.append(await begun(shown, **choice))
            pictures.append(await told(watches[-1], "ResponseSnapshot"))
        assert [len(picture["responses"]) for picture in pictures] == in_force
        assert pictures[0]["responses"][0]["level"] == "II"
        lowered = await writer.step("LOWER", "II", "IV")
        drilled = await drill.start("choice", drill=True)
        for watch, one in zip(watches, in_force, strict=True):
            if one:
                assert (await told(watch, "ResponseLevelChange"))["transition"]["id"] == lowered
        assert (await told(watches[-1], "ResponseLevelChange"))["transition"]["id"] == drilled
        assert (await told(await begun(shown, **choices[4]), "ResponseSnapshot"))["responses"] == []
        await writer.step("RAISE", "IV", "III")
        await told(watches[0], "ResponseLevelChange")
        await quiet(shown, *watches[2:])


SHAPES: list[tuple[str, Any]] = [
    ("subscription { responseFeed { __typename } }", {"responseFeed": {"__typename": "ResponseSnapshot"}}),
    (
        "subscription { other: responseFeed { what: __typename ...P } } "
        "fragment P on ResponseSnapshot { ...Q c: __typename } fragment Q on ResponseFeedMessage { b: __typename }",
        {"other": {"what": "ResponseSnapshot", "b": "ResponseSnapshot", "c": "ResponseSnapshot"}},
    ),
    (
        "subscription { responseFeed { ... @include(if: true) { __typename } ... on FeedHeartbeat { at } } }",
        {"responseFeed": {"__typename": "ResponseSnapshot"}},
    ),
    ("subscription { responseFeed { ... on ResponseLevelChange { cursor } } }", {"responseFeed": {}}),
]


@pytest.mark.parametrize(("question", "first"), SHAPES, ids=lambda value: str(value)[:40])
async def test_a_union_is_asked_by_fragments(served: Served, question: str, first: Any) -> None:
    async with screen(served.address) as shown:
        watch = await shown.operate(question)
        assert (await watch.message())["payload"]["data"] == first


@asynccontextmanager
async def lively(
    copy: Copy, monkeypatch: pytest.MonkeyPatch, url: str | None = None
) -> AsyncIterator[Served]:
    """A server whose heart beats fast."""
    monkeypatch.setattr("server.group.BEAT", 0.4)
    async with serving(copy, url) as served:
        yield served


async def test_a_sign_of_life_says_up_to_when_and_where(city: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every ten seconds, as every ping; here faster."""
    assert (BEAT, Quotas().ping) == (10, 10)
    async with (
        lively(city, monkeypatch) as served,
        writing(city) as writer,
        screens(served.address, 2) as both,
    ):
        watches = [await begun(shown) for shown in both]
        pictures = [await told(watch, "ResponseSnapshot") for watch in watches]
        before = len(served.database.statements)
        beats = [await told(watch, "FeedHeartbeat") for watch in watches]
        assert beats[0] == beats[1], "rendered once for all"
        assert beats[0]["cursor"] == pictures[0]["cursor"]
        assert datetime.fromisoformat(beats[0]["at"]) > datetime.fromisoformat(pictures[1]["at"])
        looks = served.database.statements[before:]
        assert not [sql for sql in looks if "kept_after" not in sql], "it takes no statement of its own"
        await writer.start()
        change = await told(watches[0], "ResponseLevelChange")
        beat = await told(watches[0], "FeedHeartbeat")
        assert beat["cursor"] == change["cursor"] != beats[0]["cursor"]
        assert datetime.fromisoformat(beat["at"]) > datetime.fromisoformat(beats[0]["at"])
        begun_at, beats_then = time.monotonic(), watches[1].box.qsize()
        for _ in range(30):
            await writer.change()
        await asyncio.sleep(0.2)
        assert watches[1].box.qsize() - beats_then - 30 <= (time.monotonic() - begun_at) / 0.4 + 1, "no flood"
        silent = await both[0].watch()
        await asyncio.sleep(1.5)
        assert silent.box.empty(), "who asks for no heartbeat gets none"


async def test_no_sign_of_life_while_the_log_cannot_be_read(
    city: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that is cut off from its database must not tell a screen that it is current."""
    async with (
        way(city.url) as road,
        lively(city, monkeypatch, road.url) as served,
        screen(served.address) as shown,
    ):
        watch = await begun(shown)
        await told(watch, "ResponseSnapshot")
        await told(watch, "FeedHeartbeat")
        road.open = False
        for line in list(road.lines):
            line.cut()
        await asyncio.sleep(0.2)
        while not watch.box.empty():
            await told(watch, "FeedHeartbeat")
        await asyncio.sleep(2)
        assert watch.box.empty()
        road.open = True
        await told(watch, "FeedHeartbeat")


async def test_many_pictures_at_once_are_few_statements(served: Served) -> None:
    async with screens(served.address, 60) as shown:
        before = len(served.database.statements)
        watches = await asyncio.gather(*(begun(one) for one in shown))
        pictures = [await told(watch, "ResponseSnapshot") for watch in watches]
        assert len({json.dumps(picture["responses"]) for picture in pictures}) == 1
        taken = [sql for sql in served.database.statements[before:] if "picture" in sql]
        assert 1 <= len(taken) < 20
        await until(lambda: [len(groups) for groups in served.hub.groups.values()] == [1])


@scaled(100, 1000)
async def test_what_follows_a_subscribe_at_once_is_told(city: Copy, served: Served, scale: int) -> None:
    """Nothing falls between the picture and the stream: a change is in one of them, never in both."""
    async with writing(city) as writer, screen(served.address) as shown:
        await writer.start(system := f"at once {scale}")
        for _ in range(scale):
            watch = await begun(shown, systems=[system])
            written = await writer.change()
            picture = await told(watch, "ResponseSnapshot")
            to = "III" if picture["responses"][0]["level"] == "IV" else "IV"
            current = await shown.ask(f'{{ responses(systems: ["{system}"]) {{ level }} }}')
            if picture["responses"][0]["level"] != current["data"]["responses"][0]["level"]:
                change = await told(watch, "ResponseLevelChange")
                assert (change["transition"]["id"], change["transition"]["to"]) == (written, to)
            assert watch.box.empty()
            await watch.complete()


WALK = [("RAISE", "IV", "II"), ("LOWER", "II", "III"), ("LOWER", "III", "IV"), ("END", "IV", None)]
PROGRAM = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from([0.0, 0.0, 0.002, 0.01])), min_size=3, max_size=14
)


class Walker:
    """A writer that starts a response, goes through its levels, ends it, and starts the next."""

    def __init__(self, writer: Levels) -> None:
        self.writer = writer
        self.left: list[tuple[str, str | None, str | None]] = []

    async def step(self) -> None:
        if self.left:
            await self.writer.step(*self.left.pop(0))
        else:
            await self.writer.start()
            self.left = list(WALK)


async def state(watch: Watch, head: str) -> dict[str, str]:
    """Put together what a screen was told, up to a position."""
    picture = await told(watch, "ResponseSnapshot")
    found = {response["id"]: response["level"] for response in picture["responses"]}
    cursor = picture["cursor"]
    while cursor != head:
        change = await told(watch, "ResponseLevelChange")
        cursor, step = change["cursor"], change["transition"]
        found[step["response"]["id"]] = step["to"]
    return {response: level for response, level in found.items() if level}


async def agree(served: Served, program: list[tuple[int, float]], moments: list[int]) -> None:
    """Let screens subscribe at some moments of a program of writes; each must end with what the database has."""
    async with AsyncExitStack() as stack:
        walkers = [Walker(await stack.enter_async_context(writing(served.copy))) for _ in range(3)]
        shown = await stack.enter_async_context(screen(served.address))
        queues: list[list[float]] = [[pause for who, pause in program if who == one] for one in range(3)]

        async def write(walker: Walker, pauses: list[float]) -> None:
            for pause in pauses:
                await walker.step()
                await asyncio.sleep(pause)

        writes = [asyncio.create_task(write(*one)) for one in zip(walkers, queues, strict=True)]
        watches = []
        for moment in moments:
            await asyncio.sleep(moment / 1000)
            watches.append(await begun(shown))
        await asyncio.gather(*writes)
        now = (await shown.ask(NOW))["data"]
        truth = {response["id"]: response["level"] for response in now["responses"]}
        for watch in watches:
            assert await state(watch, now["eventCursor"]) == truth


MOMENTS = st.lists(st.integers(0, 12), min_size=1, max_size=4)
UNHURRIED = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


@settings(max_examples=15, **UNHURRIED)  # type: ignore[arg-type]
@given(program=PROGRAM, moments=MOMENTS)
async def test_picture_and_stream_agree(served: Served, program: Any, moments: list[int]) -> None:
    await agree(served, program, moments)


@pytest.mark.faults
@settings(max_examples=200, **UNHURRIED)  # type: ignore[arg-type]
@given(program=PROGRAM, moments=MOMENTS)
async def test_picture_and_stream_agree_at_length(served: Served, program: Any, moments: list[int]) -> None:
    await agree(served, program, moments)
