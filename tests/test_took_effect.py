"""What takes effect by itself is told when its time comes: once, whichever server is there, even late."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from resolvers.transaction import Transaction
from schema.position import name
from server.clock import Clock
from tests.asking import SECRET, Asker, Counted
from tests.chained import witnessed
from tests.conftest import Copy
from tests.levels import Levels, as_superuser, writing
from tests.screens import Screen, Served, Watch, quiet, screen, serving
from tests.test_response_feed import begun, told

TOOK = """subscription($after: Cursor, $division: DivisionCode, $systems: [String!], $drill: Boolean! = false) {
  responseTookEffect(after: $after, division: $division, systems: $systems, drill: $drill) {
    cursor transition { id to response { level } }
  }
}"""
EFFECTS = "SELECT array_agg(transition_id ORDER BY seq) FROM event WHERE kind = 'TOOK_EFFECT'"


async def watching(shown: Screen, **arguments: Any) -> Watch:
    """Subscribe, and see that the subscription stands."""
    watch = await shown.operate(TOOK, arguments)
    await shown.ask("{ __typename }")
    return watch


async def took(watch: Watch) -> dict[str, Any]:
    message = await watch.message()
    assert message["type"] == "next", message
    found: dict[str, Any] = message["payload"]["data"]["responseTookEffect"]
    return found


async def ids(copy: Copy) -> list[str]:
    """All that has taken effect, in the order of the log."""
    return [name("ResponseTransition", key) for key in await as_superuser(copy, EFFECTS) or ()]


def soon(seconds: float) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


async def ahead(writer: Levels, at: datetime) -> str:
    """Record a change that takes effect then."""
    writer.effective_at = at
    changed = await writer.change()
    writer.effective_at = None
    return changed


async def test_what_lay_ahead_is_announced_and_told_again_when_it_comes(served: Served) -> None:
    async with writing(served.copy) as writer, screen(served.address) as shown:
        await writer.start("ahead")
        changed, effect = await shown.watch(systems=["ahead"]), await watching(shown, systems=["ahead"])
        feed = await begun(shown, systems=["ahead"])
        assert (await told(feed, "ResponseSnapshot"))["responses"][0]["level"] == "IV"
        at = soon(1.2)
        raised = await ahead(writer, at)
        assert await changed.changes(1) == [raised]
        announced = await told(feed, "ResponseLevelChange")
        assert announced["transition"]["to"] == "III"
        assert announced["transition"]["response"]["level"] == "IV", "not yet"
        assert datetime.now(UTC) < at
        came = await took(effect)
        assert timedelta() < datetime.now(UTC) - at < timedelta(seconds=1)
        assert (came["transition"]["id"], came["transition"]["response"]["level"]) == (raised, "III")
        effected = await told(feed, "ResponseTookEffect")
        assert (effected["cursor"], effected["transition"]["id"]) == (came["cursor"], raised)
        await witnessed(served.copy, announced, effected)
        await quiet(shown, changed, effect, feed)
        again = await watching(shown, after=came["cursor"], systems=["ahead"])
        await quiet(shown, again)
        assert (await took(await watching(shown, after=announced["cursor"], systems=["ahead"]))) == came


async def test_what_holds_at_once_takes_no_effect_later(served: Served) -> None:
    async with writing(served.copy) as writer, screen(served.address) as shown:
        effect = await watching(shown)
        await writer.start()
        await ahead(writer, soon(-0.001))
        await ahead(writer, soon(-3600))

        async def failing() -> None:
            raise LookupError

        writer.effective_at = soon(0.3)
        with pytest.raises(LookupError):
            await writer.change(before=failing)
        await asyncio.sleep(0.8)
        await quiet(shown, effect)
        assert await as_superuser(served.copy, "SELECT count(*) FROM due") == 0


async def test_two_servers_tell_it_once(city: Copy) -> None:
    """Both clocks strike at the same moments; each screen is told of each effect once, in the same order."""
    async with AsyncExitStack() as stack:
        servers = [await stack.enter_async_context(serving(city)) for _ in range(2)]
        shown = [await stack.enter_async_context(screen(one.address)) for one in servers]
        watches = [await watching(one) for one in shown]
        writer = await stack.enter_async_context(writing(city))
        await writer.start()
        before = len(await ids(city))
        first = soon(1)
        written = [await ahead(writer, first + timedelta(seconds=0.05 * n)) for n in range(20)]
        for watch in watches:
            assert [(await took(watch))["transition"]["id"] for _ in written] == written
        await quiet(shown[0], *watches)
        assert (await ids(city))[before:] == written


async def test_what_came_while_no_server_ran_is_told_when_one_does(own: Asker) -> None:
    async with writing(own.copy) as writer:
        cursor = (await own.data("{ eventCursor }"))["eventCursor"]
        await writer.start("asleep")
        written = [await ahead(writer, soon(0.3 + 0.1 * n)) for n in range(3)]
        await asyncio.sleep(0.7)
        assert await ids(own.copy) == []
        async with serving(own.copy) as served, screen(served.address) as shown:
            watch = await watching(shown, after=cursor, systems=["asleep"])
            assert [(await took(watch))["transition"]["id"] for _ in written] == written
            await quiet(shown, watch)


async def test_what_was_overtaken_never_takes_effect(served: Served) -> None:
    """A correction for the same moment counts instead, as it does for `level(at:)`."""
    async with writing(served.copy) as writer, screen(served.address) as shown:
        await writer.start("overtaken")
        effect = await watching(shown, systems=["overtaken"])
        at = soon(1)
        await ahead(writer, at)
        writer.effective_at = at
        correction = await writer.step("CORRECT", "III", "II")
        came = await took(effect)
        assert (came["transition"]["id"], came["transition"]["response"]["level"]) == (correction, "II")
        await quiet(shown, effect)


async def test_effects_are_of_the_choice_that_was_asked_for(served: Served) -> None:
    async with AsyncExitStack() as stack, screen(served.address) as shown:
        choices: list[tuple[dict[str, Any], set[int]]] = [
            ({}, {0, 1}),
            ({"division": "420500"}, {1}),
            ({"division": "421000"}, {0}),
            ({"systems": ["choice 1"]}, {1}),
            ({"drill": True}, {2}),
        ]
        watches = [await watching(shown, **choice) for choice, _ in choices]
        at, written = soon(0.8), []
        for number, (division, drill) in enumerate([("421022", False), ("420500", False), ("421022", True)]):
            writer = await stack.enter_async_context(writing(served.copy))
            await writer.start(f"choice {number}", division, drill=drill)
            written.append(await ahead(writer, at))
        for watch, (_, expected) in zip(watches, choices, strict=True):
            found = [(await took(watch))["transition"]["id"] for _ in expected]
            assert found == [written[number] for number in sorted(expected)]
        await quiet(shown, *watches)
        assert (await (await watching(shown, after="forged")).refused())["code"] == "BAD_USER_INPUT"


async def test_a_clock_that_fails_on_its_way_leaves_it_to_the_next(
    own: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is taken off the list and what is put on the log are one transaction."""
    copy, finish = own.copy, Transaction.finish
    clocks = [Clock(Counted(own.database.pool), SECRET) for _ in range(8)]

    async def broken(tx: Transaction) -> None:
        await finish(tx)
        raise LookupError

    async with writing(copy) as writer:
        await writer.start()
        written = [await ahead(writer, soon(0.2)) for _ in range(3)]
        await asyncio.sleep(0.3)
        monkeypatch.setattr(Transaction, "finish", broken)
        with pytest.raises(LookupError):
            await clocks[0].strike()
        assert await ids(copy) == []
        monkeypatch.setattr(Transaction, "finish", finish)
        await asyncio.gather(*(clock.strike() for clock in clocks))
        assert await ids(copy) == written


async def test_the_database_itself_refuses_to_tell_twice(own: Asker) -> None:
    async with writing(own.copy) as writer:
        await writer.start()
        await ahead(writer, soon(0.1))
        await asyncio.sleep(0.2)
        await Clock(own.database, SECRET).strike()
        again = "INSERT INTO event (seq, kind, transition_id) SELECT 99999, kind, transition_id FROM event WHERE kind = 'TOOK_EFFECT'"
        with pytest.raises(asyncpg.UniqueViolationError):
            await writer.connection.execute(again)
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await writer.connection.execute("INSERT INTO due SELECT id, now() FROM response_transition")
