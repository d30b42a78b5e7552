"""Signing in by name and password, and the locks that make guessing hopeless without locking anybody out.

Each attempt is counted before the password is looked at, so that many at once are not more than one after
another. Three counts lock, each for a minute that doubles with every further failure up to an hour: of one
name from one address, of one address, of one name from wherever (`SignIns`). The last does not
hold for an address from which the account has signed in within 30 days: a stranger locks out strangers.
Besides, an address has so many attempts without a minute's pause.
"""

from __future__ import annotations

import asyncio
import hashlib
import math
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import structlog

from resolvers.audit import Entry
from resolvers.revocations import alone
from resolvers.sessions import SIGN_IN
from resolvers.transaction import Transaction
from schema.access import Admission, Post, Role, Viewer
from schema.errors import RateLimited, Unauthenticated
from schema.procedure import AuditKind
from server import auth
from server.audit import Ledger
from server.database import Database
from server.keys import Keys
from server.limits import SignIns
from server.passwords import Passwords

log = structlog.get_logger()

FIND = """
SELECT account.id, hash, EXISTS (
           SELECT FROM account_address AS seen
            WHERE seen.account_id = account.id AND address = $2
              AND seen_at > clock_timestamp() - interval '30 days') AS known
  FROM account WHERE subject = $1 AND disabled_at IS NULL
"""
COUNT = "SELECT levee_attempt($1, $2, $3, $4, $5) AS wait"
HELD = """
SELECT name, role, divisions, basins, units
  FROM account JOIN account_post AS post ON post.account_id = account.id
 WHERE account.id = $1 AND hash = $2 AND disabled_at IS NULL
 ORDER BY post.id
"""
BEGUN = """
INSERT INTO session (jti, subject, issuer, issued_at, expires_at)
SELECT $1, $2, $3, now, now + $4 * interval '1 second' FROM clock_timestamp() AS now
RETURNING extract(epoch FROM issued_at)::float8 AS issued
"""
FORGET = "DELETE FROM sign_in_failure WHERE what = ANY($1)"
LOCK = "SELECT FROM sign_in_failure WHERE what = ANY($1) ORDER BY what FOR UPDATE"
TAKE_BACK = "UPDATE sign_in_failure SET failures = failures - 1, locked_until = NULL WHERE what = $1"
SEEN = """
INSERT INTO account_address (account_id, address) VALUES ($1, $2)
ON CONFLICT (account_id, address) DO UPDATE SET seen_at = clock_timestamp()
"""
DAY, HOUR, MINUTE = 86_400, 3_600, 60


@dataclass(frozen=True, slots=True)
class Count:
    """What is counted: after how many failures it locks, how long one is remembered, the longest lock."""

    what: bytes
    name: bytes | None
    free: int
    memory: int
    longest: int


class Accounts:
    """Lets in whoever knows the password of an account."""

    def __init__(
        self, database: Database, keys: Keys, ledger: Ledger, hours: float, limits: SignIns | None = None
    ) -> None:
        """Keep them; a session is good for so many `hours`."""
        self.limits = limits or SignIns()
        self.database = database
        self.keys = keys
        self.ledger = ledger
        self.noting: set[asyncio.Task[None]] = set()
        self.seconds = hours * HOUR
        self.passwords = Passwords(self.limits.waiting)

    async def sign_in(self, name: str, password: str, address: str) -> Admission:
        """Begin a session.

        Raises:
            Unauthenticated: name or password is wrong; which of them, nothing tells.
            RateLimited: too many failures before, whether there is such an account or not.
            Unavailable: too many at once, or no database.
        """
        seal = Seal(self.keys.first.secret, name, address)
        found = await self._found(name, seal)
        await self._count(seal.counts(self.limits, known=found is not None and found["known"]))
        fits = await self.passwords.fits(found["hash"] if found else None, password)
        made = await self._begin(found, name, seal) if fits and found else None
        if made is None:
            self._note(name if found else None)
            raise Unauthenticated("The name or the password is wrong.", reason="SIGN_IN_REFUSED")
        return made

    def _note(self, name: str | None) -> None:
        """Note a refusal, of an account by its name, afterwards: who is refused waits no longer for it."""
        entry = Entry(AuditKind.SIGN_IN, name, SIGN_IN, outcome=Unauthenticated.code)
        task = asyncio.create_task(self.ledger.refused(entry))
        self.noting.add(task)
        task.add_done_callback(self.noting.discard)

    async def _found(self, name: str, seal: Seal) -> Any:
        if not name or "\x00" in name or len(name) > auth.LONGEST_NAME or not _utf8(name):
            return None
        rows = await self.database.rows(FIND, (name, seal.address))
        return rows[0] if rows else None

    async def _count(self, counts: Sequence[Count]) -> None:
        columns = zip(
            *((one.what, one.name, one.free, one.memory, one.longest) for one in counts), strict=True
        )
        rows = await self.database.rows(COUNT, (*map(list, columns),))
        wait = rows[0]["wait"]
        if wait > 0:
            seconds = math.ceil(wait)
            self.ledger.limited(None, SIGN_IN)
            raise RateLimited(f"Too many failures; try again in {seconds} s.", retryAfter=seconds)

    async def _begin(self, found: Any, name: str, seal: Seal) -> Admission | None:
        """Write the session, unless the account was disabled or changed meanwhile."""
        jti = secrets.token_urlsafe(16)
        entering = Viewer(name, system=True)
        async with self.database.transaction(entering) as connection:
            tx = Transaction(connection, entering, b"")
            await alone(tx, name)
            rows = await connection.fetch(HELD, found["id"], found["hash"])
            if not rows:
                return None
            issued: float = await connection.fetchval(BEGUN, jti, name, auth.ISSUER, self.seconds)
            await tx.noted(Entry(AuditKind.SIGN_IN, name, SIGN_IN, session=jti))
            await connection.execute(LOCK, [seal.pair, seal.name, seal.address])
            await connection.execute(FORGET, [seal.pair, seal.name])
            await connection.execute(TAKE_BACK, seal.address)
            await connection.execute(SEEN, found["id"], seal.address)
        posts = [_post(row) for row in rows]
        told = auth.claims(name, posts, self.seconds, issued=issued, session=jti, name=rows[0]["name"])
        viewer = Viewer(name, tuple(posts), jti, issued + self.seconds, rows[0]["name"])
        return Admission(auth.signed(self.keys.ring.newest, told), viewer, issued + self.seconds)


class Seal:
    """Names and addresses as the database keeps them: digests that nobody reads back without the key."""

    def __init__(self, secret: bytes, name: str, address: str = "") -> None:
        """Make them."""
        self.key = hashlib.sha256(b"sign in" + secret).digest()
        self.address = self._digest("address", address)
        self.name = self._digest("name", name)
        self.pair = self._digest("pair", name, address)
        self.pace = self._digest("pace", address)

    def counts(self, limits: SignIns, *, known: bool) -> list[Count]:
        """Say what an attempt counts for; from an address that is known, not for the name as such."""
        held = [
            Count(self.pair, self.name, limits.pair, DAY, HOUR),
            Count(self.address, None, limits.address, HOUR, HOUR),
            Count(self.pace, None, limits.attempts, MINUTE, MINUTE),
        ]
        if not known:
            held.append(Count(self.name, self.name, limits.name, DAY, HOUR))
        return sorted(held, key=lambda one: one.what)

    def _digest(self, *parts: str) -> bytes:
        text = "\x00".join(parts).encode(errors="surrogatepass")
        return hashlib.blake2b(text, key=self.key, digest_size=16).digest()


def _post(row: Any) -> Post:
    return Post(Role(row["role"]), tuple(row["divisions"]), tuple(row["basins"]), tuple(row["units"]))


def _utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
