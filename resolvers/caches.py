"""How much is kept of what was read and planned: each a bound by number and by weight."""

from __future__ import annotations

from pydantic import Field

from resolvers.setting import Group


class Caches(Group):
    """How much one process keeps."""

    documents: int = Field(
        default=1_000, ge=10, le=1_000_000, description="Documents that were read and found valid."
    )
    characters: int = Field(
        default=500_000,
        ge=10_000,
        le=1_000_000_000,
        description="Their characters together; read, a document takes some hundred bytes for each.",
    )
    plans: int = Field(
        default=2_000, ge=10, le=1_000_000, description="Plans: a document, a shape of its variables, roles."
    )
    sql: int = Field(
        default=16_000_000,
        ge=100_000,
        le=10_000_000_000,
        description="Characters of their statements together; strangers' questions cannot fill the memory.",
    )
    persisted: int = Field(
        default=1_000,
        ge=0,
        le=1_000_000,
        description="Documents that clients sent, to ask them by hash; 0: they send the text each time.",
    )
    persisted_characters: int = Field(
        default=2_000_000, ge=10_000, le=1_000_000_000, description="Their characters together."
    )
