"""Questions about gauges (水文测站)."""

from __future__ import annotations

from typing import Annotated

import strawberry

from resolvers.nearby import After, Near, nearby
from resolvers.rows import Rows, paged, query
from schema import tables
from schema.limits import First, Within
from schema.nodes.gauges import GaugeFilter, NearbyGauge

paged("gauges", "Gauge", "Gauges (水文测站).")

Which = Annotated[GaugeFilter | None, strawberry.argument(description="Which gauges to show (筛选).")]


@query(list[NearbyGauge])
def nearby_gauges(
    near: Near,
    within: Within = 50000,
    filter: Which = None,  # noqa: A002 - its public name
    first: First = 20,
    after: After = None,
) -> Rows:
    """Located gauges within reach, nearest first (附近测站); distance as in nearbySupplies."""
    row = tables.gauges.gauge.alias()
    return nearby("gauge_id", row, near, within, first, after, given=filter)
