"""Expressions over geometry mean what they say, and use the index."""

import json
import random
from collections.abc import AsyncIterator
from typing import Any, TypeAlias

import asyncpg
import pytest
from geoalchemy2 import Geography, Geometry
from geographiclib.geodesic import Geodesic  # type: ignore[import-untyped]
from sqlalchemy import BigInteger, Column, MetaData, Select, Table, Text, bindparam, func, select
from sqlalchemy.dialects.postgresql import asyncpg as dialect
from sqlalchemy.types import Double

from geo.area import area
from geo.crs import Crs
from geo.datum import from_wgs84
from geo.expressions import as_geojson, distance, holds, point, within
from geo.region import Inside
from tests.conftest import Copy

Asyncpg: TypeAlias = "asyncpg.Connection[Any]"
SPOT = Table("spot", MetaData(), Column("id", BigInteger), Column("location", Geography("POINT", 4326)))
FIELD = Table("field", MetaData(), Column("id", BigInteger), Column("shape", Geometry("GEOMETRY", 4326)))
HERE = point(bindparam("lon", type_=Double()), bindparam("lat", type_=Double()))
TEXT = bindparam("text", type_=Text())

MADE = """
CREATE TABLE spot (id bigint PRIMARY KEY, location geography(Point, 4326));
CREATE TABLE field (id bigint PRIMARY KEY, shape geometry(Geometry, 4326));
SELECT setseed(0.5);
INSERT INTO spot SELECT i, ST_Point(105 + 10 * random(), 25 + 8 * random(), 4326) FROM generate_series(1, 20000) AS i;
INSERT INTO field SELECT 100 * x + y, ST_MakeEnvelope(105 + x * 0.1, 25 + y * 0.1, 105.1 + x * 0.1, 25.1 + y * 0.1, 4326)
FROM generate_series(0, 99) AS x, generate_series(0, 79) AS y;
CREATE INDEX spot_location ON spot USING gist (location);
CREATE INDEX field_shape ON field USING gist (shape);
ANALYZE spot, field;
"""


@pytest.fixture(scope="module")
async def filled(module_database: Copy) -> AsyncIterator[Asyncpg]:
    connection = await asyncpg.connect(module_database.owner_url)
    await connection.execute(MADE)
    yield connection
    await connection.close()


def spelled(statement: Select[Any], **values: Any) -> tuple[str, list[Any]]:
    compiled = statement.compile(dialect=dialect.dialect())  # type: ignore[no-untyped-call]
    return str(compiled), [{**compiled.params, **values}[name] for name in compiled.positiontup or ()]


async def ask(connection: Asyncpg, statement: Select[Any], **values: Any) -> list[tuple[Any, ...]]:
    text, arguments = spelled(statement, **values)
    return [tuple(row) for row in await connection.fetch(text, *arguments)]


async def plan(connection: Asyncpg, statement: Select[Any], mode: str, **values: Any) -> str:
    text, arguments = spelled(statement, **values)
    await connection.execute(f"SET plan_cache_mode = {mode}")
    rows = await connection.fetch(f"EXPLAIN {text}", *arguments)
    await connection.execute("RESET plan_cache_mode")
    return "\n".join(row[0] for row in rows)


MODES = ("force_custom_plan", "force_generic_plan")
RIGHT_HAND = [(105.0, 25.0), (105.1, 25.0), (105.1, 25.1), (105.0, 25.1), (105.0, 25.0)]
"""The first field, counter-clockwise; ST_MakeEnvelope drew it clockwise."""


async def test_distance_is_that_of_the_ellipsoid(filled: Asyncpg) -> None:
    statement = select(SPOT.c.location, distance(SPOT.c.location, HERE)).where(SPOT.c.id <= 100)
    text = "SELECT ST_X(location::geometry), ST_Y(location::geometry), distance FROM ({}) AS one (location, distance)"
    inner, arguments = spelled(statement, lon=112.239, lat=30.3352)
    for lon, lat, metres in await filled.fetch(text.format(inner.replace("ST_AsBinary", "")), *arguments):
        true = Geodesic.WGS84.Inverse(30.3352, 112.239, lat, lon)["s12"]
        assert metres == pytest.approx(true, abs=0.001)


@pytest.mark.parametrize("mode", MODES)
async def test_within_keeps_what_is_near_by_the_index(filled: Asyncpg, mode: str) -> None:
    values = {"lon": 112.239, "lat": 30.3352, "metres": 20_000.0}
    statement = select(SPOT.c.id).where(within(SPOT.c.location, HERE, bindparam("metres", type_=Double())))
    near = await ask(filled, statement, **values)
    slow = select(SPOT.c.id).where(distance(SPOT.c.location, HERE) <= bindparam("metres", type_=Double()))
    assert sorted(near) == sorted(await ask(filled, slow, **values))
    assert len(near) > 10
    assert "spot_location" in await plan(filled, statement, mode, **values)


@pytest.mark.parametrize("mode", MODES)
async def test_holds_finds_the_area_of_a_place_by_the_index(filled: Asyncpg, mode: str) -> None:
    statement = select(FIELD.c.id).where(holds(FIELD.c.shape, HERE)).order_by(FIELD.c.id)
    assert await ask(filled, statement, lon=112.25, lat=30.35) == [(7253,)]
    assert len(await ask(filled, statement, lon=113.0, lat=30.0)) == 4, "a shared corner is in each"
    assert await ask(filled, statement, lon=12.0, lat=50.0) == []
    assert "field_shape" in await plan(filled, statement, mode, lon=112.25, lat=30.35)


def wedge(dice: random.Random) -> str:
    west, south = dice.uniform(104, 114), dice.uniform(24, 32)
    wide, high = dice.uniform(0.05, 9), dice.uniform(0.05, 6)
    corners = [[west, south], [west + wide, south + high / 9], [west + wide / 2, south + high], [west, south]]
    return area({"type": "Polygon", "coordinates": [corners]})


@pytest.mark.parametrize("mode", MODES)
async def test_intersects_has_straight_edges_for_points_and_areas(filled: Asyncpg, mode: str) -> None:
    points = select(func.count()).select_from(SPOT).where(Inside(TEXT).touches(SPOT.c.location))
    areas = select(func.count()).select_from(FIELD).where(Inside(TEXT).touches(FIELD.c.shape))
    slow = "SELECT count(*) FROM {} WHERE ST_Intersects({}::geometry, ST_GeomFromGeoJSON($1))"
    dice = random.Random("wedges")
    for _ in range(40):
        text = wedge(dice)
        expected = await filled.fetchval(slow.format("spot", "location"), text)
        assert await ask(filled, points, text=text) == [(expected,)]
        expected = await filled.fetchval(slow.format("field", "shape"), text)
        assert await ask(filled, areas, text=text) == [(expected,)]
    assert "spot_location" in await plan(filled, points, mode, text=text)
    assert "field_shape" in await plan(filled, areas, mode, text=text)


@pytest.mark.parametrize("crs", Crs)
async def test_geojson_of_a_point_and_of_an_area(filled: Asyncpg, crs: Crs) -> None:
    await filled.execute(
        "INSERT INTO spot VALUES (-1, ST_Point(112.239, 30.3352, 4326)), (-2, NULL) ON CONFLICT DO NOTHING"
    )
    rows = await ask(
        filled, select(as_geojson(SPOT.c.location, crs)).where(SPOT.c.id < 0).order_by(SPOT.c.id)
    )
    assert rows[0] == (None,)
    shown = json.loads(rows[1][0])
    decimals = {Crs.WEB_MERCATOR: 1e-3}.get(crs, 1e-7)
    assert shown == {
        "type": "Point",
        "coordinates": pytest.approx(list(from_wgs84(112.239, 30.3352, crs)), abs=decimals),
    }
    rows = await ask(filled, select(as_geojson(FIELD.c.shape, crs)).where(FIELD.c.id == 0))
    shown = json.loads(rows[0][0])
    assert set(shown) == {"type", "coordinates"}
    (ring,) = shown["coordinates"]
    assert ring == [pytest.approx(list(from_wgs84(x, y, crs)), abs=decimals) for x, y in RIGHT_HAND]
