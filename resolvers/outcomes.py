"""What a decision means for recommendations: the open one is settled by it, and evidence is weighed anew.

It follows from every transition, however that came about: sent directly, accepted, approved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Select,
    and_,
    any_,
    false,
    func,
    or_,
    select,
    true,
    union,
)
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by
from sqlalchemy.sql.selectable import FromClause

from resolvers.statement import Known, given
from resolvers.transaction import FOLLOWS, Transaction
from resolvers.weighing import LOCK, held, lock, recommendation, settled, standing, weigh
from schema import tables
from schema.constant import number, word
from schema.evidence import ConditionKind, RecommendationState
from schema.vocabulary import EventKind

condition = tables.conditions.trigger_condition
division = tables.divisions.division
level = tables.plans.plan_level
version = tables.plans.plan_version
plan = tables.plans.plan
response = tables.responses.response
transition = tables.responses.response_transition


async def decided(tx: Transaction, key: int) -> None:
    """Settle the open recommendation of a transition's system and scope, then weigh who looks there.

    Where nobody looks, one statement has told so. Where another transaction weighs the same plan just now,
    and this one need not wait for it, that is left for after the commit.
    """
    rows = await tx.asked(LOOKING, key=key, leave=tx.hasty)
    plans = _plans(rows)
    if plans and rows[0]["free"] is False:
        tx.left.append(key)
    elif plans:
        tx.locks.update(LOCK + plan for plan in plans if rows[0]["free"])
        await _follow(tx, rows, plans)


async def left(tx: Transaction, keys: Sequence[int]) -> None:
    """Do what was left for after the commit, for several transitions at once."""
    rows = await tx.asked(LOOKING_AT_EACH, keys=list(keys), leave=False)
    if plans := _plans(rows):
        await _follow(tx, rows, plans)


def _plans(rows: Sequence[Mapping[str, Any]]) -> list[int]:
    return sorted({plan for row in rows for plan in row["plans"] or ()})


async def _follow(tx: Transaction, rows: Sequence[Mapping[str, Any]], plans: Sequence[int]) -> None:
    await lock(tx, plans)
    current = await standing(tx, plans)
    for made in rows:
        for plan_id, one in list(current.items()):
            if _about(one, made):
                await _outcome(tx, one, made)
                del current[plan_id]
    await held(tx, plans, current)


def _about(one: Mapping[str, Any], made: Mapping[str, Any]) -> bool:
    """Tell whether a recommendation is settled by a transition; else it was made after it."""
    same = all(one[name] == made[name] for name in ("system", "division_id", "basin_id", "from"))
    return same and one["state"] == RecommendationState.OPEN.value


async def took_effect(tx: Transaction, key: int) -> None:
    """Weigh who looks at a scope whose level is another one from now on."""
    await weigh(tx, _plans(await tx.asked(LOOKING, key=key, leave=False)))


async def _outcome(tx: Transaction, one: Mapping[str, Any], made: Mapping[str, Any]) -> None:
    """Say whether what was decided is what was recommended."""
    await tx.itself()
    same = (one["kind"], one["to"]) == (made["kind"], made["to"])
    state = RecommendationState.ACCEPTED if same else RecommendationState.CHANGED
    await settled(
        tx,
        one["id"],
        state,
        settled_by=made["recorded_by"],
        settled_reason=made["reason"],
        transition_id=made["id"],
        lapsed_at=func.clock_timestamp(),
    )


def _looking(which: Callable[[FromClause], ColumnElement[bool]]) -> Select[Any]:
    """Transitions with their scope and the plans that look at it, drills left out: they are no evidence.

    `free`: whether the locks of all these plans could be had at once, and are held now; null where nothing
    may be left, or a recommendation is open: its outcome is of the same transaction as the decision.
    """
    made, row = transition.alias(), response.alias()
    looks = union(_own(row), _above(row), _open(row)).lateral("looks")
    found = select(
        func.array_agg(aggregate_order_by(looks.c.id, looks.c.id)).label("plans"),
        func.bool_or(looks.c.open).label("open"),
    )
    looking = found.select_from(looks).lateral("looking")
    one = func.unnest(looking.c.plans).table_valued("plan").render_derived(name="one")
    tried = func.bool_and(func.pg_try_advisory_xact_lock(number(LOCK) + one.c.plan))
    may = and_(given("leave", Boolean()), ~looking.c.open)
    free = select(tried.label("free")).select_from(one).where(may).correlate(looking).scalar_subquery()
    return (
        select(made, row.c.system, row.c.division_id, row.c.basin_id, looking.c.plans, free.label("free"))
        .select_from(made.join(row, row.c.id == made.c.response_id).join(looking, true()))
        .where(which(made), ~row.c.drill)
        .order_by(made.c.id)
    )


def _own(row: FromClause) -> Select[Any]:
    """The plans of a system and scope, if they have conditions."""
    return _conditional(row, plan.c.system == row.c.system, _scoped(plan, row))


def _above(row: FromClause) -> Select[Any]:
    """The plans that count the divisions below theirs."""
    above = select(division.c.parent_id).where(division.c.id == row.c.division_id).correlate(row)
    return _conditional(
        row,
        condition.c.kind == word(ConditionKind.UNITS),
        func.coalesce(condition.c.system, plan.c.system) == row.c.system,
        func.coalesce(condition.c.division_id, plan.c.division_id) == above.scalar_subquery(),
    )


def _conditional(row: FromClause, *which: ColumnElement[bool]) -> Select[Any]:
    joined = condition.join(level, level.c.id == condition.c.level_id)
    joined = joined.join(version, version.c.id == level.c.version_id)
    joined = joined.join(plan, plan.c.id == version.c.plan_id)
    return select(plan.c.id, false().label("open")).select_from(joined).where(*which).correlate(row)


def _open(row: FromClause) -> Select[Any]:
    """The plans whose recommendation for a system and scope is open, even if without conditions now."""
    mine = (recommendation.c.system == row.c.system, _scoped(recommendation, row))
    waits = recommendation.c.state == word(RecommendationState.OPEN)
    return select(recommendation.c.plan_id, true()).where(waits, *mine).correlate(row)


def _scoped(one: FromClause, row: FromClause) -> ColumnElement[bool]:
    """Keep what has the basin of a response as its scope, or its division where it has none."""
    division_ = and_(one.c.basin_id.is_(None), one.c.division_id == row.c.division_id)
    return or_(one.c.basin_id == row.c.basin_id, division_)


LOOKING = Known(lambda: _looking(lambda made: made.c.id == given("key", BigInteger())))
"""Of one transition: the database knows that it is one, and looks no farther than its response."""
LOOKING_AT_EACH = Known(lambda: _looking(lambda made: made.c.id == any_(given("keys", ARRAY(BigInteger)))))
FOLLOWS[EventKind.TRANSITION] = decided
FOLLOWS[EventKind.TOOK_EFFECT] = took_effect
