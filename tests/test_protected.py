"""How far protected places are from hazard sites: exactly, whatever the shapes, from either side."""

import heapq
import itertools
import json
import math
import random
from collections.abc import AsyncIterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import asyncpg
import pytest
from geographiclib.geodesic import Geodesic  # type: ignore[import-untyped]

from schema.vocabulary import ProtectedPlaceKind
from tests.asking import Asker, asker
from tests.conftest import Copy
from tests.explained import MODES, blocks, explained

Point = tuple[float, float]
KINDS = [str(kind.value) for kind in ProtectedPlaceKind]
SPREAD = 60_000
"""Metres around the middle within which the invented rows lie."""
SITES, PLACES, CROWD = 40, 400, 40_000
FIELDS = "distance protectedPlace { code kind people }"
FROM_SITES = f"""query Near($within: Float!, $kinds: [ProtectedPlaceKind!], $types: [String!], $first: Int! = 200) {{
  hazardSites(first: 200) {{ edges {{ node {{
    code protectedPlaces(within: $within, kinds: $kinds, types: $types, first: $first) {{ {FIELDS} }}
    protectedPlacesByKind(within: $within, kinds: $kinds, types: $types) {{
      kind count nearest people uncounted
    }}
  }} }} }}
}}"""
FROM_PLACES = """query Near($within: Float!, $major: Boolean, $grades: [RiskGrade!], $at: DateTime) {
  protectedPlaces(filter: {types: ["near"]}, first: 200) { edges { node {
    code hazardSites(
      within: $within, majorHazard: $major, riskGrades: $grades, riskGradesAt: $at, first: 200
    ) { distance hazardSite { code majorHazard riskGrade(at: $at) } }
  } } }
}"""
DUTY = """query Duty($near: ProtectedNearby!) {
  hazardSites(filter: {majorHazard: true, nearProtected: $near}, first: 200) { edges { node { code } } }
}"""


class Shape(NamedTuple):
    """A row as it was written: its parts are points, lines or rings."""

    code: str
    kind: str
    type: str
    people: int | None
    points: Sequence[Point]

    @property
    def text(self) -> str:
        corners = ", ".join(f"{lon} {lat}" for lon, lat in self.points)
        if len(self.points) == 1:
            return f"POINT({corners})"
        return f"POLYGON(({corners}))" if self.points[0] == self.points[-1] else f"LINESTRING({corners})"


def away(start: Point, metres: float, azimuth: float) -> Point:
    found = Geodesic.WGS84.Direct(start[1], start[0], azimuth, metres)
    return round(found["lon2"], 7), round(found["lat2"], 7)


def metres(one: Point, other: Point) -> float:
    found: float = Geodesic.WGS84.Inverse(one[1], one[0], other[1], other[0], Geodesic.DISTANCE)["s12"]
    return found


MIDDLE = (112.3, 30.2)


def somewhere(dice: random.Random) -> Point:
    return away(MIDDLE, SPREAD * math.sqrt(dice.random()), dice.uniform(0, 360))


def outline(dice: random.Random, size: float) -> list[Point]:
    """A point, a bent line, or a star-shaped area."""
    middle, kind = somewhere(dice), dice.choice(("point", "line", "area"))
    if kind == "point":
        return [middle]
    if kind == "line":
        way = dice.uniform(0, 360)
        return [away(middle, size * step, way + dice.uniform(-40, 40)) for step in range(dice.randint(2, 5))]
    count = dice.randint(3, 7)
    ring = [away(middle, dice.uniform(0.3, 1) * size, -turn * 360 / count) for turn in range(count)]
    return [*ring, ring[0]]


def made(name: str, count: int, points: Any, dice: random.Random) -> list[Shape]:
    return [
        Shape(
            f"{name}-{number}",
            dice.choice(KINDS),
            "far" if number % 8 else "near",
            dice.choice((None, dice.randint(0, 5000))),
            points(),
        )
        for number in range(count)
    ]


FILL = """
INSERT INTO division (code, level, name, path, official) VALUES ('100000', 'COUNTRY', '测试', '1', true);
INSERT INTO hazard_site (code, kind, name, division_id, geometry, basis, major_hazard)
SELECT code, 'enterprise', code, 1, ST_GeomFromText(shape, 4326), 'SYNTHETIC', (ARRAY[true, false, NULL])[1 + nr % 3]
  FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS made (code, shape, nr)
"""
PROTECT = """
INSERT INTO protected_place (code, kind, type, name, division_id, geometry, people, basis)
SELECT code, kind, type, code, 1, ST_GeomFromText(shape, 4326), people, 'SYNTHETIC'
  FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[]) AS made (code, kind, type, people, shape)
"""


async def fill(copy: Copy, sites: Sequence[Shape], places: Sequence[Shape]) -> None:
    connection = await asyncpg.connect(copy.superuser_url)
    try:
        await connection.execute("SET session_replication_role = replica")
        division, site = FILL.split(";")
        await connection.execute(
            f"TRUNCATE division, hazard_site, risk_grade, protected_place RESTART IDENTITY CASCADE; {division}"
        )
        await connection.execute(site, [one.code for one in sites], [one.text for one in sites])
        columns = zip(*((one.code, one.kind, one.type, one.people, one.text) for one in places), strict=True)
        await connection.execute(PROTECT, *(list(column) for column in columns))
        await connection.execute("ANALYZE hazard_site, protected_place")
    finally:
        await connection.close()


@pytest.fixture(scope="module")
async def around(module_database: Copy) -> AsyncIterator[Asker]:
    async with asker(module_database) as asking:
        yield asking


async def told(ask: Asker, question: str, **variables: Any) -> dict[str, dict[str, Any]]:
    data = await ask.data(question, variables)
    (connection,) = data.values()
    return {edge["node"]["code"]: edge["node"] for edge in connection["edges"]}


def summed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the summary by kind must say of a list."""
    groups = []
    for kind in KINDS:
        own = [row for row in rows if row["protectedPlace"]["kind"] == kind]
        known = [
            row["protectedPlace"]["people"] for row in own if row["protectedPlace"]["people"] is not None
        ]
        if own:
            groups.append(
                {
                    "kind": kind,
                    "count": len(own),
                    "nearest": own[0]["distance"],
                    "people": sum(known) if known else None,
                    "uncounted": len(own) - len(known),
                }
            )
    return groups


async def test_points_are_as_far_as_every_pair_says(around: Asker) -> None:
    dice = random.Random("points")
    sites = made("S", SITES, lambda: [somewhere(dice)], dice)
    places = made("P", PLACES, lambda: [somewhere(dice)], dice)
    await fill(around.copy, sites, places)
    chosen: list[dict[str, Any]] = [
        {},
        {"kinds": KINDS[:2]},
        {"types": ["near"]},
        {"kinds": KINDS[3:], "types": ["far"]},
    ]
    for within, asked in itertools.product((500.0, 7_500.0, 40_000.0), chosen):
        found = await told(around, FROM_SITES, within=within, **asked)
        assert len(found) == SITES
        for site in sites:
            expected = sorted(
                (metres(site.points[0], place.points[0]), number)
                for number, place in enumerate(places)
                if place.kind in asked.get("kinds", KINDS) and place.type in asked.get("types", place.type)
            )
            near = [(far, places[number].code) for far, number in expected if far <= within]
            rows = found[site.code]["protectedPlaces"]
            assert [row["protectedPlace"]["code"] for row in rows] == [code for _, code in near][:200]
            assert [row["distance"] for row in rows] == pytest.approx(
                [far for far, _ in near][:200], abs=1e-6
            )
            if len(near) <= 200:
                assert found[site.code]["protectedPlacesByKind"] == summed(rows)


def sampled(one: Sequence[Point], other: Sequence[Point], step: float = 20.0) -> float:
    """The least distance from the corners of one to points along the edges of the other, either way round."""
    least = math.inf
    for corners, line in ((one, other), (other, one)):
        along = list(dense(line, step))
        for corner in corners:
            few = heapq.nsmallest(25, along, key=partial(flat, corner))
            least = min(least, *(metres(corner, place) for place in few), math.inf)
    return least


def flat(one: Point, other: Point) -> float:
    """Good enough to see which of many places is the nearest."""
    return math.hypot((one[0] - other[0]) * math.cos(math.radians(one[1])), one[1] - other[1])


def dense(line: Sequence[Point], step: float) -> list[Point]:
    if len(line) == 1:
        return list(line)
    found = []
    for (lon, lat), (east, north) in itertools.pairwise(line):
        edge = Geodesic.WGS84.InverseLine(lat, lon, north, east)
        count = max(1, math.ceil(edge.s13 / step))
        at = (edge.Position(edge.s13 * part / count) for part in range(count + 1))
        found += [(place["lon2"], place["lat2"]) for place in at]
    return found


async def test_lines_and_areas_are_as_far_as_points_along_them(around: Asker) -> None:
    """Sampled every 20 m, what is told is no more than the samples, and less by no more than their gap."""
    dice = random.Random("shapes")
    sites = made("S", 12, lambda: outline(dice, 1500), dice)
    places = made("P", 60, lambda: outline(dice, 3000), dice)
    await fill(around.copy, sites, places)
    found = await told(around, FROM_SITES, within=20_000.0)
    apart = 0
    for site, place in itertools.product(sites, places):
        rows = {row["protectedPlace"]["code"]: row["distance"] for row in found[site.code]["protectedPlaces"]}
        if place.code not in rows:
            assert sampled(site.points, place.points, 500.0) > 20_000
        elif rows[place.code] > 0:
            apart += 1
            least = sampled(site.points, place.points)
            assert (
                math.sqrt(max(least**2 - 10.0**2, 0)) - 0.001 <= rows[place.code] <= least * 1.000025 + 0.001
            )
    assert apart > 40


async def test_what_touches_is_at_no_distance(around: Asker) -> None:
    square = [away(MIDDLE, 3000, turn) for turn in (45, 315, 225, 135)]
    shapes = {
        "inside": [away(MIDDLE, 500, 10)],
        "corner": [square[0]],
        "across": [away(MIDDLE, 9000, 270), away(MIDDLE, 9000, 90)],
        "overlap": [MIDDLE, away(MIDDLE, 9000, 100), away(MIDDLE, 9000, 80), MIDDLE],
    }
    places = [Shape(name, KINDS[0], "near", None, points) for name, points in shapes.items()]
    await fill(around.copy, [Shape("S", "", "", None, [*square, square[0]])], places)
    found = (await told(around, FROM_SITES, within=0.001))["S"]["protectedPlaces"]
    assert {row["protectedPlace"]["code"]: row["distance"] for row in found} == dict.fromkeys(shapes, 0)


async def test_the_limit_is_inclusive_and_the_page_is_cut(around: Asker) -> None:
    dice = random.Random("limit")
    sites = made("S", 5, lambda: outline(dice, 1500), dice)
    await fill(around.copy, sites, made("P", PLACES, lambda: outline(dice, 800), dice))
    whole = await told(around, FROM_SITES, within=30_000.0)
    for code, site in whole.items():
        last = next(row for row in reversed(site["protectedPlaces"][:20]) if row["distance"] > 1)
        at = site["protectedPlaces"].index(last)
        reached = (await told(around, FROM_SITES, within=last["distance"]))[code]["protectedPlaces"]
        assert [row["distance"] for row in reached] == [
            row["distance"] for row in site["protectedPlaces"][: at + 1]
        ]
        short = (await told(around, FROM_SITES, within=last["distance"] - 0.0001))[code]["protectedPlaces"]
        assert last not in short
        page = (await told(around, FROM_SITES, within=30_000.0, first=3))[code]
        assert page["protectedPlaces"] == site["protectedPlaces"][:3]
        assert page["protectedPlacesByKind"] == site["protectedPlacesByKind"], (
            "sums are of all, not of a page"
        )


async def test_the_other_way_round_it_is_the_same(around: Asker) -> None:
    dice = random.Random("reverse")
    sites = made("S", SITES, lambda: outline(dice, 1500), dice)
    await fill(around.copy, sites, made("P", PLACES, lambda: outline(dice, 800), dice))
    await around.owner(
        """
        INSERT INTO risk_grade (site_id, grade, valid_from, valid_to, basis)
        SELECT id, 'RED', '2020-01-01'::date, '2022-01-01'::date, 'SYNTHETIC' FROM hazard_site WHERE id % 2 = 0
        """
    )
    there = await told(around, FROM_SITES, within=12_000.0, types=["near"])
    back = await told(around, FROM_PLACES, within=12_000.0)
    pairs = {
        (code, row["protectedPlace"]["code"]): row["distance"]
        for code, site in there.items()
        for row in site["protectedPlaces"]
    }
    again = {
        (row["hazardSite"]["code"], code): row["distance"]
        for code, place in back.items()
        for row in place["hazardSites"]
    }
    assert len(pairs) > 50
    assert again == pytest.approx(pairs, abs=1e-6)
    asked = {"major": True, "grades": ["RED"], "at": "2021-12-31T23:59:59.999999+08:00"}
    kept = {
        (row["hazardSite"]["code"], code)
        for code, place in (await told(around, FROM_PLACES, within=12_000.0, at=asked["at"])).items()
        for row in place["hazardSites"]
        if row["hazardSite"]["majorHazard"] and row["hazardSite"]["riskGrade"] == "RED"
    }
    chosen = await told(around, FROM_PLACES, within=12_000.0, **asked)
    assert {
        (row["hazardSite"]["code"], code) for code, place in chosen.items() for row in place["hazardSites"]
    } == kept
    assert kept
    later = await told(around, FROM_PLACES, within=12_000.0, **{**asked, "at": "2022-01-01T00:00:00+08:00"})
    assert all(place["hazardSites"] == [] for place in later.values())


async def test_major_hazards_with_a_school_nearby(around: Asker) -> None:
    dice = random.Random("duty")
    sites = made("S", SITES, lambda: outline(dice, 500), dice)
    await fill(around.copy, sites, made("P", PLACES, lambda: outline(dice, 300), dice))
    asked: list[dict[str, Any]] = [
        {"within": 3000.0, "types": ["near"]},
        {"within": 1500.5, "kinds": KINDS[:4]},
        {"within": 2500.0},
    ]
    for near in asked:
        found = await told(around, FROM_SITES, **near)
        major = {site.code for number, site in enumerate(sites, 1) if number % 3 == 0}
        expected = {code for code in major if found[code]["protectedPlaces"]}
        assert set(await told(around, DUTY, near=near)) == expected
        assert expected


async def test_few_pages_are_read_of_many_places(around: Asker) -> None:
    dice = random.Random("crowd")
    places = made("P", CROWD, lambda: [somewhere(dice)], dice)
    await fill(around.copy, made("S", 3, lambda: [somewhere(dice)], dice), places)
    for mode in MODES:
        steps = await explained(around, FROM_SITES, mode, within=500.0)
        assert {step.get("Index Name") for step in steps} >= {"ix_protected_place_geography"}
        assert blocks(steps) < 400
        steps = await explained(around, DUTY, mode, near={"within": 500.0})
        assert "ix_protected_place_geography" in {step.get("Index Name") for step in steps}


@pytest.mark.parametrize(
    "wrong",
    [
        {"within": 0},
        {"within": -5},
        {"within": 2_000_001},
        {"within": 500, "first": 0},
        {"within": 500, "first": 201},
        {"within": 500, "kinds": []},
        {"within": 500, "types": []},
    ],
    ids=json.dumps,
)
async def test_what_is_out_of_range_is_refused(ask: Asker, wrong: dict[str, Any]) -> None:
    error = await ask.error(FROM_SITES, wrong)
    assert (error["code"], error["path"]) == ("BAD_USER_INPUT", ["hazardSites"])
    assert (await ask.error(DUTY, {"near": {"within": 0}}))["code"] == "BAD_USER_INPUT"


async def test_the_demo_shows_every_kind_and_names_nobody(ask: Asker) -> None:
    told = await ask.data(
        "{ protectedPlaces(first: 200) { edges { node { kind name nameEn basis people geometry } } } }"
    )
    nodes = [edge["node"] for edge in told["protectedPlaces"]["edges"]]
    assert {node["kind"] for node in nodes} == set(KINDS)
    assert all(node["name"].startswith("演示") and node["nameEn"].startswith("Demo ") for node in nodes)
    assert {node["basis"] for node in nodes} == {"SYNTHETIC"}
    assert {node["geometry"]["type"] for node in nodes} == {"Point", "LineString", "Polygon"}


async def test_a_place_is_valid_or_not_stored(connection: "asyncpg.Connection[Any]") -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        await connection.execute(
            PROTECT, ["X"], ["OTHER"], [None], [None], ["POLYGON((0 0, 1 1, 1 0, 0 1, 0 0))"]
        )
