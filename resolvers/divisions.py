"""Questions about divisions (行政区划)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import strawberry
from sqlalchemy import select

from geo.expressions import holds, point
from resolvers.rows import Found, Rows, paged, query
from schema import tables
from schema.constant import ONE, word
from schema.errors import BadUserInput
from schema.moment import At, valid
from schema.nodes.divisions import Division
from schema.place import Place
from schema.position import MALFORMED_ID, Identity
from schema.registry import NODES, Node
from schema.scalars import DivisionCode
from schema.vocabulary import DivisionLevel

table = tables.divisions.division

Identifier = Annotated[
    strawberry.ID, strawberry.argument(description="An ID that this service gave out (标识).")
]
Code = Annotated[DivisionCode, strawberry.argument(description="The division's code (区划代码).")]
Day = Annotated[
    date | None,
    strawberry.argument(
        description="Which of those that bore the code at different times; default today (日期)."
    ),
]
Where = Annotated[Place, strawberry.argument(description="The place (位置).")]


@query(Node | None)
def node(id: Identifier) -> Found:  # noqa: A002
    """Whatever bears this ID (按标识查询).

    Null where there is nothing, BAD_USER_INPUT where it is malformed.
    """
    assert isinstance(id, Identity)
    if id.kind not in NODES:
        raise BadUserInput(MALFORMED_ID, ("id",))
    return Found(id.kind, id.key(id.kind))


@query(Division | None)
def division(code: Code, on: Day = None, at: At = None) -> Rows:
    """The division that bears this code on a day, or at a moment (按代码查询区划); null where there is none.

    BAD_USER_INPUT: `on` and `at` together.
    """
    if on is not None and at is not None:
        raise BadUserInput("Give `on` or `at`, not both.", ("at",))
    row = table.alias()
    return Rows(select(row).where(row.c.code == code, valid(row, at if on is None else on)), row)


@query(Division | None)
def division_at(place: Where, at: At = None) -> Rows:
    """The county-level division that contains the place at a moment (按位置查询区划).

    Null outside all. On a shared edge one of them, always the same: that with the smallest code. What lies
    within a tenth of a millimetre of an edge (1e-9 degree) lies on it.
    """
    row = table.alias()
    chosen = (
        select(row)
        .where(
            row.c.level == word(DivisionLevel.COUNTY),
            valid(row, at),
            holds(row.c.boundary, point(*place.degrees())),
        )
        .order_by(row.c.code)
        .limit(ONE)
    )
    return Rows(chosen, row)


paged("divisions", "Division", "Divisions of all levels and times (行政区划).")
paged("basins", "Basin", "River basins (流域).")
