"""What lies in an area, in one statement (区域汇总)."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry
from sqlalchemy import CTE, Column, ColumnElement, Select, Table, func, literal_column, or_, select

from resolvers.resources import labourers, totals
from resolvers.responses import in_force, scoped, touches
from resolvers.rows import Rows, query
from schema import tables
from schema.area import Area
from schema.constant import ONE, word
from schema.filters import subtree
from schema.moment import valid
from schema.nodes.areas import AreaSummary
from schema.vicinity import by_kind, summed_up
from schema.vocabulary import DivisionLevel

division = tables.divisions.division
resource = tables.resources.resource
site = tables.hazards.hazard_site
SHOWN: ColumnElement[int] = literal_column("200")
NONE: ColumnElement[int] = literal_column("0")

Which = Annotated[Area, strawberry.argument(description="The area to look at (区域).")]


@query(AreaSummary)
def area_summary(area: Which) -> Rows:
    """What lies in an area, counted and summed up (区域汇总): a flood, a plume, a corridor, a division.

    In a polygon or a corridor lies what has its position there. A division holds what belongs to it and to
    those below it by record; of waters, it has those that touch its boundaries.
    """
    inside, sites, counties = _inside(area), _sites(area), _counties(area)
    counted = {
        "major_hazards": select(func.count()).where(sites.c.major_hazard),
        "gauges": _count(tables.gauges.gauge, area),
        "waters": _count(tables.waters.water, area),
        "division_count": select(func.count()).select_from(counties),
        "undecided": _undecided(area, counties),
    }
    row = select(*(one.scalar_subquery().label(name) for name, one in counted.items())).subquery()
    lists = {
        "resources": _kinds(inside),
        "supplies": totals(inside),
        "labour": labourers(inside),
        "hazardSites": _hazards(sites),
        "riskGrades": _grades(sites),
        "protectedPlaces": _protected(area),
        "divisions": _touched(counties),
        "responses": _responses(area, counties),
    }
    return Rows(select(row), row, lists=lists)


def _chosen(table: Table, area: Area, *names: str) -> CTE:
    """Find what lies in the area once, whatever is summed up of it."""
    row = table.alias()
    return select(row.c.id, *(row.c[name] for name in names)).where(area.holds(row)).cte()


def _inside(area: Area) -> CTE:
    row = resource.alias()
    named = (row.c[name] for name in ("id", "kind", "line", "headcount", "capacity"))
    return select(*named, row.c.location.is_not(None).label("located")).where(area.holds(row)).cte()


def _sites(area: Area) -> CTE:
    return _chosen(site, area, "kind", "major_hazard")


def _count(table: Table, area: Area) -> Select[Any]:
    row = table.alias()
    return select(func.count()).select_from(row).where(area.holds(row))


def _counties(area: Area) -> CTE:
    """Find the counties of today that the area touches."""
    row = division.alias()
    if area.division is None:
        touched = area.holds(row)
    else:
        path = subtree(area.division)
        touched = or_(row.c.path.op("<@")(path), row.c.path.op("@>")(path))
    county = row.c.level == word(DivisionLevel.COUNTY)
    return select(row.c.id, row.c.path).where(county, valid(row), touched).cte()


def _related(path: Column[Any] | ColumnElement[Any], counties: CTE) -> ColumnElement[bool]:
    """Whether a division lies in one of the counties, above or below."""
    county = counties.alias()
    related = or_(path.op("<@")(county.c.path), path.op("@>")(county.c.path))
    return select(ONE).select_from(county).where(related).exists()


def _undecided(area: Area, counties: CTE) -> Select[Any]:
    if area.division is not None:
        return select(NONE).where(subtree(area.division).is_not(None))
    row, near = resource.alias(), division.alias()
    own = row.c.division_id.in_(select(near.c.id).where(_related(near.c.path, counties)))
    return select(func.count()).select_from(row).where(row.c.location.is_(None), own)


def _kinds(inside: CTE) -> Rows:
    summed = (func.sum(inside.c[name]).label(name) for name in ("headcount", "capacity"))
    located = func.count().filter(inside.c.located).label("located")
    made = select(inside.c.kind, func.count().label("count"), located, *summed).group_by(inside.c.kind)
    row = made.subquery()
    return Rows(select(row).order_by(row.c.kind), row)


def _hazards(sites: CTE) -> Rows:
    major = func.count().filter(sites.c.major_hazard).label("major_hazards")
    row = select(sites.c.kind, func.count().label("count"), major).group_by(sites.c.kind).subquery()
    return Rows(select(row).order_by(row.c.kind), row)


def _grades(sites: CTE) -> Rows:
    grading = tables.hazards.risk_grade.alias()
    today = select(grading.c.site_id, grading.c.grade).where(valid(grading)).subquery()
    joined = sites.outerjoin(today, today.c.site_id == sites.c.id)
    row = (
        select(today.c.grade, func.count().label("count"))
        .select_from(joined)
        .group_by(today.c.grade)
        .subquery()
    )
    return Rows(select(row).order_by(row.c.grade), row)


def _protected(area: Area) -> Rows:
    place = tables.protected.protected_place.alias()
    row = summed_up(place).where(area.holds(place)).subquery()
    return Rows(select(row).order_by(by_kind(row)), row)


def _touched(counties: CTE) -> Rows:
    row = division.alias()
    chosen = select(row).where(row.c.id.in_(select(counties.c.id)))
    return Rows(chosen.order_by(row.c.code, row.c.id).limit(SHOWN), row)


def _responses(area: Area, counties: CTE) -> Rows:
    if area.division is not None:
        return in_force(lambda row: [touches(row, area.division)])
    return in_force(lambda row: [scoped(row, lambda scope: _related(scope.c.path, counties))])
