"""Entries of the audit in a transaction of their own: what was refused, signed in, shown.

Whoever is known has each refusal written before the answer goes out, up to a number a minute; what is more
is counted, and written as one entry. Strangers are only counted: one entry a minute for each thing they are
refused says how often; so is whoever asks more than is allowed. So nobody can fill the disk by being refused,
and no stranger waits for the database.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import structlog

from resolvers.audit import Entry, noted
from resolvers.statement import shaped
from schema.errors import Forbidden, LeveeError, RateLimited, Unauthenticated
from schema.procedure import AuditKind
from server.database import Database

log = structlog.get_logger()

REFUSALS = (Forbidden, Unauthenticated)
"""The errors that say that somebody may not."""
MINUTE = 60.0  # seconds
AT_ONCE = 10
"""So many equal refusals a minute of somebody who is known are entries of their own."""
KINDS = 1_000
"""So many different refusals are counted apart; what is more is counted together."""
MORE = Entry(AuditKind.REFUSAL, None, "more", outcome="REFUSED")


@dataclass(slots=True)
class Count:
    """Equal refusals: how many more are written at once, how many are counted, and when those are written."""

    at_once: int
    due: float
    counted: int = 0


class Ledger:
    """Writes entries that stand apart from what others do; of refusals so many as cannot fill the disk."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        """Keep them; `clock` tells seconds."""
        self.database = database
        self.clock = clock
        self.counts: dict[Entry, Count] = {}

    async def note(self, entry: Entry) -> None:
        """Write an entry in a transaction of its own.

        Raises:
            LeveeError: it could not be written; what must not be without an entry must not go on.
        """
        plan = shaped(noted(entry))
        await self.database.rows(plan.sql, plan.reads)

    async def refused(self, entry: Entry) -> None:
        """Write that somebody was refused, or count it. The refusal stands whether this succeeds or not."""
        if entry.subject is None:
            self.strange(entry)
            return
        count = self._count(replace(entry, request=None), AT_ONCE, MINUTE)
        if count.at_once == 0:
            count.counted += 1
            return
        count.at_once -= 1
        try:
            await self.note(entry)
        except LeveeError as error:
            log.warning("audit waits", code=error.code)
            count.counted += 1

    def strange(self, entry: Entry) -> None:
        """Count that a stranger was refused. Nothing of an entry may be what the stranger has written."""
        self._count(replace(entry, subject=None, request=None), 0, 0.0).counted += 1

    def limited(self, subject: str | None, action: str = "rate") -> None:
        """Count that somebody asked more than is allowed: one entry a minute says how often."""
        refusal = Entry(AuditKind.REFUSAL, subject, action, outcome=RateLimited.code)
        self._count(refusal, 0, 0.0).counted += 1

    async def flush(self, *, every: bool = False) -> None:
        """Write what was counted and is due, or all of it; one that fails is tried again with the next."""
        now = self.clock()
        for entry, count in list(self.counts.items()):
            if not every and count.due > now:
                continue
            if count.counted == 0:
                del self.counts[entry]
                continue
            times, count.counted = count.counted, 0
            try:
                await self.note(replace(entry, times=times))
            except LeveeError:
                count.counted += times
                raise
            count.due = now + MINUTE

    def _count(self, entry: Entry, at_once: int, wait: float) -> Count:
        if entry not in self.counts and len(self.counts) >= KINDS:
            entry, at_once, wait = MORE, 0, 0.0
        return self.counts.setdefault(entry, Count(at_once, self.clock() + wait))
