"""What every request passes: is it addressed to this server, may a page of another origin read the answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server import origins
from server.execution import told
from server.head import Head, head
from server.settings import Settings
from server.whole import WHOLE, Pairs

SECURITY: Mapping[bytes, bytes] = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
    b"cross-origin-resource-policy": b"same-origin",
}
"""On every answer that does not say otherwise; what is read by CORS is not held back by the last."""
ODD = re.compile(r"[\x00-\x1f\x7f\\]|^//|(?:^|/)\.\.?(?:/|$)|^(?!/)")
"""What no path of this server holds, and others read in several ways."""


class Gate:
    """Stands before all routes."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Keep what lies behind, and who may pass."""
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        said = head(scope)
        refusal = said.once(refused, self.settings)
        answering = Answering(send, said.once(origins.sharing, self.settings.pages))
        if refusal:
            await PlainTextResponse(f"{refusal}\n", 400)(scope, receive, answering)
        elif said.once(preflight, self.settings):
            response = Response(None, 204)
            response.raw_headers += origins.PREFLIGHT
            await response(scope, receive, answering)
        else:
            await self._pass(scope, receive, answering)

    async def _pass(self, scope: Scope, receive: Receive, answering: Answering) -> None:
        """Ask what lies behind; a fault of ours says nothing of itself."""
        try:
            await self.app(scope, receive, answering)
        except Exception as error:
            if answering.begun:
                raise
            await JSONResponse({"errors": [told(error)]}, 500)(scope, receive, answering)


class Answering:
    """Sends an answer, with what every answer bears."""

    __slots__ = ("begun", "send", "shared")

    def __init__(self, send: Send, shared: Pairs) -> None:
        """Keep where it goes, and what the answer says to pages of other origins."""
        self.send = send
        self.shared = shared
        self.begun = False

    async def __call__(self, message: Message) -> None:
        """Send a part of it."""
        if message["type"] == "http.response.start":
            self.begun = True
            message = {**message, "headers": list(dressed(tuple(message["headers"]), self.shared))}
        elif message["type"] == WHOLE:
            self.begun = True
            message["headers"] = often(message["headers"], self.shared)
        await self.send(message)


def dressed(said: Pairs, shared: Pairs) -> Pairs:
    """Add to the headers of an answer what every answer bears, unless it says otherwise."""
    names = {name for name, _ in said}
    return *said, *(pair for pair in SECURITY.items() if pair[0] not in names), *shared


often = lru_cache(200)(dressed)
"""The same for headers that are much the same, without their length."""


def preflight(said: Head, settings: Settings) -> bool:
    """Tell whether a browser asks what a page of a listed origin may ask."""
    return (
        said.method == "OPTIONS"
        and "access-control-request-method" in said.headers
        and said.headers.get("origin") in settings.pages
    )


def refused(said: Head, settings: Settings) -> str | None:
    """Say why a request is not for this server; what follows relies on a plain host and path."""
    hosts = said.headers.getlist("host")
    if len(hosts) != 1 and (hosts or said.version != "1.0"):
        return "A request names one host."
    if hosts and not origins.well_formed(hosts[0]):
        return "The Host header names no host."
    if hosts and not origins.trusted(hosts[0], settings.trusted_hosts):
        return "This server does not go by that name; LEVEE_TRUSTED_HOSTS lists those it does."
    return "The path is not one that is written plainly." if ODD.search(said.path) else None
