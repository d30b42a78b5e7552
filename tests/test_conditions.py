"""Conditions judged: each leaf true, false and unknown; trees against a naive reading of them; series in time."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.conditions import at_least, entered, left, still
from resolvers.evidence import Condition, Evidence, Finding, Mark, Observed, Reading, Unit
from resolvers.reasons import found
from schema.evidence import ConditionKind, Doubt
from schema.tables.conditions import trigger_condition

NOW = datetime(2024, 7, 10, 12, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
BLANK = (
    dict.fromkeys(trigger_condition.c.keys())
    | {"fresh_minutes": 720}
    | dict.fromkeys(("gauge", "gauge_en", "division", "division_en"), "某地")
)
K = ConditionKind


def condition(kind: ConditionKind, *parts: Condition, key: int = 1, **row: Any) -> Condition:
    given = BLANK | {name: Decimal(str(v)) if isinstance(v, float) else v for name, v in row.items()}
    return Condition(key, kind, given, parts, 7, "flood")


def gauge(**row: Any) -> Condition:
    return condition(K.GAUGE, gauge_id=1, mark="WARNING", **({"side": "ABOVE"} | row))


def readings(
    *pairs: tuple[float, float], trend: str | None = None, datum: str | None = None
) -> list[Reading]:
    """Readings, newest first: (hours ago, level)."""
    return [
        Reading(n, NOW - timedelta(hours=hours), Decimal(str(level)), trend, datum)
        for n, (hours, level) in enumerate(pairs)
    ]


WARNING = [Mark(1, Decimal("35.00"), date(2020, 1, 1))]


def judged(
    asked: Condition,
    series: list[Reading] | None = None,
    marks: list[Mark] | None = None,
    *,
    over: bool = False,
) -> Finding:
    evidence = Evidence(NOW, ZONE, {1: series or []}, {(1, "WARNING"): WARNING if marks is None else marks})
    return left(asked, evidence) if over else entered(asked, evidence)


GAUGES: dict[str, tuple[Condition, list[Reading], list[Mark] | None, bool | None, Doubt | None]] = {
    "over": (gauge(), readings((1, 35.01)), None, True, None),
    "at the mark": (gauge(), readings((1, 35.00)), None, True, None),
    "under": (gauge(), readings((1, 34.99)), None, False, None),
    "below asked": (gauge(side="BELOW"), readings((1, 34.99)), None, True, None),
    "below asked, at the mark": (gauge(side="BELOW"), readings((1, 35.00)), None, False, None),
    "by a margin": (gauge(margin=1.0), readings((1, 35.99)), None, False, None),
    "by just the margin": (gauge(margin=1.0), readings((1, 36.00)), None, True, None),
    "below by a margin": (gauge(side="BELOW", margin=0.5), readings((1, 34.49)), None, True, None),
    "no reading": (gauge(), [], None, None, Doubt.NO_EVIDENCE),
    "old": (gauge(), readings((12.1, 36)), None, None, Doubt.STALE),
    "just fresh": (gauge(), readings((12, 36)), None, True, None),
    "only the newest counts": (gauge(), readings((1, 34), (2, 36)), None, False, None),
    "no mark": (gauge(), readings((1, 36)), [], None, Doubt.NO_MARK),
    "mark of later": (
        gauge(),
        readings((1, 36)),
        [Mark(1, Decimal(35), date(2024, 7, 11))],
        None,
        Doubt.NO_MARK,
    ),
    "two datums": (
        gauge(),
        readings((1, 36), datum="吴淞"),
        [Mark(1, Decimal(35), date(2020, 1, 1), "1985")],
        None,
        Doubt.DATUM,
    ),
    "the mark of its own datum": (
        gauge(),
        readings((1, 34), datum="吴淞"),
        [Mark(1, Decimal(35), date(2021, 1, 1), "1985"), Mark(2, Decimal(33), date(2020, 1, 1), "吴淞")],
        True,
        None,
    ),
    "rising as it says": (gauge(trend="RISING"), readings((1, 36), trend="RISING"), None, True, None),
    "falling as it says": (gauge(trend="RISING"), readings((1, 36), trend="FALLING"), None, False, None),
    "rising as it is seen": (gauge(trend="RISING"), readings((1, 36), (2, 35.5)), None, True, None),
    "not known whether": (gauge(trend="RISING"), readings((1, 36)), None, None, Doubt.NO_TREND),
    "under, whatever the trend": (gauge(trend="RISING"), readings((1, 34)), None, False, None),
    "long enough": (gauge(for_minutes=120), readings((1, 36), (2, 36), (3, 36)), None, True, None),
    "reading before the span": (gauge(for_minutes=120), readings((1, 36), (4, 36)), None, True, None),
    "not all the while": (gauge(for_minutes=120), readings((1, 36), (2, 34.9), (3, 36)), None, False, None),
    "not at its beginning": (
        gauge(for_minutes=120),
        readings((1, 36), (2, 36), (3.5, 34)),
        None,
        False,
        None,
    ),
    "before that it may be": (gauge(for_minutes=60), readings((1, 36), (2, 36), (3, 34)), None, True, None),
    "too short": (gauge(for_minutes=120), readings((1, 36), (2, 36)), None, None, Doubt.TOO_SHORT),
    "too short, and under": (gauge(for_minutes=120), readings((1, 36), (2, 34)), None, False, None),
    "a gap": (gauge(for_minutes=1200), readings((1, 36), (14, 36), (25, 36)), None, None, Doubt.GAP),
    "the mark changes in the middle: each reading by the mark of its day": (
        gauge(for_minutes=1440),
        readings((1, 35.2), (10, 35.2), (20, 35.2), (26, 35.2)),
        [Mark(2, Decimal("35.5"), date(2024, 7, 10)), *WARNING],
        False,
        None,
    ),
    "the mark changes later than all readings": (
        gauge(for_minutes=1440),
        readings((1, 35.2), (10, 35.2), (20, 35.2), (26, 35.2)),
        [Mark(2, Decimal("35.5"), date(2024, 7, 11)), *WARNING],
        True,
        None,
    ),
}


@pytest.mark.parametrize("name", GAUGES)
def test_a_gauge_against_a_mark(name: str) -> None:
    asked, series, marks, verdict, doubt = GAUGES[name]
    got = judged(asked, series, marks)
    assert (got.verdict, got.doubt) == (verdict, doubt)
    says, says_en = found(got, Evidence(NOW, ZONE))
    assert says
    assert says_en.isascii() or "某地" in says_en


def test_a_day_begins_where_the_service_is() -> None:
    """16:00 UTC is midnight in Shanghai: a mark of the 10th counts for a reading of the evening of the 9th in UTC."""
    marks = [Mark(2, Decimal("35.5"), date(2024, 7, 10)), *WARNING]
    assert judged(gauge(), readings((11, 35.2)), marks).verdict is False
    before = [Reading(1, NOW - timedelta(hours=20.1), Decimal("35.2"))]
    assert judged(gauge(fresh_minutes=2880), before, marks).verdict is True


OVER: dict[str, tuple[dict[str, Any], list[Reading], bool | None, Doubt | None]] = {
    "the first reading under the mark": ({}, readings((1, 34.95), (2, 35.2), trend="FALLING"), False, None),
    "long enough, not far enough": ({}, readings((1, 34.95), (4, 34.95), trend="FALLING"), False, None),
    "far enough, long enough": ({}, readings((1, 34.80), (4, 34.85), trend="FALLING"), True, None),
    "far and long enough, but it turns": ({}, readings((1, 34.80), (4, 34.85), trend="RISING"), False, None),
    "not known for so long": ({}, readings((1, 34.80), (2, 34.85), trend="FALLING"), None, Doubt.TOO_SHORT),
    "still over": ({}, readings((1, 35.20), trend="FALLING"), False, None),
    "nothing known": ({}, [], None, Doubt.NO_EVIDENCE),
    "the plan gives no rule": (
        {"clear_minutes": None, "clear_margin": None},
        readings((1, 30)),
        None,
        Doubt.NO_RULE,
    ),
    "no rule, still over": ({"clear_minutes": None, "clear_margin": None}, readings((1, 36)), False, None),
}


@pytest.mark.parametrize("name", OVER)
def test_hysteresis(name: str) -> None:
    row, series, verdict, doubt = OVER[name]
    asked = gauge(**({"clear_minutes": 180, "clear_margin": 0.10} | row))
    got = judged(asked, series, over=True)
    assert (got.verdict, got.doubt) == (verdict, doubt)


def seen(
    value: float | None = None, hours: float = 1, begins: float = 25, ends: float = 1, **more: Any
) -> Observed:
    """An observation of some hours ago, about the time between two others."""
    number = None if value is None else Decimal(str(value))
    at, first, last = (NOW - timedelta(hours=h) for h in (hours, begins, ends))
    return Observed(1, at, number, first, last, **more)


RAIN = condition(K.RAIN, amount=100.0, unit="mm", over_minutes=1440)
FORECAST = condition(K.FORECAST_RAIN, amount=100.0, unit="mm", over_minutes=1440)
LEVEL = condition(K.FORECAST_LEVEL, gauge_id=1, mark="WARNING", side="ABOVE")
AREA = condition(K.AFFECTED_AREA, amount=100.0, unit="hm2")
PEOPLE = condition(K.AFFECTED_PEOPLE, amount=2.0, unit="wan")
STATED = condition(K.STATEMENT, topic="breach")
AHEAD = {"begins": 1, "ends": -23}
OTHERS: dict[str, tuple[Condition, list[Observed], bool | None, Doubt | None]] = {
    "rain enough": (RAIN, [seen(100)], True, None),
    "rain enough in less time": (RAIN, [seen(100, begins=7)], True, None),
    "too little rain": (RAIN, [seen(99.9)], False, None),
    "too little even in a longer time": (RAIN, [seen(99.9, begins=49)], False, None),
    "too little in a shorter time says nothing": (RAIN, [seen(99.9, begins=7)], None, Doubt.PERIOD),
    "enough in a longer time says nothing": (RAIN, [seen(150, begins=49)], None, Doubt.PERIOD),
    "what decides, behind what does not": (RAIN, [seen(20, begins=7), seen(120)], True, None),
    "rain of yesterday": (RAIN, [seen(200, 13, 37, 13)], None, Doubt.STALE),
    "no rain known": (RAIN, [], None, Doubt.NO_EVIDENCE),
    "rain forecast": (FORECAST, [seen(100, **AHEAD)], True, None),
    "little rain forecast": (FORECAST, [seen(50, **AHEAD)], False, None),
    "the newest forecast counts": (FORECAST, [seen(50, **AHEAD), seen(150, 2, **AHEAD)], False, None),
    "a longer forecast of before, where the newest is of a short time": (
        FORECAST,
        [seen(20, begins=1, ends=-5), seen(150, 2, **AHEAD)],
        True,
        None,
    ),
    "but not one of long before": (
        FORECAST,
        [seen(20, begins=1, ends=-5), seen(150, 13, **AHEAD)],
        None,
        Doubt.PERIOD,
    ),
    "a forecast that has passed": (FORECAST, [seen(150, 2, 25, 1)], None, Doubt.STALE),
    "no forecast": (FORECAST, [], None, Doubt.NO_EVIDENCE),
    "level forecast": (LEVEL, [seen(35.01, **AHEAD)], True, None),
    "low level forecast": (LEVEL, [seen(34.99, **AHEAD)], False, None),
    "level forecast too long ago": (LEVEL, [seen(36, 13, **AHEAD)], None, Doubt.STALE),
    "level forecast in another datum": (LEVEL, [seen(36, datum="X", **AHEAD)], True, None),
    "area in hectares": (AREA, [seen(1500)], True, None),
    "too small an area": (AREA, [seen(1499)], False, None),
    "no area reported": (AREA, [], None, Doubt.NO_EVIDENCE),
    "area reported long ago": (AREA, [seen(1500, 13)], None, Doubt.STALE),
    "people": (PEOPLE, [seen(20_000)], True, None),
    "fewer people": (PEOPLE, [seen(19_999)], False, None),
    "stated": (STATED, [seen(holds=True, ends=-1)], True, None),
    "stated, and its time over": (STATED, [seen(holds=True, ends=0.5)], False, None),
    "withdrawn": (STATED, [seen(holds=False), seen(None, 2, holds=True)], False, None),
    "nobody said so": (STATED, [], False, None),
    "what is ahead is not known yet": (STATED, [seen(None, -1, holds=True)], False, None),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_leaves(name: str) -> None:
    asked, known, verdict, doubt = OTHERS[name]
    gauge_id = asked.row["gauge_id"]
    subject = (asked.kind.name, gauge_id, None if gauge_id else 7, asked.row["topic"])
    evidence = Evidence(NOW, ZONE, marks={(1, "WARNING"): WARNING}, observations={subject: known})
    got = entered(asked, evidence)
    assert (got.verdict, got.doubt) == (verdict, doubt)
    over = left(asked, evidence)
    assert over.verdict is (None if verdict is None else not verdict), "over is the opposite"
    assert all(found(got, evidence))
    assert all(found(over, evidence))


def test_divisions_below_are_counted() -> None:
    asked = condition(K.UNITS, at_least=2, severity="III")
    below = [Unit("甲", "A", "III"), Unit("乙", "B", "IV"), Unit("丙", None, "I")]
    got = entered(asked, Evidence(NOW, ZONE, units={(7, "flood"): below}))
    assert (got.verdict, [unit.name for unit in got.units]) == (True, ["甲", "丙"])
    assert entered(asked, Evidence(NOW, ZONE, units={(7, "drought"): below})).verdict is False
    assert found(got, Evidence(NOW, ZONE)) == (
        "下级2个区划已启动三级以上响应(需2个):甲、丙",
        "2 divisions below are at level III or worse (2 needed): A, 丙",
    )


Tree = bool | None | tuple[str, int, list[Any]]
TREES: st.SearchStrategy[Tree] = st.recursive(
    st.sampled_from([True, False, None]),
    lambda inner: st.tuples(
        st.sampled_from(["ALL", "ANY", "AT_LEAST"]),
        st.integers(1, 4),
        st.lists(inner, min_size=1, max_size=4),
    ),
    max_leaves=20,
)


def built(tree: Tree) -> Condition:
    """A tree of conditions whose leaves are statements: true, false, or a gauge without readings."""
    if isinstance(tree, tuple):
        kind, count, parts = tree
        return condition(ConditionKind[kind], *map(built, parts), at_least=min(count, len(parts)))
    return gauge() if tree is None else condition(K.STATEMENT, topic="yes" if tree else "no")


def worlds(tree: Tree) -> set[bool]:
    """What a tree can be, every unknown leaf being one or the other by itself."""
    if not isinstance(tree, tuple):
        return {True, False} if tree is None else {tree}
    kind, count, parts = tree
    need = {"ALL": len(parts), "ANY": 1, "AT_LEAST": min(count, len(parts))}[kind]
    sums = {0}
    for part in parts:
        sums = {total + one for total in sums for one in worlds(part)}
    return {total >= need for total in sums}


def opposite(tree: Tree) -> Tree:
    if not isinstance(tree, tuple):
        return None if tree is None else not tree
    kind, count, parts = tree
    need = {"ALL": len(parts), "ANY": 1, "AT_LEAST": min(count, len(parts))}[kind]
    return "AT_LEAST", len(parts) - need + 1, [opposite(part) for part in parts]


@given(TREES)
def test_a_tree_is_true_or_false_where_every_world_agrees(tree: Tree) -> None:
    """The naive evaluator tries both for what is unknown; each leaf is one of its own."""
    yes = [seen(holds=True, ends=-1)]
    evidence = Evidence(NOW, ZONE, observations={("STATEMENT", None, 7, "yes"): yes})
    possible = worlds(tree)
    expected = next(iter(possible)) if len(possible) == 1 else None
    whole = entered(built(tree), evidence)
    assert whole.verdict is expected
    assert left(built(tree), evidence).verdict is (None if expected is None else not expected)
    assert worlds(opposite(tree)) == {not one for one in possible}
    held = {1} if expected is None else set[int]()
    assert still(whole, held) is (None if held else expected) or expected is None
    assert len(whole.all()) >= 1
    assert all(found(whole, evidence))


@given(st.integers(1, 5), st.lists(st.sampled_from([True, False, None]), max_size=5))
def test_at_least(count: int, verdicts: list[bool | None]) -> None:
    sure, possible = verdicts.count(True), verdicts.count(True) + verdicts.count(None)
    expected = True if sure >= count else None if possible >= count else False
    assert at_least(count, verdicts) is expected


def test_what_once_held_stays_unknown_and_the_rest_counts_as_no() -> None:
    evidence = Evidence(NOW, ZONE, {2: readings((1, 30))}, {(2, "WARNING"): WARNING, (1, "WARNING"): WARNING})
    silent, low = gauge(key=11), condition(K.GAUGE, key=12, gauge_id=2, mark="WARNING", side="ABOVE")
    whole = entered(condition(K.ANY, silent, low), evidence)
    assert whole.verdict is None
    assert still(whole, {11}) is None
    assert still(whole, {12}) is False
