"""What the layer of divisions draws: areas, coloured by the responses in force in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    String,
    and_,
    exists,
    func,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.selectable import FromClause

from geo import tiles
from resolvers.look import MOMENT, Look
from schema import severity, tables
from schema.access import readable
from schema.constant import word
from schema.moment import valid
from schema.vocabulary import DivisionLevel

table = tables.divisions.division
DOWN = (DivisionLevel.PROVINCE, DivisionLevel.PREFECTURE, DivisionLevel.COUNTY)
STEPS = (
    (DivisionLevel.PROVINCE, "boundary_far"),
    (DivisionLevel.PREFECTURE, "boundary_middling"),
    (DivisionLevel.COUNTY, "boundary_middling"),
    (DivisionLevel.COUNTY, "boundary"),
)
"""From afar to close by: which divisions are drawn, and by which outline."""
BEGIN = (0, 5, 7, 9)
"""From which zoom on each step is taken."""


def divisions(look: Look) -> Select[Any]:
    """Draw the divisions of a step; where none of that level is known, the nearest one above or below."""
    level, outline = STEPS[look.step]
    row = table.alias()
    force = severity.force(MOMENT, lambda response: readable(response, look.viewer)).cte("force")
    shape = tiles.shape(row.c[outline], shifted=look.shifted)
    return (
        select(
            row.c.id,
            shape.label("geom"),
            *(row.c[key] for key in ("code", "name", "name_en", "level")),
            _counties(row).label("count"),
            _levels(row, force).label("levels"),
        )
        .where(row.c.boundary.op("&&")(tiles.box()), _bounded(row), _chosen(row, level))
        .where(readable(row, look.viewer))
    )


def _bounded(row: FromClause) -> ColumnElement[bool]:
    """Keep the divisions of the day that have a boundary."""
    return and_(row.c.boundary.is_not(None), valid(row, MOMENT))


def _chosen(row: FromClause, level: DivisionLevel) -> ColumnElement[bool]:
    """Keep each that stands for its counties: of this level, or the next below it, or the next above."""
    at = DOWN.index(level)
    chosen = [row.c.level == word(level)]
    for depth, one in enumerate(DOWN):
        if depth > at:
            chosen.append(and_(row.c.level == word(one), ~_related(row, "@>", DOWN[at:depth])))
        elif depth < at:
            chosen.append(and_(row.c.level == word(one), ~_related(row, "<@", DOWN[depth + 1 :])))
    return or_(*chosen)


def _related(row: FromClause, way: str, levels: Sequence[DivisionLevel]) -> ColumnElement[bool]:
    """Tell whether there is a division of some levels above (`@>`) or below (`<@`) that has a boundary."""
    other = table.alias()
    named = other.c.level.in_([word(one) for one in levels])
    found = exists().where(other.c.path.op(way)(row.c.path), named, _bounded(other))
    return found.correlate(row)


def _counties(row: FromClause) -> ColumnElement[int]:
    """Count the counties that are drawn close by."""
    county = table.alias()
    inside = county.c.path.op("<@")(row.c.path)
    counted = select(func.count()).where(county.c.level == word(DivisionLevel.COUNTY), inside)
    return counted.where(_bounded(county)).correlate(row).scalar_subquery()


def _levels(row: FromClause, force: CTE) -> ColumnElement[Any]:
    """Give the gravest level of each system: `level_flood` in force here, `inside_flood` in a part of it."""
    covers = force.c.path.op("@>")(row.c.path)
    inside = and_(force.c.path.op("<@")(row.c.path), force.c.path != row.c.path)
    found = union_all(
        *(
            select(
                func.concat(literal_column(f"'{prefix}_'"), force.c.system, type_=String()).label("key"),
                func.min(force.c.level).label("level"),
            )
            .where(condition, force.c.level.is_not(None))
            .group_by(force.c.system)
            .correlate(row)
            for prefix, condition in (("level", covers), ("inside", inside))
        )
    ).subquery()
    return select(func.jsonb_object_agg(found.c.key, found.c.level, type_=JSONB())).scalar_subquery()
