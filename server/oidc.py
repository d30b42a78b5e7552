"""Tokens of an identity provider (OpenID Connect): checked here, by its public keys, without asking it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import orjson
from joserfc.jwa import EdDSAAlgorithm
from joserfc.jws import JWSRegistry

from schema.access import Post
from schema.errors import Unauthenticated, Unavailable
from server import auth, jwks, posts
from server.auth import Identity, Terms
from server.refusal import Refusal
from server.trust import ALGORITHMS, Oidc


class Ed25519(EdDSAAlgorithm):
    """The library's, without its warning about the name, which RFC 9864 changes and providers still use."""

    security_warning = None  # type: ignore[assignment]


class Signatures(JWSRegistry):
    """The only algorithms by which a token of an identity provider is checked: none that has a secret."""

    algorithms = {  # noqa: RUF012 - as the library declares it
        name: Ed25519() if name == "EdDSA" else JWSRegistry.algorithms[name] for name in ALGORITHMS
    }


class Provider:
    """An identity provider."""

    def __init__(self, settings: Oidc, skew: float, pace: jwks.Pace | None = None) -> None:
        """Keep what is expected of its tokens. Raises Refusal when the file of groups will not do."""
        assert settings.issuer is not None
        assert settings.audience is not None
        self.settings = settings
        self.terms = Terms(settings.issuer, settings.audience, skew, settings.subject)
        self.jwks = jwks.Jwks(settings.jwks, settings.issuer, pace or jwks.Pace())
        self.groups = groups(settings.groups) if settings.groups else {}
        self.registries = {
            name: Signatures(algorithms=[name], strict_check_header=False) for name in settings.allowed
        }

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Keep its keys fresh until the end."""
        async with self.jwks.open():
            yield

    async def admit(self, token: str, header: Mapping[str, Any]) -> Identity:
        """Tell whom a token names.

        Raises:
            Unauthenticated: it is not good, or names no post. Unavailable: its keys have never been had.
        """
        algorithm, kid = header.get("alg"), header.get("kid")
        if algorithm not in self.registries or not isinstance(kid, str | None):
            raise auth.invalid()
        key = self.jwks.find(kid, algorithm)
        if key is None:
            await self.jwks.again()
            key = self.jwks.find(kid, algorithm)
        if key is None and not self.jwks.had:
            raise Unavailable("The keys of the identity provider cannot be had just now; try again.")
        if key is None:
            raise auth.invalid()
        return auth.checked(token, key.jwk, key.kid, self.registries[algorithm], self.terms, self.held)

    def held(self, claims: Mapping[str, Any]) -> tuple[Post, ...]:
        """Read the posts out of claims: those that they list, and those of the groups that they name.

        Raises:
            Unauthenticated: there are none. ValueError: they are not of the form.
        """
        asked = self.settings
        found = list(posts.claimed({asked.claim: claims.get(asked.claim, [])}, asked.claim))
        named = claims.get(asked.group_claim, [])
        for group in [named] if isinstance(named, str) else named:
            found += self.groups.get(group, ())
        if not found:
            raise Unauthenticated("The token is good, but stands for no post here.", reason="NO_POST")
        return posts.distinct(found)


def groups(path: Path) -> dict[str, Sequence[Post]]:
    """Read which posts a group stands for: an object of lists of posts as in tokens. Raises Refusal."""
    try:
        told = orjson.loads(path.read_bytes())
        return {str(name): posts.claimed({"posts": listed}) for name, listed in told.items()}
    except OSError as error:
        raise Refusal(f"LEVEE_OIDC__GROUPS: {path}: {error.strerror}") from None
    except (ValueError, AttributeError, KeyError, TypeError) as error:
        raise Refusal(f"LEVEE_OIDC__GROUPS: {path} is not an object of lists of posts: {error}") from None
