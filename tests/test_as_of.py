"""What was true at a moment: from the first instant on, up to and without the last, wherever one asks from."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schema.vocabulary import Precision
from tests.asking import Asker, asker
from tests.conftest import Copy

ZONES = ("Asia/Shanghai", "America/New_York", "UTC")
ASKED_FROM = (UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-4)), timezone(timedelta(hours=14)))
TICK = timedelta(microseconds=1)

FLOOD = """query At($at: DateTime!) {
  responses(at: $at, division: "421000", systems: ["flood"]) { level(at: $at) }
}"""
VERSION = """query At($at: DateTime!) { plans(filter: {systems: ["flood"]}) { edges { node {
  version(at: $at) { label } versions(at: $at) { label inForce(at: $at) } all: versions { inForce(at: $at) }
} } } }"""
DIVISION = """query At($at: DateTime!) { division(code: "500110", at: $at) { name } }"""
DIVISIONS = """query At($at: DateTime!) {
  divisions(filter: {division: "421000", levels: [COUNTY], at: $at}, first: 200) { edges { node { name } } }
}"""
CHILDREN = """query At($at: DateTime!) { division(code: "421000") { children(at: $at) { name } } }"""
PLACE = """query At($at: DateTime!) { divisionAt(place: {lon: 112.9, lat: 29.82}, at: $at) { name } }"""
GRADE = """query At($at: DateTime!) {
  hazardSites(filter: {kinds: ["chemical_park"]}, orderBy: {by: CODE}, first: 1) {
    edges { node { riskGrade(at: $at) riskGradings(at: $at) { grade } } }
  }
}"""
GRADED = """query At($at: DateTime!) {
  hazardSites(filter: {riskGrades: [ORANGE], riskGradesAt: $at}) { edges { node { code } } }
}"""
MARKS = """query At($at: DateTime!) {
  gauges(filter: {division: "421088"}, first: 200) { edges { node { code thresholds(at: $at) { mark value } } } }
}"""
HANKOU = """query At($at: DateTime!) {
  gauges(first: 200) { edges { node { code thresholds(at: $at) { value } } } }
}"""
CHANGED: dict[str, tuple[str, date, Callable[[str], bool]]] = {
    "division": (DIVISION, date(2011, 1, 1), lambda told: "綦江区" in told and "万盛区" not in told),
    "divisions": (DIVISIONS, date(2020, 1, 1), lambda told: "监利市" in told and "监利县" not in told),
    "children": (CHILDREN, date(2020, 1, 1), lambda told: "监利市" in told and "监利县" not in told),
    "place": (PLACE, date(2020, 1, 1), lambda told: "监利市" in told),
    "grade": (GRADE, date(2022, 4, 1), lambda told: told.count("YELLOW") == 2),
    "graded": (GRADED, date(2022, 4, 1), lambda told: "K-1" not in told),
    "marks": (MARKS, date(2020, 7, 13), lambda told: "35.5" in told and "35.0" not in told),
}
"""What is kept in days: the question, the day on which its answer changes, how the answer looks from then."""


async def at(ask: Asker, question: str, moment: datetime, **more: Any) -> str:
    told = await ask.data(question, {"at": moment.isoformat(), **more})
    return json.dumps(told, ensure_ascii=False)


@pytest.mark.parametrize("offset", ASKED_FROM, ids=str)
@pytest.mark.parametrize("zone", ZONES)
async def test_a_response_is_in_force_from_its_start_up_to_and_without_its_end(
    demo: Copy, zone: str, offset: timezone
) -> None:
    start = datetime(2022, 6, 26, 6, tzinfo=UTC).astimezone(offset)
    end = datetime(2022, 6, 28, 2, tzinfo=UTC).astimezone(offset)
    async with asker(demo, zone=zone) as ask:
        for moment, level in ((start - TICK, None), (start, "IV"), (end - TICK, "IV"), (end, None)):
            expected = {"responses": [] if level is None else [{"level": level}]}
            assert json.loads(await at(ask, FLOOD, moment)) == expected, moment


@pytest.mark.parametrize("what", CHANGED)
@pytest.mark.parametrize("zone", ZONES)
async def test_a_day_begins_at_midnight_of_the_service(demo: Copy, zone: str, what: str) -> None:
    question, day, changed = CHANGED[what]
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
    async with asker(demo, zone=zone) as ask:
        for offset in ASKED_FROM:
            instant = midnight.astimezone(offset)
            assert not changed(await at(ask, question, instant - TICK)), instant
            assert changed(await at(ask, question, instant)), instant


async def test_a_version_follows_another_at_one_instant(own: Asker) -> None:
    await own.owner(
        """
        UPDATE plan_version SET valid_to = '2024-06-01T00:00+08:00'
         WHERE plan_id = (SELECT id FROM plan WHERE code = 'PLAN-01');
        INSERT INTO plan_version (plan_id, label, valid_from, basis)
        SELECT id, '修订版', '2024-06-01T00:00+08:00', 'SYNTHETIC' FROM plan WHERE code = 'PLAN-01'
        """
    )
    change = datetime(2024, 5, 31, 16, tzinfo=UTC)
    first = datetime(1999, 12, 31, 16, tzinfo=UTC)
    cases = (
        (first - TICK, None, [False, False]),
        (first, "演示版本", [True, False]),
        (change - TICK, "演示版本", [True, False]),
        (change, "修订版", [False, True]),
    )
    for moment, label, force in cases:
        for offset in ASKED_FROM:
            told = json.loads(await at(own, VERSION, moment.astimezone(offset)))
            node = told["plans"]["edges"][0]["node"]
            assert node["version"] == (label and {"label": label})
            assert node["versions"] == ([{"label": label, "inForce": True}] if label else [])
            assert [version["inForce"] for version in node["all"]] == force


async def test_without_a_moment_lists_are_of_all_times_and_one_row_is_of_now(ask: Asker) -> None:
    told = await ask.data(
        """{
          division(code: "421000") { children { name } }
          divisions(filter: {division: "421000", levels: [COUNTY]}) { edges { node { name } } }
          hazardSites(filter: {kinds: ["chemical_park"]}, orderBy: {by: CODE}, first: 1) {
            edges { node { riskGrade riskGradings { grade } null: riskGradings(at: null) { grade } } }
          }
          plans(filter: {systems: ["flood"]}) { edges { node { version { label } } } }
        }"""
    )
    for names in (told["division"]["children"], [edge["node"] for edge in told["divisions"]["edges"]]):
        assert {"监利县", "监利市"} <= {row["name"] for row in names}
    site = told["hazardSites"]["edges"][0]["node"]
    both = [{"grade": "ORANGE"}, {"grade": "YELLOW"}]
    assert site == {"riskGrade": "YELLOW", "riskGradings": both, "null": both}
    assert told["plans"]["edges"][0]["node"]["version"] == {"label": "演示版本"}


async def test_a_day_and_a_moment_together_are_refused(ask: Asker) -> None:
    error = await ask.error(
        '{ division(code: "421000", on: "2020-01-01", at: "2020-01-01T00:00:00Z") { name } }'
    )
    assert (error["code"], error["path"]) == ("BAD_USER_INPUT", ["division"])


DAYS = st.dates(date(2019, 1, 1), date(2023, 12, 31))
GIVEN = st.lists(
    st.tuples(
        st.sampled_from(("WARNING", "GUARANTEE")),
        st.sampled_from((None, "吴淞", "1985")),
        DAYS,
        st.sampled_from([str(one.value) for one in Precision]),
    ),
    max_size=8,
)


def first_day(day: date, precision: str) -> date:
    """Whoever records a partial date stores its first day."""
    match precision:
        case "YEAR":
            return day.replace(month=1, day=1)
        case "MONTH":
            return day.replace(day=1)
        case "TEN_DAY":
            return day.replace(day=min((day.day - 1) // 10, 2) * 10 + 1)
    return day


def counted(marks: list[tuple[str, str | None, date, str]], day: date) -> set[int]:
    """The rule, said again: the places of the marks that count on a day."""
    order = [str(one.value) for one in Precision]
    best: dict[tuple[str, str | None], tuple[Any, ...]] = {}
    for place, (mark, datum, as_of, precision) in enumerate(marks):
        dated = precision != "NONE"
        if not dated or as_of <= day:
            rank = (dated, as_of, -order.index(precision), place)
            best[mark, datum] = max(best.get((mark, datum), rank), rank)
    return {rank[-1] for rank in best.values()}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=GIVEN, days=st.lists(DAYS, min_size=1, max_size=4))
async def test_of_each_mark_in_each_datum_the_latest_counts(
    own: Asker, rows: list[tuple[str, str | None, date, str]], days: list[date]
) -> None:
    marks = [(mark, datum, first_day(day, precision), precision) for mark, datum, day, precision in rows]
    values = "".join(
        "INSERT INTO threshold (gauge_id, mark, value, datum, as_of, as_of_precision) SELECT id, "
        f"'{mark}', {place}, nullif('{datum or ''}', ''), '{day}', '{precision}' "
        "FROM gauge WHERE code = 'G-HANKOU';"
        for place, (mark, datum, day, precision) in enumerate(marks)
    )
    gauge = "(SELECT id FROM gauge WHERE code = 'G-HANKOU')"
    await own.owner(f"DELETE FROM threshold WHERE gauge_id = {gauge}; {values}")
    for day in [*days, *(mark[2] for mark in marks)]:
        moment = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("Asia/Shanghai"))
        told = json.loads(await at(own, HANKOU, moment))
        (node,) = (e["node"] for e in told["gauges"]["edges"] if e["node"]["code"] == "G-HANKOU")
        assert {int(mark["value"]) for mark in node["thresholds"]} == counted(marks, day), day
