"""Hazard sites and their risk grades (风险隐患点)."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Index, Text, func, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint

from schema.access import Access, anyone
from schema.storage import cell, outline, reference, table, word
from schema.vocabulary import Basis, RiskGrade

hazard_site = table(
    "hazard_site",
    Column("code", Text, nullable=False, unique=True, comment="Code in its register (编号)."),
    Column("kind", Text, nullable=False, comment="Kind of site, such as `reservoir` or `enterprise` (类别)."),
    Column("name", Text, nullable=False, comment="Chinese name (名称)."),
    Column("name_en", Text, comment="English name (英文名)."),
    word(
        "name_basis",
        Basis,
        "Where the name comes from, if not from where the position does (名称依据).",
        nullable=True,
    ),
    reference("division_id", "division", "The division it lies in (所在区划)."),
    reference(
        "parent_id",
        "hazard_site",
        "The site it is part of, such as an enterprise's park (所属场所).",
        nullable=True,
    ),
    outline(
        "geometry", "GEOMETRY", "Where it is: a point, line or area, EPSG:4326 (空间位置).", nullable=False
    ),
    word("basis", Basis, "Where the position comes from (位置依据)."),
    Column(
        "major_hazard",
        Boolean,
        comment="Whether it is a major hazard installation; null where that is not asked (重大危险源).",
    ),
    Column("status", Text, comment="State as last reported, such as `running` (状态)."),
    Column("source", Text, comment="Key of the fact it belongs to (来源)."),
    Column("note", Text, comment="What a reader must know about this row (备注)."),
    cell("geometry"),
    Index("ix_hazard_site_cell", "cell", postgresql_include=["id", "major_hazard"]),
    Index("ix_hazard_site_geometry", "geometry", postgresql_using="gist"),
    Index("ix_hazard_site_geography", text("(geometry::geography)"), postgresql_using="gist"),
    Index("ix_hazard_site_kind", "kind"),
    comment="A place that may bring harm, or that must hold when the water comes (风险隐患点).",
    access=Access(read=anyone),
)

risk_grade = table(
    "risk_grade",
    reference("site_id", "hazard_site", "The site (所属风险点)."),
    word("grade", RiskGrade, "The grade (风险等级)."),
    Column("valid_from", Date, nullable=False, comment="First day of the grade (生效日期)."),
    Column("valid_to", Date, comment="First day on which it no longer holds (失效日期)."),
    word("basis", Basis, "Where the grade comes from (依据)."),
    CheckConstraint("valid_to > valid_from", name="validity"),
    ExcludeConstraint(
        (Column("site_id"), "="),
        (func.daterange(Column("valid_from"), Column("valid_to")), "&&"),
        name="risk_grade_overlap",
        using="gist",
    ),
    comment="The risk grade of a site for a time (风险等级记录).",
    access=Access(read=anyone),
)
