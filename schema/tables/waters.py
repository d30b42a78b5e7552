"""Rivers and lakes (水系)."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text, text

from schema.access import Access, anyone
from schema.storage import cell, outline, table, word
from schema.vocabulary import Basis, WaterKind

water = table(
    "water",
    Column("code", Text, nullable=False, unique=True, comment="Code in its register (编号)."),
    word("kind", WaterKind, "Kind of water (类别)."),
    Column("name", Text, comment="Chinese name; null where none is known (名称)."),
    Column("name_en", Text, comment="English name; null where none is known (英文名)."),
    Column(
        "rank",
        Integer,
        CheckConstraint("rank BETWEEN 0 AND 12", name="rank"),
        nullable=False,
        comment="From 0, the greatest, to 12: how far in a map must be to draw it (等级).",
    ),
    outline("geometry", "GEOMETRY", "Its line or area, EPSG:4326 (空间位置).", nullable=False),
    word("basis", Basis, "Where the geometry comes from (位置依据)."),
    Column("source", Text, comment="Where name and geometry come from (来源)."),
    cell("geometry"),
    Index("ix_water_cell", "cell", postgresql_include=["rank"]),
    Index("ix_water_geography", text("(geometry::geography)"), postgresql_using="gist"),
    Index("ix_water_geometry", "geometry", postgresql_using="gist"),
    comment="A river, lake or reservoir, or a part of one (水体).",
    access=Access(read=anyone),
)
