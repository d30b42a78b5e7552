"""Who gets there first: by road where there are roads, in a straight line where there are none, and it is said."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from schema.vocabulary import Basis
from server.roads import loader
from tests.asking import Asker, asker
from tests.conftest import Copy
from tests.networks import RIVER, Spot, at, collection, depots, written

FIRST = """query First($lon: Float!, $lat: Float!, $minutes: Float, $within: Float, $first: Int, $after: Cursor) {
  reachableSupplies(
    near: {lon: $lon, lat: $lat}, within: $within, minutes: $minutes, items: ["bags"], minQuantity: 5000,
    first: $first, after: $after
  ) { cursor by seconds metres distance depot { name } }
}"""
BREACH = at(6, -0.5)
ACROSS, UPSTREAM, FAR_BANK, FIELD = "across", "upstream", "far bank", "in the fields"
PLACES = {
    ACROSS: at(6, 0.5),  # a kilometre away, over the water
    UPSTREAM: at(11, -0.5),  # five kilometres away, on the same bank
    FAR_BANK: at(1, 0.5),
    FIELD: at(6, -3.5),  # three kilometres from any road
}


async def rows(asking: Asker, place: Spot = BREACH, **more: Any) -> list[dict[str, Any]]:
    variables = {"within": 50_000.0, "minutes": 60.0, "first": 20} | more
    answer = await asking.data(FIRST, {"lon": place[0], "lat": place[1], **variables})
    found: list[dict[str, Any]] = answer["reachableSupplies"]
    return found


def names(found: list[dict[str, Any]], by: str = "ROAD") -> list[str]:
    return [row["depot"]["name"] for row in found if row["by"] == by]


async def build(copy: Copy, path: Path) -> loader.Loaded:
    connection = await asyncpg.connect(copy.owner_url)
    try:
        return await loader.load(connection, path, replace=True, basis=Basis.SYNTHETIC)
    finally:
        await connection.close()


@pytest.fixture
async def river(database: Copy, tmp_path: Path) -> AsyncIterator[Asker]:
    """A river, two bridges, four depots; this test may change them."""
    await build(database, written(tmp_path, collection(RIVER)))
    await depots(database.owner_url, PLACES)
    async with asker(database) as asking:
        yield asking


async def test_a_kilometre_across_the_river_is_farther_than_five_on_the_same_side(river: Asker) -> None:
    found = await rows(river)
    assert names(found) == [UPSTREAM, FAR_BANK, ACROSS]
    upstream, far_bank, across = found[:3]
    assert upstream["distance"] == pytest.approx(5_000, rel=0.002)
    assert across["distance"] == pytest.approx(1_000, rel=0.002)
    assert upstream["metres"] == pytest.approx(5_000, rel=0.002)
    assert upstream["seconds"] == pytest.approx(5_000 / (50 / 3.6), rel=0.002)
    assert far_bank["metres"] == pytest.approx(6_000 + 1_000 + 1_000, rel=0.002)
    assert across["metres"] == pytest.approx(6_000 + 1_000 + 6_000, rel=0.002)
    assert across["seconds"] == pytest.approx(12_000 / (50 / 3.6) + 1_000 / (60 / 3.6), rel=0.002)
    assert names(found, "STRAIGHT_LINE") == [FIELD], "who is by no road comes last, and it is said"
    assert (found[3]["seconds"], found[3]["metres"]) == (None, found[3]["distance"])


async def test_a_closed_bridge_changes_the_answer(river: Asker) -> None:
    before = {row["depot"]["name"]: row["seconds"] for row in await rows(river)}
    await river.owner("UPDATE road SET open = false WHERE name = '西桥'")
    found = await rows(river)
    after = {row["depot"]["name"]: row["seconds"] for row in found}
    assert names(found) == [UPSTREAM, ACROSS, FAR_BANK], "now all cross in the east"
    assert after[UPSTREAM] == before[UPSTREAM]
    assert after[FAR_BANK] == pytest.approx((6_000 + 11_000) / (50 / 3.6) + 60, rel=0.002)
    await river.owner("UPDATE road SET open = false WHERE bridge")
    assert names(await rows(river)) == [UPSTREAM], "no way leads over the river: they are not told as near"
    await river.owner("UPDATE road SET open = true")
    assert {row["depot"]["name"]: row["seconds"] for row in await rows(river)} == before


async def test_a_place_by_a_closed_road_is_by_no_road(river: Asker) -> None:
    await river.owner("UPDATE road SET open = false WHERE name = '南岸路'")
    assert {row["by"] for row in await rows(river)} == {"STRAIGHT_LINE"}


async def test_who_takes_longer_is_left_out(river: Asker) -> None:
    across = (await rows(river))[2]["seconds"]
    assert names(await rows(river, minutes=(across + 0.01) / 60)) == [UPSTREAM, FAR_BANK, ACROSS]
    assert names(await rows(river, minutes=(across - 0.1) / 60)) == [UPSTREAM, FAR_BANK]
    assert names(await rows(river, within=4_000.0)) == [ACROSS], "the radius is straight"


async def test_a_breach_by_no_road_is_told_in_straight_lines(river: Asker) -> None:
    found = await rows(river, at(6, -2.5))
    assert {row["by"] for row in found} == {"STRAIGHT_LINE"}
    assert [row["depot"]["name"] for row in found] == [FIELD, ACROSS, UPSTREAM, FAR_BANK]
    assert all(row["seconds"] is None and row["metres"] == row["distance"] for row in found)


async def test_without_roads_all_is_straight(ask: Asker) -> None:
    place = (112.24, 30.3)
    near = await ask.data(
        'query N($lon: Float!, $lat: Float!) { nearbySupplies(near: {lon: $lon, lat: $lat}, items: ["bags"], '
        "minQuantity: 5000) { distance depot { name } } }",
        {"lon": place[0], "lat": place[1]},
    )
    found = await rows(ask, place)
    assert found
    assert {row["by"] for row in found} == {"STRAIGHT_LINE"}
    assert [{"distance": r["distance"], "depot": r["depot"]} for r in found] == near["nearbySupplies"]


async def test_without_the_extension_all_is_straight(river: Asker) -> None:
    await river.owner("DROP EXTENSION pgrouting")
    found = await rows(river)
    assert {row["by"] for row in found} == {"STRAIGHT_LINE"}
    assert found[0]["depot"]["name"] == ACROSS


async def test_pages_follow_each_other(river: Asker) -> None:
    whole = await rows(river)
    walked: list[dict[str, Any]] = []
    after = None
    while page := await rows(river, first=1, after=after):
        walked += page
        after = page[-1]["cursor"]
    assert walked == whole


async def test_the_way_to_the_road_is_walked(river: Asker) -> None:
    """400 m inland from the road at 5 km/h; 600 m are too many."""
    on_the_road = {row["depot"]["name"]: row for row in await rows(river)}
    found = await rows(river, at(6, -0.9))
    for row in found[:3]:
        road = on_the_road[row["depot"]["name"]]
        assert row["seconds"] == pytest.approx(road["seconds"] + 400 / (5 / 3.6), abs=1)
        assert row["metres"] == pytest.approx(road["metres"] + 400, abs=2)
    assert names(await rows(river, at(6, -1.1))) == []


async def test_one_does_not_climb_onto_a_bridge(river: Asker) -> None:
    """In mid-river the bridge is overhead; the roads begin at the banks, 500 m away and more."""
    assert names(await rows(river, at(0.05, 0.0))) == []
    await river.owner("UPDATE road SET access = true")
    assert len(names(await rows(river, at(0.05, 0.0)))) == 3


async def test_supplies_travel_from_the_depot_to_the_breach(river: Asker) -> None:
    """A one-way street towards the west: who comes from the east takes it, who comes from the west may not."""
    await river.owner("UPDATE road SET forth = NULL WHERE name = '南岸路'")
    found = {row["depot"]["name"]: row for row in await rows(river)}
    assert found[UPSTREAM]["metres"] == pytest.approx(5_000, rel=0.002)
    assert found[FAR_BANK]["metres"] == pytest.approx(11_000 + 1_000 + 6_000, rel=0.002)
    await river.owner("UPDATE road SET forth = back, back = NULL WHERE name = '南岸路'")
    found = {row["depot"]["name"]: row for row in await rows(river)}
    assert found[FAR_BANK]["metres"] == pytest.approx(1_000 + 1_000 + 6_000, rel=0.002)
    assert found[UPSTREAM]["metres"] == pytest.approx(1_000 + 1_000 + 12_000 + 1_000 + 6_000, rel=0.002)


@pytest.mark.parametrize("minutes", [0.0, -1.0, 720.5])
async def test_minutes_out_of_range_are_refused(ask: Asker, minutes: float) -> None:
    error = await ask.error(FIRST, {"lon": 112, "lat": 30, "minutes": minutes, "within": 1000.0, "first": 5})
    assert error["code"] == "BAD_USER_INPUT"
    assert error["extensions"]["argument"] == "minutes"
