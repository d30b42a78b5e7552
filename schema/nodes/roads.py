"""Public types of what is reached by road (道路可达)."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Text
from sqlalchemy.types import Double

from schema.declare import One, auto, node, one
from schema.registry import position, shape
from schema.vocabulary import ReachMethod


@node(
    shape(
        "reachable_depot",
        position(),
        Column(
            "by",
            Text,
            nullable=False,
            info={"words": ReachMethod},
            comment="By which way `seconds` and `metres` were found (到达方式).",
        ),
        Column(
            "seconds",
            Double,
            comment="Seconds from the depot to the place along the roads, to a tenth; null in a straight "
            "line (行驶时间).",
        ),
        Column(
            "metres",
            Double,
            nullable=False,
            comment="Metres of the fastest way along the roads, to a tenth; in a straight line as "
            "`distance` (行程).",
        ),
        Column("distance", Double, nullable=False, comment="Geodesic metres on WGS 84, straight (直线距离)."),
        Column("depot_id", BigInteger, nullable=False, comment="The depot (储备库)."),
        comment="A depot and how it is reached (可达储备库).",
    )
)
class ReachableDepot:
    """A depot, and how long supplies take from it to the place (可达储备库)."""

    cursor: auto
    by: auto
    seconds: auto
    metres: auto
    distance: auto
    depot: One = one("Depot", required=True)
