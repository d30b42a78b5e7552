"""A part of the earth that a statement asks about: an area, or all that is near a line.

It is read from its text once in a statement, whatever it is held against. What comes in has been checked by
`geo.area` and `geo.line`; nothing is buffered, united or repaired.
"""

from __future__ import annotations

from typing import Any

from geoalchemy2 import Geography
from sqlalchemy import ColumnElement, and_, case, cast, func, literal_column, select

from geo.expressions import GEOGRAPHY, GEOMETRY, is_point, within

EDGE: ColumnElement[float] = literal_column("0.25")
"""Edges of a geography are great circles: cut into pieces of so many degrees they leave the straight line of
RFC 7946 by less than 10 m."""
MARGIN: ColumnElement[float] = literal_column("100")
PIECE: ColumnElement[float] = literal_column("0.05")
"""Pieces of a line, degrees: so they leave the straight line by less than 0.4 m."""
PAIRS: ColumnElement[int] = literal_column("100000")
"""Up to how many pairs of vertices are tried one by one, when a line meets an outline for the first time."""


class Region:
    """What is asked about, as expressions that every part of a statement shares."""

    def __init__(self, **columns: ColumnElement[Any]) -> None:
        """Name what is computed once."""
        self.read = select(*(column.label(name) for name, column in columns.items())).cte()

    def part(self, name: str) -> ColumnElement[Any]:
        """Give one of the things that were computed."""
        return cast(select(self.read.c[name]).scalar_subquery(), self.read.c[name].type)

    def touches(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """Whether a position, line or outline shares a point with it, the border included."""
        raise NotImplementedError


class Inside(Region):
    """An area; `text` is what `geo.area.area` writes. Its edges are straight in longitude and latitude."""

    def __init__(self, text: ColumnElement[str]) -> None:
        """Read the area, and a geography whose box holds it."""
        shape = func.ST_GeomFromGeoJSON(text, type_=GEOMETRY)
        edges = func.ST_Segmentize(func.ST_Envelope(shape), EDGE, type_=GEOMETRY)
        wide = func._ST_Expand(cast(edges, GEOGRAPHY), MARGIN, type_=GEOGRAPHY)
        super().__init__(shape=shape, wide=wide)

    def touches(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """Ask the index of the column, a geography by a wider box, and then exactly, in the plane."""
        if not isinstance(column.type, Geography):
            return func.ST_Intersects(column, self.part("shape"))
        near = column.op("&&")(self.part("wide"))
        return and_(near, func.ST_Intersects(cast(column, GEOMETRY), self.part("shape")))


class Along(Region):
    """All that is at most `metres` from a line; `text` is what `geo.line.line` writes.

    Metres are geodesic, on the ellipsoid, to the point that is nearest on the sphere: at most 0.002 %
    too long.
    An outline is asked by the index on it as a geography, and its edges count as great circles.
    """

    def __init__(self, text: ColumnElement[str], metres: ColumnElement[float]) -> None:
        """Read the line, and a geography whose box holds all that may be near."""
        shape = func.ST_Segmentize(func.ST_GeomFromGeoJSON(text), PIECE, type_=GEOMETRY)
        line = cast(shape, GEOGRAPHY)
        wide = func._ST_Expand(line, metres, type_=GEOGRAPHY)
        super().__init__(line=line, wide=wide, metres=metres, vertices=func.ST_NPoints(shape))

    def touches(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """Ask the index, then measure."""
        if is_point(column):
            return within(column, self.part("line"), self.part("metres"))
        outline = cast(column, GEOGRAPHY)
        return and_(outline.op("&&")(self.part("wide")), self._near(column, outline))

    def _near(self, column: ColumnElement[Any], outline: ColumnElement[Any]) -> ColumnElement[bool]:
        """Measure an outline: by a tree if it is large, for PostGIS tries all pairs before it makes one."""
        line, metres = self.part("line"), self.part("metres")
        tree = func._ST_DistanceTree(outline, line, metres, literal_column("true")) <= metres
        pairs = func.ST_NPoints(column) * self.part("vertices")
        return case((pairs > PAIRS, tree), else_=within(outline, line, metres))
