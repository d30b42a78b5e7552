"""A place or an area as it comes in: checked in its own system, then turned into WGS 84."""

from __future__ import annotations

from typing import NamedTuple

from geo.area import area as area
from geo.crs import Crs as Crs
from geo.line import line as line
from geo.ordinates import PlaceError as PlaceError
from geo.ordinates import turned


class Place(NamedTuple):
    """A place in WGS 84 degrees: lon in -180..180, lat in -90..90."""

    lon: float
    lat: float


def place(lon: object, lat: object, crs: Crs = Crs.WGS84) -> Place:
    """Read a place of a system: degrees, or x and y in metres for WEB_MERCATOR.

    Raises:
        PlaceError: not a finite number, or out of range; `path` is ("lon",) or ("lat",).
    """
    return Place(*turned(lon, lat, crs, ("lon",), ("lat",)))
