"""Depots with their stock, as many as wanted, written by COPY."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import asyncpg

from bench.points import FIRST, Point, points

SEED = "levee-bench-1"
ITEMS = {
    "bags": ("各种袋类", "bag"),
    "gravel": ("砂石料", "m3"),
    "piles": ("桩木", "m3"),
    "fabric": ("纺织布", "m2"),
    "boats": ("冲锋舟", "boat"),
}
EVERY = {"boats": 10_000}
"""What not every depot holds, but one in so many, the first among them."""
BATCH = 10_000  # lines of one COPY

DIVISION = """
INSERT INTO division (code, level, name, path, official)
VALUES ('100000', 'COUNTRY', '中华人民共和国', '1', true) RETURNING id
"""
ITEM = "INSERT INTO supply_item (code, name, unit) VALUES ($1, $2, $3) RETURNING id"
DEPOT = ("id", "kind", "code", "name", "division_id", "location", "basis")
STOCK = ("depot_id", "item_id", "quantity", "quantity_basis")


async def fill(url: str, count: int) -> None:
    """Write `count` depots with their items into an empty, migrated database, as its owner."""
    assert tuple(points(SEED, len(FIRST))) == FIRST, "the recipe of the points is not followed"
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            division: int = await connection.fetchval(DIVISION)
            keys = {code: await connection.fetchval(ITEM, code, *told) for code, told in ITEMS.items()}
            await connection.execute("ALTER TABLE resource DISABLE TRIGGER entries_inserted")  # not searched
            await _copy(connection, "resource", DEPOT, _depots(count, division))
            await connection.execute("ALTER TABLE resource ENABLE TRIGGER entries_inserted")
            await _copy(connection, "stock", STOCK, _stock(count, keys))
        await connection.execute(
            "VACUUM ANALYZE division, supply_item, resource, stock, square, square_change"
        )
    finally:
        await connection.close()


def quantity(number: int, item: str) -> int:
    """How much of an item a depot holds: 1 to 5000."""
    digits = hashlib.md5(f"{SEED}:{number}:{item}".encode()).hexdigest()
    return 1 + int(digits[:8], 16) % 5000


def _depots(count: int, division: int) -> Iterator[str]:
    for number, place in enumerate(points(SEED, count), 1):
        code = f"B-{number:07}"
        yield "\t".join(
            (str(number), "DEPOT", code, f"防汛物资储备库{code}", str(division), _ewkt(place), "SYNTHETIC")
        )


def _stock(count: int, keys: Mapping[str, int]) -> Iterator[str]:
    for number in range(1, count + 1):
        for item, key in keys.items():
            if number % EVERY.get(item, 1) != 1 % EVERY.get(item, 1):
                continue
            yield f"{number}\t{key}\t{quantity(number, item)}\tSYNTHETIC"


def _ewkt(place: Point) -> str:
    return f"SRID=4326;POINT({place.lon!r} {place.lat!r})"


async def _copy(
    connection: asyncpg.Connection[Any], table: str, columns: tuple[str, ...], lines: Iterator[str]
) -> None:
    async def written() -> Any:
        while batch := list(islice(lines, BATCH)):
            yield ("\n".join(batch) + "\n").encode()

    await connection.copy_to_table(table, source=written(), columns=columns, format="text")
