"""What a client asks, whichever way it comes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any

from server import persisted

USUAL = 4_096
"""Characters of a document whose hash is kept."""
_NAME = re.compile(r"[A-Za-z_]\w{0,63}", re.ASCII)


@lru_cache(500)
def digest(text: str) -> str:
    """Hash a document."""
    return sha256(text.encode()).hexdigest()


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
        text = self.query or hashed
        return digest(text) if len(text) < USUAL else digest.__wrapped__(text)
