"""Who may act on a proposal, and when: posts, divisions, and never the same person twice (审批权限)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from resolvers.authority import above, permitted, stands
from resolvers.transaction import Transaction
from schema import tables
from schema.actions import REVIEWING
from schema.errors import Conflict, Forbidden
from schema.procedure import ProposalAct

done = tables.proposals.proposal_step
AGREEING = (ProposalAct.PROPOSE, ProposalAct.REVIEW, ProposalAct.CONSENT, ProposalAct.APPROVE)

Proposal = Mapping[str, Any]


async def cleared(tx: Transaction, row: Proposal, act: ProposalAct) -> None:
    """Let only those act on a proposal who may, and only when it is their turn.

    Raises:
        Forbidden: another post, another scope, or the same person. Conflict: not asked for, or not yet.
    """
    acts = await tx.all(select(done.c.act, done.c.by).where(done.c.proposal_id == row["id"]))
    by = {ProposalAct(one["act"]): one["by"] for one in acts}
    mine = tx.viewer.subject
    if act is ProposalAct.WITHDRAW:
        if by[ProposalAct.PROPOSE] != mine:
            raise Forbidden("Only whoever proposed it can withdraw it; reject it.", reason="OTHER_PERSON")
        await permitted(tx, row)
        return
    agreed = by.values() if act in AGREEING else [by[ProposalAct.PROPOSE]]
    if mine in agreed:
        raise Forbidden("The same person cannot act twice on one proposal.", reason="SAME_PERSON")
    await _WAYS[act](tx, row)
    if act is ProposalAct.APPROVE:
        _complete(row, by)


async def _reviews(tx: Transaction, row: Proposal) -> None:
    if row["reviewer"] is None:
        raise Conflict("The plan names no reviewer here.", reason="NOT_NEEDED")
    await stands(tx, row["reviewer"], row, REVIEWING)


async def _consents(tx: Transaction, row: Proposal) -> None:
    if not row["upper_consent"]:
        raise Conflict("The plan asks for no consent from above here.", reason="NOT_NEEDED")
    await above(tx, row)


async def _approves(tx: Transaction, row: Proposal) -> None:
    await stands(tx, row["approver"], row)


async def _rejects(tx: Transaction, row: Proposal) -> None:
    """Let those go on who may do one of the three."""
    refusal: Forbidden | None = None
    for may in (_approves, _reviews, _consents):
        try:
            return await may(tx, row)
        except Conflict:
            continue
        except Forbidden as error:
            refusal = refusal or error
    assert refusal is not None
    raise refusal


def _complete(row: Proposal, by: Mapping[ProposalAct, str]) -> None:
    """See that those have agreed who must before the approval."""
    if row["reviewer"] is not None and ProposalAct.REVIEW not in by:
        raise Conflict(f"{row['reviewer']} has to review it first.", reason="REVIEW_MISSING")
    if row["upper_consent"] and ProposalAct.CONSENT not in by:
        raise Conflict("The office above has to consent first.", reason="CONSENT_MISSING")


_WAYS = {
    ProposalAct.REVIEW: _reviews,
    ProposalAct.CONSENT: _consents,
    ProposalAct.APPROVE: _approves,
    ProposalAct.REJECT: _rejects,
}
