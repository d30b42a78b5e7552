"""The keys of an identity provider: from its address, or from a file where there is no network.

They are fetched beside whatever is asked, and kept. A token that names a key not known yet lets them be
fetched once more, at most twice a minute: strangers cannot make this server ask. A provider that is down,
slow or talks nonsense changes nothing: the keys that were fetched stay good for a day.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import structlog
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey
from joserfc.util import urlsafe_b64decode

from server.background import background
from server.fresh import Fresh
from server.outbox import within
from server.trust import ALGORITHMS, secure

if TYPE_CHECKING:
    import httpx

log = structlog.get_logger()

DISCOVERY = "/.well-known/openid-configuration"
LONGEST = 262_144  # bytes of an answer
MOST = 100  # keys
WEAKEST = 2048  # bits of RSA
KINDS: Mapping[str, type[RSAKey] | type[ECKey] | type[OKPKey]] = {"RSA": RSAKey, "EC": ECKey, "OKP": OKPKey}


@dataclass(frozen=True, slots=True)
class Pace:
    """How often what is done, in seconds."""

    refresh: float = 600.0
    """The keys are fetched anew this often."""
    pause: float = 30.0
    """At least between two fetches for keys that are not known."""
    patience: float = 5.0
    """The provider has this long to answer."""
    retry: float = 5.0
    """What failed is tried again after this."""
    kept: float = 86_400.0
    """Keys that cannot be fetched anew are good for this long."""
    look: float = 1.0
    """A file is looked at this often."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """One key: its name, what it is, and the only algorithm it is for, where it says so."""

    kid: str
    jwk: RSAKey | ECKey | OKPKey
    kind: str
    algorithm: str | None


class Jwks:
    """The keys as they were fetched last."""

    def __init__(self, source: str | None, issuer: str, pace: Pace) -> None:
        """Keep where they are: an address, a file, or None, then the issuer says where."""
        self.source = source
        self.issuer = issuer
        self.pace = pace
        self.keys: tuple[PublicKey, ...] = ()
        self.watchers: list[Callable[[], None]] = []
        self.fetches = 0
        self._fetched = self._asked = -float("inf")
        self._asking: asyncio.Task[None] | None = None
        self._mark: Any = None
        self._client: httpx.AsyncClient | None = None
        self._fresh = Fresh(self._fetch)

    @property
    def file(self) -> Path | None:
        """The file, if they come from one."""
        return Path(self.source) if self.source and "://" not in self.source else None

    def find(self, kid: str | None, algorithm: str) -> PublicKey | None:
        """Find the key that a token names for an algorithm; one that names none means the only one."""
        if time.monotonic() - self._fetched > self.pace.kept and self.file is None:
            return None
        kind, may = ALGORITHMS[algorithm], (None, algorithm)
        fit = [
            key for key in self.keys if key.kind == kind and key.algorithm in may and kid in (None, key.kid)
        ]
        return fit[0] if len(fit) == 1 else None

    def good(self, kid: str) -> bool:
        """Tell whether a key is among them still."""
        return any(key.kid == kid for key in self.keys)

    @property
    def had(self) -> bool:
        """Tell whether there are keys at all."""
        return bool(self.keys)

    async def again(self) -> None:
        """Fetch them for a key that is not known, unless that was done a moment ago."""
        if self._asking is None or self._asking.done():
            if time.monotonic() - self._asked < (self.pace.pause if self.keys else self.pace.retry):
                return
            self._asked = time.monotonic()
            self._asking = asyncio.create_task(self._fresh.get())
        await within(asyncio.shield(self._asking), self.pace.patience)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Keep them fresh until the end. Nobody waits for the first fetch but who needs a key."""
        import httpx

        async with (
            httpx.AsyncClient(timeout=self.pace.patience, follow_redirects=False) as self._client,
            background(self._follow()),
        ):
            yield

    async def _follow(self) -> None:
        while True:
            if self.file is not None:
                await self._look(self.file)
                await asyncio.sleep(self.pace.look)
            else:
                before = self._fetched
                await self._fresh.get()
                await asyncio.sleep(self.pace.refresh if self._fetched > before else self.pace.retry)

    async def _look(self, path: Path) -> None:
        """Read a file again when it has changed."""
        try:
            found = path.stat()  # noqa: ASYNC240 - as fast as a look at the clock
            mark = found.st_mtime_ns, found.st_ino, found.st_size
        except OSError:
            mark = None
        if mark != self._mark or not self.keys:
            self._mark = mark
            await self._fresh.get()

    async def _fetch(self) -> None:
        """Fetch them now; what fails changes nothing."""
        self.fetches += 1
        try:
            async with asyncio.timeout(self.pace.patience):
                keys = read(await self._text())
        except Exception as error:
            log.warning("keys of the identity provider not read", kind=type(error).__name__)
            return
        self._fetched = time.monotonic()
        if not self.keys:
            self._asked = -float("inf")
        if keys != self.keys:
            self.keys = keys
            for watcher in self.watchers:
                watcher()

    async def _text(self) -> bytes:
        if self.file is not None:
            return self.file.read_bytes()[: LONGEST + 1]
        where = self.source
        if where is None:
            told = orjson.loads(await self._get(self.issuer.rstrip("/") + DISCOVERY))
            if told["issuer"] != self.issuer:
                raise ValueError("another issuer")
            where = secure(str(told["jwks_uri"]))
        return await self._get(where)

    async def _get(self, url: str) -> bytes:
        assert self._client is not None
        text = b""
        async with self._client.stream("GET", url, headers={"accept": "application/json"}) as response:
            if response.status_code != 200:
                raise ValueError("status")
            async for part in response.aiter_bytes(16_384):
                text += part
                if len(text) > LONGEST:
                    raise ValueError("too long")
        return text


def read(text: bytes) -> tuple[PublicKey, ...]:
    """Read a set of keys (RFC 7517); those that are not for checking signatures, or too weak, are left out.

    Raises:
        ValueError: it is none, or none of it will do.
    """
    if len(text) > LONGEST:
        raise ValueError("too long")
    told = orjson.loads(text)
    listed = told.get("keys") if isinstance(told, dict) else None
    if not isinstance(listed, list) or len(listed) > MOST:
        raise ValueError("not a set of keys")
    keys = [key for one in listed if isinstance(one, dict) and (key := _public(one)) is not None]
    named = {key.kid: key for key in keys}
    if not named or len(named) < len(keys):
        raise ValueError("no keys that will do, or two of one name")
    return tuple(named.values())


def _public(told: dict[str, Any]) -> PublicKey | None:
    kind = KINDS.get(str(told.get("kty")))
    if kind is None or told.get("use", "sig") != "sig" or "verify" not in told.get("key_ops", ["verify"]):
        return None
    members = ("kty", "n", "e", "crv", "x", "y")  # never the private ones
    try:
        if kind is RSAKey and len(urlsafe_b64decode(told["n"].encode())) * 8 < WEAKEST:
            return None
        jwk = kind.import_key({name: told[name] for name in members if name in told})
        what = "RSA" if isinstance(jwk, RSAKey) else jwk.curve_name
        kid, algorithm = told.get("kid", jwk.thumbprint()), told.get("alg")
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        return None
    if not isinstance(kid, str) or not isinstance(algorithm, str | None):
        return None
    return PublicKey(kid, jwk, what, algorithm)
