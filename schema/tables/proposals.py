"""Decisions that are proposed first, and what everybody did about them (决策审批)."""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Text, text

from schema.access import COMMAND, OFFICIALS, Access, bearing, like, within
from schema.procedure import ProposalAct
from schema.storage import instant, reference, table, word
from schema.vocabulary import ResponseLevel, TransitionKind

INSIDERS = bearing(*OFFICIALS)
"""Officials, wherever they serve: what is not decided yet is not public."""
ACTING = within("division_id", *OFFICIALS, basin="basin_id")
"""Who may do something about a proposal; what exactly, the plan says."""

ENDS = (ProposalAct.APPROVE, ProposalAct.REJECT, ProposalAct.WITHDRAW, ProposalAct.SUPERSEDE)
"""The acts after which nothing can be done to a proposal any more."""

proposal = table(
    "proposal",
    word("kind", TransitionKind, "What is proposed (提议事项)."),
    reference("plan_id", "plan", "The plan it stands under (依据预案)."),
    reference("rule_id", "authority_rule", "The rule that says who has to agree (权限规定)."),
    reference(
        "level_id", "plan_level", "The level of the plan that it sets in motion (启动级别).", nullable=True
    ),
    reference(
        "response_id", "response", "The response; null where one is to start (应急响应).", nullable=True
    ),
    reference(
        "last_transition_id",
        "response_transition",
        "The last transition when it was proposed; another one since makes it impossible (所见最近变动).",
        nullable=True,
    ),
    reference(
        "corrects_id",
        "response_transition",
        "The transition that was issued in error; null but for a CORRECT (所更正变动).",
        nullable=True,
    ),
    reference(
        "division_id", "division", "The division it is for; null for a basin (区划范围).", nullable=True
    ),
    reference("basin_id", "basin", "The basin it is for; null for a division (流域范围).", nullable=True),
    Column("system", Text, nullable=False, comment="Response system, such as `flood` (响应体系)."),
    Column("drill", Boolean, nullable=False, comment="Whether it is a drill (演练)."),
    word("from", ResponseLevel, "The level before; null at a start (原级别).", nullable=True),
    word("to", ResponseLevel, "The level after; null at an end (新级别).", nullable=True),
    instant("evidence_at", "When the evidence was observed (依据时间).", nullable=True),
    instant("decided_at", "When it was decided; null: when it is approved (决定时间).", nullable=True),
    instant("effective_at", "From when it is to hold (生效时间)."),
    instant(
        "expected_until", "Until when it is expected to hold, if that is said (预计持续至).", nullable=True
    ),
    Column("reason", Text, nullable=False, comment="Why (理由)."),
    Column("document_no", Text, comment="Number of the document that is to announce it (文号)."),
    Column("text", Text, nullable=False, comment="What is to be decided, in Chinese (决定文本)."),
    Column("text_en", Text, nullable=False, comment="What is to be decided, in English (决定英文文本)."),
    Column(
        "digest",
        Text,
        nullable=False,
        comment="SHA-256 over all that is proposed, in hexadecimal: whoever agrees sends it back (摘要).",
    ),
    reference("supersedes_id", "proposal", "The proposal whose place it takes (所替代提议).", nullable=True),
    instant("proposed_at", "When it was proposed (提出时间)."),
    instant("expires_at", "Until when it can be approved (审批截止时间)."),
    CheckConstraint("num_nonnulls(division_id, basin_id) = 1", name="scope"),
    CheckConstraint("""(kind = 'START') = (response_id IS NULL)""", name="response"),
    CheckConstraint("expires_at > proposed_at", name="limit"),
    Index("ix_proposal_expires_at", "expires_at"),
    comment="A decision that waits for others to agree, never changed afterwards (待批决策).",
    access=Access(read=INSIDERS, write=within("division_id", *COMMAND, basin="basin_id")),
    grants="SELECT, INSERT",
)

proposal_step = table(
    "proposal_step",
    reference("proposal_id", "proposal", "The proposal (所属提议).", index=False),
    word("act", ProposalAct, "What was done (环节)."),
    Column("by", Text, nullable=False, comment="Who did it: the token's subject, a post (办理岗位)."),
    Column("reason", Text, comment="Why; null for PROPOSE and SUPERSEDE (意见)."),
    instant("at", "When (时间)."),
    reference(
        "transition_id",
        "response_transition",
        "The transition that an approval recorded; null for other acts (响应变动).",
        nullable=True,
    ),
    CheckConstraint("(act = 'APPROVE') = (transition_id IS NOT NULL)", name="transition"),
    Index("ix_proposal_step_proposal_id", "proposal_id", "id"),
    Index(
        "ix_proposal_step_one_end",
        "proposal_id",
        unique=True,
        postgresql_where=text(f"act IN ({', '.join(repr(act.value) for act in ENDS)})"),
    ),
    Index(
        "ix_proposal_step_once",
        "proposal_id",
        "by",
        unique=True,
        postgresql_where=text("act IN ('PROPOSE', 'REVIEW', 'CONSENT', 'APPROVE')"),
    ),
    comment="What somebody did about a proposal, never changed afterwards (审批记录).",
    access=Access(read=INSIDERS, write=like("proposal_id", ACTING)),
    grants="SELECT, INSERT",
)

CONFLICTS = {
    "ix_proposal_step_one_end": "The proposal is settled already.",
    "ix_proposal_step_once": "The same person cannot act twice on one proposal.",
}
"""What it means when a constraint refuses a row."""
