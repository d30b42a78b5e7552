"""What lies around a row: hazard sites and the places that are to be protected from them (周边).

Distances are geodesic metres on the ellipsoid between the nearest points of two geometries, 0 where they
touch; edges of lines and areas count as geodesics. PostGIS looks for the nearest points on a sphere, so that
between lines and areas it may tell up to 25 mm in a kilometre too much.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import strawberry
from sqlalchemy import BigInteger, Column, ColumnElement, Select, Table, case, cast, func, select
from sqlalchemy.sql.selectable import FromClause

from geo.expressions import GEOGRAPHY, distance, reached
from schema.constant import number, word
from schema.filters import Conditions, among, graded, narrowed
from schema.limits import First, Within, reach, size
from schema.registry import shape
from schema.storage import word as stored
from schema.tables.hazards import hazard_site
from schema.tables.protected import protected_place
from schema.vocabulary import ProtectedPlaceKind, RiskGrade

Found = tuple[Select[Any], FromClause]
FIRST = 20

Kinds = Annotated[
    list[ProtectedPlaceKind] | None, strawberry.argument(description="Only these of the eight kinds (类别).")
]
Types = Annotated[
    list[str] | None, strawberry.argument(description="Only these types, such as `school` (细类).")
]
Major = Annotated[
    bool | None,
    strawberry.argument(
        description="Only major hazard installations, or only those known to be none (重大危险源)."
    ),
]
Grades = Annotated[
    list[RiskGrade] | None,
    strawberry.argument(description="Only sites of these risk grades at `riskGradesAt` (风险等级)."),
]
GradesAt = Annotated[
    datetime | None,
    strawberry.argument(description="The moment that `riskGrades` is about; default now (时刻)."),
]


@strawberry.input(description="A protected place nearby (附近敏感目标).")
class ProtectedNearby:
    """Says which protected places count, and how near they must be."""

    within: float = strawberry.field(description="Metres, inclusive; more than 0, at most 2,000,000 (距离).")
    kinds: list[ProtectedPlaceKind] | None = strawberry.field(
        default=None, description="Only these of the eight kinds (类别)."
    )
    types: list[str] | None = strawberry.field(
        default=None, description="Only these types, such as `school` (细类)."
    )

    def beside(self, site: FromClause) -> ColumnElement[bool]:
        """Keep the sites that have such a place nearby."""
        place = protected_place.alias()
        kept = _which(place, self.kinds, self.types)
        found = select(place.c.id).where(_near(place, site, self.within), *kept)
        return found.correlate(site).exists()


def protected_places(
    root: FromClause, within: Within, kinds: Kinds = None, types: Types = None, first: First = FIRST
) -> Found:
    """Give the protected places around a hazard site."""
    place = protected_place.alias()
    return _nearest(root, place, "protected_place_id", within, first, _which(place, kinds, types))


def protected_kinds(root: FromClause, within: Within, kinds: Kinds = None, types: Types = None) -> Found:
    """Sum up the protected places around a hazard site, a row a kind."""
    place = protected_place.alias()
    far = distance(_geography(place), _geography(root))
    summed = summed_up(place, func.min(far).label("nearest"))
    found = summed.where(_near(place, root, within), *_which(place, kinds, types)).correlate(root).subquery()
    return select(found).order_by(by_kind(found)), found


def summed_up(place: FromClause, *more: ColumnElement[Any]) -> Select[Any]:
    """Sum up protected places, a row a kind."""
    people = func.sum(place.c.people).label("people")
    uncounted = func.count().filter(place.c.people.is_(None)).label("uncounted")
    return select(place.c.kind, func.count().label("count"), *more, people, uncounted).group_by(place.c.kind)


def by_kind(row: FromClause) -> ColumnElement[int]:
    """Give the order in which the law names the kinds."""
    return case(*((row.c.kind == word(kind), number(at)) for at, kind in enumerate(ProtectedPlaceKind)))


def sums(name: str, of: str, *more: Column[Any]) -> Table:
    """Shape a row of `summed_up`: `of` says which places."""
    return shape(
        name,
        stored("kind", ProtectedPlaceKind, "The kind (类别)."),
        Column("count", BigInteger, nullable=False, comment="How many places (数量)."),
        *more,
        Column("people", BigInteger, comment="People there as far as known; null where of none is (人数)."),
        Column(
            "uncounted",
            BigInteger,
            nullable=False,
            comment="Places with an unknown number of people (人数不详).",
        ),
        comment=f"The protected places of one kind {of} (敏感目标汇总).",
    )


def hazard_sites(
    root: FromClause,
    within: Within,
    major_hazard: Major = None,
    risk_grades: Grades = None,
    risk_grades_at: GradesAt = None,
    first: First = FIRST,
) -> Found:
    """Give the hazard sites around a protected place."""
    site = hazard_site.alias()
    kept = narrowed(
        (major_hazard, lambda wanted: site.c.major_hazard.is_(wanted)),
        (risk_grades, lambda grades: graded(site.c.id, grades, risk_grades_at)),
    )
    return _nearest(root, site, "hazard_site_id", within, first, kept)


def _nearest(
    root: FromClause, row: FromClause, name: str, metres: Any, first: Any, kept: Conditions
) -> Found:
    """Choose what is no farther from a row than some metres, nearest first, ties by key."""
    far = distance(_geography(row), _geography(root))
    found = (
        select(far.label("distance"), row.c.id.label(name))
        .where(_near(row, root, metres), *kept)
        .order_by(far, row.c.id)
        .limit(size(first, FIRST))
        .correlate(root)
        .subquery()
    )
    return select(found).order_by(found.c.distance, found.c[name]), found


def _near(row: FromClause, other: FromClause, metres: Any) -> ColumnElement[bool]:
    return reached(_geography(row), _geography(other), reach(metres))


def _geography(row: FromClause) -> ColumnElement[Any]:
    """Give a row's place in the spelling that the index has."""
    return cast(row.c.geometry, GEOGRAPHY)


def _which(place: FromClause, kinds: Any, types: Any) -> Conditions:
    return narrowed(
        (kinds, lambda words: among(place.c.kind, words)), (types, lambda words: among(place.c.type, words))
    )
