"""The door: whom this server lets in, by which token, and for how long."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, nullcontext
from typing import Any

from starlette.requests import HTTPConnection

from resolvers.audit import Entry
from schema.errors import Unauthenticated, Unavailable
from schema.procedure import AuditKind
from server import auth
from server.audit import Ledger
from server.auth import Identity
from server.background import background
from server.head import Head, head
from server.keys import ALGORITHM, PACE, Keys
from server.oidc import Provider
from server.rates import Askers, address
from server.revocations import Revocations
from server.settings import Settings

PATIENCE = 30.0  # seconds for which what is revoked may be out of reach before nothing is changed any more
REMEMBERED = 1_000
"""Tokens that were verified lately; the oldest go first."""
HEADER = "Authorization: Bearer, a blank, the token."
NO_TOKEN = Entry(AuditKind.REFUSAL, None, "token", outcome=Unauthenticated.code)
INIT = '{"authorization": "Bearer ..."} in connection_init.'


class Door:
    """Tells who asks, whichever way they come."""

    def __init__(
        self, settings: Settings, keys: Keys, revocations: Revocations, askers: Askers, ledger: Ledger
    ) -> None:
        """Keep whom to trust, and whom no more."""
        self.settings = settings
        self.keys = keys
        self.revocations = revocations
        self.askers = askers
        self.ledger = ledger
        self.admitted: dict[str, Identity] = {}
        trusted = settings.oidc.issuer is not None
        self.provider = Provider(settings.oidc, settings.skew) if trusted else None
        self.watch(self.admitted.clear)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Learn what is revoked and which keys are good, until the end."""
        provider = self.provider.open() if self.provider else nullcontext()
        async with self.revocations.open(), provider, background(self._look()):
            yield

    def watch(self, watcher: Callable[[], None]) -> None:
        """Have something done whenever somebody who is inside may not be welcome any more."""
        self.revocations.watchers.append(watcher)
        self.keys.watchers.append(watcher)
        if self.provider is not None:
            self.provider.jwks.watchers.append(watcher)

    async def who(
        self, asked: HTTPConnection, payload: Mapping[str, Any] | None = None, *, strange: bool = False
    ) -> Identity:
        """Tell who asks; the `payload` of a socket's connection_init goes before its headers.

        With `strange`, who has no token where one is needed is let in as a stranger, to sign in.

        Raises:
            Unauthenticated: no token where one is needed, or a bad one, which is never treated as absent.
            Unavailable: whether it is good cannot be told just now. RateLimited: too many such of an address.
        """
        try:
            found = await self._known(asked, payload)
        except Unauthenticated:
            if payload is None:
                self._strange(asked)
            if not strange or asked.headers.get("authorization") is not None:
                self.ledger.strange(NO_TOKEN)
                raise
            return auth.STRANGER
        return found

    def _strange(self, asked: HTTPConnection) -> None:
        """Count who comes without a good token, by address. Raises RateLimited."""
        stranger = self.askers.stranger(self.address(asked))
        stranger.admit()
        stranger.pay(1)

    async def _known(self, asked: HTTPConnection, payload: Mapping[str, Any] | None) -> Identity:
        said = head(asked.scope)
        given = [value for name, value in (payload or {}).items() if name.lower() == "authorization"]
        if given and not isinstance(given[0], str):
            raise Unauthenticated("`authorization` is text: Bearer, a blank, the token.")
        token = auth.bearer(given[0]) if given else said.once(_token)
        if token is not None:
            return await self.admit(token)
        client = asked.scope.get("client")
        if auth.loopback_open(self.settings, client[0] if client else None, said):
            return Identity(auth.READER)
        raise Unauthenticated(f"This needs a token: {HEADER if payload is None else INIT}")

    def address(self, asked: HTTPConnection) -> str:
        """Tell from where somebody asks."""
        peer = asked.client.host if asked.client else None
        return address(peer, asked.headers.get("x-forwarded-for"), self.settings.trusted_proxies)

    async def admit(self, token: str) -> Identity:
        """Tell whom a token names.

        Raises:
            Unauthenticated: it is not good.
            Unavailable: whether it is good cannot be told just now.
        """
        found = self.admitted.get(token)
        if found is None:
            found = await self._verified(token)
        if not self.revocations.known:
            raise Unavailable("Who may still enter cannot be told just now; try again.")
        self.still(found)
        return found

    async def _verified(self, token: str) -> Identity:
        """Verify a token. Whoever comes again with it soon is known by it: nothing is reckoned twice."""
        header = auth.header(token)
        if self.provider is not None and header.get("alg") != ALGORITHM:
            found = await self.provider.admit(token, header)
        else:
            found = auth.identity(self.keys, token, self.settings.skew)
        self.admitted[token] = found
        while len(self.admitted) > REMEMBERED:
            del self.admitted[next(iter(self.admitted))]
        return found

    def still(self, found: Identity) -> None:
        """See that whoever was let in is welcome still.

        Raises:
            Unauthenticated: not any more.
        """
        expires = found.viewer.expires
        if expires is not None and expires <= time.time():
            raise Unauthenticated("The token has expired: ask for a new one.")
        if self.revocations.ended(found):
            raise Unauthenticated("The session has ended: sign in again.", reason="SESSION_ENDED")
        if found.key is not None:
            theirs = self.provider.jwks if self.provider and found.issuer != auth.ISSUER else None
            if not (theirs or self.keys.ring).good(found.key):
                raise auth.invalid()

    def steady(self) -> None:
        """See that what is revoked is known, before anything is changed.

        Raises:
            Unavailable: it has not been known for too long. Reading goes on: screens must not go dark.
        """
        if self.revocations.age > PATIENCE:
            raise Unavailable("Who may still act cannot be told just now; try again.")

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(PACE)
            self.keys.look(now=True)


def _token(said: Head) -> str | None:
    return auth.bearer(said.headers.get("authorization"))
