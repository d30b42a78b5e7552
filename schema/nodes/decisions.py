"""What is sent to start, change, end and correct a response, and to have it approved (应急响应决策)."""

from __future__ import annotations

from datetime import datetime

import strawberry

from schema.scalars import DivisionCode
from schema.vocabulary import ResponseLevel

KEY = (
    "Idempotency key, scoped to the token's subject, kept 7 days: the same key and input give the same "
    "transition, another input is a CONFLICT (幂等键)."
)
EFFECTIVE = "From when it holds (生效时间)."
DECIDED = "When it was decided; default the moment it is recorded (决定时间)."
EVIDENCE = "When the evidence was observed, such as a reading (依据时间)."
REASON = "Why; not blank (理由)."
DOCUMENT = "Number of the document that announces it (文号)."
EXPECTED = "Until when it is expected to hold; later than `effectiveAt` (预计持续至)."
LAST = "The last transition the caller saw; another one since is a CONFLICT (所见最近变动)."
WHICH = "The response (应急响应)."


@strawberry.input(description="Starts a response (启动响应). Exactly one of `division` and `basin`.")
class StartResponseInput:
    """Starts a response."""

    key: str = strawberry.field(description=KEY)
    plan: strawberry.ID = strawberry.field(description="The plan it is started under (依据预案).")
    division: DivisionCode | None = strawberry.field(
        default=None, description="The division it holds for (区划范围)."
    )
    basin: strawberry.ID | None = strawberry.field(
        default=None, description="The basin it holds for (流域范围)."
    )
    level: ResponseLevel = strawberry.field(description="The level to start at (级别).")
    effective_at: datetime = strawberry.field(description=EFFECTIVE)
    decided_at: datetime | None = strawberry.field(default=None, description=DECIDED)
    evidence_at: datetime | None = strawberry.field(default=None, description=EVIDENCE)
    reason: str = strawberry.field(description=REASON)
    document_no: str | None = strawberry.field(default=None, description=DOCUMENT)
    expected_until: datetime | None = strawberry.field(default=None, description=EXPECTED)
    drill: bool = strawberry.field(default=False, description="Whether it is a drill, fixed for good (演练).")


@strawberry.input(description="Raises or lowers a response (调整响应级别).")
class ChangeResponseLevelInput:
    """Raises or lowers a response."""

    key: str = strawberry.field(description=KEY)
    response: strawberry.ID = strawberry.field(description=WHICH)
    last_transition: strawberry.ID | None = strawberry.field(default=None, description=LAST)
    level: ResponseLevel = strawberry.field(
        description="The new level: towards I raises, towards IV lowers (级别)."
    )
    effective_at: datetime = strawberry.field(description=EFFECTIVE)
    decided_at: datetime | None = strawberry.field(default=None, description=DECIDED)
    evidence_at: datetime | None = strawberry.field(default=None, description=EVIDENCE)
    reason: str = strawberry.field(description=REASON)
    document_no: str | None = strawberry.field(default=None, description=DOCUMENT)
    expected_until: datetime | None = strawberry.field(default=None, description=EXPECTED)


@strawberry.input(description="Ends a response (终止响应).")
class EndResponseInput:
    """Ends a response."""

    key: str = strawberry.field(description=KEY)
    response: strawberry.ID = strawberry.field(description=WHICH)
    last_transition: strawberry.ID | None = strawberry.field(default=None, description=LAST)
    effective_at: datetime = strawberry.field(description=EFFECTIVE)
    decided_at: datetime | None = strawberry.field(default=None, description=DECIDED)
    evidence_at: datetime | None = strawberry.field(default=None, description=EVIDENCE)
    reason: str = strawberry.field(description=REASON)
    document_no: str | None = strawberry.field(default=None, description=DOCUMENT)


@strawberry.input(
    description="Sets right what was issued in error, in one step (更正). "
    "Before `effectiveAt` nothing changes."
)
class CorrectResponseInput:
    """Sets a response right."""

    key: str = strawberry.field(description=KEY)
    response: strawberry.ID = strawberry.field(description=WHICH)
    last_transition: strawberry.ID | None = strawberry.field(default=None, description=LAST)
    transition: strawberry.ID | None = strawberry.field(
        default=None, description="What was issued in error; default the last transition (误发变动)."
    )
    to: ResponseLevel | None = strawberry.field(
        default=None, description="The level from `effectiveAt` on; null: none, it is over (更正后级别)."
    )
    effective_at: datetime = strawberry.field(
        description="From when it is right; where the response has ended, the end's own (生效时间)."
    )
    decided_at: datetime | None = strawberry.field(default=None, description=DECIDED)
    evidence_at: datetime | None = strawberry.field(default=None, description=EVIDENCE)
    reason: str | None = strawberry.field(
        default=None, description="Why; default `correction` of the transition, prepared text (理由)."
    )
    document_no: str | None = strawberry.field(default=None, description=DOCUMENT)
    expected_until: datetime | None = strawberry.field(default=None, description=EXPECTED)


Decision = StartResponseInput | ChangeResponseLevelInput | EndResponseInput | CorrectResponseInput


@strawberry.input(description="One decision, with the `key` of the whole (决策).", one_of=True)
class DecisionInput:
    """One of four decisions."""

    start: StartResponseInput | None = strawberry.field(
        default=strawberry.UNSET, description="Start a response (启动)."
    )
    change: ChangeResponseLevelInput | None = strawberry.field(
        default=strawberry.UNSET, description="Raise or lower one (调整)."
    )
    end: EndResponseInput | None = strawberry.field(default=strawberry.UNSET, description="End one (终止).")
    correct: CorrectResponseInput | None = strawberry.field(
        default=strawberry.UNSET, description="Set one right (更正)."
    )

    def one(self) -> tuple[str, Decision]:
        """Give the name and the input of the one that was given."""
        ((name, asked),) = ((name, asked) for name, asked in vars(self).items() if asked)
        return name, asked


@strawberry.input(description="Proposes a decision (提出审批).")
class ProposeDecisionInput:
    """Proposes a decision."""

    decision: DecisionInput = strawberry.field(description="What is proposed (提议事项).")
    supersedes: strawberry.ID | None = strawberry.field(
        default=None,
        description="The proposal whose place it takes: an edited proposal is a new one (所替代提议).",
    )


@strawberry.input(description="Decides at once what the plan wants approved (破例决定).")
class OverrideDecisionInput:
    """Decides without waiting."""

    decision: DecisionInput = strawberry.field(description="What is decided (决定事项).")
    reason: str = strawberry.field(description="Why no approval is waited for; not blank (未经审批理由).")


@strawberry.input(description="Acts on a proposal (办理审批).")
class ProposalActInput:
    """Acts on a proposal."""

    key: str = strawberry.field(description=KEY)
    proposal: strawberry.ID = strawberry.field(description="The proposal (提议).")
    digest: str = strawberry.field(
        description="The `digest` of the proposal as it was read; another one is a CONFLICT (摘要)."
    )
    reason: str = strawberry.field(description="Why; not blank (意见).")
