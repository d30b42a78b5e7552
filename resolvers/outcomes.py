"""What a decision means for recommendations: the open one is settled by it, and evidence is weighed anew.

It follows from every transition, however that came about: sent directly, accepted, approved.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, func, or_, select

from resolvers.transaction import FOLLOWS, Transaction
from resolvers.weighing import lock, plans_looking, recommendation, settled, weigh
from schema import tables
from schema.constant import word
from schema.evidence import ConditionKind, RecommendationState
from schema.vocabulary import EventKind

condition = tables.conditions.trigger_condition
division = tables.divisions.division
plan = tables.plans.plan
response = tables.responses.response
transition = tables.responses.response_transition


async def decided(tx: Transaction, key: int) -> None:
    """Settle the open recommendation of a transition's system and scope, then weigh who looks there."""
    made = await _real(tx, key)
    if made is None:
        return
    plans = await _looking(tx, made)
    await lock(tx, plans)
    row = recommendation.c
    scope = row.basin_id == made["basin_id"] if made["basin_id"] else row.division_id == made["division_id"]
    open_ = await tx.all(
        select(recommendation).where(
            scope, row.system == made["system"], row.state == RecommendationState.OPEN.value
        )
    )
    for one in open_:
        if one["from"] == made["from"]:  # else it was made after this transition
            await _outcome(tx, one, made)
    await weigh(tx, plans)


async def took_effect(tx: Transaction, key: int) -> None:
    """Weigh who looks at a scope whose level is another one from now on."""
    made = await _real(tx, key)
    if made is not None:
        await weigh(tx, await _looking(tx, made))


async def _real(tx: Transaction, key: int) -> Mapping[str, Any] | None:
    """Find a transition with its scope; a drill is no evidence, and no decision on a recommendation."""
    return await tx.one(
        select(transition, response.c.system, response.c.division_id, response.c.basin_id)
        .join(response, response.c.id == transition.c.response_id)
        .where(transition.c.id == key, ~response.c.drill)
    )


async def _outcome(tx: Transaction, one: Mapping[str, Any], made: Mapping[str, Any]) -> None:
    """Say whether what was decided is what was recommended."""
    same = (one["kind"], one["to"]) == (made["kind"], made["to"])
    state = RecommendationState.ACCEPTED if same else RecommendationState.CHANGED
    await settled(
        tx,
        one["id"],
        state,
        settled_by=tx.viewer.subject,
        settled_reason=made["reason"],
        transition_id=made["id"],
        lapsed_at=func.clock_timestamp(),
    )


async def _looking(tx: Transaction, made: Mapping[str, Any]) -> list[int]:
    """List the plans of this system and scope, and those that count the divisions below theirs."""
    same = and_(
        plan.c.system == made["system"],
        plan.c.basin_id == made["basin_id"]
        if made["basin_id"]
        else and_(plan.c.basin_id.is_(None), plan.c.division_id == made["division_id"]),
    )
    if made["division_id"] is None:
        return await plans_looking(tx, same)
    above = select(division.c.parent_id).where(division.c.id == made["division_id"]).scalar_subquery()
    counts = and_(
        condition.c.kind == word(ConditionKind.UNITS),
        func.coalesce(condition.c.system, plan.c.system) == made["system"],
        func.coalesce(condition.c.division_id, plan.c.division_id) == above,
    )
    return await plans_looking(tx, or_(same, counts))


FOLLOWS[EventKind.TRANSITION] = decided
FOLLOWS[EventKind.TOOK_EFFECT] = took_effect
