"""The members of a GeoJSON object as it comes in: its type, its lists, its positions."""

from __future__ import annotations

from geo.crs import Crs
from geo.ordinates import Path, PlaceError, shown, turned
from geo.segment import Vertex

DECIMALS = 9
"""Decimals of a degree that are kept: 0.1 mm."""
NAMES = {
    Crs.WGS84: ("CRS84", ":4326"),
    Crs.CGCS2000: (":4490",),
    Crs.WEB_MERCATOR: (":3857",),
}
"""How the name in a `crs` member of older GeoJSON ends for each system that has one."""


def members(value: object, kinds: tuple[str, ...], allowed: str, crs: Crs) -> tuple[str, object]:
    """Take the type, one of `kinds`, and the coordinates out of an object; `allowed` says what it must be."""
    if not isinstance(value, dict):
        raise PlaceError(f"This is {shown(value)}; {allowed}.")
    _same_system(value.get("crs"), crs)
    kind = value.get("type")
    if isinstance(kind, str) and kind in kinds:
        return kind, value.get("coordinates")
    hint = (
        " Give the geometry inside it."
        if kind in ("Feature", "FeatureCollection", "GeometryCollection")
        else ""
    )
    named = f"The type {kind!r:.40} is not allowed" if isinstance(kind, str) else "The `type` is missing"
    raise PlaceError(f"{named}; {allowed}.{hint}", ("type",))


def _same_system(named: object, crs: Crs) -> None:
    """Refuse a `crs` member, which RFC 7946 does not know, unless it names the system asked for."""
    if named is None:
        return
    properties = named.get("properties") if isinstance(named, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(name, str) or not name.endswith(NAMES.get(crs, ())):
        message = (
            f"The `crs` member is not allowed here: the coordinates are read as {crs.value}, by the argument."
        )
        raise PlaceError(message, ("crs",))


def listed(value: object, what: str, members: str, path: Path) -> list[object]:
    """Take a list that is not empty; `what` and `members` name it and what it holds."""
    if not isinstance(value, list):
        raise PlaceError(f"{what} must be a list of {members}, and is {shown(value)}.", path)
    if not value:
        raise PlaceError(f"{what} must not be empty: it is a list of {members}.", path)
    return value


def position(value: object, path: Path, crs: Crs) -> Vertex:
    """Read a position of two numbers in a system, as WGS 84 degrees."""
    if not isinstance(value, list):
        raise PlaceError(f"A position must be a list of two numbers, and is {shown(value)}.", path)
    if len(value) != 2:
        message = f"A position has two numbers, longitude and latitude; this one has {len(value)}."
        raise PlaceError(message, path)
    lon, lat = turned(value[0], value[1], crs, path, path)
    return round(lon, DECIMALS) + 0.0, round(lat, DECIMALS) + 0.0
