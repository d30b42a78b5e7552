"""A table and a list of names make a public type.

`@node(table)` on a class of names: `auto` shows a column (its type, nullability and description),
`one` and `many` follow a foreign key to a node found by its name, `pages` follows one to a connection,
`computed` shows an expression. What a class does not name stays private.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any, TypeVar

import strawberry
from geoalchemy2 import Geography, Geometry
from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Integer,
    Numeric,
    Select,
    Table,
    Text,
    select,
)
from sqlalchemy.sql.selectable import FromClause
from sqlalchemy.types import Double
from strawberry.utils.str_converters import to_camel_case

from geo.expressions import as_geojson
from geo.place import Crs
from schema.access import anyone
from schema.connections import connection, paging, plain
from schema.moment import At, valid
from schema.registry import NODES, Chosen, Either, Expression, Given, Node, NodeType, Of, Shown, Stored, To
from schema.scalars import GeoJSON

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

Always = Annotated[
    datetime | None,
    strawberry.argument(description="Only what holds at this moment; default all times (时刻)."),
]
Frame = Annotated[
    Crs, strawberry.argument(name="crs", description="The coordinate system of the answer (坐标系).")
]


def one(target: str, by: str | None = None, *, required: bool = False, description: str = "") -> Any:
    """Follow a foreign key of this row.

    Nullable unless `required`: then the row always exists, and everybody may read it.
    """
    return To(target, by or "", required, description)


def either(targets: Mapping[Enum, str], kind: str, by: str, description: str) -> Any:
    """Show a row of one of several types: the word in `kind` says which, `by` holds its key there."""
    return Either(targets, kind, by, description)


def many(target: str, by: str, description: str, *, order: tuple[str, ...] = ("id",)) -> Any:
    """List the rows of `target` whose foreign key `by` points here, in `order`."""
    return Of(target, by, description, order)


def timed(
    target: str,
    by: str,
    description: str,
    *,
    order: tuple[str, ...],
    keep: Callable[[FromClause, Any], ColumnElement[bool]] = valid,
) -> Any:
    """List the rows of `target` whose foreign key `by` points here: of all times, or those of a moment `at`.

    `keep` says which hold at a moment.
    """

    def rows(root: FromClause, at: Always = None) -> tuple[Select[Any], FromClause]:
        row = NODES[target].table.alias()
        chosen = select(row).where(row.c[by] == root.c.id, *([] if at is None else [keep(row, at)]))
        return chosen.order_by(*(row.c[key] for key in order)).correlate(root), row

    return Chosen(rows, target, description)


def current(target: str, by: str, description: str) -> Any:
    """Show the one row of `target` whose foreign key `by` points here and that holds at a moment, or null."""

    def rows(root: FromClause, at: At = None) -> tuple[Select[Any], FromClause]:
        row = NODES[target].table.alias()
        return select(row).where(row.c[by] == root.c.id, valid(row, at)).correlate(root), row

    return Chosen(rows, target, description, single=True)


def chosen(function: Callable[..., tuple[Select[Any], FromClause]], target: str, description: str) -> Any:
    """List the rows of `target` that `function(root, **arguments)` chooses."""
    return Chosen(function, target, description)


def pages(target: str, by: str, description: str) -> Any:
    """Page through the rows of `target` whose foreign key `by` points here."""
    return Of(target, by, description, paged=True)


def across(target: str, table: str, here: str, there: str, description: str) -> Any:
    """List the rows of `target` that a link table joins to this one."""
    return Of(target, "", description, ("id",), through=(table, here, there))


def given(target: str, description: str) -> Any:
    """List rows of `target` that the resolver chooses."""
    return Given(target, description)


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
    if isinstance(value, Either | Of | Expression | Chosen | Given):
        return value
    column = table.c[name.rstrip("_")]
    if isinstance(column.type, Geography | Geometry):
        return Expression(_geometry(column.name), GeoJSON | None, column.comment or "")
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
            return plain(_python(column), column.comment)
        case To(_, by, _, description):
            return plain(_target(made, shown), description or made.table.c[by].comment)
        case Either(_, _, _, description):
            return plain(Node, description)
        case Of(target, _, description, paged=True):
            return strawberry.field(
                resolver=paging(NODES[target]),
                graphql_type=connection(NODES[target]),
                description=description,
            )
        case Of(target, _, description) | Given(target, description):
            return plain(list[NODES[target].cls], description)  # type: ignore[misc]
        case Chosen(function, target, description, single):
            cls = NODES[target].cls
            type_ = cls | None if single else list[cls]  # type: ignore[valid-type]
            return strawberry.field(resolver=function, graphql_type=type_, description=description)
        case Expression(function, type_, description):
            return strawberry.field(resolver=function, graphql_type=type_, description=description)


def _target(made: NodeType, shown: To) -> Any:
    target = NODES[shown.target]
    if not shown.required:
        return target.cls | None
    column = made.table.c[shown.by]
    access = target.table.info.get("access")
    if column.nullable or (access is not None and access.read != anyone):
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
