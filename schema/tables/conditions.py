"""The conditions of a plan's levels, as trees (启动条件)."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    Numeric,
    Text,
    UniqueConstraint,
    text,
)

from schema.access import Access, anyone
from schema.evidence import ConditionKind, ConditionWay, Side, listed, measured
from schema.storage import reference, table, word
from schema.vocabulary import Basis, ResponseLevel, ThresholdMark, Trend

FRESH = 720


def minutes(name: str, comment: str, *, nullable: bool = True, default: int | None = None) -> Column[int]:
    """Declare a length of time, in minutes, up to 60 days."""
    check = CheckConstraint(f"{name} BETWEEN 1 AND 86400", name=name)
    server_default = None if default is None else text(str(default))
    return Column(name, Integer, check, nullable=nullable, server_default=server_default, comment=comment)


ON_MARK = listed("kind", "GAUGE", "FORECAST_LEVEL")
SUMMED = listed("kind", "RAIN", "FORECAST_RAIN")
AMOUNT = listed("kind", "RAIN", "FORECAST_RAIN", "AFFECTED_AREA", "AFFECTED_PEOPLE")


trigger_condition = table(
    "trigger_condition",
    reference("level_id", "plan_level", "The level whose condition it is (所属响应级别)."),
    word("way", ConditionWay, "Whether it leads to the level or away from it (条件方向)."),
    Column(
        "parent_id",
        BigInteger,
        index=True,
        comment="The condition it is a part of; null: the whole (上级条件).",
    ),
    Column("seq", Integer, nullable=False, comment="Its place among the parts, from 1 (序号)."),
    word("kind", ConditionKind, "What it asks (条件类别)."),
    Column(
        "at_least",
        Integer,
        CheckConstraint("at_least > 0", name="at_least"),
        comment="How many: parts of AT_LEAST, divisions of UNITS (至少几项).",
    ),
    reference("gauge_id", "gauge", "The gauge it looks at (测站).", nullable=True),
    reference(
        "division_id",
        "division",
        "The division it looks at, without a gauge; null: that of the plan (区划).",
        nullable=True,
    ),
    word("mark", ThresholdMark, "The mark that a level is held against (特征水位).", nullable=True),
    word("side", Side, "On which side of the mark (高于或低于).", nullable=True),
    Column(
        "margin",
        Numeric,
        CheckConstraint("margin BETWEEN 0 AND 100", name="margin"),
        comment="By how much, in metres; null: 0 (超出幅度).",
    ),
    minutes(
        "for_minutes",
        "For how long it must have been so, in minutes; null: the newest reading is enough (持续时间).",
    ),
    word("trend", Trend, "Which way the water must go; null: any (水势).", nullable=True),
    Column(
        "clear_margin",
        Numeric,
        CheckConstraint("clear_margin BETWEEN 0 AND 100", name="clear_margin"),
        comment="How far back beyond the mark, in metres, before it counts as over; null: 0 (解除幅度).",
    ),
    minutes(
        "clear_minutes",
        "For how long back beyond the mark, and not turning, in minutes, before it counts as over; null: the "
        "plan does not say when it is over (解除持续时间).",
    ),
    minutes(
        "fresh_minutes",
        "How old the newest evidence may be, and how far apart two readings, in minutes (数据有效时间).",
        nullable=False,
        default=FRESH,
    ),
    Column(
        "amount",
        Numeric,
        CheckConstraint("amount > 0", name="amount"),
        comment="At least so much, in `unit`: rain, area or people (数量).",
    ),
    Column("unit", Text, comment="Unit of the amount: `mm`; `mu`, `hm2`, `km2`; `person`, `wan` (单位)."),
    minutes("over_minutes", "Within how long the rain falls, in minutes (统计时段)."),
    Column(
        "system", Text, comment="Response system of the divisions below; null: that of the plan (响应体系)."
    ),
    word("severity", ResponseLevel, "The level they are at, or a worse one (级别).", nullable=True),
    Column("topic", Text, comment="What is stated, a word such as `dike_danger` (事项)."),
    word("basis", Basis, "Where the condition comes from (依据)."),
    Column("source", Text, comment="Which text it follows (来源)."),
    UniqueConstraint("id", "level_id", "way", name="uq_trigger_condition_place"),
    ForeignKeyConstraint(
        ["parent_id", "level_id", "way"],
        ["trigger_condition.id", "trigger_condition.level_id", "trigger_condition.way"],
        name="fk_trigger_condition_parent_id",
    ),
    Index(
        "ix_trigger_condition_whole",
        "level_id",
        "way",
        unique=True,
        postgresql_where=text("parent_id IS NULL"),
    ),
    CheckConstraint(f"(at_least IS NOT NULL) = {listed('kind', 'AT_LEAST', 'UNITS')}", name="counted"),
    CheckConstraint(
        f"CASE WHEN {ON_MARK} THEN num_nulls(gauge_id, mark, side) = 0 "
        "ELSE num_nonnulls(mark, side, margin) = 0 END",
        name="marked",
    ),
    CheckConstraint(
        "kind = 'GAUGE' OR num_nonnulls(for_minutes, trend, clear_margin, clear_minutes) = 0", name="lasting"
    ),
    CheckConstraint("clear_margin IS NULL OR clear_minutes IS NOT NULL", name="cleared"),
    CheckConstraint(
        f"CASE WHEN {AMOUNT} THEN num_nulls(amount, unit) = 0 AND ({measured()}) "
        "ELSE num_nonnulls(amount, unit) = 0 END",
        name="measured",
    ),
    CheckConstraint(f"(over_minutes IS NOT NULL) = {SUMMED}", name="summed"),
    CheckConstraint(
        "(severity IS NOT NULL) = (kind = 'UNITS') AND (kind = 'UNITS' OR system IS NULL)", name="rolled"
    ),
    CheckConstraint("(topic IS NOT NULL) = (kind = 'STATEMENT')", name="stated"),
    CheckConstraint(
        f"num_nonnulls(gauge_id, division_id) <= CASE WHEN {listed('kind', 'ALL', 'ANY', 'AT_LEAST')} "
        "THEN 0 ELSE 1 END",
        name="looked_at",
    ),
    CheckConstraint(f"gauge_id IS NULL OR {ON_MARK} OR kind = 'RAIN'", name="gauged"),
    comment="A part of the condition of a level, as a tree (启动条件).",
    access=Access(read=anyone),
)
