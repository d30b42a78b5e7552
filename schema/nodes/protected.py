"""Protected places as the public sees them (敏感目标)."""

from __future__ import annotations

import strawberry
from sqlalchemy import Column
from sqlalchemy.sql.selectable import FromClause
from sqlalchemy.types import Double

from schema import tables
from schema.declare import Many, One, auto, chosen, node, one
from schema.filters import Conditions, among, below, narrowed
from schema.located import Located
from schema.registry import Node, beside
from schema.scalars import DivisionCode
from schema.vicinity import hazard_sites, sums
from schema.vocabulary import ProtectedPlaceKind


@strawberry.input(description="Which protected places (敏感目标筛选).")
class ProtectedPlaceFilter(Located):
    """Narrows a connection of protected places."""

    division: DivisionCode | None = strawberry.field(
        default=None, description="Places of this division and all below it (所在区划)."
    )
    kinds: list[ProtectedPlaceKind] | None = strawberry.field(
        default=None, description="Only these of the eight kinds (类别)."
    )
    types: list[str] | None = strawberry.field(
        default=None, description="Only these types, such as `school` (细类)."
    )

    def own(self, row: FromClause) -> Conditions:
        """Say its own members as SQL."""
        return narrowed(
            (self.division, lambda code: below(row.c.division_id, code)),
            (self.kinds, lambda kinds: among(row.c.kind, kinds)),
            (self.types, lambda types: among(row.c.type, types)),
        )


@node(tables.protected.protected_place, filter=ProtectedPlaceFilter, orders=("code", "name"))
class ProtectedPlace(Node):
    """A place from which a major hazard must keep its distance (敏感目标)."""

    id: auto
    code: auto
    kind: auto
    type_: auto
    name: auto
    name_en: auto
    division: One = one("Division")
    geometry: auto
    people: auto
    basis: auto
    source: auto
    note: auto
    hazard_sites: Many = chosen(
        hazard_sites,
        "HazardSiteDistance",
        "Hazard sites no farther than `within` metres, nearest first, ties by id (周边危险源). "
        "Distance is geodesic metres on WGS 84 between the nearest points of both, 0 where they touch; for "
        "lines and areas up to 25 mm in a kilometre too much.",
    )


@node(beside("protected_place", "The protected place (敏感目标)."))
class NearbyProtectedPlace:
    """A protected place and how far its nearest point is (附近敏感目标)."""

    cursor: auto
    distance: auto
    protected_place: One = one("ProtectedPlace", required=True)


@node(beside("protected_place", "The protected place (敏感目标).", paged=False))
class ProtectedPlaceDistance:
    """A protected place and how far it is from a hazard site (敏感目标距离)."""

    distance: auto
    protected_place: One = one("ProtectedPlace", required=True)


@node(
    sums(
        "protected_place_group",
        "around a hazard site",
        Column("nearest", Double, nullable=False, comment="Metres to the nearest of them (最近距离)."),
    )
)
class ProtectedPlaceGroup:
    """The protected places of one kind around a hazard site (敏感目标汇总)."""

    kind: auto
    count: auto
    nearest: auto
    people: auto
    uncounted: auto
