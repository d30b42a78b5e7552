"""What is observed, forecast or stated, and readings that come in together (观测与研判)."""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, Numeric, Text, text

from schema.access import WATCH, Access, anyone, bearing, like, within
from schema.evidence import ObservationKind, measured
from schema.storage import instant, reference, table, word
from schema.vocabulary import Basis

THERE = within("division_id", *WATCH)
"""Who may report of a division."""

reading_intake = table(
    "reading_intake",
    instant("received_at", "When they came in (接收时间).", server_default=text("clock_timestamp()")),
    Column(
        "received_by", Text, nullable=False, comment="Who sent them: the token's subject, a post (报送岗位)."
    ),
    Column("received", Integer, nullable=False, comment="How many came (收到条数)."),
    Column("added", Integer, nullable=False, comment="How many of them were new (新增条数)."),
    comment="Readings that came in together (水位数据接收批次).",
    access=Access(read=anyone, write=bearing(*WATCH)),
    grants="SELECT, INSERT",
)

observation = table(
    "observation",
    word("kind", ObservationKind, "What was observed, forecast or stated (观测类别)."),
    reference("gauge_id", "gauge", "The gauge it is about (测站).", nullable=True),
    reference("division_id", "division", "The division it is about (区划).", nullable=True),
    instant("observed_at", "When it was observed, issued or stated (观测或发布时间)."),
    instant("valid_from", "From when the period it is about (时段起).", nullable=True),
    instant("valid_to", "Up to when the period it is about (时段止).", nullable=True),
    Column(
        "value",
        Numeric,
        CheckConstraint("value >= -500", name="value"),
        comment="How much, in `unit` (数值).",
    ),
    Column("unit", Text, comment="Unit of the value: `mm`, `m`; `mu`, `hm2`, `km2`; `person`, `wan` (单位)."),
    Column("datum", Text, comment="The datum of a level; null where none is named (高程基准)."),
    Column("topic", Text, comment="What is stated, a word such as `dike_danger` (事项)."),
    Column("holds", Boolean, comment="Whether it is stated to be so, or no longer (是否成立)."),
    Column("issued_by", Text, nullable=False, comment="The post or body that says so (发布单位)."),
    Column("said", Text, comment="What it says, in words (内容)."),
    word("basis", Basis, "Where it comes from (依据)."),
    instant("recorded_at", "When it was recorded here (记录时间).", server_default=text("clock_timestamp()")),
    Column(
        "recorded_by",
        Text,
        nullable=False,
        comment="Who recorded it: the token's subject, a post (记录岗位).",
    ),
    CheckConstraint("num_nonnulls(gauge_id, division_id) = 1", name="subject"),
    CheckConstraint("(gauge_id IS NULL) OR kind IN ('RAIN', 'FORECAST_LEVEL')", name="gauged"),
    CheckConstraint("kind <> 'FORECAST_LEVEL' OR gauge_id IS NOT NULL", name="level"),
    CheckConstraint("valid_to > valid_from", name="period"),
    CheckConstraint(
        "kind NOT IN ('RAIN', 'FORECAST_RAIN', 'FORECAST_LEVEL') OR num_nulls(valid_from, valid_to) = 0",
        name="periodic",
    ),
    CheckConstraint(
        "CASE kind WHEN 'STATEMENT' THEN num_nonnulls(value, unit) = 0 AND num_nulls(topic, holds) = 0 "
        f"ELSE num_nonnulls(topic, holds) = 0 AND num_nulls(value, unit) = 0 AND ({measured()}) END",
        name="measured",
    ),
    Index("ix_observation_gauge_id_kind", "gauge_id", "kind", "observed_at"),
    Index("ix_observation_division_id_kind", "division_id", "kind", "observed_at"),
    comment="What was observed, forecast or stated, beside readings of gauges (观测与研判).",
    access=Access(read=anyone, write=THERE + like("gauge_id")),
    grants="SELECT, INSERT",
)
