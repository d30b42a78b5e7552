"""The clock: what comes with time alone, whichever server is there to say so.

What lies ahead takes effect when its time comes. Evidence grows old, forecasts pass: it is weighed anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog

from resolvers.effects import seconds_left, take_effect
from resolvers.transaction import Transaction
from resolvers.weighing import plans_looking, weigh
from schema.access import Viewer
from server.background import background
from server.database import Database

log = structlog.get_logger()

POLL = 1.0  # seconds; what is recorded between two looks is seen at the next
WEIGH = 60.0  # seconds; what is written is weighed at once, this is for what changes by itself
CLOCK = Viewer("clock", system=True)


class Clock:
    """Looks for what has come due, by the database's clock; several clocks on one database do it once."""

    def __init__(self, database: Database, secret: bytes) -> None:
        """Keep them; nothing runs before `open`."""
        self.database = database
        self.secret = secret

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Run until the end; what came due while no server ran comes first."""
        async with background(self._run(self.strike), self._run(self.weigh)):
            yield

    async def strike(self) -> float:
        """Tell of what has come due; give the seconds until the next look."""
        async with self.database.transaction(CLOCK, patient=True) as connection:
            tx = Transaction(connection, CLOCK, self.secret)
            left = await seconds_left(tx)
            if left is not None and left <= 0:
                await take_effect(tx)
                await tx.finish()
        return POLL if left is None else min(POLL, max(left, 0))

    async def weigh(self) -> float:
        """Weigh the evidence for all plans as it stands now; give the seconds until the next time."""
        async with self.database.transaction(CLOCK, patient=True) as connection:
            tx = Transaction(connection, CLOCK, self.secret)
            await weigh(tx, await plans_looking(tx))
            await tx.finish()
        return WEIGH

    async def _run(self, step: Callable[[], Awaitable[float]]) -> None:
        while True:
            wait = POLL
            try:
                wait = await step()
            except Exception as error:
                log.warning("clock waits", kind=type(error).__name__)
            await asyncio.sleep(wait)
