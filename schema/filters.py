"""What the filters of connections are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Text,
    and_,
    any_,
    cast,
    func,
    literal,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.selectable import FromClause

from geo.expressions import intersects
from geo.place import Crs, area
from schema.ltree import LTree
from schema.parameter import checked, listed, parameter
from schema.tables.divisions import division
from schema.tables.resources import stock

Conditions = list[ColumnElement[bool]]


def narrowed(*conditions: tuple[Any, Callable[[Any], ColumnElement[bool]]]) -> Conditions:
    """Say each condition whose value was given."""
    return [say(value) for value, say in conditions if value is not None]


def where(value: Any) -> ColumnElement[str]:
    """Say where in the input an argument stands, for an error that the database raises."""
    held = parameter(value)
    return literal("\t".join(".".join(map(str, part)) for part in (held.field, held.path)), Text)


def subtree(code: Any) -> ColumnElement[Any]:
    """Give the path of a division, NOT_FOUND where there is none with that code."""
    made = select(func.levee_division_path(code, where(code), type_=LTree()))
    return made.scalar_subquery()


def below(division_id: ColumnElement[int], code: Any) -> ColumnElement[bool]:
    """Keep the rows of a division and of all below it. A code that nobody bears is refused, rows or none."""
    inside = division.alias()
    return and_(
        subtree(code).is_not(None),
        division_id.in_(select(inside.c.id).where(inside.c.path.op("<@")(subtree(code)))),
    )


def among(column: ColumnElement[str], words: Any) -> ColumnElement[bool]:
    """Keep the rows whose word is one of a list; an empty list is refused."""
    return column == any_(listed(words))


def inside(geometry: ColumnElement[Any], polygon: Any, crs: Crs) -> ColumnElement[bool]:
    """Keep what touches an area; an area that is not valid is refused before it gets near the database."""
    return intersects(geometry, checked(polygon, lambda value: area(value, crs), Text))


def held(depot: FromClause, items: Any, least: Any) -> tuple[Conditions, Conditions]:
    """Keep the depots that hold every item, each at least `least` (or more than nothing).

    Two halves: that all items are known, asked once; that this depot holds them, asked of each depot.
    """
    asked = func.levee_items(listed(items), where(items), type_=ARRAY(BigInteger))
    wanted = cast(select(asked).scalar_subquery(), ARRAY(BigInteger))
    line = stock.alias()
    left = line.c.quantity - line.c.reserved
    enough = left > literal_column("0") if least is None else left >= least
    lines = (
        select(func.count())
        .where(line.c.depot_id == depot.c.id, line.c.item_id == any_(wanted), enough)
        .correlate(depot)
        .scalar_subquery()
    )
    return [wanted.is_not(None)], [lines == func.cardinality(wanted)]
