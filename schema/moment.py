"""What was true at a moment: asked in one way, whatever a table keeps its time in.

A row holds from its first moment on, up to and without its last. What is kept in days is asked for the day
that it is at that moment in the service's time zone, which is the zone of the session.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, Date, cast, func
from sqlalchemy.sql.selectable import FromClause

from schema.constant import PRESENT

At = Annotated[datetime | None, strawberry.argument(description="The moment to look at; default now (时刻).")]


def moment(at: Any = None) -> ColumnElement[datetime]:
    """Give the moment asked for, or now."""
    return PRESENT if at is None else at


def day(at: Any = None) -> ColumnElement[Any]:
    """Give the day that it is at a moment in the service's time zone; a day is itself, none is today."""
    if at is None:
        return func.current_date()
    return at if isinstance(at.type, Date) else cast(at, Date)


def valid(row: FromClause, at: Any = None) -> ColumnElement[bool]:
    """Keep what holds at a moment (or, kept in days, on a day): by its `period`, or from and to."""
    if "period" in row.c:
        return row.c.period.op("@>")(moment(at))
    first, last = row.c.valid_from, row.c.valid_to
    if isinstance(first.type, Date):
        return func.daterange(first, last).op("@>")(day(at))
    return func.tstzrange(first, last).op("@>")(moment(at))
