"""The one door to PostgreSQL: a question goes in as text and parameters, its answer comes out as text."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from functools import partial
from typing import Any

import asyncpg

from schema.access import SETTING, Viewer
from schema.errors import BadUserInput, Conflict, Forbidden, LeveeError, NotFound, TooCostly, Unavailable
from schema.tables import proposals, responses
from server.limits import Waits
from server.metrics import STATEMENT
from server.pool import BROKEN, SAID, Connection, Lent, Pool
from server.settings import Settings

STATEMENTS = 2_000
READY = 2
"""How many connections are opened at the start."""
PATIENT = 60
"""Seconds that a statement of the server's own may take: however much was left to it, nobody waits for it."""
WAITS = Waits()
CONFLICTS = responses.CONFLICTS | proposals.CONFLICTS
REFUSALS: dict[str, type[LeveeError]] = {
    "LV400": BadUserInput,
    "LV403": Forbidden,
    "LV404": NotFound,
    "LV409": Conflict,
}
"""What the database's own functions raise."""


class Database:
    """A pool of connections as the server's role."""

    def __init__(self, pool: Pool, waits: Waits = WAITS, *, own: bool = False) -> None:
        """Keep the pool, and how long it is waited for; `own`: the server asks for itself."""
        self.pool = pool
        self.waits = waits
        self.told = told_itself if own else told

    async def json(self, sql: str, parameters: Sequence[Any]) -> bytes:
        """Run a question: one statement, one round trip, one value, JSON as it goes to the client.

        Raises:
            LeveeError: the database refuses it, or has no connection to give.
        """
        answer: bytes = await self._value(sql, parameters)
        return answer

    async def text(self, sql: str, parameters: Sequence[Any]) -> str:
        """Run a statement that gives a text."""
        answer: str = await self._value(sql, parameters)
        return answer

    async def _value(self, sql: str, parameters: Sequence[Any]) -> Any:
        async with self.connection() as connection:
            begun = time.perf_counter()
            answer = await connection.fetchval(sql, *parameters)
            STATEMENT.observe(time.perf_counter() - begun)
        return answer

    async def blob(self, sql: str, parameters: Sequence[Any]) -> tuple[str, bytes]:
        """Run a statement that gives a text and bytes, none as empty."""
        async with self.connection() as connection:
            begun = time.perf_counter()
            row = await connection.fetchrow(sql, *parameters)
            STATEMENT.observe(time.perf_counter() - begun)
        assert row is not None
        return row[0], row[1] or b""

    async def rows(self, sql: str, parameters: Sequence[Any]) -> list[asyncpg.Record]:
        """Run a statement that gives rows."""
        async with self.connection() as connection:
            begun = time.perf_counter()
            found = await connection.fetch(sql, *parameters)
            STATEMENT.observe(time.perf_counter() - begun)
        return found

    def connection(self, *, urgent: bool = False) -> AbstractAsyncContextManager[Connection]:
        """Lend a connection; whatever the database says on it is said again for the reader."""
        return Lent(self.pool, self.waits.acquire, self.told, urgent=urgent)

    @asynccontextmanager
    async def transaction(self, viewer: Viewer, *, patient: bool = False) -> AsyncIterator[Connection]:
        """Lend a connection with a transaction open: rolled back on an error, committed at the end if it is
        still open then. A change goes before the reads that wait.

        Who writes is told to the database together with its beginning (`schema/access.py`). `patient` is what
        the server does for itself, with no client behind it: its statements have `PATIENT`.
        """
        begin = f"BEGIN; SET LOCAL {SETTING} = {quoted(viewer.identity)}"
        if patient:
            begin = f"{begin}; SET LOCAL statement_timeout = '{PATIENT}s'"
        async with self.connection(urgent=True) as connection:
            try:
                await connection.execute(begin)
            except BaseException:
                connection.terminate()  # whether it has begun, and for whom, is not known
                raise
            try:
                yield connection
                if connection.is_in_transaction():
                    await connection.execute("COMMIT")
            except BaseException:
                if connection.is_in_transaction():
                    with suppress(*SAID):  # what cannot be rolled back is ended at its return
                        await connection.execute("ROLLBACK")
                raise

    def behind(self) -> bool:
        """Tell whether enough wait for a connection that none will stand idle for a while."""
        return len(self.pool.queue) >= 2 * self.pool.size

    def crowded(self, part: float) -> bool:
        """Tell whether a read had better come back later: so many wait for a connection, or for so long.

        Who is let in at half the time that they may wait still has the other half.
        """
        return (
            len(self.pool.queue) >= self.waits.queue * part
            or self.pool.longest > self.waits.acquire * part / 2
        )


def quoted(text: str) -> str:
    """Write a text as a literal: SET takes no parameters."""
    return "'" + text.replace("'", "''") + "'"


@asynccontextmanager
async def opened(url: str, settings: Settings, *, own: bool = False) -> AsyncIterator[Database]:
    """Open a pool; it is closed at the end. `own`: the server asks for itself.

    Nothing is left behind on a connection but what a transaction sets LOCAL, so none is reset at its return.
    """
    connect = partial(
        asyncpg.connect,
        url,
        statement_cache_size=STATEMENTS,
        max_cacheable_statement_size=0,
        server_settings=session(settings),
    )
    pool = Pool(connect, settings.pool_size)
    try:
        await pool.open(min(READY, settings.pool_size))
        yield Database(pool, settings.waits, own=own)
    finally:
        await pool.close()


def session(settings: Settings) -> dict[str, str]:
    """What is set on each connection; a plan made once serves all values of a statement's parameters."""
    return {
        "application_name": "levee",
        "TimeZone": settings.time_zone,
        "statement_timeout": str(int(settings.statement_timeout * 1000)),
        "lock_timeout": str(int(settings.waits.lock * 1000)),
        "idle_in_transaction_session_timeout": str(int(settings.waits.idle * 1000)),
        "standard_conforming_strings": "on",
        "plan_cache_mode": "force_generic_plan",
        "jit": "off",
    }


def told(error: BaseException) -> LeveeError:
    """Say what the database said, in words and codes that are ours; its own never leave."""
    state = getattr(error, "sqlstate", None) or ""
    if state in REFUSALS:
        return _refusal(REFUSALS[state], error)
    if state == asyncpg.InsufficientPrivilegeError.sqlstate:
        return Forbidden("The database lets nobody with these posts write this.")
    constraint = getattr(error, "constraint_name", None)
    if constraint in CONFLICTS:
        return Conflict(CONFLICTS[constraint])
    if isinstance(error, asyncpg.DataError) or state.startswith("22"):
        return BadUserInput("A value of the input is out of the range that can be stored or computed with.")
    if state.startswith("54"):
        return TooCostly("The question is larger than the database can take; ask for less.")
    if isinstance(error, asyncpg.QueryCanceledError):
        return TooCostly("The question took longer than it may; ask for less.")
    if isinstance(error, BROKEN):
        return Unavailable("The database cannot be reached just now; try again.")
    if state.startswith(("53", "55", "57", "40")):
        return Unavailable("The database is busy just now; try again.")
    return LeveeError("Something went wrong inside; nothing was changed.")


def told_itself(error: BaseException) -> LeveeError:
    """Say it to the server itself: what took too long is no fault of a question, and is asked again."""
    if isinstance(error, asyncpg.QueryCanceledError):
        return Unavailable("The database is slow just now; try again.")
    return told(error)


def _refusal(kind: type[LeveeError], error: BaseException) -> LeveeError:
    field, _, argument = (getattr(error, "detail", None) or "").rpartition("\t")
    made = kind(str(error).splitlines()[0], argument.split(".") if argument else ())
    made.field = (field,) if field else ()
    return made
