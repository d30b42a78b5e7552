"""Whether rings make an area: the same verdict as that of PostGIS."""

import json
import math
import random
from itertools import pairwise
from typing import Any, TypeAlias

import asyncpg
from hypothesis import assume, given
from hypothesis import strategies as st

from geo.area import area
from geo.ordinates import PlaceError

Asyncpg: TypeAlias = "asyncpg.Connection[Any]"
Ring = list[list[Any]]


BORDER = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def some_ring(dice: random.Random, size: int, scale: float) -> Ring:
    corners = [[dice.randint(0, size), dice.randint(0, size)] for _ in range(dice.randint(3, 6))]
    return [[round(x * scale, 9), round(y * scale, 9)] for x, y in [*corners, corners[0]]]


def some_area(dice: random.Random) -> dict[str, Any]:
    """Rings on a coarse grid, often with the grid's border as the first: they touch and cross in every way."""
    size, scale = dice.choice([3, 4, 6]), dice.choice([1, 1 / 3, 0.7])
    border = [[round(x * scale * size, 9), round(y * scale * size, 9)] for x, y in BORDER]
    wholes = [
        [dice.choice([border, some_ring(dice, size, scale)])]
        + [some_ring(dice, size, scale) for _ in range(dice.randint(0, 2))]
        for _ in range(dice.choice([1, 1, 2]))
    ]
    return polygon(*wholes[0]) if len(wholes) == 1 else {"type": "MultiPolygon", "coordinates": wholes}


async def test_the_verdict_is_that_of_postgis(connection: Asyncpg) -> None:
    """Only slivers thinner than a millimetre are refused though PostGIS takes them."""
    dice = random.Random("verdict")
    values = [some_area(dice) for _ in range(10_000)]
    rows = await connection.fetch(
        """
        SELECT ST_IsValid(made) AND (
            SELECT bool_and(ST_Area(ring.geom) > 1e-7)
            FROM ST_Dump(made) AS part, ST_DumpRings(part.geom) AS ring
        ) AS valid
        FROM unnest($1::text[]) WITH ORDINALITY AS given (text, at), ST_GeomFromGeoJSON(text) AS made ORDER BY at
        """,
        [json.dumps(value) for value in values],
    )
    verdicts = [row["valid"] for row in rows]
    assert [value for value, valid in zip(values, verdicts, strict=True) if read(value) is not valid] == []
    assert 500 < sum(verdicts) < 9_500


def read(value: dict[str, Any]) -> bool:
    try:
        area(value)
    except PlaceError:
        return False
    return True


@given(st.lists(st.tuples(st.floats(0.1, 1), st.floats(0.01, 1)), min_size=3, max_size=60))
def test_a_star_is_read_and_its_reverse_is_the_same(spokes: list[tuple[float, float]]) -> None:
    """Spokes in the order of their angle make a ring that cannot cross itself."""
    whole = sum(step for _, step in spokes)
    turns = [2 * math.pi * sum(step for _, step in spokes[:at]) / whole for at in range(len(spokes))]
    ring = [[r * math.cos(t), r * math.sin(t)] for (r, _), t in zip(spokes, turns, strict=True)]
    assume(all(step / whole < 0.49 for _, step in spokes))
    ring.append(ring[0])
    forth, back = (json.loads(area(polygon(way)))["coordinates"][0] for way in (ring, ring[::-1]))
    assert sorted(forth[1:]) == sorted(back[1:])
    assert sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(forth)) > 0
