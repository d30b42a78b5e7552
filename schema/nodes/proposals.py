"""Proposed decisions as those see them who have to agree (决策审批)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, and_, case, exists, func, null, select

from schema import tables
from schema.constant import word
from schema.declare import Computed, Many, One, auto, computed, many, node, one
from schema.procedure import ProposalAct, ProposalState
from schema.registry import Node, message

proposal = tables.proposals.proposal
step = tables.proposals.proposal_step
rule = tables.plans.authority_rule

ENDED = {
    ProposalAct.APPROVE: ProposalState.APPROVED,
    ProposalAct.REJECT: ProposalState.REJECTED,
    ProposalAct.WITHDRAW: ProposalState.WITHDRAWN,
    ProposalAct.SUPERSEDE: ProposalState.SUPERSEDED,
}


def done(row: Any, act: ProposalAct) -> ColumnElement[bool]:
    """Tell whether somebody has done this about a proposal."""
    one = step.alias()
    return exists().where(one.c.proposal_id == row.c.id, one.c.act == word(act)).correlate(row)


def state(root: Any) -> ColumnElement[str]:
    """Say what has become of a proposal; time alone makes it EXPIRED."""
    ended = [(done(root, act), word(state)) for act, state in ENDED.items()]
    late = root.c.expires_at <= func.clock_timestamp()
    return case(*ended, (late, word(ProposalState.EXPIRED)), else_=word(ProposalState.WAITING))


def awaits(root: Any) -> ColumnElement[Any]:
    """Say which act comes next; null where nothing does any more."""
    own = rule.alias()

    def asked(condition: ColumnElement[bool]) -> ColumnElement[bool]:
        return exists().where(own.c.id == root.c.rule_id, condition).correlate(root)

    review = and_(asked(own.c.reviewer.is_not(None)), ~done(root, ProposalAct.REVIEW))
    consent = and_(asked(own.c.upper_consent), ~done(root, ProposalAct.CONSENT))
    return case(
        (state(root) != word(ProposalState.WAITING), null()),
        (review, word(ProposalAct.REVIEW)),
        (consent, word(ProposalAct.CONSENT)),
        else_=word(ProposalAct.APPROVE),
    )


def proposer(root: Any) -> ColumnElement[str]:
    """Say who proposed it."""
    one = step.alias()
    found = select(one.c.by).where(one.c.proposal_id == root.c.id, one.c.act == word(ProposalAct.PROPOSE))
    return found.correlate(root).scalar_subquery()


@node(proposal, orders=("id", "expires_at"))
class ResponseProposal(Node):
    """A decision that waits for others to agree, never changed afterwards (待批决策)."""

    id: auto
    kind: auto
    from_: auto
    to: auto
    state: Computed = computed(state, ProposalState, "What has become of it (状态).")
    awaits: Computed = computed(
        awaits,
        ProposalAct | None,
        "Which act comes next: REVIEW, CONSENT or APPROVE; null when settled (下一环节).",
    )
    text: auto
    text_en: auto
    digest: auto
    expires_at: auto
    proposed_at: auto
    proposed_by: Computed = computed(
        proposer, str, "Who proposed it: the token's subject, a post (提出岗位)."
    )
    plan: One = one("Plan")
    rule: One = one("AuthorityRule")
    level: One = one("PlanLevel")
    response: One = one("Response")
    last_transition: One = one("ResponseTransition")
    corrects: One = one("ResponseTransition")
    division: One = one("Division")
    basin: One = one("Basin")
    system: auto
    drill: auto
    evidence_at: auto
    decided_at: auto
    effective_at: auto
    expected_until: auto
    reason: auto
    document_no: auto
    supersedes: One = one("ResponseProposal")
    steps: Many = many("ProposalStep", "proposal_id", "What everybody did about it, in order (审批记录).")


@node(step)
class ProposalStep(Node):
    """What somebody did about a proposal, never changed afterwards (审批记录)."""

    id: auto
    act: auto
    by: auto
    at: auto
    reason: auto
    proposal: One = one("ResponseProposal")
    transition: One = one("ResponseTransition")


@node(
    message(
        "proposal_change",
        "One act on a proposal, with its position in the event log (审批动态).",
        Column("proposal_step_id", BigInteger, nullable=False, comment="What was done (审批记录)."),
    )
)
class ProposalChange:
    """One act on a proposal, with its position in the event log (审批动态)."""

    cursor: auto
    hash: auto
    step: One = one("ProposalStep", "proposal_step_id")


@node(
    message(
        "override_bell",
        "A decision that waited for no approval, with its position in the event log (破例决定提示).",
        Column("override_id", BigInteger, nullable=False, comment="The transition (响应变动)."),
    )
)
class OverrideBell:
    """A decision that waited for no approval, with its position in the event log (破例决定提示)."""

    cursor: auto
    hash: auto
    transition: One = one("ResponseTransition", "override_id", required=True)
