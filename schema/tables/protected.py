"""Places from which major hazards keep their distance (敏感目标)."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text, text

from schema.access import Access, anyone
from schema.storage import outline, reference, table, word
from schema.vocabulary import Basis, ProtectedPlaceKind

protected_place = table(
    "protected_place",
    Column("code", Text, nullable=False, unique=True, comment="Code in its register (编号)."),
    word("kind", ProtectedPlaceKind, "Which of the eight kinds of the law it is (类别)."),
    Column("type", Text, comment="What it is, more exactly, such as `school` or `hospital` (细类)."),
    Column("name", Text, nullable=False, comment="Chinese name (名称)."),
    Column("name_en", Text, comment="English name (英文名)."),
    reference("division_id", "division", "The division it lies in (所在区划)."),
    outline(
        "geometry", "GEOMETRY", "Where it is: a point, line or area, EPSG:4326 (空间位置).", nullable=False
    ),
    Column(
        "people",
        Integer,
        CheckConstraint("people >= 0", name="people"),
        comment="How many people are there as a rule; null where that is not known (人数).",
    ),
    word("basis", Basis, "Where name, position and number come from (依据)."),
    Column("source", Text, comment="Where it was recorded (来源)."),
    Column("note", Text, comment="What a reader must know about this row (备注)."),
    Index("ix_protected_place_geography", text("(geometry::geography)"), postgresql_using="gist"),
    Index("ix_protected_place_geometry", "geometry", postgresql_using="gist"),
    Index("ix_protected_place_kind", "kind"),
    comment="A place from which a major hazard must keep its distance (敏感目标).",
    access=Access(read=anyone),
)
