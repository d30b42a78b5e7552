"""The demo is loaded whole into an empty database, or not at all."""

import asyncio
from typing import Any, TypeAlias

import asyncpg
import pytest

from schema.tables import metadata
from server.demo.loader import load
from tests.conftest import Copy

Asyncpg: TypeAlias = "asyncpg.Connection[Any]"


async def everything(connection: Asyncpg) -> dict[str, Any]:
    """A fingerprint of every table."""
    return {
        name: await connection.fetchval(
            f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {name} t"
        )
        for name in metadata.tables
    }


async def test_loading_twice_changes_nothing(database: Copy) -> None:
    connection = await asyncpg.connect(database.owner_url)
    assert await load(connection)
    before = await everything(connection)
    assert not await load(connection)
    assert await everything(connection) == before
    await connection.close()


async def test_of_two_loads_at_once_one_loads(database: Copy) -> None:
    first, second = await asyncpg.connect(database.owner_url), await asyncpg.connect(database.owner_url)
    assert sorted(await asyncio.gather(load(first), load(second))) == [False, True]
    assert await second.fetchval("SELECT count(*) FROM response_transition") == 4
    await first.close()
    await second.close()


async def test_a_database_with_anything_in_it_is_left_alone(database: Copy) -> None:
    connection = await asyncpg.connect(database.owner_url)
    await connection.execute("INSERT INTO supply_item (code, name, unit) VALUES ('bags', '编织袋', 'bag')")
    before = await everything(connection)
    assert not await load(connection)
    assert await everything(connection) == before
    await connection.close()


async def test_a_load_that_fails_leaves_nothing(database: Copy) -> None:
    connection = await asyncpg.connect(database.owner_url)
    await connection.execute("ALTER TABLE fact ADD CHECK (code <> 'XS-039')")
    before = await everything(connection)
    with pytest.raises(asyncpg.CheckViolationError):
        await load(connection)
    assert await everything(connection) == before
    await connection.close()


async def test_the_next_row_gets_the_next_key(database: Copy) -> None:
    connection = await asyncpg.connect(database.owner_url)
    await load(connection)
    last = await connection.fetchval("SELECT max(id) FROM supply_item")
    made = await connection.fetchval(
        "INSERT INTO supply_item (code, name, unit) VALUES ('tents', '帐篷', 'tent') RETURNING id"
    )
    assert made == last + 1
    await connection.close()
