"""What lies in a square of the map is counted as it is written, and is at any moment what a count would make."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, TypeAlias

import asyncpg
import pytest

from geo.crs import Crs
from geo.tiles import COUNTED, FINER, Tile
from resolvers import tiles
from schema.access import access, anyone
from schema.tables.resources import resource, stock, supply_item
from server import operation
from server.refusal import Refusal
from server.settings import Settings
from tests.asking import READER, Asker
from tests.conftest import Copy
from tests.vectors import features

Asyncpg: TypeAlias = "asyncpg.Connection[Any]"
FOLD = 256
"""Beyond so many rows that wait, a writer folds them into the squares."""
BROKEN_OFF = (asyncpg.DeadlockDetectedError, asyncpg.ForeignKeyViolationError)
MADE = """
INSERT INTO division (code, level, name, path, official) VALUES ('100000', 'COUNTRY', '中华人民共和国', '1', true);
INSERT INTO supply_item (code, name, unit) VALUES ('bags', '袋', 'bag'), ('boats', '舟', 'boat'), ('tents', '篷', 'tent');
INSERT INTO resource (kind, code, name, division_id, location, basis)
SELECT 'DEPOT', 'D-' || i, '库', 1, ST_SetSRID(ST_MakePoint(112 + i * 0.003, 30 + i % 7 * 0.01), 4326), 'SYNTHETIC'
  FROM generate_series(1, 40) AS i;
INSERT INTO stock (depot_id, item_id, quantity, quantity_basis)
SELECT depot.id, item.id, depot.id, 'SYNTHETIC' FROM resource AS depot, supply_item AS item WHERE depot.id % 3 > 0;
"""


@asynccontextmanager
async def writing(copy: Copy, url: str | None = None) -> AsyncIterator[Asyncpg]:
    connection = await asyncpg.connect(url or copy.owner_url, server_settings={"lock_timeout": "5s"})
    try:
        yield connection
    finally:
        await connection.close()


@pytest.fixture
async def depots(database: Copy) -> Copy:
    """Forty depots, most of them with stock."""
    async with writing(database) as connection:
        await connection.execute(MADE)
    return database


async def sound(connection: Asyncpg) -> None:
    """The squares, with what waits to be folded, are what a count of the tables makes: all levels, all sums."""
    assert await connection.fetch("SELECT * FROM levee_miscounted()") == []


def change(chance: random.Random) -> str:
    """Write something: a statement that changes resources or stock, or nothing that is counted."""
    one, some = chance.randint(1, 60), f"id % {chance.randint(2, 9)} = {chance.randint(0, 8)}"
    far = f"ST_SetSRID(ST_MakePoint({chance.uniform(-180, 180)}, {chance.uniform(-90, 90)}), 4326)"
    near = f"ST_SetSRID(ST_MakePoint(112.24 + {chance.random() / 1e4}, 30.31), 4326)"
    place = chance.choice([far, near, near, "NULL"])
    kind = chance.choice(["DEPOT", "TEAM", "LABOUR", "EQUIPMENT", "SHELTER"])
    number = chance.choice(["NULL", "0", "7", "1000000"])
    insert = "INSERT INTO resource (kind, code, name, division_id, location, basis, headcount, capacity)"
    quantity = chance.choice([0, 1, 12.5, 4000])
    return chance.choice(
        [
            f"{insert} SELECT '{kind}', gen_random_uuid(), '新', 1, {place}, 'SYNTHETIC', {number}, {number} "
            f"FROM generate_series(1, {chance.randint(1, 3)})",
            f"UPDATE resource SET location = {place} WHERE {some}",
            f"UPDATE resource SET kind = '{kind}', headcount = {number}, capacity = id WHERE {some}",
            f"UPDATE resource SET name = '另' WHERE {some}",
            f"DELETE FROM resource WHERE {some} AND NOT EXISTS (SELECT FROM stock WHERE depot_id = resource.id)",
            f"WITH gone AS (DELETE FROM stock WHERE depot_id = {one}) DELETE FROM resource WHERE id = {one}",
            "INSERT INTO stock (depot_id, item_id, quantity, quantity_basis) "
            f"SELECT d.id, i.id, {quantity}, 'SYNTHETIC' FROM resource AS d, supply_item AS i WHERE d.{some} "
            f"ON CONFLICT (depot_id, item_id) DO UPDATE SET quantity = stock.quantity + {quantity}",
            f"UPDATE stock SET quantity = reserved + {quantity} WHERE {some}",
            f"UPDATE stock SET reserved = quantity WHERE {some}",
            f"UPDATE stock SET depot_id = {one} WHERE id = {chance.randint(1, 80)} AND NOT EXISTS "
            f"(SELECT FROM stock AS s WHERE s.depot_id = {one}) AND EXISTS (SELECT FROM resource WHERE id = {one})",
            f"UPDATE stock SET cell = {one} WHERE {some}",
            f"DELETE FROM stock WHERE {some}",
        ]
    )


@pytest.mark.parametrize("seed", range(6))
async def test_two_who_write_at_once_leave_what_a_count_makes(depots: Copy, seed: int) -> None:
    """Whatever two transactions at once write, commit or take back, and one may break the other off."""
    chance = random.Random(seed)
    async with writing(depots) as looking, writing(depots) as one, writing(depots) as other:
        await sound(looking)
        for _ in range(12):
            scripts = [[change(chance) for _ in range(chance.randint(1, 4))] for _ in range(2)]
            ends = [chance.random() < 0.8 for _ in range(2)]
            results = await asyncio.gather(*map(_write, (one, other), scripts, ends), return_exceptions=True)
            for result in results:
                assert result is None or isinstance(result, BROKEN_OFF), result
            await sound(looking)


async def _write(connection: Asyncpg, statements: Sequence[str], commit: bool) -> None:
    transaction = connection.transaction()
    await transaction.start()
    try:
        for statement in statements:
            await connection.execute(statement)
    except BaseException:
        await transaction.rollback()
        raise
    await (transaction.commit() if commit else transaction.rollback())


async def test_nobody_waits_for_who_writes_in_the_same_square(depots: Copy) -> None:
    """Also not for one who folds, and keeps its transaction open; nor does anybody see what is not committed."""
    line = "UPDATE stock SET quantity = quantity + 1 WHERE id = $1"
    async with writing(depots) as looking, writing(depots) as one, writing(depots) as other:
        first, second = one.transaction(), other.transaction()
        await first.start()
        for _ in range(FOLD + 10):
            await one.execute(line, 1)
        assert await one.fetchval("SELECT count(*) FROM square_change") < FOLD, "it has folded"
        await other.execute("SET lock_timeout = '50ms'")
        await second.start()
        for _ in range(FOLD + 10):
            await other.execute(line, 2)
        assert await other.fetchval("SELECT count(*) FROM square_change") > FOLD, "it has left it to the next"
        await sound(one)
        await sound(other)
        await sound(looking)
        await first.commit()
        await sound(looking)
        await second.commit()
        await sound(looking)
        await one.execute(line, 3)
        assert await looking.fetchval("SELECT count(*) FROM square_change") < FOLD
        await sound(looking)


async def test_a_line_is_where_its_depot_is_whoever_comes_first(depots: Copy) -> None:
    """A line comes while its depot moves: one waits for the other, and both are right."""
    move = "UPDATE resource SET location = ST_SetSRID(ST_MakePoint(100, 20), 4326) WHERE id = 3"
    line = "INSERT INTO stock (depot_id, item_id, quantity, quantity_basis) VALUES (3, $1, 5, 'SYNTHETIC')"
    async with writing(depots) as one, writing(depots) as other:
        for first, second in (((move,), (line, 1)), ((line, 2), (move.replace("100", "101"),))):
            transaction = one.transaction()
            await transaction.start()
            await one.execute(*first)
            waiting = asyncio.create_task(other.execute(*second))
            pids = one.get_server_pid(), other.get_server_pid()
            async with asyncio.timeout(5):
                while not await one.fetchval("SELECT $1 = ANY (pg_blocking_pids($2))", *pids):
                    pass
            await transaction.commit()
            await waiting
            await sound(one)
            assert await one.fetchval(
                "SELECT bool_and(s.cell = d.cell) FROM stock s JOIN resource d ON d.id = depot_id"
            )


async def test_many_at_once_are_counted_at_once(depots: Copy) -> None:
    async with writing(depots, depots.superuser_url) as one:
        await one.execute("SET session_replication_role = replica")  # not searched
        await one.execute(
            "INSERT INTO resource (kind, code, name, division_id, location, basis) "
            "SELECT 'DEPOT', 'M-' || i, '库', 1, ST_SetSRID(ST_MakePoint(100 + i % 97 * 0.1, 30 + i % 89 * 0.1), 4326), "
            "'SYNTHETIC' FROM generate_series(1, 10100) AS i"
        )
        assert await one.fetchval("SELECT coalesce(sum(count), 0) FROM square_change") < FOLD
        await one.execute(
            "INSERT INTO stock (depot_id, item_id, quantity, quantity_basis) "
            "SELECT id, 1, 1 + id % 7, 'SYNTHETIC' FROM resource WHERE code LIKE 'M-%'"
        )
        await sound(one)
        await one.execute("UPDATE resource SET location = location WHERE code LIKE 'M-%'")
        await one.execute("DELETE FROM stock WHERE item_id = 1")
        await sound(one)


async def test_what_changes_all_at_once_is_counted_anew(depots: Copy) -> None:
    """An item gets another code; the tables are emptied."""
    names = "SELECT DISTINCT jsonb_object_keys(stock) FROM square ORDER BY 1"
    async with writing(depots, depots.superuser_url) as one:
        await one.execute("UPDATE supply_item SET code = 'sacks' WHERE code = 'bags'")
        await sound(one)
        assert [row[0] for row in await one.fetch(names)] == ["stock_boats", "stock_sacks", "stock_tents"]
        await one.execute("TRUNCATE stock")
        await sound(one)
        assert await one.fetch(names) == []
        await one.execute("SET session_replication_role = replica; TRUNCATE resource CASCADE")
        await sound(one)
        assert await one.fetchval("SELECT count(*) FROM square") == 0


@pytest.mark.parametrize("quantity", ["NaN", "Infinity"])
async def test_a_quantity_is_a_number(depots: Copy, quantity: str) -> None:
    """What cannot be taken away again would spoil a sum for ever."""
    async with writing(depots) as one:
        with pytest.raises(asyncpg.CheckViolationError):
            await one.execute(f"UPDATE stock SET quantity = '{quantity}' WHERE id = 1")


def test_everybody_sees_what_is_counted() -> None:
    """Squares know no viewer: the day one of these is not for all, a tile from afar must count again."""
    assert all(access(table).read == anyone for table in (resource, stock, supply_item))


@pytest.mark.parametrize("crs", [Crs.WGS84, Crs.GCJ02])
@pytest.mark.parametrize("folded", [(True, True), (True, False), (False, False)])
async def test_a_tile_from_afar_shows_what_counting_shows(
    own: Asker, crs: Crs, folded: tuple[bool, bool]
) -> None:
    """The same features with the same properties, whether all is folded, or what was changed last waits, or all."""
    fold = "SELECT levee_count_squares();"
    await own.owner(fold if folded[0] else "")
    await own.owner(
        "UPDATE stock SET quantity = quantity + 3 WHERE id % 5 = 0; DELETE FROM stock WHERE id % 7 = 0;"
        "UPDATE resource SET location = ST_SetSRID(ST_MakePoint(112.24, 30.31), 4326) WHERE id % 11 = 0;"
        + (fold if folded[1] else "")
    )
    ((waiting, levels),) = await own.database.rows(
        "SELECT (SELECT count(*) FROM square_change), (SELECT array_agg(DISTINCT level ORDER BY level) FROM square)",
        (),
    )
    assert (waiting == 0) is folded[1]
    assert levels == (list(range(FINER, COUNTED + FINER + 1)) if folded[0] else None)
    shifted = crs is Crs.GCJ02
    for zoom in range(COUNTED + 1):
        for tile in (Tile(zoom, *_at(112.24, 30.31, zoom)), Tile(zoom, *_at(112.4, 29.72, zoom))):
            shown = [await _drawn(own, tile, crs, step, shifted=shifted) for step in (0, 1)]
            assert shown[0] == shown[1]
            assert zoom > 8 or shown[0]


def _at(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    tile = Tile(0, 0, 0)
    for _ in range(zoom):
        quarters = [Tile(tile.z + 1, 2 * tile.x + x, 2 * tile.y + y) for x in (0, 1) for y in (0, 1)]
        tile = next(one for one in quarters if _holds(one.bounds(), lon, lat))
    return tile.x, tile.y


def _holds(bounds: tuple[float, float, float, float], lon: float, lat: float) -> bool:
    west, south, east, north = bounds
    return west <= lon <= east and south <= lat <= north


async def _drawn(own: Asker, tile: Tile, crs: Crs, step: int, *, shifted: bool) -> list[Any]:
    """The features of a tile without where in their square they are drawn."""
    made = tiles.tile("resources", step, shifted, READER.roles)
    _, body = await own.database.blob(made.sql, made.values({**tile.values(crs), "at": None}, READER))
    return [replace(one, parts=[]) for one in features(body, "resources")]


async def test_an_operator_can_tell_and_mend(depots: Copy) -> None:
    """`python -m server squares`: what is not as counted is told, and counted anew if that is wanted."""
    settings = Settings(database_url=depots.url, owner_url=depots.owner_url)
    assert "counted anew" in await operation.squares(settings, anew=True)
    assert "as counted" in await operation.squares(settings, anew=False)
    async with writing(depots) as one:
        await one.execute("UPDATE square SET depots = depots + 1 WHERE level = 9")
        with pytest.raises(Refusal, match="squares are not as counted, the first 9/"):
            await operation.squares(settings, anew=False)
        assert "counted anew" in await operation.squares(settings, anew=True)
        await sound(one)
