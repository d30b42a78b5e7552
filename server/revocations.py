"""What has been revoked, as every server knows it: asking costs no round trip, learning it at most a second.

The table is read when the bell of the event log rings and every second. Each reading takes what was written
by transactions that were not settled at the one before: none is missed, in whichever order they commit.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import structlog

from server.auth import ISSUER, Identity
from server.background import background
from server.database import Database
from server.outbox import within

log = structlog.get_logger()

POLL = 1.0  # seconds between two readings, whether the bell rings or not
TIDY = 3600.0  # seconds between two removals of what is over
READ = """
SELECT txid_snapshot_xmin(txid_current_snapshot()) AS unsettled, session, subject,
       extract(epoch FROM before)::float8 AS before, extract(epoch FROM until)::float8 AS until
  FROM (SELECT) AS always LEFT JOIN revocation ON tx >= $1
"""
OVER = (
    "DELETE FROM revocation WHERE until < clock_timestamp()",
    "DELETE FROM session WHERE expires_at < clock_timestamp() - interval '7 days'",
    "DELETE FROM account_address WHERE seen_at < clock_timestamp() - interval '90 days'",
    "DELETE FROM sign_in_failure WHERE failed_at < clock_timestamp() - interval '1 day'",
)


class Revocations:
    """All that is revoked and could still be good by its own word."""

    def __init__(self, database: Database, skew: float = 0) -> None:
        """Know nothing yet. The clock of another issuer may differ by `skew` seconds."""
        self.database = database
        self.skew = skew
        self.sessions: dict[str, float] = {}
        self.subjects: dict[str, float] = {}
        self.stirred = asyncio.Event()
        self.watchers: list[Callable[[], None]] = []
        self.known = False
        self._unsettled = 0
        self._read = time.monotonic()
        self._tidied = time.monotonic()

    @property
    def age(self) -> float:
        """Tell how many seconds ago all was known."""
        return time.monotonic() - self._read

    def ended(self, identity: Identity) -> bool:
        """Tell whether a token has been ended."""
        if identity.issuer is None:
            return False
        viewer = identity.viewer
        if viewer.session in self.sessions:
            return True
        before = self.subjects.get(viewer.subject)
        if before is None:
            return False
        return identity.issued < before + (0 if identity.issuer == ISSUER else self.skew)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Know all at the start, or after the first failure, and follow until the end."""
        await self._try()
        async with background(self._follow()):
            yield

    async def look(self) -> None:
        """Read what is new.

        Raises:
            LeveeError: the database cannot be asked just now.
        """
        begun = time.monotonic()
        rows = await self.database.rows(READ, (self._unsettled,))
        if rows[0]["unsettled"] < self._unsettled:  # another database, or one restored: its past is another
            rows = await self.database.rows(READ, (0,))
        new = False
        for row in rows:
            new = self._take(row["session"], self.sessions, row["until"]) or new
            new = self._take(row["subject"], self.subjects, row["before"]) or new
        self._unsettled, self._read, self.known = rows[0]["unsettled"], begun, True
        if new:
            for watcher in self.watchers:
                watcher()

    def _take(self, name: str | None, known: dict[str, float], moment: float) -> bool:
        """Keep one; False if it was known already."""
        if name is None or known.get(name, 0) >= moment:
            return False
        known[name] = moment
        return True

    async def _follow(self) -> None:
        while True:
            await within(self.stirred.wait(), POLL)
            self.stirred.clear()
            if not await self._try():
                await asyncio.sleep(POLL)

    async def _try(self) -> bool:
        try:
            await self.look()
            if time.monotonic() - self._tidied > TIDY:
                await self.tidy()
        except Exception as error:
            log.warning("revocations not read", kind=type(error).__name__)
            return False
        return True

    async def tidy(self) -> None:
        """Forget what no token can be good for any more."""
        self._tidied = time.monotonic()
        now = time.time()
        self.sessions = {name: until for name, until in self.sessions.items() if until > now}
        for statement in OVER:
            await self.database.rows(statement, ())
