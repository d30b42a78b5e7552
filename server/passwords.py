"""Passwords: hashed by argon2id beside the loop, one at a time, so that strangers take one core at most."""

from __future__ import annotations

import asyncio
import secrets
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from schema.errors import Unavailable
from schema.parameter import text_

SHORTEST, LONGEST = 12, 1_000
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""What OWASP asks for at least: 19 MiB, twice over; some 50 ms of one core."""


def checked(password: str, name: str) -> str:
    """See that a new password will do for an account of this name.

    Raises:
        ValueError: with a sentence that does not repeat it.
    """
    text_(password)
    if not SHORTEST <= len(password) <= LONGEST:
        raise ValueError(f"a password has {SHORTEST} to {LONGEST} characters")
    if password.strip().casefold() == name.strip().casefold():
        raise ValueError("a password is not the name of its account")
    if len(set(password)) < 5:
        raise ValueError("a password has at least 5 different characters")
    return password


def hashed(password: str) -> str:
    """Hash a password; it takes its time."""
    return HASHER.hash(password)


class Passwords:
    """Compares passwords with hashes; whoever has no hash takes as long as whoever has."""

    def __init__(self, most: int) -> None:
        """Make a hash that nothing fits; so many may wait."""
        self.most = most
        self.nobody = hashed(secrets.token_urlsafe())
        self.thread = ThreadPoolExecutor(1, "passwords")
        self.waiting = 0

    async def fits(self, hash_: str | None, password: str) -> bool:
        """Tell whether a password is the one of a hash; None: of nobody, which is never.

        Raises:
            Unavailable: too many wait already.
        """
        if self.waiting >= self.most:
            raise Unavailable("Too many sign in at once; try again.")
        self.waiting += 1
        loop = asyncio.get_running_loop()
        turn = loop.run_in_executor(self.thread, _fits, hash_ or self.nobody, password)
        turn.add_done_callback(self._done)
        return await asyncio.shield(turn) and hash_ is not None

    def _done(self, _: object) -> None:
        self.waiting -= 1

    def close(self) -> None:
        """End the thread."""
        self.thread.shutdown(wait=False, cancel_futures=True)


def _fits(hash_: str, password: str) -> bool:
    try:
        return len(password) <= LONGEST and HASHER.verify(hash_, password)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False
