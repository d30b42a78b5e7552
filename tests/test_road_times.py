"""The database's reckoning against a Dijkstra of the tests' own, on networks that chance makes."""

from __future__ import annotations

import random
from typing import Any, NamedTuple, TypeAlias

import asyncpg
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from tests.networks import Access, Edge, Spot, at, quickest

Asyncpg: TypeAlias = "asyncpg.Connection[Any]"
dice = random.Random(761)
VERTICES = [at(dice.uniform(-8, 8), dice.uniform(-8, 8)) for _ in range(8)]
"""With this seed no other road passes within 30 m of a stop, so there is no doubt on which it is."""
PAIRS = [(one, other) for one in range(8) for other in range(8) if one != other]
SPEEDS = (None, 3.0, 7.0, 11.0, 16.0, 25.0)
NEAR_ENOUGH = 0.12
"""Seconds, metres: a tenth is shown, and each piece of a way is a whole number of milliseconds."""


class Drawn(NamedTuple):
    """A road as chance draws it: from vertex to vertex, metres a second each way, open or closed."""

    ends: tuple[int, int]
    forth: float | None
    back: float | None
    open: bool


class Stop(NamedTuple):
    """Which of the open roads a place is on, and how many sevenths along it."""

    road: int
    sevenths: int


ROADS = st.lists(
    st.builds(
        Drawn,
        st.sampled_from(PAIRS),
        st.sampled_from(SPEEDS),
        st.sampled_from(SPEEDS),
        st.integers(0, 5).map(bool),
    ),
    min_size=6,
    max_size=20,
    unique_by=lambda road: frozenset(road.ends),
)
STOPS = st.builds(Stop, st.integers(0, 19), st.integers(0, 7))
INSERT = """
INSERT INTO road (source, target, path, metres, forth, back, class, bridge, access, open, origin, basis)
SELECT $1, $2, path, ST_Length(path), ST_Length(path) / $4::float8, ST_Length(path) / $5::float8, 'primary',
    false, true, $6, 'test', 'SYNTHETIC'
FROM (SELECT $3::text::geography AS path) AS made RETURNING id, source, target, forth, back, metres
"""
REACH = """
SELECT id, by, seconds, metres FROM levee_reach(
    ST_Point($1, $2, 4326)::geography, $3, $4, ARRAY(
        SELECT ST_Point(lon, lat, 4326)::geography FROM unnest($5::float8[], $6::float8[])
        WITH ORDINALITY AS one (lon, lat, number) ORDER BY number
    ), array_fill(0::float8, ARRAY[cardinality($4::bigint[])])
)
"""


async def draw(connection: Asyncpg, drawn: list[Drawn]) -> list[Edge]:
    """Put the roads into the table; give those that are open."""
    await connection.execute("DELETE FROM road")
    edges = []
    for road in drawn:
        (west, south), (east, north) = (VERTICES[end] for end in road.ends)
        path = f"SRID=4326;LINESTRING({west} {south}, {east} {north})"
        ends = (end + 1 for end in road.ends)
        row = await connection.fetchrow(INSERT, *ends, path, road.forth, road.back, road.open)
        assert row is not None
        if road.open:
            edges.append(Edge(*row))
    return edges


def placed(edges: list[Edge], stop: Stop) -> tuple[Access, Spot]:
    """Where a stop is: on the roads, and on the map."""
    edge, along = edges[stop.road % len(edges)], stop.sevenths / 7
    begun, ended = VERTICES[edge.source - 1], VERTICES[edge.target - 1]
    lon, lat = (one + (other - one) * along for one, other in zip(begun, ended, strict=True))
    return Access(edge, along, 0.0), (lon, lat)


@settings(
    max_examples=250,
    deadline=None,
    phases=set(Phase) - {Phase.explain},
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    drawn=ROADS,
    goal=STOPS,
    starts=st.lists(STOPS, min_size=1, max_size=8),
    longest=st.sampled_from([43_200.0, 900.0]),
)
async def test_the_fastest_way_is_that_of_dijkstra(
    connection: Asyncpg, drawn: list[Drawn], goal: Stop, starts: list[Stop], longest: float
) -> None:
    edges = await draw(connection, drawn)
    if not edges:
        return
    target, place = placed(edges, goal)
    stops = [placed(edges, start) for start in starts]
    rows = await connection.fetch(
        REACH, *place, longest, list(range(len(stops))), *map(list, zip(*(s for _, s in stops), strict=True))
    )
    told = {row["id"]: row for row in rows}
    assert {row["by"] for row in rows} <= {"ROAD"}
    for number, (start, _) in enumerate(stops):
        known = quickest(edges, start, target)
        if known is None or known[0] > longest + NEAR_ENOUGH:
            assert number not in told
            event("not reached")
        elif known[0] < longest - NEAR_ENOUGH:
            assert abs(told[number]["seconds"] - known[0]) < NEAR_ENOUGH
            assert abs(told[number]["metres"] - known[1]) < NEAR_ENOUGH
            event("on the same road" if start.edge.id == target.edge.id else "by other roads")


async def test_of_two_ways_equally_fast_the_shorter_is_told(connection: Asyncpg) -> None:
    """Once round the block at twice the speed."""
    await connection.execute("DELETE FROM road")
    for detour in (2_000.0, 1_000.0, 1_500.0):
        await connection.execute(
            """
            INSERT INTO road (source, target, path, metres, forth, back, class, bridge, access, origin, basis)
            SELECT 1, 2, ST_MakeLine(ARRAY[ST_Point(112, 30, 4326), ST_Point(112.01, 30.01, 4326)])::geography, $1,
                100, 100, 'primary', false, true, 'test', 'SYNTHETIC'
            """,
            detour,
        )
    (row,) = await connection.fetch(REACH, 112.01, 30.01, 600.0, [7], [112.0], [30.0])
    assert tuple(row) == (7, "ROAD", 100.0, 1_000.0)


async def test_sums_are_exact_up_to_the_longest_drive(connection: Asyncpg) -> None:
    """Twelve hours of whole milliseconds, a thousand kilometres of 64ths of a metre, in one double."""
    parts = [(round(dice.uniform(1, 60_000)), round(dice.uniform(0, 64 * 1_500))) for _ in range(1_300)]
    added = await connection.fetchval(
        "SELECT sum(levee_road_cost(ms / 1000.0, part / 64.0)) FROM unnest($1::float8[], $2::float8[]) AS p (ms, part)",
        [float(ms) for ms, _ in parts],
        [float(part) for _, part in parts],
    )
    assert 36_000_000 < added < 43_200_000
    assert int(added) == sum(ms for ms, _ in parts)
    assert (added - int(added)) * 2**27 == sum(part for _, part in parts)


NEAREST = """
SELECT along, beside, known, metres_there FROM levee_road_beside(ST_Point($1, $2, 4326)::geography), LATERAL (
    SELECT part / 5000.0 AS known, ST_Distance(
        ST_Point($1, $2, 4326)::geography, ST_LineInterpolatePoint(path::geometry, part / 5000.0)::geography
    ) AS metres_there FROM road, generate_series(0, 5000) AS part ORDER BY metres_there LIMIT 1
) AS tried
"""


async def test_a_place_is_joined_to_the_nearest_point_of_a_slanting_road(connection: Asyncpg) -> None:
    """Also where a degree of longitude is half as long as one of latitude."""
    for south, north in ((30.0, 30.05), (60.0, 60.05)):
        await connection.execute("DELETE FROM road")
        path = f"SRID=4326;LINESTRING(112 {south}, 112.05 {north})"
        await connection.fetch(INSERT, 1, 2, path, 10.0, 10.0, True)
        row = await connection.fetchrow(NEAREST, 112.0285, south + 0.0245)
        assert row is not None
        assert abs(row["along"] - float(row["known"])) < 0.0005
        assert abs(row["beside"] - row["metres_there"]) < 0.1
