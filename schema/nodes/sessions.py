"""What is shown of sessions (会话)."""

from sqlalchemy import Column, DateTime, Text

from schema.declare import auto, node
from schema.registry import shape

ended = shape(
    "ended",
    Column("subject", Text, nullable=False, comment="Whose tokens are good no more (主体)."),
    Column(
        "at", DateTime(timezone=True), nullable=False, comment="Since when; within 5 s everywhere (时间)."
    ),
    comment="Tokens that were ended before their time (吊销).",
)


admitted = shape(
    "admitted",
    Column("token", Text, nullable=False, comment="To be sent as `Authorization: Bearer …` (令牌)."),
    Column("expires_at", DateTime(timezone=True), nullable=False, comment="When it ends (到期时间)."),
    comment="A session that has begun (登录会话).",
)


@node(admitted)
class Admitted:
    """A session that has begun (登录会话)."""

    token: auto
    expires_at: auto


@node(ended)
class Revocation:
    """Tokens that were ended before their time: of one session, or all of a subject (吊销)."""

    subject: auto
    at: auto
