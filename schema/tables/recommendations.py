"""What follows from evidence: recommendations, each with its grounds (响应建议)."""

from sqlalchemy import CheckConstraint, Column, Index, Numeric, Text, text

from schema.access import COMMAND, Access, anyone, itself, within
from schema.evidence import Doubt, RecommendationState, Verdict
from schema.storage import instant, reference, table, word
from schema.vocabulary import ResponseLevel, TransitionKind

recommendation = table(
    "recommendation",
    reference("plan_id", "plan", "The plan (依据预案)."),
    reference("version_id", "plan_version", "The version of the plan in force (依据预案版本).", index=False),
    Column("system", Text, nullable=False, comment="Response system, such as `flood` (响应体系)."),
    reference("division_id", "division", "The division of the response (区划范围).", nullable=True),
    reference("basin_id", "basin", "The basin of the response (流域范围).", nullable=True),
    reference(
        "response_id",
        "response",
        "The response it is about; null: a new one (应急响应).",
        nullable=True,
        index=False,
    ),
    word("kind", TransitionKind, "What it recommends: START, RAISE, LOWER or END (建议事项)."),
    word("from", ResponseLevel, "The level decided last; null at a start (原级别).", nullable=True),
    word("to", ResponseLevel, "The level it recommends; null at an end (建议级别).", nullable=True),
    instant("made_at", "When it appeared (提出时间)."),
    instant("evidence_at", "When the newest evidence for it was observed (依据时间).", nullable=True),
    Column("reason", Text, nullable=False, comment="Why, in Chinese (理由)."),
    Column("reason_en", Text, nullable=False, comment="Why, in English (理由英文)."),
    word("state", RecommendationState, "What has become of it (状态)."),
    instant(
        "settled_at", "When it was accepted, changed, dismissed or superseded (处理时间).", nullable=True
    ),
    Column(
        "settled_by", Text, comment="Who did so: the token's subject, a post; null: the evidence (处理岗位)."
    ),
    Column("settled_reason", Text, comment="Why it was changed or dismissed (处理理由)."),
    reference(
        "transition_id", "response_transition", "What was decided (所作决定).", nullable=True, index=False
    ),
    instant(
        "lapsed_at", "When the evidence stopped saying so; null while it does (失效时间).", nullable=True
    ),
    CheckConstraint("num_nonnulls(division_id, basin_id) = 1", name="scope"),
    CheckConstraint("kind <> 'CORRECT'", name="recommended"),
    CheckConstraint("(state = 'OPEN') = (settled_at IS NULL)", name="settled"),
    CheckConstraint("state <> 'DISMISSED' OR settled_reason IS NOT NULL", name="dismissed"),
    CheckConstraint("state IN ('OPEN', 'DISMISSED') OR lapsed_at IS NOT NULL", name="lapsed"),
    Index("ix_recommendation_one", "plan_id", unique=True, postgresql_where=text("lapsed_at IS NULL")),
    comment="A level that the conditions of a plan call for, until somebody decides (响应建议).",
    access=Access(read=anyone, write=within("division_id", *COMMAND, basin="basin_id")),
    grants="SELECT, INSERT, UPDATE",
)

recommendation_ground = table(
    "recommendation_ground",
    reference("recommendation_id", "recommendation", "The recommendation (所属建议)."),
    reference("condition_id", "trigger_condition", "The condition that was looked at (条件).", index=False),
    word("verdict", Verdict, "Whether it held (判定)."),
    word("doubt", Doubt, "Why it could not be told (无法判定的原因).", nullable=True),
    reference("reading_id", "reading", "The reading that decided (水位观测值).", nullable=True, index=False),
    reference(
        "threshold_id",
        "threshold",
        "The mark it was held against, valid at that time (特征水位).",
        nullable=True,
        index=False,
    ),
    reference(
        "observation_id", "observation", "The observation that decided (观测).", nullable=True, index=False
    ),
    instant("observed_at", "When that was observed (观测时间).", nullable=True),
    Column("value", Numeric, comment="What was found: metres, mm, mu, persons, or a count (实测值)."),
    Column("limit", Numeric, comment="What it was held against, margin included (比较值)."),
    Column("difference", Numeric, comment="Value less limit (差值)."),
    Column("says", Text, nullable=False, comment="The same in a Chinese sentence (说明)."),
    Column("says_en", Text, nullable=False, comment="The same in an English sentence (说明英文)."),
    comment="What one condition found when a recommendation was made (建议依据).",
    access=Access(read=anyone, write=itself),
    grants="SELECT, INSERT",
)
