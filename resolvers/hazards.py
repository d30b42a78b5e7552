"""Questions about hazard sites (危险源)."""

from __future__ import annotations

from typing import Annotated

import strawberry
from sqlalchemy import cast

from geo.expressions import GEOGRAPHY
from resolvers.nearby import After, Near, nearby
from resolvers.rows import Rows, paged, query
from schema import tables
from schema.limits import First, Within
from schema.nodes.hazards import HazardSiteFilter, NearbyHazardSite

paged("hazard_sites", "HazardSite", "Hazard sites of every kind (危险源).")

Which = Annotated[HazardSiteFilter | None, strawberry.argument(description="Which sites to show (筛选).")]


@query(list[NearbyHazardSite])
def nearby_hazard_sites(
    near: Near,
    within: Within = 50000,
    filter: Which = None,  # noqa: A002 - its public name
    first: First = 20,
    after: After = None,
) -> Rows:
    """Hazard sites within reach, nearest first (附近危险源).

    Distance is geodesic metres on WGS 84 to the nearest point of the site, the radius inclusive, ties by id.
    """
    row = tables.hazards.hazard_site.alias()
    return nearby(
        "hazard_site_id",
        row,
        near,
        within,
        first,
        after,
        given=filter,
        location=cast(row.c.geometry, GEOGRAPHY),
    )
