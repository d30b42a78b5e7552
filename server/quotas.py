"""What one socket may take, and all together: each a setting, LEVEE_SOCKETS__ + its name."""

from __future__ import annotations

from pydantic import Field

from resolvers.setting import Group


class Quotas(Group):
    """How much sockets may take, how fast, and how long they are waited for."""

    init: float = Field(
        default=3.0,
        gt=0,
        le=60,
        description="Seconds until `connection_init`, which a client sends at once: who does not is closed.",
    )
    operations: int = Field(
        default=10,
        ge=1,
        le=10_000,
        description="Operations at once on one socket: a wall has one to four, and each is told every event.",
    )
    subject: int = Field(
        default=5_000,
        ge=1,
        le=1_000_000,
        description="Sockets at once of one subject: half of all, so that the walls of many counties may"
        " share a token, and one token shuts nobody else out. Without a token all are one.",
    )
    total: int = Field(
        default=10_000,
        ge=1,
        le=1_000_000,
        description="Sockets at once of one process: so many are told one event a second in time.",
    )
    messages: int = Field(
        default=100,
        ge=1,
        le=10_000_000,
        description="Messages a minute of one socket that ask for nothing: pings, pongs nobody asked for,"
        " `complete` of nothing, pieces of a message, operations that are refused.",
    )
    burst: int = Field(
        default=20, ge=1, le=10_000_000, description="So many of these at once; who sends more is closed."
    )
    frame: int = Field(
        default=65_536,
        ge=1_024,
        le=16_777_216,
        description="Bytes of a message: four times the longest document. Nothing is ever inflated.",
    )
    events: int = Field(
        default=256,
        ge=2,
        le=100_000,
        description="Messages that wait for one socket; from half of it on no more are read for it.",
    )
    bytes: int = Field(
        default=262_144,
        ge=1_024,
        le=268_435_456,
        description="Bytes that wait for one socket, likewise: so slow readers cannot fill the memory.",
    )
    patience: float = Field(
        default=20.0,
        gt=0,
        le=3_600,
        description="Seconds in which a slow reader must make room; then it is closed and may resume.",
    )
    unread: float = Field(
        default=30.0,
        ge=1,
        le=3_600,
        description="Seconds until a connection is given up on which nothing that was sent arrives.",
    )
    ping: float = Field(
        default=10.0,
        ge=0.05,
        le=3_600,
        description="Seconds between two pings; each brings the position up to which everything was told.",
    )
    silence: float = Field(
        default=25.0,
        ge=0.1,
        le=7_200,
        description="Seconds until a client that is not heard, not even its answers to pings, is gone.",
    )
    accepts: float = Field(
        default=400.0,
        gt=0,
        le=1_000_000,
        description="Sockets let in a second, so that a crowd that comes back keeps nobody else waiting.",
    )
    rush: int = Field(
        default=2_000, ge=1, le=1_000_000, description="So many at once before that pace begins."
    )
    held: int = Field(
        default=8_000,
        ge=0,
        le=1_000_000,
        description="Sockets that wait in turn to be let in, up to 20 seconds; more are told 503.",
    )
    closing: float = Field(
        default=200.0,
        gt=0,
        le=1_000_000,
        description="Sockets closed a second when the server stops, more where half its grace would not do:"
        " they come back elsewhere one after another.",
    )
