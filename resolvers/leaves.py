"""The leaves of a condition that look at other evidence than readings: each says what it found.

No forecast is no evidence. Nobody's statement is a no: what a post has to state is not so until it is stated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from resolvers import series
from resolvers.evidence import Condition, Evidence, Finding, Observed, Subject
from resolvers.steps import SEVERITY
from schema.evidence import UNITS, ConditionKind, Doubt


def subject(condition: Condition) -> Subject:
    """Say what observations a condition looks at: of its gauge, else of its division or that of the plan."""
    row = condition.row
    division = None if row["gauge_id"] is not None else condition.division
    return condition.kind.name, row["gauge_id"], division, row["topic"]


def amount(condition: Condition) -> Decimal:
    """Give the asked amount in the first unit of its kind."""
    row = condition.row
    asked: Decimal = row["amount"] * UNITS[condition.kind.name][row["unit"]]
    return asked


def forecast_level(condition: Condition, evidence: Evidence) -> Finding:
    """Hold the newest forecast for a gauge against the mark of today, while its period has not passed."""
    issued = _known(condition, evidence)
    ahead = [one for one in issued if one.ends is not None and one.ends > evidence.now]
    doubt = _doubt(condition, evidence, issued, ahead)
    if doubt is not None:
        return _unknown(condition, doubt, issued)
    newest = ahead[0]
    assert newest.value is not None
    marks = evidence.marks.get((condition.row["gauge_id"], condition.row["mark"]), ())
    mark, doubt = series.marked(marks, evidence.day(evidence.now), newest.datum)
    if mark is None:
        return Finding(condition, None, doubt, observed=newest, value=newest.value)
    limit = mark.value + condition.margin
    verdict = newest.value >= limit if condition.above else newest.value < limit
    return Finding(condition, verdict, mark=mark, observed=newest, value=newest.value, limit=limit)


def rain(condition: Condition, evidence: Evidence) -> Finding:
    """Hold sums of rain that ended lately against the amount; the newest that decides counts."""
    known = _known(condition, evidence)
    fresh = condition.minutes("fresh_minutes")
    recent = [one for one in known if one.ends is not None and evidence.now - one.ends <= fresh]
    return _summed(condition, evidence, known, recent)


def forecast_rain(condition: Condition, evidence: Evidence) -> Finding:
    """Hold what was forecast lately, and has not passed, against the amount; the newest that decides."""
    known, fresh = _known(condition, evidence), condition.minutes("fresh_minutes")
    ahead = [one for one in known if one.ends is not None and one.ends > evidence.now]
    return _summed(condition, evidence, known, [one for one in ahead if evidence.now - one.at <= fresh])


def affected(condition: Condition, evidence: Evidence) -> Finding:
    """Hold the newest report of area or people against the amount."""
    known = _known(condition, evidence)
    doubt = _doubt(condition, evidence, known, known)
    if doubt is not None:
        return _unknown(condition, doubt, known)
    newest, limit = known[0], amount(condition)
    assert newest.value is not None
    return Finding(condition, newest.value >= limit, observed=newest, value=newest.value, limit=limit)


def statement(condition: Condition, evidence: Evidence) -> Finding:
    """Take the newest statement on the topic at its word, until it is withdrawn or its time is over."""
    newest = next(iter(_known(condition, evidence)), None)
    good = newest is not None and newest.holds and (newest.ends is None or newest.ends > evidence.now)
    return Finding(condition, good, observed=newest)


def units(condition: Condition, evidence: Evidence) -> Finding:
    """Count the divisions directly below that are at the level or a worse one now."""
    severe = SEVERITY[: SEVERITY.index(condition.row["severity"]) + 1]
    below = evidence.units.get((condition.division or 0, condition.system), ())
    found = tuple(unit for unit in below if unit.level in severe)
    value, limit = Decimal(len(found)), Decimal(condition.row["at_least"])
    return Finding(condition, value >= limit, value=value, limit=limit, units=found)


def _known(condition: Condition, evidence: Evidence) -> Sequence[Observed]:
    """List the observations that a condition looks at, as far as they were made by now, newest first."""
    return [one for one in evidence.observations.get(subject(condition), ()) if one.at <= evidence.now]


def _doubt(
    condition: Condition, evidence: Evidence, known: Sequence[Observed], good: Sequence[Observed]
) -> Doubt | None:
    if not known:
        return Doubt.NO_EVIDENCE
    fresh = condition.minutes("fresh_minutes")
    return None if good and evidence.now - good[0].at <= fresh else Doubt.STALE


def _unknown(condition: Condition, doubt: Doubt, known: Sequence[Observed]) -> Finding:
    newest = next(iter(known), None)
    return Finding(condition, None, doubt, observed=newest, value=newest.value if newest else None)


def _summed(
    condition: Condition, evidence: Evidence, known: Sequence[Observed], good: Sequence[Observed]
) -> Finding:
    """Judge sums: enough in no longer a time is enough, too little in no shorter a time is too little."""
    doubt = _doubt(condition, evidence, known, good)
    if doubt is not None:
        return _unknown(condition, doubt, known)
    length, limit = condition.minutes("over_minutes"), amount(condition)
    for one in good:
        assert one.value is not None
        found = Finding(condition, one.value >= limit, observed=one, value=one.value, limit=limit)
        if one.length <= length if found.verdict else one.length >= length:
            return found
    return Finding(condition, None, Doubt.PERIOD, observed=good[0], value=good[0].value, limit=limit)


LEAVES: Mapping[ConditionKind, Callable[[Condition, Evidence], Finding]] = {
    ConditionKind.FORECAST_LEVEL: forecast_level,
    ConditionKind.RAIN: rain,
    ConditionKind.FORECAST_RAIN: forecast_rain,
    ConditionKind.UNITS: units,
    ConditionKind.AFFECTED_AREA: affected,
    ConditionKind.AFFECTED_PEOPLE: affected,
    ConditionKind.STATEMENT: statement,
}
"""How each kind of leaf is judged; readings of gauges are judged in `series`."""
