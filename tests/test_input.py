"""Bad input: each kind answered with a code, a place and a sentence; no statement shows, nothing changes."""

import json
import re
from typing import Any

import pytest

from schema.position import name, seal, split
from tests.asking import OFFICER, SECRET, Asker

NEAR = "near: {lon: 112.24, lat: 30.3}"
AREA = "query A($a: GeoJSON!) { hazardSites(filter: {within: $a}) { totalCount } }"
RING = [[112.0, 30.0], [113.0, 30.0], [113.0, 31.0], [112.0, 31.0], [112.0, 30.0]]
BAD = "BAD_USER_INPUT"
INVALID = "GRAPHQL_VALIDATION_FAILED"


def area(*rings: Any, type_: str = "Polygon", **more: Any) -> dict[str, Any]:
    return {"a": {"type": type_, "coordinates": list(rings), **more}}


def at(lon: Any, lat: Any, crs: str = "WGS84") -> dict[str, Any]:
    return {"p": {"lon": lon, "lat": lat, "crs": crs}}


PLACE = "query P($p: Place!) { divisionAt(place: $p) { code } }"
Case = tuple[str, dict[str, Any], str, str | None]
CASES: dict[str, Case] = {
    "not GraphQL": ("{ a ", {}, "GRAPHQL_PARSE_FAILED", None),
    "nothing at all": ("", {}, "GRAPHQL_PARSE_FAILED", None),
    "unknown field": ("{ divisoin(code: 1) { code } }", {}, INVALID, None),
    "unknown argument": ('{ division(cod: "421000") { code } }', {}, INVALID, None),
    "field of another type": (
        "{ nearbyResources(" + NEAR + ") { resource { stock { quantity } } } }",
        {},
        INVALID,
        None,
    ),
    "no selection": ('{ division(code: "421000") }', {}, INVALID, None),
    "string for a number": (
        '{ nearbySupplies(near: {lon: "112", lat: 30}) { distance } }',
        {},
        INVALID,
        None,
    ),
    "fraction for a whole number": (
        "{ nearbySupplies(" + NEAR + ", first: 1.5) { distance } }",
        {},
        INVALID,
        None,
    ),
    "unknown enum value": (
        "{ nearbyResources(" + NEAR + ", kinds: [BOAT]) { distance } }",
        {},
        INVALID,
        None,
    ),
    "missing required argument": ("{ nearbySupplies { distance } }", {}, INVALID, None),
    "missing variable": (PLACE, {}, BAD, None),
    "undeclared variable": ("{ division(code: $c) { code } }", {}, INVALID, None),
    "null for a value that must be": (PLACE, {"p": None}, BAD, None),
    "string variable for a number": (PLACE, at("112", 30), BAD, None),
    "unknown member of an input": (PLACE, {"p": {"lon": 1, "lat": 1, "z": 1}}, BAD, None),
    "alias over 63 bytes": ("{ " + "a" * 64 + ": eventCursor }", {}, INVALID, None),
    "several operations, none named": (
        "query A { eventCursor } query B { eventCursor }",
        {},
        "OPERATION_RESOLUTION_FAILURE",
        None,
    ),
    "too many tokens": ("{ " + "eventCursor " * 1100 + "}", {}, "TOO_COSTLY", None),
    "fragment cycle": (
        '{ division(code: "421000") { ...A } } fragment A on Division { ...A }',
        {},
        INVALID,
        None,
    ),
    "page over 200": ("{ nearbySupplies(" + NEAR + ", first: 201) { distance } }", {}, BAD, "first"),
    "page of nothing": ("{ wardens(first: 0) { totalCount pageInfo { hasNextPage } } }", {}, BAD, "first"),
    "page below nothing": ("{ wardens(first: -1) { edges { cursor } } }", {}, BAD, "first"),
    "2^31 rows": ("{ wardens(first: 2147483648) { edges { cursor } } }", {}, INVALID, None),
    "first and last": ("{ wardens(first: 1, last: 1) { edges { cursor } } }", {}, BAD, "last"),
    "radius of nothing": ("{ nearbySupplies(" + NEAR + ", within: 0) { distance } }", {}, BAD, "within"),
    "radius too large": (
        "{ nearbySupplies(" + NEAR + ", within: 2000000.1) { distance } }",
        {},
        BAD,
        "within",
    ),
    "radius without end": ("{ nearbySupplies(" + NEAR + ", within: 1e999) { distance } }", {}, BAD, "within"),
    "unknown item": ("{ nearbySupplies(" + NEAR + ', items: ["sand"]) { distance } }', {}, BAD, "items"),
    "unknown item that is a book": (
        "{ nearbySupplies(" + NEAR + f', items: ["{"x" * 9000}"]) {{ distance }} }}',
        {},
        BAD,
        "items",
    ),
    "too many items": (
        "query I($i: [String!]) { nearbySupplies(" + NEAR + ", items: $i) { distance } }",
        {"i": ["bags"] * 201},
        BAD,
        "items",
    ),
    "no items": ("{ nearbySupplies(" + NEAR + ", items: []) { distance } }", {}, BAD, "items"),
    "quantity of no item": (
        "{ nearbySupplies(" + NEAR + ", minQuantity: 5) { distance } }",
        {},
        BAD,
        "minQuantity",
    ),
    "no kinds": ("{ nearbyResources(" + NEAR + ", kinds: []) { distance } }", {}, BAD, "kinds"),
    "no systems": ("{ responses(systems: []) { system } }", {}, BAD, "systems"),
    "unknown division": ('{ supplyTotals(division: "999999") { quantity } }', {}, "NOT_FOUND", "division"),
    "unknown division in a filter": (
        '{ plans(filter: {division: "999999"}) { totalCount } }',
        {},
        "NOT_FOUND",
        "filter.division",
    ),
    "division code with letters": ('{ division(code: "42100a") { code } }', {}, INVALID, None),
    "division code as a number": ("{ division(code: 421000) { code } }", {}, INVALID, None),
    "longitude out of range": (PLACE, at(180.1, 30), BAD, "place"),
    "latitude out of range": (PLACE, at(30.3, 112.2), BAD, "place"),
    "metres out of range": (PLACE, at(2.1e7, 0, "WEB_MERCATOR"), BAD, "place"),
    "moment without an offset": ('{ responses(at: "2022-06-27T12:00:00") { system } }', {}, INVALID, None),
    "moment that never was": ('{ responses(at: "2022-02-30T12:00:00Z") { system } }', {}, INVALID, None),
    "day that never was": ('{ division(code: "421000", on: "2023-02-29") { code } }', {}, INVALID, None),
    "NUL in text": (
        "query N($s: [String!]) { responses(systems: $s) { system } }",
        {"s": ["flo\0od"]},
        BAD,
        "systems",
    ),
    "half a surrogate pair": (
        "query N($s: [String!]) { responses(systems: $s) { system } }",
        {"s": ["\ud800"]},
        BAD,
        "systems",
    ),
    "malformed ID": ('{ node(id: "depot-1") { id } }', {}, BAD, "id"),
    "ID of a type that is none": (f'{{ node(id: "{name("Person", 1)}") {{ id }} }}', {}, BAD, "id"),
    "ID with a key of 2^63": (f'{{ node(id: "{name("Depot", 2**63)}") {{ id }} }}', {}, BAD, "id"),
    "malformed cursor": ('{ wardens(after: "x") { edges { cursor } } }', {}, BAD, "after"),
    "forged cursor": (
        f'{{ wardens(after: "{seal(b"guess", ["7"])}") {{ edges {{ cursor }} }} }}',
        {},
        BAD,
        "after",
    ),
    "string for GeoJSON": (AREA, {"a": json.dumps({"type": "Polygon", "coordinates": [RING]})}, BAD, None),
    "unclosed ring": (AREA, area(RING[:-1]), BAD, "filter.within.coordinates.0"),
    "two points": (AREA, area([RING[0], RING[1], RING[0]]), BAD, "filter.within.coordinates.0"),
    "a line": (AREA, {"a": {"type": "LineString", "coordinates": RING}}, BAD, "filter.within.type"),
    "out of range in an area": (
        AREA,
        area([[500, 30], *RING[1:-1], [500, 30]]),
        BAD,
        "filter.within.coordinates.0.0",
    ),
    "text in an area": (AREA, area([["112", 30], *RING[1:]]), BAD, None),
    "null in an area": (AREA, area([[None, 30], *RING[1:]]), BAD, None),
    "foreign crs in an area": (
        AREA,
        area(RING, crs={"type": "name", "properties": {"name": "EPSG:2437"}}),
        BAD,
        None,
    ),
    "crossing itself": (AREA, area([[112, 30], [113, 31], [113, 30], [112, 31], [112, 30]]), BAD, None),
    "subscription by HTTP": ("subscription { responseLevelChanged { cursor } }", {}, BAD, None),
}


@pytest.mark.parametrize("kind", CASES)
async def test_bad_input(kind: str, ask: Asker) -> None:
    query, variables, code, argument = CASES[kind]
    told = await ask(query, variables)
    assert not told.get("data"), kind
    error = told["errors"][0]
    assert error["extensions"]["code"] == code, error
    assert re.match(r"[A-Z`]|lon|lat", error["message"]), error
    assert 15 < len(error["message"]) < 300, "a sentence that helps"
    if argument is not None:
        assert error["extensions"]["argument"].startswith(argument), error
        assert error["path"], "a field's error says which field"
    text = json.dumps(told).lower()
    assert not [leak for leak in ("select ", "asyncpg", "postgres", "traceback", ".py") if leak in text], text


def test_there_are_enough_kinds() -> None:
    assert len(CASES) >= 30


async def test_a_cursor_is_for_its_own_question(ask: Asker) -> None:
    page = await ask.data(
        "{ wardens(first: 1) { edges { cursor } } nearbySupplies(" + NEAR + ") { cursor } eventCursor }"
    )
    foreign = [page["nearbySupplies"][0]["cursor"], page["eventCursor"]]
    for cursor in foreign:
        error = await ask.error(
            "query C($c: Cursor) { wardens(after: $c) { edges { cursor } } }", {"c": cursor}
        )
        assert error["code"] == BAD
    own = page["wardens"]["edges"][0]["cursor"]
    narrower = 'query C($c: Cursor) { wardens(division: "421022", after: $c) { edges { cursor } } }'
    assert (await ask.error(narrower, {"c": own}))["code"] == BAD
    elsewhere = "query C($c: Cursor) { nearbySupplies(near: {lon: 112.25, lat: 30.3}, after: $c) { cursor } }"
    assert (await ask.error(elsewhere, {"c": foreign[0]}))["code"] == BAD


async def test_an_id_of_another_type_finds_nothing(ask: Asker) -> None:
    """G20: the type part of an ID swapped, one hundred times."""
    found = await ask.data(
        "{ resources(first: 50) { edges { node { __typename id } } } plans { edges { node { id } } } }"
    )
    tried = 0
    for edge in found["resources"]["edges"]:
        own = edge["node"]["__typename"]
        for other in {"Depot", "Team", "Labour", "Equipment", "Shelter"} - {own}:
            key = split(edge["node"]["id"])[1]
            data = await ask.data("query N($id: ID!) { node(id: $id) { id } }", {"id": name(other, key)})
            assert data["node"] is None
            tried += 1
    assert tried >= 100
    start = "mutation S($i: StartResponseInput!) { startResponse(input: $i) { id } }"
    wrong = {
        "key": "k",
        "plan": found["resources"]["edges"][0]["node"]["id"],
        "division": "421000",
        "level": "IV",
        "effectiveAt": "2026-07-01T08:00:00+08:00",
        "reason": "r",
    }
    assert (await ask.error(start, {"i": wrong}, OFFICER))["code"] == BAD


async def test_a_secret_of_another_server_opens_nothing(ask: Asker) -> None:
    forged = seal(b"0" * 32, ["1"])
    assert SECRET != b"0" * 32
    assert (await ask.error(f'{{ wardens(after: "{forged}") {{ edges {{ cursor }} }} }}'))["code"] == BAD
