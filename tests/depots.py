"""A hundred thousand depots, and which of them are near a place: found by trying every one."""

from __future__ import annotations

import heapq
import math
import random
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any, NamedTuple

import asyncpg
import pytest
from geographiclib.geodesic import Geodesic  # type: ignore[import-untyped]

from bench.points import points
from server.cluster import Cluster
from tests.asking import Asker, asker
from tests.conftest import Copy, copied

COUNT = 100_000
TWINS = 300
WORLD = 1_500
RARE = 77_777
"""The one depot that holds pumps."""
AXIS, SQUARED = 6_378_137.0, 0.00669437999014132
"""Half the longer axis of WGS 84 in metres, and the square of its eccentricity."""
MILLIMETRE = 0.001
LONGER = 1.005
"""Up to 2,000 km a geodesic is longer than the straight line through the earth by less than 0.42 %."""

SCRIPT = """
BEGIN;
ALTER TABLE resource DISABLE TRIGGER counted_insert;
ALTER TABLE stock DISABLE TRIGGER counted_insert, DISABLE TRIGGER placed;
INSERT INTO division (code, level, name, path, official)
VALUES ('100000', 'COUNTRY', '中华人民共和国', '1', true);
INSERT INTO supply_item (code, name, unit)
VALUES ('bags', '各种袋类', 'bag'), ('gravel', '砂石料', 'm3'), ('pumps', '排水泵', 'set');
INSERT INTO resource (id, kind, code, name, division_id, location, basis)
OVERRIDING SYSTEM VALUE
SELECT id, 'DEPOT', 'B-' || id, '防汛物资储备库', 1, ST_SetSRID(ST_MakePoint(lon, lat), 4326), 'SYNTHETIC'
FROM place;
INSERT INTO stock (depot_id, item_id, quantity, quantity_basis, cell)
SELECT place.id, item.id, 1 + place.id * 7919 % 5000, 'SYNTHETIC', depot.cell
FROM place JOIN resource AS depot USING (id), supply_item AS item
WHERE item.code = 'bags' OR item.code = 'gravel' AND place.id % 7 = 0
   OR item.code = 'pumps' AND place.id = $rare;
ALTER TABLE resource ENABLE ALWAYS TRIGGER counted_insert;
ALTER TABLE stock ENABLE ALWAYS TRIGGER counted_insert, ENABLE ALWAYS TRIGGER placed;
COMMIT;
ANALYZE division, supply_item, resource, stock;
"""


class Place(NamedTuple):
    """A depot's key and degrees in EPSG:4326."""

    id: int
    lon: float
    lat: float


class Near(NamedTuple):
    """A depot that is near: geodesic metres, its key."""

    distance: float
    id: int


def places() -> Iterator[Place]:
    """Settled as in three provinces; some where another stands; some anywhere on earth."""
    settled = [Place(number, *point) for number, point in enumerate(points("levee-bench-1", COUNT), 1)]
    yield from settled
    chance = random.Random("levee")
    for number in range(COUNT + 1, COUNT + TWINS + 1):
        twin = chance.choice(settled)
        yield Place(number, twin.lon, twin.lat)
    for number in range(COUNT + TWINS + 1, COUNT + TWINS + WORLD + 1):
        lat = chance.choice((math.degrees(math.asin(chance.uniform(-1, 1))), chance.uniform(85, 90)))
        lon = chance.choice((chance.uniform(-180, 180), chance.gauss(180, 3)))
        yield Place(number, round((lon + 180) % 360 - 180, 6), round(lat, 6))


async def fill(superuser_url: str, depots: Sequence[Place]) -> None:
    """Write the depots and their stock into an empty, migrated database; what guards rows gives way.

    The squares of the map are not counted: nothing that is asked of these depots looks at them.
    """
    connection: asyncpg.Connection[Any] = await asyncpg.connect(superuser_url)
    try:
        await connection.execute("SET session_replication_role = replica")
        await connection.execute("CREATE TEMPORARY TABLE place (id bigint, lon float8, lat float8)")
        await connection.copy_records_to_table("place", records=depots)
        await connection.execute(SCRIPT.replace("$rare", str(RARE)))
        await connection.execute(
            "VACUUM stock"
        )  # as it is where autovacuum has passed: an index alone will do
    finally:
        await connection.close()


def metres(lon: float, lat: float, other: Place) -> float:
    """Geodesic metres between two places."""
    found: float = Geodesic.WGS84.Inverse(lat, lon, other.lat, other.lon, Geodesic.DISTANCE)["s12"]
    return found


class Crowd:
    """All depots, tried one by one: by the straight line through the earth first, which is never longer."""

    def __init__(self, depots: Sequence[Place]) -> None:
        self.depots = depots
        self.solid = [_solid(depot.lon, depot.lat) for depot in depots]

    def near(self, lon: float, lat: float, reach: float, first: int | None = None) -> list[Near]:
        """The `first` nearest within a radius in metres, in order, and a few more; all, without `first`."""
        x, y, z = _solid(lon, lat)
        straight = [(a - x) ** 2 + (b - y) ** 2 + (c - z) ** 2 for a, b, c in self.solid]
        limit = (reach + MILLIMETRE) ** 2
        if first is not None:
            limit = min(limit, heapq.nsmallest(first, straight)[-1] * LONGER**2)
        tried = (depot for depot, far in zip(self.depots, straight, strict=True) if far <= limit)
        found = sorted(Near(metres(lon, lat, depot), depot.id) for depot in tried)
        return [near for near in found if near.distance <= reach + MILLIMETRE]


def _solid(lon: float, lat: float) -> tuple[float, float, float]:
    """Metres from the middle of the earth along three axes."""
    east, north = math.radians(lon), math.radians(lat)
    normal = AXIS / math.sqrt(1 - SQUARED * math.sin(north) ** 2)
    level = normal * math.cos(north)
    return level * math.cos(east), level * math.sin(east), normal * (1 - SQUARED) * math.sin(north)


@pytest.fixture(scope="session")
def crowd() -> Crowd:
    """All the depots."""
    return Crowd(list(places()))


@pytest.fixture(scope="session")
async def depots(cluster: Cluster, crowd: Crowd) -> AsyncIterator[Copy]:
    """A database with all those depots, to copy; nobody stays connected to it."""
    async for copy in copied(cluster):
        await fill(copy.superuser_url, crowd.depots)
        yield copy


@pytest.fixture(scope="module")
async def many(cluster: Cluster, depots: Copy) -> AsyncIterator[Asker]:
    """Ask a copy of the database with all those depots."""
    async for copy in copied(cluster, depots.name):
        async with asker(copy) as asking:
            yield asking
