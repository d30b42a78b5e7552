"""What each layer of the map draws in a tile, as rows with `id`, `geom` and properties."""

from __future__ import annotations

from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Select,
    and_,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.selectable import CTE, CompoundSelect, FromClause
from sqlalchemy.types import Double

from geo import tiles
from resolvers.look import AT, MOMENT, Look
from resolvers.markers import APART, Markers, some
from schema import tables
from schema.access import readable
from schema.constant import ONE, name, word
from schema.moment import valid
from schema.nodes.gauges import given, latest
from schema.position import identity
from schema.vocabulary import ResourceKind, RiskGrade, ThresholdMark

GEOMETRY = Geometry(None, -1)
CLOSE = 12
"""From this zoom on lines and areas of hazard sites are drawn as such."""
DEEPER: ColumnElement[int] = literal_column("3")
"""A water of rank r is drawn from zoom r - 3 on."""
Drawn = Select[Any] | CompoundSelect[Any]
Row = FromClause


def resources(look: Look) -> Drawn:
    """Draw located resources, with what is available of each item."""
    row = tables.resources.resource.alias()
    kinds = [(row.c.kind == word(kind), identity(str(kind.value).title(), row.c.id)) for kind in ResourceKind]
    own = {
        "node": case(*kinds),
        **{key: row.c[key] for key in ("kind", "name", "basis", "available")},
        **{key: cast(row.c[key], BigInteger) for key in ("headcount", "capacity")},
    }
    sums = {f"count_{str(kind.value).lower()}": some(row.c.kind == word(kind)) for kind in ResourceKind}
    people = {key: func.sum(row.c[key]) for key in ("headcount", "capacity")}
    return Markers(row, cast(row.c.location, GEOMETRY), own, {**sums, **people}, more=_stock(look)).drawn(
        look
    )


def _stock(look: Look) -> CTE:
    """Sum up what is available of each item, by place in the grid."""
    depot = tables.resources.resource.alias()
    item = tables.resources.supply_item.alias()
    source, inside = tiles.within(depot, shifted=look.shifted)
    near = select(tiles.grouped(depot.c.cell).label("at"), depot.c.id).select_from(source)
    shown = near.where(inside, readable(depot, look.viewer)).offset(APART).subquery()
    held = _held(shown, look)
    total = (
        select(shown.c.at, held.c.item_id, func.sum(held.c.available).label("available"))
        .select_from(shown.join(held, held.c.depot_id == shown.c.id))
        .group_by(shown.c.at, held.c.item_id)
        .subquery()
    )
    key = func.concat("stock_", item.c.code)
    return (
        select(total.c.at, func.jsonb_object_agg(key, total.c.available, type_=JSONB()).label("stock"))
        .join(item, item.c.id == total.c.item_id)
        .group_by(total.c.at)
        .cte("stocks")
    )


def _held(depot: Row, look: Look) -> FromClause:
    """Give the lines of stock.

    How many depots some spans of cells hold cannot be estimated: there each depot's lines are looked up.
    """
    line = tables.resources.stock.alias()
    lines = select(line.c.depot_id, line.c.item_id, line.c.available).where(readable(line, look.viewer))
    if not look.shifted:
        return lines.subquery()
    return lines.where(line.c.depot_id == depot.c.id).offset(APART).lateral()


def hazard_sites(look: Look) -> Drawn:
    """Draw hazard sites with their grade of the day; close by, lines and areas as such."""
    row, grade = tables.hazards.hazard_site.alias(), tables.hazards.risk_grade.alias()
    graded = and_(grade.c.site_id == row.c.id, valid(grade, MOMENT), readable(grade, look.viewer))
    own = {
        "node": identity("HazardSite", row.c.id),
        **{key: row.c[key] for key in ("kind", "name", "basis", "major_hazard")},
        "grade": select(grade.c.grade).where(graded).correlate(row).scalar_subquery(),
    }
    sums = {f"count_{str(one.value).lower()}": some(grade.c.grade == word(one)) for one in RiskGrade}
    sums["count_major"] = some(row.c.major_hazard)
    dots = func.ST_Dimension(row.c.geometry) == literal_column("0")
    close = look.step > 0
    markers = Markers(
        row,
        row.c.geometry,
        own,
        sums,
        where=(dots,) if close else (),
        beside=lambda source: source.outerjoin(grade, graded),
    )
    if not close:
        return markers.drawn(look)
    shape = tiles.shape(row.c.geometry, shifted=look.shifted, simpler=True)
    return markers.with_shapes(look, shape, row.c.geometry.op("&&")(tiles.box()), ~dots)


def gauges(look: Look) -> Drawn:
    """Draw gauges with their last reading, and the highest mark that it has reached."""
    row, reading = tables.gauges.gauge.alias(), tables.gauges.reading.alias()
    until = func.coalesce(AT, literal_column("'infinity'::timestamptz"), type_=DateTime(timezone=True))
    last = (
        select(reading)
        .where(reading.c.gauge_id == row.c.id, reading.c.observed_at <= until, readable(reading, look.viewer))
        .order_by(reading.c.observed_at.desc())
        .limit(ONE)
        .correlate(row)
    )
    level = cast(_only(last, reading.c.level), Double)
    marks = {mark: _mark(row, mark, look) for mark in ThresholdMark}
    own = {
        "node": identity("Gauge", row.c.id),
        **{key: row.c[key] for key in ("kind", "name", "water", "basis")},
        "error_km": cast(row.c.position_error_km, Double),
        "level": level,
        "observed_at": _only(last, func.to_json(reading.c.observed_at).op("#>>")(literal_column("'{}'"))),
        "trend": _only(last, reading.c.trend),
        "warning": marks[ThresholdMark.WARNING],
        "guarantee": marks[ThresholdMark.GUARANTEE],
        "state": _state(level, marks),
    }
    warned = or_(level >= marks[ThresholdMark.WARNING], level >= marks[ThresholdMark.GUARANTEE])
    return Markers(row, cast(row.c.location, GEOMETRY), own, {"count_warned": some(warned)}).drawn(look)


def _only(rows: Select[Any], column: ColumnElement[Any]) -> ColumnElement[Any]:
    return rows.with_only_columns(column, maintain_column_froms=True).scalar_subquery()


def _mark(row: Row, mark: ThresholdMark, look: Look) -> ColumnElement[float]:
    held = tables.gauges.threshold.alias()
    found = (
        select(cast(held.c.value, Double))
        .where(held.c.gauge_id == row.c.id, held.c.mark == word(mark), given(held, MOMENT))
        .where(readable(held, look.viewer))
        .order_by(*latest(held))
        .limit(ONE)
    )
    return found.correlate(row).scalar_subquery()


SEVEREST = (
    ThresholdMark.GUARANTEE,
    ThresholdMark.WARNING,
    ThresholdMark.FLOOD_LIMIT,
    ThresholdMark.FORTIFICATION,
)


def _state(level: ColumnElement[float], marks: dict[ThresholdMark, ColumnElement[float]]) -> Any:
    """Name the highest mark reached, BELOW where one is known but none reached, nothing where none is."""
    reached = [(level >= marks[mark], word(mark)) for mark in SEVEREST]
    return case(*reached, (level < func.greatest(*marks.values()), name("BELOW")))


def waters(look: Look) -> Drawn:
    """Draw rivers and lakes, from afar the greater ones; the others are counted where they lie."""
    row = tables.waters.water.alias()
    own = {
        "node": identity("Water", row.c.id),
        **{key: row.c[key] for key in ("kind", "name", "name_en", "rank")},
    }
    great = row.c.rank <= tiles.Z + DEEPER
    shape = tiles.shape(row.c.geometry, shifted=look.shifted, simpler=True)
    markers = Markers(row, row.c.geometry, own, where=(~great,))
    return markers.with_shapes(look, shape, row.c.geometry.op("&&")(tiles.box()), great)
