"""Who did what and who was refused, sealed so that a later change shows (审计)."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, LargeBinary, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import INT8MULTIRANGE

from schema.access import Access, nobody
from schema.procedure import AuditKind
from schema.storage import instant, table, word

audit = table(
    "audit",
    instant("at", "When, by the database's clock (时间).", server_default=text("clock_timestamp()")),
    word("kind", AuditKind, "What it was (类别)."),
    Column("subject", Text, comment="Who: the token's subject, a post; null for strangers (主体)."),
    Column("session", Text, comment="In which session, where there are sessions (会话)."),
    Column("action", Text, nullable=False, comment="Which mutation, or what else was done (操作)."),
    Column("type", Text, comment="Type of what was written or shown (对象类型)."),
    Column("key", BigInteger, comment="Key of what was written or shown (对象键)."),
    Column("outcome", Text, nullable=False, comment="DONE, or the code of the refusal (结果)."),
    Column("request", Text, comment="Joins what one request did (请求标识)."),
    Column(
        "times",
        Integer,
        CheckConstraint("times > 0", name="times"),
        nullable=False,
        server_default=text("1"),
        comment="How often, where equal refusals were counted (次数).",
    ),
    comment="Every write, reveal, refusal and sign-in, never changed afterwards (审计记录).",
    access=Access(read=nobody),
    grants="SELECT, INSERT",
)

audit_unsealed = table(
    "audit_unsealed",
    Column("id", BigInteger, primary_key=True, autoincrement=False, comment="Key of the entry."),
    key=False,
    comment="Entries of the audit that no seal covers yet.",
    access=Access(read=nobody),
)

audit_seal = table(
    "audit_seal",
    Column(
        "number",
        BigInteger,
        primary_key=True,
        autoincrement=False,
        comment="Number, without holes (封存序号).",
    ),
    instant("at", "When it was sealed (封存时间)."),
    Column("form", SmallInteger, nullable=False, comment="Which columns of an entry it is over."),
    Column("ids", INT8MULTIRANGE, nullable=False, comment="Keys of the entries that it covers."),
    Column("digests", LargeBinary, nullable=False, comment="SHA-256 of each entry, by their keys."),
    Column(
        "hash",
        LargeBinary,
        nullable=False,
        comment="SHA-256 over the hash before it, this row and the digests.",
    ),
    key=False,
    comment="What seals the audit, batch by batch, each hanging on the one before (审计封存).",
    access=Access(read=nobody),
)
