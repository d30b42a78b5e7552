"""Conditions and the evidence they look at, read for all plans at once: as many statements for one or ten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, DateTime, and_, any_, func, literal, or_, select, text, true
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on

from resolvers.evidence import Condition, Evidence, Mark, Observed, Reading, Subject, Unit
from resolvers.leaves import subject
from resolvers.transaction import Transaction
from schema import tables
from schema.constant import number
from schema.evidence import BRANCHES, UNITS, ConditionKind
from schema.nodes.gauges import latest
from schema.severity import level_at
from schema.vocabulary import Precision

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

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A plan in force with its conditions: by level, most severe first; and the level decided last."""

    row: Row
    enter: Mapping[str, Condition]
    leave: Mapping[str, Condition]
    response: int | None
    decided: str | None


def among(column: Any, keys: Iterable[int]) -> Any:
    """Keep the rows with one of these keys."""
    return column == any_(literal(sorted(set(keys)), ARRAY(BigInteger)))


async def gathered(
    tx: Transaction, plans: Sequence[int], at: datetime | None
) -> tuple[list[Weighed], Evidence]:
    """Read what the conditions of these plans say at a moment, and everything they look at."""
    asked = await tx.one(
        select(
            func.coalesce(literal(at, DateTime(timezone=True)), func.clock_timestamp()).label("now"),
            func.current_setting("TimeZone").label("zone"),
        )
    )
    assert asked is not None
    rows = await _conditions(tx, plans, asked["now"])
    decided = await _decided(tx, plans)
    weighed = [_weighed(made, decided) for made in _by(rows, "plan_id").values()]
    leaves = [leaf for one in weighed for tree in (one.enter, one.leave) for leaf in _leaves(tree.values())]
    evidence = Evidence(
        asked["now"],
        ZoneInfo(asked["zone"]),
        await _readings(tx, leaves, asked["now"]),
        await _marks(tx, leaves),
        await _observations(tx, leaves, asked["now"]),
        await _units(tx, leaves, asked["now"]),
    )
    return weighed, evidence


def _by(rows: Iterable[Row], *names: str) -> dict[Any, list[Row]]:
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[names[0]] if len(names) == 1 else tuple(row[name] for name in names)].append(row)
    return found


async def _conditions(tx: Transaction, plans: Sequence[int], now: datetime) -> Sequence[Row]:
    """Read every part of every condition of the versions in force, with what it needs of its plan."""
    period = func.tstzrange(version.c.valid_from, version.c.valid_to)
    joined = (
        plan.join(version, version.c.plan_id == plan.c.id)
        .join(level, level.c.version_id == version.c.id)
        .join(condition, condition.c.level_id == level.c.id)
        .outerjoin(gauge, gauge.c.id == condition.c.gauge_id)
        .outerjoin(division, division.c.id == func.coalesce(condition.c.division_id, plan.c.division_id))
    )
    return await tx.all(
        select(
            condition,
            plan.c.id.label("plan_id"),
            plan.c.division_id.label("plan_division"),
            plan.c.basin_id.label("plan_basin"),
            plan.c.system.label("plan_system"),
            version.c.id.label("version_id"),
            level.c.level.label("plan_level"),
            gauge.c.name.label("gauge"),
            gauge.c.name_en.label("gauge_en"),
            division.c.name.label("division"),
            division.c.name_en.label("division_en"),
        )
        .select_from(joined)
        .where(among(plan.c.id, plans), plan.c.system.is_not(None))
        .where(period.op("@>")(literal(now, DateTime(timezone=True))))
        .order_by(plan.c.id, level.c.level, condition.c.seq, condition.c.id)
    )


def _weighed(rows: list[Row], decided: Mapping[int, Row]) -> Weighed:
    parts = _by(rows, "parent_id")
    trees = {
        way: {row["plan_level"]: _tree(row, parts) for row in parts[None] if row["way"] == way}
        for way in ("ENTER", "LEAVE")
    }
    last = decided.get(rows[0]["plan_id"])
    if last is None or last["to"] is None:
        return Weighed(rows[0], trees["ENTER"], trees["LEAVE"], None, None)
    return Weighed(rows[0], trees["ENTER"], trees["LEAVE"], last["response_id"], last["to"])


def _tree(row: Row, parts: Mapping[Any, list[Row]]) -> Condition:
    return Condition(
        row["id"],
        ConditionKind(row["kind"]),
        row,
        tuple(_tree(part, parts) for part in parts.get(row["id"], ())),
        row["division_id"] or row["plan_division"],
        row["system"] or row["plan_system"],
    )


def _leaves(trees: Iterable[Condition]) -> Iterable[Condition]:
    for one in trees:
        if one.kind in BRANCHES:
            yield from _leaves(one.parts)
        else:
            yield one


async def _decided(tx: Transaction, plans: Sequence[int]) -> dict[int, Row]:
    """Read the last transition of each plan's system and scope: the level decided, even if still ahead."""
    scope = or_(
        and_(plan.c.basin_id.is_(None), response.c.division_id == plan.c.division_id),
        response.c.basin_id == plan.c.basin_id,
    )
    same = and_(response.c.system == plan.c.system, scope, ~response.c.drill)
    joined = plan.join(response, same).join(transition, transition.c.response_id == response.c.id)
    rows = await tx.all(
        select(plan.c.id.label("plan_id"), transition.c.response_id, transition.c.to)
        .select_from(joined)
        .where(among(plan.c.id, plans))
        .ext(distinct_on(plan.c.id))
        .order_by(plan.c.id, transition.c.effective_at.desc(), transition.c.id.desc())
    )
    return {row["plan_id"]: row for row in rows}


async def _readings(tx: Transaction, leaves: Sequence[Condition], now: datetime) -> dict[int, list[Reading]]:
    """Read the readings of the gauges over as long a time as is asked, newest first, and the one before."""
    reach: dict[int, int] = {}
    for leaf in leaves:
        if leaf.kind is ConditionKind.GAUGE:
            row = leaf.row
            asked = max(row["for_minutes"] or 0, row["clear_minutes"] or 0) + row["fresh_minutes"]
            reach[row["gauge_id"]] = max(reach.get(row["gauge_id"], 0), asked)
    wanted = (
        func.unnest(literal(list(reach), ARRAY(BigInteger)), literal(list(reach.values()), ARRAY(BigInteger)))
        .table_valued("gauge_id", "minutes")
        .render_derived(name="wanted")
    )
    seen = and_(
        reading.c.gauge_id == wanted.c.gauge_id,
        reading.c.observed_at <= literal(now, DateTime(timezone=True)),
    )
    newest = select(func.max(reading.c.observed_at)).where(seen).correlate(wanted).scalar_subquery()
    since = newest - wanted.c.minutes * text("interval '1 minute'")
    kept = select(reading).where(seen, reading.c.observed_at >= since).correlate(wanted)
    lateral = kept.order_by(reading.c.observed_at.desc()).limit(number(MOST)).lateral("kept")
    rows = await tx.all(
        select(lateral).select_from(wanted.join(lateral, true())).order_by(lateral.c.observed_at.desc())
    )
    found: dict[int, list[Reading]] = defaultdict(list)
    for row in rows:
        made = Reading(row["id"], row["observed_at"], row["level"], row["trend"], row["datum"])
        found[row["gauge_id"]].append(made)
    return found


async def _marks(tx: Transaction, leaves: Sequence[Condition]) -> dict[tuple[int, str], list[Mark]]:
    gauges = {leaf.row["gauge_id"] for leaf in leaves if leaf.row["mark"] is not None}
    rows = await tx.all(
        select(threshold).where(among(threshold.c.gauge_id, gauges)).order_by(*latest(threshold))
    )
    found: dict[tuple[int, str], list[Mark]] = defaultdict(list)
    for row in rows:
        since = date.min if row["as_of_precision"] == Precision.NONE.name else row["as_of"]
        found[row["gauge_id"], row["mark"]].append(Mark(row["id"], row["value"], since, row["datum"]))
    return found


async def _observations(
    tx: Transaction, leaves: Sequence[Condition], now: datetime
) -> dict[Subject, list[Observed]]:
    wanted = {subject(leaf) for leaf in leaves if leaf.kind.value in (*UNITS, ConditionKind.STATEMENT.value)}
    gauges = {one[1] for one in wanted if one[1] is not None}
    divisions = {one[2] for one in wanted if one[2] is not None}
    same = (observation.c.kind, observation.c.gauge_id, observation.c.division_id, observation.c.topic)
    place = func.row_number().over(
        partition_by=same, order_by=(observation.c.observed_at.desc(), observation.c.id.desc())
    )
    ranked = (
        select(observation, place.label("place"))
        .where(or_(among(observation.c.gauge_id, gauges), among(observation.c.division_id, divisions)))
        .where(observation.c.observed_at <= literal(now, DateTime(timezone=True)))
        .subquery()
    )
    rows = await tx.all(select(ranked).where(ranked.c.place <= number(SOME)).order_by(ranked.c.place))
    found: dict[Subject, list[Observed]] = defaultdict(list)
    for row in rows:
        found[row["kind"], row["gauge_id"], row["division_id"], row["topic"]].append(_observed(row))
    return found


def _observed(row: Row) -> Observed:
    value: Decimal | None = row["value"]
    if value is not None:
        value *= UNITS[row["kind"]][row["unit"]]
    return Observed(
        row["id"],
        row["observed_at"],
        value,
        row["valid_from"],
        row["valid_to"],
        bool(row["holds"]),
        row["datum"],
    )


async def _units(
    tx: Transaction, leaves: Sequence[Condition], now: datetime
) -> dict[tuple[int, str], list[Unit]]:
    """Read the levels in force in the divisions directly below those that are asked about."""
    wanted = {(leaf.division or 0, leaf.system) for leaf in leaves if leaf.kind is ConditionKind.UNITS}
    moment: Any = literal(now, DateTime(timezone=True))
    found: dict[tuple[int, str], list[Unit]] = defaultdict(list)
    if not wanted:
        return found
    force = level_at(response, moment).label("level")
    rows = await tx.all(
        select(division.c.parent_id, division.c.name, division.c.name_en, response.c.system, force)
        .select_from(response.join(division, division.c.id == response.c.division_id))
        .where(among(division.c.parent_id, {one for one, _ in wanted}), ~response.c.drill)
        .where(response.c.period.contains(moment))
        .order_by(division.c.code)
    )
    for row in rows:
        if row["level"] is not None:
            unit = Unit(row["name"], row["name_en"], row["level"])
            found[row["parent_id"], row["system"]].append(unit)
    return found
