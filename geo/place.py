"""A place: which systems of coordinates there are, and their limits."""

from __future__ import annotations

from enum import Enum


class Crs(Enum):
    """A system of coordinates; the value is its name in GraphQL and in SQL."""

    WGS84 = "WGS84"
    CGCS2000 = "CGCS2000"
    GCJ02 = "GCJ02"
    BD09 = "BD09"
    WEB_MERCATOR = "WEB_MERCATOR"
