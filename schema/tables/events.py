"""The event log, its head, and the keys of mutations (事件日志)."""

from collections.abc import Mapping

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Index,
    LargeBinary,
    SmallInteger,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import UUID

from schema.access import Access, anyone, nobody
from schema.storage import instant, reference, table, word
from schema.vocabulary import EventKind

event_head = table(
    "event_head",
    Column(
        "one",
        Boolean,
        CheckConstraint("one", name="one"),
        primary_key=True,
        server_default=text("true"),
        comment="There is one head.",
    ),
    Column(
        "epoch",
        UUID(as_uuid=False),
        nullable=False,
        server_default=text("gen_random_uuid()"),
        comment="Changes when the database is restored.",
    ),
    Column(
        "seq", BigInteger, nullable=False, server_default=text("0"), comment="Position of the last event."
    ),
    Column(
        "kept_after",
        BigInteger,
        nullable=False,
        server_default=text("0"),
        comment="Events up to here are no longer kept.",
    ),
    Column(
        "home",
        Text,
        comment="Cluster, timeline, database and table that the epoch began in; null before a server looked.",
    ),
    key=False,
    comment="The head of the event log; whoever emits takes its row last.",
    access=Access(read=anyone, write=anyone),
    grants="SELECT, UPDATE",
)

event = table(
    "event",
    Column(
        "seq",
        BigInteger,
        primary_key=True,
        autoincrement=False,
        comment="Position, without holes, in commit order.",
    ),
    word("kind", EventKind, "What happened."),
    reference("transition_id", "response_transition", "The transition it tells of.", nullable=True),
    instant("recorded_at", "When it was written.", server_default=text("clock_timestamp()")),
    reference("proposal_step_id", "proposal_step", "The act on a proposal it tells of.", nullable=True),
    reference("override_id", "response_transition", "The overriding transition it tells of.", nullable=True),
    Index(
        "ix_event_took_effect",
        "transition_id",
        unique=True,
        postgresql_where=text("kind = 'TOOK_EFFECT'"),
    ),
    reference("recommendation_id", "recommendation", "The recommendation it tells of.", nullable=True),
    reference("task_step_id", "task_step", "The report on a task that it tells of.", nullable=True),
    reference("audit_id", "audit", "Who did it: kept by a trigger.", index=False),
    Column("seal", BigInteger, comment="Number of the newest seal of the audit; null before the first."),
    Column("form", SmallInteger, nullable=False, comment="Which columns the hash is over."),
    Column(
        "hash",
        LargeBinary,
        nullable=False,
        comment="SHA-256 over the hash before it, this row and what it tells of; by a trigger.",
    ),
    key=False,
    comment="What happened, once each, in commit order.",
    access=Access(read=anyone, write=anyone),
    grants="SELECT, INSERT",
)

SUBJECT: Mapping[EventKind, str] = {
    EventKind.TRANSITION: "transition_id",
    EventKind.PROPOSAL: "proposal_step_id",
    EventKind.OVERRIDE: "override_id",
    EventKind.TOOK_EFFECT: "transition_id",
    EventKind.RECOMMENDATION: "recommendation_id",
    EventKind.TASK_STEP: "task_step_id",
}
"""Which column of an event holds the key of what it tells of."""

mutation_key = table(
    "mutation_key",
    Column("subject", Text, primary_key=True, comment="Who asked: the token's subject."),
    Column("key", Text, primary_key=True, comment="The idempotency key."),
    Column("mutation", Text, nullable=False, comment="Which mutation."),
    Column("fingerprint", LargeBinary, nullable=False, comment="SHA-256 of the coerced input."),
    Column("result", BigInteger, comment="Key of the row it made."),
    Column(
        "recorded_at",
        DateTime(timezone=True),
        nullable=False,
        server_default=text("clock_timestamp()"),
        comment="When; kept for 7 days.",
    ),
    Column("type", Text, comment="Type of the row it made."),
    Column("session", Text, comment="In which session it was asked for, where there are sessions."),
    Column("request", Text, comment="In which request."),
    Index("ix_mutation_key_recorded_at", "recorded_at"),
    key=False,
    comment="Which mutations have had their effect, so that a retry has none.",
    access=Access(read=nobody, write=anyone),
    grants="SELECT, INSERT, UPDATE, DELETE",
)
