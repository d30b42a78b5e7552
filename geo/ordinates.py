"""Two numbers of a position: checked in the system they are given in, then turned into WGS 84."""

from __future__ import annotations

from math import isfinite

from geo.crs import Crs
from geo.datum import to_wgs84

Path = tuple[str | int, ...]
EDGE = 20037508.342789244
"""Where Web Mercator ends, metres from its middle in x and in y: longitude 180, latitude 85.05."""
ROUNDING = 1e-9
"""Degrees that a conversion may err by."""
NAMES = {str: "text", bool: "true or false", type(None): "null", list: "a list", dict: "an object"}


class PlaceError(ValueError):
    """A place or an area that is not allowed: the message says why, `path` where in the value."""

    def __init__(self, message: str, path: Path = ()) -> None:
        super().__init__(message)
        self.message = message
        self.path = path


def turned(lon: object, lat: object, crs: Crs, lon_at: Path, lat_at: Path) -> tuple[float, float]:
    """Check two numbers of a system and turn them into WGS 84 degrees.

    Raises:
        PlaceError: not a finite number, or out of range, with `lon_at` or `lat_at` as its path.
    """
    x, y = number(lon, "lon", lon_at), number(lat, "lat", lat_at)
    east, north = (EDGE, EDGE) if crs is Crs.WEB_MERCATOR else (180.0, 90.0)
    if not -north <= y <= north:
        raise PlaceError(_beyond("lat", y, north, crs) + _swapped(x, y, crs), lat_at)
    if not -east <= x <= east:
        raise PlaceError(_beyond("lon", x, east, crs), lon_at)
    if crs is Crs.WGS84 or crs is Crs.CGCS2000:
        return x, y
    lon_made, lat_made = to_wgs84(x, y, crs)
    if abs(lon_made) > 180 + ROUNDING or abs(lat_made) > 90 + ROUNDING:
        raise PlaceError(f"This place in {crs.value} lies beyond the edge of WGS 84.", lon_at)
    return min(max(lon_made, -180.0), 180.0), min(max(lat_made, -90.0), 90.0)


def number(value: object, name: str, path: Path) -> float:
    """Take a number that JSON knows: neither text nor true nor null, nor NaN nor infinite."""
    if type(value) is float:
        made = value
    elif type(value) is int:
        made = float(value) if abs(value) < 2**1000 else float("inf")
    else:
        raise PlaceError(f"{name} must be a number, and is {shown(value)}.", path)
    if not isfinite(made):
        raise PlaceError(f"{name} must be a finite number, and is {made}.", path)
    return made


def shown(value: object) -> str:
    """Name the kind of a JSON value."""
    return NAMES.get(type(value), "a number")


def _swapped(x: float, y: float, crs: Crs) -> str:
    if crs is Crs.WEB_MERCATOR or not (abs(x) <= 90 and abs(y) <= 180):
        return ""
    return " Longitude and latitude look swapped: longitude comes first."


def _beyond(name: str, value: float, limit: float, crs: Crs) -> str:
    unit = "metres" if crs is Crs.WEB_MERCATOR else "degrees"
    return (
        f"{name} is {value:.12g}; in {crs.value} it must lie between -{limit:.10g} and {limit:.10g} {unit}."
    )
