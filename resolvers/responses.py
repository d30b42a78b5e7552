"""Questions about responses (应急响应)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.sql.selectable import FromClause

from resolvers.rows import Rows, query
from schema import tables
from schema.filters import Conditions, among, narrowed, subtree
from schema.moment import At, valid
from schema.nodes.responses import Response
from schema.position import EVENTS, cursor
from schema.scalars import Cursor, DivisionCode

table = tables.responses.response

Scope = Annotated[
    DivisionCode | None,
    strawberry.argument(
        description="That division, those below it, and those above that cover it; a basin's response "
        "matches every division of the basin (区划)."
    ),
]
Systems = Annotated[list[str] | None, strawberry.argument(description="Only these systems (响应体系).")]
Drill = Annotated[bool, strawberry.argument(description="Drills only; otherwise real ones only (演练).")]


def touches(row: object, division: object) -> ColumnElement[bool]:
    """Keep what has a scope that lies in, above or across a division."""
    return _around(row, division, "<@", "@>")


def lies(row: object, division: object) -> ColumnElement[bool]:
    """Keep what has a scope that lies in a division, a basin at least in part."""
    return _around(row, division, "<@")


def _around(row: object, division: object, *ways: str) -> ColumnElement[bool]:
    once = select(subtree(division).label("path")).cte()  # named many times, looked up once
    path = select(once.c.path).scalar_subquery()
    return and_(
        path.is_not(None), scoped(row, lambda scope: or_(*(scope.c.path.op(way)(path) for way in ways)))
    )


def scoped(row: object, keep: Callable[[FromClause], ColumnElement[bool]]) -> ColumnElement[bool]:
    """Keep what has a scope, a division or part of a basin, that `keep` keeps."""
    scope = tables.divisions.division.alias()
    member = tables.divisions.basin_division.alias()
    related = keep(scope)
    own = row.c.division_id.in_(select(scope.c.id).where(related))  # type: ignore[attr-defined]
    basin = row.c.basin_id.in_(  # type: ignore[attr-defined]
        select(member.c.basin_id).join(scope, scope.c.id == member.c.division_id).where(related)
    )
    return or_(own, basin)


def in_force(keep: Callable[[FromClause], Conditions], at: Any = None, drill: bool = False) -> Rows:
    """Choose the responses in force at a moment that `keep` keeps."""
    row = table.alias()
    chosen = select(row).where(valid(row, at), row.c.drill.is_(drill), *keep(row))
    return Rows(chosen.order_by(row.c.id), row)


@query(list[Response])
def responses(at: At = None, division: Scope = None, systems: Systems = None, drill: Drill = False) -> Rows:
    """Responses in force at a moment (在行应急响应), real ones or drills, never both.

    Intervals are half-open: from the start, up to and without the end.
    """

    def kept(row: FromClause) -> Conditions:
        return narrowed(
            (division, lambda code: touches(row, code)),
            (systems, lambda words: among(row.c.system, words)),
        )

    return in_force(kept, at, drill)


@query(Cursor)
def event_cursor() -> ColumnElement[str]:
    """The newest position of the event log (事件游标).

    Take a picture with queries in the same operation, then subscribe after this.
    """
    head = tables.events.event_head.alias()
    return select(cursor(EVENTS, head.c.epoch, head.c.seq)).scalar_subquery()
