"""Rescue resources and the stock they hold (应急资源、物资)."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Index,
    Integer,
    Numeric,
    Text,
    UniqueConstraint,
    text,
)

from schema.access import Access, anyone
from schema.storage import cell, position, reference, table, word
from schema.vocabulary import Basis, ReserveMode, ResourceKind

resource = table(
    "resource",
    word("kind", ResourceKind, "Kind of resource (类别)."),
    Column("code", Text, nullable=False, unique=True, comment="Code in its register (编号)."),
    Column("name", Text, nullable=False, comment="Chinese name (名称)."),
    Column("name_en", Text, comment="English name (英文名)."),
    word(
        "name_basis",
        Basis,
        "Where the name comes from, if not from where the position does (名称依据).",
        nullable=True,
    ),
    reference("division_id", "division", "The division it stands in (所在区划).", index=False),
    position("location", "Position, EPSG:4326; null where none is known (位置)."),
    word("basis", Basis, "Where the position, or without one the record, comes from (位置依据)."),
    Column("keeper", Text, comment="The post that keeps it, never a name (保管岗位)."),
    word("reserve_mode", ReserveMode, "How the reserve is held (储备方式).", nullable=True),
    Column("type", Text, comment="What kind of team, equipment or shelter it is, as in its register (类型)."),
    Column(
        "line",
        Integer,
        CheckConstraint("line BETWEEN 1 AND 3", name="line"),
        comment="Line of levee labour, 1 to 3 (梯队).",
    ),
    Column(
        "headcount", Integer, CheckConstraint("headcount >= 0", name="headcount"), comment="People (人数)."
    ),
    word("headcount_basis", Basis, "Where the headcount comes from (人数依据).", nullable=True),
    Column(
        "capacity",
        Integer,
        CheckConstraint("capacity >= 0", name="capacity"),
        comment="People it can take in (可容纳人数).",
    ),
    Column("status", Text, comment="State as last reported (状态)."),
    Column(
        "available",
        Boolean,
        nullable=False,
        server_default=text("true"),
        comment="Whether it can be called on now (可调用).",
    ),
    Column("source", Text, comment="Key of the fact it belongs to (来源)."),
    Column("note", Text, comment="What a reader must know about this row (备注)."),
    cell("location::geometry"),
    Index("ix_resource_cell", "cell", postgresql_include=["id", "kind", "headcount", "capacity"]),
    Index("ix_resource_division_kind", "division_id", "kind", "id"),
    Index("ix_resource_unlocated", "division_id", "kind", postgresql_where=text("location IS NULL")),
    Index("ix_resource_kind_available", "kind", "available", "id"),
    Index("ix_resource_location", "location", postgresql_using="gist"),
    Index(
        "ix_resource_location_depot",
        "location",
        postgresql_using="gist",
        postgresql_where=text("kind = 'DEPOT'"),
    ),
    comment="Whatever can be sent or opened in an emergency (应急资源).",
    access=Access(read=anyone),
)

supply_item = table(
    "supply_item",
    Column(
        "code",
        Text,
        nullable=False,
        unique=True,
        comment="Code of the item, as in the stock register (物资代码).",
    ),
    Column("name", Text, nullable=False, comment="Chinese name (名称)."),
    Column("name_en", Text, comment="English name (英文名)."),
    Column("unit", Text, nullable=False, comment="Unit in which it is counted (计量单位)."),
    comment="A kind of supply, counted in one unit (物资品目).",
    access=Access(read=anyone),
    few=True,
)

stock = table(
    "stock",
    reference("depot_id", "resource", "The depot that holds it (储备库).", index=False),
    reference("item_id", "supply_item", "What is held (物资).", index=False),
    Column(
        "quantity",
        Numeric,
        CheckConstraint("quantity >= 0 AND quantity < 'Infinity'", name="quantity"),
        nullable=False,
        comment="What lies in the depot, in the item's unit (数量).",
    ),
    Column(
        "reserved",
        Numeric,
        nullable=False,
        server_default=text("0"),
        comment="What is promised already, in the item's unit (已预留).",
    ),
    Column(
        "available",
        Numeric,
        Computed("quantity - reserved", persisted=True),
        nullable=False,
        comment="Quantity less what is reserved, in the item's unit (可用量).",
    ),
    word("quantity_basis", Basis, "Where the quantity comes from (数量依据)."),
    Column("source", Text, comment="Key of the fact the quantity belongs to (来源)."),
    Column("cell", BigInteger, comment="Cell of its depot on the grid of map tiles; kept by triggers."),
    CheckConstraint("reserved >= 0 AND reserved <= quantity", name="reserved"),
    UniqueConstraint("depot_id", "item_id"),
    Index("ix_stock_depot_item", "depot_id", "item_id", postgresql_include=["quantity", "available"]),
    Index("ix_stock_item_cell", "item_id", "cell", postgresql_include=["available", "depot_id"]),
    Index(
        "ix_stock_item_magnitude",
        "item_id",
        text("levee_magnitude(available)"),
        "cell",
        postgresql_include=["available", "depot_id"],
    ),
    Index("ix_stock_item_available", "item_id", "available", postgresql_include=["depot_id"]),
    comment="One item in one depot (库存).",
    access=Access(read=anyone),
)
