"""Real notices (domain 4.2, 4.4) judged by conditions, and what the database refuses of a tree of conditions.

Levels, marks and clocks are those of the notices. SYNTHETIC are the trees, the responses before, and the marks'
first days where a notice gives none.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import asyncpg
import pytest

from resolvers.conditions import entered, left
from resolvers.evidence import Condition, Evidence, Mark, Observed, Reading
from resolvers.reasons import found
from schema.evidence import ConditionKind
from tests.asking import OFFICER, Asker
from tests.chained import witnessed
from tests.screens import Screen, Served, quiet, screen, token
from tests.test_conditions import BLANK, ZONE
from tests.test_recommendations import listed, read, weighed

K = ConditionKind
Level = tuple[str, str, float, str]
"""A station, the instant, its level, which way the water goes."""


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


def evidence(
    now: str, levels: list[Level], marks: dict[tuple[str, str], list[tuple[str, float]]]
) -> Evidence:
    stations = sorted({one[0] for one in levels} | {station for station, _ in marks})
    readings: dict[int, list[Reading]] = {}
    for station, when, level, trend in sorted(levels, key=lambda one: one[1], reverse=True):
        made = Reading(1, at(when), Decimal(str(level)), trend or None)
        readings.setdefault(stations.index(station), []).append(made)
    known = {
        (stations.index(station), mark): [
            Mark(n, Decimal(str(value)), date.fromisoformat(day)) for n, (day, value) in enumerate(values)
        ]
        for (station, mark), values in marks.items()
    }
    return Evidence(at(now), ZONE, readings, known)


def leaf(stations: list[str], station: str, mark: str, side: str = "ABOVE", **more: Any) -> Condition:
    row = {
        "gauge_id": sorted(stations).index(station),
        "gauge": station,
        "gauge_en": station,
        "mark": mark,
        "side": side,
    }
    return Condition(1, K.GAUGE, BLANK | row | more)


def tree(kind: ConditionKind, *parts: Condition, at_least: int | None = None) -> Condition:
    return Condition(1, kind, BLANK | {"at_least": at_least}, parts)


def test_shishou_2020_three_to_two() -> None:
    """2020-07-21 17:00: Tuanshansi 38.00 m, 1.00 m over warning; three more stations over warning, rising."""
    over = {
        "团山寺": (38.00, 37.00),
        "北门口": (39.22, 38.50),
        "调关": (38.36, 37.50),
        "江波渡": (37.91, 37.00),
    }
    marks = {(name, "WARNING"): [("2020-07-08", mark)] for name, (_, mark) in over.items()}
    levels: list[Level] = [(name, "2020-07-21T16:00", level, "RISING") for name, (level, _) in over.items()]
    names = list(over)
    others = [leaf(names, name, "WARNING", trend="RISING") for name in names[1:]]
    condition = tree(
        K.ALL, leaf(names, "团山寺", "WARNING", margin=Decimal("1.00")), tree(K.AT_LEAST, *others, at_least=3)
    )
    now = evidence("2020-07-21T17:00", levels, marks)
    got = entered(condition, now)
    assert got.verdict is True
    assert found(got.parts[0], now)[0] == (
        "团山寺站7月21日16:00水位38.00米,超过警戒水位37.00米(2020-07-08资料,基准未注明)1.00米,上涨"
    )
    lower = [("团山寺", "2020-07-21T16:30", 37.99, "RISING"), *levels]
    assert entered(condition, evidence("2020-07-21T17:00", lower, marks)).verdict is False, (
        "a centimetre less"
    )


JIANLI = {("监利", "WARNING"): [("2024-07-17", 35.70), ("2012-07-21", 35.50), ("2002-09-05", 35.00)]}


@pytest.mark.parametrize(
    ("when", "level", "over"),
    [
        ("2002-09-05T08:00", 32.91, "-2.09"),
        ("2012-07-21T14:00", 35.53, "0.03"),
        ("2024-07-16T20:00", 35.53, "0.03"),
        ("2024-07-17T08:00", 35.80, "0.10"),
    ],
)
def test_jianli_has_another_mark_each_time(when: str, level: float, over: str) -> None:
    """The same level is over the mark of one year and under that of another."""
    now = evidence(when, [("监利", when, level, "")], JIANLI)
    got = entered(leaf(["监利"], "监利", "WARNING"), now)
    assert got.value is not None
    assert got.limit is not None
    assert got.value - got.limit == Decimal(over)
    assert got.verdict is (Decimal(over) >= 0)


def test_jianli_2023_starts_on_a_level_and_a_forecast() -> None:
    """2023-10-04 17:00: Xingouzui 35.87 m, 0.17 m over the former fortification level, forecast to rise."""
    marks = {("新沟嘴", "FORTIFICATION"): [("2023-01-01", 35.70)]}
    now = evidence("2023-10-04T18:00", [("新沟嘴", "2023-10-04T17:00", 35.87, "RISING")], marks)
    forecast = Condition(
        2,
        K.FORECAST_LEVEL,
        BLANK
        | {
            "gauge_id": 0,
            "gauge": "新沟嘴",
            "mark": "FORTIFICATION",
            "side": "ABOVE",
            "margin": Decimal("0.30"),
        },
    )
    both = tree(K.ALL, leaf(["新沟嘴"], "新沟嘴", "FORTIFICATION"), forecast)
    assert entered(both, now).verdict is None, "without the forecast it cannot be told"
    ahead = Observed(
        1, at("2023-10-04T16:00"), Decimal("36.10"), at("2023-10-04T16:00"), at("2023-10-06T08:00")
    )
    known = Evidence(now.now, ZONE, now.readings, now.marks, {("FORECAST_LEVEL", 0, None, None): [ahead]})
    got = entered(both, known)
    assert got.verdict is True
    assert got.parts[0].value == Decimal("35.87")


def test_wuhan_2021_goes_down_by_a_margin_not_at_the_mark() -> None:
    """2021-09-13: Xingou 04:00 at the warning level 27.50 m, 08:00 27.32 m, 0.18 m below; lowered at 09:00."""
    marks = {("新沟", "WARNING"): [("2021-09-01", 27.50)]}
    hysteresis: dict[str, Any] = {"clear_margin": Decimal("0.10"), "clear_minutes": 120}
    condition = leaf(["新沟"], "新沟", "WARNING", **hysteresis)
    levels: list[Level] = [
        ("新沟", "2021-09-13T04:00", 27.50, "FALLING"),
        ("新沟", "2021-09-13T05:00", 27.45, "FALLING"),
    ]
    assert left(condition, evidence("2021-09-13T05:30", levels, marks)).verdict is False
    levels += [("新沟", "2021-09-13T06:00", 27.39, "FALLING"), ("新沟", "2021-09-13T08:00", 27.32, "FALLING")]
    got = left(condition, evidence("2021-09-13T09:00", levels, marks))
    assert got.verdict is True
    assert (
        "0.18 m below the warning level of 27.50 m"
        in found(got, evidence("2021-09-13T09:00", levels, marks))[1]
    )


async def test_hubei_2012_raises_from_four_to_three(own: Asker) -> None:
    """IV since 07-20 18:00; 07-21 14:00 Jianli 35.53 m, 0.03 m over warning: raised at 18:00. Here for Jingzhou."""
    await own.owner("TRUNCATE response CASCADE")  # the demo's of 2022 would be in the way
    await own.owner(
        "INSERT INTO threshold (gauge_id, mark, value, as_of, as_of_precision, source) SELECT id, 'WARNING', 35.50, "
        "'2012-07-21', 'DAY', 'water ministry site 2012' FROM gauge WHERE code = 'G-JIANLI'"
    )
    plans = await own.data('{ plans(filter: {systems: ["flood"]}) { edges { node { id } } } }')
    start = {
        "key": "2012",
        "plan": plans["plans"]["edges"][0]["node"]["id"],
        "division": "421000",
        "level": "IV",
        "effectiveAt": "2012-07-20T18:00:00+08:00",
        "reason": "强降雨",
    }
    await own.data(
        "mutation S($i: StartResponseInput!) { startResponse(input: $i) { id } }", {"i": start}, OFFICER
    )
    await read(own, ("G-JIANLI", "2012-07-21T14:00:00+08:00", 35.53), trend="RISING")
    assert await listed(own) == [], "what is years old is no evidence of now"
    await weighed(own, at("2012-07-21T15:00"))
    (one,) = await listed(own, "OPEN")
    assert (one["kind"], one["from"], one["to"]) == ("RAISE", "IV", "III")
    assert one["evidenceAt"] == "2012-07-21T14:00:00+08:00"
    (jianli,) = (g for g in one["grounds"] if g["verdict"] == "HOLDS" and g["reading"])
    assert (jianli["difference"], jianli["threshold"]["asOf"]) == (0.03, "2012-07-21")


FEED = """subscription F($after: Cursor, $division: DivisionCode) {
  recommendationChanged(after: $after, division: $division) { cursor hash state recommendation { id state kind to } }
}"""


async def told(served: Served, watch: Any, count: int) -> list[tuple[str, str | None]]:
    found = []
    for _ in range(count):
        message = await watch.message()
        change = message["payload"]["data"]["recommendationChanged"]
        await witnessed(served.copy, change)
        found.append((change["state"], change["recommendation"]["to"]))
    return found


async def test_the_duty_officer_is_told(served: Served) -> None:
    """When it appears and when it ends, once each; who comes later reads the same from a cursor."""
    async with screen(served.address) as shown, screen(served.address, token()) as officer:
        begun = await shown.cursor()
        watch = await shown.operate(FEED, {"division": "421000"})
        elsewhere = await shown.operate(FEED, {"division": "420100"})
        await shown.ask("{ __typename }")
        now = datetime.now(UTC)
        for hours, level in ((2, 42.25), (1, 41.9)):
            await sent(officer, (now - timedelta(hours=hours)).isoformat(), level)
        assert await told(served, watch, 2) == [("OPEN", "IV"), ("SUPERSEDED", "IV")]
        later = await shown.operate(FEED, {"after": begun})
        assert await told(served, later, 2) == [("OPEN", "IV"), ("SUPERSEDED", "IV")]
        await quiet(shown, elsewhere)


async def sent(officer: Screen, when: str, level: float) -> None:
    reading = {"gauge": "G-SHASHI", "observedAt": when, "level": level}
    text = "mutation R($i: RecordReadingsInput!) { recordReadings(input: $i) { added } }"
    payload = await officer.ask(text, {"i": {"key": f"{when}", "readings": [reading]}})
    assert payload["data"]["recordReadings"]["added"] == 1


TREES = {
    "a branch without parts": ["(1, NULL, 'ANY', NULL)"],
    "more than there are": [
        "(1, NULL, 'AT_LEAST', 3)",
        "(2, 1, 'STATEMENT', NULL)",
        "(3, 1, 'STATEMENT', NULL)",
    ],
    "a leaf with parts": ["(1, NULL, 'STATEMENT', NULL)", "(2, 1, 'STATEMENT', NULL)"],
    "too deep": [f"({n}, {n - 1 or 'NULL'}, 'ALL', NULL)" for n in range(1, 7)]
    + ["(7, 6, 'STATEMENT', NULL)"],
    "too many": ["(1, NULL, 'ALL', NULL)"] + [f"({n}, 1, 'STATEMENT', NULL)" for n in range(2, 103)],
    "not on the root": ["(1, NULL, 'ANY', NULL)", "(2, 1, 'STATEMENT', NULL)", "(3, 3, 'ANY', NULL)"],
}
WRITE = """
INSERT INTO trigger_condition (id, level_id, way, seq, parent_id, kind, at_least, topic, basis) OVERRIDING SYSTEM VALUE
SELECT 9000 + id, level, 'LEAVE', 1, 9000 + parent::int, kind, least::int, CASE kind WHEN 'STATEMENT' THEN 'x' END, 'SYNTHETIC'
FROM (VALUES {}) AS given (id, parent, kind, least),
    (SELECT id AS level FROM plan_level WHERE level = 'I' ORDER BY id LIMIT 1) AS one
"""


async def test_a_tree_that_is_not_whole_is_refused_at_the_commit(own: Asker) -> None:
    connection = await asyncpg.connect(own.copy.owner_url)
    for what, rows in TREES.items():
        with pytest.raises(asyncpg.PostgresError, match="The condition LEAVE") as refused:
            await connection.execute(WRITE.format(", ".join(rows)))
        assert refused.value.sqlstate == "LV400", what
    good = "(1, NULL, 'AT_LEAST', 2), (2, 1, 'STATEMENT', NULL), (3, 1, 'STATEMENT', NULL)"
    await connection.execute(WRITE.format(good))
    with pytest.raises(asyncpg.PostgresError, match="more of its parts than there are"):
        await connection.execute("DELETE FROM trigger_condition WHERE id = 9003")
    await connection.close()


LEAVES = {
    "no mark": "kind = 'GAUGE', gauge_id = 1, side = 'ABOVE', topic = NULL",
    "a unit of another kind": "kind = 'RAIN', amount = 1, unit = 'mu', over_minutes = 60, topic = NULL",
    "no unit": "kind = 'AFFECTED_AREA', amount = 1, topic = NULL",
    "no time": "kind = 'RAIN', amount = 1, unit = 'mm', topic = NULL",
    "no number": "kind = 'UNITS', severity = 'III', topic = NULL",
    "no severity": "kind = 'UNITS', at_least = 3, topic = NULL",
    "no topic": "topic = NULL",
    "a mark for a statement": "mark = 'WARNING'",
    "a negative margin": "kind = 'GAUGE', gauge_id = 1, mark = 'WARNING', side = 'ABOVE', margin = -1, topic = NULL",
    "a trend of rain": "kind = 'RAIN', amount = 1, unit = 'mm', over_minutes = 60, trend = 'RISING', topic = NULL",
    "two subjects": "gauge_id = 1, division_id = 1",
}

LEAF = "UPDATE trigger_condition SET {} WHERE topic = 'main_dike_breach'"


async def test_a_leaf_that_says_too_little_or_too_much_is_refused(own: Asker) -> None:
    connection = await asyncpg.connect(own.copy.owner_url)
    for what, change in LEAVES.items():
        with pytest.raises(asyncpg.CheckViolationError) as refused:
            await connection.execute(LEAF.format(change))
        assert str(refused.value.constraint_name).startswith("ck_trigger_condition_"), what
    await connection.close()
