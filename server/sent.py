"""What a client asks, whichever way it comes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from server import persisted

_NAME = re.compile(r"[A-Za-z_]\w{0,63}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a client sent: the GraphQL request, its document as text, by its name, or both."""

    query: str | None
    operation_name: str | None = None
    variables: dict[str, Any] = field(default_factory=dict)
    document: str | None = None

    @property
    def mark(self) -> dict[str, str | None]:
        """What a log may say of it: the name of its operation and a hash, never its text or variables."""
        named = _NAME.fullmatch(self.operation_name or "")
        return {"operation": named and named[0], "document": self._hash[:12]}

    @property
    def _hash(self) -> str:
        hashed = (self.document or "").removeprefix(persisted.PREFIX)
        if self.query is None and persisted.HASH.fullmatch(hashed):
            return hashed
        return persisted.digest(self.query or hashed)
