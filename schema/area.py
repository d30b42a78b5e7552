"""An area as it comes in: a polygon, what is near a line, or a division."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import strawberry
from geoalchemy2 import Geography, Geometry
from sqlalchemy import ColumnElement, Text, and_, or_, select
from sqlalchemy.sql.selectable import FromClause

from geo.place import Crs, area, line
from geo.region import Along, Inside, Region
from schema.filters import below, subtree
from schema.parameter import checked
from schema.scalars import DivisionCode, GeoJSON
from schema.tables.divisions import division

WIDEST = 100_000.0


@strawberry.input(description="All that is near a line: a road, a river, a dike (廊道).")
class Corridor:
    """A line and how far to each side of it."""

    line: GeoJSON = strawberry.field(
        description="A LineString or MultiLineString, at most 1,000 positions and 180 degrees long (线)."
    )
    distance: float = strawberry.field(
        description="How far from the line, in geodesic metres to each side and around its ends, inclusive; "
        "the corridor is twice as wide. More than 0, at most 100,000; exact to 0.5 m and 0.002 % (距离)."
    )


@strawberry.input(
    description="A part of the earth (区域): exactly one of `polygon`, `corridor` and `division`."
)
class Area:
    """What lies in it: all that shares a point with it, its border included."""

    polygon: GeoJSON | None = strawberry.field(
        default=None,
        description="A Polygon or MultiPolygon, such as an inundation area (淹没范围) or a plume of smoke; "
        "its edges are straight in longitude and latitude (多边形).",
    )
    corridor: Corridor | None = strawberry.field(default=None, description="All that is near a line (廊道).")
    division: DivisionCode | None = strawberry.field(
        default=None,
        description="A division and all below it: what belongs to them by record, with a position or "
        "without; of waters, those that touch their boundaries (行政区划).",
    )
    crs: Crs = strawberry.field(
        default=Crs.WGS84, description="The coordinate system of the polygon or the line (坐标系)."
    )

    def __post_init__(self) -> None:
        """Refuse none and several."""
        if sum(given is not None for given in (self.polygon, self.corridor, self.division)) != 1:
            raise ValueError("Give exactly one of `polygon`, `corridor` and `division`.")

    def holds(self, row: FromClause) -> ColumnElement[bool]:
        """Keep the rows of a table that lie in the area, wherever it keeps their place."""
        if self.division is not None:
            return _belongs(row, self.division)
        return or_(*(self.region.touches(row.c[name]) for name in placed(row)))

    @cached_property
    def region(self) -> Region:
        """The polygon or corridor, read once in a statement."""
        if self.corridor is None:
            return Inside(_read(self.polygon, area, self.crs))
        metres: Any = checked(self.corridor.distance, _distance)
        return Along(_read(self.corridor.line, line, self.crs), metres)


def _read(given: Any, read: Callable[[object, Crs], str], crs: Crs) -> ColumnElement[str]:
    text: ColumnElement[str] = checked(given, lambda value: read(value, crs), Text)
    return text


def placed(row: FromClause) -> list[str]:
    """Name the columns that say where a row is: its point, line or boundary, not what is drawn of them."""
    table = getattr(row, "element", row)
    return [
        column.name
        for column in table.c
        if isinstance(column.type, Geometry | Geography) and column.computed is None
    ]


def _belongs(row: FromClause, code: Any) -> ColumnElement[bool]:
    if "division_id" in row.c:
        return below(row.c.division_id, code)
    if getattr(row, "element", row) is division:
        return below(row.c.id, code)
    inside = division.alias()
    (place,) = placed(row)
    touching = select(inside.c.id).where(
        inside.c.path.op("<@")(subtree(code)), inside.c.boundary.ST_Intersects(row.c[place])
    )
    return and_(subtree(code).is_not(None), touching.correlate(row).exists())


def _distance(metres: float) -> float:
    if not 0 < metres <= WIDEST:
        raise ValueError(
            f"`distance` is in metres, more than 0 and at most {WIDEST:.0f}; {metres:g} is outside."
        )
    return metres
