"""Readings and observations that come in, as the public sees them (观测与研判)."""

from __future__ import annotations

import strawberry
from sqlalchemy.sql.selectable import FromClause

from schema import tables
from schema.declare import One, Pages, auto, node, one, pages
from schema.evidence import ObservationKind
from schema.filters import Conditions, among, below, narrowed
from schema.registry import Node
from schema.scalars import DivisionCode


@node(tables.observations.reading_intake)
class ReadingIntake(Node):
    """Readings that came in together (水位数据接收批次)."""

    id: auto
    received_at: auto
    received: auto
    added: auto
    readings: Pages = pages("Reading", "intake_id", "Those of them that were new (新增观测值).")


@strawberry.input(description="Which observations (观测筛选).")
class ObservationFilter:
    """Narrows a connection of observations."""

    division: DivisionCode | None = strawberry.field(
        default=None, description="Observations about this division and all below it (区划)."
    )
    kinds: list[ObservationKind] | None = strawberry.field(
        default=None, description="Only these kinds (类别)."
    )

    def where(self, row: FromClause) -> Conditions:
        """Say it as SQL."""
        return narrowed(
            (self.division, lambda code: below(row.c.division_id, code)),
            (self.kinds, lambda kinds: among(row.c.kind, kinds)),
        )


@node(tables.observations.observation, filter=ObservationFilter, orders=("observed_at",))
class Observation(Node):
    """What was observed, forecast or stated, beside readings of gauges (观测与研判)."""

    id: auto
    kind: auto
    gauge: One = one("Gauge")
    division: One = one("Division")
    observed_at: auto
    valid_from: auto
    valid_to: auto
    value: auto
    unit: auto
    datum: auto
    topic: auto
    holds: auto
    issued_by: auto
    said: auto
    basis: auto
    recorded_at: auto
