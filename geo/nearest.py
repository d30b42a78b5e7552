"""Nearest first: one index scan that stops as soon as the answer is certain.

`geography <-> geography` orders by the sphere, the answer by the ellipsoid. For any two points the ratio of
the two lies between the extremes of the ellipsoid's radii of curvature over the radius of the sphere, so rows
that come out of the index in the order of the sphere can be cut off without losing one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnClause,
    ColumnElement,
    Select,
    Subquery,
    and_,
    any_,
    case,
    cast,
    false,
    func,
    literal_column,
    not_,
    or_,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.selectable import FromClause
from sqlalchemy.types import Double

from geo.expressions import distance, nearest_order

INVERSE: ColumnElement[float] = literal_column("1.0057", Double())
"""Greatest ratio of sphere to ellipsoid: 6 371 009 m / 6 335 439 m, along the meridian at the equator."""
SPREAD: ColumnElement[float] = literal_column("1.0102", Double())
"""The same times the greatest ratio of ellipsoid to sphere: 6 399 594 m / 6 371 008 m, at the poles."""
EVERYTHING = "(SELECT 9223372036854775807)"
"""A limit that cuts nothing off, and that the planner cannot see through: it plans for the first rows."""


FEW: ColumnElement[int] = literal_column("2500", BigInteger())
"""Up to how many rows are measured rather than searched for along the index."""
BEYOND_FEW: ColumnElement[int] = literal_column("2501", BigInteger())
"""How many are counted at most to know whether they are few."""

SOME: ColumnElement[int] = literal_column("300", BigInteger())
"""Up to how many are measured at once, where they may also be sought in a circle that grows."""

KEYS = ARRAY(BigInteger)
Shown = tuple[ColumnElement[int], ColumnElement[Any], ColumnElement[Any]]
After = tuple[ColumnElement[float], ColumnElement[int]] | None
Sought = Callable[[ColumnElement[Any], ColumnElement[float], ColumnElement[int], After], FromClause]
"""Gives one row: `keys`, all that lie within some radius, null where that takes too long; `whole`, whether
that is all there are within reach. By place, metres, how many are wanted, and behind what."""


@dataclass(frozen=True, slots=True)
class Circled:
    """A condition whose rows can be sought in a circle that grows: said of a row, and as such a search."""

    here: ColumnElement[bool]
    sought: Sought


def nearest(
    table: FromClause,
    *,
    place: ColumnElement[Any],
    metres: ColumnElement[float],
    first: ColumnElement[int],
    location: str | ColumnElement[Any] = "location",
    key: str = "id",
    where: Sequence[ColumnElement[bool]] = (),
    matching: Sequence[ColumnElement[bool]] = (),
    rare: Sequence[Select[Any]] = (),
    circled: Circled | None = None,
    after: After = None,
) -> Select[Any]:
    """The `first` rows of a table within `metres` of a place, by (distance, key), exactly.

    Each comes with its `spot`, by which the rest of the row is read without searching for it once more.

    `location` is a geography with a GiST index, a column or an expression; rows without one are left out.
    `where` may hold only cheap conditions on columns of `table` that most rows meet or that a partial index
    states: they stand in the scan. `matching` holds the others, sub-selects each made by `probe()`: they are
    tried row by row, so that the scan stops at the radius even if no row meets them. `after`: only rows
    behind this (distance, key). What a viewer may not read must be left out by these, not afterwards.

    Each of `rare` selects the keys that meet one of the conditions, by an index of its own. Where one has at
    most `FEW`, its rows alone are measured: a needle is found by its name, not by walking the haystack.
    What meets `circled` is sought in a growing circle first, unless there is hardly any; where too few of
    these meet the others too, the scan begins after all.
    """
    located = table.c[location] if isinstance(location, str) else location
    shown = table.c[key], located, spot(table).label("spot")
    if not rare:
        return _walked(shown, place, metres, first, where, matching, after)
    return _sooner(shown, place, metres, first, list(where), list(matching), rare, circled, after)


def _sooner(
    shown: Shown,
    place: ColumnElement[Any],
    metres: ColumnElement[float],
    first: ColumnElement[int],
    where: list[ColumnElement[bool]],
    matching: list[ColumnElement[bool]],
    rare: Sequence[Select[Any]],
    circled: Circled | None,
    after: After,
) -> Select[Any]:
    """Find in the shortest of three ways: by name, in a circle, along the index; the others stand still."""
    found = _fewest(rare)
    keys = cast(select(found.c.found).scalar_subquery(), KEYS)
    few = select(found.c.found.is_not(None)).scalar_subquery()
    ways = []
    if circled is not None:
        hardly = func.coalesce(func.cardinality(keys) <= SOME, false())
        circle = select(circled.sought(place, metres, first, after)).where(not_(hardly)).cte()
        near = _looked(shown, place, metres, first, [*where, _among(shown, circle), *matching], after).cte()
        ways.append(select(near))
        where.append(not_(_enough(circle, near, first)))
    late = [] if circled is None else [circled.here]
    walked = _walked(shown, place, metres, first, [*where, not_(few)], [*late, *matching], after)
    named = [*where, few, shown[0] == any_(keys), *matching]
    looked = _looked(shown, place, metres, first, named, after, late)
    every = union_all(*ways, *(select(way.subquery()) for way in (walked, looked))).subquery()
    return select(every).order_by(every.c.distance, every.c[shown[0].name]).limit(first)


def _among(shown: Shown, circle: CTE) -> ColumnElement[bool]:
    return shown[0] == any_(cast(select(circle.c["keys"]).scalar_subquery(), KEYS))


def _enough(circle: CTE, near: CTE, first: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether the circle holds all that is in reach, or as many as are wanted."""
    count = select(func.count() >= first).select_from(near).scalar_subquery()
    return or_(func.coalesce(select(circle.c.whole).scalar_subquery(), false()), count)


def spot(table: FromClause) -> ColumnElement[Any]:
    """Give where a row lies in the file of its table: good within one statement, which sees one snapshot."""
    return ColumnClause("ctid", _selectable=table)


def _fewest(rare: Sequence[Select[Any]]) -> CTE:
    """Give the keys of the first search that finds few, or null; a later one is begun only if it must be."""
    tried = [
        select(func.array(keys.limit(BEYOND_FEW).scalar_subquery(), type_=KEYS).label("found")).cte()
        for keys in rare
    ]
    found = [cast(select(one.c.found).scalar_subquery(), KEYS) for one in tried]
    return select(case(*((func.cardinality(keys) <= FEW, keys) for keys in found)).label("found")).cte()


def _walked(
    shown: Shown,
    place: ColumnElement[Any],
    metres: ColumnElement[float],
    first: ColumnElement[int],
    where: Sequence[ColumnElement[bool]],
    matching: Sequence[ColumnElement[bool]],
    after: After,
) -> Select[Any]:
    """Walk the index from the place outwards, until no later row can belong to the answer."""
    origin, key = _origin(place, metres), shown[0].name
    counted = _counted(_reached(shown, origin, where, matching), key, after)
    row = _cut(_bounded(counted, origin, first), origin)
    return (
        select(row.c[key], row.c.distance, row.c.spot)
        .select_from(origin.join(row, true()))
        .where(row.c.matches, row.c.beyond < literal_column("1"), row.c.distance <= origin.c.metres)
        .order_by(row.c.distance, row.c[key])
        .limit(first)
    )


def _looked(
    shown: Shown,
    place: ColumnElement[Any],
    metres: ColumnElement[float],
    first: ColumnElement[int],
    where: Sequence[ColumnElement[bool]],
    after: After,
    late: Sequence[ColumnElement[bool]] = (),
) -> Select[Any]:
    """Measure the few rows that there are; `late` is tried of those that are near enough."""
    key, location, lies = shown
    measured = distance(location, place)
    columns: list[ColumnElement[Any]] = [key, measured.label("distance"), lies]
    near = case((measured <= metres, and_(*late)), else_=false()) if late else measured <= metres
    chosen = select(*columns).where(location.is_not(None), near, *where)
    if after is not None:
        chosen = chosen.where(tuple_(measured, key) > tuple_(*after))
    return chosen.order_by(measured, key).limit(first)


def probe(chosen: Select[Any]) -> ColumnElement[bool]:
    """EXISTS that is answered row by row.

    Without OFFSET PostgreSQL may turn it into a hash of the whole inner table, made for each question.
    """
    return chosen.offset(literal_column("0")).exists()


def _origin(place: ColumnElement[Any], metres: ColumnElement[float]) -> Subquery:
    """Place and radius, computed once; OFFSET keeps them from being copied into every row."""
    return (
        select(
            place.label("place"),
            metres.label("metres"),
        )
        .offset(literal_column("0"))
        .subquery()
    )


def _reached(
    shown: Shown,
    origin: Subquery,
    where: Sequence[ColumnElement[bool]],
    matching: Sequence[ColumnElement[bool]],
) -> Subquery:
    """Rows as they come out of the index, nearest on the sphere first."""
    key, location, lies = shown
    sphere = nearest_order(location, origin.c.place).label("sphere")
    return (
        select(
            key,
            sphere,
            distance(location, origin.c.place).label("distance"),
            and_(true(), *matching).label("matches"),
            lies,
        )
        .where(location.is_not(None), *where)
        .order_by(sphere)
        .limit(literal_column(EVERYTHING, BigInteger()))
        .correlate(origin)
        .subquery()
    )


def _running(measure: Any, by: ColumnElement[float]) -> ColumnElement[Any]:
    over: ColumnElement[Any] = measure.over(order_by=by, rows=(None, 0))
    return over


def _counted(reached: Subquery, key: str, after: After) -> Subquery:
    """How many matching rows there are up to each row."""
    kept = [column for column in reached.c if column.key != "matches"]
    matches: ColumnElement[bool] = reached.c.matches
    if after is not None:
        matches = and_(matches, tuple_(reached.c.distance, reached.c[key]) > tuple_(*after))
    count = _running(func.count().filter(matches), reached.c.sphere)
    return select(*kept, matches.label("matches"), count.label("count")).subquery()


def _bounded(counted: Subquery, origin: Subquery, first: ColumnElement[int]) -> Subquery:
    """Beyond which distance on the sphere no row can belong to the answer."""
    enough = func.min(counted.c.sphere).filter(counted.c.count >= first)
    bound = func.least(
        origin.c.metres * INVERSE,
        _running(enough, counted.c.sphere) * SPREAD,
    )
    return select(*counted.c, bound.label("bound")).correlate(origin).subquery()


def _cut(bounded: Subquery, origin: Subquery) -> FromClause:
    """Count the rows beyond; PostgreSQL stops reading when a condition on a running count turns false."""
    beyond = _running(func.count().filter(bounded.c.sphere > bounded.c.bound), bounded.c.sphere)
    return select(*bounded.c, beyond.label("beyond")).correlate(origin).lateral()
