"""An area as it comes in: a GeoJSON Polygon or MultiPolygon, checked so that PostGIS cannot be hurt by it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from geo.crs import Crs
from geo.members import listed, members, position
from geo.ordinates import Path, PlaceError
from geo.segment import Vertex, side
from geo.sweep import RingError, Sweep

VERTICES = 10_000
"""Most vertices of an area, the repeated last position of a ring not counted."""
RINGS = 100
"""Most rings of an area."""
WIDEST = 180.0
"""Most degrees of longitude from the west to the east of a polygon."""
THINNEST = 1e-8
"""Least mean width of a ring, degrees: a millimetre."""
FLAT = "The ring has no area: all its positions lie on one line."
ALLOWED = "an area is a GeoJSON Polygon or MultiPolygon (RFC 7946)"


@dataclass(slots=True)
class Ring:
    """A ring without its repeated last position; `at` gives the index of each vertex in the input."""

    path: Path
    polygon: int
    vertices: list[Vertex]
    at: list[int]


def area(value: object, crs: Crs = Crs.WGS84) -> str:
    """Read an area in a system and write it as GeoJSON in WGS 84.

    The text has two ordinates a position, nine decimals, exterior rings counter-clockwise, no other member,
    and is valid for PostGIS. Nothing is repaired: what is not valid is refused. Takes at most 10,000
    vertices, 100 rings, and 180 degrees of longitude a polygon (cut it at the antimeridian).

    Raises:
        PlaceError: with a sentence, and the path of the place in the value, as ("coordinates", 0, 17).
    """
    rings = _rings(value, crs)
    try:
        around = Sweep([ring.vertices for ring in rings], [ring.polygon for ring in rings]).around
    except RingError as error:
        ring = rings[error.ring]
        raise PlaceError(str(error), (*ring.path, ring.at[error.at])) from None
    for ring in rings:
        if _flat(ring.vertices):
            raise PlaceError(FLAT, ring.path)
    _nested(rings, around)
    return _written(rings)


def _rings(value: object, crs: Crs) -> list[Ring]:
    polygons = _polygons(value, crs)
    listed = [(number, path, ring) for number, at, polygon in polygons for path, ring in _listed(polygon, at)]
    _at_most(len(listed))
    vertices = sum(len(ring) - 1 for _, _, ring in listed)
    if vertices > VERTICES:
        message = f"The area has {vertices:,} vertices; at most {VERTICES:,} are allowed."
        raise PlaceError(message, ("coordinates",))
    rings = [_ring(number, path, ring, crs) for number, path, ring in listed]
    _narrow(rings)
    return rings


def _polygons(value: object, crs: Crs) -> list[tuple[int, Path, object]]:
    """Take the polygons out of the object: number, path, coordinates."""
    kind, coordinates = members(value, ("Polygon", "MultiPolygon"), ALLOWED, crs)
    if kind == "Polygon":
        return [(0, ("coordinates",), coordinates)]
    parts = listed(coordinates, "The coordinates of a MultiPolygon", "polygons", ("coordinates",))
    _at_most(len(parts))
    return [(number, ("coordinates", number), part) for number, part in enumerate(parts)]


def _listed(polygon: object, path: Path) -> list[tuple[Path, list[object]]]:
    rings = listed(polygon, "A polygon", "rings", path)
    _at_most(len(rings))
    return [
        ((*path, number), listed(ring, "A ring", "positions", (*path, number)))
        for number, ring in enumerate(rings)
    ]


def _at_most(rings: int) -> None:
    """Count before anything is read: each polygon has a ring or more."""
    if rings > RINGS:
        message = f"The area has {rings:,} rings or more; at most {RINGS} are allowed."
        raise PlaceError(message, ("coordinates",))


def _ring(polygon: int, path: Path, positions: list[object], crs: Crs) -> Ring:
    if len(positions) < 4:
        message = (
            f"A ring has at least 4 positions, the last the same as the first; this one has {len(positions)}."
        )
        raise PlaceError(message, path)
    given = [position(each, (*path, at), crs) for at, each in enumerate(positions)]
    if given[0] != given[-1]:
        raise PlaceError("The ring is not closed: its last position must be the same as its first.", path)
    at = [at for at, vertex in enumerate(given[:-1]) if vertex != given[at - 1 if at else -2]]
    vertices = [given[each] for each in at]
    if len(vertices) < 3 or not any(side(vertices[0], vertices[1], vertex) for vertex in vertices):
        raise PlaceError(FLAT, path)
    return Ring(path, polygon, vertices, at)


def _flat(vertices: list[Vertex]) -> bool:
    """Whether a ring that does not cross itself is thinner than a millimetre."""
    lons, lats = zip(*vertices, strict=True)
    x, y = vertices[0]
    twice = sum((a[0] - x) * (b[1] - y) - (b[0] - x) * (a[1] - y) for a, b in pairwise(vertices))
    longest: float = max(max(lons) - min(lons), max(lats) - min(lats))
    return abs(twice) / 2 < THINNEST * longest


def _narrow(rings: list[Ring]) -> None:
    for ring in rings:
        west, east = min(ring.vertices)[0], max(ring.vertices)[0]
        if east - west > WIDEST:
            message = (
                f"The ring is {east - west:.6g} degrees wide, at most {WIDEST:.6g} are allowed; "
                "cut an area that crosses the antimeridian there, and give it as a MultiPolygon."
            )
            raise PlaceError(message, ring.path)


def _nested(rings: list[Ring], around: list[set[int]]) -> None:
    """Check that holes lie in their own polygon and in no other hole, and polygons not in each other."""
    outer = {ring.polygon: number for number, ring in reversed(list(enumerate(rings)))}
    for number, ring in enumerate(rings):
        shell = outer[ring.polygon]
        if number != shell:
            _hole(rings, around[number], ring, shell)
            continue
        for other, outside in outer.items():
            holes = {n for n in around[number] if rings[n].polygon == other and n != outside}
            if outside in around[number] and not holes:
                raise PlaceError("The polygon lies in another polygon of the area.", ring.path)


def _hole(rings: list[Ring], around: set[int], ring: Ring, shell: int) -> None:
    if shell not in around:
        message = (
            "The hole lies outside its polygon: the first ring is the border, the others are holes in it."
        )
        raise PlaceError(message, ring.path)
    if any(rings[number].polygon == ring.polygon and number != shell for number in around):
        raise PlaceError("The hole lies in another hole of the polygon.", ring.path)


def _written(rings: list[Ring]) -> str:
    polygons: dict[int, list[str]] = {}
    for ring in rings:
        polygons.setdefault(ring.polygon, []).append(_text(ring, not polygons.get(ring.polygon)))
    texts = [f"[{','.join(texts)}]" for texts in polygons.values()]
    if len(texts) == 1:
        return f'{{"type":"Polygon","coordinates":{texts[0]}}}'
    return f'{{"type":"MultiPolygon","coordinates":[{",".join(texts)}]}}'


def _text(ring: Ring, outer: bool) -> str:
    """Write a ring: an exterior one counter-clockwise, a hole clockwise, closed."""
    given = ring.vertices
    vertices = given if _counterclockwise(given) == outer else [given[0], *given[:0:-1]]
    return "[" + ",".join(f"[{lon!r},{lat!r}]" for lon, lat in [*vertices, vertices[0]]) + "]"


def _counterclockwise(vertices: list[Vertex]) -> bool:
    """Tell by the turn at the first vertex, which is a true corner of a ring that does not cross itself."""
    at = vertices.index(min(vertices))
    return side(vertices[at - 1], vertices[at], vertices[(at + 1) % len(vertices)]) > 0
