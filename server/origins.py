"""Which names this server goes by, and whose pages may ask it: one list for HTTP and WebSocket."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from starlette.requests import Request

from server.head import Head

HOST = re.compile(
    r"(?P<name>[a-z0-9_](?:[a-z0-9_.-]{0,252}[a-z0-9_])?\.?|\[[0-9a-f:.]{2,45}\])(?::(?P<port>\d{1,5}))?",
    re.IGNORECASE,
)
ORIGIN = re.compile(rf"https?://{HOST.pattern}", re.IGNORECASE)
LONGEST = 261
"""A name has at most 255 characters; a colon and a port follow."""
METHODS = "GET, POST"
HEADERS = (
    "content-type, authorization, apollo-require-preflight, x-apollo-operation-name, if-none-match, "
    "last-event-id"
)
EXPOSED = "ETag, Retry-After"
PREFLIGHT_AGE = "600"


def address(request: Request) -> str:
    """Give where clients reach this server, no slash at its end: as it is set, or as this one asked."""
    public: str | None = request.app.state.settings.public_url
    return public or str(request.base_url).rstrip("/")


def well_formed(host: str) -> bool:
    """Tell whether a Host header names a host, perhaps with a port."""
    return len(host) <= LONGEST and _well_formed(host)


@lru_cache(1_000)
def _well_formed(host: str) -> bool:
    found = HOST.fullmatch(host)
    return found is not None and int(found["port"] or 0) <= 65_535


@lru_cache(1_000)
def name(host: str) -> str:
    """Give the name in a well-formed Host header, without port and closing dot."""
    found = HOST.fullmatch(host)
    return found["name"].lower().rstrip(".") if found else ""


def trusted(host: str, names: Sequence[str]) -> bool:
    """Tell whether a host is among these names; `*.example.org` stands for all below it. No names: any."""
    called = name(host)
    return not names or any(
        called.endswith(one[1:]) if one.startswith("*.") else called == one for one in names
    )


@lru_cache(1_000)
def loopback(host: str | None) -> bool:
    """Tell whether a request was addressed to this machine as such; None: it named no host.

    A page may let its own name stand for this machine and ask it from a browser here: that name tells. No
    page of the internet is at a name without a dot.
    """
    called = "localhost" if host is None else name(host)
    try:
        return ipaddress.ip_address(called.strip("[]")).is_loopback
    except ValueError:
        return "." not in called or called.endswith(".localhost")


def allowed(headers: Mapping[str, str], scheme: str, origins: Sequence[str]) -> bool:
    """Tell whether a page of this server asks, or one of the listed origins, or no page at all.

    A browser lets any page ask this machine, and would hand it what may be read from here. It writes an
    `Origin` in one way only, so nothing but the very text counts. `scheme` is that of the connection.
    """
    origin = headers.get("origin")
    secure = "https" if scheme in ("https", "wss") else "http"
    return origin is None or origin == f"{secure}://{headers.get('host', '')}" or origin in origins


def sharing(said: Head, origins: Sequence[str]) -> tuple[tuple[bytes, bytes], ...]:
    """Give the headers by which a browser lets a page of a listed origin read the answer."""
    origin = said.headers.get("origin")
    if not origins:
        return ()
    vary = (b"vary", b"Origin")
    if origin not in origins:
        return (vary,)
    assert origin is not None
    return (
        vary,
        (b"access-control-allow-origin", origin.encode()),
        (b"access-control-expose-headers", EXPOSED.encode()),
    )


PREFLIGHT = [
    (b"access-control-allow-methods", METHODS.encode()),
    (b"access-control-allow-headers", HEADERS.encode()),
    (b"access-control-max-age", PREFLIGHT_AGE.encode()),
]
"""What a page of a listed origin is told before it asks."""
