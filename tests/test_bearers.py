"""Who may ask a real server, what it logs of it, and that every answer goes to whoever asked."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest

from schema.access import Role
from schema.position import name
from server.auth import issue
from tests.asking import SECRET
from tests.running import GRAPHQL, JSON, NAMED, Running, code
from tests.screens import token
from tests.test_auth import GOOD, unsigned

END = 'mutation { endResponse(input: {key: "k", response: "%s", effectiveAt: "2026-01-01T00:00:00Z", reason: "r"}) { id } }'


async def test_a_mutation_comes_by_post(levee: Running) -> None:
    headers = {"authorization": token(Role.COMMANDER)}
    for query in (END % name("Response", 10**9), "mutation { __typename }"):
        response = await levee.client.get("/graphql", params={"query": query}, headers=headers)
        assert (response.status_code, response.headers["allow"]) == (405, "POST")
        assert code(response) == "METHOD_NOT_ALLOWED"
    response = await levee.ask(END % name("Response", 10**9), headers=headers)
    assert (response.status_code, code(response)) == (200, "NOT_FOUND")


async def test_a_mutation_needs_a_token(levee: Running) -> None:
    response = await levee.ask(END % name("Response", 10**9))
    assert (response.status_code, code(response)) == (200, "UNAUTHENTICATED")
    viewer = await levee.ask(END % name("Response", 10**9), headers={"authorization": token(Role.VIEWER)})
    assert code(viewer) == "FORBIDDEN"


BAD_TOKENS = {
    "another secret": token(secret=b"another secret of the tests"),
    "expired": token(days=-1),
    "no signature": "Bearer " + unsigned({"alg": "none"}, GOOD),
    "no token": "Bearer",
    "nonsense": "Bearer a.b.c",
    "another scheme": "Basic YTpi",
    "empty": "",
    "too long": "Bearer " + "a" * 5_000,
    "cut": token()[:-2],
}


@pytest.mark.parametrize("kind", BAD_TOKENS)
async def test_a_bad_token_is_never_treated_as_none(levee: Running, kind: str) -> None:
    """Where a question needs no token, a bad one is refused all the same."""
    for accept, status in ((JSON, 200), (GRAPHQL, 400)):
        response = await levee.ask(accept=accept, headers={"authorization": BAD_TOKENS[kind]})
        assert (response.status_code, code(response)) == (status, "UNAUTHENTICATED")


async def test_reads_are_open_only_past_no_proxy(levee: Running) -> None:
    assert (await levee.ask()).json() == NAMED
    for header in ("Forwarded", "X-Forwarded-For", "x-forwarded-for"):
        for value in ("127.0.0.1", "for=127.0.0.1", ""):
            assert code(await levee.ask(headers={header: value})) == "UNAUTHENTICATED"
    past = {"x-forwarded-for": "192.0.2.1", "authorization": token(Role.VIEWER)}
    assert (await levee.ask(headers=past)).json() == NAMED


async def test_reads_are_closed_unless_opened(closed: Running) -> None:
    response = await closed.ask(accept=GRAPHQL)
    assert (response.status_code, code(response)) == (400, "UNAUTHENTICATED")
    for role in Role:
        assert (await closed.ask(headers={"authorization": token(role)})).json() == NAMED
    assert (await closed.client.get("/livez")).status_code == 200


async def test_the_plain_addresses(levee: Running) -> None:
    assert (await levee.client.get("/livez")).json() == {"live": True}
    ready = await levee.client.get("/readyz")
    assert (ready.status_code, set(ready.json().values())) == (200, {True})
    told = (await levee.client.get("/")).json()
    assert told["graphql"] == f"{levee.url}/graphql"
    assert (await levee.client.get("/nothing")).status_code == 404


async def test_one_line_a_request(levee: Running) -> None:
    before = len(levee.lines())
    await levee.ask("query Which { eventCursor }", operationName="Which")
    await levee.ask("{ nothing }", accept=GRAPHQL)
    await levee.client.put("/graphql")
    first, second, third = levee.lines()[before:]
    assert (first["method"], first["status"], first["operation"], first["codes"]) == (
        "POST",
        200,
        "Which",
        None,
    )
    assert (second["status"], second["codes"]) == (400, ["GRAPHQL_VALIDATION_FAILED"])
    assert (third["method"], third["status"], third["codes"]) == ("PUT", 405, ["BAD_REQUEST"])
    assert first["ms"] > 0
    assert first["bytes"] > 0
    assert len({first["document"], second["document"]}) == 2


MARKER = "13812345678"


async def test_nothing_that_was_written_is_logged(levee: Running) -> None:
    """G13: a number in a literal, a variable, a header, a name, an address, good and bad."""
    before = len(levee.lines())
    variables = {"s": [MARKER]}
    by_variable = "query V($s: [String!]) { responses(systems: $s) { id } }"
    asked = [
        levee.ask(f'{{ responses(systems: ["{MARKER}"]) {{ id }} }}'),
        levee.ask(f'{{ nothing(here: "{MARKER}") }}'),
        levee.ask(f'{{ nearbySupplies(near: {{lon: 1, lat: 1}}, items: ["{MARKER}"]) {{ distance }} }}'),
        levee.ask(f"# {MARKER}\n{{ a"),
        levee.ask(by_variable, variables=variables),
        levee.ask(by_variable, variables={"s": {"a": MARKER}}),
        levee.ask(by_variable, variables={"s": [MARKER + "\0"]}),
        levee.ask(operationName=MARKER),
        levee.ask(headers={"authorization": f"Bearer {MARKER}", "user-agent": MARKER, "cookie": MARKER}),
        levee.client.get("/graphql", params={"query": f'{{ responses(systems: ["{MARKER}"]) {{ id }} }}'}),
        levee.client.get(f"/{MARKER}", params={"q": MARKER}),
        levee.client.post(f"/graphql?q={MARKER}", content=MARKER.encode(), headers={"content-type": JSON}),
    ]
    await asyncio.gather(*asked)
    assert len(levee.lines()) == before + len(asked) - 1
    text = levee.log.read_text(encoding="utf-8")
    assert MARKER not in text
    assert SECRET.decode() not in text


async def test_two_hundred_at_once_each_get_their_own(levee: Running) -> None:
    """G19: one plan, other values, other names, other bearers: no answer goes astray."""
    shared = "query S($n: Float!) { nearbySupplies(near: {lon: $n, lat: 30}, within: 900000, first: 1) { distance } }"
    alone = [(await levee.ask(shared, variables={"n": 111 + n / 100})).json() for n in range(20)]
    assert len({json.dumps(one) for one in alone}) == 20

    async def own(number: int) -> None:
        query = (
            f"query O($k: [String!]) {{ m{number}: responses(systems: $k) {{ id }} t{number}: __typename }}"
        )
        bearer = {"authorization": "Bearer " + issue(SECRET, Role.VIEWER, ["421000"], name=f"n{number}")}
        told = (await patient(levee, query, bearer, {"k": [f"s{number}"]})).json()
        assert told == {"data": {f"m{number}": [], f"t{number}": "Query"}}

    async def like(number: int) -> None:
        told = (await patient(levee, shared, {}, {"n": 111 + number % 20 / 100})).json()
        assert told == alone[number % 20]

    await asyncio.gather(*(work(number) for number in range(100) for work in (own, like)))


async def patient(levee: Running, query: str, headers: Any, variables: Any) -> httpx.Response:
    """Ask again while the server says that it cannot answer just now."""
    while True:
        response = await levee.ask(query, headers=headers, variables=variables)
        if "SERVICE_UNAVAILABLE" not in response.text:
            return response


async def test_who_breaks_off_leaves_the_others_alone(levee: Running) -> None:
    """A body that never comes to its end is no fault of the server's."""
    port = int(levee.url.rsplit(":", 1)[1])
    for _ in range(5):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{"
        )
        await writer.drain()
        writer.close()
        await writer.wait_closed()
    assert (await levee.ask()).json() == NAMED
    faults = [
        line for line in levee.log.read_text(encoding="utf-8").splitlines() if '"level":"error"' in line
    ]
    assert faults == []
