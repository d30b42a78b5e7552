"""Which depot gets there first: by the roads that are loaded (道路可达)."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    func,
    literal_column,
    select,
    true,
    tuple_,
)
from sqlalchemy.types import Double

from geo.expressions import point
from resolvers.nearby import FIRST, After, Near, candidates
from resolvers.resources import Items, Least, Which, holding, resource
from resolvers.rows import Rows, query
from schema.limits import First, Within, driven, size
from schema.nodes.roads import ReachableDepot
from schema.position import Position

COMPARED: ColumnElement[int] = literal_column("2000", BigInteger())
"""How many depots are compared at most, the nearest in a straight line."""
NEVER: ColumnElement[float] = literal_column("'Infinity'::float8", Double())

Minutes = Annotated[
    float,
    strawberry.argument(
        description="Longest way along the roads in minutes, inclusive; more than 0, at most 720 "
        "(最长行驶时间)."
    ),
]


@query(list[ReachableDepot])
def reachable_supplies(
    near: Near,
    within: Within = 50000,
    minutes: Minutes = 60,
    items: Items = None,
    min_quantity: Least = None,
    first: First = FIRST,
    after: After = None,
    filter: Which = None,  # noqa: A002 - its public name
) -> Rows:
    """Depots from which supplies get to the place, the first to arrive first (最先到达的物资).

    Asks of the depots what nearbySupplies asks, and compares those within the radius, at most the 2,000
    nearest. Where roads are loaded, rows by ROAD come first, by `seconds`: from depot to place, one-way
    streets and closed roads heeded, and up to 500 m to the road at 5 km/h at each end. A depot whose road
    does not lead to the place within `minutes` is left out. Rows by STRAIGHT_LINE follow, by `metres`: all
    of them, if the place lies by no road. Ties by id.
    BAD_USER_INPUT: as nearbySupplies, `minutes` out of range.
    """
    depot, place = resource.alias(), point(*near.degrees())
    sought = holding(depot, items, min_quantity)
    compared = candidates(depot, place, within, COMPARED, given=filter, **sought._asdict())
    reached = _reached(place, driven(minutes), compared)
    return _ordered(reached, size(first, FIRST), after)


def _reached(place: ColumnElement[Any], seconds: Any, candidates: FromClause) -> FromClause:
    """Ask the database's own function once, of all candidates."""
    row = resource.alias()
    asked = (
        select(
            func.array_agg(candidates.c.id).label("ids"),
            func.array_agg(row.c.location).label("places"),
            func.array_agg(candidates.c.distance).label("distances"),
        )
        .select_from(candidates.join(row, row.c.id == candidates.c.id))
        .subquery()
    )
    made = func.levee_reach(place, seconds, asked.c.ids, asked.c.places, asked.c.distances)
    told = made.table_valued("depot_id", "by", "seconds", "metres", "distance").render_derived().lateral()
    return select(told).select_from(asked.join(told, true())).subquery()


def _ordered(reached: FromClause, first: ColumnElement[int], after: Any) -> Rows:
    chosen: Select[Any] = select(reached)
    if isinstance(after, Position):
        chosen = chosen.where(tuple_(*_keys(reached)) > tuple_(*after.keys(Double(), Double(), BigInteger())))
    page = chosen.order_by(*_keys(reached)).limit(first).subquery()
    return Rows(select(page).order_by(*_keys(page)), page, _keys(page))


def _keys(row: FromClause) -> tuple[ColumnElement[Any], ...]:
    return func.coalesce(row.c.seconds, NEVER), row.c.metres, row.c.depot_id
