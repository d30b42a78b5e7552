"""Questions about protected places (敏感目标)."""

from __future__ import annotations

from typing import Annotated

import strawberry
from sqlalchemy import cast

from geo.expressions import GEOGRAPHY
from resolvers.nearby import After, Near, nearby
from resolvers.rows import Rows, paged, query
from schema import tables
from schema.limits import First, Within
from schema.nodes.protected import NearbyProtectedPlace, ProtectedPlaceFilter

paged(
    "protected_places",
    "ProtectedPlace",
    "Places that major hazards keep their distance from (敏感目标).",
)

Which = Annotated[
    ProtectedPlaceFilter | None, strawberry.argument(description="Which places to show (筛选).")
]


@query(list[NearbyProtectedPlace])
def nearby_protected_places(
    near: Near,
    within: Within = 50000,
    filter: Which = None,  # noqa: A002 - its public name
    first: First = 20,
    after: After = None,
) -> Rows:
    """Protected places within reach, nearest first (附近敏感目标); distance as in nearbyHazardSites."""
    row = tables.protected.protected_place.alias()
    location = cast(row.c.geometry, GEOGRAPHY)
    return nearby("protected_place_id", row, near, within, first, after, given=filter, location=location)
