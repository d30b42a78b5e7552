"""Decisions that others have to agree to: proposed, reviewed, consented, approved, or not (决策审批)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any

import orjson
import strawberry
from sqlalchemy import func, insert, literal, select

from resolvers.authority import ruled, stands
from resolvers.clearance import cleared
from resolvers.decisions import LONGEST, ready, sound, within
from resolvers.rows import mutation
from resolvers.standing import SCOPE, Rule
from resolvers.steps import TOLD, Step, faced, key, recorded, settled, turn
from resolvers.transaction import Transaction, coerced, named
from schema import tables, wording
from schema.errors import BadUserInput, Conflict, NotFound
from schema.nodes.decisions import ProposalActInput, ProposeDecisionInput
from schema.nodes.proposals import ResponseProposal, state
from schema.nodes.responses import ResponseTransition
from schema.procedure import ProposalAct, ProposalState
from schema.vocabulary import EventKind, TransitionKind

proposal = tables.proposals.proposal
done = tables.proposals.proposal_step
level = tables.plans.plan_level
LOCK = 1 << 41

Proposed = Annotated[ProposeDecisionInput, strawberry.argument(description="What is proposed (提议内容).")]
Acting = Annotated[ProposalActInput, strawberry.argument(description="Which, and why (办理内容).")]


@mutation(ResponseProposal)
async def propose_decision(tx: Transaction, input: Proposed) -> int:  # noqa: A002
    """Propose a decision, so that others can agree to it before `expiresAt` (提出审批).

    It is held against rights, record and plan as the decision itself would be. With `supersedes` it takes the
    place of a waiting proposal of the same response (or plan and scope), which is then SUPERSEDED. FORBIDDEN
    with `extensions.reason` POST: the plan wants another post to propose. CONFLICT with NO_RULE: the plan
    says nothing about it, so it is decided directly.
    """
    with within(input.decision) as asked:
        sound(asked)
    return await tx.once("proposeDecision", asked.key, input, lambda: _propose(tx, input), turn(asked))


@mutation(ResponseProposal)
async def review_proposal(tx: Transaction, input: Acting) -> int:  # noqa: A002
    """Agree to a proposal as the reviewer whom the plan names (审核).

    CONFLICT with `extensions.reason` PROPOSAL_EXPIRED or PROPOSAL_SETTLED: too late; DIGEST_MISMATCH: it is
    not the text that was read; NOT_NEEDED: the plan names no reviewer. FORBIDDEN with POST: the plan wants
    another post; SAME_PERSON: who proposed it, or has agreed already; else outside the token's divisions.
    """
    return await _once(tx, "reviewProposal", input, ProposalAct.REVIEW)


@mutation(ResponseProposal)
async def consent_proposal(tx: Transaction, input: Acting) -> int:  # noqa: A002
    """Agree to a proposal for the office above, where the plan asks for that (上级同意).

    The token's divisions must contain the division above the scope. Errors as in reviewProposal.
    """
    return await _once(tx, "consentProposal", input, ProposalAct.CONSENT)


@mutation(ResponseTransition)
async def approve_proposal(tx: Transaction, input: Acting) -> int:  # noqa: A002
    """Approve a proposal: it is recorded as a transition and announced, like a direct decision (批准).

    Everything is held against record and plan once more. CONFLICT also with `extensions.reason`
    REVIEW_MISSING, CONSENT_MISSING, PLAN_CHANGED; other errors as in reviewProposal and changeResponseLevel.
    Of several at once one wins.
    """
    return await tx.once("approveProposal", input.key, _heard(input), lambda: _approve(tx, input))


@mutation(ResponseProposal)
async def reject_proposal(tx: Transaction, input: Acting) -> int:  # noqa: A002
    """Refuse a proposal; whoever may review, consent to or approve it may (驳回).

    Errors as in reviewProposal.
    """
    return await _once(tx, "rejectProposal", input, ProposalAct.REJECT)


@mutation(ResponseProposal)
async def withdraw_proposal(tx: Transaction, input: Acting) -> int:  # noqa: A002
    """Take back a proposal; only whoever proposed it (撤回). Errors as in reviewProposal."""
    return await _once(tx, "withdrawProposal", input, ProposalAct.WITHDRAW)


def _heard(asked: ProposalActInput) -> ProposalActInput:
    named(asked.reason, "reason", LONGEST)
    return asked


async def _once(tx: Transaction, name: str, asked: ProposalActInput, act: ProposalAct) -> int:
    return await tx.once(name, asked.key, _heard(asked), lambda: _act(tx, asked, act))


async def _propose(tx: Transaction, asked: ProposeDecisionInput) -> int:
    with within(asked.decision) as decision:
        step, rule, now = await ready(tx, decision)
        if rule is None:
            raise Conflict("The plan says nothing about an approval here; decide directly.", reason="NO_RULE")
        await stands(tx, rule["proposer"], step.scope)
        await _free(tx, step)
    old = await _replaced(tx, asked.supersedes, step) if asked.supersedes is not None else None
    row = await _written(tx, step, rule, now) | {"supersedes_id": old}
    made = await tx.made(insert(proposal).values(row).returning(proposal.c.id))
    if old is not None:
        await acted(tx, old, ProposalAct.SUPERSEDE)
    await acted(tx, made, ProposalAct.PROPOSE)
    return made


async def _free(tx: Transaction, step: Step) -> None:
    """See that no other response stands where one is to start, or to begin again.

    At the approval the constraint has the last word.
    """
    if step.from_ is not None:
        return
    row = tables.responses.response
    own = row.alias()
    since = select(func.lower(own.c.period)).where(own.c.id == step.response_id).scalar_subquery()
    begins = func.coalesce(since, literal(step.effective_at, proposal.c.effective_at.type))
    same = [row.c[name].is_not_distinct_from(step.scope[name]) for name in SCOPE if name != "plan_id"]
    other = row.c.id.is_distinct_from(literal(step.response_id, row.c.id.type))
    later = row.c.period.op("&&")(func.tstzrange(begins, None))
    if await tx.one(select(row.c.id).where(*same, other, later)):
        raise Conflict(tables.responses.CONFLICTS["response_overlap"])


async def _replaced(tx: Transaction, id_: str, step: Step) -> int:
    """Find the waiting proposal of the same thing whose place a new one takes."""
    old = await waiting(tx, key(id_, "ResponseProposal", "supersedes"), "supersedes")
    same = old["response_id"] == step.response_id and all(old[name] == step.scope[name] for name in SCOPE)
    if not same:
        raise BadUserInput("That proposal is about another response.", ("input", "supersedes"))
    replaced: int = old["id"]
    return replaced


async def _written(tx: Transaction, step: Step, rule: Rule, now: datetime) -> dict[str, Any]:
    """Say a proposal in full: its words, its digest, and until when it waits."""
    row: dict[str, Any] = {
        **step.told,
        **step.scope,
        "rule_id": rule["id"],
        "response_id": step.response_id,
        "last_transition_id": step.last_id,
        "level_id": None,
    }
    typed = (literal(value, proposal.c[name].type).label(name) for name, value in row.items())
    source = select(*typed).subquery("proposed")
    words = select(wording.chinese(source).label("text"), wording.english(source).label("text_en"))
    at = select(level.c.id).where(level.c.version_id == rule["version_id"], level.c.level == step.to)
    said = await tx.one(words.add_columns(at.scalar_subquery().label("level_id")).select_from(source))
    assert said is not None
    row |= said
    plain = orjson.dumps(coerced(row), option=orjson.OPT_SORT_KEYS)
    expiry = now + timedelta(minutes=rule["approval_minutes"])
    return row | {
        "digest": hashlib.sha256(plain).hexdigest(),
        "proposed_at": now,
        "expires_at": expiry,
    }


async def waiting(tx: Transaction, wanted: int, name: str) -> Mapping[str, Any]:
    """Find a proposal that still waits, with the rule for it; nobody else acts on it meanwhile.

    Raises:
        NotFound: there is none. Conflict: it is settled, or its time is over.
    """
    rule = tables.plans.authority_rule
    await tx.all(select(func.pg_advisory_xact_lock(LOCK + wanted)))
    asked = (rule.c[name] for name in ("reviewer", "approver", "upper_consent"))
    known = select(proposal, *asked, state(proposal).label("state"))
    row = await tx.one(known.join(rule, rule.c.id == proposal.c.rule_id).where(proposal.c.id == wanted))
    if row is None:
        raise NotFound("There is no such ResponseProposal.", ("input", name))
    if row["state"] == ProposalState.EXPIRED.value:
        raise Conflict("The time for an approval is over; propose it again.", reason="PROPOSAL_EXPIRED")
    if row["state"] != ProposalState.WAITING.value:
        raise Conflict(f"The proposal is {row['state']} already.", reason="PROPOSAL_SETTLED")
    return row


async def _seen(tx: Transaction, asked: ProposalActInput, act: ProposalAct) -> Mapping[str, Any]:
    """Find the proposal that somebody has read and may act on."""
    row = await waiting(tx, key(asked.proposal, "ResponseProposal", "proposal"), "proposal")
    await cleared(tx, row, act)
    if asked.digest != row["digest"]:
        raise Conflict(
            "This is not the digest of the proposal; read it again.",
            ("input", "digest"),
            reason="DIGEST_MISMATCH",
        )
    return row


async def _act(tx: Transaction, asked: ProposalActInput, act: ProposalAct) -> int:
    row = await _seen(tx, asked, act)
    await acted(tx, row["id"], act, asked.reason)
    touched: int = row["id"]
    return touched


async def _approve(tx: Transaction, asked: ProposalActInput) -> int:
    """Do what was proposed, the way a direct decision is done."""
    row = await _seen(tx, asked, ProposalAct.APPROVE)
    step = _step(row)
    await tx.alone(step.lock)
    found = await faced(tx, step)
    step = await settled(tx, step, found)
    rule = ruled(step, found)
    if rule is None or rule["id"] != row["rule_id"]:
        raise Conflict("Another rule of the plan is in force now; propose it again.", reason="PLAN_CHANGED")
    made = await recorded(tx, step, found.now)
    await acted(tx, row["id"], ProposalAct.APPROVE, asked.reason, made)
    return made


def _step(row: Mapping[str, Any]) -> Step:
    """Read the step back that a proposal is about."""
    kind = TransitionKind(row["kind"])
    either = kind in (TransitionKind.RAISE, TransitionKind.LOWER)
    told = {name: row[name] for name in (*TOLD, "response_id", "corrects_id")}
    scope = {name: row[name] for name in SCOPE}
    return Step(scope, None if either else kind, last_id=row["last_transition_id"], **told)


async def acted(
    tx: Transaction, wanted: int, act: ProposalAct, reason: str | None = None, made: int | None = None
) -> None:
    """Note what was done about a proposal, and put it on the event log."""
    row = {
        "proposal_id": wanted,
        "act": act.value,
        "by": tx.viewer.subject,
        "reason": reason,
        "at": await tx.clock(),
        "transition_id": made,
    }
    tx.emit(EventKind.PROPOSAL, await tx.made(insert(done).values(row).returning(done.c.id)))
