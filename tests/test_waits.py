"""Nobody waits for ever: for a connection, for a row that another holds, for a transaction that does nothing."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from schema.access import SETTING
from schema.errors import TooCostly, Unavailable
from server import provision, readings
from server.database import opened, session
from server.limits import Waits
from server.sent import Sent
from server.settings import Settings
from tests.asking import OFFICER, READER, Asker
from tests.levels import writing
from tests.lines import until
from tests.running import NAME, NAMED
from tests.screens import Served, screen

LOCK = "SELECT seq FROM event_head FOR UPDATE"


async def test_where_all_connections_are_held_everybody_is_told_and_the_feed_goes_on(served: Served) -> None:
    """D4: five hundred questions and no connection: each is answered, within what a connection may be waited for."""
    pool, execution = served.app.state.database.pool, served.app.state.execution
    wait = served.app.state.settings.waits.acquire
    held = [await pool.acquire(5) for _ in range(pool.size)]
    try:
        async with screen(served.address) as shown, writing(served.copy) as writer:
            watch = await shown.operate("subscription { responseLevelChanged { transition { id } } }")
            begun = time.monotonic()
            asked = asyncio.gather(*(execution.answer(Sent(NAME), READER) for _ in range(500)))
            await writer.start()
            await watch.change()
            codes = Counter(one.errors[0]["extensions"]["code"] for one in await asked)
            spent = time.monotonic() - begun
    finally:
        for connection in held:
            pool.release(connection)
    assert codes.total() == 500
    assert set(codes) <= {"SERVICE_UNAVAILABLE", "RATE_LIMITED"}
    assert spent < 2 * wait + 3, "one wait for a turn and one for a connection, on a busy machine"
    await until(lambda: (pool.taken, len(pool.queue)) == (0, 0))  # what was refused is still put on record


async def test_a_row_that_is_held_is_not_waited_for_long(own: Asker) -> None:
    """D7: fifty waiters for one row; each is told, and who holds it and does nothing is ended."""
    waits = Waits(lock=0.5, idle=1.5, acquire=5)
    settings = Settings(database_url=own.copy.url, pool_size=10, waits=waits)
    holder = await asyncpg.connect(own.copy.url, server_settings=session(settings))
    ended = asyncio.Event()
    holder.add_termination_listener(lambda _: ended.set())
    await holder.execute(f"BEGIN; SET LOCAL {SETTING} = '{OFFICER.identity}'")
    await holder.fetchval(LOCK)

    async with opened(own.copy.url, settings) as database:

        async def waiter() -> Any:
            async with database.transaction(OFFICER) as connection:
                return await connection.fetchval(LOCK)

        first = await asyncio.gather(*(waiter() for _ in range(10)), return_exceptions=True)
        assert all(isinstance(one, Unavailable) for one in first), first
        async with asyncio.timeout(30):
            await ended.wait()
        assert all(isinstance(one, int) for one in await asyncio.gather(*(waiter() for _ in range(50)))), (
            "the row is free"
        )
    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError)):
        await holder.fetchval("SELECT 1")


async def test_each_wait_is_what_is_set(own: Asker) -> None:
    waits = Waits(lock=0.25, idle=1.75)
    settings = Settings(database_url=own.copy.url, statement_timeout=2.5, waits=waits)
    async with opened(own.copy.url, settings) as database:
        (row,) = await database.rows(
            "SELECT current_setting('lock_timeout') AS lock, current_setting('statement_timeout') AS statement, "
            "current_setting('idle_in_transaction_session_timeout') AS idle",
            (),
        )
    assert dict(row) == {"lock": "250ms", "statement": "2500ms", "idle": "1750ms"}


async def test_no_statement_of_a_client_runs_longer_than_three_seconds(own: Asker) -> None:
    """D6: with nothing set, what runs away is ended, and the connection serves the next; the server's own may."""
    told = (Path(__file__).parents[1] / "docs" / "limits.md").read_text(encoding="utf-8")
    assert f"| `LEVEE_STATEMENT_TIMEOUT` | {Settings().statement_timeout} |" in told
    async with opened(own.copy.url, Settings(database_url=own.copy.url, pool_size=1)) as database:
        begun = time.monotonic()
        with pytest.raises(TooCostly):
            await database.text("SELECT pg_sleep(30)::text", ())
        assert 2.9 < time.monotonic() - begun < 4
        for patient, limit in ((False, "3s"), (True, "1min"), (False, "3s")):
            async with database.transaction(OFFICER, patient=patient) as connection:
                assert await connection.fetchval("SHOW statement_timeout") == limit


async def test_what_an_operator_does_takes_as_long_as_it_takes(own: Asker) -> None:
    """D6: migrations, loaders, `verify` and the other commands are no client's statements: none is cut short."""
    async with provision.connected(own.copy.owner_url, "LEVEE_OWNER_URL") as connection:
        assert await connection.fetchval("SHOW statement_timeout") == "0"
    assert (session(Settings()) | readings.PATIENT)["statement_timeout"] == "0"


async def test_afterwards_all_is_well(served: Served) -> None:
    async with httpx.AsyncClient(base_url=served.base) as client:
        assert (await client.post("/graphql", json={"query": NAME})).json() == NAMED
