"""What is sent to record readings and observations, and to settle recommendations (报送与处理)."""

from __future__ import annotations

from datetime import datetime

import strawberry

from schema.evidence import ObservationKind
from schema.keys import KEY
from schema.scalars import DivisionCode
from schema.vocabulary import ResponseLevel, Trend

GAUGE = "The gauge, by its ID or its code (测站)."
DATUM = "The datum of the height; leave it out where it is not known (高程基准)."
TOPIC = "For a STATEMENT: what is stated, a word such as `dike_danger` (事项)."
ABOUT = "The recommendation (响应建议)."


@strawberry.input(description="What a gauge showed at an instant (水位观测值).")
class ReadingInput:
    """One reading."""

    gauge: strawberry.ID = strawberry.field(description=GAUGE)
    observed_at: datetime = strawberry.field(description="When it was observed; not ahead (观测时间).")
    level: float = strawberry.field(description="The level in metres, -500 to 9000 (水位).")
    flow: float | None = strawberry.field(default=None, description="Cubic metres a second, 0 to 1e6 (流量).")
    trend: Trend | None = strawberry.field(default=None, description="Which way the water goes (水势).")
    datum: str | None = strawberry.field(default=None, description=DATUM)


@strawberry.input(description="Records readings of gauges, all or none (报送水位).")
class RecordReadingsInput:
    """Records readings."""

    key: str = strawberry.field(description=KEY)
    readings: list[ReadingInput] = strawberry.field(description="1 to 500 readings (观测值).")


@strawberry.input(description="Records an observation (报送观测). Exactly one of `gauge` and `division`.")
class RecordObservationInput:
    """Records an observation."""

    key: str = strawberry.field(description=KEY)
    kind: ObservationKind = strawberry.field(description="What was observed (观测类别).")
    gauge: strawberry.ID | None = strawberry.field(default=None, description=GAUGE)
    division: DivisionCode | None = strawberry.field(default=None, description="The division (区划).")
    observed_at: datetime = strawberry.field(description="When observed, issued or stated (观测或发布时间).")
    valid_from: datetime | None = strawberry.field(
        default=None, description="From when the period it is about; RAIN and forecasts need it (时段起)."
    )
    valid_to: datetime | None = strawberry.field(
        default=None, description="Up to when that period, or until when a statement is good (时段止)."
    )
    value: float | None = strawberry.field(default=None, description="How much, in `unit` (数值).")
    unit: str | None = strawberry.field(
        default=None, description="`mm` of rain, `m` of level; `mu`, `hm2`, `km2`; `person`, `wan` (单位)."
    )
    datum: str | None = strawberry.field(default=None, description=DATUM)
    topic: str | None = strawberry.field(default=None, description=TOPIC)
    holds: bool | None = strawberry.field(
        default=None, description="For a STATEMENT: whether it is so, or no longer (是否成立)."
    )
    issued_by: str = strawberry.field(description="The post or body that says so, never a name (发布单位).")
    said: str | None = strawberry.field(default=None, description="What it says, in words (内容).")


@strawberry.input(description="Decides as a recommendation says, or at another level (采纳建议).")
class AcceptRecommendationInput:
    """Accepts a recommendation."""

    key: str = strawberry.field(description=KEY)
    recommendation: strawberry.ID = strawberry.field(description=ABOUT)
    level: ResponseLevel | None = strawberry.field(
        default=None, description="Another level than the recommended one; its state is then CHANGED (级别)."
    )
    effective_at: datetime = strawberry.field(description="From when it holds (生效时间).")
    decided_at: datetime | None = strawberry.field(
        default=None, description="When it was decided; default the moment it is recorded (决定时间)."
    )
    reason: str = strawberry.field(description="Why; not blank (理由).")
    document_no: str | None = strawberry.field(
        default=None, description="Number of the document that announces it (文号)."
    )


@strawberry.input(description="Dismisses a recommendation (驳回建议).")
class DismissRecommendationInput:
    """Dismisses a recommendation."""

    key: str = strawberry.field(description=KEY)
    recommendation: strawberry.ID = strawberry.field(description=ABOUT)
    reason: str = strawberry.field(description="Why; not blank (理由).")
