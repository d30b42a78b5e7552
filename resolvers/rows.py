"""What a resolver answers: which rows, in what order, and nothing else."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import Any, Literal

import strawberry
from graphql import GraphQLField, GraphQLObjectType
from sqlalchemy import ColumnElement, Select
from sqlalchemy.sql.selectable import FromClause
from strawberry.utils.str_converters import to_camel_case, to_snake_case

from schema.access import Viewer
from schema.actions import RIGHTS, Action
from schema.connections import connection, paging
from schema.registry import NODES


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of `row`, chosen and ordered by `select`; `keys` make each row's cursor, if it shows one.

    `lists` are further rows that each of them shows, by their field.
    """

    select: Select[Any]
    row: FromClause
    keys: tuple[ColumnElement[Any], ...] = ()
    lists: Mapping[str, Rows] = field(default_factory=dict)


def spotted(key: str) -> str:
    """Name the column that tells where in its table the row lies whose key is in the column `key`."""
    return f"{key}_spot"


@dataclass(frozen=True, slots=True)
class Found:
    """The row of a type that bears a key, or null."""

    kind: str
    key: ColumnElement[int]


@dataclass(frozen=True, slots=True)
class Paged:
    """All rows of a node that meet the conditions, as a connection."""

    target: str
    where: tuple[Callable[[FromClause], ColumnElement[bool]], ...] = ()


@dataclass(frozen=True, slots=True)
class Viewed:
    """Rows that are chosen knowing who asks: for a list cut to a page over tables of several policies."""

    rows: Callable[[Viewer], Rows]


@dataclass(frozen=True, slots=True)
class Told:
    """What a subscription to a union tells: events, of the member that `members` says for their `kind`.

    A client without a position gets `first`, one row of the member `picture`; `lists` are rows that it shows,
    by their field. `alive` is the member that is a sign of life.
    """

    events: Rows
    members: Mapping[Enum, str]
    picture: str
    first: Rows
    lists: Mapping[str, Rows]
    alive: str


Answer = Rows | Found | Paged | Viewed | ColumnElement[Any]
Operation = Literal["Query", "Mutation", "Subscription"]
ROOTS: dict[Operation, dict[str, Any]] = {"Query": {}, "Mutation": {}, "Subscription": {}}
RESOLVERS: dict[tuple[str, str], Callable[..., Any]] = {}
MUTATIONS: dict[str, Callable[..., Awaitable[Any]]] = {}
"""What each mutation does, by its public name."""
APART: set[str] = set()
"""Those that have no transaction."""
SHOWN: dict[str, Callable[[ColumnElement[int]], Rows]] = {}
"""How what it made is shown, by the key that it gave, where that is no row of a type."""


@dataclass(frozen=True, slots=True)
class Root:
    """Collects the fields of one root type."""

    operation: Operation

    def __call__(self, type_: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Make a function a root field of this type; its docstring is the description."""

        def register(function: Callable[..., Any]) -> Callable[..., Any]:
            shown = strawberry.field(
                resolver=function, graphql_type=type_, description=inspect.getdoc(function)
            )
            ROOTS[self.operation][function.__name__] = shown
            return function

        return register


query = Root("Query")
subscription = Root("Subscription")


def mutation(
    type_: Any,
    *,
    shown: Callable[[ColumnElement[int]], Rows] | None = None,
    apart: bool = False,
    personal: bool = False,
) -> Callable[[Callable[..., Awaitable[Any]]], Callable[..., Awaitable[Any]]]:
    """Make a function a mutation: it gets a Transaction first, and gives the key of the row it made.

    Nobody comes as far as the function without one of the roles that `schema/actions.py` lists for it; where
    they have it is for the function to see. What is `personal` is refused by the function alone.
    `shown` says how that is shown where the type is not one whose rows have keys. One that stands `apart` has
    no transaction: it gets the entrance of this server and from where somebody comes, and gives an admission.
    """

    def register(function: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        def asked(**_: Any) -> None:
            raise NotImplementedError

        signature = inspect.signature(function, eval_str=True)
        own = list(signature.parameters.values())[2 if apart else 1 :]
        asked.__signature__ = signature.replace(parameters=own)  # type: ignore[attr-defined]
        asked.__annotations__ = {parameter.name: parameter.annotation for parameter in own}
        ROOTS["Mutation"][function.__name__] = strawberry.field(
            resolver=asked, graphql_type=type_, description=inspect.getdoc(function)
        )
        name = to_camel_case(function.__name__)
        MUTATIONS[name] = function if apart or personal else guarded(function, Action(name))
        if shown is not None:
            SHOWN[name] = shown
        if apart:
            APART.add(name)
        return function

    return register


def guarded(function: Callable[..., Awaitable[Any]], action: Action) -> Callable[..., Awaitable[Any]]:
    """Let only those in who bear one of the roles of an action, wherever."""
    roles = RIGHTS[action].roles

    async def entered(tx: Any, **values: Any) -> Any:
        tx.allow(roles)
        return await function(tx, **values)

    return entered


@dataclass(frozen=True, slots=True)
class Own:
    """An argument of a connection beside its paging: its type, its words, and what it keeps of the rows.

    `absent` is the value where it is not given; None keeps all.
    """

    type: Any
    description: str
    keep: Callable[[FromClause, Any], ColumnElement[bool]]
    absent: bool | None = None


def paged(name: str, target: str, description: str, **own: Own) -> None:
    """Make a connection over all rows of a node a root field; `own` are further arguments."""
    made = NODES[target]
    resolver = paging(made, {key: (argument.type, argument.description) for key, argument in own.items()})
    ROOTS["Query"][name] = strawberry.field(
        resolver=resolver, graphql_type=connection(made), description=description
    )

    def answer(**arguments: Any) -> Paged:
        given = {key: arguments.get(key) for key in own}
        asked = {key: own[key].absent if value is None else value for key, value in given.items()}
        kept = (partial(_kept, own[key], value) for key, value in asked.items() if value is not None)
        return Paged(target, tuple(kept))

    RESOLVERS["Query", name] = answer


def _kept(argument: Own, value: Any, row: FromClause) -> ColumnElement[bool]:
    return argument.keep(row, value)


def resolver(
    parent: GraphQLObjectType | None, called: str, definition: GraphQLField
) -> Callable[..., Answer]:
    """Find what answers a root field."""
    assert parent is not None
    kept = RESOLVERS.get((parent.name, to_snake_case(called)))
    if kept is not None:
        return kept
    function: Callable[..., Answer] = definition.extensions[
        "strawberry-definition"
    ].base_resolver.wrapped_func
    return function
