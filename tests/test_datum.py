"""Five systems of coordinates: true values, round trips, and the same in SQL as in Python."""

import json
import math
import random
import re
from itertools import pairwise
from typing import Any, TypeAlias

import asyncpg
import pytest
from geoalchemy2 import Geometry
from hypothesis import assume, given
from hypothesis import strategies as st
from sqlalchemy import literal_column, select

from geo.crs import Crs
from geo.datum import from_wgs84, to_wgs84
from geo.expressions import as_geojson
from geo.outline import MAINLAND, NEIGHBOURS, inside
from resolvers.plan import DIALECT

Asyncpg: TypeAlias = "asyncpg.Connection[Any]"
SHIFTED = (Crs.GCJ02, Crs.BD09)
TURNED = (Crs.GCJ02, Crs.BD09, Crs.WEB_MERCATOR)
KILOMETRE = 0.013  # of longitude, in degrees, as far north as mainland China reaches

# WGS 84, GCJ-02, BD-09: computed by another implementation of the published formulas.
KNOWN = [
    ((112.239, 30.3352), (112.24471082914546, 30.332643643459512), (112.25125506979963, 30.338404001093917)),
    ((116.404, 39.915), (116.41024449916938, 39.91640428150164), (116.41662724378733, 39.922699552216216)),
    ((87.6168, 43.8256), (87.61964994946926, 43.82680539311119), (87.62609977081571, 43.83294979479329)),
    ((110.3312, 20.0311), (110.33557084396945, 20.029053664963516), (110.34211865086186, 20.034729582393396)),
    ((105.0, 35.0), (105.00328624145706, 34.99909863223526), (105.00966682831948, 35.005403668456964)),
]
MAINLAND_CITIES = {
    "Jingzhou": (112.239, 30.335),
    "Shenzhen": (114.058, 22.543),
    "Zhuhai, at the gate": (113.5505, 22.2235),
    "Dandong": (124.383, 40.125),
    "Heihe": (127.490, 50.244),
    "Manzhouli": (117.379, 49.598),
    "Kashgar": (75.989, 39.470),
    "Ruili": (97.852, 24.013),
    "Dongxing": (107.972, 21.548),
    "Hunchun": (130.366, 42.863),
    "Fuyuan": (134.308, 48.365),
    "Sanya": (109.508, 18.248),
    "Lhasa": (91.132, 29.660),
    "Xiamen": (118.089, 24.480),
}
CITIES_OUTSIDE = {
    "Hong Kong": (114.158, 22.282),
    "Sheung Shui": (114.128, 22.502),
    "Macau": (113.544, 22.199),
    "Taipa": (113.560, 22.156),
    "Taipei": (121.565, 25.033),
    "Kinmen": (118.318, 24.433),
    "Matsu": (119.928, 26.152),
    "Seoul": (126.978, 37.566),
    "Pyongyang": (125.755, 39.019),
    "Sinuiju": (124.398, 40.100),
    "Vladivostok": (131.886, 43.115),
    "Blagoveshchensk": (127.527, 50.290),
    "Khabarovsk": (135.084, 48.483),
    "Ulaanbaatar": (106.918, 47.886),
    "Almaty": (76.929, 43.257),
    "Hanoi": (105.842, 21.029),
    "Lao Cai": (103.975, 22.485),
    "Mong Cai": (107.966, 21.524),
    "Muse": (97.905, 23.990),
    "Kathmandu": (85.324, 27.717),
    "Thimphu": (89.639, 27.473),
    "Manila": (120.984, 14.600),
    "Fukuoka": (130.402, 33.590),
    "London": (-0.128, 51.507),
    "Buenos Aires": (-58.382, -34.604),
}

anywhere = st.tuples(st.floats(-179.9, 179.9), st.floats(-85, 85))
around_china = st.tuples(st.floats(72, 137), st.floats(17, 55))


def apart(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def near_the_outline(lon: float, lat: float) -> bool:
    steps = (-KILOMETRE, 0, KILOMETRE)
    return len({inside(lon + east, lat + north) for east in steps for north in steps}) > 1


@pytest.mark.parametrize(("wgs84", "gcj02", "bd09"), KNOWN)
def test_known_places_in_the_shifted_systems(
    wgs84: tuple[float, float], gcj02: tuple[float, float], bd09: tuple[float, float]
) -> None:
    assert apart(from_wgs84(*wgs84, Crs.GCJ02), gcj02) < 1e-12
    assert apart(from_wgs84(*wgs84, Crs.BD09), bd09) < 1e-12
    assert apart(to_wgs84(*gcj02, Crs.GCJ02), wgs84) < 1e-9
    assert apart(to_wgs84(*bd09, Crs.BD09), wgs84) < 1e-9


def test_web_mercator_is_the_square_of_the_tiles() -> None:
    assert apart(from_wgs84(180, 85.0511287798066, Crs.WEB_MERCATOR), (20037508.342789244,) * 2) < 1e-6
    assert (
        apart(from_wgs84(112.239, 30.3352, Crs.WEB_MERCATOR), (12494388.327146232, 3546709.8563318877)) < 1e-8
    )


def test_cgcs2000_is_taken_as_wgs84() -> None:
    assert from_wgs84(112.239, 30.3352, Crs.CGCS2000) == (112.239, 30.3352)
    assert to_wgs84(112.239, 30.3352, Crs.CGCS2000) == (112.239, 30.3352)


@pytest.mark.parametrize("city", MAINLAND_CITIES)
def test_gcj02_shifts_a_city_of_the_mainland(city: str) -> None:
    lon, lat = MAINLAND_CITIES[city]
    x, y = from_wgs84(lon, lat, Crs.GCJ02)
    metres = math.hypot((x - lon) * math.cos(math.radians(lat)), y - lat) * 111_195
    assert 100 < metres < 710


@pytest.mark.parametrize("city", CITIES_OUTSIDE)
def test_gcj02_leaves_a_city_outside_where_it_is(city: str) -> None:
    place = CITIES_OUTSIDE[city]
    assert from_wgs84(*place, Crs.GCJ02) == place
    assert apart(to_wgs84(*place, Crs.GCJ02), place) == 0


@given(around_china)
def test_there_and_back_in_the_shifted_systems(place: tuple[float, float]) -> None:
    assume(not near_the_outline(*place))
    for crs in SHIFTED:
        assert apart(to_wgs84(*from_wgs84(*place, crs), crs), place) < 1e-8


@given(anywhere)
def test_there_and_back_in_web_mercator(place: tuple[float, float]) -> None:
    assert apart(to_wgs84(*from_wgs84(*place, Crs.WEB_MERCATOR), Crs.WEB_MERCATOR), place) < 1e-9


@given(st.tuples(st.floats(-180, 180), st.floats(-90, 90)))
def test_any_place_of_the_world_can_be_read_in_the_shifted_systems(place: tuple[float, float]) -> None:
    for crs in SHIFTED:
        assert apart(to_wgs84(*place, crs), place) < 0.02


def test_a_rectangle_has_a_south_a_north_a_west_and_an_east() -> None:
    for south, north, west, east in (*MAINLAND, *NEIGHBOURS):
        assert 17 < south < north < 55
        assert 72 < west < east < 137


def scattered() -> list[tuple[float, float]]:
    """Places all over and close to the outline, where Python and SQL might part."""
    dice = random.Random("datum")
    world = [(dice.uniform(-180, 180), dice.uniform(-85, 85)) for _ in range(300)]
    china = [(dice.uniform(73, 136), dice.uniform(17.5, 54)) for _ in range(1500)]
    corners = [
        (lon, lat) for south, north, west, east in MAINLAND for lon in (west, east) for lat in (south, north)
    ]
    return [*world, *china, *corners]


@pytest.mark.parametrize("crs", TURNED)
async def test_sql_and_python_agree(connection: Asyncpg, crs: Crs) -> None:
    places = scattered()
    rows = await connection.fetch(
        """
        WITH place AS (SELECT ST_SetSRID(ST_MakePoint(lon, lat), 4326) AS made, at
            FROM unnest($1::float8[], $2::float8[]) WITH ORDINALITY AS given (lon, lat, at))
        SELECT ST_X(there) AS x, ST_Y(there) AS y, ST_X(back) AS lon, ST_Y(back) AS lat
        FROM place CROSS JOIN LATERAL levee_datum(made, $3) AS there
        CROSS JOIN LATERAL levee_undatum(there, $3) AS back ORDER BY at
        """,
        [place[0] for place in places],
        [place[1] for place in places],
        crs.value,
    )
    close = 1e-8 if crs is Crs.WEB_MERCATOR else 1e-9  # metres, degrees
    for place, row in zip(places, rows, strict=True):
        there = from_wgs84(*place, crs)
        assert apart(there, (row["x"], row["y"])) < close
        if not near_the_outline(*place):
            assert apart(to_wgs84(*there, crs), (row["lon"], row["lat"])) < 1e-9


KINDS = [
    "POINT(112.2 30.3)",
    "LINESTRING(112.2 30.3,112.3 30.4,112.4 30.3)",
    "POLYGON((112 30,113 30,113 31,112 31,112 30),(112.4 30.4,112.4 30.6,112.6 30.6,112.4 30.4))",
    "MULTIPOINT((112.2 30.3),(112.3 30.4))",
    "MULTILINESTRING((112.2 30.3,112.3 30.4),(112.5 30.3,112.6 30.4))",
    "MULTIPOLYGON(((112 30,113 30,113 31,112 30)),((114 30,115 30,115 31,114 30)))",
    "GEOMETRYCOLLECTION(POINT(112.2 30.3),LINESTRING(112.2 30.3,112.3 30.4))",
    "POLYGON EMPTY",
]


@pytest.mark.parametrize("text", KINDS)
@pytest.mark.parametrize("crs", TURNED)
async def test_every_kind_of_geometry_goes_there_and_back(connection: Asyncpg, text: str, crs: Crs) -> None:
    row = await connection.fetchrow(
        """
        SELECT GeometryType(there) = GeometryType(given) AS kind,
               ST_NPoints(there) = ST_NPoints(given) AS points,
               ST_AsText(ST_SnapToGrid(levee_undatum(there, $2), 1e-8), 8) = ST_AsText(given, 8) AS same,
               ST_IsEmpty(given) OR NOT ST_Equals(ST_SetSRID(there, 4326), given) AS moved
        FROM (SELECT ST_GeomFromText($1, 4326) AS given) AS one, levee_datum(given, $2) AS there
        """,
        text,
        crs.value,
    )
    assert row is not None
    assert dict(row) == {"kind": True, "points": True, "same": True, "moved": True}


@pytest.mark.parametrize("crs", Crs)
async def test_geojson_is_as_rfc_7946_wants_it(connection: Asyncpg, crs: Crs) -> None:
    clockwise = "POLYGON((112 30,112 31,113 31,113 30,112 30))"
    text = await connection.fetchval(
        "SELECT levee_geojson(ST_GeomFromText($1, 4326), $2)", clockwise, crs.value
    )
    shape = json.loads(text)
    assert set(shape) == {"type", "coordinates"}
    (ring,) = shape["coordinates"]
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    assert area > 0, "an exterior ring runs counter-clockwise"
    assert min(apart(tuple(corner), from_wgs84(112, 30, crs)) for corner in ring) < 1e-3


async def test_no_geometry_gives_null(connection: Asyncpg) -> None:
    assert await connection.fetchval("SELECT levee_geojson(NULL, 'GCJ02')") is None


@pytest.mark.parametrize("move", ["levee_datum", "levee_undatum"])
async def test_an_unknown_system_is_refused(connection: Asyncpg, move: str) -> None:
    with pytest.raises(asyncpg.RaiseError, match="no system of coordinates MARS"):
        await connection.fetchval(f"SELECT {move}(ST_Point(1, 2), 'MARS')")


@pytest.mark.parametrize("crs", Crs)
async def test_lines_run_as_they_were_drawn(connection: Asyncpg, crs: Crs) -> None:
    """A river runs downstream, kilometre 0 of a dike is its first position: in every system, alone or many."""
    column = literal_column("shape", Geometry("GEOMETRY", 4326))
    asked = str(select(as_geojson(column, crs)).compile(dialect=DIALECT))
    for drawn in (
        "LINESTRING(112 30, 113 30.5, 114 30)",
        "MULTILINESTRING((114 30, 113 30), (112 29, 111 29))",
    ):
        made = f"SELECT ST_GeomFromText('{drawn}', 4326) AS shape"
        told = json.loads(await connection.fetchval(f"{asked} FROM ({made}) AS drawn"))
        first = told["coordinates"][0] if told["type"] == "LineString" else told["coordinates"][0][0]
        expected = [float(each) for each in re.findall(r"[\d.]+", drawn)[:2]]
        assert from_wgs84(expected[0], expected[1], crs) == pytest.approx(first, abs=1e-3)
