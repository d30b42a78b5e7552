"""Administrative divisions and river basins (行政区划、流域)."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint

from schema.access import Access, anyone
from schema.ltree import LTree
from schema.scalars import DivisionCode
from schema.storage import drawn, outline, position, reference, table, word
from schema.vocabulary import Basis, DivisionLevel

division = table(
    "division",
    Column(
        "code",
        Text,
        nullable=False,
        info={"scalar": DivisionCode},
        comment="GB/T 2260 code, or a local code for a zone (区划代码).",
    ),
    word("level", DivisionLevel, "Level of the division (级别)."),
    Column("name", Text, nullable=False, comment="Chinese name (名称)."),
    Column("name_en", Text, comment="English name (英文名)."),
    reference("parent_id", "division", "The division above (上级区划).", nullable=True),
    Column("path", LTree, nullable=False, comment="Keys from the country down to this division."),
    Column(
        "official",
        Boolean,
        nullable=False,
        comment="Whether the code is a GB/T 2260 or GB/T 10114 one (国家标准代码).",
    ),
    Column("valid_from", Date, comment="First day of validity, if known (生效日期)."),
    Column("valid_to", Date, comment="First day on which it is no longer valid (失效日期)."),
    word("validity_basis", Basis, "How the days of validity are known (有效期依据).", nullable=True),
    reference("successor_id", "division", "The division that took its place (承继区划).", nullable=True),
    position("location", "A point inside the division, EPSG:4326 (位置)."),
    word("basis", Basis, "Where the point comes from (位置依据).", nullable=True),
    outline("boundary", "MULTIPOLYGON", "The boundary as an area, EPSG:4326 (边界)."),
    Column("source", Text, comment="Where name, code and boundary come from (来源)."),
    Column("note", Text, comment="What a reader must know about this row (备注)."),
    drawn("boundary_far", "levee_far", "boundary", "The boundary as drawn on maps of a country."),
    drawn("boundary_middling", "levee_middling", "boundary", "The boundary as drawn on maps of a province."),
    ExcludeConstraint(
        (Column("code"), "="),
        (func.daterange(Column("valid_from"), Column("valid_to")), "&&"),
        name="division_code_validity",
        using="gist",
    ),
    Index("ix_division_code", "code"),
    Index("ix_division_path", "path", postgresql_using="gist"),
    Index("ix_division_boundary", "boundary", postgresql_using="gist"),
    Index("ix_division_location", "location", postgresql_using="gist"),
    Index("ix_division_geography", text("(boundary::geography)"), postgresql_using="gist"),
    Index(
        "ix_division_boundary_county",
        "boundary",
        postgresql_using="gist",
        postgresql_where=text("level = 'COUNTY'"),
    ),
    comment="A division of the country, valid for a time (行政区划).",
    access=Access(read=anyone),
)

basin = table(
    "basin",
    Column("code", Text, nullable=False, unique=True, comment="Short code of the basin (流域代码)."),
    Column("name", Text, nullable=False, comment="Chinese name (名称)."),
    Column("name_en", Text, comment="English name (英文名)."),
    word("basis", Basis, "Where the basin's extent comes from (依据)."),
    comment="A river basin that can have a response of its own (流域).",
    access=Access(read=anyone),
)

basin_division = table(
    "basin_division",
    Column("basin_id", BigInteger, ForeignKey("basin.id"), primary_key=True, comment="The basin (流域)."),
    Column(
        "division_id",
        BigInteger,
        ForeignKey("division.id"),
        primary_key=True,
        index=True,
        comment="A division that lies in it, whole or in part (行政区划).",
    ),
    key=False,
    comment="Which divisions a basin covers (流域范围).",
    access=Access(read=anyone),
)
