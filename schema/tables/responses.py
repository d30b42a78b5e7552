"""Responses and their transitions (应急响应)."""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Text, text
from sqlalchemy.dialects.postgresql import TSTZRANGE, ExcludeConstraint

from schema.access import COMMAND, Access, anyone, like, within
from schema.storage import instant, reference, table, word
from schema.vocabulary import Basis, Precision, ResponseLevel, TransitionKind

response = table(
    "response",
    Column("code", Text, unique=True, comment="Code in the register it was imported from (编号)."),
    Column(
        "system", Text, nullable=False, comment="Response system, such as `flood` or `drought` (响应体系)."
    ),
    reference("plan_id", "plan", "The plan it is started under (依据预案)."),
    reference(
        "division_id",
        "division",
        "The division it holds for; null when the scope is a basin (区划范围).",
        nullable=True,
    ),
    reference(
        "basin_id",
        "basin",
        "The basin it holds for; null when the scope is a division (流域范围).",
        nullable=True,
    ),
    Column("drill", Boolean, nullable=False, comment="Whether it is a drill, fixed at its start (演练)."),
    Column(
        "period",
        TSTZRANGE,
        nullable=False,
        comment="From its start to its end, half-open; kept by a trigger.",
    ),
    CheckConstraint("num_nonnulls(division_id, basin_id) = 1", name="scope"),
    ExcludeConstraint(
        (Column("system"), "="),
        (text("coalesce(division_id, -basin_id)"), "="),
        (Column("drill"), "="),
        (Column("period"), "&&"),
        name="response_overlap",
        using="gist",
    ),
    comment="One continuous response of one system in one scope, from its start to its end (应急响应).",
    access=Access(read=anyone, write=within("division_id", *COMMAND, basin="basin_id")),
    grants="SELECT, INSERT",
)

response_transition = table(
    "response_transition",
    reference("response_id", "response", "The response it belongs to (所属应急响应).", index=False),
    word("kind", TransitionKind, "What it does (变动类型)."),
    word("from", ResponseLevel, "The level before; null at a start (原级别).", nullable=True),
    word("to", ResponseLevel, "The level after; null at an end (新级别).", nullable=True),
    instant("evidence_at", "When the evidence was observed (依据时间).", nullable=True),
    instant(
        "decided_at", "When it was decided; null only where a source gave none (决定时间).", nullable=True
    ),
    instant("effective_at", "From when it holds (生效时间)."),
    instant("recorded_at", "When it was recorded here (记录时间).", server_default=text("clock_timestamp()")),
    word("effective_precision", Precision, "How exactly the source gave the effective time (生效时间精度)."),
    word("effective_basis", Basis, "Where the effective time comes from (生效时间依据)."),
    Column("reason", Text, comment="Why; null only where a source gave none (理由)."),
    Column("document_no", Text, comment="Number of the document that announced it (文号)."),
    Column("recorded_by", Text, comment="Who recorded it: the token's subject, a post (记录岗位)."),
    Column("source", Text, comment="Key of the fact it was imported from (来源)."),
    instant(
        "expected_until",
        "Until when the level is expected to hold; null where that was not said (预计持续至).",
        nullable=True,
    ),
    reference(
        "corrects_id",
        "response_transition",
        "The transition that was issued in error; null but for a CORRECT (所更正变动).",
        nullable=True,
    ),
    Column(
        "override_reason",
        Text,
        comment="Why no approval was waited for, where the plan asks for one; else null (未经审批理由).",
    ),
    CheckConstraint(
        """(kind = 'START' AND "from" IS NULL AND "to" IS NOT NULL)
        OR (kind IN ('RAISE', 'LOWER') AND "from" IS NOT NULL AND "to" IS NOT NULL)
        OR (kind = 'END' AND "from" IS NOT NULL AND "to" IS NULL)
        OR (kind = 'CORRECT' AND "from" IS DISTINCT FROM "to")""",
        name="walk",
    ),
    CheckConstraint("kind = 'CORRECT' OR corrects_id IS NULL", name="corrects"),
    CheckConstraint("expected_until > effective_at", name="expected"),
    Index(
        "ix_response_transition_one_start",
        "response_id",
        unique=True,
        postgresql_where=text("kind = 'START'"),
    ),
    Index("ix_response_transition_effective_at", "effective_at"),
    Index("ix_response_transition_response_id", "response_id", "id"),
    Index("ix_response_transition_walk", "response_id", "effective_at", "id"),
    comment="One change of a response's level, never changed afterwards (响应变动).",
    access=Access(read=anyone, write=like("response_id")),
    grants="SELECT, INSERT",
)

CONFLICTS = {
    "response_overlap": "There is a response of this system and scope in that time already.",
}
"""What it means when a constraint refuses a row."""
