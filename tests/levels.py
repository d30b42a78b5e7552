"""Changes of level in numbers: written as a mutation writes them, as the server's role, without its rules."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import asyncpg

from resolvers.transaction import Transaction
from schema.access import SETTING, SYSTEM
from schema.position import name
from schema.vocabulary import EventKind
from tests.asking import OFFICER, SECRET
from tests.conftest import Copy

START = """
INSERT INTO response (system, plan_id, division_id, basin_id, drill, period)
SELECT $1, (SELECT min(id) FROM plan WHERE system IS NOT NULL),
       (SELECT id FROM division WHERE code = $2 AND valid_to IS NULL ORDER BY id DESC LIMIT 1), $3, $4,
       tstzrange($5, NULL)
RETURNING id
"""
RECORD = """
INSERT INTO response_transition
       (response_id, kind, "from", "to", effective_at, effective_precision, effective_basis, reason)
VALUES ($1, $2, $3, $4, coalesce($6, now()), 'MINUTE', 'REPORTED', $5) RETURNING id
"""
MANY = """
WITH head AS (
    UPDATE event_head SET seq = seq + $2 RETURNING seq - $2 AS before
), made AS (
    INSERT INTO response_transition
           (response_id, kind, "from", "to", effective_at, effective_precision, effective_basis, reason)
    SELECT $1, 'RAISE', 'IV', 'III', now(), 'MINUTE', 'REPORTED', $3 FROM generate_series(1, $2)
    RETURNING id
)
INSERT INTO event (seq, kind, transition_id)
SELECT before + row_number() OVER (ORDER BY id), 'TRANSITION', id FROM made, head
"""
LOG = "SELECT transition_id FROM event WHERE seq > $1 ORDER BY seq"
SYSTEMS = (f"system {number}" for number in itertools.count(1))
"""No two responses of one system and scope may overlap."""

Pause = Callable[[], Awaitable[Any]]


class Levels:
    """One writer, with one response whose level it raises and lowers."""

    def __init__(self, connection: asyncpg.Connection[Any]) -> None:
        self.connection = connection
        self.response = 0
        self.reason = "heavy rain"
        self.effective_at: datetime | None = None
        """Default now; of a start, only where nothing else of its system and scope lies between."""
        self.steps = itertools.cycle([("RAISE", "IV", "III"), ("LOWER", "III", "IV")])

    async def start(
        self,
        system: str | None = None,
        division: str | None = "421022",
        *,
        basin: int | None = None,
        drill: bool = False,
    ) -> str:
        """Start a response at level IV; its START is an event like any other."""
        async with self.connection.transaction():
            now = await self.connection.fetchval("SELECT now()")
            self.response = await self.connection.fetchval(
                START, system or next(SYSTEMS), division, basin, drill, now
            )
            return await self._record("START", None, "IV")

    async def change(self, before: Pause | None = None, after: Pause | None = None) -> str:
        """Raise or lower, in turn; give the ID. A pause may come before the head is taken, and after."""
        async with self.connection.transaction():
            return await self._record(*next(self.steps), before=before, after=after)

    async def step(self, kind: str, from_: str | None, to: str | None) -> str:
        """Record any step."""
        async with self.connection.transaction():
            return await self._record(kind, from_, to)

    async def many(self, count: int) -> None:
        """Write so many raises and their events in one transaction; no bell is rung."""
        await self.connection.execute(MANY, self.response, count, self.reason)

    async def _record(
        self,
        kind: str,
        from_: str | None,
        to: str | None,
        before: Pause | None = None,
        after: Pause | None = None,
    ) -> str:
        key = await self.connection.fetchval(
            RECORD, self.response, kind, from_, to, self.reason, self.effective_at
        )
        transaction = Transaction(self.connection, OFFICER, SECRET)
        transaction.emit(EventKind.TRANSITION, key)
        if before:
            await before()
        await transaction.finish()
        if after:
            await after()
        return name("ResponseTransition", key)


@asynccontextmanager
async def writing(copy: Copy) -> AsyncIterator[Levels]:
    """Write as the server's role does on its own account, wherever it is."""
    connection = await asyncpg.connect(copy.url, server_settings={SETTING: SYSTEM})
    try:
        yield Levels(connection)
    finally:
        await connection.close()


async def logged(copy: Copy, after: int = 0) -> list[str]:
    """Give the IDs of all transitions in the event log, in its order."""
    connection = await asyncpg.connect(copy.url)
    try:
        return [name("ResponseTransition", row[0]) for row in await connection.fetch(LOG, after)]
    finally:
        await connection.close()


async def as_superuser(copy: Copy, statement: str) -> Any:
    """Do what nobody else may; append-only tables give way for this once."""
    connection = await asyncpg.connect(copy.superuser_url)
    try:
        await connection.execute("SET session_replication_role = replica")
        return await connection.fetchval(statement)
    finally:
        await connection.close()
