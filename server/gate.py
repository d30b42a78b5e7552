"""What every request passes: is it addressed to this server, may a page of another origin read the answer."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server import origins
from server.execution import told
from server.settings import Settings

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
        headers = Headers(scope=scope)
        refusal = refused(scope, headers, self.settings)
        answering = Answering(send, origins.shared(headers.get("origin"), self.settings.pages))
        if refusal:
            await PlainTextResponse(f"{refusal}\n", 400)(scope, receive, answering)
        elif self._preflight(scope, headers):
            response = Response(None, 204)
            response.raw_headers += origins.PREFLIGHT
            await response(scope, receive, answering)
        else:
            await self._pass(scope, receive, answering)

    def _preflight(self, scope: Scope, headers: Headers) -> bool:
        return (
            scope["method"] == "OPTIONS"
            and "access-control-request-method" in headers
            and headers.get("origin") in self.settings.pages
        )

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

    def __init__(self, send: Send, shared: list[tuple[bytes, bytes]]) -> None:
        """Keep where it goes, and what the answer says to pages of other origins."""
        self.send = send
        self.shared = shared
        self.begun = False

    async def __call__(self, message: Message) -> None:
        """Send a part of it."""
        if message["type"] == "http.response.start":
            self.begun = True
            said: list[tuple[bytes, bytes]] = message["headers"]
            names = {name for name, _ in said}
            added = [pair for pair in SECURITY.items() if pair[0] not in names]
            message = {**message, "headers": [*said, *added, *self.shared]}
        await self.send(message)


def refused(scope: Scope, headers: Headers, settings: Settings) -> str | None:
    """Say why a request is not for this server; what follows relies on a plain host and path."""
    hosts = headers.getlist("host")
    if len(hosts) != 1 and (hosts or scope.get("http_version") != "1.0"):
        return "A request names one host."
    if hosts and not origins.well_formed(hosts[0]):
        return "The Host header names no host."
    if hosts and not origins.trusted(hosts[0], settings.trusted_hosts):
        return "This server does not go by that name; LEVEE_TRUSTED_HOSTS lists those it does."
    return "The path is not one that is written plainly." if ODD.search(scope["path"]) else None
