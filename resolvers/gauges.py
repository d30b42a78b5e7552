"""Questions about gauges (水文测站)."""

from __future__ import annotations

from resolvers.nearby import around
from resolvers.rows import paged
from schema import tables
from schema.nodes.gauges import GaugeFilter, NearbyGauge

paged("gauges", "Gauge", "Gauges (水文测站).")

around(
    "nearby_gauges",
    NearbyGauge,
    tables.gauges.gauge,
    GaugeFilter,
    "gauges",
    "Located gauges within reach, nearest first (附近测站); distance as in nearbySupplies.",
)
