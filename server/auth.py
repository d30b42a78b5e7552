"""Who asks: tokens made and read, and when a question may come without one."""

from __future__ import annotations

import base64
import functools
import ipaddress
import re
import time
from collections.abc import Mapping, Sequence

import orjson
from joserfc import jwt
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwk import OctKey

from schema.access import Role, Viewer
from schema.errors import Unauthenticated
from server import origins
from server.settings import Settings

ISSUER = "levee"
ALGORITHM = "HS256"
LONGEST = 4096  # characters of a token

_DIVISION = re.compile(r"\d{6}|\d{9}|\d{12}|X-[A-Z0-9-]{1,24}", re.ASCII)
_CLAIMS = jwt.JWTClaimsRegistry(
    iss={"essential": True, "value": ISSUER},
    sub={"essential": True},
    iat={"essential": True},
    exp={"essential": True},
)


def issue(
    secret: bytes, role: Role, divisions: Sequence[str], name: str | None = None, days: int = 30
) -> str:
    """Return a token for a role in divisions and all below them, good for `days` from now.

    Its subject is `name`, by default role@division.
    """
    now = int(time.time())
    claims = {
        "iss": ISSUER,
        "sub": name or f"{role.value}@{'+'.join(divisions)}",
        "iat": now,
        "exp": now + days * 86_400,
        "role": role.value,
        "divisions": list(divisions),
    }
    return jwt.encode({"alg": ALGORITHM}, claims, _key(secret), algorithms=[ALGORITHM])


def viewer(secret: bytes, token: str) -> Viewer:
    """Return whom a token names. Raises Unauthenticated when it is forged, malformed, foreign or expired."""
    if len(token) > LONGEST:
        raise _invalid()
    try:
        claims = jwt.decode(token, _key(secret), algorithms=[ALGORITHM]).claims
        _CLAIMS.validate(claims)
        return _viewer(claims)
    except ExpiredTokenError:
        raise Unauthenticated("The token has expired: ask for a new one.") from None
    except (JoseError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        raise _invalid() from None


def expiry(token: str) -> float:
    """Return when a token that `viewer` took ends, in seconds since 1970."""
    payload = token.split(".")[1]
    claims = orjson.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return float(claims["exp"])


def is_division(code: str) -> bool:
    """Tell whether a text has the form of a division code."""
    return _DIVISION.fullmatch(code) is not None


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


def loopback_open(settings: Settings, client_host: str | None, headers: Mapping[str, str]) -> bool:
    """Tell whether reads need no token: only where it is set so, from this machine, and past no proxy."""
    named = bool(settings.trusted_hosts) or origins.loopback(headers.get("host"))
    return settings.open_reads and named and local(client_host, headers)


def local(client_host: str | None, headers: Mapping[str, str]) -> bool:
    """Tell whether a request comes from this machine, and past no proxy."""
    if client_host is None:
        return False
    if {"forwarded", "x-forwarded-for"} & {name.lower() for name in headers}:
        return False
    try:
        address = ipaddress.ip_address(client_host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


@functools.lru_cache(maxsize=8)
def _key(secret: bytes) -> OctKey:
    return OctKey.import_key(secret)


def _invalid() -> Unauthenticated:
    return Unauthenticated("The token is not valid: it is malformed, or not of this server.")


def _viewer(claims: Mapping[str, object]) -> Viewer:
    subject, divisions = claims["sub"], claims["divisions"]
    if not isinstance(subject, str) or not subject.strip():
        raise ValueError("sub")
    if not isinstance(divisions, list) or not all(isinstance(code, str) and code for code in divisions):
        raise ValueError("divisions")
    return Viewer.of(subject, Role(claims["role"]), tuple(divisions))
