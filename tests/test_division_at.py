"""The county of a place: never none and never two, also on an edge that counties share and at their corners."""

import json
from collections.abc import AsyncIterator
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

import asyncpg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.asking import Asker, asker
from tests.conftest import Copy

WHERE = "query Where($lon: Float!, $lat: Float!) { divisionAt(place: {lon: $lon, lat: $lat}) { code } }"
SIZE = 3
Point = tuple[float, float]
Ring = list[Point]


class Tile(NamedTuple):
    """A county of a tiling."""

    code: str
    ring: Ring


@st.composite
def tilings(draw: st.DrawFn) -> list[Tile]:
    """Counties side by side: edges in every direction, corners where three or four meet, codes in any order."""
    decimals = draw(st.sampled_from((1, 5, 15)))
    shift = st.floats(-0.3, 0.3).map(lambda shift: round(shift, decimals))

    def corner(x: int, y: int) -> Point:
        return round(112 + x + draw(shift), decimals), round(30 + y + draw(shift), decimals)

    corners = {(x, y): corner(x, y) for x in range(SIZE + 1) for y in range(SIZE + 1)}
    codes = draw(st.permutations([str(420100 + number) for number in range(SIZE * SIZE)]))
    squares = [(x, y) for x in range(SIZE) for y in range(SIZE)]
    return [
        Tile(code, [corners[x + i, y + j] for i, j in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))])
        for code, (x, y) in zip(codes, squares, strict=True)
    ]


@pytest.fixture(scope="module")
async def counties(module_database: Copy) -> AsyncIterator[Asker]:
    async with asker(module_database) as asking:
        yield asking


async def settle(ask: Asker, tiles: list[Tile]) -> None:
    connection = await asyncpg.connect(ask.copy.superuser_url)
    rings = [json.dumps({"type": "MultiPolygon", "coordinates": [[tile.ring]]}) for tile in tiles]
    try:
        await connection.execute("SET session_replication_role = replica; DELETE FROM division")
        await connection.execute(
            """
            INSERT INTO division (code, level, name, path, official, boundary)
            SELECT code, 'COUNTY', code, code::ltree, true, ST_GeomFromGeoJSON(ring)
              FROM unnest($1::text[], $2::text[]) AS made (code, ring)
            """,
            [tile.code for tile in tiles],
            rings,
        )
    finally:
        await connection.close()


async def county(ask: Asker, place: Point) -> str | None:
    told = await ask.data(WHERE, {"lon": place[0], "lat": place[1]})
    found: dict[str, Any] | None = told["divisionAt"]
    return found["code"] if found else None


def shared(tiles: list[Tile]) -> dict[frozenset[Point], list[str]]:
    """Each edge, and the codes of the counties that have it, the smallest first."""
    found: dict[frozenset[Point], list[str]] = {}
    for tile in tiles:
        for edge in pairwise(tile.ring):
            found.setdefault(frozenset(edge), []).append(tile.code)
    return {edge: sorted(codes) for edge, codes in found.items()}


def between(edge: frozenset[Point], part: float) -> Point:
    (a, b), (c, d) = sorted(edge)
    return a + part * (c - a), b + part * (d - b)


@settings(max_examples=25, deadline=None)
@given(tiles=tilings(), parts=st.lists(st.floats(0.001, 0.999), min_size=1, max_size=3))
async def test_a_place_on_a_shared_edge_is_in_the_county_of_the_smallest_code(
    counties: Asker, tiles: list[Tile], parts: list[float]
) -> None:
    await settle(counties, tiles)
    for edge, codes in shared(tiles).items():
        if len(codes) == 2:
            for part in (*parts, 0.5):
                assert await county(counties, between(edge, part)) == codes[0], (edge, part)


@settings(max_examples=15, deadline=None)
@given(tiles=tilings())
async def test_a_corner_is_in_the_county_of_the_smallest_code(counties: Asker, tiles: list[Tile]) -> None:
    await settle(counties, tiles)
    for corner in {corner for tile in tiles for corner in tile.ring}:
        meeting = min(tile.code for tile in tiles if corner in tile.ring)
        assert await county(counties, corner) == meeting


def side(place: Point, edge: tuple[Point, Point]) -> Fraction:
    """On which side of an edge, exactly; and how far, in square degrees."""
    x, y = map(Fraction, place)
    (a, b), (c, d) = ((Fraction(x), Fraction(y)) for x, y in edge)
    return (c - a) * (y - b) - (x - a) * (d - b)


def inside(place: Point, ring: Ring) -> bool:
    """Whether a place is inside a ring, by a ray to the east, in fractions."""
    crossed = 0
    for edge in pairwise(ring):
        low, high = sorted(edge, key=lambda corner: corner[1])
        if low[1] <= place[1] < high[1] and side(place, (low, high)) > 0:
            crossed += 1
    return crossed % 2 == 1


@settings(max_examples=25, deadline=None)
@given(
    tiles=tilings(),
    places=st.lists(st.tuples(st.floats(111.5, 115.5), st.floats(29.5, 33.5)), min_size=1, max_size=8),
    offset=st.sampled_from((1e-8, 1e-6, 1e-3)),
)
async def test_every_other_place_is_in_the_county_that_holds_it(
    counties: Asker, tiles: list[Tile], places: list[Point], offset: float
) -> None:
    """Also a millimetre from an edge: 1e-8 of a degree."""
    await settle(counties, tiles)
    for edge in list(shared(tiles))[:6]:
        lon, lat = between(edge, 0.4)
        places = [*places, (lon + offset, lat + offset), (lon - offset, lat - offset)]
    for place in places:
        if all(abs(side(place, pair)) > Fraction(4, 10**9) for tile in tiles for pair in pairwise(tile.ring)):
            holding: list[str | None] = [tile.code for tile in tiles if inside(place, tile.ring)]
            assert [await county(counties, place)] == (holding or [None])
