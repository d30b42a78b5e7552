"""Questions about rivers and lakes (水系)."""

from __future__ import annotations

from typing import Annotated

import strawberry
from sqlalchemy import cast

from geo.expressions import GEOGRAPHY
from resolvers.nearby import After, Near, nearby
from resolvers.rows import Rows, paged, query
from schema import tables
from schema.limits import First, Within
from schema.nodes.waters import NearbyWater, WaterFilter

paged("waters", "Water", "Rivers, lakes and reservoirs (水系).")

Which = Annotated[WaterFilter | None, strawberry.argument(description="Which waters to show (筛选).")]


@query(list[NearbyWater])
def nearby_waters(
    near: Near,
    within: Within = 50000,
    filter: Which = None,  # noqa: A002 - its public name
    first: First = 20,
    after: After = None,
) -> Rows:
    """Waters within reach, nearest first (附近水体).

    Distance is geodesic metres on WGS 84 to the nearest point of its line or area, 0 inside it; the radius
    inclusive, ties by id. Edges of lines and areas count as geodesics here.
    """
    row = tables.waters.water.alias()
    return nearby(
        "water_id",
        row,
        near,
        within,
        first,
        after,
        given=filter,
        location=cast(row.c.geometry, GEOGRAPHY),
    )
