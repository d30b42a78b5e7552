"""A polygon, a corridor, a division: on every type that has a place, the same rows as trying each."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest
from graphql import GraphQLInputObjectType

from resolvers.roots import api
from schema.area import placed
from schema.registry import NODES
from tests.asking import Asker
from tests.conftest import Copy
from tests.explained import MODES, blocks, explained
from tests.test_area import polygon
from tests.test_line import way

LOCATED = {
    "hazardSites": ("hazard_site", "HazardSiteFilter", "geometry"),
    "resources": ("resource", "ResourceFilter", "location::geometry"),
    "gauges": ("gauge", "GaugeFilter", "location::geometry"),
    "waters": ("water", "WaterFilter", "geometry"),
    "protectedPlaces": ("protected_place", "ProtectedPlaceFilter", "geometry"),
    "divisions": ("division", "DivisionFilter", "ST_Collect(boundary, location::geometry)"),
}
"""Each list of what has a place: its table, its filter, and where the place is."""
BAD = "BAD_USER_INPUT"


def test_every_type_with_a_place_is_filtered_by_area_and_by_name() -> None:
    """None is forgotten when a table gets a place."""
    listed = {made.table.name for made in NODES.values() if placed(made.table) and made.orders}
    assert listed == {table for table, _, _ in LOCATED.values()}
    for made in NODES.values():
        if made.table.name in listed and made.filter is not None:
            type_ = api.type_map[made.filter.__name__]
            assert isinstance(type_, GraphQLInputObjectType)
            assert {"area", "text"} <= set(type_.fields), type_.name


@pytest.fixture(scope="module")
async def slow(demo: Copy) -> AsyncIterator[asyncpg.Connection[Any]]:
    connection = await asyncpg.connect(demo.url)
    yield connection
    await connection.close()


async def shown(ask: Asker, list_: str, area: dict[str, Any]) -> set[str]:
    """The codes that a list shows of an area, page by page."""
    name = LOCATED[list_][1]
    codes: set[str] = set()
    after = None
    while True:
        page = await ask.data(
            f"query L($f: {name}, $a: Cursor) {{ {list_}(filter: $f, after: $a, first: 200) {{ totalCount "
            "edges { node { code } } pageInfo { hasNextPage endCursor } } }",
            {"f": {"area": area}, "a": after},
        )
        codes |= {edge["node"]["code"] for edge in page[list_]["edges"]}
        if not page[list_]["pageInfo"]["hasNextPage"]:
            assert page[list_]["totalCount"] >= len(codes)
            return codes
        after = page[list_]["pageInfo"]["endCursor"]


async def tried(slow: asyncpg.Connection[Any], list_: str, condition: str, *values: Any) -> set[str]:
    table, _, place = LOCATED[list_]
    text = f"SELECT code FROM {table} WHERE {condition.replace('PLACE', place)}"
    return {row["code"] for row in await slow.fetch(text, *values)}


def wedges() -> list[list[list[float]]]:
    dice = random.Random("areas")
    found = []
    for _ in range(8):
        west, south = dice.uniform(111, 113.5), dice.uniform(29, 31)
        wide, high = dice.uniform(0.05, 2), dice.uniform(0.05, 1)
        found.append([[west, south], [west + wide, south + high / 5], [west + wide / 2, south + high]])
    return found


@pytest.mark.parametrize("list_", LOCATED)
async def test_a_polygon_shows_what_touches_it(ask: Asker, slow: asyncpg.Connection[Any], list_: str) -> None:
    sizes = set()
    for corners in wedges():
        given = polygon([*corners, corners[0]])
        found = await shown(ask, list_, {"polygon": given})
        kept = "ST_Intersects(PLACE, ST_SetSRID(ST_MakePolygon(ST_MakeLine($1::geometry[])), 4326))"
        points = [f"POINT({lon} {lat})" for lon, lat in [*corners, corners[0]]]
        expected = await tried(
            slow, list_, kept.replace("$1::geometry[]", "(SELECT array_agg(p::geometry) FROM unnest($1::text[]) AS p)"), points
        )  # fmt: skip
        assert found == expected
        sizes.add(len(found))
    assert len(sizes) > 1, "some more, some less"


@pytest.mark.parametrize("list_", LOCATED)
async def test_a_corridor_shows_what_is_near_its_line(
    ask: Asker, slow: asyncpg.Connection[Any], list_: str
) -> None:
    sizes = set()
    for corners in wedges():
        for distance in (500.0, 20_000.0):
            area = {"corridor": {"line": way(*corners), "distance": distance}}
            found = await shown(ask, list_, area)
            text = f"LINESTRING({', '.join(f'{lon} {lat}' for lon, lat in corners)})"
            kept = "ST_Distance((PLACE)::geography, ST_Segmentize($1::text::geometry, 0.01)::geography) <= $2"
            surely, perhaps = [await tried(slow, list_, kept, text, distance + d) for d in (-2, 2)]
            assert surely <= found <= perhaps
            sizes.add(len(found))
    assert len(sizes) > 1


@pytest.mark.parametrize("code", ["421000", "421022", "420000"])
@pytest.mark.parametrize("list_", LOCATED)
async def test_a_division_shows_what_is_its_own(
    ask: Asker, slow: asyncpg.Connection[Any], list_: str, code: str
) -> None:
    """With a position or without; of waters, those that touch its boundary."""
    own = "SELECT b.id FROM division AS t JOIN division AS b ON b.path <@ t.path WHERE t.code = $1"
    kept = {
        "waters": "EXISTS (SELECT FROM division AS d WHERE d.code = $1 AND ST_Intersects(d.boundary, PLACE))",
        "divisions": f"id IN ({own})",
    }.get(list_, f"division_id IN ({own})")
    found = await shown(ask, list_, {"division": code})
    assert found == await tried(slow, list_, kept, code)
    assert found or code != "421000"


async def test_an_area_is_read_in_its_own_system(ask: Asker) -> None:
    """The same corners read as GCJ-02 are another place, some 500 m away."""
    (depot,) = (
        await ask.data(
            "{ resources(filter: {kinds: [DEPOT]}, first: 1) { edges { node { code here: location gcj: location(crs: GCJ02) } } } }"
        )
    )["resources"]["edges"]
    for key, crs in (("here", "WGS84"), ("gcj", "GCJ02")):
        lon, lat = depot["node"][key]["coordinates"]
        ring = [[lon + x, lat + y] for x, y in ((-1e-4, -1e-4), (1e-4, -1e-4), (1e-4, 1e-4), (-1e-4, 1e-4))]
        line = way([lon - 1e-4, lat], [lon + 1e-4, lat])
        for area in ({"polygon": polygon([*ring, ring[0]])}, {"corridor": {"line": line, "distance": 5}}):
            assert depot["node"]["code"] in await shown(ask, "resources", {**area, "crs": crs})
            other = "GCJ02" if crs == "WGS84" else "WGS84"
            assert depot["node"]["code"] not in await shown(ask, "resources", {**area, "crs": other})


RING = polygon([[112, 30], [113, 30], [113, 31], [112, 30]])
ROAD = {"line": way([112, 30], [113, 31]), "distance": 100}
REFUSED = {
    "none": ({}, "filter.area"),
    "nothing but nulls": ({"polygon": None, "division": None}, "filter.area"),
    "two": ({"polygon": RING, "division": "421000"}, "filter.area"),
    "all": ({"polygon": RING, "corridor": ROAD, "division": "421000"}, "filter.area"),
    "a line for a polygon": ({"polygon": way([1, 2], [3, 4])}, "filter.area.polygon.type"),
    "a polygon for a line": ({"corridor": {**ROAD, "line": RING}}, "filter.area.corridor.line.type"),
    "an open ring": (
        {"polygon": polygon([[112, 30], [113, 30], [113, 31], [112, 31]])},
        "filter.area.polygon.coordinates.0",
    ),
    "one position": ({"corridor": {**ROAD, "line": way([1, 2])}}, "filter.area.corridor.line.coordinates"),
    "swapped": (
        {"corridor": {**ROAD, "line": way([30, 112], [30, 113])}},
        "filter.area.corridor.line.coordinates.0",
    ),
    "no distance": ({"corridor": {**ROAD, "distance": 0}}, "filter.area.corridor.distance"),
    "less than none": ({"corridor": {**ROAD, "distance": -5}}, "filter.area.corridor.distance"),
    "too wide": ({"corridor": {**ROAD, "distance": 100_000.1}}, "filter.area.corridor.distance"),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_what_is_no_area_is_refused_where_it_stands(ask: Asker, case: str) -> None:
    area, argument = REFUSED[case]
    question = "query R($f: ResourceFilter) { resources(filter: $f) { totalCount } }"
    error = await ask.error(question, {"f": {"area": area}})
    assert (error["code"], error["extensions"]["argument"]) == (BAD, argument)
    assert error["path"] == ["resources"]


async def test_an_area_written_in_the_document_is_refused_too(ask: Asker) -> None:
    error = await ask.error("{ gauges(filter: {area: {crs: GCJ02}}) { totalCount } }")
    assert (error["code"], error["extensions"]["argument"]) == (BAD, "filter.area")
    unknown = '{ waters(filter: {area: {division: "999999"}}) { totalCount } }'
    assert (await ask.error(unknown))["code"] == "NOT_FOUND"


SMALL = {
    "polygon": {"polygon": polygon([[112.2, 30.3], [112.3, 30.3], [112.25, 30.4], [112.2, 30.3]])},
    "corridor": {"corridor": {"line": way([112.2, 30.3], [112.3, 30.35]), "distance": 2_000}},
}
LIST = (
    "query L($f: ResourceFilter) { resources(filter: $f, first: 50) { totalCount edges { node { code } } } }"
)
NEAR = """query N($f: ResourceFilter, $within: Float! = 2000000) {
  nearbyResources(near: {lon: 112.24, lat: 30.31}, within: $within, filter: $f) { distance resource { code } } }"""


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("case", SMALL)
async def test_an_area_is_asked_by_the_index(many: Asker, case: str, mode: str) -> None:
    for question in (LIST, NEAR):
        steps = await explained(many, question, mode, f={"area": SMALL[case]}, within=2_000_000.0)
        assert "ix_resource_location" in {step.get("Index Name") for step in steps}
        assert not [
            step
            for step in steps
            if step["Node Type"] == "Seq Scan" and step.get("Relation Name") == "resource"
        ]
        assert blocks(steps) < 5_000
    rows = (await many.data(NEAR, {"f": {"area": SMALL[case]}}))["nearbyResources"]
    listed = (await many.data(LIST, {"f": {"area": SMALL[case]}}))["resources"]
    assert len(rows) == min(20, listed["totalCount"]) > 5
