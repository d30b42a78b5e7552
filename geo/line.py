"""A line as it comes in: a GeoJSON LineString or MultiLineString, checked so that it cannot hurt PostGIS."""

from __future__ import annotations

from itertools import pairwise
from math import dist

from geo.crs import Crs
from geo.members import listed, members, position
from geo.ordinates import Path, PlaceError
from geo.segment import Vertex

VERTICES = 1_000
"""Most positions of a line."""
LINES = 100
"""Most lines of a MultiLineString."""
LONGEST = 180.0
"""Most degrees of longitude and latitude from position to position, all together."""
ALLOWED = "a line is a GeoJSON LineString or MultiLineString (RFC 7946)"


def line(value: object, crs: Crs = Crs.WGS84) -> str:
    """Read a line in a system and write it as GeoJSON in WGS 84: a MultiLineString, nine decimals.

    It may cross itself; nothing is repaired. Takes at most 1,000 positions, 100 lines, and 180 degrees
    along all of them (cut it at the antimeridian).

    Raises:
        PlaceError: with a sentence, and the path of the place in the value, as ("coordinates", 0, 17).
    """
    given = _lines(value, crs)
    if len(given) > LINES:
        raise PlaceError(f"There are {len(given):,} lines; at most {LINES} are allowed.", ("coordinates",))
    positions = [(path, listed(one, "A line", "positions", path)) for path, one in given]
    count = sum(len(one) for _, one in positions)
    if count > VERTICES:
        message = f"The line has {count:,} positions; at most {VERTICES:,} are allowed."
        raise PlaceError(message, ("coordinates",))
    lines = [_vertices(one, path, crs) for path, one in positions]
    _short(lines)
    texts = (",".join(f"[{lon!r},{lat!r}]" for lon, lat in one) for one in lines)
    return f'{{"type":"MultiLineString","coordinates":[{",".join(f"[{text}]" for text in texts)}]}}'


def _lines(value: object, crs: Crs) -> list[tuple[Path, object]]:
    kind, coordinates = members(value, ("LineString", "MultiLineString"), ALLOWED, crs)
    if kind == "LineString":
        return [(("coordinates",), coordinates)]
    parts = listed(coordinates, "The coordinates of a MultiLineString", "lines", ("coordinates",))
    return [(("coordinates", number), part) for number, part in enumerate(parts)]


def _vertices(positions: list[object], path: Path, crs: Crs) -> list[Vertex]:
    given = [position(each, (*path, at), crs) for at, each in enumerate(positions)]
    made = given[:1] + [there for here, there in pairwise(given) if here != there]
    if len(made) < 2:
        raise PlaceError("A line has at least 2 positions, and not all of them the same.", path)
    return made


def _short(lines: list[list[Vertex]]) -> None:
    length = sum(dist(*ends) for one in lines for ends in pairwise(one))
    if length > LONGEST:
        message = (
            f"The line is {length:.6g} degrees long, at most {LONGEST:.6g} are allowed; cut a line that "
            "crosses the antimeridian there, and give it as a MultiLineString."
        )
        raise PlaceError(message, ("coordinates",))
