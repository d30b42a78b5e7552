"""What lies in an area or along a line: the verdict of geographiclib, and no walk over all."""

from __future__ import annotations

import math
import random
from collections.abc import AsyncIterator
from itertools import pairwise

import asyncpg
import pytest
from geoalchemy2 import Geography, Geometry
from geographiclib.geodesic import Geodesic  # type: ignore[import-untyped]
from sqlalchemy import BigInteger, Column, ColumnElement, MetaData, Table, Text, bindparam, select
from sqlalchemy.types import Double

from geo.area import area
from geo.line import line
from geo.region import Along, Inside
from tests.conftest import Copy
from tests.test_area import box, parts, polygon
from tests.test_expressions import MODES, Asyncpg, ask, plan
from tests.test_line import way, ways

SPOT = Table("spot", MetaData(), Column("id", BigInteger), Column("location", Geography("POINT", 4326)))
FIELD = Table("field", MetaData(), Column("id", BigInteger), Column("shape", Geometry("GEOMETRY", 4326)))
TEXT = bindparam("text", type_=Text())
METRES: ColumnElement[float] = bindparam("metres", type_=Double())
MADE = """
CREATE TABLE spot (id bigint PRIMARY KEY, location geography(Point, 4326));
CREATE TABLE field (id bigint PRIMARY KEY, shape geometry(Geometry, 4326));
SELECT setseed(0.5);
INSERT INTO spot SELECT i, ST_Point(110 + 4 * random(), 28 + 4 * random(), 4326) FROM generate_series(1, 1500) AS i;
INSERT INTO spot SELECT i, ST_Point(360 * random() - 180, degrees(asin(2 * random() - 1)), 4326)
FROM generate_series(1501, 9000) AS i;
INSERT INTO field SELECT i, ST_Buffer(ST_Point(110 + 4 * random(), 28 + 4 * random(), 4326), 0.2 * random(), 1 + i % 9)
FROM generate_series(1, 1500) AS i;
INSERT INTO field VALUES (-1, ST_Buffer(ST_Point(112, 30, 4326), 1.5, 800));
CREATE INDEX spot_location ON spot USING gist (location);
CREATE INDEX field_shape ON field USING gist (shape);
CREATE INDEX field_geography ON field USING gist ((shape::geography));
ANALYZE spot, field;
"""
Vertex = tuple[float, float]
SLACK = 0.5
"""Metres by which a line is allowed to leave the straight one."""
SHARE = 2e-5
"""By what share a distance may be too long: PostGIS measures to the point that is nearest on the sphere."""


@pytest.fixture(scope="module")
async def filled(module_database: Copy) -> AsyncIterator[Asyncpg]:
    connection = await asyncpg.connect(module_database.owner_url, server_settings={"jit": "off"})
    await connection.execute(MADE)
    yield connection
    await connection.close()


@pytest.fixture(scope="module")
async def spots(filled: Asyncpg) -> list[tuple[int, float, float]]:
    rows = await filled.fetch("SELECT id, ST_X(location::geometry), ST_Y(location::geometry) FROM spot")
    return [tuple(row) for row in rows]


def metres(one: Vertex, other: Vertex) -> float:
    found: float = Geodesic.WGS84.Inverse(one[1], one[0], other[1], other[0], Geodesic.DISTANCE)["s12"]
    return found


def far(spot: Vertex, start: Vertex, end: Vertex) -> float:
    """Metres from a place to a piece that is straight in longitude and latitude: narrowed down by thirds."""

    def at(share: float) -> float:
        there = start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
        return metres(spot, there)

    low, high = 0.0, 1.0
    while high - low > 1e-5:
        third = (high - low) / 3
        low, high = (low, high - third) if at(low + third) < at(high - third) else (low + third, high)
    return at(low)


ROADS: dict[str, tuple[list[list[Vertex]], float]] = {
    "a road": ([[(111.0, 29.0), (112.2, 30.3), (112.9, 30.1)]], 5_000.0),
    "along a parallel": ([[(110.0, 30.0), (114.0, 30.0)]], 2_000.0),
    "two roads": ([[(111.0, 29.0), (111.5, 29.1)], [(113.0, 31.0), (113.5, 31.9)]], 10_000.0),
    "far from it": ([[(111.0, 29.0), (112.2, 30.3)]], 100_000.0),
    "a few metres": ([[(111.0, 29.0), (112.2, 30.3), (113.1, 30.3)]], 40.0),
}


@pytest.mark.parametrize("road", ROADS)
async def test_a_corridor_holds_what_is_near_its_line(
    filled: Asyncpg, spots: list[tuple[int, float, float]], road: str
) -> None:
    """Half a metre or 0.002 % from its edge either verdict is right."""
    lines, distance = ROADS[road]
    text = line(ways(*([list(vertex) for vertex in one] for one in lines)))
    statement = select(SPOT.c.id).where(Along(TEXT, METRES).touches(SPOT.c.location))
    found = {key for (key,) in await ask(filled, statement, text=text, metres=distance)}
    pieces = [(start, end) for one in lines for start, end in pairwise(one)]
    roughly = distance / 80_000 + 0.1
    for key, lon, lat in spots:
        boxes = (
            min(a[0], b[0]) - 1.3 * roughly <= lon <= max(a[0], b[0]) + 1.3 * roughly
            and min(a[1], b[1]) - roughly <= lat <= max(a[1], b[1]) + roughly
            for a, b in pieces
        )
        if not any(boxes):
            assert key not in found
            continue
        exact = min(far((lon, lat), *piece) for piece in pieces)
        if abs(exact - distance) > SLACK + SHARE * distance:
            assert (key in found) is (exact <= distance), (key, exact)
    assert found or distance < 100
    for mode in MODES:
        assert "spot_location" in await plan(filled, statement, mode, text=text, metres=distance)


@pytest.mark.parametrize("distance", [50.0, 3_000.0, 100_000.0])
async def test_the_edge_of_a_corridor_is_where_it_is_said_to_be(filled: Asyncpg, distance: float) -> None:
    """Places just inside and just outside, on both sides of the line and beyond its ends."""
    start, end = (112.0, 30.0), (112.004, 30.003)
    slack = 0.01 + SHARE * distance
    text = line(way(list(start), list(end)))
    middle = Geodesic.WGS84.InverseLine(start[1], start[0], end[1], end[0])
    feet = [middle.Position(middle.s13 * share) for share in (0.2, 0.5, 0.8)]
    sides = [(foot["lat2"], foot["lon2"], foot["azi2"] + turn) for foot in feet for turn in (90, -90)]
    tips = [(start[1], start[0], middle.azi1 + 180), (end[1], end[0], feet[2]["azi2"])]
    try:
        for number, (lat, lon, azimuth) in enumerate([*sides, *tips]):
            for key, more in ((-2 * number - 1, -slack), (-2 * number - 2, slack)):
                there = Geodesic.WGS84.Direct(lat, lon, azimuth, distance + more)
                await filled.execute(
                    "INSERT INTO spot VALUES ($1, ST_Point($2, $3, 4326))", key, there["lon2"], there["lat2"]
                )
        statement = select(SPOT.c.id).where(Along(TEXT, METRES).touches(SPOT.c.location), SPOT.c.id < 0)
        found = sorted(await ask(filled, statement, text=text, metres=distance))
        assert found == sorted((-2 * number - 1,) for number in range(len(sides) + len(tips)))
    finally:
        await filled.execute("DELETE FROM spot WHERE id < 0")


def wanderer(dice: random.Random, count: int) -> str:
    lon, lat = dice.uniform(110.5, 113.5), dice.uniform(28.5, 31.5)
    vertices = []
    for _ in range(count):
        lon, lat = lon + dice.gauss(0, 0.02), lat + dice.gauss(0, 0.02)
        vertices.append([lon, lat])
    return line(way(*vertices))


async def test_outlines_near_a_line_are_those_measured_one_by_one(filled: Asyncpg) -> None:
    """Also where a tree is made of the line instead, for a large outline."""
    slow = """SELECT id FROM field WHERE _ST_DistanceUnCached(shape::geography,
        ST_Segmentize(ST_GeomFromGeoJSON($1), 0.05)::geography, 0, true) <= $2 ORDER BY id"""
    statement = select(FIELD.c.id).where(Along(TEXT, METRES).touches(FIELD.c.shape)).order_by(FIELD.c.id)
    dice = random.Random("wanderers")
    large = 0
    for count, distance in ((2, 500.0), (10, 3_000.0), (60, 10.0), (60, 40_000.0)):
        text = wanderer(dice, count)
        expected = [tuple(row) for row in await filled.fetch(slow, text, distance)]
        assert await ask(filled, statement, text=text, metres=distance) == expected
        large += (-1,) in expected and count == 60
        for mode in MODES:
            assert "field_geography" in await plan(filled, statement, mode, text=text, metres=distance)
    assert large


WORLD = {
    "the whole world": parts([box(-180, -90, 179.99, 180)], [box(0, -90, 180, 180)]),
    "the east": polygon(box(0, -90, 180, 180)),
    "the west but for the poles": polygon(box(-180, -80, 180, 160)),
    "the north of a half": polygon(box(10, 0, 170, 90)),
    "around the south pole, cut": parts([box(-180, -90, 179.99, 20)], [box(0, -90, 180, 20)]),
    "over the date line, cut": parts([box(170, -30, 10, 60)], [box(-180, -30, 10, 60)]),
    "a great diamond": polygon([[-80, 0], [0, -85], [80, 0], [0, 85], [-80, 0]]),
    "a long thin one": polygon([[-60, -50], [110, 60], [110, 60.5], [-60, -50]]),
    "along a parallel far north": polygon(box(-90, 70, 180, 3)),
}


@pytest.mark.parametrize("case", WORLD)
async def test_a_great_area_misses_nothing(filled: Asyncpg, case: str) -> None:
    """What the index leaves out lies outside: held against every spot, anywhere on earth."""
    text = area(WORLD[case])
    statement = select(SPOT.c.id).where(Inside(TEXT).touches(SPOT.c.location)).order_by(SPOT.c.id)
    slow = "SELECT id FROM spot WHERE ST_Intersects(location::geometry, ST_GeomFromGeoJSON($1)) ORDER BY id"
    expected = [tuple(row) for row in await filled.fetch(slow, text)]
    assert expected
    await filled.execute("SET enable_seqscan = off")
    try:
        assert await ask(filled, statement, text=text) == expected
    finally:
        await filled.execute("RESET enable_seqscan")


async def test_a_line_over_a_pole_or_the_date_line(
    filled: Asyncpg, spots: list[tuple[int, float, float]]
) -> None:
    """Held against every spot on earth: what is within 100 km of the ends is found on the other side too."""
    for lon, lat in ((180.0, 10.0), (-180.0, -50.0), (30.0, 89.9), (100.0, -89.7)):
        text = line(way([lon, lat], [lon, lat - 0.001 * math.copysign(1, lat)]))
        statement = select(SPOT.c.id).where(Along(TEXT, METRES).touches(SPOT.c.location)).order_by(SPOT.c.id)
        found = [key for (key,) in await ask(filled, statement, text=text, metres=100_000.0)]
        near = [(key, metres((lon, lat), (x, y))) for key, x, y in spots if abs(y - lat) < 2]
        assert {key for key, away in near if away < 99_000} <= set(found)
        assert set(found) <= {key for key, away in near if away < 101_000}


def test_pieces_of_a_line_leave_it_by_less_than_a_metre() -> None:
    """0.05 degrees of a parallel, as a great circle, where it bends most."""
    worst = 0.0
    for lat in range(90):
        middle = Geodesic.WGS84.InverseLine(lat, 0, lat, 0.05)
        half = middle.Position(middle.s13 / 2)
        worst = max(worst, metres((half["lon2"], half["lat2"]), (0.025, lat)))
    assert worst < 0.4
