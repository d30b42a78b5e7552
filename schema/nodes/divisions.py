"""Divisions and basins as the public sees them (行政区划、流域)."""

from __future__ import annotations

from datetime import datetime

import strawberry
from sqlalchemy.sql.selectable import FromClause

from schema import severity, tables
from schema.declare import Many, One, Pages, across, auto, chosen, many, node, one, pages, timed
from schema.filters import Conditions, among, below, narrowed
from schema.located import Located
from schema.moment import valid
from schema.registry import Node
from schema.scalars import DivisionCode
from schema.vocabulary import DivisionLevel


@strawberry.input(description="Which divisions (行政区划筛选).")
class DivisionFilter(Located):
    """Narrows a connection of divisions."""

    division: DivisionCode | None = strawberry.field(
        default=None, description="This division and all below it (所属区划)."
    )
    levels: list[DivisionLevel] | None = strawberry.field(
        default=None, description="Only these levels (级别)."
    )
    at: datetime | None = strawberry.field(
        default=None, description="Only those valid at this moment; default those of all times (时刻)."
    )

    def own(self, row: FromClause) -> Conditions:
        """Say its own members as SQL."""
        return narrowed(
            (self.division, lambda code: below(row.c.id, code)),
            (self.levels, lambda levels: among(row.c.level, levels)),
            (self.at, lambda at: valid(row, at)),
        )


@node(tables.divisions.division, filter=DivisionFilter, orders=("code", "name"))
class Division(Node):
    """A division of the country, valid for a time (行政区划)."""

    id: auto
    code: auto
    level: auto
    name: auto
    name_en: auto
    official: auto
    valid_from: auto
    valid_to: auto
    validity_basis: auto
    location: auto
    basis: auto
    boundary: auto
    source: auto
    note: auto
    parent: One = one("Division")
    successor: One = one("Division")
    children: Many = timed(
        "Division", "parent_id", "The divisions directly below (下级区划).", order=("code", "id")
    )
    predecessors: Many = many("Division", "successor_id", "The divisions whose place it took (前身区划).")
    basins: Many = across(
        "Basin", "basin_division", "division_id", "basin_id", "Basins that cover it (所在流域)."
    )
    resources: Pages = pages(
        "Resource", "division_id", "Rescue resources standing here, not below (应急资源)."
    )
    hazard_sites: Pages = pages("HazardSite", "division_id", "Hazard sites here, not below (危险源).")
    gauges: Pages = pages("Gauge", "division_id", "Gauges here, not below (水文站).")
    wardens: Pages = pages("Warden", "division_id", "Wardens of this very division (责任人岗位).")
    plans: Pages = pages("Plan", "division_id", "Plans of this division (预案).")
    command_bodies: Pages = pages("CommandBody", "division_id", "Command bodies of this division (指挥机构).")
    responses: Pages = pages(
        "Response", "division_id", "Responses whose scope is this very division (应急响应)."
    )
    levels: Many = chosen(
        severity.levels,
        "SystemLevel",
        "How severe each system is here at a moment (各体系响应级别): real responses in force here, above or "
        "below. Systems without one are left out.",
    )
    facts: Pages = pages("Fact", "division_id", "Facts about this division from the documents (事实).")


@node(tables.divisions.basin, orders=("code",))
class Basin(Node):
    """A river basin that can have a response of its own (流域)."""

    id: auto
    code: auto
    name: auto
    name_en: auto
    basis: auto
    divisions: Many = across(
        "Division", "basin_division", "basin_id", "division_id", "Divisions it covers (区划)."
    )
    command_bodies: Pages = pages("CommandBody", "basin_id", "Command bodies of this basin (指挥机构).")
    responses: Pages = pages("Response", "basin_id", "Responses whose scope is this basin (应急响应).")
