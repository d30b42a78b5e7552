"""Nearest first: what every located type is asked with."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry
from sqlalchemy import BigInteger, ColumnElement, Select, select
from sqlalchemy.sql.selectable import FromClause
from sqlalchemy.types import Double

from geo.expressions import point
from geo.nearest import nearest
from resolvers.limits import reach, size
from resolvers.rows import Rows
from schema.filters import Conditions
from schema.place import Place
from schema.position import Position
from schema.scalars import Cursor

FIRST = 20

Near = Annotated[Place, strawberry.argument(description="Where from (起点).")]
Within = Annotated[
    float,
    strawberry.argument(description="Radius in metres, inclusive; more than 0, at most 2,000,000 (半径)."),
]
First = Annotated[int, strawberry.argument(description="At most this many, 1 to 200 (条数).")]
After = Annotated[
    Cursor | None,
    strawberry.argument(
        description="The `cursor` of a row of the same question: only what follows it (游标)."
    ),
]


def nearby(
    name: str,
    row: FromClause,
    near: Place,
    within: Any,
    first: Any,
    after: Any,
    *,
    where: Conditions | None = None,
    matching: Conditions | None = None,
    rare: Select[Any] | None = None,
    location: str | ColumnElement[Any] = "location",
) -> Rows:
    """Say which rows are near, as rows of `distance` and their key as `name`.

    `where`, `matching` and `rare` are those of `geo.nearest`.
    """
    behind = after.keys(Double(), BigInteger()) if isinstance(after, Position) else None
    chosen = nearest(
        row,
        location=location,
        place=point(*near.degrees()),
        metres=reach(within),
        first=size(first, FIRST),
        where=where or (),
        matching=matching or (),
        rare=rare,
        after=None if behind is None else (behind[0], behind[1]),
    ).subquery()
    shown = select(chosen.c.distance, chosen.c.id.label(name)).subquery()
    keys = (shown.c.distance, shown.c[name])
    return Rows(select(shown).order_by(*keys), shown, keys)


def kept(row: FromClause, given: Any) -> tuple[Conditions, Select[Any] | None]:
    """Say a filter twice: for each row on the way, and as a search of its own for what is rare."""
    if given is None:
        return [], None
    other = row.element.alias()  # type: ignore[attr-defined]
    return given.where(row), select(other.c.id).where(*given.where(other))
