"""How severe things are: the level of a response at a moment, and of all that touch a division (响应级别)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, false, func, or_, select, true, union_all
from sqlalchemy.sql.selectable import FromClause

from schema import tables
from schema.constant import ONE
from schema.moment import At, moment, valid

response = tables.responses.response
transition = tables.responses.response_transition
division = tables.divisions.division
member = tables.divisions.basin_division


def level_at(root: Any, at: At = None) -> ColumnElement[str]:
    """Give the `to` of the last transition in effect at a moment; at one instant, of the later recorded."""
    walk = transition.alias()
    last = (
        select(walk.c.to)
        .where(walk.c.response_id == root.c.id, walk.c.effective_at <= moment(at))
        .order_by(walk.c.effective_at.desc(), walk.c.id.desc())
        .limit(ONE)
    )
    return last.correlate(root).scalar_subquery()


def force(at: Any = None, keep: Callable[[FromClause], Any] = lambda _: true()) -> CompoundSelect[Any]:
    """List the responses in force that are kept, drills left out, for each division of their scope.

    System, level, the division's path, and whether the scope is that very division, not a basin.
    """
    row, scope, covered = response.alias(), division.alias(), member.alias()
    own = row.join(scope, scope.c.id == row.c.division_id)
    basin = row.join(covered, covered.c.basin_id == row.c.basin_id)
    basin = basin.join(scope, scope.c.id == covered.c.division_id)
    columns = (row.c.system, level_at(row, at).label("level"), scope.c.path)
    open_ = and_(valid(row, at), ~row.c.drill, keep(row))
    return union_all(
        *(
            select(*columns, itself.label("itself")).select_from(source).where(open_)
            for source, itself in ((own, true()), (basin, false()))
        )
    )


def levels(root: FromClause, at: At = None) -> tuple[Select[Any], FromClause]:
    """List the systems in force in, above or below a division, each with its gravest levels."""
    found = force(at).subquery()
    here = and_(found.c.itself, found.c.path == root.c.path)
    above, below = found.c.path.op("@>")(root.c.path), found.c.path.op("<@")(root.c.path)
    wider = and_(above, ~here)
    narrower = and_(below, found.c.path != root.c.path)
    worst = {
        name: func.min(found.c.level).filter(which).label(name)
        for name, which in (("own", here), ("above", wider), ("below", narrower))
    }
    grouped = (
        select(found.c.system, *worst.values(), func.min(found.c.level).label("severest"))
        .where(found.c.level.is_not(None), or_(above, below))
        .group_by(found.c.system)
        .correlate(root)
        .subquery()
    )
    return select(grouped).order_by(grouped.c.system), grouped
