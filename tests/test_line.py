"""Lines as they come in: what is read, and what is refused with a reason and a path."""

import json
import math
import random
from typing import Any

import pytest

from geo.crs import Crs
from geo.datum import from_wgs84
from geo.line import line
from geo.ordinates import PlaceError
from tests.test_area import quickest

WAY: list[list[Any]] = [[112, 30], [112.5, 30.25], [113, 30]]


def way(*positions: Any) -> dict[str, Any]:
    return {"type": "LineString", "coordinates": list(positions)}


def ways(*lines: Any) -> dict[str, Any]:
    return {"type": "MultiLineString", "coordinates": list(lines)}


def scribble(count: int, width: float = 0.001) -> list[list[float]]:
    dice = random.Random(count)
    return [[112 + dice.uniform(0, width), 30 + dice.uniform(0, width)] for _ in range(count)]


def test_a_line_is_written_compact() -> None:
    assert line(way(*WAY)) == (
        '{"type":"MultiLineString","coordinates":[[[112.0,30.0],[112.5,30.25],[113.0,30.0]]]}'
    )


ACCEPTED = {
    "two positions": way(*WAY[:2]),
    "a position said twice": way(WAY[0], *WAY),
    "a line that crosses itself": way([0, 0], [2, 2], [2, 0], [0, 2]),
    "several lines": ways(WAY, WAY[::-1]),
    "a cut at the antimeridian": ways([[179, 0], [180, 1]], [[-180, 1], [-179, 2]]),
    "a thousand positions": way(*scribble(1_000)),
    "half around the earth": way([-90, 10], [90, 10]),
    "a crs member that is null": {**way(*WAY), "crs": None},
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_a_line_is_read_in_time(case: str) -> None:
    made = json.loads(line(ACCEPTED[case]))
    assert set(made) == {"type", "coordinates"}
    assert quickest(lambda: line(ACCEPTED[case])) < 0.3


@pytest.mark.parametrize("crs", Crs)
def test_a_line_is_read_in_its_own_system(crs: Crs) -> None:
    there = way(*([*from_wgs84(lon, lat, crs)] for lon, lat in WAY))
    (made,) = json.loads(line(there, crs))["coordinates"]
    assert made == [pytest.approx(vertex, abs=1e-8) for vertex in WAY]


REFUSED: dict[str, tuple[Any, tuple[str | int, ...], str]] = {
    "no object": ([1, 2], (), "This is a list"),
    "text": ('{"type":"LineString"}', (), "This is text"),
    "no type": ({"coordinates": WAY}, ("type",), "missing"),
    "a polygon": ({"type": "Polygon", "coordinates": [WAY]}, ("type",), "'Polygon' is not allowed"),
    "a feature": ({"type": "Feature", "geometry": way(*WAY)}, ("type",), "geometry inside"),
    "a collection": ({"type": "GeometryCollection", "geometries": []}, ("type",), "geometry inside"),
    "a foreign system": (
        {**way(*WAY), "crs": {"properties": {"name": "EPSG:2437"}}},
        ("crs",),
        "not allowed",
    ),
    "no coordinates": ({"type": "LineString"}, ("coordinates",), "is null"),
    "nothing": (way(), ("coordinates",), "empty"),
    "an empty line": (ways(WAY, []), ("coordinates", 1), "empty"),
    "one position": (way(WAY[0]), ("coordinates",), "at least 2"),
    "one place": (ways(WAY, [WAY[0]] * 5), ("coordinates", 1), "at least 2"),
    "a number": (way(*WAY, 5), ("coordinates", 3), "list of two numbers"),
    "three numbers": (way(WAY[0], [112, 30, 5]), ("coordinates", 1), "this one has 3"),
    "one number": (way(WAY[0], [112]), ("coordinates", 1), "this one has 1"),
    "text for a number": (way(WAY[0], ["112", 30]), ("coordinates", 1), "lon must be a number"),
    "null for a number": (way(WAY[0], [None, 30]), ("coordinates", 1), "is null"),
    "not a number": (way(WAY[0], [math.nan, 30]), ("coordinates", 1), "finite"),
    "infinite": (way(WAY[0], [112, -math.inf]), ("coordinates", 1), "finite"),
    "out of range": (way([500, 30], WAY[0]), ("coordinates", 0), "lon is 500"),
    "swapped": (way([30, 112], [30, 113]), ("coordinates", 0), "look swapped"),
    "1,001 positions": (way(*scribble(1_001)), ("coordinates",), "1,001 positions"),
    "a million positions": (way(*([[112, 30]] * 1_000_000)), ("coordinates",), "1,000,000"),
    "101 lines": (ways(*([WAY] * 101)), ("coordinates",), "101 lines"),
    "over the antimeridian": (way([179, 0], [-179, 0]), ("coordinates",), "antimeridian"),
    "up and down": (way(*([0.0, 80.0 * (-1) ** n] for n in range(999))), ("coordinates",), "degrees long"),
    "brackets": (way([[[[[]]]]]), ("coordinates", 0), "this one has 1"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_line_is_refused_with_a_path_in_time(case: str) -> None:
    value, path, words = REFUSED[case]

    def refused() -> PlaceError:
        with pytest.raises(PlaceError) as caught:
            line(value)
        return caught.value

    error = refused()
    assert words in error.message
    assert error.message.endswith(".")
    assert error.path == path
    assert quickest(refused) < 0.1
