"""The main job on a hundred thousand depots: exact, in order, none missing, and never a walk over all of them."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import pytest

from bench.question import origins
from schema.position import split
from tests.asking import Asker
from tests.depots import COUNT, MILLIMETRE, RARE, Crowd, Near, Place, metres
from tests.explained import MODES, Step, blocks, explained

RADII = (1_000.0, 50_000.0, 500_000.0)
PAGE = 200
R20 = (
    *("1", "1.12", "1.25", "1.4", "1.6", "1.8", "2", "2.24", "2.5", "2.8"),
    *("3.15", "3.55", "4", "4.5", "5", "5.6", "6.3", "7.1", "8", "9"),
)
"""The preferred numbers of ISO 3, twenty in a power of ten."""
SHARES = 5
NEAR = """query Near($lon: Float!, $lat: Float!, $within: Float! = 50000, $items: [String!], $least: Float,
  $first: Int! = 200, $after: Cursor) {
  nearbySupplies(near: {lon: $lon, lat: $lat}, within: $within, items: $items, minQuantity: $least,
    first: $first, after: $after) { cursor distance depot { id } } }"""
KINDS = """query Kinds($lon: Float!, $lat: Float!, $within: Float!, $kinds: [ResourceKind!], $first: Int! = 50) {
  nearbyResources(near: {lon: $lon, lat: $lat}, within: $within, kinds: $kinds, first: $first) {
    distance resource { id kind } } }"""
LON, LAT = 112.24, 30.31
CENTRE = {"lon": LON, "lat": LAT}
NOWHERE = {"lon": -140.0, "lat": -45.0}
"""In the Pacific: 50 km around it there is nothing."""
ODD = [
    (112.24, 30.31),
    (180.0, 0.0),
    (-179.99, 51.0),
    (0.0, 90.0),
    (77.0, -90.0),
    (12.0, 88.5),
    (-75.5, -3.0),
]
"""Places that a formula may get wrong: the poles, the date line, the equator."""


async def near(ask: Asker, **variables: Any) -> list[Near]:
    rows = (await ask.data(NEAR, variables))["nearbySupplies"]
    return [Near(row["distance"], split(row["depot"]["id"])[1]) for row in rows]


def hold(found: list[Near], tried: list[Near], within: float, first: int) -> None:
    """Hold an answer against what trying every depot gave; within a millimetre the order may differ."""
    assert found == sorted(found), "by distance, ties by id"
    exact = {one.id: one.distance for one in tried}
    for one in found:
        assert abs(one.distance - exact[one.id]) < MILLIMETRE, one
    last = found[-1].distance if len(found) == first else within
    missing = {one.id for one in tried if one.distance < last - MILLIMETRE} - {one.id for one in found}
    assert not missing, "a nearer depot is missing"
    assert len({one.id for one in found}) == len(found) <= first
    assert all(one.distance <= within for one in found)


@pytest.mark.parametrize("share", range(SHARES))
async def test_none_nearer_is_missing(many: Asker, crowd: Crowd, share: int) -> None:
    for origin in origins()[share::SHARES]:
        tried = crowd.near(*origin, max(RADII), PAGE)
        for within in RADII:
            found = await near(many, lon=origin.lon, lat=origin.lat, within=within)
            inside = [one for one in tried if one.distance <= within + MILLIMETRE]
            assert len(found) >= min(PAGE, sum(one.distance < within - MILLIMETRE for one in inside))
            hold(found, inside, within, PAGE)


@pytest.mark.parametrize("place", ODD, ids=str)
async def test_where_formulas_fail(many: Asker, crowd: Crowd, place: tuple[float, float]) -> None:
    """2,000 km around a pole, across the date line, on the equator."""
    for within, first in ((2_000_000.0, PAGE), (2_000_000.0, 3), (400_000.0, PAGE)):
        tried = crowd.near(*place, within, first)
        found = await near(many, lon=place[0], lat=place[1], within=within, first=first)
        assert len(found) >= min(first, len(tried) - 1)
        hold(found, tried, within, first)


async def test_those_who_stand_at_one_place_come_by_id(many: Asker, crowd: Crowd) -> None:
    twins = crowd.depots[COUNT : COUNT + 50]
    for twin in twins:
        found = await near(many, lon=twin.lon, lat=twin.lat, first=3)
        assert [one.distance for one in found[:2]] == [0.0, 0.0]
        assert found[0].id < found[1].id
        page = await many.data(NEAR, {"lon": twin.lon, "lat": twin.lat, "first": 1})
        after = page["nearbySupplies"][0]["cursor"]
        assert await near(many, lon=twin.lon, lat=twin.lat, first=2, after=after) == found[1:]


@pytest.mark.parametrize(("first", "within"), [(200, 50_000.0), (37, 20_000.0), (1, 2_500.0)])
async def test_pages_up_to_the_end(many: Asker, crowd: Crowd, first: int, within: float) -> None:
    """Every row once, in one order, the last page included."""
    for origin in origins()[:4]:
        walked: list[Near] = []
        after = None
        while True:
            variables = {"lon": origin.lon, "lat": origin.lat, "within": within, "first": first}
            rows = (await many.data(NEAR, variables | {"after": after}))["nearbySupplies"]
            walked += [Near(row["distance"], split(row["depot"]["id"])[1]) for row in rows]
            if len(rows) < first:
                break
            after = rows[-1]["cursor"]
        hold(walked, crowd.near(*origin, within), within, len(crowd.depots))


async def test_the_radius_is_inclusive(many: Asker) -> None:
    for depot in await near(many, **CENTRE, first=20):
        assert (await near(many, **CENTRE, within=depot.distance))[-1] == depot
        less = math.nextafter(depot.distance, 0)
        assert depot not in await near(many, **CENTRE, within=less)


async def test_without_a_depot_in_reach_the_list_is_empty(many: Asker) -> None:
    assert await near(many, **NOWHERE) == []
    assert await near(many, **CENTRE, within=0.001) == []


def amount(number: int) -> int:
    """How many bags the recipe gives a depot."""
    return 1 + number * 7919 % 5000


async def test_all_items_and_enough_of_each(many: Asker) -> None:
    every = await near(many, **CENTRE, within=8_000)
    assert 30 < len(every) < PAGE
    assert await near(many, **CENTRE, within=8_000, items=["bags"]) == every
    both = [one for one in every if one.id % 7 == 0]
    assert both
    assert await near(many, **CENTRE, within=8_000, items=["bags", "gravel", "bags"]) == both
    line = sorted(amount(one.id) for one in every)[len(every) // 2]
    enough = [one for one in every if amount(one.id) >= line]
    assert await near(many, **CENTRE, within=8_000, items=["bags"], least=line) == enough
    more = [one for one in every if amount(one.id) > line]
    assert await near(many, **CENTRE, within=8_000, items=["bags"], least=line + 0.001) == more


async def test_a_greater_amount_has_no_smaller_magnitude(many: Asker) -> None:
    """So what is enough is never sought among the magnitudes below: at each step, just beside it, and far out."""
    steps = [Decimal(step).scaleb(zeros) for zeros in range(9) for step in R20]
    beside = [step + move for step in steps for move in (Decimal("-1e-9"), Decimal(0), Decimal("1e-9"))]
    amounts = sorted([*beside, Decimal(0), Decimal("0.5"), Decimal("1e30"), Decimal("1e200")])
    sql = "SELECT levee_magnitude(one) FROM unnest($1::numeric[]) WITH ORDINALITY AS all_ (one, place) ORDER BY place"
    found = [row[0] for row in await many.database.rows(sql, [amounts])]
    assert found == sorted(found)
    assert set(found) == set(range(181))


@pytest.mark.parametrize("least", [1, 1_000, 4_000, 4_900, 4_980])
async def test_enough_of_an_item_is_found_wherever_one_is(many: Asker, crowd: Crowd, least: int) -> None:
    """One depot in 1, 1.25, 5, 50 and 250 has enough: at the poles, across the date line, among many, page by page."""
    enough = Crowd([depot for depot in crowd.depots if amount(depot.id) >= least])
    wanted = {"items": ["bags"], "least": least}
    for place in [*ODD, *origins()[:6]]:
        asked = {"lon": place[0], "lat": place[1], **wanted}
        for within, first in ((2_000_000.0, 50), (300_000.0, PAGE), (5_000.0, 3)):
            tried = enough.near(*place, within, first)
            found = await near(many, **asked, within=within, first=first)
            assert len(found) >= min(first, len(tried) - 1)
            hold(found, tried, within, first)
        asked |= {"within": 300_000.0, "first": 40}
        page = (await many.data(NEAR, asked))["nearbySupplies"]
        if len(page) == 40:
            behind = await near(many, **asked, after=page[-1]["cursor"])
            hold(
                found_ := await near(many, **asked | {"first": 80}),
                enough.near(*place, 300_000.0, 80),
                300_000.0,
                80,
            )
            assert behind == found_[40:]


@pytest.mark.parametrize("mode", MODES)
async def test_enough_of_an_item_is_found_without_trying_each_depot(many: Asker, mode: str) -> None:
    """Where one in fifty has enough, those fifty are measured, not the twenty-five hundred on the way."""
    asked = {**CENTRE, "within": 500_000.0, "items": ["bags"], "least": 4_900.0, "first": 50}
    steps = await explained(many, NEAR, mode, **asked)
    assert "ix_resource_location_depot" not in {step.get("Index Name") for step in steps}
    assert "levee_holding" in {step.get("Function Name") for step in steps}
    assert blocks(steps) < 2_500


async def test_what_is_reserved_is_not_there(many: Asker) -> None:
    first, second, third = await near(many, **CENTRE, first=3, items=["bags"])
    try:
        await many.owner(f"UPDATE stock SET reserved = quantity WHERE depot_id = {first.id} AND item_id = 1")
        await many.owner(f"UPDATE stock SET reserved = 0.5 WHERE depot_id = {second.id} AND item_id = 1")
        assert await near(many, **CENTRE, first=2, items=["bags"]) == [second, third]
        assert (await near(many, **CENTRE, first=1))[0] == first, "without items every depot is listed"
        all_of_it = {"items": ["bags"], "least": float(amount(second.id))}
        assert second not in await near(many, **CENTRE, **all_of_it)
        but_half = all_of_it | {"least": amount(second.id) - 0.5}
        assert second in await near(many, **CENTRE, **but_half)
    finally:
        await many.owner("UPDATE stock SET reserved = 0 WHERE reserved > 0")


def scan(steps: list[Step], index: str = "ix_resource_location_depot") -> Step:
    """Give the one step that finds resources by their place, and see that there is no other way in."""
    (found,) = (step for step in steps if step.get("Index Name") == index)
    assert "Order By" in found, "nearest first, out of the index"
    assert not [step for step in steps if step["Node Type"] in ("Seq Scan", "Bitmap Heap Scan")], steps
    others = {
        step.get("Index Name", step["Node Type"]) for step in steps if step.get("Relation Name") == "resource"
    }
    assert others <= {index, "pk_resource", "Tid Scan", "ix_resource_kind_available"}, others
    return found


@pytest.mark.parametrize("mode", MODES)
async def test_the_index_says_who_is_near(many: Asker, mode: str) -> None:
    """Fifty answers, fifty rows and a few more read; whatever the radius, and on later pages too."""
    for within in (*RADII, 2_000_000.0):
        steps = await explained(many, NEAR, mode, **CENTRE, within=within, first=50)
        assert scan(steps)["Actual Rows"] <= 60
        assert blocks(steps) < 1_000
    page = await many.data(NEAR, {**CENTRE, "first": 50})
    after = page["nearbySupplies"][-1]["cursor"]
    steps = await explained(many, NEAR, mode, **CENTRE, first=50, after=after)
    assert scan(steps)["Actual Rows"] <= 120, "what lies before the cursor is passed again, no more"


@pytest.mark.parametrize("mode", MODES)
async def test_where_nothing_is_little_is_read(many: Asker, mode: str) -> None:
    steps = await explained(many, NEAR, mode, **NOWHERE, first=200)
    assert scan(steps)["Actual Rows"] <= 5
    assert blocks(steps) < 200


@pytest.mark.parametrize("mode", MODES)
async def test_a_rare_item_does_not_cost_a_walk_over_all(many: Asker, crowd: Crowd, mode: str) -> None:
    inside = len(crowd.near(LON, LAT, 20_000.0))
    steps = await explained(many, NEAR, mode, **CENTRE, within=20_000.0, items=["pumps"])
    assert (
        sum(step["Actual Rows"] for step in steps if step.get("Relation Name") == "resource") <= inside * 1.1
    )
    assert blocks(steps) < inside * 10
    depot = crowd.depots[RARE - 1]
    found = await near(many, **CENTRE, within=2_000_000.0, items=["pumps"])
    assert [one.id for one in found] == [RARE]
    assert abs(found[0].distance - metres(LON, LAT, depot)) < MILLIMETRE


@pytest.mark.parametrize("mode", MODES)
async def test_kinds_that_are_not_there_are_not_sought_along_the_map(many: Asker, mode: str) -> None:
    index = "ix_resource_location"
    steps = await explained(many, KINDS, mode, **CENTRE, within=500_000.0, kinds=["SHELTER"])
    assert not [step for step in steps if step.get("Index Name") == index]
    assert blocks(steps) < 100
    steps = await explained(many, KINDS, mode, **CENTRE, within=500_000.0, kinds=["DEPOT", "SHELTER"])
    assert scan(steps, index)["Actual Rows"] <= 60
    steps = await explained(many, KINDS, mode, **CENTRE, within=500_000.0, kinds=None)
    assert scan(steps, index)["Actual Rows"] <= 60


ALL = """{ resources(first: 200) { edges { node { id kind location } } pageInfo { hasNextPage } } }"""


async def test_resources_of_all_kinds_by_distance(ask: Asker) -> None:
    """Held against every resource of the demo; who has no position is nowhere near."""
    page = (await ask.data(ALL))["resources"]
    assert not page["pageInfo"]["hasNextPage"]
    nodes = [edge["node"] for edge in page["edges"]]
    assert {node["kind"] for node in nodes if node["location"] is None} == {"TEAM", "LABOUR"}
    located = [node for node in nodes if node["location"] is not None]
    for kinds in (None, ["SHELTER"], ["EQUIPMENT", "DEPOT"], ["TEAM", "LABOUR"]):
        tried = sorted(
            (metres(LON, LAT, Place(0, *node["location"]["coordinates"])), node["kind"], node["id"])
            for node in located
            if kinds is None or node["kind"] in kinds
        )
        variables = {**CENTRE, "within": 2_000_000.0, "kinds": kinds, "first": PAGE}
        rows = (await ask.data(KINDS, variables))["nearbyResources"]
        assert [row["resource"]["id"] for row in rows] == [node for _, _, node in tried]
        assert [row["resource"]["kind"] for row in rows] == [kind for _, kind, _ in tried]
        assert all(
            abs(row["distance"] - far) < MILLIMETRE for row, (far, _, _) in zip(rows, tried, strict=True)
        )


TOTALS = "query T($d: DivisionCode!) { supplyTotals(division: $d) { item { code } quantity available } }"


async def test_totals_leave_out_what_is_reserved(own: Asker) -> None:
    async def totals(division: str) -> dict[str, tuple[float, float]]:
        rows = (await own.data(TOTALS, {"d": division}))["supplyTotals"]
        return {row["item"]["code"]: (row["quantity"], row["available"]) for row in rows}

    city, county = await totals("421000"), await totals("421022")
    assert all(quantity == available for quantity, available in (city | county).values())
    bags = "item_id = (SELECT id FROM supply_item WHERE code = 'bags')"
    here = "(SELECT min(r.id) FROM resource r JOIN division d ON d.id = r.division_id WHERE d.code = '421022' AND kind = 'DEPOT')"
    await own.owner(f"UPDATE stock SET reserved = 12.25 WHERE depot_id = {here} AND {bags}")
    for division, before in (("421000", city), ("421022", county)):
        quantity, available = before["bags"]
        assert await totals(division) == before | {"bags": (quantity, available - 12.25)}
