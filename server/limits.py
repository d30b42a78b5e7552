"""How much one client may take of this server: every limit a setting, listed in docs/limits.md."""

from __future__ import annotations

from pydantic import Field

from resolvers.setting import Group


class Requests(Group):
    """How large a request may be."""

    body: int = Field(
        default=1_048_576,
        ge=1_024,
        le=67_108_864,
        description="Bytes of a body; a polygon of 10,000 vertices has 250 kB.",
    )
    head: int = Field(
        default=65_536,
        ge=8_192,
        le=1_048_576,
        description="Bytes of an address and its headers; a document of a GET stands in the address.",
    )


class Waits(Group):
    """How long, and how many, may wait for the database."""

    acquire: float = Field(
        default=1.0,
        gt=0,
        le=60,
        description="Seconds for a connection; who waits longer is told to come back.",
    )
    lock: float = Field(
        default=1.0, gt=0, le=60, description="Seconds for a row that another transaction holds."
    )
    idle: float = Field(
        default=5.0, gt=0, le=600, description="Seconds a transaction may do nothing; it holds its locks."
    )
    queue: int = Field(
        default=400,
        ge=8,
        le=100_000,
        description="Reads that wait for a connection, half without a token; changes go first.",
    )

    @staticmethod
    def part(*, known: bool) -> float:
        """Give the part of these limits that is anybody's: without a token half of it."""
        return 1.0 if known else 0.5


class SignIns(Group):
    """How often a name and a password may be guessed; a lock holds a minute, doubled up to an hour."""

    pair: int = Field(
        default=5, ge=1, le=1_000, description="Failures of one name from one address until both are locked."
    )
    name: int = Field(
        default=20,
        ge=1,
        le=10_000,
        description="Failures of one name from where it has not signed in lately, until it is locked there.",
    )
    address: int = Field(
        default=50, ge=1, le=100_000, description="Failures of one address until it is locked."
    )
    attempts: int = Field(
        default=10, ge=1, le=10_000, description="Attempts of one address in a row: guessing is slow."
    )
    waiting: int = Field(
        default=20,
        ge=1,
        le=1_000,
        description="Who wait for a password to be hashed, one at a time: a second or two of one core.",
    )


class Rates(Group):
    """How much one person or address may ask of one process, in points."""

    on: bool = Field(default=True, description="0: nothing below is counted.")
    person: int = Field(
        default=1_000,
        ge=1,
        le=1_000_000,
        description="Points a second that the subject of a token gets back.",
    )
    person_burst: int = Field(
        default=20_000,
        ge=10,
        le=10_000_000,
        description="Points it has at most; a map loads 40 tiles at once.",
    )
    changes: int = Field(
        default=1_000,
        ge=1,
        le=100_000,
        description="Mutations a second; counted apart, so that reads hinder none.",
    )
    changes_burst: int = Field(
        default=10_000,
        ge=10,
        le=1_000_000,
        description="Mutations in a row: a rate must never hold back a level.",
    )
    local: int = Field(
        default=5_000,
        ge=1,
        le=1_000_000,
        description="Points a second of this machine's reads without a token.",
    )
    local_burst: int = Field(
        default=50_000, ge=10, le=10_000_000, description="Points they have at most; all walls here are one."
    )
    strangers: int = Field(
        default=20, ge=1, le=100_000, description="Requests a second of one address without a good token."
    )
    strangers_burst: int = Field(
        default=400,
        ge=10,
        le=1_000_000,
        description="Such requests in a row; a hall of screens may be one address.",
    )
    at_once: int = Field(
        default=256, ge=1, le=100_000, description="Questions of one person at once; more are refused."
    )
    share: float = Field(
        default=0.5,
        gt=0,
        le=1,
        description="Part of the connections that one person's reads may hold: half is everybody else's.",
    )
    known: int = Field(
        default=10_000,
        ge=100,
        le=10_000_000,
        description="Persons and addresses that are counted; the latest.",
    )
