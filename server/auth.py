"""Who asks: tokens of this server made and read, and when a question may come without one."""

from __future__ import annotations

import base64
import ipaddress
import math
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any, TypeAlias

import orjson
from joserfc import jwt
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey
from joserfc.jws import JWSRegistry

from schema.access import Post, Role, Viewer
from schema.errors import Unauthenticated
from server import origins, posts
from server.head import Head
from server.keys import ALGORITHM, FIRST, Key, Keys
from server.settings import Settings

ISSUER = "levee"
AUDIENCE = "levee"
LONGEST = 8192  # characters of a token
LONGEST_NAME = 200

JsonWebKey: TypeAlias = OctKey | RSAKey | ECKey | OKPKey
Held: TypeAlias = Callable[[Mapping[str, Any]], tuple[Post, ...]]

OWN = JWSRegistry(algorithms=[ALGORITHM])
READER = Viewer("anonymous")
"""Who asks without a token where reads are open."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who asks and by which token: all that tells whether it is good later. Without one, no issuer."""

    viewer: Viewer
    issuer: str | None = None
    key: str | None = None
    issued: float = -math.inf


STRANGER = Identity(Viewer("stranger"))
"""Who has no token where one is needed: may sign in, and nothing else."""


def issue(
    secret: bytes | Key, role: Role, divisions: Sequence[str], name: str | None = None, days: int = 30
) -> str:
    """Return a token for one post: a role in divisions and all below them, good for `days` from now.

    Its subject is `name`, by default role@division.
    """
    post = Post(role, tuple(divisions))
    key = secret if isinstance(secret, Key) else Key(FIRST, secret)
    return signed(key, claims(name or posts.written(post), (post,), days * 86_400))


def claims(
    subject: str,
    held: Sequence[Post],
    seconds: float,
    *,
    issued: float | None = None,
    session: str | None = None,
    name: str | None = None,
) -> dict[str, Any]:
    """Say who bears a token, which posts they hold, and from when to when it is good.

    One plain post is said in the short form, `role` and `divisions`; others in the list `posts`.
    """
    now = time.time() if issued is None else issued
    made: dict[str, Any] = {"iss": ISSUER, "aud": AUDIENCE, "sub": subject, "iat": now, "nbf": now}
    made |= {"exp": now + seconds, "jti": session or secrets.token_urlsafe(16)}
    if name is not None:
        made["name"] = name
    if len(held) == 1 and not held[0].basins and not held[0].units:
        return made | {"role": held[0].role.value, "divisions": list(held[0].divisions)}
    return made | {"posts": posts.told(held)}


def signed(key: Key, told: dict[str, Any]) -> str:
    """Sign claims. A token of the first key names no key, as before there were others."""
    header = {"alg": ALGORITHM} if key.kid == FIRST else {"alg": ALGORITHM, "kid": key.kid}
    return jwt.encode(header, told, key.jwk, algorithms=[ALGORITHM])


def identity(keys: Keys, token: str, skew: float = 0) -> Identity:
    """Return whom a token of this server names; `skew` is how many seconds its beginning may lie ahead.

    Raises:
        Unauthenticated: it is forged, malformed, foreign, of a retired key, or expired.
    """
    kid = header(token).get("kid")
    key = keys.verifier(kid) if isinstance(kid, str | None) else None
    if key is None:
        raise invalid()
    return checked(token, key, kid or FIRST, OWN, Terms(ISSUER, AUDIENCE, skew))


class Terms:
    """What a token must say: issuer, audience, and that it is good now.

    It may begin `skew` seconds ahead, by this server's clock, and ends when it says so, whoever issued it.
    One of this server may lack an audience, as all did once.
    """

    def __init__(self, issuer: str, audience: str, skew: float, subject: str = "sub") -> None:
        """Keep them; `subject` is the claim that says who it is."""
        own = issuer == ISSUER
        self.subject = subject
        self.issuer = issuer
        must: dict[str, Any] = {name: {"essential": True} for name in (subject, "iat", "exp")}
        must |= {
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": not own, "value": audience},
        }
        self.registry = jwt.JWTClaimsRegistry(
            now=time.time,  # type: ignore[arg-type]
            leeway=skew,  # type: ignore[arg-type]
            **must,
        )

    def check(self, told: dict[str, Any]) -> float:
        """See that claims keep them, and give when they end. Raises JoseError."""
        self.registry.validate(told)
        ends = float(told["exp"])
        if ends <= time.time():
            raise ExpiredTokenError("exp")
        return ends


def checked(
    token: str, key: JsonWebKey, kid: str, registry: JWSRegistry, terms: Terms, held: Held = posts.claimed
) -> Identity:
    """Verify a token by one key and see that it keeps the terms; `held` reads the posts out of its claims.

    Raises:
        Unauthenticated: it does not.
    """
    try:
        told = jwt.decode(token, key, registry=registry).claims
        ends = terms.check(told)
        return Identity(
            _viewer(told, terms.subject, held(told), _session(told, token), ends),
            terms.issuer,
            kid,
            float(told["iat"]),
        )
    except ExpiredTokenError:
        raise Unauthenticated("The token has expired: ask for a new one.") from None
    except (JoseError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        raise invalid() from None


def header(token: str) -> dict[str, Any]:
    """Read what a token says of itself before its signature; nothing of it is true yet.

    Raises:
        Unauthenticated: it is no token.
    """
    first = token.partition(".")[0]
    try:
        if len(token) > LONGEST:
            raise ValueError
        found = orjson.loads(base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    except ValueError:
        raise invalid() from None
    if not isinstance(found, dict):
        raise invalid()
    return found


def session(token: str) -> tuple[str, float]:
    """Read which session a token is of and when it ends, without asking whether it is good: to end it.

    Raises:
        Unauthenticated: it is no token.
    """
    try:
        payload = token.split(".")[1]
        told = orjson.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return _session(told, token), float(told["exp"])
    except (IndexError, ValueError, KeyError, TypeError, AttributeError):
        raise invalid() from None


def invalid() -> Unauthenticated:
    """Say that a token is not good, and not why: that would help only who forges."""
    return Unauthenticated("The token is not valid: it is malformed, or not of this server.")


def bearer(header: str | None) -> str | None:
    """Return the token of an `Authorization` header; None without a header.

    Raises Unauthenticated for any other scheme: what cannot be read is never treated as absent.
    """
    if header is None:
        return None
    scheme, _, token = header.strip().partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated("Authorization has the form: Bearer, a blank, the token.")
    return token.strip()


def loopback_open(settings: Settings, client_host: str | None, said: Head) -> bool:
    """Tell whether reads need no token: only where it is set so, from this machine, and past no proxy."""
    return client_host is not None and said.once(_open, settings) and _near(client_host)


def _open(said: Head, settings: Settings) -> bool:
    named = bool(settings.trusted_hosts) or origins.loopback(said.headers.get("host"))
    return settings.open_reads and named and _direct(said.headers)


def local(client_host: str | None, headers: Mapping[str, str]) -> bool:
    """Tell whether a request comes from this machine, and past no proxy."""
    return client_host is not None and _direct(headers) and _near(client_host)


def _direct(headers: Mapping[str, str]) -> bool:
    """Tell whether a request came past no proxy."""
    return {"forwarded", "x-forwarded-for"}.isdisjoint(map(str.lower, headers))


@lru_cache(1_000)
def _near(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def _viewer(
    told: Mapping[str, Any], who: str, held: tuple[Post, ...], session: str, expires: float
) -> Viewer:
    subject, name = told[who], told.get("name")
    if not isinstance(subject, str) or not subject.strip() or len(subject) > LONGEST_NAME:
        raise ValueError("sub")
    if not isinstance(name, str) or len(name) > LONGEST_NAME:
        name = None
    if not held:
        raise ValueError("posts")
    return Viewer(subject, held, session, expires, name)


def _session(told: Mapping[str, Any], token: str) -> str:
    """Name the session of a token: its `jti`; for one without, its digest, so that it can be revoked too."""
    jti = told.get("jti")
    if isinstance(jti, str) and 0 < len(jti) <= LONGEST_NAME:
        return jti
    return "sha256:" + sha256(token.encode()).hexdigest()
