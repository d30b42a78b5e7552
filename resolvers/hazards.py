"""Questions about hazard sites (危险源)."""

from __future__ import annotations

from resolvers.nearby import around
from resolvers.rows import paged
from schema import tables
from schema.nodes.hazards import HazardSiteFilter, NearbyHazardSite

paged("hazard_sites", "HazardSite", "Hazard sites of every kind (危险源).")

around(
    "nearby_hazard_sites",
    NearbyHazardSite,
    tables.hazards.hazard_site,
    HazardSiteFilter,
    "sites",
    """Hazard sites within reach, nearest first (附近危险源).

Distance is geodesic metres on WGS 84 to the nearest point of the site, the radius inclusive, ties by id.""",
)
