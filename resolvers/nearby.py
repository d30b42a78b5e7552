"""Nearest first: what every located type is asked with."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Select, select
from sqlalchemy.sql.selectable import FromClause
from sqlalchemy.types import Double

from geo.expressions import point
from geo.nearest import nearest
from resolvers.limits import reach, size
from resolvers.rows import Rows
from schema.filters import Conditions
from schema.place import Place
from schema.position import Position

FIRST = 20


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
) -> Rows:
    """Say which rows are near, as rows of `distance` and their key as `name`.

    `where`, `matching` and `rare` are those of `geo.nearest`.
    """
    behind = after.keys(Double(), BigInteger()) if isinstance(after, Position) else None
    chosen = nearest(
        row,
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
