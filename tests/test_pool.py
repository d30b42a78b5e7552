"""The pool: never more than there may be, none lost, whatever becomes of who waits or of a connection."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from schema.errors import Unavailable
from server import pool as module
from server.database import Database, opened
from server.pool import Pool
from server.settings import Settings
from tests.conftest import Copy

ME = "SELECT pg_backend_pid()"


@asynccontextmanager
async def pooled(copy: Copy, size: int) -> AsyncIterator[Pool]:
    async with opened(copy.url, Settings(database_url=copy.url, pool_size=size)) as database:
        yield database.pool


async def test_who_has_waited_longest_is_next_and_the_connection_used_last_is_used_first(
    shared_database: Copy,
) -> None:
    async with pooled(shared_database, 2) as pool:
        first, second = await pool.acquire(1), await pool.acquire(1)
        waiting = [asyncio.create_task(pool.acquire(1)) for _ in range(2)]
        await asyncio.sleep(0)
        pool.release(first)
        assert await waiting[0] is first
        assert not waiting[1].done()
        pool.release(second)
        assert await waiting[1] is second
        pool.release(first)
        pool.release(second)
        assert await pool.acquire(1) is second
        pool.release(second)


async def test_who_waits_too_long_is_told_so_and_no_place_is_lost(shared_database: Copy) -> None:
    async with pooled(shared_database, 1) as pool:
        held = await pool.acquire(1)
        with pytest.raises(TimeoutError):
            await pool.acquire(0.01)
        database = Database(pool)
        with pytest.raises(Unavailable):
            await database.text("SELECT 'x'", ())
        pool.release(held)
        assert await database.text("SELECT 'x'", ()) == "x"
        assert pool.taken == 0


async def test_who_gives_up_just_when_the_turn_comes_passes_it_on(shared_database: Copy) -> None:
    async with pooled(shared_database, 1) as pool:
        held = await pool.acquire(1)
        given_up, next_one = (asyncio.create_task(pool.acquire(1)) for _ in range(2))
        await asyncio.sleep(0)
        pool.release(held)
        given_up.cancel()
        assert await next_one is held
        pool.release(held)
        assert pool.taken == 0


async def test_a_connection_that_broke_is_replaced(shared_database: Copy) -> None:
    async with pooled(shared_database, 1) as pool:
        database = Database(pool)
        async with database.connection() as connection:
            old = await connection.fetchval(ME)
        with pytest.raises(Unavailable):
            await database.rows("SELECT pg_terminate_backend(pg_backend_pid())", ())
        async with database.connection() as connection:
            assert await connection.fetchval(ME) != old


async def test_a_connection_left_in_a_transaction_is_ended(shared_database: Copy) -> None:
    async with pooled(shared_database, 1) as pool:
        database = Database(pool)
        async with database.connection() as connection:
            old = await connection.fetchval(ME)
            await connection.execute("BEGIN")
        async with database.connection() as connection:
            assert not connection.is_in_transaction()
            assert await connection.fetchval(ME) != old


async def test_a_connection_is_replaced_after_its_uses(
    shared_database: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "USES", 3)
    async with pooled(shared_database, 1) as pool:
        database = Database(pool)
        seen = [int((await database.rows(ME, ()))[0][0]) for _ in range(7)]
        assert len(set(seen)) == 3
        assert len(pool.uses) == 1


async def test_a_question_that_is_given_up_spoils_nothing(shared_database: Copy) -> None:
    async with pooled(shared_database, 1) as pool:
        database = Database(pool)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await database.rows("SELECT pg_sleep(30)", ())
        assert await database.text("SELECT 'next'", ()) == "next"


async def test_a_closed_pool_lends_nothing_and_waits_for_what_is_lent(shared_database: Copy) -> None:
    async with pooled(shared_database, 1) as pool:
        held = await pool.acquire(1)
        waiting = asyncio.create_task(pool.acquire(1))
        await asyncio.sleep(0)
        closing = asyncio.create_task(pool.close())
        with pytest.raises(asyncpg.InterfaceError):
            await waiting
        with pytest.raises(asyncpg.InterfaceError):
            await pool.acquire(1)
        assert not closing.done()
        pool.release(held)
        await closing
        assert held.is_closed()


async def test_a_database_that_cannot_be_reached_is_known_at_the_start(tmp_path: object) -> None:
    url = f"postgresql://nobody@/nothing?host={tmp_path}"
    with pytest.raises(FileNotFoundError):
        async with opened(url, Settings(database_url=url)):
            pass


@pytest.mark.parametrize("seed", range(5))
async def test_whatever_happens_all_places_come_back(shared_database: Copy, seed: int) -> None:
    dice = random.Random(seed)
    most = 0

    async def one(pool: Pool) -> None:
        nonlocal most
        connection = await pool.acquire(dice.choice((0.001, 0.05, 1)))
        try:
            most = max(most, pool.taken)
            if dice.random() < 0.1:
                connection.terminate()
            else:
                await connection.fetchval("SELECT pg_sleep($1)", dice.random() / 200)
        finally:
            pool.release(connection)

    async with pooled(shared_database, 3) as pool:
        tasks = [asyncio.create_task(one(pool)) for _ in range(80)]
        while not all(task.done() for task in tasks):
            dice.choice(tasks).cancel()
            await asyncio.sleep(0.002)
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        unexpected = [
            one for one in outcomes if not isinstance(one, TimeoutError | asyncio.CancelledError | None)
        ]
        assert unexpected == []
        assert pool.taken == 0
        assert len(pool.idle) <= 3
        assert most == 3
        assert await Database(pool).text("SELECT 'x'", ()) == "x"
