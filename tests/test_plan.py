"""One operation, one statement; planned once, kept within bounds, shared by all whose question is the same."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from resolvers.arguments import Arguments
from resolvers.compiler import Compiler
from resolvers.document import Kept
from resolvers.extent import Bounds
from resolvers.plan import CACHES, Plan, Planner
from resolvers.roots import api
from schema.access import Role, Viewer
from server.execution import Execution
from server.sent import Sent
from tests.asking import OFFICER, READER, SECRET, Asker
from tests.test_decisions import START, start_input

DEEP = """query Deep($near: Place!, $from: Boolean = true) {
  here: nearbySupplies(near: $near, first: 5) {
    distance depot { name stock { available item { code stock { depot { division { name } } } } } }
  }
  there: nearbyResources(near: $near) { resource { __typename name ... on Depot { stock { quantity } } } }
  division(code: "421000") {
    children { wardens(first: 3) { edges { node { role division { name } } } totalCount }
      hazardSites(first: 2) { edges { node { name division @include(if: $from) { code } } } } }
  }
  supplyTotals(division: "421000") { item { code } quantity }
  responses(at: "2022-06-27T12:00:00+08:00") { level transitions { kind response { id } } }
  eventCursor
}"""
AT = {"near": {"lon": 112.24, "lat": 30.31}}


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Take note of all work that planning is made of."""
    done: list[str] = []

    def noted(owner: Any, name: str) -> None:
        does = getattr(owner, name)

        def note(*given: Any, **named: Any) -> Any:
            done.append(name)
            return does(*given, **named)

        monkeypatch.setattr(owner, name, note)

    for owner, name in ((Compiler, "root"), (Arguments, "of"), (Planner, "_read"), (Planner, "compiler")):
        noted(owner, name)
    for name in ("document", "planned"):
        noted(__import__("resolvers.plan", fromlist=[name]), name)
    return done


def plan(
    planner: Planner, text: str, variables: dict[str, Any] | None = None, viewer: Viewer = READER
) -> Plan:
    found = planner.read(planner.question(text, None, variables or {}), viewer).plan
    assert found is not None
    return found


async def test_one_operation_is_one_statement(ask: Asker) -> None:
    before = len(ask.database.statements)
    data = await ask.data(DEEP, AT)
    assert len(ask.database.statements) == before + 1
    assert len(data["here"]) == 5
    assert data["responses"][0]["transitions"]


async def test_a_question_about_the_schema_is_no_statement(ask: Asker) -> None:
    before = len(ask.database.statements)
    await ask.data("{ __schema { queryType { name } } __typename }")
    assert [text for text in ask.database.statements[before:] if "FROM resource" in text] == []
    await ask.data('{ __type(name: "Depot") { name } }')
    assert len(ask.database.statements) <= before + 1


async def test_a_hit_costs_no_planning(ask: Asker, work: list[str]) -> None:
    text = DEEP.replace("Deep", "Hit")
    await ask.data(text, AT)
    assert {"document", "_read", "compiler", "root", "of", "planned"} <= set(work)
    work.clear()
    for lon in (110.0, 111.5, 112.25):
        await ask.data(text, {"near": {"lon": lon, "lat": 30.0}})
    assert work == []


async def test_a_mutation_is_planned_once(own: Asker, work: list[str]) -> None:
    answers = []
    for number in range(3):
        if number == 2:
            work.clear()
        made = await start_input(
            own, key=f"plan {number}", division=("421022", "421023")[number % 2], drill=True
        )
        answers.append(await own(START, {"i": made}, OFFICER))
    assert [name for name in work if name in ("document", "compiler", "of", "root")] == []
    assert answers[0]["data"]


def test_equal_questions_are_equal_texts() -> None:
    """However they are written, and whoever planned them: prepared once by PostgreSQL."""
    other = DEEP.replace("\n", " \n ").replace("Deep", "Same")
    texts = {plan(Planner(api), text, AT).sql for text in (DEEP, DEEP, other)}
    assert len(texts) == 1
    fragment = "query F($near: Place!) { nearbySupplies(near: $near) { ...A } } fragment A on NearbyDepot { distance }"
    plain = "query F($near: Place!) { nearbySupplies(near: $near) { distance } }"
    written = "{ nearbySupplies(near: {lon: 1, lat: 2}) { distance } }"
    asked = [(fragment, AT), (plain, AT), (written, {})]
    assert len({plan(Planner(api), text, variables).sql for text, variables in asked}) == 1


@pytest.mark.parametrize("value", ["421022", "'; DROP TABLE stock; --", 4.2e17, "荆州"])
def test_no_value_stands_in_the_text(value: Any) -> None:
    text = "query V($s: [String!], $n: Float!) { responses(systems: $s) { id } nearbySupplies(near: {lon: $n, lat: 1}) { distance } }"
    variables = {"s": [str(value)], "n": value if isinstance(value, float) else 1.0}
    assert str(value) not in plan(Planner(api), text, variables).sql
    literal = f"{{ responses(systems: [{json.dumps(str(value))}]) {{ id }} }}"
    assert str(value) not in plan(Planner(api), literal).sql


SHAPED = """query S($items: [String!], $on: Date, $deep: Boolean = false, $order: HazardSiteOrder,
  $major: HazardSiteFilter, $id: ID = "RGVwb3Q6MQ") {
  nearbySupplies(near: {lon: 112.2, lat: 30.3}, items: $items) { distance depot @include(if: $deep) { name } }
  division(code: "421000", on: $on) { name }
  hazardSites(first: 2, orderBy: $order, filter: $major) { edges { node { name } } }
  node(id: $id) { __typename }
}"""
SHAPES: list[dict[str, Any]] = [
    {},
    {"items": ["bags"]},
    {"on": "2022-06-01"},
    {"deep": True},
    {"order": {"by": "NAME"}},
    {"order": {"by": "NAME", "direction": "DESC"}},
    {"major": {"majorHazard": True}},
    {"major": {"majorHazard": False}},
    {"major": {"kinds": ["reservoir"]}},
    {"id": "RGl2aXNpb246MQ"},
]
"""What the statement depends on: what is there, words, yes or no, the type of an ID."""


def test_other_shapes_are_other_plans() -> None:
    planner = Planner(api)
    assert len({plan(planner, SHAPED, variables).sql for variables in SHAPES}) == len(SHAPES)
    assert len(planner.plans.values) == len(SHAPES)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"items": ["bags"]}, {"items": ["gravel", "pumps"]}),
        ({"on": "2022-06-01"}, {"on": "1999-12-31"}),
        ({"id": "RGVwb3Q6MQ"}, {"id": "RGVwb3Q6Mg"}),
        ({}, {"id": "RGVwb3Q6MQ"}),
        ({"deep": False}, {}),
        ({"order": {"by": "NAME"}}, {"order": {"by": "NAME", "direction": "ASC"}}),
        ({"major": {"kinds": ["reservoir"]}}, {"major": {"kinds": ["sluice", "pump"]}}),
    ],
    ids=str,
)
def test_other_values_are_the_same_plan(one: dict[str, Any], other: dict[str, Any]) -> None:
    planner = Planner(api)
    assert plan(planner, SHAPED, one) is plan(planner, SHAPED, other)


async def test_null_absent_and_default_each_mean_their_own(ask: Asker) -> None:
    """An absent variable leaves its argument out, null is null, a default steps in only for the absent."""
    text = """query D($kinds: [ResourceKind!] = [SHELTER], $within: Float = 20000) {
      nearbyResources(near: {lon: 112.24, lat: 30.31}, within: $within, kinds: $kinds) { resource { kind } } }"""

    async def kinds(**variables: Any) -> set[str]:
        rows = (await ask.data(text, variables))["nearbyResources"]
        return {row["resource"]["kind"] for row in rows}

    assert await kinds(within=200000.0) == {"SHELTER"}
    assert "DEPOT" in await kinds(kinds=None, within=200000.0)
    assert await kinds(kinds=["DEPOT"]) == {"DEPOT"}
    assert (await ask.error(text, {"within": None}))["code"] == "BAD_USER_INPUT"
    page = "query P($first: Int) { hazardSites(first: $first) { edges { node { id } } } }"
    assert [
        len((await ask.data(page, given))["hazardSites"]["edges"])
        for given in ({}, {"first": None}, {"first": 7})
    ] == [50, 50, 7]


@pytest.mark.parametrize(
    "text",
    [
        "query N($v: Float = 1) { nearbySupplies(near: {lon: 1, lat: 1}, within: $v) { distance } }",
        "query N($v: Float) { nearbySupplies(near: {lon: 1, lat: 1}, within: $v) { distance } }",
        "query N($v: CoordinateSystem) { divisionAt(place: {lon: 1, lat: 1, crs: $v}) { code } }",
        'query N($v: String = "flood") { responses(systems: [$v]) { id } }',
        "query N($v: Boolean = true) { eventCursor @include(if: $v) }",
        "query N($v: Boolean = true) { wardens { totalCount @skip(if: $v) } }",
    ],
)
async def test_null_where_a_value_must_be_is_refused(ask: Asker, text: str) -> None:
    """A variable that may be null may stand where null may not, if there is a default: then it is looked at."""
    assert (await ask.error(text, {"v": None}))["code"] == "BAD_USER_INPUT"
    await ask.data(text)


async def test_words_and_truth_values_from_variables(ask: Asker) -> None:
    text = """query W($order: HazardSiteOrder, $major: Boolean, $with: Boolean!) {
      hazardSites(first: 3, orderBy: $order, filter: {majorHazard: $major}) {
        edges { node { code majorHazard @include(if: $with) } } totalCount @skip(if: $with) } }"""
    found = {}
    for direction, major, shown in itertools.product(("ASC", "DESC"), (True, False, None), (True, False)):
        variables = {"order": {"by": "CODE", "direction": direction}, "major": major, "with": shown}
        answer = (await ask.data(text, variables))["hazardSites"]
        codes = [edge["node"]["code"] for edge in answer["edges"]]
        assert codes == sorted(codes, reverse=direction == "DESC")
        assert ("totalCount" in answer) is not shown
        if shown and major is not None:
            assert {edge["node"]["majorHazard"] for edge in answer["edges"]} == {major}
        found[direction, major] = codes
    assert len({tuple(codes) for codes in found.values()}) == len(found)


async def test_the_depth_of_a_question(ask: Asker) -> None:
    """What is deeper than is allowed is refused with its reason, however deep; raised, sixteen steps are answered."""

    def up(steps: int) -> str:
        return f'{{ division(code: "421000") {{ {"parent { " * steps} code {"} " * steps} }} }}'

    assert (await ask.data(up(1)))["division"]["parent"]["code"] == "420000"
    assert (await ask.data(up(6)))["division"]
    deeper = Execution(api, ask.database, SECRET, Bounds(depth=18))
    assert json.loads((await deeper.answer(Sent(up(16)), READER)).body())["data"]["division"]
    for steps in (7, 120, 190, 300):
        assert (await ask.error(up(steps)))["code"] == "TOO_COSTLY"
    deep: Any = 1.0
    for _ in range(400):
        deep = [deep]
    text = "query A($a: GeoJSON!) { hazardSites(filter: {within: $a}) { edges { cursor } } }"
    area = {"a": {"type": "Polygon", "coordinates": deep}}
    assert (await ask.error(text, area))["code"] == "BAD_USER_INPUT"


async def test_a_role_shares_plans_but_not_values(own: Asker) -> None:
    """Two officers: one plan, and to each what is theirs."""
    here, there = (Viewer.of(f"officer@{code}", Role.OFFICER, (code,)) for code in ("421022", "421023"))
    planner = own.execution.planner
    assert plan(planner, DEEP, AT, here) is plan(planner, DEEP, AT, there)
    assert plan(planner, DEEP, AT, here) is not plan(planner, DEEP, AT, READER)
    made = await start_input(own, division="421022")
    before = len(planner.plans.values)
    assert (await own.error(START, {"i": made}, there))["code"] == "FORBIDDEN"
    assert (await own.data(START, {"i": made}, here))["startResponse"]["to"] == "IV"
    assert len(planner.plans.values) <= before + 2, "the mutation's plan, once"


def test_what_is_kept_is_bounded() -> None:
    """More documents and shapes than there is room for: the newest stay, and nothing grows."""
    planner = Planner(api)
    for number in range(CACHES.documents + 50):
        planner.question(f"query N{number} {{ __typename }}", None, {})
    assert len(planner.documents.values) == CACHES.documents
    assert f"query N{CACHES.documents + 49} {{ __typename }}" in planner.documents.values
    assert "query N0 { __typename }" not in planner.documents.values
    assert planner.plans.size == CACHES.plans


def test_what_is_kept_has_room_for_few_large_ones() -> None:
    """A thousand documents as long as is allowed would be gigabytes, read; a hundred statements of each less."""
    planner = Planner(api)
    for number in range(100):
        planner.question(f"query N{number} {{ eventCursor }} #" + "x" * 16_000, None, {})
    assert len(planner.documents.values) == CACHES.characters // 16_035
    assert (
        planner.documents.weight
        == sum(one.size for one in planner.documents.values.values())
        <= CACHES.characters
    )
    assert planner.plans.room == CACHES.sql


def test_plans_are_bounded_by_use() -> None:
    planner = Planner(api)
    planner.plans = Kept(5)
    for number in range(20):
        plan(planner, "query often { eventCursor }")
        plan(planner, f"query seldom{number} {{ eventCursor }}")
        assert len(planner.plans.values) <= 5
    names = [key[2] for key in planner.plans.values]
    assert "often" in names
    assert "seldom19" in names


def test_what_fails_is_not_kept() -> None:
    planner = Planner(api)
    for text in ("{ nothing }", "{ a"):
        with pytest.raises(Exception, match=r"."):
            planner.question(text, None, {})
    assert not planner.documents.values
