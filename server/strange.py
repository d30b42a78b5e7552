"""Events whose kind this version does not know: no screen is told of them, so the operator is.

The database refuses them as they are written. A newer version beside this one may write them, or whoever may
do everything. The feed passes over them: they hold nobody up.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from schema.errors import LeveeError
from schema.vocabulary import EventKind
from server import metrics
from server.background import background
from server.database import Database
from server.outbox import Head, Outbox

log = structlog.get_logger()

PACE = 1.0  # seconds between two looks: a feed in a hurry is not asked about with each event
KINDS = [kind.value for kind in EventKind]
FOUND = """
SELECT count(*) AS events, min(seq) AS first, max(seq) AS last FROM event
 WHERE seq > $1 AND seq <= $2 AND kind <> ALL ($3)
"""


class Strange:
    """Follows the head of the log from where it was first seen, and tells of each such event once."""

    def __init__(self, database: Database, outbox: Outbox) -> None:
        """Keep them; nothing runs before `open`."""
        self.database = database
        self.outbox = outbox
        self.seen = outbox.head
        self.moved = asyncio.Event()
        outbox.watchers.append(self._stir)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Look until the end."""
        async with background(self._run()):
            yield

    async def look(self) -> None:
        """Look at what was added since the last look; a log that goes on another way is followed from there.

        Raises:
            LeveeError: the database cannot be asked just now; the next look makes up for it.
        """
        head, seen = self.outbox.head, self.seen
        if head and seen and head.epoch == seen.epoch:
            (found,) = await self.database.rows(FOUND, (seen.seq, head.seq, KINDS))
            if found["events"]:
                metrics.STRANGE.inc(found["events"])
                log.error("events of an unknown kind", **found)
        self.seen = head

    def _stir(self, head: Head) -> None:
        self.seen = self.seen or head
        if (head.epoch, head.seq) != (self.seen.epoch, self.seen.seq):
            self.moved.set()

    async def _run(self) -> None:
        while True:
            await self.moved.wait()
            self.moved.clear()
            try:
                await self.look()
            except LeveeError:
                self.moved.set()
            await asyncio.sleep(PACE)
