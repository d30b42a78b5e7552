"""Systems of coordinates: from and to WGS 84. `geo.functions` is the same in SQL.

| name         | what it is, and who uses it                                                            |
|--------------|----------------------------------------------------------------------------------------|
| WGS84        | EPSG:4326, satellite navigation; what is stored                                        |
| CGCS2000     | EPSG:4490, official maps of China (Tianditu); within a metre of WGS 84, taken as equal |
| GCJ02        | WGS 84 shifted by up to 700 m in mainland China: AMap, Tencent, Google in China        |
| BD09         | GCJ-02 shifted once more, by 0.8 to 1 km there: Baidu                                  |
| WEB_MERCATOR | EPSG:3857, metres: tiles of web maps                                                   |

GCJ-02 is not applied outside mainland China (`geo.outline`): there it is WGS 84 itself, and BD-09 is computed
from that. Going back is by iteration, to 1e-9 degree. Within 1 km of the outline two places can share one
position in GCJ-02, and going back may give the other one.
"""

from __future__ import annotations

from collections.abc import Callable
from math import asinh, atan, atan2, cos, degrees, hypot, pi, radians, sin, sinh, sqrt, tan

from geo.crs import Crs
from geo.outline import inside

Pair = tuple[float, float]
Move = Callable[[float, float], Pair]

AXIS = 6378245.0
"""Semi-major axis of the Krasovsky ellipsoid, metres."""
ECCENTRICITY = 0.00669342162296594323
"""Its first eccentricity, squared."""
RADIUS = 6378137.0
"""Radius of the sphere of Web Mercator, metres."""
TURN = pi * 3000 / 180
BOX = (17.0, 55.0, 72.0, 137.0)
"""South, north, west, east: beyond this box no place in GCJ-02 can lie in the outline."""
ROUNDS = 8
"""Rounds of going back; each leaves less than 3 % of the error, and it starts below 0.02 degree."""


def from_wgs84(lon: float, lat: float, crs: Crs) -> Pair:
    """Turn WGS 84 degrees into (lon, lat) degrees, or (x, y) metres, of a system."""
    return _FROM[crs](lon, lat)


def to_wgs84(lon: float, lat: float, crs: Crs) -> Pair:
    """Turn (lon, lat) degrees, or (x, y) metres, of a system into WGS 84 degrees."""
    return _TO[crs](lon, lat)


def _same(lon: float, lat: float) -> Pair:
    return lon, lat


def _offset(lon: float, lat: float) -> Pair:
    """By how many degrees GCJ-02 shifts a place, as if it were in China."""
    x, y = lon - 105.0, lat - 35.0
    wave = 20 * sin(6 * pi * x) + 20 * sin(2 * pi * x)
    root = sqrt(abs(x))
    swing = wave + _swing(x, 150, 300)
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + swing * 2 / 3
    swing = wave + _swing(y, 160, 320)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + swing * 2 / 3
    phi = radians(lat)
    shape = 1 - ECCENTRICITY * sin(phi) ** 2
    meridian = AXIS * (1 - ECCENTRICITY) / (shape * sqrt(shape))
    return degrees(east / (AXIS / sqrt(shape) * cos(phi))), degrees(north / meridian)


def _swing(at: float, middle: float, wide: float) -> float:
    near = 20 * sin(pi * at) + 40 * sin(pi * at / 3)
    return near + middle * sin(pi * at / 12) + wide * sin(pi * at / 30)


def _shifted(lon: float, lat: float) -> Pair:
    east, north = _offset(lon, lat)
    return lon + east, lat + north


def _to_gcj(lon: float, lat: float) -> Pair:
    return _shifted(lon, lat) if inside(lon, lat) else (lon, lat)


def _from_gcj(lon: float, lat: float) -> Pair:
    south, north, west, east = BOX
    if not (south <= lat <= north and west <= lon <= east):
        return lon, lat
    back = _solved(_shifted, lon, lat)
    return back if inside(*back) else (lon, lat)


def _to_baidu(lon: float, lat: float) -> Pair:
    length = hypot(lon, lat) + 0.00002 * sin(lat * TURN)
    angle = atan2(lat, lon) + 0.000003 * cos(lon * TURN)
    return length * cos(angle) + 0.0065, length * sin(angle) + 0.006


def _to_bd(lon: float, lat: float) -> Pair:
    return _to_baidu(*_to_gcj(lon, lat))


def _from_bd(lon: float, lat: float) -> Pair:
    return _from_gcj(*_solved(_to_baidu, lon, lat))


def _solved(move: Move, lon: float, lat: float) -> Pair:
    """Find what `move` takes to this place."""
    x, y = lon, lat
    for _ in range(ROUNDS):
        moved = move(x, y)
        x, y = x + lon - moved[0], y + lat - moved[1]
    return x, y


def _to_mercator(lon: float, lat: float) -> Pair:
    return RADIUS * radians(lon), RADIUS * asinh(tan(radians(lat)))


def _from_mercator(x: float, y: float) -> Pair:
    return degrees(x / RADIUS), degrees(atan(sinh(y / RADIUS)))


_FROM: dict[Crs, Move] = {
    Crs.WGS84: _same,
    Crs.CGCS2000: _same,
    Crs.GCJ02: _to_gcj,
    Crs.BD09: _to_bd,
    Crs.WEB_MERCATOR: _to_mercator,
}
_TO: dict[Crs, Move] = {
    Crs.WGS84: _same,
    Crs.CGCS2000: _same,
    Crs.GCJ02: _from_gcj,
    Crs.BD09: _from_bd,
    Crs.WEB_MERCATOR: _from_mercator,
}
