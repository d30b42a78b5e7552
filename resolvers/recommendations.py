"""Recommendations asked for, followed, accepted and dismissed (响应建议)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, case, exists, select
from sqlalchemy.sql.selectable import FromClause

from resolvers import decisions, steps
from resolvers.authority import answerable
from resolvers.log import fed, span
from resolvers.responses import Scope, Systems, touches
from resolvers.rows import Own, Rows, mutation, paged, subscription
from resolvers.screens import After
from resolvers.transaction import Transaction, named
from resolvers.weighing import lock, settled
from schema import tables
from schema.constant import word
from schema.errors import Conflict, NotFound
from schema.evidence import RecommendationState
from schema.filters import among
from schema.nodes.decisions import (
    ChangeResponseLevelInput,
    Decision,
    EndResponseInput,
    StartResponseInput,
)
from schema.nodes.intake import AcceptRecommendationInput, DismissRecommendationInput
from schema.nodes.recommendations import Recommendation, RecommendationChange
from schema.position import name
from schema.scalars import DivisionCode
from schema.vocabulary import EventKind, ResponseLevel, TransitionKind

recommendation = tables.recommendations.recommendation
LONGEST = 4000
ABOUT = ("input", "recommendation")

Accept = Annotated[AcceptRecommendationInput, strawberry.argument(description="What is decided (决定内容).")]
Dismiss = Annotated[
    DismissRecommendationInput, strawberry.argument(description="What is dismissed (驳回内容).")
]

paged(
    "recommendations",
    "Recommendation",
    "Recommendations (响应建议), as they appeared; `last` gives the newest.",
    division=Own(
        DivisionCode, "As in `responses`: its scope lies in, above or across that division (区划).", touches
    ),
    systems=Own(list[str], "Only these systems (响应体系).", lambda row, given: among(row.c.system, given)),
    states=Own(
        list[RecommendationState], "Only these states (状态).", lambda row, given: among(row.c.state, given)
    ),
)


@mutation(Recommendation)
async def accept_recommendation(tx: Transaction, input: Accept) -> int:  # noqa: A002
    """Decide as a recommendation says, or at another level (采纳建议): by the rules of a direct decision.

    CONFLICT: it is no longer open, or as in startResponse and changeResponseLevel. FORBIDDEN as there; where
    the plan asks for an approval (`extensions.reason` APPROVAL_REQUIRED), take that way: the transition that
    comes of it settles the recommendation by itself, as does any decision on its system and scope.
    """
    named(input.reason, "reason", LONGEST)
    return await tx.once("acceptRecommendation", input.key, input, lambda: _accept(tx, input))


@mutation(Recommendation)
async def dismiss_recommendation(tx: Transaction, input: Dismiss) -> int:  # noqa: A002
    """Dismiss a recommendation with a reason (驳回建议).

    It does not come again while the evidence says the same. CONFLICT: it is no longer open. FORBIDDEN: its
    scope lies outside the token's divisions.
    """
    named(input.reason, "reason", LONGEST)
    return await tx.once("dismissRecommendation", input.key, input, lambda: _dismiss(tx, input))


async def _dismiss(tx: Transaction, asked: DismissRecommendationInput) -> int:
    plan = (await _open(tx, asked.recommendation))["plan_id"]
    await lock(tx, [plan])
    found = await _open(tx, asked.recommendation)  # what it was before the lock may be over
    state = RecommendationState.DISMISSED
    await settled(tx, found["id"], state, settled_by=tx.viewer.subject, settled_reason=asked.reason)
    done: int = found["id"]
    return done


async def _accept(tx: Transaction, asked: AcceptRecommendationInput) -> int:
    found = await _open(tx, asked.recommendation)
    decision = await _decision(tx, asked, found)
    decisions.sound(decision)
    made = await decisions.decide(tx, decision)
    await tx.follow(EventKind.TRANSITION, made)
    row = recommendation.c
    done = await tx.one(select(row.id).where(row.id == found["id"], row.transition_id == made))
    if done is None:
        raise Conflict("The recommendation was settled meanwhile; look again.", ABOUT)
    key: int = done["id"]
    return key


async def _decision(tx: Transaction, asked: AcceptRecommendationInput, found: Mapping[str, Any]) -> Decision:
    """Say what is accepted as whoever decides directly would."""
    level = asked.level or (ResponseLevel(found["to"]) if found["to"] else None)
    common: dict[str, Any] = {
        one: getattr(asked, one) for one in ("key", "effective_at", "decided_at", "reason", "document_no")
    }
    common["evidence_at"] = found["evidence_at"]
    if found["kind"] == TransitionKind.START.name:
        assert level is not None
        return StartResponseInput(
            plan=strawberry.ID(name("Plan", found["plan_id"])),
            level=level,
            **await _scope(tx, found),
            **common,
        )
    common["response"] = strawberry.ID(name("Response", found["response_id"]))
    return EndResponseInput(**common) if level is None else ChangeResponseLevelInput(level=level, **common)


async def _scope(tx: Transaction, found: Mapping[str, Any]) -> dict[str, Any]:
    if found["division_id"] is None:
        return {"basin": strawberry.ID(name("Basin", found["basin_id"]))}
    row = tables.divisions.division
    code = await tx.one(select(row.c.code).where(row.c.id == found["division_id"]))
    assert code is not None
    return {"division": code["code"]}


async def _open(tx: Transaction, id_: str) -> Mapping[str, Any]:
    """Find an open recommendation, as it is just now.

    Raises:
        BadUserInput, NotFound: no such one. Forbidden: outside. Conflict: it was settled.
    """
    key = steps.key(id_, "Recommendation", "recommendation")
    row = await tx.one(select(recommendation).where(recommendation.c.id == key))
    if row is None:
        raise NotFound("There is no such recommendation.", ABOUT)
    await answerable(tx, recommendation, key, "scope")
    if row["state"] != RecommendationState.OPEN.value:
        raise Conflict(f"The recommendation is {row['state']} already.", ABOUT)
    return row


@subscription(RecommendationChange)
def recommendation_changed(after: After = None, division: Scope = None, systems: Systems = None) -> Rows:  # noqa: ARG001
    """Every recommendation that appears or is settled (建议变动), for the duty officer.

    Each once, in commit order; cursors are those of responseLevelChanged. CURSOR_EXPIRED as there.
    """
    event, row = tables.events.event.alias(), recommendation.alias()
    source = event.join(row, row.c.id == event.c.recommendation_id)
    chosen = span(event, source, row.c.id.label("recommendation_id"), _became(event, row).label("state"))
    if division is not None:
        chosen = chosen.where(touches(row, division))
    if systems is not None:
        chosen = chosen.where(among(row.c.system, systems))
    return fed(chosen)


def _became(event: FromClause, row: FromClause) -> ColumnElement[str]:
    """Say what a recommendation became at an event: the first says that it is open, the second its end."""
    before = tables.events.event.alias()
    earlier = exists().where(
        before.c.recommendation_id == event.c.recommendation_id, before.c.seq < event.c.seq
    )
    return case((earlier.correlate(event), row.c.state), else_=word(RecommendationState.OPEN))
