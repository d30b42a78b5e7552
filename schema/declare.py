"""A table and a list of names make a public type.

`@node(table)` on a class of names: `auto` shows a column (its type, nullability and description),
`one` and `many` follow a foreign key to a node found by its name, `pages` follows one to a connection,
`computed` shows an expression. What a class does not name stays private.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any, TypeVar

import strawberry
from geoalchemy2 import Geography, Geometry
from sqlalchemy import Boolean, Column, Date, DateTime, Integer, MetaData, Numeric, Table, Text
from sqlalchemy.types import Double
from strawberry.utils.str_converters import to_camel_case

from geo.expressions import as_geojson
from geo.place import Crs
from schema.scalars import Cursor, GeoJSON

C = TypeVar("C", bound=type)
One = Any
Many = Any
Pages = Any
Computed = Any
auto = strawberry.auto

PYTHON: tuple[tuple[Any, Any], ...] = (
    ((Geography, Geometry), GeoJSON),
    (Text, str),
    (Boolean, bool),
    (Integer, int),
    ((Numeric, Double), float),
    (DateTime, datetime),
    (Date, date),
)
"""How a column's type is seen from outside."""

Frame = Annotated[
    Crs, strawberry.argument(name="crs", description="The coordinate system of the answer (坐标系).")
]


@dataclass(frozen=True, slots=True)
class Stored:
    """Shows a column."""

    column: str


@dataclass(frozen=True, slots=True)
class To:
    """Shows the row that a foreign key points to."""

    target: str
    by: str
    required: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True)
class Of:
    """Shows the rows that point here, as a list (or, with `paged`, a connection), ordered by `order`."""

    target: str
    by: str
    description: str
    order: tuple[str, ...] = ()
    paged: bool = False
    through: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class Expression:
    """Shows what `function(root, **arguments)` computes from a row."""

    function: Callable[..., Any]
    type: Any
    description: str


Shown = Stored | To | Of | Expression


@dataclass(slots=True)
class NodeType:
    """A public type and where its values come from."""

    name: str
    cls: type
    table: Table
    fields: dict[str, Shown] = field(default_factory=dict)
    kind: Enum | None = None
    abstract: bool = False
    filter: type | None = None
    orders: tuple[str, ...] = ()


NODES: dict[str, NodeType] = {}
"""Every public type that rows become, by its name."""

shapes = MetaData()
"""Row shapes that are computed, not stored: no migration makes them."""


@strawberry.interface(description="Anything with an identity of its own (对象).")
class Node:
    """The interface of everything that `node(id)` finds."""

    id: strawberry.ID = strawberry.field(description="Opaque, unique over all types (标识).")


def shape(name: str, *columns: Column[Any], comment: str) -> Table:
    """Declare the columns of a row that is computed, such as a distance with its depot."""
    return Table(name, shapes, *columns, comment=comment)


def one(target: str, by: str | None = None, *, required: bool = False, description: str = "") -> Any:
    """Follow a foreign key of this row.

    Nullable unless `required`: then the row always exists, and everybody may read it.
    """
    return To(target, by or "", required, description)


def many(target: str, by: str, description: str, *, order: tuple[str, ...] = ("id",)) -> Any:
    """List the rows of `target` whose foreign key `by` points here, in `order`."""
    return Of(target, by, description, order)


def pages(target: str, by: str, description: str) -> Any:
    """Page through the rows of `target` whose foreign key `by` points here."""
    return Of(target, by, description, paged=True)


def across(target: str, table: str, here: str, there: str, description: str) -> Any:
    """List the rows of `target` that a link table joins to this one."""
    return Of(target, "", description, ("id",), through=(table, here, there))


def computed(function: Callable[..., Any], type_: Any, description: str) -> Any:
    """Show an expression: `function(root, **arguments)` where `root` is the row."""
    return Expression(function, type_, description)


def node(
    table: Table,
    *,
    kind: Enum | None = None,
    abstract: bool = False,
    filter: type | None = None,  # noqa: A002
    orders: tuple[str, ...] = (),
) -> Callable[[C], C]:
    """Make a class of names the public view of `table`.

    `kind` picks the rows of one concrete type out of the table of an interface (`abstract`).
    `filter` is the input that narrows its connections; `orders` are the columns they can be ordered by.
    """

    def declare(cls: C) -> C:
        made = NodeType(cls.__name__, cls, table, kind=kind, abstract=abstract, filter=filter, orders=orders)
        for base in reversed(cls.__mro__[:-1]):
            if base is not Node:
                made.fields |= {
                    _public(n): _shown(n, vars(base).get(n), table) for n in inspect.get_annotations(base)
                }
        NODES[made.name] = made
        return cls

    return declare


def complete() -> None:
    """Give every declared class its Strawberry type; called once, when all are known."""
    for made in sorted(NODES.values(), key=lambda made: not made.abstract):
        own = inspect.get_annotations(made.cls)
        made.cls.__annotations__ = dict.fromkeys(own, Any)
        for name in own:
            shown = _field(made, made.fields[_public(name)])
            shown.graphql_name = _public(name)
            setattr(made.cls, name, shown)
        apply = strawberry.interface if made.abstract else strawberry.type
        apply(made.cls, description=inspect.getdoc(made.cls) or made.table.comment)


def _public(name: str) -> str:
    return to_camel_case(name.rstrip("_"))


def _shown(name: str, value: Any, table: Table) -> Shown:
    if isinstance(value, To):
        return To(value.target, value.by or f"{name}_id", value.required, value.description)
    if isinstance(value, Of | Expression):
        return value
    column = table.c[name.rstrip("_")]
    if isinstance(column.type, Geography | Geometry):
        return Expression(_geometry(column.name), GeoJSON | None, column.comment or "")  # type: ignore[operator]
    return Stored(column.name)


def _geometry(column: str) -> Callable[..., Any]:
    def geometry(root: Any, crs: Frame = Crs.WGS84) -> Any:
        return as_geojson(root.c[column], crs)

    geometry.__annotations__ = {"crs": Frame}
    return geometry


def _field(made: NodeType, shown: Shown) -> Any:
    match shown:
        case Stored(name):
            column = made.table.c[name]
            return _plain(_python(column), column.comment)
        case To(_, by, _, description):
            return _plain(_target(made, shown), description or made.table.c[by].comment)
        case Of(target, _, description, paged=True):
            return strawberry.field(
                resolver=paging(NODES[target]),
                graphql_type=connection(NODES[target]),
                description=description,
            )
        case Of(target, _, description):
            return _plain(list[NODES[target].cls], description)  # type: ignore[misc]
        case Expression(function, type_, description):
            return strawberry.field(resolver=function, graphql_type=type_, description=description)


def _plain(type_: Any, description: str | None) -> Any:
    return strawberry.field(description=description, graphql_type=type_)


def _target(made: NodeType, shown: To) -> Any:
    target = NODES[shown.target]
    if not shown.required:
        return target.cls | None
    column = made.table.c[shown.by]
    access = target.table.info.get("access")
    if column.nullable or (access is not None and access.read is not None and access.read.roles is not None):
        raise TypeError(
            f"{made.name}.{shown.by}: a row of {shown.target} may be missing or hidden: make it nullable"
        )
    return target.cls


def _python(column: Column[Any]) -> Any:
    if column.primary_key:
        return strawberry.ID
    made = column.info.get("words") or next(p for types, p in PYTHON if isinstance(column.type, types))
    made = column.info.get("scalar", made)
    return made | None if column.nullable else made  # type: ignore[operator]


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
    body: dict[str, Any] = {n: _plain(t, d) for n, (t, d) in fields.items()}
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
