"""The secret that signs tokens and cursors: set from outside, or a file in the data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from server.refusal import Refusal
from server.settings import SHORTEST_SECRET, Settings


def secret(settings: Settings) -> bytes:
    """Return the secret: LEVEE_SECRET, else the file `secret` in the data folder, made on first need (0600).

    Raises Refusal when the folder or the file cannot be used.
    """
    if settings.secret is not None:
        return settings.secret.get_secret_value().encode()
    path = settings.data / "secret"
    try:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
        return _read(path)
    except OSError as error:
        raise Refusal(f"the secret cannot be kept in {path}: {error.strerror}") from None


def _make(path: Path) -> None:
    """Write a new secret so that it appears whole or not at all, and the first of two writers wins."""
    draft = path.with_name(f"secret.{os.getpid()}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
            file.flush()
            os.fsync(file.fileno())
        if not path.exists():
            os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)


def _read(path: Path) -> bytes:
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
        if os.fstat(file.fileno()).st_mode & 0o077:
            raise Refusal(f"{path} can be read by others: chmod 600 {path}")
        value = file.read(4096).strip()
    if len(value) < SHORTEST_SECRET:
        raise Refusal(f"{path} has less than {SHORTEST_SECRET} characters: remove it, and a new one is made")
    return value
