"""How much one client may take of this server: every limit a setting, listed in docs/limits.md."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Requests(BaseModel):
    """How large a request may be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

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
