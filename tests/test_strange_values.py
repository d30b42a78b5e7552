"""Strange values everywhere: whatever is sent as an argument, what comes back is an answer or an error with a code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
    is_leaf_type,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resolvers.roots import api
from schema.access import Role, Viewer
from tests.asking import Asker
from tests.running import Running

VIEWER = Viewer.of("viewer@421000", Role.VIEWER, ("421000",))
"""May write nothing: whatever a mutation is sent, nothing changes."""
WEIRD = [
    "",
    " ",
    "\0",
    "a\0b",
    "\x1b[2J",
    "\u202e421000",
    "\ufeff421000",
    "\uffff",
    "\U0010ffff",
    "é" * 300,
    "荆州" * 5_000,
    "4" * 400,
    "-1",
    "NaN",
    "Infinity",
    "1e999",
    "' OR 1=1 --",
    "$1",
    "%s%n",
    "\\",
    "{}",
    "null",
    "421000",
    "9999-12-31T23:59:59Z",
    "0000-00-00",
    "-infinity",
    "2026-02-30T00:00:00+99:00",
    "UmVzcG9uc2U6MQ",
]
NUMBERS = [
    0,
    -1,
    1,
    2**31 - 1,
    2**31,
    2**53 + 1,
    2**63 - 1,
    2**63,
    -(2**63) - 1,
    10**30,
    0.5,
    -0.0,
    1e-320,
    1e308,
]
SCALARS = (
    st.sampled_from(WEIRD)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
    | st.sampled_from(NUMBERS)
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.none()
)
ANY = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "coordinates", "a"]), inner, max_size=3)
    ),
    max_leaves=6,
)
LEVELS = 4


class Field(NamedTuple):
    """A root field, and its arguments."""

    operation: str
    name: str
    arguments: dict[str, GraphQLArgument]
    selection: str


def fields() -> Iterator[Field]:
    for operation, root in (("query", api.query_type), ("mutation", api.mutation_type)):
        assert root is not None
        for name, field in root.fields.items():
            if field.args:
                plain = is_leaf_type(get_named_type(field.type))
                yield Field(operation, name, dict(field.args), "" if plain else " { __typename }")


FIELDS = list(fields())


def value(type_: Any, levels: int = LEVELS) -> st.SearchStrategy[Any]:
    """A value that is mostly of the right form, and strange within it."""
    if isinstance(type_, GraphQLNonNull):
        return value(type_.of_type, levels)
    if isinstance(type_, GraphQLList):
        return st.lists(value(type_.of_type, levels), max_size=3) | value(type_.of_type, levels)
    if isinstance(type_, GraphQLEnumType):
        return st.sampled_from(list(type_.values)) | st.sampled_from(WEIRD)
    if isinstance(type_, GraphQLInputObjectType):
        if levels == 0:
            return st.just({})
        members = {key: value(field.type, levels - 1) for key, field in type_.fields.items()}
        return st.fixed_dictionaries({}, optional=members)
    return {
        "Int": st.sampled_from(NUMBERS) | st.integers(),
        "Float": st.sampled_from(NUMBERS) | st.floats(allow_nan=False, allow_infinity=False),
    }.get(type_.name, ANY)


@st.composite
def asked(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A question by variables."""
    field = draw(st.sampled_from(FIELDS))
    given_ = {
        name: draw(value(made.type))
        for name, made in field.arguments.items()
        if draw(st.booleans()) or isinstance(made.type, GraphQLNonNull)
    }
    declared = ", ".join(f"${name}: {field.arguments[name].type}" for name in given_)
    passed = ", ".join(f"{name}: ${name}" for name in given_)
    head = f"{field.operation} A{f'({declared})' if declared else ''}"
    return f"{head} {{ {field.name}{f'({passed})' if passed else ''}{field.selection} }}", given_


def literal(given_: Any) -> str:
    """Write a value as GraphQL, what is no ASCII by its escape: also halves of pairs."""
    if isinstance(given_, dict):
        return "{" + ", ".join(f"{key}: {literal(one)}" for key, one in given_.items()) + "}"
    if isinstance(given_, list):
        return "[" + ", ".join(map(literal, given_)) + "]"
    return json.dumps(given_)


@st.composite
def written(draw: st.DrawFn) -> str:
    """A question by literals."""
    field = draw(st.sampled_from(FIELDS))
    halves = st.sampled_from(["\ud800", "a\udfff", "\udc00\ud800"])
    given_ = {name: draw(value(made.type) | halves) for name, made in field.arguments.items()}
    passed = ", ".join(f"{name}: {literal(one)}" for name, one in given_.items())
    return f"{field.operation} {{ {field.name}({passed}){field.selection} }}"


def hold(told: dict[str, Any]) -> None:
    """What comes back is an answer, or errors that are told."""
    for error in told.get("errors", ()):
        assert error["extensions"]["code"] != "INTERNAL_SERVER_ERROR", error
        assert "SELECT" not in error["message"]
        json.dumps(error).encode()


SHORT = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
LONG = settings(SHORT, max_examples=2_000)


@SHORT
@given(asked())
async def test_no_variable_is_a_fault(ask: Asker, question: tuple[str, dict[str, Any]]) -> None:
    """G18: Unicode, NUL, numbers beyond every range, in every argument there is."""
    hold(await ask(*question, VIEWER))


@SHORT
@given(written())
async def test_no_literal_is_a_fault(ask: Asker, text: str) -> None:
    """G18: the same, and halves of surrogate pairs, which JSON cannot carry."""
    hold(await ask(text, None, VIEWER))


@pytest.mark.faults
@LONG
@given(asked(), written())
async def test_no_value_is_a_fault_at_length(
    ask: Asker, question: tuple[str, dict[str, Any]], text: str
) -> None:
    """G18 at full length."""
    hold(await ask(*question, VIEWER))
    hold(await ask(text, None, VIEWER))


@pytest.mark.parametrize("half", [b"\\ud800", b"\\udfff", b"a\\udc00b"])
async def test_half_a_pair_is_no_json(levee: Running, half: bytes) -> None:
    body = (
        b'{"query": "query A($s: [String!]) { responses(systems: $s) { id } }", "variables": {"s": ["'
        + half
        + b'"]}}'
    )
    response = await levee.client.post("/graphql", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
