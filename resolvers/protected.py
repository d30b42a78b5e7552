"""Questions about protected places (敏感目标)."""

from __future__ import annotations

from resolvers.nearby import around
from resolvers.rows import paged
from schema import tables
from schema.nodes.protected import NearbyProtectedPlace, ProtectedPlaceFilter

paged(
    "protected_places",
    "ProtectedPlace",
    "Places that major hazards keep their distance from (敏感目标).",
)

around(
    "nearby_protected_places",
    NearbyProtectedPlace,
    tables.protected.protected_place,
    ProtectedPlaceFilter,
    "places",
    "Protected places within reach, nearest first (附近敏感目标); distance as in nearbyHazardSites.",
)
