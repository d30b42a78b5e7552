"""Sessions of local accounts, and what has been revoked (会话与吊销)."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Text, text

from schema.access import Access, nobody
from schema.storage import instant, table

session = table(
    "session",
    Column("jti", Text, nullable=False, unique=True, comment="Name of the session, as its token bears it."),
    Column("subject", Text, nullable=False, index=True, comment="Whose it is: the account."),
    Column("issuer", Text, nullable=False, comment="Who issued the token."),
    instant("issued_at", "When it began.", server_default=text("clock_timestamp()")),
    instant("expires_at", "When its token ends.", index=True),
    instant("revoked_at", "When it was ended before that.", nullable=True),
    comment="Who signed in here, and until when (会话); kept for a week after its end.",
    access=Access(read=nobody),
    grants="SELECT, INSERT, UPDATE, DELETE",
)

revocation = table(
    "revocation",
    Column("session", Text, unique=True, comment="The session that is ended, whoever issued its token."),
    Column("subject", Text, unique=True, comment="Whose tokens are ended: those issued before `before`."),
    instant("before", "Tokens of the subject issued before then are good no more.", nullable=True),
    instant("until", "When no token that it is about can be good any more: then it goes.", index=True),
    instant("recorded_at", "When it was recorded last.", server_default=text("clock_timestamp()")),
    Column("recorded_by", Text, nullable=False, comment="Who recorded it."),
    Column(
        "tx",
        BigInteger,
        nullable=False,
        server_default=text("txid_current()"),
        comment="The transaction that wrote it: a server reads what was not settled when it read last.",
    ),
    CheckConstraint("num_nonnulls(session, subject) = 1", name="what"),
    CheckConstraint("(subject IS NULL) = (before IS NULL)", name="before"),
    Index("ix_revocation_tx", "tx"),
    comment="Tokens that are good no more although they have not expired (吊销); every server knows all.",
    access=Access(read=nobody),
    grants="SELECT, INSERT, UPDATE, DELETE",
)
