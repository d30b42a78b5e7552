"""What waits on a desk, and what rings there: proposals, and decisions that waited for no approval (待办)."""

from __future__ import annotations

from typing import Annotated

import strawberry

from resolvers.log import fed, span
from resolvers.responses import Drill, Scope, lies, touches
from resolvers.rows import Own, Rows, Viewed, paged, subscription
from resolvers.screens import After
from schema import tables
from schema.access import Viewer, readable
from schema.filters import among
from schema.nodes.proposals import OverrideBell, ProposalChange, state
from schema.procedure import ProposalState
from schema.scalars import DivisionCode

Beneath = Annotated[
    DivisionCode | None,
    strawberry.argument(
        description="The division of the office that listens: decisions there and below it; a basin's where "
        "it lies in part in them (值守区划)."
    ),
]

paged(
    "proposals",
    "ResponseProposal",
    "Decisions that wait for others to agree, or did (待批决策). "
    "For officers, commanders and administrators; others find none.",
    division=Own(
        DivisionCode,
        "Proposals whose scope lies in, above or across this division (区划).",
        touches,
    ),
    states=Own(
        list[ProposalState], "Only these states (状态).", lambda row, states: among(state(row), states)
    ),
)


@subscription(ProposalChange)
def proposal_changed(
    after: After = None,  # noqa: ARG001 - the feed reads it, no row depends on it
    division: Scope = None,
    drill: Drill = False,
) -> Viewed:
    """Every act on a proposal, from PROPOSE to its end (审批动态).

    Each once, in commit order, for officers, commanders and administrators. That a proposal has expired is
    told by no event: its `expiresAt` says when. `after` as in responseLevelChanged.
    """

    def told(viewer: Viewer) -> Rows:
        event, one = tables.events.event.alias(), tables.proposals.proposal_step.alias()
        row = tables.proposals.proposal.alias()
        source = event.join(one, one.c.id == event.c.proposal_step_id).join(
            row, row.c.id == one.c.proposal_id
        )
        chosen = span(event, source, one.c.id.label("proposal_step_id"))
        chosen = chosen.where(row.c.drill.is_(drill), readable(row, viewer))
        return fed(chosen if division is None else chosen.where(touches(row, division)))

    return Viewed(told)


@subscription(OverrideBell)
def override_rang(
    after: After = None,  # noqa: ARG001 - the feed reads it, no row depends on it
    division: Beneath = None,
    drill: Drill = False,
) -> Rows:
    """Decisions that waited for no approval, for the offices above (破例决定提示).

    Each once, in commit order, besides the change that responseLevelChanged tells. `after` as there.
    """
    event, change = tables.events.event.alias(), tables.responses.response_transition.alias()
    row = tables.responses.response.alias()
    source = event.join(change, change.c.id == event.c.override_id).join(
        row, row.c.id == change.c.response_id
    )
    chosen = span(event, source, change.c.id.label("override_id")).where(row.c.drill.is_(drill))
    return fed(chosen if division is None else chosen.where(lies(row, division)))
