"""Subscriptions as server-sent events: what is sent, resumed, refused, kept open and cut."""

from __future__ import annotations

import asyncio
import base64
import json
import random
import socket
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import httpx
import pytest

from schema.access import Role
from schema.position import derive, seal
from server.auth import issue
from tests.asking import SECRET
from tests.conftest import Copy
from tests.levels import as_superuser, logged, writing
from tests.lines import until
from tests.running import GRAPHQL, JSON, Running
from tests.screens import CHANGES, PATIENCE, Served, free_port, quiet, scaled, screen, serving, token, under
from tests.test_response_feed import FEED

EVENTS = "text/event-stream"
URQL = f"{GRAPHQL}, application/graphql+json, {JSON}, {EVENTS}, multipart/mixed"
"""What urql sends with each query."""
SUBSCRIPTION = f"{EVENTS}, multipart/mixed"
"""And with a subscription."""


class Stream:
    """A client of events: it reads fields as the standard of server-sent events says."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.lines = response.aiter_lines()
        self.last = ""
        self.comments = 0

    async def event(self) -> dict[str, str]:
        """The next event; EOFError where the response has ended."""
        found: dict[str, str] = {}
        async with asyncio.timeout(PATIENCE):
            async for line in self.lines:
                if line.startswith(":"):
                    self.comments += 1
                elif line:
                    field, _, value = line.partition(":")
                    assert field not in found, "one line of data an event"
                    found[field] = value.removeprefix(" ")
                else:
                    self.last = found.get("id", self.last)
                    return found
        raise EOFError

    async def data(self) -> Any:
        """The next result."""
        found = await self.event()
        assert found["event"] == "next", found
        return json.loads(found["data"])

    async def told(self, kind: str) -> dict[str, Any]:
        """The next message of the feed, which is of this type, under its position."""
        found: dict[str, Any] = (await self.data())["data"]["responseFeed"]
        assert found["__typename"] == kind
        assert found["cursor"] == self.last
        return found

    async def changes(self, count: int) -> list[str]:
        found = [(await self.data())["data"]["responseLevelChanged"] for _ in range(count)]
        return [change["transition"]["id"] for change in found]

    async def refused(self) -> str:
        """The code of the only error, after which all is complete."""
        result = await self.data()
        assert not result.get("data")
        assert await self.event() == {"event": "complete", "data": ""}
        with pytest.raises(EOFError):
            await self.event()
        code: str = result["errors"][0]["extensions"]["code"]
        return code


@asynccontextmanager
async def stream(
    base: str, query: str, variables: Any = None, *, get: bool = False, **headers: Any
) -> AsyncIterator[Stream]:
    """Subscribe."""
    sent = {"accept": EVENTS} | {name.replace("_", "-"): value for name, value in headers.items()}
    asked: dict[str, Any] = {"json": {"query": query, "variables": variables}}
    if get:
        asked = {"params": {"query": query, "variables": json.dumps(variables)}}
    async with (
        httpx.AsyncClient(base_url=base, timeout=PATIENCE) as client,
        client.stream("GET" if get else "POST", "/graphql", headers=sent, **asked) as response,
    ):
        assert response.status_code == 200
        assert response.headers["content-type"] == f"{EVENTS}; charset=utf-8"
        assert response.headers["x-accel-buffering"] == "no"
        assert "no-cache" in response.headers["cache-control"]
        yield Stream(response)


def base(served: Served) -> str:
    return f"http://127.0.0.1:{served.port}"


@pytest.mark.parametrize("get", [False, True])
async def test_the_feed_goes_over_events_and_resumes_by_the_last_id(served: Served, get: bool) -> None:
    async with AsyncExitStack() as stack:
        writer = await stack.enter_async_context(writing(served.copy))
        opened = await stack.enter_async_context(stream(base(served), FEED, get=get))
        await opened.told("ResponseSnapshot")
        ids = [await writer.start(), *[await writer.change() for _ in range(4)]]
        changes = [await opened.told("ResponseLevelChange") for _ in ids]
        assert [change["transition"]["id"] for change in changes] == ids
        begin = {"after": changes[0]["cursor"]}
        once = await stack.enter_async_context(stream(base(served), FEED, begin, get=get))
        assert (await once.told("ResponseLevelChange"))["transition"]["id"] == ids[1]
        again = await stack.enter_async_context(
            stream(base(served), FEED, begin, get=get, last_event_id=changes[2]["cursor"])
        )
        assert [(await again.told("ResponseLevelChange"))["transition"]["id"] for _ in ids[3:]] == ids[3:]
    await until(lambda: not served.hub.places and not served.app.state.streams.open)


async def test_sockets_and_streams_are_one_group(served: Served) -> None:
    """What is read once is written once: for all streams the same event."""
    async with AsyncExitStack() as stack:
        writer = await stack.enter_async_context(writing(served.copy))
        await writer.start()
        shown = await stack.enter_async_context(screen(served.address))
        watch = await shown.watch(drill=False)
        variables = {"drill": False}
        streams = [
            await stack.enter_async_context(stream(base(served), CHANGES, variables)) for _ in range(5)
        ]
        await until(lambda: len(served.hub.places) == 6)
        assert len(served.hub.groups) == 1
        before = served.runs()
        written = [await writer.change() for _ in range(3)]
        assert await watch.changes(3) == written
        assert [await one.changes(3) for one in streams] == [written] * 5
        assert served.runs() - before <= 3
        await quiet(shown, watch)


REFUSED: list[tuple[str, str, Any, dict[str, str]]] = [
    ("GRAPHQL_PARSE_FAILED", "subscription {", None, {}),
    ("GRAPHQL_VALIDATION_FAILED", "subscription { nothing }", None, {}),
    ("BAD_USER_INPUT", FEED, {"after": "forged"}, {}),
    ("BAD_USER_INPUT", FEED, None, {"last_event_id": "forged"}),
    ("NOT_FOUND", FEED, {"division": "999999"}, {}),
    ("BAD_USER_INPUT", FEED, {"systems": []}, {}),
    ("UNAUTHENTICATED", FEED, None, {"authorization": "Bearer x.y.z"}),
    (
        "UNAUTHENTICATED",
        'mutation { endResponse(input: {response: "x", key: "k", effectiveAt: "2026-01-01T00:00:00Z", reason: "r"}) { id } }',
        None,
        {},
    ),
]


@pytest.mark.parametrize(
    ("code", "query", "variables", "headers"), REFUSED, ids=lambda value: str(value)[:25]
)
async def test_what_is_wrong_is_an_event(
    served: Served, code: str, query: str, variables: Any, headers: dict[str, Any]
) -> None:
    async with stream(base(served), query, variables, **headers) as opened:
        assert await opened.refused() == code


async def test_positions_that_are_no_good_any_more_are_told(served: Served) -> None:
    """As over sockets: of another epoch, or beyond the head."""
    events = derive(SECRET, "events")
    epoch = await as_superuser(served.copy, "SELECT epoch::text FROM event_head")
    for keys in (["00000000-0000-0000-0000-000000000000", "0"], [epoch, "9999999"]):
        async with stream(base(served), FEED, last_event_id=seal(events, keys)) as opened:
            assert await opened.refused() == "CURSOR_EXPIRED"


async def test_forged_ids_open_nothing(served: Served) -> None:
    """A hundred ids changed in one bit, and one sealed by another server."""
    epoch = await as_superuser(served.copy, "SELECT epoch::text FROM event_head")
    right = seal(derive(SECRET, "events"), [epoch, "0"])
    raw, choice = bytearray(base64.urlsafe_b64decode(right + "=" * (-len(right) % 4))), random.Random(5)
    forged = [seal(derive(b"the secret of another server", "events"), [epoch, "0"])]
    for _ in range(100):
        at, bit = choice.randrange(len(raw)), 1 << choice.randrange(8)
        raw[at] ^= bit
        forged.append(base64.urlsafe_b64encode(bytes(raw)).decode().rstrip("="))
        raw[at] ^= bit
    async with httpx.AsyncClient(base_url=base(served)) as client:
        for one in forged:
            headers = {"accept": EVENTS, "last-event-id": one}
            told = (await client.post("/graphql", json={"query": FEED}, headers=headers)).text
            assert "BAD_USER_INPUT" in told
            assert told.endswith("event: complete\ndata:\n\n")
            assert told.count("event: ") == 2


@scaled(600, 5000)
async def test_an_old_id_brings_everything_since(served: Served, scale: int) -> None:
    """As over a socket: in order, each once, in time."""
    async with writing(served.copy) as writer, screen(served.address) as shown:
        await writer.start()
        cursor, before = await shown.cursor(), await as_superuser(served.copy, "SELECT seq FROM event_head")
        await writer.many(scale)
        begun = time.monotonic()
        async with stream(base(served), CHANGES, last_event_id=cursor) as opened:
            assert await opened.changes(scale) == await logged(served.copy, before)
        assert time.monotonic() - begun < 10


async def test_a_query_goes_over_events_too(served: Served) -> None:
    async with stream(base(served), "{ __typename }") as opened:
        assert await opened.data() == {"data": {"__typename": "Query"}}
        assert await opened.event() == {"event": "complete", "data": ""}


async def test_who_names_events_among_others_gets_json_unless_it_subscribes(levee: Running) -> None:
    """urql names them in every request: a query, and a syntax error with its status, are JSON all the same."""
    response = await levee.ask(accept=URQL)
    assert (response.status_code, response.headers["content-type"]) == (200, f"{GRAPHQL}; charset=utf-8")
    response = await levee.ask("{ a ", accept=URQL)
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "GRAPHQL_PARSE_FAILED"
    for accept in (URQL, SUBSCRIPTION, f"{EVENTS};q=0.9, */*;q=0.1"):
        async with stream(levee.url, FEED, accept=accept) as opened:
            await opened.told("ResponseSnapshot")
    response = await levee.ask(FEED, accept=f"{JSON}, {EVENTS};q=0")
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_a_stream_ends_with_its_token(closed: Running) -> None:
    async with stream(closed.url, FEED) as opened:
        assert await opened.refused() == "UNAUTHENTICATED"
    seconds: Any = 2 / 86_400
    short = "Bearer " + issue(SECRET, Role.VIEWER, ["421000"], days=seconds)
    async with stream(closed.url, FEED, authorization=short) as opened:
        await opened.told("ResponseSnapshot")
        begun = time.monotonic()
        assert await opened.refused() == "UNAUTHENTICATED"
        assert time.monotonic() - begun < 5
    async with stream(closed.url, FEED, authorization=token()) as opened:
        await opened.told("ResponseSnapshot")


async def test_a_silent_stream_says_that_it_is_open(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a comment, and with no blank line, which the client graphql-sse takes for the end of a message."""
    monkeypatch.setattr("server.stream.SILENCE", 0.2)
    async with writing(served.copy) as writer, stream(base(served), CHANGES) as opened:
        await asyncio.sleep(0.7)
        started = await writer.start()
        assert await opened.changes(1) == [started]
        assert 2 <= opened.comments <= 4


async def test_who_does_not_read_is_cut_and_goes_on_from_its_last_event(served: Served) -> None:
    """Without `complete`, so that it comes back; nobody else notices."""
    fat = CHANGES.replace("id kind", " ".join(f"r{n}: reason" for n in range(15)) + " id kind")
    body = json.dumps({"query": fat, "variables": {"systems": ["fat"]}}).encode()
    head = f"POST /graphql HTTP/1.1\r\nHost: localhost\r\nAccept: {EVENTS}\r\nContent-Type: {JSON}\r\nContent-Length: {len(body)}\r\n\r\n"
    async with AsyncExitStack() as stack:
        stack.enter_context(under(served, patience=0.5))
        writer = await stack.enter_async_context(writing(served.copy))
        good = await stack.enter_async_context(screen(served.address))
        plug = stack.enter_context(socket.socket())
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        plug.connect(("127.0.0.1", served.port))
        plug.sendall(head.encode() + body)
        await writer.start("fat", "420500")
        cursor = await good.cursor()
        writer.reason = "雨" * 4000
        watch = await good.operate(fat, {"systems": ["fat"]})
        await until(lambda: len(served.app.state.streams.open) == 1 and len(served.hub.places) == 2)
        written: list[str] = []
        while served.app.state.streams.open:
            written.append(await writer.change())
            assert await watch.changes(1) == written[-1:]
            assert len(written) < 1000
        assert len(served.hub.places) == 1
        plug.setblocking(True)
        plug.settimeout(5)
        got = await asyncio.to_thread(drained, plug)
        assert b"event: next" in got
        assert b"event: complete" not in got
        async with stream(base(served), fat, {"systems": ["fat"]}, last_event_id=cursor) as again:
            assert await again.changes(len(written)) == written


def drained(plug: socket.socket) -> bytes:
    """All that was on the way."""
    got = b""
    while data := plug.recv(65_536):
        got += data
    return got


async def test_streams_are_cut_when_the_server_stops(city: Copy) -> None:
    """At once, without `complete`; their clients go on at the next server from their last event."""
    number = free_port()
    async with AsyncExitStack() as stack:
        writer = await stack.enter_async_context(writing(city))
        async with serving(city, number=number) as served:
            opened = [await stack.enter_async_context(stream(base(served), FEED)) for _ in range(5)]
            for one in opened:
                await one.told("ResponseSnapshot")
            started = await writer.start()
            for one in opened:
                assert (await one.told("ResponseLevelChange"))["transition"]["id"] == started
            begun = time.monotonic()
        assert time.monotonic() - begun < 5
        for one in opened:
            with pytest.raises(EOFError):
                await one.event()
        changed = await writer.change()
        async with serving(city, number=number) as served:
            again = stream(base(served), FEED, last_event_id=opened[0].last)
            assert (await (await stack.enter_async_context(again)).told("ResponseLevelChange"))["transition"][
                "id"
            ] == changed
