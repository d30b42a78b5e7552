"""The keys that sign this server's own tokens: the newest signs, each verifies until it is retired.

The first key is the secret (`server/secret.py`); its tokens name no key. Those that came later lie in the
file `keys.json` in the data folder, which every server reads within a second of its change.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import structlog
from joserfc.jwk import OctKey

from server.refusal import Refusal
from server.secret import secret
from server.settings import SHORTEST_SECRET, Settings

log = structlog.get_logger()

ALGORITHM = "HS256"
FIRST = "first"
FILE = "keys.json"
PACE = 1.0  # seconds between two looks at the file


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its name, its secret (none once it is retired), since when, and until when it was good."""

    kid: str
    secret: bytes = field(repr=False)
    made: str | None = None
    retired: str | None = None

    @property
    def jwk(self) -> OctKey:
        """The key as the library takes it."""
        return OctKey.import_key(self.secret)


@dataclass(frozen=True, slots=True)
class Ring:
    """All keys at one moment, oldest first."""

    keys: tuple[Key, ...]

    @property
    def newest(self) -> Key:
        """The key that signs."""
        return self.keys[-1]

    def good(self, kid: str) -> bool:
        """Tell whether a key verifies."""
        return any(key.kid == kid and key.retired is None for key in self.keys)


class Keys:
    """The keys as the file says them now; a file that cannot be read changes nothing, and the log says so."""

    def __init__(self, first: bytes, path: Path | None = None) -> None:
        """Read the file, if there is one. Raises Refusal when it cannot be read."""
        self.first = Key(FIRST, first)
        self.path = path
        self.ring = Ring((self.first,))
        self.watchers: list[Callable[[], None]] = []
        self._jwks: dict[str, OctKey] = {}
        self._seen: Any = None
        self._looked = time.monotonic()
        self._take(self._mark())

    @classmethod
    def of(cls, settings: Settings) -> Keys:
        """Give the keys of these settings."""
        return cls(secret(settings), settings.data / FILE)

    def verifier(self, kid: str | None) -> OctKey | None:
        """Give the key that verifies a token which names `kid`, or no key: that is the first."""
        self.look()
        return self._jwks.get(FIRST if kid is None else kid)

    def look(self, *, now: bool = False) -> None:
        """See whether the file has changed, at most once in a while."""
        if not now and time.monotonic() - self._looked < PACE:
            return
        self._looked = time.monotonic()
        try:
            mark = self._mark()
            if mark != self._seen:
                self._take(mark)
                log.info("keys changed", keys=len(self._jwks), newest=self.ring.newest.kid)
                for watcher in self.watchers:
                    watcher()
        except Refusal as refusal:
            log.error("keys not read", reason=str(refusal))

    def _mark(self) -> Any:
        """Tell one state of the file from another; None: there is none."""
        if self.path is None:
            return None
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Refusal(f"{self.path}: {error.strerror}") from None
        return found.st_mtime_ns, found.st_ino, found.st_size

    def _take(self, mark: Any) -> None:
        if mark is None and self._seen is not None:
            raise Refusal(f"{self.path} is gone: the keys that it held stay good until this server ends")
        if mark is not None:
            assert self.path is not None
            self.ring = read(self.path, self.first)
        self._jwks = {key.kid: key.jwk for key in self.ring.keys if key.retired is None}
        self._seen = mark


def read(path: Path, first: Key) -> Ring:
    """Read the file; of the first key it says when it was retired, never the secret. Raises Refusal."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
            if os.fstat(file.fileno()).st_mode & 0o077:
                raise Refusal(f"{path} can be read by others: chmod 600 {path}")
            listed = orjson.loads(file.read(1_000_000))["keys"]
        keys = tuple(_key(one, first) for one in listed)
    except OSError as error:
        raise Refusal(f"{path}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise Refusal(f"{path} is not a list of keys as `key rotate` writes it") from None
    if not keys or keys[-1].retired is not None or len({key.kid for key in keys}) < len(keys):
        raise Refusal(f"{path}: the last key must be good, and each name stand once")
    return Ring(keys)


def _key(told: dict[str, Any], first: Key) -> Key:
    if told["kid"] == FIRST:
        return replace(first, retired=told["retired"])
    if told["alg"] != ALGORITHM:
        raise ValueError("alg")
    made = Key(str(told["kid"]), str(told.get("secret", "")).encode(), told["made"], told["retired"])
    if made.retired is None and len(made.secret) < SHORTEST_SECRET:
        raise ValueError("secret")
    return made


def rotate(path: Path, first: Key) -> Key:
    """Make a new key, which signs from now on. Raises Refusal."""
    with _changing(path, first) as ring:
        now = datetime.now(UTC)
        made = Key(
            f"{now:%Y%m%d}-{secrets.token_hex(4)}",
            secrets.token_urlsafe(48).encode(),
            now.isoformat(" ", "seconds"),
        )
        _write(path, Ring((*ring.keys, made)))
    return made


def retire(path: Path, first: Key, kid: str) -> Key:
    """End a key: its tokens are good no more, and its secret is forgotten. Raises Refusal."""
    with _changing(path, first) as ring:
        if not ring.good(kid):
            raise Refusal(f"there is no good key {kid}: `key list` shows them")
        if ring.newest.kid == kid:
            raise Refusal(f"{kid} is the key that signs: `key rotate` first")
        gone = datetime.now(UTC).isoformat(" ", "seconds")
        found = {key.kid: key for key in ring.keys}
        found[kid] = replace(found[kid], secret=b"", retired=gone)
        _write(path, Ring(tuple(found.values())))
    return found[kid]


@contextmanager
def _changing(path: Path, first: Key) -> Iterator[Ring]:
    """Give the keys; whoever else wants to change them waits."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise Refusal(f"the keys cannot be kept in {path}: {error.strerror}") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield read(path, first) if path.exists() else Ring((first,))
    finally:
        os.close(lock)


def _write(path: Path, ring: Ring) -> None:
    """Write the file so that it appears whole or not at all."""
    draft = path.with_suffix(f".{os.getpid()}")
    listed = [_told(key) for key in ring.keys]
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(orjson.dumps({"keys": listed}, option=orjson.OPT_INDENT_2))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise Refusal(f"{path} cannot be written: {error.strerror}") from None
    finally:
        draft.unlink(missing_ok=True)


def _told(key: Key) -> dict[str, Any]:
    told: dict[str, Any] = {"kid": key.kid, "alg": ALGORITHM, "made": key.made, "retired": key.retired}
    return told if key.kid == FIRST else told | {"secret": key.secret.decode()}
