"""Questions about rivers and lakes (水系)."""

from __future__ import annotations

from resolvers.nearby import around
from resolvers.rows import paged
from schema import tables
from schema.nodes.waters import NearbyWater, WaterFilter

paged("waters", "Water", "Rivers, lakes and reservoirs (水系).")

around(
    "nearby_waters",
    NearbyWater,
    tables.waters.water,
    WaterFilter,
    "waters",
    """Waters within reach, nearest first (附近水体).

Distance is geodesic metres on WGS 84 to the nearest point of its line or area, 0 inside it; the radius
inclusive, ties by id. Edges of lines and areas count as geodesics here.""",
)
