"""The sealer: what is new in the audit is sealed within a second, and the heads go to a file once a minute.

Each server has one. The database lets one seal at a time, the others pass; when one ends, the next goes on.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import structlog

from schema.access import Viewer
from schema.witness import BATCH
from server import anchors
from server.audit import Ledger
from server.background import background
from server.database import Database

log = structlog.get_logger()

POLL = 0.5  # seconds; so an entry is sealed within one
ANCHOR = 60.0  # seconds
SEAL = "SELECT levee_seal()"
SEALER = Viewer("sealer", system=True)


class Sealer:
    """Seals, writes what was counted, and bears witness."""

    def __init__(self, database: Database, ledger: Ledger, anchor: Path | None) -> None:
        """Keep them; nothing runs before `open`. Without `anchor` no file is written."""
        self.database = database
        self.ledger = ledger
        self.anchor = anchor

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Run until the end; then write what was counted, seal, and bear witness a last time."""
        try:
            async with background(*map(self._run, (self.seal, self.flush, self.witness))):
                yield
        finally:
            with suppress(Exception):
                await self.ledger.flush(every=True)
                await self.seal()
                await self.witness()

    async def seal(self) -> float:
        """Seal what is new; give the seconds until the next time."""
        async with self.database.transaction(SEALER, patient=True) as connection:
            covered: int = await connection.fetchval(SEAL)
        return 0.0 if covered == BATCH else POLL

    async def flush(self) -> float:
        """Write what was counted and is due."""
        await self.ledger.flush()
        return POLL

    async def witness(self) -> float:
        """Write the heads to the file, if they moved."""
        if self.anchor is not None:
            (row,) = await self.database.rows(anchors.HEADS, ())
            try:
                await asyncio.to_thread(anchors.append, self.anchor, dict(row))
            except OSError as error:
                log.error("heads not written to the file", why=error.strerror)
        return ANCHOR

    async def _run(self, step: Callable[[], Awaitable[float]]) -> None:
        while True:
            wait = POLL
            try:
                wait = await step()
            except Exception as error:
                log.warning("audit waits", kind=type(error).__name__)
            await asyncio.sleep(wait)
