"""Nearest means nearest: exactly, page by page, by the index, and no farther than the radius."""

import json
import random
from collections.abc import AsyncIterator
from typing import Any, TypeAlias

import asyncpg
import pytest
from geoalchemy2 import Geography
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    MetaData,
    Table,
    Text,
    bindparam,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import asyncpg as dialect
from sqlalchemy.types import Double

from geo.expressions import point
from geo.nearest import nearest, probe
from tests.conftest import Copy

Asyncpg: TypeAlias = "asyncpg.Connection[Any]"
Found = list[tuple[int, float, tuple[int, int]]]
SPOT = Table(
    "spot",
    MetaData(),
    Column("id", BigInteger),
    Column("kind", Text),
    Column("location", Geography("POINT", 4326)),
)
STOCK = Table("store", MetaData(), Column("spot_id", BigInteger), Column("amount", Double))
HERE = point(bindparam("lon", type_=Double()), bindparam("lat", type_=Double()))
METRES: ColumnElement[float] = bindparam("metres", type_=Double())
FIRST: ColumnElement[int] = bindparam("first", type_=BigInteger())
ENOUGH = probe(
    select(STOCK.c.spot_id)
    .where(STOCK.c.spot_id == SPOT.c.id, STOCK.c.amount >= bindparam("least", type_=Double()))
    .correlate(SPOT)
)
DEPOT = SPOT.c.kind == literal_column("'DEPOT'")
BEHIND: tuple[ColumnElement[float], ColumnElement[int]] = (
    bindparam("behind", type_=Double()),
    bindparam("key", type_=BigInteger()),
)

# A third lies in Hubei, a third all over the world; the rest are many at the same few places, for ties.
MADE = """
CREATE TABLE spot (id bigint PRIMARY KEY, kind text, location geography(Point, 4326));
CREATE TABLE store (spot_id bigint, amount double precision);
SELECT setseed(0.25);
INSERT INTO spot SELECT i, CASE WHEN i % 5 = 0 THEN 'TEAM' ELSE 'DEPOT' END, CASE i % 3
    WHEN 0 THEN ST_Point(111 + 2 * random(), 29.5 + 2 * random(), 4326)
    WHEN 1 THEN ST_Point(360 * random() - 180, degrees(asin(2 * random() - 1)), 4326)
    ELSE ST_Point(110 + (i / 300), 30 + (i / 3 % 10) / 10.0, 4326) END FROM generate_series(1, 12000) AS i;
INSERT INTO spot SELECT -i, 'DEPOT', NULL FROM generate_series(1, 1000) AS i;
INSERT INTO store SELECT id, 5000 * random() FROM spot WHERE location IS NOT NULL;
CREATE INDEX spot_location ON spot USING gist (location);
CREATE INDEX store_spot ON store (spot_id) INCLUDE (amount);
ANALYZE spot, store;
"""
SLOW = """
SELECT spot.id, d, spot.ctid FROM spot JOIN store ON spot_id = spot.id,
    ST_Distance(location, ST_Point($1, $2, 4326)::geography) AS d
WHERE d <= $3 AND amount >= $4 AND ($5 OR kind = 'DEPOT') ORDER BY d, spot.id
"""
FAR = 2_000_000.0


@pytest.fixture(scope="module")
async def filled(module_database: Copy) -> AsyncIterator[Asyncpg]:
    connection = await asyncpg.connect(module_database.owner_url, server_settings={"jit": "off"})
    await connection.execute(MADE)
    yield connection
    await connection.close()


def statement(values: dict[str, Any]) -> tuple[str, list[Any]]:
    made = nearest(
        SPOT,
        place=HERE,
        metres=METRES,
        first=FIRST,
        where=[DEPOT] if values.get("depots") else (),
        matching=[ENOUGH] if "least" in values else (),
        after=BEHIND if "behind" in values else None,
    )
    compiled = made.compile(dialect=dialect.dialect())  # type: ignore[no-untyped-call]
    return str(compiled), [{**compiled.params, **values}[name] for name in compiled.positiontup or ()]


async def ask(connection: Asyncpg, **values: Any) -> Found:
    text, arguments = statement(values)
    return [tuple(row) for row in await connection.fetch(text, *arguments)]


async def slow(connection: Asyncpg, lon: float, lat: float, metres: float, **more: Any) -> Found:
    values = lon, lat, metres, more.get("least", 0.0), not more.get("depots")
    return [tuple(row) for row in await connection.fetch(SLOW, *values)]


def origins() -> list[tuple[float, float]]:
    dice = random.Random("origins")
    home = [(dice.uniform(110, 114), dice.uniform(29, 32)) for _ in range(12)]
    world = [(dice.uniform(-180, 180), dice.uniform(-90, 90)) for _ in range(12)]
    return [
        *home,
        *world,
        (0.0, 0.0),
        (179.999, 1.0),
        (-180.0, -60.0),
        (12.0, 90.0),
        (0.0, -90.0),
        (110.0, 30.0),
    ]


@pytest.mark.parametrize("depots", [False, True])
@pytest.mark.parametrize("least", [None, 2_500.0, 4_990.0])
async def test_the_nearest_are_those_of_brute_force(
    filled: Asyncpg, depots: bool, least: float | None
) -> None:
    more = {"depots": depots} | ({} if least is None else {"least": least})
    for lon, lat in origins():
        everything = await slow(filled, lon, lat, FAR, **more)
        for metres, first in ((1_000.0, 20), (50_000.0, 50), (500_000.0, 1), (500_000.0, 200), (FAR, 37)):
            found = await ask(filled, lon=lon, lat=lat, metres=metres, first=first, **more)
            assert found == [row for row in everything if row[1] <= metres][:first]


async def test_the_radius_is_inclusive(filled: Asyncpg) -> None:
    everything = await slow(filled, 112.0, 30.0, 50_000.0)
    metres = everything[7][1]
    found = await ask(filled, lon=112.0, lat=30.0, metres=metres, first=200)
    assert found == [row for row in everything if row[1] <= metres]


@pytest.mark.parametrize("least", [None, 3_000.0])
async def test_pages_follow_each_other_without_gap_or_repeat(filled: Asyncpg, least: float | None) -> None:
    more = {} if least is None else {"least": least}
    everything = await slow(filled, 112.0, 30.0, 120_000.0, **more)
    assert len({row[1] for row in everything}) < len(everything) - 50, "there are ties"
    pages = await ask(filled, lon=112.0, lat=30.0, metres=120_000.0, first=30, **more)
    while True:
        metres, key = pages[-1][1], pages[-1][0]
        values = {"lon": 112.0, "lat": 30.0, "metres": 120_000.0, "first": 30, "behind": metres, "key": key}
        page = await ask(filled, **values, **more)
        if not page:
            break
        pages += page
    assert pages == everything


MODES = ("auto", "force_custom_plan", "force_generic_plan")


async def explained(connection: Asyncpg, mode: str, **values: Any) -> list[dict[str, Any]]:
    text, arguments = statement(values)
    await connection.execute(f"SET plan_cache_mode = {mode}")
    told = await connection.fetchval(f"EXPLAIN (ANALYZE, FORMAT JSON) {text}", *arguments)
    await connection.execute("RESET plan_cache_mode")
    return list(nodes(json.loads(told)[0]["Plan"]))


def nodes(node: dict[str, Any]) -> Any:
    yield node
    for inner in node.get("Plans", ()):
        yield from nodes(inner)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("more", [{}, {"least": 2_500.0}, {"behind": 30_000.0, "key": 5}], ids=str)
async def test_the_index_gives_the_rows_and_stops(filled: Asyncpg, mode: str, more: dict[str, Any]) -> None:
    for metres in (1_000.0, 50_000.0, FAR):
        plan = await explained(filled, mode, lon=112.0, lat=30.5, metres=metres, first=20, **more)
        (scan,) = [node for node in plan if node.get("Relation Name") == "spot"]
        assert scan["Index Name"] == "spot_location"
        assert "<->" in scan["Order By"]
        assert scan["Actual Rows"] < 1_500


@pytest.mark.parametrize("mode", MODES)
async def test_the_scan_ends_at_the_radius_if_nothing_matches(filled: Asyncpg, mode: str) -> None:
    values = {"lon": 112.0, "lat": 30.5, "metres": 10_000.0, "first": 200, "least": 9_999.0}
    inside = len(await slow(filled, 112.0, 30.5, 10_000.0))
    (scan,) = [n for n in await explained(filled, mode, **values) if n.get("Relation Name") == "spot"]
    assert scan["Actual Rows"] <= inside * 1.02 + 5
