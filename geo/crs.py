"""The systems of coordinates that are understood."""

from __future__ import annotations

from enum import Enum


class Crs(Enum):
    """A system of coordinates; the value is its name in GraphQL and in SQL. `geo.datum` says what each is."""

    WGS84 = "WGS84"
    CGCS2000 = "CGCS2000"
    GCJ02 = "GCJ02"
    BD09 = "BD09"
    WEB_MERCATOR = "WEB_MERCATOR"
