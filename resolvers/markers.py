"""What is drawn as a point: alone where there is room, else as one of many, counted and summed up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    case,
    func,
    literal_column,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.sql.selectable import CTE, CompoundSelect, FromClause, LateralFromClause

from geo import tiles
from resolvers.look import Look
from schema.access import readable
from schema.constant import ONE

MANY: ColumnElement[int] = literal_column(str(2**52), BigInteger())
"""Added to the number of a place in the grid, it is the id of those drawn there as one."""
APART: ColumnElement[int] = literal_column("0")
"""An offset of nothing: PostgreSQL then computes a sub-select once, and as it is written."""
FIRST: ColumnElement[int] = literal_column("1")
Columns = Mapping[str, ColumnElement[Any]]


@dataclass(frozen=True, slots=True)
class Markers:
    """Rows drawn at `place`: `own` are the properties of one alone, `sums` of many.

    `beside` joins what the sums are made of; `more` is a table of further properties by place in the grid,
    its column `at`. Where the rows were counted before, `ahead` tells for each place `count`, `one` (its key,
    where it is alone), the `middle` of many, their sums by name, and `further` properties.
    """

    row: FromClause
    place: ColumnElement[Any]
    own: Columns
    sums: Columns = field(default_factory=dict)
    where: tuple[ColumnElement[bool], ...] = ()
    beside: Callable[[FromClause], FromClause] = lambda source: source
    more: CTE | None = None
    ahead: FromClause | None = None
    further: tuple[str, ...] = ()

    def drawn(self, look: Look) -> Select[Any]:
        """Draw them: `id`, `geom` in units of the tile, `count`, and the properties."""
        counted = self._counted(look).subquery() if self.ahead is None else self.ahead
        alone = counted.c.count == ONE
        own = self._own(alone, counted)
        known = "middle" in counted.c
        middle = counted.c.middle if known else tiles.between(counted.c.first, counted.c.last)
        at = case((alone, own.c.world), else_=middle)
        source = counted.outerjoin(own, true())
        if self.more is not None:
            source = source.outerjoin(self.more, self.more.c.at == counted.c.at)
        placed = select(
            case((alone, counted.c.one), else_=MANY + counted.c.at).label("id"),
            tiles.moved(at, shifted=look.shifted).label("world"),
            counted.c.count,
            *self._properties(alone, counted, own),
        )
        found = placed.select_from(source).offset(APART).subquery()
        dot, kept = tiles.dot(found.c.world, shifted=look.shifted)
        rest = [column for column in found.c if column.name not in ("id", "world")]
        columns = [found.c.id, dot.label("geom"), *rest]
        return select(*columns).where(kept)

    def _own(self, alone: ColumnElement[bool], counted: FromClause) -> LateralFromClause:
        """Look up each row that stands alone, by its key: there are few."""
        place = (
            tiles.world(self.place) if self.ahead is None else counted.c.middle
        )  # from afar its cell will do
        known = {"world": place, **self.own}
        looked = select(*_named(known)).where(alone, self.row.c.id == counted.c.one)
        return looked.offset(APART).lateral()

    def _counted(self, look: Look) -> Select[Any]:
        """Count the rows at each place, and sum them up."""
        row = self.row
        source, inside = tiles.within(row, shifted=look.shifted)
        sums = _named(self.sums)
        ends = {"one": func.min(row.c.id), "first": func.min(row.c.cell), "last": func.max(row.c.cell)}
        columns = [tiles.grouped(row.c.cell).label("at"), func.count().label("count"), *_named(ends)]
        counted = select(*columns, *sums).select_from(self.beside(source))
        return counted.where(inside, *self.where, readable(row, look.viewer)).group_by(FIRST)

    def _properties(
        self, alone: ColumnElement[bool], counted: FromClause, own: FromClause
    ) -> list[ColumnElement[Any]]:
        made: dict[str, ColumnElement[Any]] = {
            name: own.c[name] for name in self.own if name not in self.sums
        }
        for name in self.sums:
            made[name] = case((alone, own.c.get(name, null())), else_=counted.c[name])
        made |= {name: counted.c[name] for name in self.further}
        if self.more is not None:
            made |= {column.name: column for column in self.more.c if column.name != "at"}
        return _named(made)

    def with_shapes(
        self, look: Look, shape: ColumnElement[Any], *where: ColumnElement[bool]
    ) -> CompoundSelect[Any]:
        """Draw them, and beside them as lines and areas the rows that meet other conditions."""
        points = self.drawn(look).subquery()
        known = {"id": self.row.c.id, "geom": shape, "count": ONE, **self.own}
        shapes = select(*_named(known)).where(*where, readable(self.row, look.viewer)).subquery()
        same = [shapes.c.get(column.name, null()) for column in points.c]
        return union_all(select(points), select(*same).where(shapes.c.geom.is_not(None)))


def _named(columns: Columns) -> list[ColumnElement[Any]]:
    return [column.label(name) for name, column in columns.items()]


def some(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    """Count those that meet a condition; nothing is said of none."""
    return func.nullif(func.count().filter(condition), literal_column("0"))
