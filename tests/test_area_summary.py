"""What an area summary counts and sums up is what the lists show, and one statement tells it."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import pytest

from schema.vocabulary import ProtectedPlaceKind
from tests.asking import Asker
from tests.depots import places
from tests.explained import MODES, blocks, explained
from tests.test_area import polygon
from tests.test_areas import SMALL, shown
from tests.test_line import way
from tests.test_region import far

SUMMARY = """query S($a: Area!) { areaSummary(area: $a) {
  resources { kind count located headcount capacity } supplies { item { code } quantity available }
  labour { line headcount } hazardSites { kind count majorHazards } riskGrades { grade count }
  majorHazards protectedPlaces { kind count people uncounted } gauges waters divisions { code level } divisionCount responses { id } undecided } }"""
RESOURCES = """query R($a: Area!) { resources(filter: {area: $a}, first: 200) { totalCount edges { node { kind location
  ... on Team { headcount } ... on Labour { headcount line } ... on Shelter { capacity }
  ... on Depot { stock { quantity available item { code } } } } } } }"""
PROTECTED = """query P($a: Area!) { protectedPlaces(filter: {area: $a}, first: 200) {
  edges { node { kind people } } pageInfo { hasNextPage } } }"""
KINDS = [str(kind.value) for kind in ProtectedPlaceKind]
SITES = """query H($a: Area!, $after: Cursor) { hazardSites(filter: {area: $a}, first: 200, after: $after) {
  edges { node { kind majorHazard riskGradings { grade validFrom validTo } } } pageInfo { hasNextPage endCursor } } }"""
AREAS: dict[str, dict[str, Any]] = {
    "a polygon": {"polygon": polygon([[112.0, 29.9], [112.6, 29.9], [112.6, 30.5], [112.0, 30.5], [112.0, 29.9]])},
    "a great one": {"polygon": polygon([[108, 28], [117, 28], [117, 33], [108, 33], [108, 28]])},
    "a corridor": {"corridor": {"line": way([111.5, 30.3], [112.3, 30.3], [113.3, 29.8]), "distance": 8_000}},
    "nowhere": {"polygon": polygon([[0, 0], [1, 0], [1, 1], [0, 0]])},
    "a city": {"division": "421000"},
    "a county": {"division": "421022"},
}  # fmt: skip


async def sites(ask: Asker, area: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    after = None
    while True:
        page = (await ask.data(SITES, {"a": area, "after": after}))["hazardSites"]
        found += [edge["node"] for edge in page["edges"]]
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]


@pytest.mark.parametrize("case", AREAS)
async def test_resources_and_what_they_hold(ask: Asker, case: str) -> None:
    area = AREAS[case]
    told = (await ask.data(SUMMARY, {"a": area}))["areaSummary"]
    listed = (await ask.data(RESOURCES, {"a": area}))["resources"]
    nodes = [edge["node"] for edge in listed["edges"]]
    assert len(nodes) == listed["totalCount"]
    assert {row["kind"]: row["count"] for row in told["resources"]} == Counter(n["kind"] for n in nodes)
    for row in told["resources"]:
        own = [node for node in nodes if node["kind"] == row["kind"]]
        assert row["located"] == sum(node["location"] is not None for node in own)
        for name in ("headcount", "capacity"):
            said = [node[name] for node in own if node.get(name) is not None]
            assert row[name] == (sum(said) if said else None)
    items: dict[str, list[float]] = defaultdict(lambda: [0, 0])
    lines: Counter[int] = Counter()
    for node in nodes:
        for line in node.get("stock", ()):
            items[line["item"]["code"]][0] += line["quantity"]
            items[line["item"]["code"]][1] += line["available"]
        if node["kind"] == "LABOUR":
            lines[node["line"]] += node["headcount"]
    assert {row["item"]["code"]: [row["quantity"], row["available"]] for row in told["supplies"]} == items
    assert {row["line"]: row["headcount"] for row in told["labour"]} == lines
    if "division" in area:
        assert {row["kind"] for row in told["resources"]} >= {"LABOUR"}, "what has no position is its own too"


@pytest.mark.parametrize("case", AREAS)
async def test_hazard_sites_gauges_and_waters(ask: Asker, case: str) -> None:
    area = AREAS[case]
    told = (await ask.data(SUMMARY, {"a": area}))["areaSummary"]
    found = await sites(ask, area)
    kinds = Counter(site["kind"] for site in found)
    major = Counter(site["kind"] for site in found if site["majorHazard"])
    assert {row["kind"]: (row["count"], row["majorHazards"]) for row in told["hazardSites"]} == {
        kind: (count, major[kind]) for kind, count in kinds.items()
    }
    assert told["majorHazards"] == major.total()
    grades = Counter(
        next((one["grade"] for one in site["riskGradings"] if one["validTo"] is None), None) for site in found
    )
    assert {row["grade"]: row["count"] for row in told["riskGrades"]} == grades
    for name in ("gauges", "waters"):
        assert told[name] == len(await shown(ask, name, area))


@pytest.mark.parametrize("case", AREAS)
async def test_protected_places_and_the_people_there(ask: Asker, case: str) -> None:
    told = (await ask.data(SUMMARY, {"a": AREAS[case]}))["areaSummary"]["protectedPlaces"]
    page = (await ask.data(PROTECTED, {"a": AREAS[case]}))["protectedPlaces"]
    assert not page["pageInfo"]["hasNextPage"]
    places: dict[str, list[int | None]] = defaultdict(list)
    for edge in page["edges"]:
        places[edge["node"]["kind"]].append(edge["node"]["people"])
    assert [row["kind"] for row in told] == [kind for kind in KINDS if kind in places]
    for row in told:
        people = [one for one in places[row["kind"]] if one is not None]
        assert row["count"] == len(places[row["kind"]])
        assert row["people"] == (sum(people) if people else None)
        assert row["uncounted"] == row["count"] - len(people)
    assert told or case == "nowhere"


@pytest.mark.parametrize("case", AREAS)
async def test_counties_and_the_responses_there(ask: Asker, case: str) -> None:
    area = AREAS[case]
    told = (await ask.data(SUMMARY, {"a": area}))["areaSummary"]
    assert {row["level"] for row in told["divisions"]} <= {"COUNTY"}
    codes = [row["code"] for row in told["divisions"]]
    assert codes == sorted(set(codes))
    assert told["divisionCount"] == len(codes)
    listed = await ask.data(
        "query D($a: Area!) { divisions(filter: {area: $a, levels: [COUNTY]}, first: 200)"
        " { edges { node { code validTo } } } }",
        {"a": area},
    )
    today = [edge["node"]["code"] for edge in listed["divisions"]["edges"] if edge["node"]["validTo"] is None]
    assert codes == sorted(today)
    question = "query R($d: DivisionCode!) { responses(division: $d) { id } }"
    asked = [area["division"]] if "division" in area else codes
    answers = [(await ask.data(question, {"d": code}))["responses"] for code in asked]
    assert {row["id"] for row in told["responses"]} == {row["id"] for rows in answers for row in rows}
    assert told["responses"] or case == "nowhere"


async def test_what_has_no_position_is_counted_once(ask: Asker) -> None:
    """In a division with its own, in a polygon apart; a county's polygon leaves out what its division has."""
    county = (await ask.data(SUMMARY, {"a": {"division": "421022"}}))["areaSummary"]
    unplaced = sum(row["count"] - row["located"] for row in county["resources"])
    assert (county["undecided"], unplaced) == (0, 4)
    boundary = (await ask.data('{ division(code: "421022") { boundary } }'))["division"]["boundary"]
    drawn = (await ask.data(SUMMARY, {"a": {"polygon": boundary}}))["areaSummary"]
    assert sum(row["count"] - row["located"] for row in drawn["resources"]) == 0
    assert drawn["undecided"] >= unplaced, "its own, and those of the counties that share its border"


async def test_a_summary_is_one_statement(ask: Asker) -> None:
    for area in AREAS.values():
        before = len(ask.database.statements)
        await ask.data(SUMMARY, {"a": area})
        assert len(ask.database.statements) == before + 1


async def test_an_unknown_division_is_refused_whatever_is_asked(ask: Asker) -> None:
    for field in (
        "undecided",
        "gauges",
        "divisionCount",
        "protectedPlaces { count }",
        "resources { count }",
        "responses { id }",
    ):
        error = await ask.error(f'{{ areaSummary(area: {{division: "999999"}}) {{ {field} }} }}')
        assert (error["code"], error["extensions"]["argument"]) == ("NOT_FOUND", "area.division")
    error = await ask.error("{ areaSummary(area: {}) { gauges } }")
    assert (error["code"], error["extensions"]["argument"]) == ("BAD_USER_INPUT", "area")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("case", SMALL)
async def test_a_summary_reads_what_lies_in_the_area(many: Asker, case: str, mode: str) -> None:
    steps = await explained(many, SUMMARY, mode, a=SMALL[case])
    assert "ix_resource_location" in {step.get("Index Name") for step in steps}
    whole = [step.get("Relation Name") for step in steps if step["Node Type"] == "Seq Scan"]
    assert not {"resource", "stock"} & set(whole)
    assert blocks(steps) < 10_000


async def test_a_summary_of_many_is_that_of_trying_each(many: Asker) -> None:
    line, distance = way([112.0, 30.0], [112.2, 30.3]), 5_000.0
    told = (await many.data(SUMMARY, {"a": {"corridor": {"line": line, "distance": distance}}}))[
        "areaSummary"
    ]
    ends = [tuple(vertex) for vertex in line["coordinates"]]
    near = [p for p in places() if 111.9 < p.lon < 112.3 and 29.9 < p.lat < 30.4]
    inside = [p for p in near if far((p.lon, p.lat), *ends) <= distance]
    assert told["resources"] == [
        {"kind": "DEPOT", "count": len(inside), "located": len(inside), "headcount": None, "capacity": None}
    ]
    bags = sum(1 + place.id * 7919 % 5000 for place in inside)
    assert {"item": {"code": "bags"}, "quantity": bags, "available": bags} in told["supplies"]
