"""Recommendations as the public sees them (响应建议)."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column

from schema import tables
from schema.declare import Many, One, auto, many, node, one
from schema.evidence import RecommendationState
from schema.registry import Node, message
from schema.storage import word


@node(tables.recommendations.recommendation, orders=("made_at",))
class Recommendation(Node):
    """A level that the conditions of a plan call for, until somebody decides (响应建议)."""

    id: auto
    plan: One = one("Plan")
    version: One = one("PlanVersion")
    system: auto
    division: One = one("Division")
    basin: One = one("Basin")
    response: One = one("Response")
    kind: auto
    from_: auto
    to: auto
    made_at: auto
    evidence_at: auto
    reason: auto
    reason_en: auto
    state: auto
    settled_at: auto
    settled_reason: auto
    transition: One = one("ResponseTransition")
    lapsed_at: auto
    grounds: Many = many(
        "RecommendationGround", "recommendation_id", "What each condition found, the whole first (依据)."
    )


@node(tables.recommendations.recommendation_ground)
class RecommendationGround(Node):
    """What one condition found when a recommendation was made (建议依据)."""

    id: auto
    condition: One = one("TriggerCondition")
    verdict: auto
    doubt: auto
    reading: One = one("Reading")
    threshold: One = one("Threshold")
    observation: One = one("Observation")
    observed_at: auto
    value: auto
    limit: auto
    difference: auto
    says: auto
    says_en: auto


@node(
    message(
        "recommendation_change",
        "A recommendation that appeared or was settled (建议变动).",
        word(
            "state", RecommendationState, "What it became at this event: OPEN, then what ended that (状态)."
        ),
        Column("recommendation_id", BigInteger, nullable=False, comment="The recommendation (响应建议)."),
    )
)
class RecommendationChange:
    """A recommendation that appeared or was settled, with its position in the event log (建议变动)."""

    cursor: auto
    hash: auto
    state: auto
    recommendation: One = one("Recommendation", required=True)
