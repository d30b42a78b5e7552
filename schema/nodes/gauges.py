"""Gauges, their thresholds and readings as the public sees them (水文测站)."""

from __future__ import annotations

import strawberry
from sqlalchemy.sql.selectable import FromClause

from schema import tables
from schema.declare import Many, One, Pages, auto, many, node, one, pages
from schema.filters import Conditions, below, narrowed
from schema.registry import Node, beside
from schema.scalars import DivisionCode


@strawberry.input(description="Which gauges (测站筛选).")
class GaugeFilter:
    """Narrows a connection of gauges."""

    division: DivisionCode | None = strawberry.field(
        default=None, description="Gauges of this division and all below it (所在区划)."
    )

    def where(self, row: FromClause) -> Conditions:
        """Say it as SQL."""
        return narrowed((self.division, lambda code: below(row.c.division_id, code)))


@node(tables.gauges.gauge, filter=GaugeFilter, orders=("code", "name"))
class Gauge(Node):
    """A station where the level of a water is measured (水文测站)."""

    id: auto
    code: auto
    name: auto
    name_en: auto
    kind: auto
    water: auto
    water_en: auto
    division: One = one("Division")
    location: auto
    basis: auto
    position_note: auto
    position_error_km: auto
    thresholds: Many = many(
        "Threshold", "gauge_id", "Its marks as sources gave them (特征水位).", order=("mark", "as_of", "id")
    )
    readings: Pages = pages("Reading", "gauge_id", "What it showed (水位观测值).")


@node(beside("gauge", "The gauge (水文测站)."))
class NearbyGauge:
    """A gauge and how far it is (附近测站)."""

    cursor: auto
    distance: auto
    gauge: One = one("Gauge", required=True)


@node(tables.gauges.threshold)
class Threshold(Node):
    """A mark of a gauge as a source gave it at a date (特征水位)."""

    id: auto
    gauge: One = one("Gauge")
    mark: auto
    value: auto
    datum: auto
    as_of: auto
    as_of_precision: auto
    derivation: auto
    source: auto


@node(tables.gauges.reading, orders=("observed_at",))
class Reading(Node):
    """What a gauge showed at an instant (水位观测值)."""

    id: auto
    gauge: One = one("Gauge")
    observed_at: auto
    level: auto
    flow: auto
    trend: auto
    basis: auto
