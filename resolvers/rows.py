"""What a resolver answers: which rows, in what order, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import strawberry
from sqlalchemy import ColumnElement, Select
from sqlalchemy.sql.selectable import FromClause

from schema.declare import NODES, connection, paging


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of `row`, chosen and ordered by `select`; `keys` make each row's cursor, if it shows one."""

    select: Select[Any]
    row: FromClause
    keys: tuple[ColumnElement[Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A row of the type that an ID in the question names, or null."""

    kind: str | None
    key: ColumnElement[int]


@dataclass(frozen=True, slots=True)
class Paged:
    """All rows of a node that meet the conditions, as a connection."""

    target: str
    where: tuple[Callable[[FromClause], ColumnElement[bool]], ...] = ()


Answer = Rows | Found | Paged | ColumnElement[Any]
Operation = Literal["Query", "Mutation", "Subscription"]
ROOTS: dict[Operation, dict[str, Any]] = {"Query": {}, "Mutation": {}, "Subscription": {}}
RESOLVERS: dict[tuple[str, str], Callable[..., Any]] = {}


@dataclass(frozen=True, slots=True)
class Root:
    """Collects the fields of one root type."""

    operation: Operation
    names: set[str] = field(default_factory=set)

    def __call__(self, type_: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Make a function a root field of this type; its docstring is the description."""

        def register(function: Callable[..., Any]) -> Callable[..., Any]:
            shown = strawberry.field(resolver=function, graphql_type=type_, description=function.__doc__)
            ROOTS[self.operation][function.__name__] = shown
            return function

        return register


query = Root("Query")
mutation = Root("Mutation")
subscription = Root("Subscription")


@dataclass(frozen=True, slots=True)
class Own:
    """An argument of a connection beside its paging: its type, its words, and what it keeps of the rows."""

    type: Any
    description: str
    keep: Callable[[FromClause, Any], ColumnElement[bool]]


def paged(name: str, target: str, description: str, **own: Own) -> None:
    """Make a connection over all rows of a node a root field; `own` are further arguments."""
    made = NODES[target]
    resolver = paging(made, {key: (argument.type, argument.description) for key, argument in own.items()})
    ROOTS["Query"][name] = strawberry.field(
        resolver=resolver, graphql_type=connection(made), description=description
    )

    def answer(**arguments: Any) -> Paged:
        given = {key: arguments[key] for key in own if arguments.get(key) is not None}
        return Paged(
            target, tuple(lambda row, k=key, v=value: own[k].keep(row, v) for key, value in given.items())
        )

    RESOLVERS["Query", name] = answer
