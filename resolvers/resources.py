"""Questions about rescue resources and stock (应急资源、物资)."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

import strawberry
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.sql.selectable import FromClause

from geo.nearest import Circled
from resolvers.nearby import After, Near, nearby
from resolvers.rows import Rows, paged, query
from schema import tables
from schema.constant import word
from schema.errors import BadUserInput
from schema.filters import Conditions, among, below, held, narrowed
from schema.limits import First, Within, positive
from schema.nodes.resources import (
    LabourTotal,
    NearbyDepot,
    NearbyResource,
    ResourceFilter,
    SupplyTotal,
    of_kinds,
)
from schema.scalars import DivisionCode
from schema.vocabulary import ResourceKind

resource = tables.resources.resource
stock = tables.resources.stock

Items = Annotated[
    list[str] | None,
    strawberry.argument(description="Item codes; a listed depot holds every one (物资代码)."),
]
Least = Annotated[
    float | None,
    strawberry.argument(description="At least this much available of each item, in its own unit (最少数量)."),
]
Kinds = Annotated[
    list[ResourceKind] | None, strawberry.argument(description="Only these kinds; default all (类别).")
]
Of = Annotated[DivisionCode, strawberry.argument(description="The division, with all below it (所在区划).")]


Which = Annotated[
    ResourceFilter | None,
    strawberry.argument(description="Which resources to show, beside what the other arguments say (筛选)."),
]


@query(list[NearbyDepot])
def nearby_supplies(
    near: Near,
    within: Within = 50000,
    items: Items = None,
    min_quantity: Least = None,
    first: First = 20,
    after: After = None,
    filter: Which = None,  # noqa: A002 - its public name
) -> Rows:
    """Depots within reach, nearest first (附近物资).

    Distance is geodesic metres on WGS 84, the radius inclusive, ties by id. A listed depot holds every item
    asked for (available > 0, or >= `minQuantity` of each); without `items`, every located depot.
    BAD_USER_INPUT: `minQuantity` without `items`, an unknown item, a radius or page out of range.
    """
    depot = resource.alias()
    sought = holding(depot, items, min_quantity)
    return nearby("depot_id", depot, near, within, first, after, given=filter, **sought._asdict())


class Sought(NamedTuple):
    """Which depots are sought, as `geo.nearest` wants it said."""

    where: Conditions
    rare: list[Select[Any]] = []  # noqa: RUF012 - never changed
    circled: Circled | None = None


def holding(depot: FromClause, items: Any, least: Any) -> Sought:
    """Seek the depots that hold every item, or all depots where none is asked for."""
    if items is None and least is not None:
        raise BadUserInput(
            "`minQuantity` says how much of each item: name the `items` too.", ("minQuantity",)
        )
    kind = depot.c.kind == word(ResourceKind.DEPOT)
    if items is None:
        return Sought([kind])
    asked = held(depot, items, positive(least, "minQuantity"))
    return Sought([kind, asked.known], [asked.rare], asked.circled)


@query(list[NearbyResource])
def nearby_resources(
    near: Near,
    within: Within = 50000,
    kinds: Kinds = None,
    first: First = 20,
    after: After = None,
    filter: Which = None,  # noqa: A002 - its public name
) -> Rows:
    """Located rescue resources of any kind, nearest first (附近应急资源); otherwise as nearbySupplies."""
    row = resource.alias()
    matching = narrowed((kinds, lambda given: among(row.c.kind, given)))
    rare = [] if kinds is None else [of_kinds(kinds)]
    return nearby("resource_id", row, near, within, first, after, given=filter, matching=matching, rare=rare)


@query(list[SupplyTotal])
def supply_totals(division: Of) -> Rows:
    """Sums over a division and all below it, one row an item (物资合计)."""
    depot = resource.alias()
    return totals(depot, below(depot.c.division_id, division))


def totals(depot: FromClause, *where: ColumnElement[bool]) -> Rows:
    """Sum up by item what some depots hold."""
    line, item = stock.alias(), tables.resources.supply_item.alias()
    total = (
        select(
            line.c.item_id,
            item.c.code,
            func.sum(line.c.quantity).label("quantity"),
            func.sum(line.c.available).label("available"),
        )
        .select_from(line.join(depot, depot.c.id == line.c.depot_id).join(item, item.c.id == line.c.item_id))
        .where(*where)
        .group_by(line.c.item_id, item.c.code)
        .subquery()
    )
    return Rows(select(total).order_by(total.c.code), total)


@query(list[LabourTotal])
def labour(division: Of) -> Rows:
    """Levee labour of a division and all below it, one row a line (抢险劳力)."""
    pool = resource.alias()
    return labourers(pool, below(pool.c.division_id, division))


def labourers(pool: FromClause, *where: ColumnElement[bool]) -> Rows:
    """Sum up by line the labour among some resources."""
    total = (
        select(pool.c.line, func.sum(pool.c.headcount).label("headcount"))
        .where(pool.c.kind == word(ResourceKind.LABOUR), *where)
        .group_by(pool.c.line)
        .subquery()
    )
    return Rows(select(total).order_by(total.c.line), total)


paged("resources", "Resource", "Rescue resources of all kinds (应急资源).")
paged("supply_items", "SupplyItem", "Kinds of supply (物资品目).")
