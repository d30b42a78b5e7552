"""Connections: the types of a page, and the arguments that ask for one."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Annotated, Any

import strawberry

from schema.registry import NodeType
from schema.scalars import Cursor


@strawberry.type(description="Where a page lies in its connection (分页信息).")
class PageInfo:
    """Relay's page information."""

    has_next_page: bool = strawberry.field(description="Whether more follow (有下一页).")
    has_previous_page: bool = strawberry.field(description="Whether some come before (有上一页).")
    start_cursor: Cursor | None = strawberry.field(description="Cursor of the first edge (首游标).")
    end_cursor: Cursor | None = strawberry.field(description="Cursor of the last edge (末游标).")


@strawberry.enum(description="Which way a list is ordered (排序方向).")
class Direction(Enum):
    """Directions of an order."""

    ASC = strawberry.enum_value("ASC", description="Ascending (升序).")
    DESC = strawberry.enum_value("DESC", description="Descending (降序).")


def plain(type_: Any, description: str | None) -> Any:
    """Make a field that is read from a row, never resolved."""
    return strawberry.field(description=description, graphql_type=type_)


_connections: dict[str, Any] = {}
_orders: dict[str, Any] = {}


def connection(made: NodeType) -> Any:
    """Give the connection type of a node; made once."""
    if made.name not in _connections:
        edge = _record(
            f"{made.name}Edge",
            f"One {made.name} of a page (分页项).",
            cursor=(Cursor, "Position of this edge (游标)."),
            node=(made.cls, f"The {made.name} itself (对象)."),
        )
        _connections[made.name] = _record(
            f"{made.name}Connection",
            f"A page of {made.name} (分页结果).",
            edges=(list[edge], "The rows of this page (分页项)."),  # type: ignore[valid-type]
            page_info=(PageInfo, "Where this page lies (分页信息)."),
            total_count=(int, "How many rows there are on all pages; counted only when asked (总数)."),
        )
    return _connections[made.name]


def _record(name: str, description: str, **fields: tuple[Any, str]) -> Any:
    body: dict[str, Any] = {n: plain(t, d) for n, (t, d) in fields.items()}
    return strawberry.type(
        type(name, (), {"__annotations__": dict.fromkeys(body, Any), **body}), description=description
    )


def order(made: NodeType) -> Any:
    """Give the input that orders a connection of this node, or None where there is no choice."""
    if not made.orders:
        return None
    if made.name not in _orders:
        words = Enum(f"{made.name}OrderField", {name.upper(): name for name in made.orders})  # type: ignore[misc]
        strawberry.enum(words, description=f"What {made.name} can be ordered by (排序字段).")
        definition: Any = words.__strawberry_definition__  # type: ignore[attr-defined]
        for value in definition.values:
            value.description = made.table.c[value.value].comment
        body: dict[str, Any] = {
            "__annotations__": {"by": words, "direction": Direction},
            "by": strawberry.field(description="The field to order by (排序字段)."),
            "direction": strawberry.field(description="The direction (排序方向).", default=Direction.ASC),
        }
        _orders[made.name] = strawberry.input(
            type(f"{made.name}Order", (), body), description=f"How {made.name} is ordered (排序)."
        )
    return _orders[made.name]


PAGING: Mapping[str, tuple[Any, str]] = {
    "first": (
        int,
        "At most this many from the start, 1 to 200; 50 when neither `first` nor `last` is given (前几条).",
    ),
    "after": (Cursor, "Only what follows this cursor (在此游标之后)."),
    "last": (int, "At most this many from the end, 1 to 200; not together with `first` (后几条)."),
    "before": (Cursor, "Only what comes before this cursor (在此游标之前)."),
}


def paging(made: NodeType, own: Mapping[str, tuple[Any, str]] | None = None) -> Callable[..., None]:
    """Make the arguments of a connection: its own, filter, order, and keyset paging."""

    def page(**_: Any) -> None:
        raise NotImplementedError

    arguments: dict[str, tuple[Any, str]] = dict(own or {})
    if made.filter is not None:
        arguments["filter"] = (made.filter, f"Which {made.name} to show (筛选).")
    if made.orders:
        arguments["order_by"] = (order(made), "The order; ties by identity (排序).")
    arguments |= PAGING
    annotated = {
        n: Annotated[t | None, strawberry.argument(description=d)] for n, (t, d) in arguments.items()
    }
    page.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(n, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=a)
            for n, a in annotated.items()
        ]
    )
    page.__annotations__ = annotated
    return page
