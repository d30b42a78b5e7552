"""Hazard sites and their risk grades as the public sees them (危险源、风险隐患点)."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, select
from sqlalchemy.sql.selectable import FromClause

from geo.place import Crs
from schema import tables
from schema.area import Area
from schema.declare import Computed, Many, One, auto, chosen, computed, many, node, one, timed
from schema.filters import Conditions, among, below, graded, narrowed
from schema.located import Located
from schema.moment import At, valid
from schema.place import FRAME
from schema.registry import Node, beside
from schema.scalars import DivisionCode, GeoJSON
from schema.vicinity import ProtectedNearby, protected_kinds, protected_places
from schema.vocabulary import RiskGrade


def grade_at(root: Any, at: At = None) -> ColumnElement[str]:
    """Give the grade of the day that it is at a moment; two never overlap."""
    given = tables.hazards.risk_grade.alias()
    found = select(given.c.grade).where(given.c.site_id == root.c.id, valid(given, at))
    return found.correlate(root).scalar_subquery()


@strawberry.input(
    description="Which hazard sites (危险源筛选). `within` is a Polygon or MultiPolygon in `withinCrs`."
)
class HazardSiteFilter(Located):
    """Narrows a connection of hazard sites."""

    division: DivisionCode | None = strawberry.field(
        default=None, description="Sites of this division and all below it (所在区划)."
    )
    kinds: list[str] | None = strawberry.field(
        default=None, description="Only these kinds, such as `reservoir` (类别)."
    )
    major_hazard: bool | None = strawberry.field(
        default=None,
        description="Only major hazard installations, or only those known to be none (重大危险源).",
    )
    risk_grades: list[RiskGrade] | None = strawberry.field(
        default=None, description="Only sites of these risk grades at `riskGradesAt` (风险等级)."
    )
    risk_grades_at: datetime | None = strawberry.field(
        default=None, description="The moment that `riskGrades` is about; default now (时刻)."
    )
    within: GeoJSON | None = strawberry.field(
        default=None, description="A Polygon or MultiPolygon that the site touches (空间范围)."
    )
    within_crs: Crs = strawberry.field(default=Crs.WGS84, description=FRAME)
    near_protected: ProtectedNearby | None = strawberry.field(
        default=None, description="Only sites that have such a protected place nearby (附近敏感目标)."
    )

    def own(self, row: FromClause) -> Conditions:
        """Say its own members as SQL."""
        return narrowed(
            (self.division, lambda code: below(row.c.division_id, code)),
            (self.kinds, lambda kinds: among(row.c.kind, kinds)),
            (self.major_hazard, lambda wanted: row.c.major_hazard.is_(wanted)),
            (self.risk_grades, lambda grades: graded(row.c.id, grades, self.risk_grades_at)),
            (self.within, lambda _: self.outline.holds(row)),
            (self.near_protected, lambda place: place.beside(row)),
        )

    @cached_property
    def outline(self) -> Area:
        """The area that `within` says."""
        return Area(polygon=self.within, crs=self.within_crs)


@node(tables.hazards.hazard_site, filter=HazardSiteFilter, orders=("code", "name"))
class HazardSite(Node):
    """A place that may bring harm, or that must hold when the water comes (危险源)."""

    id: auto
    code: auto
    kind: auto
    name: auto
    name_en: auto
    name_basis: auto
    division: One = one("Division")
    geometry: auto
    basis: auto
    major_hazard: auto
    status: auto
    source: auto
    note: auto
    parent: One = one("HazardSite")
    children: Many = many(
        "HazardSite", "parent_id", "The sites that are part of it (下属场所).", order=("code",)
    )
    protected_places: Many = chosen(
        protected_places,
        "ProtectedPlaceDistance",
        "Protected places no farther than `within` metres, nearest first, ties by id (周边敏感目标). "
        "Distance is geodesic metres on WGS 84 between the nearest points of both, 0 where they touch; for "
        "lines and areas up to 25 mm in a kilometre too much.",
    )
    protected_places_by_kind: Many = chosen(
        protected_kinds,
        "ProtectedPlaceGroup",
        "All protected places no farther than `within` metres, a row a kind, in the order of the law; a kind "
        "of which there is none is left out (周边敏感目标汇总).",
    )
    risk_grade: Computed = computed(
        grade_at,
        RiskGrade | None,
        "Its risk grade at a moment, as of that day in the service's time zone; null where none is given "
        "(风险等级).",
    )
    risk_gradings: Many = timed(
        "RiskGrading",
        "site_id",
        "Its risk grades through time, oldest first (风险等级).",
        order=("valid_from",),
    )


@node(beside("hazard_site", "The hazard site (危险源).", paged=False))
class HazardSiteDistance:
    """A hazard site and how far it is from a protected place (危险源距离)."""

    distance: auto
    hazard_site: One = one("HazardSite", required=True)


@node(beside("hazard_site", "The hazard site (危险源)."))
class NearbyHazardSite:
    """A hazard site and how far its nearest point is (附近危险源)."""

    cursor: auto
    distance: auto
    hazard_site: One = one("HazardSite", required=True)


@node(tables.hazards.risk_grade)
class RiskGrading(Node):
    """The risk grade of a site for a time (风险等级记录)."""

    id: auto
    site: One = one("HazardSite")
    grade: auto
    valid_from: auto
    valid_to: auto
    basis: auto
