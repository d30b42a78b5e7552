"""Gauges, their thresholds and readings as the public sees them (水文测站)."""

from __future__ import annotations

from typing import Any

import strawberry
from sqlalchemy import ColumnElement, case, or_, select
from sqlalchemy.sql.selectable import FromClause

from schema import tables
from schema.constant import ONE, number, word
from schema.declare import Many, One, Pages, auto, node, one, pages, timed
from schema.filters import Conditions, below, narrowed
from schema.located import Located
from schema.moment import day
from schema.registry import Node, beside
from schema.scalars import DivisionCode
from schema.vocabulary import Precision


def given(row: FromClause, at: Any) -> ColumnElement[bool]:
    """Keep the marks that a source had given by the day of a moment; one without a date has always been."""
    return or_(row.c.as_of <= day(at), _undated(row))


def latest(row: FromClause) -> tuple[ColumnElement[Any], ...]:
    """Order marks: the latest first, of one date the most exact, then the last recorded; last the undated."""
    exact = case(*((row.c.as_of_precision == word(one), number(i)) for i, one in enumerate(Precision)))
    return _undated(row), row.c.as_of.desc(), exact, row.c.id.desc()


def _undated(row: FromClause) -> ColumnElement[bool]:
    return row.c.as_of_precision == word(Precision.NONE)


def standing(row: FromClause, at: Any) -> ColumnElement[bool]:
    """Keep, of each mark of a gauge in each datum, the one that counted at a moment."""
    other = tables.gauges.threshold.alias()
    same = [
        other.c.gauge_id == row.c.gauge_id,
        other.c.mark == row.c.mark,
        other.c.datum.is_not_distinct_from(row.c.datum),
    ]
    last = select(other.c.id).where(*same, given(other, at)).order_by(*latest(other)).limit(ONE)
    return row.c.id == last.correlate(row).scalar_subquery()


@strawberry.input(description="Which gauges (测站筛选).")
class GaugeFilter(Located):
    """Narrows a connection of gauges."""

    division: DivisionCode | None = strawberry.field(
        default=None, description="Gauges of this division and all below it (所在区划)."
    )

    def own(self, row: FromClause) -> Conditions:
        """Say its own members as SQL."""
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
    thresholds: Many = timed(
        "Threshold",
        "gauge_id",
        "Its marks as sources gave them, former ones too (特征水位). With `at` those that counted then: of "
        "each mark in each datum the one with the latest `asOf` up to that day in the service's time zone. "
        "A partial date (年、月、旬) counts from its first day, as stored; of equal dates the more exact "
        "counts, then the later recorded; one without a date (NONE) only where no other does.",
        order=("mark", "as_of", "id"),
        keep=standing,
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
    datum: auto
    basis: auto
