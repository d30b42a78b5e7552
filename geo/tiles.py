"""Map tiles: the square of Web Mercator cut in four again and again, and what is drawn in one of its parts.

A row lies in one cell of a grid of 2^24 by 2^24 (`levee_cell` in SQL, `cell` here), numbered in Z-order, so
the cells of any tile are one range of numbers. A point belongs to exactly one tile: borders count to the east
and the south, what lies beyond 85.05 degrees to the edge. In GCJ02 and BD09 places move before they are
drawn, by less than `MARGIN`; a tile is then made of whatever has moved into it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import asinh, atan, degrees, floor, pi, radians, sinh, tan
from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnClause,
    ColumnElement,
    Integer,
    LargeBinary,
    Text,
    bindparam,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.selectable import FromClause, Subquery
from sqlalchemy.types import Double

from geo.crs import Crs

DEEPEST = 22
"""Zoom of the smallest tiles."""
EXTENT = 4096
"""Units across a tile."""
BUFFER = 64
"""Units by which lines and areas reach beyond their tile."""
BITS = 24
"""Zoom at which a cell would be a tile."""
FINER = 5
"""A tile has 2^5 by 2^5 places for points: at most 1,024 of them."""
COUNTED = 10
"""Up to this zoom the places of a tile are squares that are counted as they are written."""
POLE = 85.0511287798066
"""Latitude of the upper and the lower edge."""
MARGIN = 0.02
"""Degrees by which no place moves in GCJ02 and BD09."""
SHIFTED = frozenset({Crs.GCJ02, Crs.BD09})
_NUMBER = re.compile(r"\d{1,8}", re.ASCII)

GEOMETRY = Geometry(None, -1)
Z, X, Y = (bindparam(name, type_=Integer()) for name in ("z", "x", "y"))
LOW, HIGH = bindparam("low", type_=BigInteger()), bindparam("high", type_=BigInteger())
LOWS, HIGHS = bindparam("lows", type_=ARRAY(BigInteger)), bindparam("highs", type_=ARRAY(BigInteger))
SHIFT = bindparam("shift", type_=Integer())
LEVEL = bindparam("level", type_=Integer())
SCALE: BindParameter[float] = bindparam("scale", type_=Double())
LEFT: BindParameter[float] = bindparam("left", type_=Double())
TOP: BindParameter[float] = bindparam("top", type_=Double())
TOLERANCE: BindParameter[float] = bindparam("tolerance", type_=Double())
CRS = bindparam("crs", type_=Text())
SIDES: tuple[BindParameter[float], ...] = tuple(
    bindparam(name, type_=Double()) for name in ("west", "south", "east", "north")
)


class TileError(ValueError):
    """There is no such tile; the message says what is allowed, in one line."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile: zoom 0 to 22, column from the west, row from the north."""

    z: int
    x: int
    y: int

    @staticmethod
    def read(z: str, x: str, y: str) -> Tile:
        """Read a tile's three numbers.

        Raises:
            TileError: they are no whole numbers, or out of range.
        """
        for name, text in (("z", z), ("x", x), ("y", y)):
            if not _NUMBER.fullmatch(text):
                raise TileError(f"{name} is a whole number from 0 on, and is {text[:20]!a}.")
        zoom, column, row = int(z), int(x), int(y)
        if zoom > DEEPEST:
            raise TileError(f"z is at most {DEEPEST}, and is {zoom}.")
        for name, number in (("x", column), ("y", row)):
            if number >= 2**zoom:
                raise TileError(f"{name} is at most {2**zoom - 1} at zoom {zoom}, and is {number}.")
        return Tile(zoom, column, row)

    @property
    def cells(self) -> tuple[int, int]:
        """Its first and its last cell."""
        free = 2 * (BITS - self.z)
        first = _woven(self.x, self.y) << free
        return first, first + (1 << free) - 1

    def bounds(self, margin: float = 0.0) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees; `margin` is in tiles."""
        count = 2**self.z
        west, east = ((self.x + side) / count * 360 - 180 for side in (-margin, 1 + margin))
        south, north = (_latitude((self.y + side) / count) for side in (1 + margin, -margin))
        return west, south, east, north

    def around(self) -> list[tuple[int, int]]:
        """Ranges of the cells from which a place may move into the tile."""
        west, south, east, north = self.bounds()
        zoom = min(self.z + 3, 14)
        ends = [
            _place(lon, lat, zoom)
            for lon, lat in ((west - MARGIN, north + MARGIN), (east + MARGIN, south - MARGIN))
        ]
        (left, top), (right, bottom) = ends
        tiles = [Tile(zoom, x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]
        return _joined(sorted(tile.cells for tile in tiles))

    def values(self, crs: Crs) -> Mapping[str, Any]:
        """What the parameters of a tile's statement stand for."""
        shifted = crs in SHIFTED
        spans = self.around() if shifted else []
        more = MARGIN if shifted else 0.0
        west, south, east, north = self.bounds(BUFFER * 2 / EXTENT)
        low, high = self.cells
        return {
            "z": self.z,
            "x": self.x,
            "y": self.y,
            "crs": crs.value,
            "low": low,
            "high": high,
            "lows": [span[0] for span in spans],
            "highs": [span[1] for span in spans],
            "level": min(self.z + FINER, BITS),
            "shift": 2 * (BITS - min(self.z + FINER, BITS)),
            "scale": float(EXTENT * 2**self.z),
            "left": float(EXTENT * self.x),
            "top": float(EXTENT * self.y),
            "tolerance": 360 / 2**self.z / 2048,
            "west": west - more,
            "south": south - more,
            "east": east + more,
            "north": north + more,
        }


def cell(lon: float, lat: float) -> int:
    """Give the cell of a place in degrees."""
    return _woven(*_place(lon, lat, BITS))


def grouped(column: ColumnElement[int]) -> ColumnElement[int]:
    """Give the number of the place in a tile that a cell is drawn at."""
    return column.op(">>", return_type=BigInteger())(SHIFT)


def within(row: FromClause, *, shifted: bool) -> tuple[FromClause, ColumnElement[bool]]:
    """Say which rows can lie in the tile, by their `cell`: what to select from, and the condition."""
    if not shifted:
        return row, row.c.cell.between(LOW, HIGH)
    spans = func.unnest(LOWS, HIGHS).table_valued("low", "high").render_derived()
    return row.join(spans, row.c.cell.between(spans.c.low, spans.c.high)), literal_column("true")


def squares(columns: Sequence[ColumnClause[Any]], *, shifted: bool) -> FromClause:
    """Give the squares that can lie in the tile as they were counted, `columns` as `levee_squares` does."""
    if not shifted:
        return func.levee_squares(LEVEL, LOW, HIGH).table_valued(*columns)
    spans = func.unnest(LOWS, HIGHS).table_valued("low", "high").render_derived()
    counted = func.levee_squares(LEVEL, spans.c.low, spans.c.high).table_valued(*columns).lateral()
    return select(*counted.c).select_from(spans.join(counted, true())).subquery()


def world(place: ColumnElement[Any]) -> ColumnElement[Any]:
    """Give where a geometry lies on the square from (0, 0) to (1, 1), as an array."""
    return func.levee_world(place, type_=ARRAY(Double()))


def between(low: ColumnElement[int], high: ColumnElement[int]) -> ColumnElement[Any]:
    """Give the middle between two cells on the square, as an array."""
    return func.levee_between(low, high, type_=ARRAY(Double()))


def dot(place: ColumnElement[Any], *, shifted: bool) -> tuple[ColumnElement[Any], ColumnElement[bool]]:
    """Draw a point in units of the tile, and say whether it lies in it."""
    east, south = (
        func.floor(place[axis] * SCALE - start)
        for axis, start in zip(numbers(1, 2), (LEFT, TOP), strict=True)
    )
    first, last = numbers(0, EXTENT - 1)
    if shifted:
        inside = east.between(first, last) & south.between(first, last)
        return func.ST_MakePoint(east, south, type_=GEOMETRY), inside
    kept = [func.least(last, func.greatest(first, at)) for at in (east, south)]
    return func.ST_MakePoint(*kept, type_=GEOMETRY), literal_column("true")


def moved(place: ColumnElement[Any], *, shifted: bool) -> ColumnElement[Any]:
    """Give a place on the square in the asked system."""
    return func.levee_world_in(place, CRS, type_=ARRAY(Double())) if shifted else place


def box() -> ColumnElement[Any]:
    """Give what a line or area must touch to be drawn, in degrees."""
    return func.ST_MakeEnvelope(*SIDES, literal_column("4326"), type_=GEOMETRY)


def shape(column: ColumnElement[Any], *, shifted: bool, simpler: bool = False) -> ColumnElement[Any]:
    """Draw a line or area in units of the tile; null where nothing of it is left.

    It is cut to the tile before anything else: no vertex is moved that is not drawn.
    """
    cut = func.ST_ClipByBox2D(column, box(), type_=GEOMETRY)
    if simpler:
        cut = func.ST_Simplify(cut, TOLERANCE, literal_column("true"), type_=GEOMETRY)
    if shifted:
        cut = func.levee_datum(cut, CRS, type_=GEOMETRY)
    square = func.ST_Transform(cut, literal_column("3857"), type_=GEOMETRY)
    tile = func.ST_TileEnvelope(Z, X, Y, type_=GEOMETRY)
    return func.ST_AsMVTGeom(square, tile, *numbers(EXTENT, BUFFER), literal_column("true"), type_=GEOMETRY)


def numbers(*values: int) -> list[ColumnElement[int]]:
    """Write whole numbers into a statement."""
    return [literal_column(str(value), Integer()) for value in values]


def mvt(features: Subquery, name: str) -> ColumnElement[bytes]:
    """Make a vector tile of rows with `id` and `geom` in units of the tile; the rest are properties."""
    words = (f"'{name}'", str(EXTENT), "'geom'", "'id'")
    return func.ST_AsMVT(features.table_valued(), *map(literal_column, words), type_=LargeBinary())


def _place(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    count = 2**zoom
    north = 0.5 - asinh(tan(radians(max(-POLE, min(POLE, lat))))) / (2 * pi)
    east, south = ((floor(at * count)) for at in ((lon + 180) / 360, north))
    return max(0, min(count - 1, east)), max(0, min(count - 1, south))


def _latitude(down: float) -> float:
    """Latitude so far down the square; never beyond its edges by more than a hair."""
    return max(-85.06, min(85.06, degrees(atan(sinh(pi * (1 - 2 * down))))))


def _woven(x: int, y: int) -> int:
    return _spread(x) | _spread(y) << 1


def _spread(number: int) -> int:
    """Put a zero before each binary digit."""
    return int(f"{number:b}", 4)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined = spans[:1]
    for low, high in spans[1:]:
        if low == joined[-1][1] + 1:
            joined[-1] = joined[-1][0], high
        else:
            joined.append((low, high))
    return joined
