"""Decisions on responses: start, change, end, correct, and the way past an approval (应急响应决策)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated

import strawberry

from resolvers.authority import inside, permitted, ruled
from resolvers.rows import mutation
from resolvers.standing import Rule
from resolvers.steps import Step, recorded, settled, turn, wished
from resolvers.transaction import Transaction, named
from schema import tables
from schema.actions import OVERRIDING
from schema.errors import BadUserInput, Conflict, Forbidden, LeveeError
from schema.nodes.decisions import (
    ChangeResponseLevelInput,
    CorrectResponseInput,
    Decision,
    DecisionInput,
    EndResponseInput,
    OverrideDecisionInput,
    StartResponseInput,
)
from schema.nodes.responses import ResponseTransition

LONGEST = 4000

Start = Annotated[StartResponseInput, strawberry.argument(description="What is started (启动内容).")]
Change = Annotated[ChangeResponseLevelInput, strawberry.argument(description="What is changed (调整内容).")]
End = Annotated[EndResponseInput, strawberry.argument(description="What is ended (终止内容).")]
Correct = Annotated[CorrectResponseInput, strawberry.argument(description="What is set right (更正内容).")]
Override = Annotated[OverrideDecisionInput, strawberry.argument(description="What is decided (决定内容).")]


@mutation(ResponseTransition)
async def start_response(tx: Transaction, input: Start) -> int:  # noqa: A002
    """Start a response under a plan, for a division or a basin (启动应急响应).

    CONFLICT: an open response of this system, scope and kind (real or drill), no plan version in force at
    `effectiveAt`, or a `key` used for something else. FORBIDDEN: outside the token's divisions, or (with
    `extensions.reason` APPROVAL_REQUIRED) where the plan asks for an approval, or for
    the consent of the office above: then `proposeDecision`.
    """
    sound(input)
    return await tx.once("startResponse", input.key, input, lambda: decide(tx, input), turn(input))


@mutation(ResponseTransition)
async def change_response_level(tx: Transaction, input: Change) -> int:  # noqa: A002
    """Raise or lower a response, by any number of levels (调整应急响应级别).

    CONFLICT: the same level again, an `effectiveAt` before the last transition's, an END recorded,
    `lastTransition` not the last, no plan version in force. FORBIDDEN as in startResponse.
    """
    sound(input)
    return await tx.once("changeResponseLevel", input.key, input, lambda: decide(tx, input), turn(input))


@mutation(ResponseTransition)
async def end_response(tx: Transaction, input: End) -> int:  # noqa: A002
    """End a response (终止应急响应).

    CONFLICT: an `effectiveAt` before the last transition's, an END recorded already, `lastTransition` not the
    last. FORBIDDEN as in startResponse.
    """
    sound(input)
    return await tx.once("endResponse", input.key, input, lambda: decide(tx, input), turn(input))


@mutation(ResponseTransition)
async def correct_response(tx: Transaction, input: Correct) -> int:  # noqa: A002
    """Set right what was issued in error, in one step by one person (更正误发).

    The level is `to` (null: none) from `effectiveAt` on; before that nothing changes. Without a `reason` the
    transition bears prepared words. It may take back the last transition, an END too (from the end's own
    `effectiveAt` on), or make things less severe. FORBIDDEN with APPROVAL_REQUIRED: it would make them more
    severe than both before and after what it corrects, and the plan asks for an approval there. CONFLICT as
    in changeResponseLevel; also where another response has taken the place of one that had ended.
    """
    sound(input)
    return await tx.once("correctResponse", input.key, input, lambda: decide(tx, input), turn(input))


@mutation(ResponseTransition)
async def override_decision(tx: Transaction, input: Override) -> int:  # noqa: A002
    """Decide at once what the plan wants approved, with a reason (未经审批的破例决定).

    For the role COMMANDER only. The transition bears `overrideReason`, and `overrideRang` tells the offices
    above. CONFLICT with `extensions.reason` NOT_NEEDED: the plan asks for no approval; decide directly.
    """
    reason = named(input.reason, "reason", LONGEST)
    with within(input.decision) as asked:
        sound(asked)
    return await tx.once(
        "overrideDecision", asked.key, input, lambda: _override(tx, input.decision, reason), turn(asked)
    )


def sound(asked: Decision) -> None:
    """Check what can be checked before anything is looked up."""
    if asked.reason is not None:
        named(asked.reason, "reason", LONGEST)
    if asked.document_no is not None:
        named(asked.document_no, "documentNo", LONGEST)
    until = getattr(asked, "expected_until", None)
    if until is not None and until <= asked.effective_at:
        raise BadUserInput("`expectedUntil` must be later than `effectiveAt`.", ("input", "expectedUntil"))


@contextmanager
def within(decision: DecisionInput) -> Iterator[Decision]:
    """Give the one decision inside; an error says where in it."""
    name, asked = decision.one()
    try:
        yield asked
    except LeveeError as error:
        if error.path:
            error.path = ("input", "decision", name, *error.path[1:])
        raise


async def ready(tx: Transaction, asked: Decision) -> tuple[Step, Rule | None, datetime]:
    """Hold what is asked for against rights, record and plan: the step it makes, its rule, the moment."""
    await tx.alone(turn(asked))
    step, found = await wished(tx, asked)
    inside(found.allowed)
    step = await settled(tx, step, found)
    return step, ruled(step, found), found.now


def agreed(rule: Rule | None) -> bool:
    """Tell whether others have to agree: an approval is asked for, or the consent of the office above."""
    return rule is not None and any(rule[name] for name in tables.plans.AGREEING)


async def decide(tx: Transaction, asked: Decision) -> int:
    """Decide what needs no approval, by the rules, whoever asked for it."""
    step, rule, now = await ready(tx, asked)
    if agreed(rule):
        raise Forbidden(
            "The plan in force asks for an approval first.", ("input",), reason="APPROVAL_REQUIRED"
        )
    return await recorded(tx, step, now)


async def _override(tx: Transaction, decision: DecisionInput, reason: str) -> int:
    with within(decision) as asked:
        step, rule, now = await ready(tx, asked)
        await permitted(tx, step.scope, OVERRIDING)
        if not agreed(rule):
            raise Conflict("The plan asks for no approval here; decide directly.", reason="NOT_NEEDED")
        return await recorded(tx, step, now, reason)
