"""Telephone numbers and names, apart from everything else, and what of them anybody may see (联系方式)."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, MetaData, Table, Text, text

from schema.access import COMMAND, Access, Role, itself, like, within
from schema.storage import instant, reference, table, word
from schema.vocabulary import Basis

REACHED = within("division_id", *Role, basin="basin_id")
"""Whoever serves there, in whatever post: neighbours do not see that there is one."""
REVEALING = within("division_id", *COMMAND, basin="basin_id")
"""Who may see it in clear, with a reason that is recorded."""

contact = table(
    "contact",
    Column(
        "id",
        BigInteger,
        primary_key=True,
        autoincrement=False,
        comment="Opaque, unique over all types (标识).",
    ),
    reference("warden_id", "warden", "The warden it reaches, if it is one's (责任人).", nullable=True),
    reference(
        "resource_id", "resource", "The resource it reaches, if it is one's (应急资源).", nullable=True
    ),
    reference("unit_id", "member_unit", "The unit it reaches, if it is one's (成员单位).", nullable=True),
    reference("body_id", "command_body", "The body it reaches, if it is one's (指挥机构).", nullable=True),
    reference(
        "division_id",
        "division",
        "The division of whom it reaches; null for a basin's (区划).",
        nullable=True,
    ),
    reference(
        "basin_id", "basin", "The basin of whom it reaches; null for a division's (流域).", nullable=True
    ),
    Column("duty", Text, nullable=False, comment="What for: a post, such as duty desk (岗位)."),
    Column("name", Text, nullable=False, comment="The name, masked (姓名，已脱敏)."),
    Column("phone", Text, nullable=False, comment="The telephone number, masked (电话，已脱敏)."),
    word("basis", Basis, "Where it comes from (依据)."),
    CheckConstraint("num_nonnulls(warden_id, resource_id, unit_id, body_id) = 1", name="holder"),
    key=False,
    comment="How somebody is reached, masked; kept by a trigger on the numbers themselves (联系方式).",
    access=Access(read=REACHED),
)

hidden = MetaData(schema="private")
"""What only a transaction that says who asks may look at."""

number = Table(
    "contact",
    hidden,
    Column("id", BigInteger, primary_key=True),
    *(Column(name, BigInteger) for name in ("warden_id", "resource_id", "unit_id", "body_id")),
    *(Column(name, BigInteger) for name in ("division_id", "basin_id")),
    *(Column(name, Text, nullable=False) for name in ("duty", "name", "phone")),
    Column("note", Text),
    Column("basis", Text, nullable=False),
    info={"access": Access(read=REVEALING, write=itself), "grants": "SELECT"},
)
"""The numbers in clear; `contact` shows them masked."""

reveal = table(
    "reveal",
    reference("contact_id", "contact", "The contact that was shown in clear (联系方式)."),
    Column("reason", Text, nullable=False, comment="Why (理由)."),
    instant("at", "When (时间).", server_default=text("clock_timestamp()")),
    Column("by", Text, nullable=False, comment="To whom: the token's subject, a post (查看岗位)."),
    CheckConstraint("reason ~ '[^[:space:]]'", name="reason"),
    Index("ix_reveal_at", "at"),
    comment="Who saw which contact in clear, when and why, never changed afterwards (明文查看记录).",
    access=Access(read=like("contact_id", REVEALING), write=like("contact_id", REVEALING)),
    grants="SELECT, INSERT",
)
