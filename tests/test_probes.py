"""The twelve checks that the scanner graphql-cop makes, as tests of our own: in production none finds anything.

Each is asked with a good token: without one every answer is the same refusal, and would show nothing.
"""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from graphql import get_introspection_query

from resolvers.document import Refused
from resolvers.plan import Planner
from resolvers.roots import api
from schema.access import Role
from tests.running import JSON, Running, code
from tests.screens import token

BEARER = {"authorization": token(Role.ADMINISTRATOR), "accept": JSON}


async def posted(guarded: Running, query: str, **headers: str) -> httpx.Response:
    return await guarded.client.post("/graphql", json={"query": query}, headers=BEARER | headers)


async def test_alias_overloading(guarded: Running) -> None:
    aliases = " ".join(f"alias{n}: __typename" for n in range(101))
    assert code(await posted(guarded, f"query cop {{ {aliases} }}")) == "TOO_COSTLY"


async def test_array_batching(guarded: Running) -> None:
    batch = [{"query": "query cop { __typename }"}] * 10
    response = await guarded.client.post("/graphql", json=batch, headers=BEARER)
    assert (response.status_code, code(response)) == (400, "BAD_REQUEST")


async def test_directive_overloading(guarded: Running) -> None:
    response = await posted(guarded, f"query cop {{ __typename {'@aa' * 11} }}")
    assert code(response) == "TOO_COSTLY"
    assert len(response.json()["errors"]) == 1, "not an error for each"


async def test_circular_introspection(guarded: Running) -> None:
    inner = "fields { type { " * 3 + "name" + " } }" * 3
    response = await posted(guarded, f"query cop {{ __schema {{ types {{ {inner} }} }} }}")
    assert code(response) == "GRAPHQL_VALIDATION_FAILED"


async def test_circular_fragments(guarded: Running) -> None:
    ring = "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"
    assert code(await posted(guarded, ring)) == "GRAPHQL_VALIDATION_FAILED"


async def test_field_duplication(guarded: Running) -> None:
    assert code(await posted(guarded, "query cop { " + "__typename " * 500 + "}")) == "TOO_COSTLY"


SUGGESTING = {
    "field": "{ divison(code: 1) { name } }",
    "argument": '{ division(coed: "421000") { name } }',
    "type": "{ node(id: 1) { ... on Depott { name } } }",
    "enum": "{ nearbyResources(near: {lon: 1, lat: 1}, kinds: [DEPOTS]) { distance } }",
    "input": "{ nearbySupplies(near: {lom: 1, lat: 1}) { distance } }",
    "variable type": "query A($p: Placee!) { __typename }",
    "mutation": "mutation { startRespons { id } }",
    "subscription": "subscription { responseLevelChange { cursor } }",
}


@pytest.mark.parametrize("kind", SUGGESTING)
async def test_field_suggestions(guarded: Running, levee: Running, kind: str) -> None:
    """Nor of arguments, types and enum values."""
    response = await posted(guarded, SUGGESTING[kind])
    assert code(response) == "GRAPHQL_VALIDATION_FAILED"
    assert "Did you mean" not in response.text
    assert "Did you mean" in (await levee.ask(SUGGESTING[kind])).text, "elsewhere they help"


VALUES: dict[str, Any] = {
    "query A($p: Place!) { divisionAt(place: $p) { name } }": {"p": {"lon": 1, "lat": 1, "crss": "WGS84"}},
    "query A($k: [ResourceKind!]) { nearbyResources(near: {lon: 1, lat: 1}, kinds: $k) { distance } }": {
        "k": ["DEPOTS"]
    },
}


@pytest.mark.parametrize("text", VALUES)
def test_no_suggestions_for_variables(text: str) -> None:
    told = []
    for discreet in (False, True):
        with pytest.raises(Refused) as refused:
            Planner(api, discreet=discreet).question(text, None, VALUES[text])
        told.append(str(refused.value))
    assert ["Did you mean" in text for text in told] == [True, False]


async def test_mutation_by_get(guarded: Running) -> None:
    asked = {"query": "mutation cop { __typename }"}
    plain = await guarded.client.get("/graphql", params=asked, headers=BEARER)
    assert (plain.status_code, code(plain)) == (400, "BAD_REQUEST")
    asked_first = BEARER | {"apollo-require-preflight": "1"}
    response = await guarded.client.get("/graphql", params=asked, headers=asked_first)
    assert (response.status_code, code(response)) == (405, "METHOD_NOT_ALLOWED")


async def test_query_by_get_that_a_link_can_send(guarded: Running) -> None:
    response = await guarded.client.get(
        "/graphql", params={"query": "query cop { __typename }"}, headers=BEARER
    )
    assert (response.status_code, code(response)) == (400, "BAD_REQUEST")


async def test_post_that_a_form_can_send(guarded: Running) -> None:
    form = {"query": "query cop { __typename }"}
    response = await guarded.client.post("/graphql", data=form, headers=BEARER)
    assert (response.status_code, code(response)) == (415, "BAD_REQUEST")
    text = BEARER | {"content-type": "text/plain"}
    response = await guarded.client.post("/graphql", content=json.dumps(form), headers=text)
    assert (response.status_code, code(response)) == (415, "BAD_REQUEST")


@pytest.mark.parametrize(
    "path", ["/", "/graphql", "/graphiql", "/playground", "/console", "/v1/graphql", "/altair"]
)
async def test_no_editor_is_exposed(guarded: Running, path: str) -> None:
    response = await guarded.client.get(path, headers=BEARER | {"accept": "text/html"})
    words = ("graphiql", "graphql playground", "altair", "cdn.jsdelivr", "<script")
    assert not [word for word in words if word in response.text.lower()]


@pytest.mark.parametrize(
    "query",
    [
        get_introspection_query(),
        '{ __type(name: "Query") { name } }',
        "{ ...A } fragment A on Query { __schema { queryType { name } } }",
    ],
)
async def test_introspection(guarded: Running, query: str) -> None:
    response = await posted(guarded, query)
    assert code(response) == "GRAPHQL_VALIDATION_FAILED"
    assert response.json()["errors"][0]["extensions"]["validationErrorCode"] == "INTROSPECTION_DISABLED"
    assert (await posted(guarded, "{ __typename }")).json() == {"data": {"__typename": "Query"}}


async def test_trace_mode(guarded: Running) -> None:
    """No timing, no debugging, whatever header asks for it."""
    wanted = {"apollo-federation-include-trace": "ftv1", "x-apollo-tracing": "1", "x-debug": "1"}
    response = await posted(guarded, "query cop { __typename }", **wanted)
    assert response.json() == {"data": {"__typename": "Query"}}
    assert not {"x-debug", "x-trace", "server-timing"} & set(response.headers)


async def test_unhandled_errors(guarded: Running) -> None:
    """What is wrong is told by its code, without a stack."""
    response = await posted(guarded, "qwerty cop { abc }")
    assert code(response) == "GRAPHQL_PARSE_FAILED"
    assert not {"stacktrace", "exception", "debug"} & set(response.json()["errors"][0]["extensions"])
