"""What nobody may read: the text of a fault in an answer, and what somebody wrote in a log."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import asyncpg
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from schema.access import Role
from server.cluster import Cluster
from server.demo.loader import load
from tests.asking import SECRET
from tests.conftest import Copy, copied
from tests.levels import writing
from tests.running import GRAPHQL, JSON, Running, running
from tests.screens import CHANGES, PROTOCOL, screen, token
from tests.test_stream import stream

MARKER = "13812345678"
"""A telephone number of nobody."""
FAULT = """
CREATE OR REPLACE FUNCTION levee_division(wanted text, argument text) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
    RAISE EXCEPTION 'call 13812345678: SELECT phone FROM contact';
END
$$
"""
LEAKS = (MARKER, "SELECT", "asyncpg", "Traceback", ".py", "/site-packages", "levee_division", SECRET.decode())
IN_DIVISION = 'query D { responses(division: "421000") { id } }'


@pytest.fixture(scope="module")
async def faulty(
    cluster: Cluster, demo: Copy, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Running, Copy]]:
    """A server on a copy of the demo, whose database will break."""
    del demo
    async for copy in copied(cluster):
        connection = await asyncpg.connect(copy.owner_url)
        await load(connection)
        await connection.close()
        async with running(copy, tmp_path_factory.mktemp("faulty"), LEVEE_OPEN_READS="1") as made:
            yield made, copy


async def test_a_fault_says_nothing_of_itself_but_a_number(faulty: tuple[Running, Copy]) -> None:
    """W16, G12: an exception with a secret in its text, over HTTP, as events, over WebSocket, at once and later."""
    levee, copy = faulty
    address = levee.url.replace("http", "ws") + "/graphql"
    told: list[str] = []
    async with screen(address) as shown, stream(levee.url, CHANGES, {"division": "421000"}) as events:
        watch = await shown.watch(division="421000")
        owner = await asyncpg.connect(copy.superuser_url)
        await owner.execute(FAULT)
        await owner.close()
        async with writing(copy) as writer:
            await writer.start()
        told += [json.dumps(await watch.message()), (await events.event())["data"]]
        for accept in (JSON, GRAPHQL, "text/event-stream"):
            told.append((await levee.ask(IN_DIVISION, accept=accept)).text)
        told.append(json.dumps(await shown.ask(IN_DIVISION)))
        again = await shown.operate(CHANGES, {"division": "421000"})
        told.append(json.dumps(await again.message()))
        async with stream(levee.url, CHANGES, {"division": "421000"}) as late:
            told.append((await late.event())["data"])
    told.append((await levee.client.get("/cap.xml", params={"division": "421000"})).text)
    log = levee.log.read_text(encoding="utf-8")
    for answer in told:
        assert not [leak for leak in LEAKS if leak in answer], answer
    for answer in told[:-1]:
        assert "INTERNAL_SERVER_ERROR" in answer
        (number,) = set(re.findall(r'"id": ?"([0-9a-f]{12})"', answer))
        assert f'"id":"{number}"' in log
    assert not [leak for leak in LEAKS if leak in log and leak not in (".py", "/site-packages")]


async def talk(levee: Running, *messages: Any, query: str = "", **headers: str) -> None:
    """Say all that over a socket, whatever comes of it."""
    with suppress(ConnectionClosed, InvalidStatus, TimeoutError):
        async with connect(
            f"ws://127.0.0.1:{levee.port}/graphql{query}", subprotocols=[PROTOCOL], additional_headers=headers
        ) as socket:
            for message in messages:
                await socket.send(message if isinstance(message, str) else json.dumps(message))
            async with asyncio.timeout(2):
                while True:
                    if json.loads(await socket.recv())["type"] in ("error", "complete"):
                        return


INIT = {"type": "connection_init"}


def subscribe(query: str, id_: str = "1", **more: Any) -> dict[str, Any]:
    return {"type": "subscribe", "id": id_, "payload": {"query": query, **more}}


async def test_nothing_that_was_sent_is_logged(levee: Running) -> None:
    """G13: a number in a literal, a variable, a header, a name, an address, over sockets, events, tiles and CAP."""
    literal = f'{{ nearbySupplies(near: {{lon: 1, lat: 1}}, items: ["{MARKER}"]) {{ distance }} }}'
    by_variable = "query V($s: [String!]) { responses(systems: $s) { id } }"
    followed = (
        f'subscription {{ responseLevelChanged(systems: ["{MARKER}"], after: "{MARKER}") {{ cursor }} }}'
    )
    bearer = {"authorization": token(Role.OFFICER)}
    keyed = f'mutation {{ endResponse(input: {{key: "{MARKER}", response: "{MARKER}", effectiveAt: "{MARKER}", reason: "{MARKER}"}}) {{ id }} }}'
    client = levee.client
    await asyncio.gather(
        talk(levee, INIT, subscribe(literal)),
        talk(levee, INIT, subscribe(by_variable, variables={"s": [MARKER]})),
        talk(levee, INIT, subscribe("{ a", MARKER, operationName=f"n {MARKER}")),
        talk(levee, INIT, subscribe(followed, MARKER)),
        talk(levee, INIT | {"payload": {"authorization": f"Bearer {MARKER}"}}),
        talk(levee, MARKER),
        talk(levee, INIT, query=f"?token={MARKER}"),
        talk(levee, INIT, Origin=f"http://{MARKER}.example"),
        talk(levee, INIT, Cookie=MARKER, Authorization=MARKER),
        levee.ask(followed, accept="text/event-stream"),
        levee.ask("subscription { a }", accept="text/event-stream", headers={"last-event-id": MARKER}),
        levee.ask(keyed, headers=bearer),
        levee.ask("{ a }", operationName=f"1 {MARKER}"),
        levee.ask(headers={"host": f"{MARKER}@x"}),
        levee.ask(headers={"origin": MARKER, "x-forwarded-for": MARKER, "referer": MARKER}),
        client.get(f"/tiles/{MARKER}/0/0/0.mvt"),
        client.get(f"/tiles/resources/{MARKER}/0/0.mvt"),
        client.get("/tiles/resources/0/0/0.mvt", params={"at": MARKER, "crs": MARKER}),
        client.get(f"/tiles/resources.json?{MARKER}"),
        client.get(f"/cap/{MARKER}.xml"),
        client.get("/cap.xml", params={"division": MARKER}),
        client.post("/graphql", files={"file": (f"{MARKER}.csv", b"x")}),
        client.request(MARKER, "/graphql"),
    )
    for line in levee.log.read_text(encoding="utf-8").splitlines():
        assert MARKER not in line


async def test_nor_by_the_database(cluster: Cluster, levee: Running) -> None:
    """G13: what a function of the database refuses is told, and its log does not hold it."""
    refused = f'{{ nearbySupplies(near: {{lon: 1, lat: 1}}, items: ["{MARKER}"]) {{ distance }} }}'
    assert MARKER in (await levee.ask(refused)).text, "whoever asked may read it"
    for path in cluster.data.rglob("*log*"):
        if path.is_file() and path.suffix != ".so":
            assert MARKER.encode() not in path.read_bytes(), path
