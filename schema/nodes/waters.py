"""Rivers and lakes as the public sees them (水系)."""

from __future__ import annotations

import strawberry
from sqlalchemy.sql.selectable import FromClause

from schema import tables
from schema.declare import One, auto, node, one
from schema.filters import Conditions, among, narrowed
from schema.located import Located
from schema.registry import Node, beside
from schema.vocabulary import WaterKind


@strawberry.input(description="Which waters (水体筛选).")
class WaterFilter(Located):
    """Narrows a connection of waters."""

    kinds: list[WaterKind] | None = strawberry.field(default=None, description="Only these kinds (类别).")

    def own(self, row: FromClause) -> Conditions:
        """Say its own members as SQL."""
        return narrowed(
            (self.kinds, lambda kinds: among(row.c.kind, kinds)),
        )


@node(tables.waters.water, filter=WaterFilter, orders=("code", "rank"))
class Water(Node):
    """A river, lake or reservoir, or a part of one (水体)."""

    id: auto
    code: auto
    kind: auto
    name: auto
    name_en: auto
    rank: auto
    geometry: auto
    basis: auto
    source: auto


@node(beside("water", "The water (水体)."))
class NearbyWater:
    """A water and how far its nearest point is (附近水体)."""

    cursor: auto
    distance: auto
    water: One = one("Water", required=True)
