"""Documents that are asked by their hash: registered by the operator, or sent once (Apollo's protocol)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from resolvers.document import Kept
from schema.access import Role, Viewer
from schema.errors import (
    BadRequest,
    BadUserInput,
    Forbidden,
    PersistedQueryNotFound,
    PersistedQueryNotSupported,
)
from server.refusal import Refusal

HASH = re.compile(r"[0-9a-f]{64}")
PREFIX = "sha256:"
LONGEST = 256  # characters of a name in a manifest
USUAL = 4_096
"""Characters of a document whose hash is kept."""
MANIFEST = "apollo-persisted-query-manifest"


def digest(text: str) -> str:
    """Give the hash by which a document is asked for, and named in the log."""
    return _usual(text) if len(text) < USUAL else _usual.__wrapped__(text)


@lru_cache(500)
def _usual(text: str) -> str:
    return sha256(text.encode()).hexdigest()


class Documents:
    """What may be asked by hash."""

    def __init__(self, registered: Mapping[str, str], *, only: bool, kept: int, room: int) -> None:
        """Keep the registered texts by their names and hashes; `only`: nothing else runs.

        Of those that clients send, `kept` are kept, together no longer than `room` characters; 0: none.
        """
        self.registered = registered
        self.only = only
        self.sent: Kept[str, str] = Kept(kept, room, len)

    def text(self, query: str | None, name: str | None, viewer: Viewer) -> str:
        """Give the text that is asked for, by itself, by its name, or both.

        Raises:
            BadUserInput: neither, or a text that is not that of the hash.
            PersistedQueryNotFound: nothing is known by that name; a client of Apollo's sends the text then.
            PersistedQueryNotSupported: none that clients send are kept.
            Forbidden: only registered documents run for this viewer.
        """
        if name is None:
            if query is None:
                raise BadUserInput("`query` is missing, or is no text.")
            return self._free(query, viewer)
        if query is None:
            return self._found(name)
        if name.removeprefix(PREFIX) != digest(query):
            raise BadUserInput("`query` is not the document of that hash.")
        return self._keep(self._free(query, viewer), name.removeprefix(PREFIX))

    def _free(self, query: str, viewer: Viewer) -> str:
        """Let a text through as it is: where that is allowed, or it is a registered one."""
        if not self.only or Role.ADMINISTRATOR in viewer.roles:
            return query
        if digest(query) in self.registered:
            return query
        raise Forbidden("Only registered documents run here, asked by their hash.", reason="NOT_REGISTERED")

    def _found(self, name: str) -> str:
        hashed = name.removeprefix(PREFIX)
        text = self.registered.get(name) or self.registered.get(hashed) or self.sent.find(hashed)
        if text is not None:
            return text
        if not self.sent.size and not self.only:
            raise PersistedQueryNotSupported("PersistedQueryNotSupported")
        raise PersistedQueryNotFound("PersistedQueryNotFound")

    def _keep(self, query: str, hashed: str) -> str:
        if self.sent.size and not self.only and hashed not in self.registered:
            self.sent.get(hashed, lambda: query)
        return query


def name(envelope: Mapping[str, Any]) -> str | None:
    """Read by which name a document is asked: `documentId`, or Apollo's extension.

    Raises:
        BadRequest: it is not written as it should be.
    """
    extensions = envelope.get("extensions")
    asked = extensions.get("persistedQuery") if isinstance(extensions, dict) else None
    if asked is not None:
        hashed = asked.get("sha256Hash") if isinstance(asked, dict) and asked.get("version") == 1 else None
        if not isinstance(hashed, str) or not HASH.fullmatch(hashed):
            raise BadRequest("`persistedQuery` has `version` 1 and `sha256Hash`, 64 hexadecimal digits.")
        return hashed
    given = envelope.get("documentId")
    if given is not None and not (isinstance(given, str) and 0 < len(given) <= LONGEST):
        raise BadRequest(f"`documentId` is text of 1 to {LONGEST} characters: sha256: and a hash, or a name.")
    return given


def read(path: Path | None, ours: Sequence[str] = ()) -> dict[str, str]:
    """Read the registered documents by their hashes, and by the names that a manifest gives them.

    `ours` are those the server itself asks.

    A folder of *.graphql, or a JSON manifest: names and texts, or Apollo's. Raises Refusal: what is wrong.
    """
    found = {digest(text): text for text in ours}
    for given, text in _written(path) if path else ():
        hashed = digest(text)
        if HASH.fullmatch(given.removeprefix(PREFIX)) and given.removeprefix(PREFIX) != hashed:
            raise Refusal(f"LEVEE_DOCUMENTS: {given} is not the hash of its document")
        found |= {hashed: text, given: text}
    return found


def _written(path: Path) -> Iterator[tuple[str, str]]:
    try:
        if path.is_dir():
            for file in sorted(path.rglob("*.graphql")):
                yield file.stem, file.read_text(encoding="utf-8")
            return
        manifest = json.loads(path.read_text(encoding="utf-8"))
        if manifest.get("format") == MANIFEST:
            manifest = {one["id"]: one["body"] for one in manifest["operations"]}
        for given, text in manifest.items():
            yield given, text + ""
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        why = (
            error.strerror if isinstance(error, OSError) else "neither names with texts nor Apollo's manifest"
        )
        raise Refusal(f"LEVEE_DOCUMENTS: {path}: {why}") from None
