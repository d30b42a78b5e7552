"""The protocol graphql-transport-ws: what a socket says, and with which code it closes."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

from schema.access import Role
from server.auth import issue
from tests.asking import SECRET
from tests.conftest import Copy
from tests.levels import as_superuser, writing
from tests.lines import until, way
from tests.screens import (
    CHANGES,
    MANY,
    PATIENCE,
    PROTOCOL,
    UNCOUNTED,
    Served,
    Watch,
    quiet,
    scaled,
    screen,
    screens,
    serving,
    token,
    under,
)

INIT: dict[str, Any] = {"type": "connection_init"}
TYPENAME = {"query": "{ __typename }"}
WATCH = {"type": "subscribe", "id": "1", "payload": {"query": CHANGES}}
START = "mutation($i: StartResponseInput!) { startResponse(input: $i) { id } }"
Message = dict[str, Any] | list[Any] | str | bytes


def subscribe(**other: Any) -> dict[str, Any]:
    return {"type": "subscribe", "id": "1", "payload": TYPENAME} | other


async def say(opened: ClientConnection, message: Message) -> None:
    await opened.send(message if isinstance(message, str | bytes) else json.dumps(message))


async def last_words(served: Served, *messages: Message, **options: Any) -> tuple[list[dict[str, Any]], int]:
    """Say these messages; give what came back, and the code that the server closed with."""
    options = {"subprotocols": [PROTOCOL]} | options
    heard = []
    async with connect(served.address, **options) as opened, asyncio.timeout(PATIENCE):
        try:
            for message in messages:
                await say(opened, message)
        except ConnectionClosed:
            pass
        try:
            while True:
                heard.append(json.loads(await opened.recv()))
        except ConnectionClosed:
            return heard, opened.close_code or 0


BREACHES: list[tuple[int, Sequence[Message]]] = [
    (4400, [b"{}"]),
    (4400, [INIT, json.dumps(WATCH).encode()]),
    (4400, [""]),
    (4400, [INIT, "{"]),
    (4400, [INIT, "NaN"]),
    (4400, [INIT, []]),
    (4400, [INIT, '"ping"']),
    (4400, [INIT, "1"]),
    (4400, [INIT, "null"]),
    (4400, [INIT, {}]),
    (4400, [INIT, {"type": 1}]),
    (4400, [INIT, {"type": "start", "id": "1", "payload": TYPENAME}]),
    (4400, [INIT, {"type": "next", "id": "1", "payload": {}}]),
    (4400, [INIT, {"type": "connection_ack"}]),
    (4400, [INIT, {"type": "complete"}]),
    (4400, [INIT, {"type": "complete", "id": 1}]),
    (4400, [{"type": "connection_init", "payload": []}]),
    (4400, [{"type": "connection_init", "payload": "Bearer x"}]),
    (4400, [INIT, {"type": "subscribe", "payload": TYPENAME}]),
    (4400, [INIT, subscribe(id="")]),
    (4400, [INIT, subscribe(id=7)]),
    (4400, [INIT, subscribe(id="x" * 129)]),
    (4400, [INIT, subscribe(payload=None)]),
    (4400, [INIT, subscribe(payload=[])]),
    (4400, [INIT, subscribe(payload={})]),
    (4400, [INIT, subscribe(payload={"query": 1})]),
    (4400, [INIT, subscribe(payload=TYPENAME | {"variables": []})]),
    (4400, [INIT, subscribe(payload=TYPENAME | {"operationName": 1})]),
    (4400, [INIT, subscribe(payload=TYPENAME | {"extensions": "x"})]),
    (4400, ["[" * 5000]),
    (4401, [WATCH]),
    (4401, [subscribe()]),
    (4429, [INIT, INIT]),
    (4409, [INIT, WATCH, WATCH]),
    (4409, [INIT, WATCH, subscribe()]),
    (4403, [INIT | {"payload": {"authorization": "Bearer x.y.z"}}]),
    (4403, [INIT | {"payload": {"authorization": "Basic eA=="}}]),
    (4403, [INIT | {"payload": {"authorization": None}}]),
    (4403, [INIT | {"payload": {"authorization": ""}}]),
    (4403, [INIT | {"payload": {"authorization": ["Bearer"]}}]),
    (4403, [INIT | {"payload": {"Authorization": "Bearer x"}}]),
    (4403, [INIT | {"payload": {"authorization": token(secret=b"another secret, long enough")}}]),
    (4403, [INIT | {"payload": {"authorization": token(days=-1)}}]),
    (1009, [INIT, " " * 70_000]),
]


@pytest.mark.parametrize(("code", "messages"), BREACHES, ids=lambda value: str(value)[:60])
async def test_each_breach_has_its_code(served: Served, code: int, messages: list[Message]) -> None:
    heard, closed = await last_words(served, *messages)
    assert closed == code
    assert [message["type"] for message in heard] in ([], ["connection_ack"])
    await until(lambda: not served.sockets.open and not served.hub.places)
    async with screen(served.address) as shown:
        assert (await shown.ask("{ __typename }"))["data"] == {"__typename": "Query"}


@pytest.mark.parametrize("offered", [None, ["graphql-ws"], ["graphql-ws", "mqtt"]])
async def test_another_subprotocol_or_none_is_refused_with_nothing_said(
    served: Served, offered: list[str] | None
) -> None:
    assert await last_words(served, INIT, WATCH, subprotocols=offered) == ([], 4406)


async def test_of_two_offered_the_right_one_is_taken(served: Served) -> None:
    offered = [Subprotocol("graphql-ws"), PROTOCOL]
    async with connect(served.address, subprotocols=offered) as opened:
        assert opened.subprotocol == PROTOCOL
        await say(opened, INIT)
        assert json.loads(await opened.recv()) == {"type": "connection_ack"}


@pytest.fixture
async def hasty(served: Served) -> AsyncIterator[Served]:
    """The server, in a hurry: half a second for connection_init."""
    with under(served, init=0.5):
        yield served


@scaled(40, 500)
async def test_who_says_nothing_is_closed(hasty: Served, scale: int) -> None:
    begun = time.monotonic()
    closed = await asyncio.gather(*(last_words(hasty) for _ in range(scale)))
    assert closed == [([], 4408)] * scale
    assert time.monotonic() - begun < 5
    await until(lambda: not hasty.sockets.open)


async def test_a_ping_before_init_is_no_init(hasty: Served) -> None:
    assert await last_words(hasty, {"type": "ping"}) == ([{"type": "pong"}], 4408)


@pytest.mark.parametrize("payload", [{}, {"payload": None}, {"payload": {}}, {"payload": {"more": [1]}}])
async def test_the_payload_of_init_may_be_absent_null_or_say_more(
    served: Served, payload: dict[str, Any]
) -> None:
    heard, code = await last_words(served, INIT | payload, subscribe(), "stop")
    assert (heard[0], code) == ({"type": "connection_ack"}, 4400)


@pytest.mark.parametrize("message", [{}, {"payload": None}, {"payload": {"a": [1, "雨"]}}])
async def test_a_pong_echoes_the_payload(served: Served, message: dict[str, Any]) -> None:
    heard, _ = await last_words(served, INIT, {"type": "ping"} | message, {"type": "pong"}, "stop")
    assert heard[1] == {"type": "pong"} | message


BY_PROXY = {"X-Forwarded-For": "10.0.0.1"}
GOOD = {"authorization": token(Role.VIEWER)}
ENTRIES: list[tuple[bool, dict[str, str], dict[str, Any] | None]] = [
    (True, {}, None),
    (True, {}, GOOD),
    (True, BY_PROXY, GOOD),
    (True, BY_PROXY | {"Authorization": GOOD["authorization"]}, None),
    (True, {}, {"AUTHORIZATION": GOOD["authorization"]}),
    (False, BY_PROXY, None),
    (False, {"Forwarded": "for=10.0.0.1"}, {}),
    (False, {"Authorization": "Bearer x"}, None),
    (False, {"Authorization": GOOD["authorization"]}, {"authorization": "Bearer x"}),
]


@pytest.mark.parametrize(("good", "headers", "payload"), ENTRIES)
async def test_who_comes_in(
    served: Served, good: bool, headers: dict[str, str], payload: dict[str, Any] | None
) -> None:
    init = INIT | {"payload": payload}
    heard, code = await last_words(served, init, "stop", additional_headers=headers)
    assert (heard, code) == (([{"type": "connection_ack"}], 4400) if good else ([], 4403))


async def test_a_closing_says_why_without_secrets(served: Served) -> None:
    async with connect(served.address, subprotocols=[PROTOCOL]) as opened:
        await say(opened, INIT | {"payload": {"authorization": "Bearer secret.secret.secret"}})
        with pytest.raises(ConnectionClosed) as closed:
            await opened.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.reason.startswith("UNAUTHENTICATED: ")
    assert "secret.secret" not in closed.value.rcvd.reason


async def test_a_socket_ends_with_its_token(served: Served) -> None:
    seconds: Any = 1.5 / 86_400
    bearer = "Bearer " + issue(SECRET, Role.VIEWER, ["421000"], days=seconds)
    async with writing(served.copy) as writer, screen(served.address, bearer) as shown:
        watch = await shown.watch()
        await until(lambda: shown.closed is not None, 4)
        await writer.start()
        assert shown.closed == 4403
        with pytest.raises(EOFError):
            await watch.message()


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "http://127.0.0.1:1", "http://127.0.0.1", "http://localhost:{port}"],
)
async def test_a_page_of_another_origin_opens_no_socket(served: Served, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await last_words(served, origin=origin.format(port=served.port))
    assert refused.value.response.status_code == 403


async def test_a_page_of_this_server_does(served: Served) -> None:
    heard, _ = await last_words(served, INIT, "stop", origin=f"http://127.0.0.1:{served.port}")
    assert heard == [{"type": "connection_ack"}]


REFUSED = [
    ("{", "GRAPHQL_PARSE_FAILED"),
    ("", "GRAPHQL_PARSE_FAILED"),
    ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
    ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
    ("subscription { __typename }", "GRAPHQL_VALIDATION_FAILED"),
    ("subscription { responseLevelChanged @skip(if: true) { cursor } }", "GRAPHQL_VALIDATION_FAILED"),
    (
        "subscription { a: responseLevelChanged { cursor } b: responseLevelChanged { cursor } }",
        "GRAPHQL_VALIDATION_FAILED",
    ),
    ("query A { __typename } query B { __typename }", "OPERATION_RESOLUTION_FAILURE"),
    ('subscription { responseLevelChanged(division: "999999") { cursor } }', "NOT_FOUND"),
    ('subscription { responseLevelChanged(division: "x") { cursor } }', "GRAPHQL_VALIDATION_FAILED"),
    ("subscription { responseLevelChanged(systems: []) { cursor } }", "BAD_USER_INPUT"),
    ('subscription { responseLevelChanged(after: "x") { cursor } }', "BAD_USER_INPUT"),
    ("subscription($d: Boolean!) { responseLevelChanged(drill: $d) { cursor } }", "BAD_USER_INPUT"),
]


@pytest.mark.parametrize(("query", "code"), REFUSED)
async def test_what_is_wrong_is_told_at_once_and_the_socket_stays_open(
    served: Served, query: str, code: str
) -> None:
    async with screen(served.address) as shown:
        for _ in range(2):
            error = await (await shown.operate(query)).refused()
            assert error["code"] == code
            assert error["message"]
        assert not served.hub.groups
        assert (await shown.ask("{ __typename }"))["data"] == {"__typename": "Query"}
        assert not next(iter(served.sockets.open)).operations


async def test_a_query_and_a_mutation_go_over_a_socket_too(served: Served) -> None:
    given = {"key": "k", "plan": "x", "level": "IV", "effectiveAt": "2026-07-01T08:00:00Z", "reason": "r"}
    async with screen(served.address) as shown, screen(served.address, token()) as officer:
        division = await shown.ask(
            "query($c: DivisionCode!) { division(code: $c) { name } }", {"c": "421000"}
        )
        assert division == {"data": {"division": {"name": "荆州市"}}}
        refused = await shown.ask(START, {"i": given})
        assert refused["data"] is None
        assert refused["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        refused = await officer.ask(START, {"i": given})
        assert refused["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
        assert refused["errors"][0]["path"] == ["startResponse"]


@scaled(150, 1000)
async def test_a_slot_is_free_when_its_operation_is_complete(served: Served, scale: int) -> None:
    async with screen(served.address) as shown:
        for _ in range(scale):
            assert "data" in await shown.ask("{ __typename }")
            watch = await shown.watch()
            await watch.complete()


@scaled(300, 10_000)
async def test_a_flood_of_subscriptions_stops_at_the_limit(served: Served, scale: int) -> None:
    limit = served.sockets.quotas.operations
    async with AsyncExitStack() as stack:
        stack.enter_context(under(served, **UNCOUNTED))
        writer = await stack.enter_async_context(writing(served.copy))
        shown, other = await stack.enter_async_context(screens(served.address, 2))
        watches = [await shown.operate(CHANGES) for _ in range(scale)]
        crowded = [await watch.refused() for watch in watches[limit:]]
        assert {error["code"] for error in crowded} == {"TOO_COSTLY"}
        assert str(limit) in crowded[0]["message"]
        assert len(served.hub.places) == limit
        asked = time.monotonic()
        await other.ask("{ eventCursor }")
        assert time.monotonic() - asked < 1
        written = await writer.start()
        assert [await watch.changes(1) for watch in watches[:limit]] == [[written]] * limit
        await watches[0].complete()
        assert (await shown.ask("{ __typename }"))["data"]


async def test_complete_ends_an_operation_and_frees_its_id(served: Served) -> None:
    async with writing(served.copy) as writer, connect(served.address, subprotocols=[PROTOCOL]) as opened:
        for message in (INIT, WATCH, {"type": "complete", "id": "1"}, {"type": "complete", "id": "unknown"}):
            await say(opened, message)
        await say(opened, subscribe(id="1"))
        heard = [json.loads(await opened.recv()) for _ in range(3)]
        assert [message["type"] for message in heard] == ["connection_ack", "next", "complete"]
        await writer.start()
        await say(opened, {"type": "ping"})
        assert json.loads(await opened.recv()) == {"type": "pong"}
        assert not served.hub.places


@scaled(3_000, 50_000)
async def test_a_flood_of_pings_does_not_starve_others(served: Served, scale: int) -> None:
    async def pings(opened: ClientConnection) -> None:
        for number in range(scale // 10):
            await say(opened, {"type": "ping", "payload": {"n": number}})

    async def flood() -> None:
        async with connect(served.address, subprotocols=[PROTOCOL]) as opened:
            await say(opened, INIT)
            await opened.recv()
            async with asyncio.TaskGroup() as both:
                both.create_task(pings(opened))
                for number in range(scale // 10):
                    assert json.loads(await opened.recv()) == {"type": "pong", "payload": {"n": number}}

    with under(served, ping=3600.0, **UNCOUNTED):
        await beside(served, flood)


async def beside(served: Served, flood: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """See that somebody who asks is answered all the while in which ten make a flood."""
    async with screen(served.address) as victim:
        floods = asyncio.gather(*(flood() for _ in range(10)))
        answered = 0
        while not floods.done():
            await victim.ask("{ __typename }")
            answered += 1
        await floods
        assert answered > 20


async def test_who_asks_and_does_not_read_is_not_heard_further(served: Served) -> None:
    """Answers that nobody reads do not pile up: the questions stay outside, and then the socket closes."""
    async with AsyncExitStack() as stack:
        stack.enter_context(under(served, patience=1.0, **UNCOUNTED))
        opened = await stack.enter_async_context(
            connect(served.address, subprotocols=[PROTOCOL], max_queue=1, close_timeout=0.2)
        )
        await say(opened, INIT)
        await opened.recv()
        (talk,) = served.sockets.open
        opened.transport.pause_reading()

        async def flood() -> None:
            while True:
                await say(opened, {"type": "ping", "payload": {"x": "x" * 5000}})

        flooding = asyncio.create_task(flood())
        most = 0
        while talk in served.sockets.open:
            most = max(most, len(talk.tray.frames), talk.tray.size // 1024)
            await asyncio.sleep(0.01)
        flooding.cancel()
        assert 0 < most <= served.sockets.quotas.events
        opened.transport.abort()
    await until(lambda: not served.sockets.open)


@scaled(60, 5000)
async def test_coming_and_going_leaves_nothing_behind(served: Served, scale: int) -> None:
    async def visit(number: int) -> None:
        async with screen(served.address) as shown:
            await shown.operate(CHANGES, {"division": "421000"} if number % 3 else {})
            if number % 2:
                await shown.ask("{ eventCursor }")

    await visit(1)
    await until(lambda: not served.sockets.open)
    await asyncio.sleep(0.1)
    before = len(asyncio.all_tasks())
    for number in range(0, scale, 20):
        await asyncio.gather(*(visit(number + n) for n in range(20)))
    await until(
        lambda: not (served.sockets.open or served.hub.places or served.hub.groups or served.hub.tasks)
    )
    await until(lambda: len(asyncio.all_tasks()) <= before)


@scaled((20, {"ping": 0.4, "silence": 1.0}, 5.0), (200, {}, 40.0))
async def test_clients_that_have_vanished_are_given_up(
    city: Copy, scale: tuple[int, dict[str, float], float]
) -> None:
    """A cable pulled: no end is told, nothing is answered; all are gone in time, and their tasks with them."""
    count, quick, seconds = scale
    async with AsyncExitStack() as stack:
        running = await stack.enter_async_context(serving(city, quotas=MANY.model_copy(update=quick)))
        by = await stack.enter_async_context(way(running.base))
        stays = await stack.enter_async_context(screen(running.address))
        watch = await stays.watch()
        tasks = len(running.hub.tasks) + len(running.sockets.tasks)
        away = await stack.enter_async_context(screens(by.url.replace("http", "ws") + "/graphql", count))
        for one in away:
            await one.watch(systems=["another question"])
        assert len(running.hub.places) == count + 1
        for line in by.lines:
            line.flowing.clear()
        await until(lambda: len(running.hub.places) == len(running.sockets.open) == 1, seconds)
        await until(lambda: len(running.hub.tasks) + len(running.sockets.tasks) == tasks)
        async with writing(city) as writer:
            written = await writer.start()
            assert await watch.changes(1) == [written]
        for line in list(by.lines):
            line.cut()


async def forever(watch: Watch) -> None:
    """Take changes until the socket closes."""
    while True:
        await watch.change()


async def test_mutations_under_way_are_finished_when_the_server_stops(city: Copy) -> None:
    """And answered, also those that have no connection yet: there are more of them than connections."""
    find = "SELECT array_agg(code) FROM division WHERE code LIKE '4210_____' AND valid_to IS NULL"
    codes = (await as_superuser(city, find))[:20]
    async with AsyncExitStack() as stack:
        running = await stack.enter_async_context(serving(city))
        assert len(codes) == 20 > running.sockets.settings.pool_size
        database = running.app.state.database
        database.waits = database.waits.model_copy(update={"acquire": PATIENCE})
        shown = await stack.enter_async_context(screen(running.address, token()))
        watch = await shown.watch()
        plans = await shown.ask('{ plans(filter: {systems: ["flood"]}) { edges { node { id } } } }')
        plan = plans["data"]["plans"]["edges"][0]["node"]["id"]
        before = await as_superuser(city, "SELECT seq FROM event_head")
        holder = await stack.enter_async_context(writing(city))
        transaction = holder.connection.transaction()
        await transaction.start()
        await holder.connection.execute("SELECT FROM event_head FOR UPDATE")
        started = []
        for code in codes:
            given = {"key": code, "plan": plan, "division": code, "level": "IV", "reason": "rain"}
            given["effectiveAt"] = "2026-07-01T08:00:00+08:00"
            started.append(await shown.operate(START, {"i": given}))
        await until(lambda: len(running.sockets.tasks) == len(codes))
        asyncio.get_running_loop().call_later(0.2, lambda: asyncio.ensure_future(transaction.rollback()))
        await running.stop()
        answers = [(await one.message())["payload"] for one in started]
        assert [answer for answer in answers if not answer["data"]] == []
        with pytest.raises(EOFError, match="1012"):
            await forever(watch)
        assert await as_superuser(city, "SELECT seq FROM event_head") == before + len(codes)


async def test_readiness_tells_of_the_listener(served: Served) -> None:
    async with screen(served.address) as shown:
        assert served.hub.outbox.listening
        assert (await served.get("/readyz"))["listener"] is True
        await quiet(shown)
