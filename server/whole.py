"""An answer that is there as a whole: sent as one message where the connection takes it so."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HEADER_RE, HEADER_VALUE_RE, STATUS_LINE

WHOLE = "levee.whole"
"""An extension of ASGI: a message of this type has `status`, `headers` without a length, and the `body`."""
Pairs = tuple[tuple[bytes, bytes], ...]


class Whole(Response):
    """An answer with its body."""

    def __init__(
        self, body: bytes, status: int, media_type: str, headers: Mapping[str, str] | None = None
    ) -> None:
        """Keep what to send."""
        self.body = body
        self.status_code = status
        self.background = None
        self.pairs = _pairs(media_type, tuple((headers or {}).items()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        if WHOLE in scope.get("extensions", {}):
            message = {"type": WHOLE, "status": self.status_code, "headers": self.pairs, "body": self.body}
            await send(message)
        else:
            self.raw_headers = [*self.pairs, (b"content-length", b"%d" % len(self.body))]
            await super().__call__(scope, receive, send)


@lru_cache(200)
def _pairs(media_type: str, headers: tuple[tuple[str, str], ...]) -> Pairs:
    named = (("content-type", media_type), *headers)
    return tuple((name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in named)


@lru_cache(200)
def written(status: int, headers: Pairs) -> bytes:
    """Write the beginning of a head, all but its date and length.

    Raises:
        ValueError: a header holds a line end.
    """
    lines = [STATUS_LINE[status]]
    for name, value in headers:
        if HEADER_RE.search(name) or HEADER_VALUE_RE.search(value):
            raise ValueError("a header is not one line")
        lines += [name, b": ", value, b"\r\n"]
    return b"".join(lines)
