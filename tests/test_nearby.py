"""Nearest first with a filter: what the filter keeps and nothing else, and by an index where that is little."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from typing import Any

import asyncpg
import pytest

from schema.position import split
from tests.asking import Asker
from tests.conftest import Copy
from tests.depots import Place, metres, places
from tests.explained import MODES, blocks, explained

LON, LAT = 112.24, 30.31
FAR = 2_000_000.0
ALL = """{ resources(first: 200) { edges { node { id kind name nameEn code available location
  division { code parent { code } } ... on Depot { stock { available item { code } } } } } pageInfo { hasNextPage } } }"""
RESOURCES = """query R($kinds: [ResourceKind!], $filter: ResourceFilter, $within: Float! = 2000000, $first: Int! = 200,
  $after: Cursor) { nearbyResources(near: {lon: 112.24, lat: 30.31}, within: $within, kinds: $kinds, filter: $filter,
  first: $first, after: $after) { cursor distance resource { id } } }"""
SUPPLIES = """query S($items: [String!], $least: Float, $filter: ResourceFilter, $within: Float! = 2000000) {
  nearbySupplies(near: {lon: 112.24, lat: 30.31}, within: $within, items: $items, minQuantity: $least, filter: $filter,
  first: 200) { distance depot { id } } }"""
Node = dict[str, Any]
TEXTS: dict[str, Callable[[Node], bool]] = {
    "储备库": lambda node: "储备库" in node["name"],
    "儲備庫": lambda node: "储备库" in node["name"],
    "chubeiku": lambda node: "储备库" in node["name"],
    "演示 公安": lambda node: "演示" in node["name"] and "公安" in node["name"],
    "没有这个": lambda _: False,
}
"""What is looked for, and which names hold it, said without folding."""


def tried(nodes: list[Node], **wanted: Any) -> list[str]:
    """Try each resource and put what is left in order, by geographiclib."""
    kept = []
    for node in nodes:
        codes = {node["division"]["code"], (node["division"]["parent"] or {}).get("code")}
        held = {line["item"]["code"]: line["available"] for line in node.get("stock", ())}
        meets = (
            node["location"] is not None,
            all(node["kind"] in kinds for kinds in wanted.get("kinds", ()) if kinds is not None),
            wanted.get("available") in (None, node["available"]),
            wanted.get("division") in (None, *codes),
            wanted.get("text") is None or TEXTS[wanted["text"]](node),
            all(held.get(item, 0) >= wanted.get("least", 1) for item in wanted.get("items") or ()),
        )
        if all(meets):
            far = metres(LON, LAT, Place(0, *node["location"]["coordinates"]))
            kept.append((far, node["id"]))
    return [key for _, key in sorted(kept)]


MEMBERS: dict[str, tuple[Any, ...]] = {
    "kinds": (None, ["DEPOT"], ["SHELTER", "EQUIPMENT"]),
    "available": (None, True, False),
    "division": (None, "421000", "421022", "421088"),
    "text": (None, *TEXTS),
}
COMBINED = list(itertools.product((None, ["DEPOT", "TEAM"]), *MEMBERS.values()))


@pytest.fixture
async def mixed(own: Asker) -> Asker:
    """The demo with every third resource called away."""
    await own.owner("UPDATE resource SET available = id % 3 <> 0")
    return own


async def test_a_filter_keeps_what_trying_each_keeps(mixed: Asker) -> None:
    page = (await mixed.data(ALL))["resources"]
    assert not page["pageInfo"]["hasNextPage"]
    nodes = [edge["node"] for edge in page["edges"]]
    sizes = set()
    for kinds, *members in random.Random("filters").sample(COMBINED, 120):
        chosen = dict(zip(MEMBERS, members, strict=True))
        rows = (await mixed.data(RESOURCES, {"kinds": kinds, "filter": chosen}))["nearbyResources"]
        found = [row["resource"]["id"] for row in rows]
        assert found == tried(nodes, **chosen | {"kinds": [kinds, chosen["kinds"]]}), chosen
        sizes.add(len(found))
    assert len(sizes) > 5, "answers of many sizes were seen"


async def test_items_and_a_filter_are_both_met(mixed: Asker) -> None:
    nodes = [edge["node"] for edge in (await mixed.data(ALL))["resources"]["edges"]]
    lines = sorted(line["available"] for node in nodes for line in node.get("stock", ()))
    seen = set()
    for items, least, available, text in itertools.product(
        (["bags"], ["bags", "piles"]),
        (1, lines[len(lines) // 2]),
        (None, False),
        (None, "儲備庫", "演示 公安"),
    ):
        given = {"items": items, "least": least, "filter": {"available": available, "text": text}}
        rows = (await mixed.data(SUPPLIES, given))["nearbySupplies"]
        wanted = {"items": items, "least": least, "available": available, "text": text, "kinds": [["DEPOT"]]}
        assert [row["depot"]["id"] for row in rows] == tried(nodes, **wanted)
        seen.add(len(rows))
    assert len(seen) > 3


async def test_pages_of_a_filter_follow_each_other(ask: Asker) -> None:
    chosen = {"filter": {"text": "演示", "division": "421000"}}
    whole = (await ask.data(RESOURCES, chosen))["nearbyResources"]
    paged: list[Node] = []
    while len(paged) < len(whole):
        after = paged[-1]["cursor"] if paged else None
        paged += (await ask.data(RESOURCES, {**chosen, "first": 7, "after": after}))["nearbyResources"]
    assert [row["resource"] for row in paged] == [row["resource"] for row in whole]
    other = {"filter": {"text": "演示", "division": "421022"}, "after": whole[0]["cursor"]}
    assert (await ask.error(RESOURCES, other))["code"] == "BAD_USER_INPUT", "a cursor is for its own filter"


async def test_an_unknown_division_is_refused_rows_or_none(ask: Asker) -> None:
    for chosen in (
        {"division": "999999"},
        {"division": "999999", "text": "没有这个"},
        {"kinds": ["TEAM"], "division": "999999"},
    ):
        error = await ask.error(RESOURCES, {"filter": chosen, "within": 1.0})
        assert (error["code"], error["extensions"]["argument"]) == ("NOT_FOUND", "filter.division")


WATERS = """query W($within: Float!, $filter: WaterFilter) { nearbyWaters(near: {lon: 112.24, lat: 30.31},
  within: $within, filter: $filter, first: 200) { distance water { id code } } }"""


async def test_waters_are_as_far_as_their_nearest_point(ask: Asker, demo: Copy) -> None:
    connection = await asyncpg.connect(demo.url)
    try:
        slow = await connection.fetch(
            "SELECT code, ST_Distance(geometry::geography, ST_Point($1, $2, 4326)::geography) AS far, kind FROM water"
            " ORDER BY far, id", LON, LAT
        )  # fmt: skip
    finally:
        await connection.close()
    for within, kinds in ((500.0, None), (60_000.0, None), (300_000.0, ["LAKE"]), (FAR, ["RIVER"])):
        rows = (await ask.data(WATERS, {"within": within, "filter": {"kinds": kinds}}))["nearbyWaters"]
        near = [row for row in slow if row["far"] <= within and (kinds is None or row["kind"] in kinds)][:200]
        assert [row["water"]["code"] for row in rows] == [row["code"] for row in near]
        assert [row["distance"] for row in rows] == pytest.approx([row["far"] for row in near], abs=0.001)


LATER = """
INSERT INTO division (code, level, name, path, official)
VALUES ('420000', 'PROVINCE', '湖北省', '1.2', true), ('430000', 'PROVINCE', '湖南省', '1.3', true);
UPDATE resource SET division_id = (SELECT id FROM division WHERE code = '420000') WHERE id % 2500 = 7;
UPDATE resource SET available = false WHERE id % 5000 = 7;
INSERT INTO search_entry (source, key, kind, name, division_id, weight, words)
SELECT 'resource', id, kind, name, division_id, 5, words
FROM (SELECT *, id % 10000 = 3 AS odd FROM resource) AS one
JOIN (SELECT said = '特种抢险仓库' AS odd, levee_words(ARRAY[said], ARRAY[]::text[], NULL) AS words
        FROM unnest(ARRAY['特种抢险仓库', '防汛物']) AS said OFFSET 0) AS spelt USING (odd);
ANALYZE division, resource, search_entry;
"""
RARE: dict[str, tuple[dict[str, Any], Callable[[int], bool], str]] = {
    "division": ({"division": "420000"}, lambda key: key % 2500 == 7, "ix_resource_division_kind"),
    "available": ({"available": False}, lambda key: key % 5000 == 7, "ix_resource_kind_available"),
    "text": ({"text": "tezhongqiangxian"}, lambda key: key % 10000 == 3, "ix_search_entry_words"),
    "nothing": ({"division": "430000", "text": "防汛"}, lambda _: False, "ix_resource_division_kind"),
    "both": (
        {"division": "420000", "available": False},
        lambda key: key % 5000 == 7,
        "ix_resource_kind_available",
    ),
}
"""A filter, which depots meet it, and the index by which they are found."""


@pytest.fixture(scope="module")
async def named(many: Asker) -> Asker:
    """All the depots, with names that can be looked for."""
    await many.owner(LATER)
    return many


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("case", RARE)
async def test_what_is_rare_is_looked_up(named: Asker, case: str, mode: str) -> None:
    chosen, meets, index = RARE[case]
    rows = (await named.data(RESOURCES, {"filter": chosen}))["nearbyResources"]
    exact = sorted((metres(LON, LAT, place), place.id) for place in places() if meets(place.id))
    near = [one for one in exact if one[0] <= FAR]
    assert [split(row["resource"]["id"])[1] for row in rows] == [key for _, key in near]
    steps = await explained(named, RESOURCES, mode, filter=chosen, within=FAR, first=200)
    assert index in {step.get("Index Name") for step in steps}
    assert "ix_resource_location" not in {step.get("Index Name") for step in steps}
    assert blocks(steps) < 3_000


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("chosen", [{"available": True}, {"text": "防汛"}, {"division": "100000"}], ids=str)
async def test_what_most_meet_is_met_on_the_way(named: Asker, chosen: dict[str, Any], mode: str) -> None:
    steps = await explained(named, RESOURCES, mode, filter=chosen, within=FAR, first=50)
    (scan,) = [step for step in steps if step.get("Index Name") == "ix_resource_location"]
    assert "<->" in scan["Order By"]
    assert scan["Actual Rows"] <= 60
