"""What the filters of connections are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Numeric,
    Select,
    Text,
    and_,
    any_,
    case,
    cast,
    column,
    func,
    literal,
    literal_column,
    null,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.selectable import FromClause

from geo.nearest import BEYOND_FEW, After, Circled
from schema.constant import ONE
from schema.ltree import LTree
from schema.moment import valid
from schema.parameter import listed, parameter
from schema.tables.divisions import division
from schema.tables.hazards import risk_grade
from schema.tables.resources import stock

Conditions = list[ColumnElement[bool]]
Keep = Callable[[FromClause], ColumnElement[bool]]


def narrowed(*conditions: tuple[Any, Callable[[Any], ColumnElement[bool]]]) -> Conditions:
    """Say each condition whose value was given."""
    return [say(value) for value, say in conditions if value is not None]


def where(value: Any) -> ColumnElement[str]:
    """Say where in the input an argument stands, for an error that the database raises."""
    held = parameter(value)
    return literal("\t".join(".".join(map(str, part)) for part in (held.field, held.path)), Text)


def subtree(code: Any) -> ColumnElement[Any]:
    """Give the path of a division, NOT_FOUND where there is none with that code."""
    made = select(func.levee_division_path(code, where(code), type_=LTree()))
    return made.scalar_subquery()


def below(division_id: ColumnElement[int], code: Any) -> ColumnElement[bool]:
    """Keep the rows of a division and of all below it. A code that nobody bears is refused, rows or none."""
    return and_(subtree(code).is_not(None), division_id.in_(members(code)))


def members(code: Any) -> Select[Any]:
    """Give the keys of a division and of all below it."""
    inside = division.alias()
    return select(inside.c.id).where(inside.c.path.op("<@")(subtree(code)))


def among(column: ColumnElement[str], words: Any) -> ColumnElement[bool]:
    """Keep the rows whose word is one of a list; an empty list is refused."""
    return column == any_(listed(words))


def grouped(
    table: FromClause, column: str, groups: Select[Any], *order: str, where: Keep | None = None
) -> Select[Any]:
    """Give the keys of the rows of some groups, in an order that only the index on `column` has.

    In any other the planner may walk the table, for it does not know that a group is small. `where` may
    narrow by the first column of that order, as a range: an equation would make the order that of the key.
    """
    one, other = groups.subquery(), table.alias()
    keys = select(other.c.id).where(other.c[column] == one.c[0]).order_by(*(other.c[name] for name in order))
    if where is not None:
        keys = keys.where(where(other))
    rows = keys.limit(BEYOND_FEW).correlate(one).lateral()
    return select(rows.c.id).select_from(one.join(rows, true()))


def graded(site_id: ColumnElement[int], grades: Any, at: Any = None) -> ColumnElement[bool]:
    """Keep the sites whose risk grade at a moment is one of a list."""
    given = risk_grade.alias()
    return site_id.in_(select(given.c.site_id).where(valid(given, at), among(given.c.grade, grades)))


@dataclass(frozen=True, slots=True)
class Held:
    """What it takes to hold items, said in the ways that the search of the nearest knows."""

    known: ColumnElement[bool]
    """That all items exist, asked once: it raises where one does not."""
    circled: Circled
    """That a depot holds them all, asked of each depot, or of a circle by the lines of the rarest of them."""
    rare: Select[Any]
    """The depots that hold enough of the rarest of them, in the order of an index, so that it is used."""


def held(depot: FromClause, items: Any, least: Any) -> Held:
    """Keep the depots that hold every item, each at least `least` (or more than nothing)."""
    asked = func.levee_items(listed(items), where(items), type_=ARRAY(BigInteger))
    wanted = cast(select(asked).scalar_subquery(), ARRAY(BigInteger))
    line, scarce = stock.alias(), stock.alias()
    lines = (
        select(func.count())
        .where(line.c.depot_id == depot.c.id, line.c.item_id == any_(wanted), _enough(line, least))
        .correlate(depot)
        .scalar_subquery()
    )
    rarest = _rarest(wanted, least)
    rare = select(scarce.c.depot_id).where(scarce.c.item_id == rarest, _enough(scarce, least))
    here = lines == func.cardinality(wanted)
    enough = null() if least is None else cast(least, Numeric)

    def sought(
        place: ColumnElement[Any], metres: ColumnElement[float], first: ColumnElement[int], after: After
    ) -> FromClause:
        behind = (null(), null()) if after is None else after
        asked = func.levee_holding(place, metres, first, wanted, rarest, enough, *behind)
        return asked.table_valued(column("keys", ARRAY(BigInteger)), column("whole", Boolean))

    return Held(wanted.is_not(None), Circled(here, sought), rare.order_by(scarce.c.available))


def _enough(line: FromClause, least: Any) -> ColumnElement[bool]:
    held_: ColumnElement[Any] = line.c.available
    return held_ > literal_column("0") if least is None else held_ >= cast(least, Numeric)


def _rarest(wanted: ColumnElement[Any], least: Any) -> ColumnElement[int]:
    """Give the item with the fewest lines that are enough; counted no further than it takes to know."""
    each, line = func.unnest(wanted).table_valued("item").render_derived(), stock.alias()
    lines = select(line.c.depot_id).where(line.c.item_id == each.c.item, _enough(line, least))
    counted = lines.order_by(line.c.available).limit(BEYOND_FEW).correlate(each).subquery()
    count = select(func.count()).select_from(counted).scalar_subquery()
    rank = case((func.cardinality(wanted) > ONE, count), else_=ONE)
    return select(each.c.item).order_by(rank).limit(ONE).scalar_subquery()
