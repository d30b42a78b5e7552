"""What a real server answers over HTTP to whatever is sent: the envelope."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.running import GRAPHQL, JSON, NAME, NAMED, Running, code

MEBIBYTE = 1_048_576


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
