"""Roads on which supplies travel (道路)."""

from geoalchemy2 import Geography
from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Index, Text, text
from sqlalchemy.types import Double

from schema.access import Access, anyone
from schema.storage import table, word
from schema.vocabulary import Basis


def _vertex(name: str, comment: str) -> Column[int]:
    check = CheckConstraint(f"{name} > 0", name=name)
    return Column(name, BigInteger, check, nullable=False, comment=comment)


def _seconds(name: str, comment: str) -> Column[float]:
    """Declare a time; no vehicle is faster than 90 km/h, which bounds where a route can lie."""
    check = CheckConstraint(f"{name} > 0 AND {name} < 'Infinity' AND metres <= {name} * 25.001", name=name)
    return Column(name, Double, check, comment=comment)


road = table(
    "road",
    _vertex("source", "Number of the vertex at which the piece begins (起点)."),
    _vertex("target", "Number of the vertex at which it ends; pieces meet where they bear one (终点)."),
    Column(
        "path",
        Geography("LINESTRING", 4326, spatial_index=False),
        nullable=False,
        comment="Its line from source to target, EPSG:4326 (线形).",
    ),
    Column(
        "metres",
        Double,
        CheckConstraint("metres > 0 AND metres < 1000000", name="metres"),
        nullable=False,
        comment="Its length, geodesic metres on WGS 84 (长度).",
    ),
    _seconds("forth", "Seconds from source to target; null where that is not allowed (正向时间)."),
    _seconds("back", "Seconds from target to source; null where that is not allowed (反向时间)."),
    Column("class", Text, nullable=False, comment="Its class, the value of OSM's `highway` (道路等级)."),
    Column("name", Text, comment="Its name; null where none is known (名称)."),
    Column("bridge", Boolean, nullable=False, comment="Whether it is a bridge (桥梁)."),
    Column(
        "access",
        Boolean,
        nullable=False,
        comment="Whether one gets on and off along it, not at its ends only: not on a bridge, in a tunnel or "
        "on a motorway (可上下).",
    ),
    Column(
        "open",
        Boolean,
        nullable=False,
        server_default=text("true"),
        comment="Whether it can be used now; the administrator closes what is cut (通行).",
    ),
    Column("origin", Text, nullable=False, comment="The way or feature of its file (来源要素)."),
    word("basis", Basis, "Where it comes from (位置依据)."),
    Index("ix_road_path", "path", postgresql_using="gist", postgresql_where=text("open")),
    Index("ix_road_path_access", "path", postgresql_using="gist", postgresql_where=text("open AND access")),
    Index("ix_road_origin", "origin"),
    comment="A piece of road between two junctions (路段).",
    access=Access(read=anyone),
)
