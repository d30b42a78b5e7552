"""Rivers and lakes as the public sees them (水系)."""

from __future__ import annotations

import strawberry
from sqlalchemy.sql.selectable import FromClause

from geo.place import Crs
from schema import tables
from schema.declare import auto, node
from schema.filters import Conditions, among, inside, narrowed
from schema.place import FRAME
from schema.registry import Node
from schema.scalars import GeoJSON
from schema.vocabulary import WaterKind


@strawberry.input(
    description="Which waters (水体筛选). `within` is a Polygon or MultiPolygon in `withinCrs`."
)
class WaterFilter:
    """Narrows a connection of waters."""

    kinds: list[WaterKind] | None = strawberry.field(default=None, description="Only these kinds (类别).")
    within: GeoJSON | None = strawberry.field(
        default=None, description="A Polygon or MultiPolygon that the water touches (空间范围)."
    )
    within_crs: Crs = strawberry.field(default=Crs.WGS84, description=FRAME)

    def where(self, row: FromClause) -> Conditions:
        """Say it as SQL."""
        return narrowed(
            (self.kinds, lambda kinds: among(row.c.kind, kinds)),
            (self.within, lambda area: inside(row.c.geometry, area, self.within_crs)),
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
