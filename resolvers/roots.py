"""The three roots, gathered from the subjects, and the schema they make."""

from __future__ import annotations

from typing import Any

import strawberry
from graphql import (
    GraphQLArgument,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    Undefined,
)
from strawberry.schema.config import StrawberryConfig

from resolvers import (
    areas,
    contacts,
    decisions,
    desk,
    divisions,
    facts,
    gauges,
    hazards,
    observations,
    outcomes,
    people,
    plans,
    proposals,
    protected,
    readings,
    recommendations,
    resources,
    responses,
    rights,
    roads,
    screens,
    search,
    sessions,
    tasks,
    waters,
)
from resolvers.rows import ROOTS, Operation
from schema.registry import NODES
from schema.scalars import SCALARS

SUBJECTS = (
    areas,
    contacts,
    decisions,
    desk,
    divisions,
    facts,
    gauges,
    hazards,
    observations,
    outcomes,
    people,
    plans,
    proposals,
    protected,
    readings,
    recommendations,
    resources,
    responses,
    rights,
    roads,
    screens,
    search,
    sessions,
    tasks,
    waters,
)
ABOUT: dict[Operation, str] = {
    "Query": "Everything that can be asked (查询).",
    "Mutation": "Everything that can be changed (变更). Any valid token reads; officer, commander and "
    "administrator may start, change and end in their divisions and below, else FORBIDDEN.",
    "Subscription": "Everything that is told as it happens (订阅).",
}


def _root(name: Operation) -> Any:
    body: dict[str, Any] = {"__annotations__": dict.fromkeys(ROOTS[name], Any), **ROOTS[name]}
    return strawberry.type(type(name, (), body), description=ABOUT[name])


def _api() -> strawberry.Schema:
    roots = {name.lower(): _root(name) for name in ROOTS if ROOTS[name]}
    return strawberry.Schema(
        **roots,
        types=[made.cls for made in NODES.values()],
        config=StrawberryConfig(auto_camel_case=True, scalar_map=SCALARS),
    )


def _bare(fields: dict[str, GraphQLArgument] | dict[str, GraphQLInputField]) -> None:
    """Let what may be left out have no default: `= null` in the public text says nothing."""
    for field in fields.values():
        if field.default_value is None:
            field.default_value = Undefined


def _core() -> GraphQLSchema:
    made = _api()._schema
    for type_ in made.type_map.values():
        if isinstance(type_, GraphQLInputObjectType):
            _bare(type_.fields)
            type_.is_one_of = type_.extensions["strawberry-definition"].is_one_of
        elif isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for field in type_.fields.values():
                _bare(field.args)
    return made


api: GraphQLSchema = _core()
"""The public schema; its text is docs/schema.graphql."""
