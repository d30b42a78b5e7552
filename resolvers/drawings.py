"""What each layer of the map draws in a tile, as rows with `id`, `geom` and properties."""

from __future__ import annotations

from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import (
    BigInteger,
    ColumnClause,
    ColumnElement,
    DateTime,
    Select,
    and_,
    case,
    cast,
    column,
    func,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
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
KINDS = {kind: f"count_{str(kind.value).lower()}" for kind in ResourceKind}
HELD = ("depots", "teams", "labour", "equipment", "shelters")
"""The same as they are counted in a square."""
PEOPLE = ("headcount", "capacity")
NONE: ColumnElement[int] = literal_column("0")
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
    place = cast(row.c.location, GEOMETRY)
    if look.step == 0:
        ahead = _squares(look)
        sums: dict[str, ColumnElement[Any]] = {key: ahead.c[key] for key in (*KINDS.values(), *PEOPLE)}
        return Markers(row, place, own, sums, ahead=ahead, further=("stock",)).drawn(look)
    sums = {key: some(row.c.kind == word(kind)) for kind, key in KINDS.items()}
    people = {key: func.nullif(func.sum(row.c[key]), NONE) for key in PEOPLE}
    return Markers(row, place, own, {**sums, **people}, more=_stock(look)).drawn(look)


def _squares(look: Look) -> FromClause:
    """Give what was counted square by square as it was written: everybody sees all of it."""
    counted = dict(zip((*HELD, *PEOPLE), (*KINDS.values(), *PEOPLE), strict=True))
    whole: list[ColumnClause[Any]] = [column(key, BigInteger) for key in ("at", "count", "one", *counted)]
    drawn: list[ColumnClause[Any]] = [column("middle", ARRAY(Double())), column("stock", JSONB)]
    row = tiles.squares([*whole, *drawn], shifted=look.shifted)
    sums = (func.nullif(row.c[held], NONE).label(key) for held, key in counted.items())
    return select(*(row.c[key] for key in ("at", "count", "one", "middle", "stock")), *sums).subquery()


def _stock(look: Look) -> CTE:
    """Sum up what is available of each item, by place in the grid; an item's lines lie in order of cells."""
    item, line = tables.resources.supply_item.alias(), tables.resources.stock.alias()
    source, inside = tiles.within(line, shifted=look.shifted)
    held = select(tiles.grouped(line.c.cell).label("at"), line.c.available).select_from(source)
    lines = (
        held.where(line.c.item_id == item.c.id, inside, readable(line, look.viewer)).offset(APART).lateral()
    )
    total = (
        select(lines.c.at, item.c.code, func.sum(lines.c.available).label("available"))
        .select_from(item.join(lines, true()))
        .group_by(lines.c.at, item.c.code)
        .having(func.sum(lines.c.available) != NONE)
        .subquery()
    )
    key = func.concat("stock_", total.c.code)
    stock = func.jsonb_object_agg(key, total.c.available, type_=JSONB()).label("stock")
    return select(total.c.at, stock).group_by(total.c.at).cte("stocks")


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
