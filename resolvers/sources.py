"""The statements that read conditions and their evidence, each known before it is asked (启动依据查询)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    DateTime,
    Integer,
    Select,
    Text,
    and_,
    any_,
    cast,
    func,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on

from resolvers.statement import Known, given
from schema import tables
from schema.constant import number
from schema.nodes.gauges import latest
from schema.severity import level_at

plan = tables.plans.plan
version = tables.plans.plan_version
level = tables.plans.plan_level
condition = tables.conditions.trigger_condition
division = tables.divisions.division
gauge = tables.gauges.gauge
reading = tables.gauges.reading
threshold = tables.gauges.threshold
observation = tables.observations.observation
response = tables.responses.response
transition = tables.responses.response_transition

MOST = 5_000
"""Readings of a gauge that are looked at, newest first: two months at one in fifteen minutes and more."""
SOME = 50
"""Observations of a subject that are looked at, newest first."""
INSTANT = DateTime(timezone=True)


def _among(column: Any, name: str) -> Any:
    """Keep the rows with one of the keys that are given."""
    return column == any_(given(name, ARRAY(BigInteger)))


def _conditions() -> Select[Any]:
    """Every part of every condition of the versions in force, with what it needs of its plan.

    Each row bears the moment that is meant and the zone of the session; where there is none, one bears these.
    """
    at = func.coalesce(cast(given("at", INSTANT), INSTANT), func.clock_timestamp())
    moment = select(at.label("now"), cast(func.current_setting("TimeZone"), Text).label("zone")).subquery()
    joined = (
        plan.join(version, version.c.plan_id == plan.c.id)
        .join(level, level.c.version_id == version.c.id)
        .join(condition, condition.c.level_id == level.c.id)
        .outerjoin(gauge, gauge.c.id == condition.c.gauge_id)
        .outerjoin(division, division.c.id == func.coalesce(condition.c.division_id, plan.c.division_id))
    )
    parts = (
        select(
            condition,
            plan.c.id.label("plan_id"),
            plan.c.division_id.label("plan_division"),
            plan.c.basin_id.label("plan_basin"),
            plan.c.system.label("plan_system"),
            version.c.id.label("version_id"),
            func.tstzrange(version.c.valid_from, version.c.valid_to).label("valid"),
            level.c.level.label("plan_level"),
            gauge.c.name.label("gauge"),
            gauge.c.name_en.label("gauge_en"),
            division.c.name.label("division"),
            division.c.name_en.label("division_en"),
        )
        .select_from(joined)
        .where(_among(plan.c.id, "plans"), plan.c.system.is_not(None))
        .subquery()
    )
    source = moment.outerjoin(parts, parts.c.valid.op("@>")(moment.c.now))
    return (
        select(moment, parts)
        .select_from(source)
        .order_by(parts.c.plan_id, parts.c.plan_level, parts.c.seq, parts.c.id)
    )


def _decided() -> Select[Any]:
    """The last transition of each plan's system and scope: the level decided, even if still ahead."""
    scope = or_(
        and_(plan.c.basin_id.is_(None), response.c.division_id == plan.c.division_id),
        response.c.basin_id == plan.c.basin_id,
    )
    same = and_(response.c.system == plan.c.system, scope, ~response.c.drill)
    joined = plan.join(response, same).join(transition, transition.c.response_id == response.c.id)
    return (
        select(plan.c.id.label("plan_id"), transition.c.response_id, transition.c.to)
        .select_from(joined)
        .where(_among(plan.c.id, "plans"))
        .ext(distinct_on(plan.c.id))
        .order_by(plan.c.id, transition.c.effective_at.desc(), transition.c.id.desc())
    )


def _readings() -> Select[Any]:
    """The readings of gauges over so many minutes each, newest first, and the one before."""
    keys, minutes = given("gauges", ARRAY(BigInteger)), given("minutes", ARRAY(Integer))
    wanted = func.unnest(keys, minutes).table_valued("gauge_id", "minutes").render_derived(name="wanted")
    seen = and_(reading.c.gauge_id == wanted.c.gauge_id, reading.c.observed_at <= given("now", INSTANT))
    newest = select(func.max(reading.c.observed_at)).where(seen).correlate(wanted).scalar_subquery()
    since = newest - wanted.c.minutes * text("interval '1 minute'")
    kept = select(reading).where(seen, reading.c.observed_at >= since).correlate(wanted)
    lateral = kept.order_by(reading.c.observed_at.desc()).limit(number(MOST)).lateral("kept")
    return select(lateral).select_from(wanted.join(lateral, true())).order_by(lateral.c.observed_at.desc())


def _marks() -> Select[Any]:
    """The marks of gauges, the latest first."""
    return select(threshold).where(_among(threshold.c.gauge_id, "gauges")).order_by(*latest(threshold))


def _observations() -> Select[Any]:
    """The newest observations of each subject: a kind and topic of a gauge or a division."""
    same = (observation.c.kind, observation.c.gauge_id, observation.c.division_id, observation.c.topic)
    place = func.row_number().over(
        partition_by=same, order_by=(observation.c.observed_at.desc(), observation.c.id.desc())
    )
    ranked = (
        select(observation, place.label("place"))
        .where(or_(_among(observation.c.gauge_id, "gauges"), _among(observation.c.division_id, "divisions")))
        .where(observation.c.observed_at <= given("now", INSTANT))
        .subquery()
    )
    return select(ranked).where(ranked.c.place <= number(SOME)).order_by(ranked.c.place)


def _units() -> Select[Any]:
    """The levels in force in the divisions directly below others, drills left out."""
    moment: Any = given("now", INSTANT)
    force = level_at(response, moment).label("level")
    return (
        select(division.c.parent_id, division.c.name, division.c.name_en, response.c.system, force)
        .select_from(response.join(division, division.c.id == response.c.division_id))
        .where(_among(division.c.parent_id, "parents"), ~response.c.drill)
        .where(response.c.period.contains(moment))
        .order_by(division.c.code)
    )


CONDITIONS, DECIDED, READINGS = Known(_conditions), Known(_decided), Known(_readings)
MARKS, OBSERVATIONS, UNITS = Known(_marks), Known(_observations), Known(_units)
