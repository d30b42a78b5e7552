"""What a group of settings is: several that are set by one name and two underscores, LEVEE_LIMITS__DEPTH."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Group(BaseModel):
    """Settings that belong together: none changes while the server runs, and an unknown name is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")
