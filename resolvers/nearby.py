"""Nearest first: what every located type is asked with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import strawberry
from sqlalchemy import BigInteger, ColumnElement, Select, Table, cast, select
from sqlalchemy.sql.selectable import FromClause
from sqlalchemy.types import Double

from geo.expressions import GEOGRAPHY, point
from geo.nearest import Circled, nearest
from resolvers.rows import Rows, query, spotted
from schema.filters import Conditions
from schema.limits import First, Within, reach, size
from schema.located import Located
from schema.place import Place
from schema.position import Position
from schema.scalars import Cursor

FIRST = 20

Near = Annotated[Place, strawberry.argument(description="Where from (起点).")]
After = Annotated[
    Cursor | None,
    strawberry.argument(
        description="The `cursor` of a row of the same question: only what follows it (游标)."
    ),
]


def around(name: str, shown: type, table: Table, which: type, what: str, description: str) -> None:
    """Make nearest-first over all rows of a table a root field; `which` is its filter, for `what`."""

    def nearest_of(
        near: Near,
        within: Within = 50000,
        filter: Any = None,  # noqa: A002 - its public name
        first: First = 20,
        after: After = None,
    ) -> Rows:
        row = table.alias()
        place = "location" if "location" in row.c else cast(row.c.geometry, GEOGRAPHY)
        return nearby(f"{table.name}_id", row, near, within, first, after, given=filter, location=place)

    asked = strawberry.argument(description=f"Which {what} to show (筛选).")
    nearest_of.__annotations__["filter"] = Annotated[which | None, asked]
    nearest_of.__name__, nearest_of.__doc__ = name, description
    query(list[shown])(nearest_of)  # type: ignore[valid-type]


def nearby(
    name: str,
    row: FromClause,
    near: Place,
    within: Any,
    first: Any,
    after: Any,
    **more: Any,
) -> Rows:
    """Say which rows are near, as rows of `distance` and their key as `name`; `more` is for `candidates`."""
    behind = after.keys(Double(), BigInteger()) if isinstance(after, Position) else None
    chosen = candidates(
        row,
        point(*near.degrees()),
        within,
        size(first, FIRST),
        after=None if behind is None else (behind[0], behind[1]),
        **more,
    )
    columns = (chosen.c.distance, chosen.c.id.label(name), chosen.c.spot.label(spotted(name)))
    shown = select(*columns).subquery()
    keys = (shown.c.distance, shown.c[name])
    return Rows(select(shown).order_by(*keys), shown, keys)


def candidates(
    row: FromClause,
    place: ColumnElement[Any],
    within: Any,
    first: ColumnElement[int],
    *,
    given: Located | None = None,
    where: Conditions | None = None,
    matching: Conditions | None = None,
    rare: Sequence[Select[Any]] = (),
    circled: Circled | None = None,
    location: str | ColumnElement[Any] = "location",
    after: tuple[ColumnElement[float], ColumnElement[int]] | None = None,
) -> FromClause:
    """Give the nearest rows, as rows of `distance`, `id` and `spot`.

    `given` is the filter; the other conditions are those of `geo.nearest`, and are met beside it.
    """
    also = ([], []) if given is None else (given.matching(row), given.rare(row))
    return nearest(
        row,
        location=location,
        place=place,
        metres=reach(within),
        first=first,
        where=where or (),
        matching=[*(matching or ()), *also[0]],
        rare=[*rare, *also[1]],
        circled=circled,
        after=after,
    ).subquery()
