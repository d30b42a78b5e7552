"""A real server on a free port, and what it answers to whatever is sent."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, Process, create_subprocess_exec
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from schema.access import Role
from schema.position import name
from server.auth import issue
from tests.asking import SECRET
from tests.conftest import Copy
from tests.screens import free_port, token
from tests.test_auth import GOOD, unsigned

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
NAME = '{ division(code: "421000") { name } }'
NAMED = {"data": {"division": {"name": "荆州市"}}}
MEBIBYTE = 1_048_576
PATIENCE = 60.0


class Running:
    """A server in a process of its own, and its log."""

    def __init__(self, port: int, log: Path) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.log = log
        self.client = httpx.AsyncClient(base_url=self.url, timeout=PATIENCE)

    async def ask(
        self, query: Any = NAME, accept: str = JSON, headers: Any = (), **more: Any
    ) -> httpx.Response:
        """Post a question."""
        return await self.client.post(
            "/graphql", json={"query": query, **more}, headers={"accept": accept, **dict(headers)}
        )

    def lines(self) -> list[dict[str, Any]]:
        """What it has logged of its requests."""
        found = [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]
        return [line for line in found if line["event"] == "graphql"]


@asynccontextmanager
async def running(demo: Copy, folder: Path, **settings: str) -> AsyncIterator[Running]:
    """Serve the demo until the end."""
    port, log = free_port(), folder / "log"
    kept = {key: value for key, value in os.environ.items() if not key.startswith("LEVEE_")}
    own = {
        "LEVEE_DATABASE_URL": demo.url,
        "LEVEE_DATA": str(folder / "none"),
        "LEVEE_SECRET": SECRET.decode(),
    }
    environment = kept | own | {"PORT": str(port)} | settings
    made = Running(port, log)
    with log.open("w") as file:
        process = await create_subprocess_exec(
            sys.executable, "-m", "server", "serve", env=environment, stdout=DEVNULL, stderr=file
        )
        try:
            await ready(made, process)
            yield made
        finally:
            await made.client.aclose()
            process.terminate()
            assert await process.wait() == 0


async def ready(made: Running, process: Process) -> None:
    async with asyncio.timeout(PATIENCE):
        while process.returncode is None:
            with suppress(httpx.TransportError):
                if (await made.client.get("/readyz")).status_code == 200:
                    return
            await asyncio.sleep(0.05)
    raise AssertionError(made.log.read_text())


@pytest.fixture(scope="module")
async def levee(demo: Copy, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """Reads need no token from this machine, as `make up` sets it."""
    async with running(demo, tmp_path_factory.mktemp("open"), LEVEE_OPEN_READS="1") as made:
        yield made


@pytest.fixture(scope="module")
async def closed(demo: Copy, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """Everything needs a token, as it is where nothing is set."""
    async with running(demo, tmp_path_factory.mktemp("closed")) as made:
        yield made


def code(response: httpx.Response) -> str:
    """See that an answer is an error, and clean; give its code."""
    told = response.json()
    assert not told.get("data"), told
    (error,) = told["errors"][:1]
    assert len(error["message"]) > 15
    leaks = ("select ", "asyncpg", "postgres", "traceback", ".py", "/home", SECRET.decode(), "sqlstate")
    assert not [leak for leak in leaks if leak in response.text.lower()], response.text
    found: str = error["extensions"]["code"]
    return found


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}, {JSON};q=0.9", GRAPHQL),
        (f"{JSON}, {GRAPHQL}", GRAPHQL),
        (f"{GRAPHQL};q=0, {JSON}", JSON),
        ("Application/JSON", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("text/html, */*;q=0.8", JSON),
        ("", JSON),
    ],
)
async def test_the_media_type_of_the_answer(levee: Running, accept: str, media: str) -> None:
    response = await levee.ask(accept=accept)
    assert (response.status_code, response.json()) == (200, NAMED)
    assert response.headers["content-type"] == f"{media}; charset=utf-8"


@pytest.mark.parametrize("accept", ["text/html", "application/json;q=0", "image/*", "application/jsonp"])
async def test_who_takes_neither_is_told(levee: Running, accept: str) -> None:
    response = await levee.ask(accept=accept)
    assert (response.status_code, code(response)) == (406, "BAD_REQUEST")


ERRORS: dict[str, dict[str, Any]] = {
    "GRAPHQL_PARSE_FAILED": {"query": "{ a "},
    "GRAPHQL_VALIDATION_FAILED": {"query": "{ nothing }"},
    "BAD_USER_INPUT": {
        "query": "query C($c: DivisionCode!) { division(code: $c) { name } }",
        "variables": {"c": 42},
    },
    "OPERATION_RESOLUTION_FAILURE": {"query": "query A { eventCursor } query B { eventCursor }"},
    "TOO_COSTLY": {"query": "{ " + "eventCursor " * 1001 + "}"},
}
"""One request error of each kind."""


@pytest.mark.parametrize("kind", ERRORS)
async def test_a_request_error(levee: Running, kind: str) -> None:
    """200 under the old media type, 400 under GraphQL's own, and then without `data`."""
    for accept, status in ((JSON, 200), (GRAPHQL, 400)):
        response = await levee.ask(accept=accept, **ERRORS[kind])
        assert (response.status_code, code(response)) == (status, kind)
        assert "data" not in response.json()


async def test_a_field_error_is_an_answer(levee: Running) -> None:
    """What was executed is 200 under both, with `data`, and says which field."""
    for accept in (JSON, GRAPHQL):
        response = await levee.ask('{ all: wardens(division: "999999") { totalCount } }', accept=accept)
        assert (response.status_code, code(response)) == (200, "NOT_FOUND")
        assert response.json()["data"] is None
        assert response.json()["errors"][0]["path"] == ["all"]


QUERY = json.dumps({"query": NAME}).encode()
BODIES: dict[str, tuple[bytes, int]] = {
    "as it should be": (QUERY, 200),
    "more than is asked for": (b'{"query": "{ __typename }", "id": 7, "extensions": {"a": [1]}}', 200),
    "null where nothing need be": (
        b'{"query": "{ __typename }", "variables": null, "operationName": null}',
        200,
    ),
    "empty": (b"", 400),
    "no JSON": (b'{"query": ', 400),
    "after JSON": (QUERY + b"x", 400),
    "NaN": (b'{"query": "{ __typename }", "variables": {"x": NaN}}', 400),
    "byte order mark": (b"\xef\xbb\xbf" + QUERY, 400),
    "UTF-16": (QUERY.decode().encode("utf-16"), 400),
    "not UTF-8": (b'{"query": "\xff"}', 400),
    "half a surrogate pair": (b'{"query": "\\ud800"}', 400),
    "nested": (b"[" * 100_000, 400),
    "text": (b'"{ __typename }"', 400),
    "null": (b"null", 400),
    "batch": (b"[" + QUERY + b", " + QUERY + b"]", 400),
    "no query": (b'{"variables": {}}', 400),
    "query of null": (b'{"query": null}', 400),
    "query of an object": (b'{"query": {}}', 400),
    "variables of text": (b'{"query": "{ __typename }", "variables": ""}', 400),
    "variables of a list": (b'{"query": "{ __typename }", "variables": []}', 400),
    "operationName of 0": (b'{"query": "{ __typename }", "operationName": 0}', 400),
    "operationName of an object": (b'{"query": "{ __typename }", "operationName": {}}', 400),
    "extensions of text": (b'{"query": "{ __typename }", "extensions": "a"}', 400),
}


@pytest.mark.parametrize("kind", BODIES)
async def test_bodies(levee: Running, kind: str) -> None:
    """What is no GraphQL request is refused under both media types."""
    body, status = BODIES[kind]
    for accept in (JSON, GRAPHQL):
        headers = {"content-type": JSON, "accept": accept}
        response = await levee.client.post("/graphql", content=body, headers=headers)
        assert response.status_code == status, response.text
        if status != 200:
            assert code(response) == "BAD_REQUEST"


@pytest.mark.parametrize(
    ("media", "status"),
    [
        ("application/json", 200),
        ("application/json; charset=utf-8", 200),
        ('Application/JSON;charset="UTF-8"', 200),
        ("application/json; charset=utf8", 200),
        ("application/json; charset=iso-8859-1", 415),
        ("application/json; charset=utf-16", 415),
        ("application/graphql", 415),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        ("application/jsonp", 415),
        ("", 415),
    ],
)
async def test_the_media_type_of_the_question(levee: Running, media: str, status: int) -> None:
    """G10: nothing that a foreign page may send without asking is taken."""
    response = await levee.client.post("/graphql", content=QUERY, headers={"content-type": media})
    assert response.status_code == status
    assert response.json() == NAMED if status == 200 else code(response) == "BAD_REQUEST"


async def test_a_compressed_body_is_not_read(levee: Running) -> None:
    headers = {"content-type": JSON, "content-encoding": "gzip"}
    assert (await levee.client.post("/graphql", content=QUERY, headers=headers)).status_code == 415


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"])
async def test_other_methods(levee: Running, method: str) -> None:
    response = await levee.client.request(method, "/graphql", content=QUERY, headers={"content-type": JSON})
    assert (response.status_code, response.headers["allow"]) == (405, "GET, POST")
    assert method == "HEAD" or code(response) == "BAD_REQUEST"


async def test_a_body_of_a_mebibyte_and_no_byte_more(levee: Running) -> None:
    headers = {"content-type": JSON}
    full = QUERY + b" " * (MEBIBYTE - len(QUERY))
    assert (await levee.client.post("/graphql", content=full, headers=headers)).json() == NAMED

    async def parts() -> AsyncIterator[bytes]:
        yield full
        yield b" "

    for content in (full + b" ", parts()):
        response = await levee.client.post("/graphql", content=content, headers=headers)
        assert (response.status_code, code(response)) == (413, "TOO_COSTLY")
    assert (await levee.ask()).json() == NAMED


async def test_get_for_queries(levee: Running) -> None:
    query = "query A($c: DivisionCode!) { division(code: $c) { name } } query B { eventCursor }"
    asked = {"query": query, "operationName": "A", "variables": '{"c": "421000"}', "extensions": "{}"}
    response = await levee.client.get("/graphql", params=asked)
    assert (response.status_code, response.json()) == (200, NAMED)
    assert (await levee.client.get("/graphql", params={"query": NAME, "variables": ""})).json() == NAMED
    for wrong in ({}, asked | {"variables": "x"}, asked | {"variables": "[]"}, {"query": ""}):
        response = await levee.client.get("/graphql", params=wrong, headers={"accept": GRAPHQL})
        assert response.status_code == 400
        assert code(response) == ("GRAPHQL_PARSE_FAILED" if wrong == {"query": ""} else "BAD_REQUEST")


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
