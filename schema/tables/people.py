"""Command bodies, their member units, and wardens: posts, never persons (指挥机构、责任人)."""

from sqlalchemy import CheckConstraint, Column, Text, UniqueConstraint

from schema.access import Access, anyone
from schema.storage import reference, table, word
from schema.vocabulary import Basis, CommandBodyKind

command_body = table(
    "command_body",
    Column("code", Text, nullable=False, unique=True, comment="Code in its register (编号)."),
    word("kind", CommandBodyKind, "Kind of body (类别)."),
    Column("name", Text, nullable=False, comment="Chinese name (名称)."),
    Column("name_en", Text, comment="English name (英文名)."),
    Column("system", Text, comment="Response system it commands; null where it commands many (响应体系)."),
    reference("parent_id", "command_body", "The body it works for (上级机构).", nullable=True),
    reference(
        "division_id",
        "division",
        "The division it is for; null when it is for a basin (区划范围).",
        nullable=True,
    ),
    reference(
        "basin_id", "basin", "The basin it is for; null when it is for a division (流域范围).", nullable=True
    ),
    word("basis", Basis, "Where the body comes from (依据)."),
    CheckConstraint("num_nonnulls(division_id, basin_id) = 1", name="scope"),
    comment="A headquarters, office or committee (指挥机构).",
    access=Access(read=anyone),
)

member_unit = table(
    "member_unit",
    Column("code", Text, nullable=False, unique=True, comment="Code in its register (编号)."),
    Column("name", Text, nullable=False, comment="Chinese name (名称)."),
    Column("name_en", Text, comment="English name (英文名)."),
    reference("division_id", "division", "The division it belongs to (所属区划)."),
    word("basis", Basis, "Where the unit comes from (依据)."),
    comment="A unit that serves on command bodies and does the actions of plans (成员单位).",
    access=Access(read=anyone),
)

membership = table(
    "membership",
    reference("body_id", "command_body", "The body (指挥机构).", index=False),
    reference("unit_id", "member_unit", "The unit (成员单位)."),
    Column("duty", Text, nullable=False, comment="What the unit does there, in Chinese (职责)."),
    Column("duty_en", Text, comment="What the unit does there, in English (职责英文)."),
    word("basis", Basis, "Where the duty comes from (依据)."),
    UniqueConstraint("body_id", "unit_id"),
    comment="A unit's seat on a command body, with its duty (成员职责).",
    access=Access(read=anyone),
)

warden = table(
    "warden",
    Column("code", Text, nullable=False, unique=True, comment="Code in its register (编号)."),
    Column("role", Text, nullable=False, comment="The post, in Chinese; never a name (岗位)."),
    Column("role_en", Text, comment="The post, in English (岗位英文)."),
    reference("division_id", "division", "The township it is for (责任区划)."),
    word("basis", Basis, "Where the assignment to the township comes from (依据)."),
    Column("source", Text, comment="Key of the fact it belongs to (来源)."),
    comment="A post that answers for a township in flood and drought (防汛抗旱责任人).",
    access=Access(read=anyone),
)
