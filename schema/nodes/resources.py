"""Rescue resources, stock and what is near, as the public sees them (应急资源)."""

from __future__ import annotations

from typing import Any

import strawberry
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Integer,
    Numeric,
    Select,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.sql.selectable import FromClause

from schema import tables
from schema.area import Area
from schema.constant import word
from schema.declare import Many, One, auto, many, node, one
from schema.filters import Conditions, Keep, among, below, grouped, members, narrowed
from schema.located import Located
from schema.parameter import listed
from schema.registry import Node, beside, shape
from schema.scalars import DivisionCode
from schema.vocabulary import ResourceKind

table = tables.resources.resource


def of_kinds(kinds: Any, where: Keep | None = None) -> Select[Any]:
    """Give the keys of the resources of some kinds, of all where none is named."""
    words: Any = array([word(kind) for kind in ResourceKind]) if kinds is None else listed(kinds)
    return grouped(table, "kind", select(func.unnest(words).label("kind")), "available", "id", where=where)


def of_division(code: Any) -> Select[Any]:
    """Give the keys of the resources of a division and of all below it."""
    return grouped(table, "division_id", members(code), "kind", "id")


@strawberry.input(description="Which resources (应急资源筛选).")
class ResourceFilter(Located):
    """Narrows a connection of resources."""

    division: DivisionCode | None = strawberry.field(
        default=None, description="This division and all below it (所在区划)."
    )
    kinds: list[ResourceKind] | None = strawberry.field(default=None, description="Only these kinds (类别).")
    available: bool | None = strawberry.field(
        default=None, description="Whether it can be called on now (可调用)."
    )

    def own(self, row: FromClause) -> Conditions:
        """Say its own members as SQL."""
        return narrowed(
            (self.division, lambda code: below(row.c.division_id, code)),
            (self.kinds, lambda kinds: among(row.c.kind, kinds)),
            (self.available, lambda wanted: row.c.available.is_(wanted)),
        )

    def few(self, row: FromClause) -> list[Select[Any]]:
        """Look for few by their kind and whether they are available, and by their division."""
        del row
        wanted: ColumnElement[bool] = literal_column(f"{self.available}")
        narrow = None if self.available is None else (lambda one: one.c.available.between(wanted, wanted))
        kinds = [of_kinds(self.kinds, narrow)] if self.kinds is not None or narrow is not None else []
        return kinds if self.division is None else [*kinds, of_division(self.division)]

    def few_in(self, row: FromClause, area: Area) -> Select[Any]:
        """Look for what lies in a division by its key."""
        return super().few_in(row, area) if area.division is None else of_division(area.division)


@node(table, abstract=True, filter=ResourceFilter, orders=("code", "name"))
class Resource(Node):
    """Whatever can be sent or opened in an emergency (应急资源)."""

    id: auto
    kind: auto
    code: auto
    name: auto
    name_en: auto
    name_basis: auto
    division: One = one("Division")
    location: auto
    basis: auto
    keeper: auto
    available: auto
    status: auto
    note: auto


@node(table, kind=ResourceKind.DEPOT, filter=ResourceFilter, orders=("code", "name"))
class Depot(Resource):
    """A store of relief supplies (物资储备库)."""

    reserve_mode: auto
    stock: Many = many("Stock", "depot_id", "What it holds, by item (库存).", order=("item_id",))
    contacts: Many = many("Contact", "resource_id", "How it is reached, masked (联系方式).")


@node(table, kind=ResourceKind.TEAM, filter=ResourceFilter, orders=("code", "name"))
class Team(Resource):
    """A rescue team (抢险救援队伍)."""

    type: auto
    headcount: auto
    headcount_basis: auto


@node(table, kind=ResourceKind.LABOUR, filter=ResourceFilter, orders=("code", "name"))
class Labour(Resource):
    """A pool of levee labour of one line (抢险劳力)."""

    line: auto
    headcount: auto
    headcount_basis: auto


@node(table, kind=ResourceKind.EQUIPMENT, filter=ResourceFilter, orders=("code", "name"))
class Equipment(Resource):
    """A piece of equipment or a vessel (装备、船艇)."""

    type: auto


@node(table, kind=ResourceKind.SHELTER, filter=ResourceFilter, orders=("code", "name"))
class Shelter(Resource):
    """An emergency shelter (应急避难场所)."""

    type: auto
    capacity: auto


@node(tables.resources.supply_item, orders=("code",))
class SupplyItem(Node):
    """A kind of supply, counted in one unit (物资品目)."""

    id: auto
    code: auto
    name: auto
    name_en: auto
    unit: auto
    stock: Many = many("Stock", "item_id", "Where it lies (库存).", order=("depot_id",))


@node(tables.resources.stock)
class Stock(Node):
    """One item in one depot (库存)."""

    id: auto
    depot: One = one("Depot")
    item: One = one("SupplyItem", required=True)
    quantity: auto
    reserved: auto
    available: auto
    quantity_basis: auto
    source: auto


@node(
    shape(
        "supply_total",
        Column("item_id", BigInteger, nullable=False, comment="The item (物资)."),
        Column(
            "quantity", Numeric, nullable=False, comment="Sum over the depots, in the item's unit (数量)."
        ),
        Column("available", Numeric, nullable=False, comment="Quantity less what is reserved (可用量)."),
        comment="The sum of one item over a division (物资合计).",
    )
)
class SupplyTotal:
    """The sum of one item over a division and all below it (物资合计)."""

    item: One = one("SupplyItem", required=True)
    quantity: auto
    available: auto


@node(
    shape(
        "labour_total",
        Column("line", Integer, nullable=False, comment="Line of levee labour, 1 to 3 (梯队)."),
        Column("headcount", Integer, nullable=False, comment="People (人数)."),
        comment="The sum of one line of labour over a division (劳力合计).",
    )
)
class LabourTotal:
    """The people of one line of levee labour over a division and all below it (劳力合计)."""

    line: auto
    headcount: auto


@node(beside("depot", "The depot (储备库)."))
class NearbyDepot:
    """A depot and how far it is (附近储备库)."""

    cursor: auto
    distance: auto
    depot: One = one("Depot", required=True)


@node(beside("resource", "The resource (应急资源)."))
class NearbyResource:
    """A resource and how far it is (附近应急资源)."""

    cursor: auto
    distance: auto
    resource: One = one("Resource", required=True)
