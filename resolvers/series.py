"""Readings of a gauge against a mark: by how much, for how long, which way, and whether it is over.

Each reading is held against the mark of its own day, so a mark that changes in the middle of a flood counts
from its day on. "For how long" is measured between readings: nothing is made up for the time after the last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from resolvers.evidence import Condition, Evidence, Finding, Mark, Reading
from schema.evidence import Doubt
from schema.vocabulary import Trend

Test = Callable[[Decimal, Decimal], bool]


@dataclass(frozen=True, slots=True)
class Lasting:
    """What is asked of readings: a test against the mark moved by an offset, for how long."""

    test: Test
    offset: Decimal
    length: timedelta


def reached(condition: Condition, evidence: Evidence) -> Finding:
    """Judge whether the water is, and has been long enough, on the asked side of the mark."""
    wanted = Lasting(_side(above=condition.above), condition.margin, condition.minutes("for_minutes"))
    trend = condition.row["trend"]
    return _judged(condition, evidence, wanted, () if trend is None else (trend,))


def cleared(condition: Condition, evidence: Evidence) -> Finding:
    """Judge whether the water is back long enough, far enough, and not turning again."""
    if condition.row["clear_minutes"] is None:
        found = reached(condition, evidence)
        if found.verdict is None:
            return found
        return replace(
            found,
            verdict=False if found.verdict else None,
            doubt=None if found.verdict else Doubt.NO_RULE,
        )
    offset = condition.margin + condition.back
    wanted = Lasting(_side(above=not condition.above), offset, condition.minutes("clear_minutes"))
    turning = Trend.RISING if condition.above else Trend.FALLING
    return _judged(condition, evidence, wanted, tuple(one.name for one in Trend if one is not turning))


def marked(marks: Sequence[Mark], day: object, datum: str | None) -> tuple[Mark | None, Doubt | None]:
    """Choose the mark of a day: the newest of that day or before, of the same datum or of an unknown one.

    A mark whose datum is known to be another one is never compared.
    """
    valid = [mark for mark in marks if mark.as_of <= day]  # type: ignore[operator]
    if not valid:
        return None, Doubt.NO_MARK
    for mark in valid:
        if datum is None or mark.datum is None or mark.datum == datum:
            return mark, None
    return None, Doubt.DATUM


def _side(*, above: bool) -> Test:
    return (lambda level, limit: level >= limit) if above else (lambda level, limit: level < limit)


def _judged(condition: Condition, evidence: Evidence, wanted: Lasting, trends: tuple[str, ...]) -> Finding:
    readings = [r for r in evidence.readings.get(condition.row["gauge_id"], ()) if r.at <= evidence.now]
    if not readings:
        return Finding(condition, None, Doubt.NO_EVIDENCE)
    fresh = condition.minutes("fresh_minutes")
    newest = _held(condition, evidence, wanted, readings[0])
    if evidence.now - readings[0].at > fresh:
        return replace(newest, verdict=None, doubt=Doubt.STALE)
    found = _lasted(condition, evidence, wanted, readings, newest)
    if found.verdict is False or not trends:
        return found
    way = _trend(readings, fresh)
    if way is None:
        return replace(newest, verdict=None, doubt=Doubt.NO_TREND)
    return found if way in trends else replace(newest, verdict=False)


def _held(condition: Condition, evidence: Evidence, wanted: Lasting, reading: Reading) -> Finding:
    """Hold one reading against the mark of its day."""
    marks = evidence.marks.get((condition.row["gauge_id"], condition.row["mark"]), ())
    mark, doubt = marked(marks, evidence.day(reading.at), reading.datum)
    if mark is None:
        return Finding(condition, None, doubt, reading, value=reading.level)
    limit = mark.value + wanted.offset
    verdict = wanted.test(reading.level, limit)
    return Finding(condition, verdict, None, reading, mark, value=reading.level, limit=limit)


def _lasted(
    condition: Condition, evidence: Evidence, wanted: Lasting, readings: Sequence[Reading], newest: Finding
) -> Finding:
    """Follow the readings back over the asked time: one that fails decides, else a doubt, else the newest."""
    since, fresh = readings[0].at - wanted.length, condition.minutes("fresh_minutes")
    doubtful = newest if newest.verdict is None else None
    last, reaches = readings[0], wanted.length == timedelta(0)
    for reading in readings if wanted.length else readings[:1]:
        found = _held(condition, evidence, wanted, reading)
        gap = last.at - reading.at > fresh
        if found.verdict is False and not (gap and reading.at < since):
            return found
        if gap:
            found = replace(newest, verdict=None, doubt=Doubt.GAP)
        if found.verdict is None:
            doubtful = doubtful or found
        last = reading
        if reading.at <= since:
            reaches = True
            break
    if doubtful is None and not reaches:
        doubtful = replace(newest, verdict=None, doubt=Doubt.TOO_SHORT)
    return doubtful or newest


def _trend(readings: Sequence[Reading], fresh: timedelta) -> str | None:
    """Give which way the water goes: as the newest reading says, else from the one before it."""
    newest = readings[0]
    if newest.trend is not None:
        return newest.trend
    if len(readings) == 1 or newest.at - readings[1].at > fresh:
        return None
    change = newest.level - readings[1].level
    return (Trend.RISING if change > 0 else Trend.FALLING if change < 0 else Trend.STEADY).name
