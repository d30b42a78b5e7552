"""The closed lists of words of evidence: conditions, what is observed, what is recommended."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum

import strawberry
from strawberry import enum_value as meaning


@strawberry.enum(
    description="What a condition asks (启动条件类别): three join others, the rest look at evidence."
)
class ConditionKind(Enum):
    """Kinds of condition: the branches of the tree, then its leaves."""

    ALL = meaning("ALL", description="All of its parts hold (全部满足).")
    ANY = meaning("ANY", description="Any of its parts holds (任一满足).")
    AT_LEAST = meaning("AT_LEAST", description="At least `atLeast` of its parts hold (至少满足若干项).")
    GAUGE = meaning("GAUGE", description="The readings of a gauge against one of its marks (测站水位).")
    FORECAST_LEVEL = meaning(
        "FORECAST_LEVEL", description="The level forecast for a gauge against one of its marks (预报水位)."
    )
    RAIN = meaning("RAIN", description="A sum of rain within a time (累计雨量).")
    FORECAST_RAIN = meaning("FORECAST_RAIN", description="A sum of rain forecast within a time (预报雨量).")
    UNITS = meaning(
        "UNITS", description="How many divisions directly below are at a level or worse (下级响应数)."
    )
    AFFECTED_AREA = meaning("AFFECTED_AREA", description="The area affected, in mu (受灾面积).")
    AFFECTED_PEOPLE = meaning("AFFECTED_PEOPLE", description="The people affected (受灾人口).")
    STATEMENT = meaning("STATEMENT", description="What a post states, such as a breach (人工研判).")


BRANCHES = frozenset((ConditionKind.ALL, ConditionKind.ANY, ConditionKind.AT_LEAST))


@strawberry.enum(description="Which way a condition leads (条件方向).")
class ConditionWay(Enum):
    """The two directions: up to a level, and down from it."""

    ENTER = meaning("ENTER", description="To start at this level, or to raise to it (启动或提升).")
    LEAVE = meaning("LEAVE", description="To lower from this level, or to end at it (降低或终止).")


@strawberry.enum(description="On which side of a mark (高于或低于).")
class Side(Enum):
    """Sides of a mark."""

    ABOVE = meaning("ABOVE", description="At the mark plus the margin, or above (达到或超过).")
    BELOW = meaning("BELOW", description="Below the mark less the margin (低于).")


@strawberry.enum(description="Whether a condition holds (判定).")
class Verdict(Enum):
    """The three values of the logic; what is unknown recommends nothing."""

    HOLDS = meaning("HOLDS", description="It holds (成立).")
    FAILS = meaning("FAILS", description="It does not hold (不成立).")
    UNKNOWN = meaning("UNKNOWN", description="It cannot be told; `doubt` says why (无法判定).")


@strawberry.enum(description="Why it cannot be told whether a condition holds (无法判定的原因).")
class Doubt(Enum):
    """Reasons of an unknown verdict."""

    NO_EVIDENCE = meaning("NO_EVIDENCE", description="Nothing was observed or forecast (无观测数据).")
    STALE = meaning("STALE", description="The newest is older than `freshMinutes` (数据过期).")
    NO_MARK = meaning("NO_MARK", description="No mark is known for the day of a reading (无特征水位).")
    DATUM = meaning("DATUM", description="Reading and mark are of two datums (高程基准不一致).")
    TOO_SHORT = meaning("TOO_SHORT", description="The readings do not reach back so long (观测时段不足).")
    GAP = meaning("GAP", description="There is a gap of more than `freshMinutes` in them (观测中断).")
    NO_TREND = meaning("NO_TREND", description="It is not known which way the water goes (水势不明).")
    NO_RULE = meaning("NO_RULE", description="The plan does not say when this is over (无降级规定).")
    PERIOD = meaning("PERIOD", description="The sum is of a period that does not decide it (时段不符).")


@strawberry.enum(description="What was observed, beside readings of gauges (观测类别).")
class ObservationKind(Enum):
    """Kinds of observation; each is the leaf of the same name's evidence."""

    RAIN = meaning("RAIN", description="A sum of rain over its period, in mm (累计雨量).")
    FORECAST_LEVEL = meaning(
        "FORECAST_LEVEL", description="The highest level forecast for a gauge in its period, in m (预报水位)."
    )
    FORECAST_RAIN = meaning(
        "FORECAST_RAIN", description="A sum of rain forecast for its period, in mm (预报雨量)."
    )
    AFFECTED_AREA = meaning("AFFECTED_AREA", description="The area affected (受灾面积).")
    AFFECTED_PEOPLE = meaning("AFFECTED_PEOPLE", description="The people affected (受灾人口).")
    STATEMENT = meaning("STATEMENT", description="A post states that something is so, or no longer (研判).")


UNITS: Mapping[str, Mapping[str, Decimal]] = {
    "RAIN": {"mm": Decimal(1)},
    "FORECAST_LEVEL": {"m": Decimal(1)},
    "FORECAST_RAIN": {"mm": Decimal(1)},
    "AFFECTED_AREA": {"mu": Decimal(1), "hm2": Decimal(15), "km2": Decimal(1500)},
    "AFFECTED_PEOPLE": {"person": Decimal(1), "wan": Decimal(10_000)},
}
"""Which units each kind may be given in, and how many of its first unit each is: 15 mu are a hectare."""


def listed(column: str, *words: str) -> str:
    """Say in SQL that a column holds one of some words."""
    named = ", ".join(f"'{word}'" for word in words)
    return f"{column} IN ({named})"


def measured() -> str:
    """Say in SQL that a unit is one that its kind may be given in."""
    return " OR ".join(f"(kind = '{kind}' AND {listed('unit', *units)})" for kind, units in UNITS.items())


@strawberry.enum(description="What has become of a recommendation (建议状态).")
class RecommendationState(Enum):
    """States of a recommendation; only an open one can be decided on."""

    OPEN = meaning("OPEN", description="It waits for a decision (待决定).")
    ACCEPTED = meaning("ACCEPTED", description="What it recommends was decided (已采纳).")
    CHANGED = meaning("CHANGED", description="Another level was decided (已另行决定).")
    DISMISSED = meaning("DISMISSED", description="It was dismissed with a reason (已驳回).")
    SUPERSEDED = meaning("SUPERSEDED", description="The evidence no longer says so (已失效).")
