"""Areas as they come in: what is read, and what is refused with a reason and a path."""

import json
import math
import random
import time
from collections.abc import Callable
from typing import Any, TypeAlias

import asyncpg
import pytest

from geo.area import area
from geo.crs import Crs
from geo.datum import from_wgs84
from geo.ordinates import PlaceError

Asyncpg: TypeAlias = "asyncpg.Connection[Any]"
Ring = list[list[Any]]
SQUARE: Ring = [[112, 30], [113, 30], [113, 31], [112, 31], [112, 30]]
HOLE: Ring = [[112.2, 30.2], [112.4, 30.2], [112.4, 30.4], [112.2, 30.2]]


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def parts(*polygons: Any) -> dict[str, Any]:
    return {"type": "MultiPolygon", "coordinates": list(polygons)}


def box(west: float, south: float, width: float = 1.0, height: float = 1.0) -> Ring:
    east, north = west + width, south + height
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def around(count: int, radius: float = 1.0, east: float = 112.0, north: float = 30.0) -> Ring:
    """A ring of so many vertices on a circle."""
    turns = (2 * math.pi * i / count for i in range(count))
    ring = [[east + radius * math.cos(turn), north + radius * math.sin(turn)] for turn in turns]
    return [*ring, ring[0]]


def scribble(count: int) -> Ring:
    dice = random.Random(count)
    ring = [[dice.uniform(110, 113), dice.uniform(29, 31)] for _ in range(count)]
    return [*ring, ring[0]]


def comb(teeth: int, slant: float) -> Ring:
    """A ring of many long thin teeth, all side by side."""
    ring = []
    for tooth in range(teeth):
        foot = 100 + tooth * 0.001
        ring += [[foot, 30], [foot + 0.0005 + slant, 35]]
    return [*ring, [100 + teeth * 0.001, 30], [100, 29], ring[0]]


def quickest(run: Callable[[], object]) -> float:
    """The seconds of processor time of the quickest of three runs."""
    times = []
    for _ in range(3):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def counting() -> None:
    """Count to a million: how fast this machine is just now."""
    total = 0
    for number in range(1_000_000):
        total += number & 7


def refused(value: object, crs: Crs = Crs.WGS84) -> PlaceError:
    with pytest.raises(PlaceError) as caught:
        area(value, crs)
    assert caught.value.message.endswith("."), "a reason is a sentence"
    assert caught.value.message[0].isupper() or caught.value.message.startswith(("lon", "lat"))
    return caught.value


def test_an_area_is_written_compact_and_right_handed() -> None:
    clockwise = polygon(SQUARE[::-1], HOLE)
    assert area(clockwise) == (
        '{"type":"Polygon","coordinates":[[[112.0,30.0],[113.0,30.0],[113.0,31.0],[112.0,31.0],[112.0,30.0]],'
        "[[112.2,30.2],[112.4,30.4],[112.4,30.2],[112.2,30.2]]]}"
    )


def test_a_multipolygon_stays_one() -> None:
    read = json.loads(area(parts([box(1, 1)], [box(3, 3)])))
    assert read == {"type": "MultiPolygon", "coordinates": [[box(1, 1)], [box(3, 3)]]}


ACCEPTED = {
    "other members": {**polygon(SQUARE), "bbox": [112, 30, 113, 31], "note": "水位"},
    "a crs member that says the same": {
        **polygon(SQUARE),
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},
    },
    "a crs member that is null": {**polygon(SQUARE), "crs": None},
    "a position said twice": polygon([*SQUARE[:2], *SQUARE[1:]]),
    "a hole that touches the border": polygon(box(0, 0, 4, 4), [[0, 0], [2, 1], [2, 2], [0, 0]]),
    "a hole whose corner lies on an edge": polygon(box(0, 0, 4, 4), [[0, 1], [2, 1], [2, 2], [0, 1]]),
    "two polygons that meet at a corner": parts([box(0, 0)], [box(1, 1)]),
    "an island in a hole": parts([box(0, 0, 9, 9), box(1, 1, 7, 7)], [box(2, 2)]),
    "a cut at the antimeridian": parts([box(179, 0)], [box(-180, 0)]),
    "half the world": polygon(box(-90, -10, 180, 20)),
    "ninety-nine holes": polygon(
        box(0, 0, 60, 40), *(around(9, 1, 3 + 5 * (i % 11), 3 + 4 * (i // 11)) for i in range(99))
    ),
    "ten thousand vertices": polygon(around(10_000)),
    "a slanting comb": polygon(comb(4_900, 4.0)),
}


@pytest.mark.alone
@pytest.mark.parametrize("case", ACCEPTED)
async def test_an_area_is_read_in_time_and_valid_for_postgis(connection: Asyncpg, case: str) -> None:
    text = area(ACCEPTED[case])
    assert quickest(lambda: area(ACCEPTED[case])) < 6 * quickest(counting), "0.3 s where that takes 0.05 s"
    assert set(json.loads(text)) == {"type", "coordinates"}
    assert await connection.fetchval("SELECT ST_IsValid(ST_GeomFromGeoJSON($1))", text)


@pytest.mark.parametrize("crs", Crs)
async def test_an_area_is_read_in_its_own_system(connection: Asyncpg, crs: Crs) -> None:
    given_there = polygon([list(from_wgs84(lon, lat, crs)) for lon, lat in SQUARE])
    moved = "SELECT ST_HausdorffDistance(ST_GeomFromGeoJSON($1), ST_GeomFromGeoJSON($2))"
    assert await connection.fetchval(moved, area(given_there, crs), area(polygon(SQUARE))) < 1e-8


REFUSED: dict[str, tuple[Any, tuple[str | int, ...], str]] = {
    "no object": ([1, 2], (), "This is a list"),
    "text": ('{"type":"Polygon"}', (), "This is text"),
    "null": (None, (), "This is null"),
    "no type": ({"coordinates": [SQUARE]}, ("type",), "missing"),
    "a type that is no text": ({"type": 5}, ("type",), "missing"),
    "a point": ({"type": "Point", "coordinates": [1, 2]}, ("type",), "'Point' is not allowed"),
    "a feature": ({"type": "Feature", "geometry": polygon(SQUARE)}, ("type",), "geometry inside"),
    "a collection": ({"type": "GeometryCollection", "geometries": []}, ("type",), "geometry inside"),
    "another system": (
        {**polygon(SQUARE), "crs": {"type": "name", "properties": {"name": "EPSG:4490"}}},
        ("crs",),
        "not allowed",
    ),
    "a strange crs member": ({**polygon(SQUARE), "crs": 5}, ("crs",), "not allowed"),
    "no coordinates": ({"type": "Polygon"}, ("coordinates",), "list of rings, and is null"),
    "empty coordinates": (polygon(), ("coordinates",), "must not be empty"),
    "an empty ring": (polygon([]), ("coordinates", 0), "must not be empty"),
    "an empty multipolygon": (parts(), ("coordinates",), "must not be empty"),
    "a polygon that is a number": (parts(5), ("coordinates", 0), "list of rings, and is a number"),
    "a ring that is an object": (polygon({}), ("coordinates", 0), "list of positions, and is an object"),
    "a ring of two positions": (polygon([[0, 0], [0, 0]]), ("coordinates", 0), "at least 4"),
    "an open ring": (polygon(SQUARE[:-1]), ("coordinates", 0), "not closed"),
    "a position of one number": (polygon([*SQUARE[:2], [5], *SQUARE[3:]]), ("coordinates", 0, 2), "has 1"),
    "a height": (polygon([*SQUARE[:2], [113, 31, 35.5], *SQUARE[3:]]), ("coordinates", 0, 2), "has 3"),
    "five numbers": (polygon([[1, 2, 3, 4, 5], *SQUARE[1:]]), ("coordinates", 0, 0), "has 5"),
    "a number for a position": (polygon([*SQUARE[:3], 7, SQUARE[4]]), ("coordinates", 0, 3), "is a number"),
    "text for a number": (polygon([*SQUARE[:1], ["113", 30], *SQUARE[2:]]), ("coordinates", 0, 1), "is text"),
    "null for a number": (polygon([*SQUARE[:1], [113, None], *SQUARE[2:]]), ("coordinates", 0, 1), "is null"),
    "true for a number": (
        polygon([*SQUARE[:1], [True, 30], *SQUARE[2:]]),
        ("coordinates", 0, 1),
        "true or f",
    ),
    "NaN": (polygon([*SQUARE[:1], [math.nan, 30], *SQUARE[2:]]), ("coordinates", 0, 1), "finite"),
    "infinity": (polygon([*SQUARE[:1], [113, -math.inf], *SQUARE[2:]]), ("coordinates", 0, 1), "finite"),
    "out of range": (polygon([*SQUARE[:1], [500, 30], *SQUARE[2:]]), ("coordinates", 0, 1), "between -180"),
    "swapped": (polygon([p[::-1] for p in SQUARE]), ("coordinates", 0, 0), "look swapped"),
    "in a later polygon": (parts([SQUARE], [box(0, 89.5)]), ("coordinates", 1, 0, 2), "between -90"),
    "no area": (polygon([[0, 0], [1, 1], [2, 2], [0, 0]]), ("coordinates", 0), "no area"),
    "one place four times": (polygon([[1, 1]] * 4), ("coordinates", 0), "no area"),
    "a bow": (polygon([[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]), ("coordinates", 0, 2), "crosses itself"),
    "a spike": (
        polygon([[0, 0], [2, 0], [1, 0], [1, 1], [0, 0]]),
        ("coordinates", 0, 1),
        "runs along itself",
    ),
    "an eight": (
        polygon([[0, 0], [1, 1], [2, 0], [2, 2], [1, 1], [0, 2], [0, 0]]),
        ("coordinates", 0, 4),
        "touches itself",
    ),
    "a hole outside": (polygon(SQUARE, box(5, 5)), ("coordinates", 1), "outside its polygon"),
    "a hole in a hole": (
        polygon(box(0, 0, 9, 9), box(1, 1, 7, 7), box(2, 2)),
        ("coordinates", 2),
        "another hole",
    ),
    "a hole across the border": (
        polygon(box(0, 0, 4, 4), [[1, 1], [5, 1], [2, 2], [1, 1]]),
        ("coordinates", 1, 0),
        "crosses another ring",
    ),
    "a hole along the border": (
        polygon(box(0, 0, 4, 4), box(0, 1)),
        ("coordinates", 1, 3),
        "runs along another ring",
    ),
    "a hole that cuts in two": (
        polygon(box(0, 0, 4, 4), [[0, 1], [4, 1], [2, 2], [0, 1]]),
        ("coordinates", 0, 1),
        "cut the area in two",
    ),
    "polygons side by side": (
        parts([box(0, 0)], [box(1, 0)]),
        ("coordinates", 0, 0, 1),
        "runs along another",
    ),
    "polygons that overlap": (
        parts([box(0, 0, 2)], [box(1, -1, 2, 3)]),
        ("coordinates", 0, 0, 0),
        "another polygon",
    ),
    "a polygon in a polygon": (
        parts([box(0, 0, 9, 9)], [box(1, 1)]),
        ("coordinates", 1, 0),
        "lies in another",
    ),
    "across the antimeridian": (
        polygon([[179, 0], [-179, 0], [-179, 1], [179, 1], [179, 0]]),
        ("coordinates", 0),
        "antimeridian",
    ),
    "10,001 vertices": (polygon(around(10_001)), ("coordinates",), "10,001 vertices"),
    "a million vertices": (
        polygon([*[[112.5, 30.5]] * 1_000_000, [112.5, 30.5]]),
        ("coordinates",),
        "1,000,000 vertices",
    ),
    "101 rings": (polygon(SQUARE, *[HOLE] * 100), ("coordinates",), "101 rings"),
    "a million polygons": (parts(*[[SQUARE]] * 1_000_000), ("coordinates",), "1,000,000 rings or more"),
    "101 polygons": (parts(*[[SQUARE]] * 101), ("coordinates",), "101 rings"),
    "a scribble of 1,000": (polygon(scribble(1_000)), ("coordinates", 0, 60), "crosses itself"),
    "a scribble of 9,999": (polygon(scribble(9_999)), ("coordinates", 0, 7214), "crosses itself"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_area_is_refused_in_time_with_a_path_and_a_reason(case: str) -> None:
    value, path, why = REFUSED[case]
    error = refused(value)
    assert quickest(lambda: refused(value)) < 0.1
    assert why in error.message
    assert error.path == path


def test_deep_nesting_is_refused_at_once() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    assert refused(polygon(deep)).path == ("coordinates", 0)
    while deep:
        deep = deep[0]


def test_metres_are_refused_as_degrees_and_degrees_read_as_metres_are_small() -> None:
    assert (
        "between -90 and 90" in refused(polygon([[12e6, 3e6], [13e6, 3e6], [13e6, 4e6], [12e6, 3e6]])).message
    )
    assert json.loads(area(polygon(SQUARE), Crs.WEB_MERCATOR))["coordinates"][0][0][0] < 0.002
