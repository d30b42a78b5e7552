"""Gauges, their thresholds and readings (水文测站)."""

from sqlalchemy import CheckConstraint, Column, Date, Index, Numeric, Text, UniqueConstraint

from schema.access import WATCH, Access, anyone, like, within
from schema.storage import cell, instant, position, reference, table, word
from schema.vocabulary import Basis, Precision, ThresholdMark, Trend

gauge = table(
    "gauge",
    Column("code", Text, nullable=False, unique=True, comment="Code in its register (编号)."),
    Column("name", Text, nullable=False, comment="Chinese name (名称)."),
    Column("name_en", Text, comment="English name (英文名)."),
    Column("kind", Text, nullable=False, comment="On what it stands: `river`, `lake`, `reservoir` (类别)."),
    Column("water", Text, nullable=False, comment="The river or lake, in Chinese (水体)."),
    Column("water_en", Text, comment="The river or lake, in English (水体英文名)."),
    reference("division_id", "division", "The division it stands in (所在区划)."),
    position("location", "Position, EPSG:4326; null where none is known (位置)."),
    word("basis", Basis, "Where the position comes from; null without one (位置依据).", nullable=True),
    Column("position_note", Text, comment="How the position was found, or why there is none (位置说明)."),
    Column(
        "position_error_km",
        Numeric,
        CheckConstraint("position_error_km >= 0", name="position_error_km"),
        comment="How far the true position may lie from this one, in kilometres (位置误差).",
    ),
    CheckConstraint("(location IS NULL) = (basis IS NULL)", name="located"),
    cell("location::geometry"),
    Index("ix_gauge_cell", "cell"),
    Index("ix_gauge_location", "location", postgresql_using="gist"),
    comment="A station where the level of a water is measured (水文测站).",
    access=Access(read=anyone, write=within("division_id", *WATCH)),  # to write readings of it
)

threshold = table(
    "threshold",
    reference("gauge_id", "gauge", "The gauge (测站).", index=False),
    word("mark", ThresholdMark, "Which mark (特征水位类别)."),
    Column("value", Numeric, nullable=False, comment="The level, in metres (水位值)."),
    Column("datum", Text, comment="The datum of the height; null where the source names none (高程基准)."),
    Column("as_of", Date, nullable=False, comment="The date for which a source gives it (数据日期)."),
    word("as_of_precision", Precision, "How exactly that date is known (日期精度)."),
    Column("derivation", Text, comment="How the value follows from what was reported (推算方式)."),
    Column("source", Text, comment="Where it was reported (来源)."),
    Index("ix_threshold_gauge_id_mark_as_of", "gauge_id", "mark", "as_of"),
    comment="A mark of a gauge as a source gave it at a date (特征水位).",
    access=Access(read=anyone),
)

reading = table(
    "reading",
    reference("gauge_id", "gauge", "The gauge (测站).", index=False),
    instant("observed_at", "When it was observed (观测时间)."),
    Column("level", Numeric, nullable=False, comment="The level, in metres (水位)."),
    Column("flow", Numeric, comment="The discharge, in cubic metres a second (流量)."),
    word("trend", Trend, "Which way the level goes (水势).", nullable=True),
    word("basis", Basis, "Where the reading comes from (依据)."),
    Column("datum", Text, comment="The datum of the height; null where the sender names none (高程基准)."),
    reference("intake_id", "reading_intake", "With which others it came in (接收批次).", nullable=True),
    UniqueConstraint("gauge_id", "observed_at"),
    comment="What a gauge showed at an instant (水位观测值).",
    access=Access(read=anyone, write=like("gauge_id")),
    grants="SELECT, INSERT",
)
