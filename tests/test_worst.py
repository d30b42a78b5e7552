"""The worst that may be asked of geometry: how large an answer gets, and that no statement runs long."""

from __future__ import annotations

import ast
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from graphql import GraphQLInputObjectType, get_named_type

from resolvers.roots import api
from server.cluster import Cluster
from tests.asking import Asker, asker
from tests.conftest import copied
from tests.test_area import around, box, comb, parts, polygon
from tests.test_area_summary import SUMMARY
from tests.test_areas import LOCATED
from tests.test_line import scribble, way

ROOT = Path(__file__).parents[1]
SITES = 200_000
BANNED = {"ST_MakeValid", "ST_Buffer", "ST_Union", "ST_UnaryUnion", "ST_Polygonize", "ST_VoronoiPolygons"}
"""What may run for minutes or crash on geometry that somebody sent, whatever the limit of time."""
MADE = """
INSERT INTO division (code, level, name, path, official) VALUES ('100000', 'COUNTRY', '中华人民共和国', '1', true);
INSERT INTO hazard_site (code, kind, name, division_id, geometry, basis)
SELECT 'S-' || i, 'reservoir', '水库', 1,
       ST_Point(360 * random() - 180, degrees(asin(2 * random() - 1)), 4326), 'SYNTHETIC'
FROM generate_series(1, $count) AS i;
ANALYZE division, hazard_site;
"""
WORLD = {"polygon": parts([box(-180, -90, 179.99, 180)], [box(0, -90, 180, 180)])}


def test_no_statement_repairs_or_unites_what_was_sent() -> None:
    """D6: of the functions that a limit of time does not stop, none is called."""
    for floor in ("geo", "schema", "resolvers", "server"):
        for path in (ROOT / floor).rglob("*.py"):
            named = {
                getattr(node, "attr", getattr(node, "value", None))
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.Attribute | ast.Constant)
            }
            assert not BANNED & {name for name in named if isinstance(name, str)}, path


def test_no_mutation_takes_geometry() -> None:
    """I8: what lies where is imported, not sent; the day a mutation takes a place, it needs its scope's border."""
    mutation = api.mutation_type
    assert mutation is not None
    seen, open_ = (
        set(),
        [argument.type for field in mutation.fields.values() for argument in field.args.values()],
    )
    while open_:
        type_ = get_named_type(open_.pop())
        if type_.name not in seen:
            seen.add(type_.name)
            if isinstance(type_, GraphQLInputObjectType):
                open_ += [field.type for field in type_.fields.values()]
    assert not seen & {"GeoJSON", "Place", "Area", "Corridor"}


@pytest.fixture(scope="module")
async def crowded(cluster: Cluster) -> AsyncIterator[Asker]:
    """Two hundred thousand hazard sites all over the world."""
    async for copy in copied(cluster):
        connection = await asyncpg.connect(copy.superuser_url)
        await connection.execute("SET session_replication_role = replica")
        await connection.execute(MADE.replace("$count", str(SITES)))
        await connection.close()
        async with asker(copy) as asking:
            yield asking


async def test_the_whole_world_is_a_page(crowded: Asker) -> None:
    """I9: 200,000 sites lie in it, 200 are shown, and the summary counts the rest."""
    question = "query W($f: HazardSiteFilter) { hazardSites(filter: $f, first: 200) { edges { node { code geometry } } } }"
    page = (await crowded.data(question, {"f": {"area": WORLD}}))["hazardSites"]["edges"]
    assert len(page) == 200
    near = "query N($f: HazardSiteFilter) { nearbyHazardSites(near: {lon: 0, lat: 0}, within: 2000000, filter: $f, first: 200) { distance } }"
    assert len((await crowded.data(near, {"f": {"area": WORLD}}))["nearbyHazardSites"]) == 200
    assert (await crowded.error(question.replace("200", "201"), {"f": {"area": WORLD}}))[
        "code"
    ] == "BAD_USER_INPUT"
    told = await crowded.data(
        "query S($a: Area!) { areaSummary(area: $a) { hazardSites { count } } }", {"a": WORLD}
    )
    (sites,) = told["areaSummary"]["hazardSites"]
    assert SITES * 0.9999 < sites["count"] <= SITES, "but for the gap of a hundredth of a degree"


WORST: dict[str, dict[str, Any]] = {
    "a comb": {"polygon": polygon(comb(4_900, 4.0))},
    "a circle": {"polygon": polygon(around(10_000, 3.0))},
    "the world": WORLD,
    "a scribble": {"corridor": {"line": way(*scribble(1_000, 0.02)), "distance": 100_000.0}},
    "a zigzag": {
        "corridor": {
            "line": way(*([108 + n * 0.005, 29 + n % 2 * 0.03] for n in range(1_000))),
            "distance": 100_000.0,
        }
    },
}


LONGEST = 3.0
"""Seconds that a statement may run."""
SLACK = 2.0
"""Seconds for all that is not the database, on a busy machine."""


@pytest.mark.parametrize("shape", WORST)
async def test_no_shape_keeps_the_database_busy(ask: Asker, shape: str) -> None:
    """D6: every question that takes an area, with what is hardest to compute: answered, or refused in time."""
    questions = {
        list_: f"query L($a: Area!) {{ {list_}(filter: {{area: $a}}, first: 200) {{ edges {{ cursor }} }} }}"
        for list_ in LOCATED
    }
    for name, question in {**questions, "areaSummary": SUMMARY}.items():
        start = time.perf_counter()
        told = await ask(question, {"a": WORST[shape]})
        assert time.perf_counter() - start < LONGEST + SLACK, name
        codes = [error["extensions"]["code"] for error in told.get("errors", ())]
        assert codes in ([], ["TOO_COSTLY"]), name
