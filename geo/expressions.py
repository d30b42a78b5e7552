"""What is asked of geometry, each in the one spelling that uses an index.

Positions are `geography(Point, 4326)`, areas and lines `geometry(…, 4326)`. Distances are metres on the
ellipsoid of WGS 84. Arguments are expressions, as a rule typed bind parameters, and what has to be converted
is always the argument, never the column.
"""

from __future__ import annotations

from typing import Any

from geoalchemy2 import Geography, Geometry
from sqlalchemy import JSON, ColumnElement, and_, cast, func, literal_column
from sqlalchemy.types import Double

from geo.crs import Crs

DECIMALS: ColumnElement[int] = literal_column("7")
"""Decimals of a degree in an answer: 1.1 cm."""
BORDER: ColumnElement[float] = literal_column("1e-9", Double())
"""How far from a border a place still lies on it: degrees, a tenth of a millimetre."""
GEOGRAPHY = Geography(None, -1)
GEOMETRY = Geometry(None, -1)
NO_CRS: ColumnElement[int] = literal_column("0")
"""Options of ST_AsGeoJSON: without them it may add a `crs` member, which RFC 7946 has not."""


def as_geojson(column: ColumnElement[Any], crs: Crs) -> ColumnElement[Any]:
    """RFC 7946 geometry in the asked system, as `json`; null stays null.

    Seven decimals of a degree (1.1 cm), two of a metre; exterior rings run counter-clockwise, lines as drawn.
    """
    if crs not in (Crs.WGS84, Crs.CGCS2000):
        return func.levee_geojson(cast(column, GEOMETRY), literal_column(f"'{crs.value}'"), type_=JSON())
    shape = column if is_point(column) else func.levee_wound(column)
    return cast(func.ST_AsGeoJSON(shape, DECIMALS, NO_CRS), JSON())


def is_point(column: ColumnElement[Any]) -> bool:
    """Whether the column's type says that it holds nothing but points."""
    return getattr(column.type, "geometry_type", None) == "POINT"


def point(lon: ColumnElement[float], lat: ColumnElement[float]) -> ColumnElement[Any]:
    """A position from WGS 84 degrees, as geography."""
    made = func.ST_SetSRID(func.ST_MakePoint(lon, lat), literal_column("4326"))
    return cast(made, GEOGRAPHY)


def distance(column: ColumnElement[Any], place: ColumnElement[Any]) -> ColumnElement[float]:
    """Geodesic metres between two geographies, on the ellipsoid."""
    return func.ST_Distance(column, place, type_=Double())


def nearest_order(column: ColumnElement[Any], place: ColumnElement[Any]) -> ColumnElement[float]:
    """Metres on the sphere: an index can give rows in this order. Within 0.6 % of `distance`."""
    return column.op("<->", return_type=Double())(place)


def within(
    column: ColumnElement[Any], place: ColumnElement[Any], metres: ColumnElement[float]
) -> ColumnElement[bool]:
    """Whether a geography is no farther than `metres` from a place, the limit included."""
    return func.ST_DWithin(column, place, metres)


def reached(
    column: ColumnElement[Any], place: ColumnElement[Any], metres: ColumnElement[float]
) -> ColumnElement[bool]:
    """Whether `distance` tells no more than `metres`, the limit included, also between lines and areas.

    ST_DWithin measures in another way than ST_Distance: it may leave out what that puts at the very limit.
    """
    wide = func._ST_Expand(place, metres, type_=GEOGRAPHY)
    return and_(column.op("&&")(wide), distance(column, place) <= metres)


def holds(column: ColumnElement[Any], place: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether an area (geometry) contains a place (geography), its border included.

    The border is a tenth of a millimetre wide: otherwise rounding gives a place on a slanting edge now to the
    one, now to the other of the two areas that share it.
    """
    return func.ST_DWithin(column, cast(place, GEOMETRY), BORDER)
