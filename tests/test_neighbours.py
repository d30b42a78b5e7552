"""What a neighbour gets: nothing is written past the second wall, and no refusal tells what is there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from schema.access import Role, Viewer, anyone, itself
from schema.position import name
from schema.registry import NODES
from schema.tables import metadata
from server import policies
from server.cluster import Cluster
from tests.asking import asker
from tests.conftest import copied
from tests.test_contacts import REVEAL, given
from tests.test_decisions import START, start_input
from tests.test_matrix import PLACES, Stage, staged
from tests.test_walls import REFUSED, tried

OWN, NEIGHBOUR = PLACES["own"], PLACES["neighbour"]
OWNED = {
    table.name: table
    for table in policies.guarded_tables()
    if table.metadata is metadata and table.info["access"].write != anyone
}
"""The guarded tables in which not everybody may write."""
LATEST = {
    "reading": "gauge_id = (SELECT id FROM gauge WHERE code = 'G-SHIZIKOU')",
    "task_step": "task_id IN (SELECT t.id FROM task AS t JOIN division AS d ON d.id = division_id"
    f" WHERE d.code = '{OWN}')",
}
"""Which rows belong to the county, where the newest need not."""
ANYWHERE = {"reading_intake"}
"""Says who sent readings, wherever; the readings themselves are guarded."""
MADE = f"""
INSERT INTO reading (gauge_id, intake_id, observed_at, level, basis)
SELECT g.id, (SELECT max(id) FROM reading_intake), '2020-06-01', 30, 'SYNTHETIC' FROM gauge AS g WHERE code = 'G-SHIZIKOU';
INSERT INTO task_step (task_id, kind, recorded_by)
SELECT min(t.id), 'ACKNOWLEDGE', 'x' FROM task AS t JOIN division AS d ON d.id = division_id WHERE d.code = '{OWN}';
"""


@pytest.fixture(scope="module")
async def stage(cluster: Cluster) -> AsyncIterator[Stage]:
    """A demo in which something of each kind happens in one county."""
    async for copy in copied(cluster, "demo"):
        async with asker(copy) as ask:
            made = await staged(ask)
            await ask.owner(MADE)
            yield made


async def outcome(stage: Stage, post: str, statement: str) -> str:
    """Say what comes of a statement of a commander there, past the first wall."""
    connection = await asyncpg.connect(stage.ask.copy.url)
    try:
        return await tried(connection, Viewer.of("x", Role.COMMANDER, (post,)).identity, statement)
    finally:
        await connection.close()


def again(table: str) -> str:
    """Insert the newest row of the county once more."""
    columns = [
        f'"{one.name}"' for one in OWNED[table].columns if one.computed is None and one.identity is None
    ]
    key = next(iter(OWNED[table].primary_key)).name
    kept = ", ".join(one for one in columns if one != f'"{key}"')
    chosen = f"WHERE {LATEST[table]}" if table in LATEST else ""
    return f"INSERT INTO {table} ({kept}) SELECT {kept} FROM {table} {chosen} ORDER BY {key} DESC LIMIT 1"


@pytest.mark.parametrize("table", sorted(set(OWNED) - ANYWHERE))
async def test_a_neighbours_row_is_not_inserted_past_the_second_wall(stage: Stage, table: str) -> None:
    """A1: what a bug in the compiled predicate would let through, the database refuses; one's own it does not."""
    assert await outcome(stage, NEIGHBOUR, again(table)) == REFUSED
    own = await outcome(stage, OWN, again(table))
    assert (own == REFUSED) is (OWNED[table].info["access"].write == itself), own
    assert await stage.ask.database.rows(f"SELECT 1 FROM {table} LIMIT 1", ()), (
        "there was something to insert"
    )


MINE = f"division_id = (SELECT id FROM division WHERE code = '{OWN}')"
CHANGED = "UPDATE recommendation SET reason = 'changed' WHERE "
MOVED = "UPDATE recommendation SET division_id = (SELECT id FROM division WHERE code = '{}') WHERE " + MINE


async def test_a_row_is_not_changed_by_a_neighbour_nor_moved_to_one(stage: Stage) -> None:
    """A2: the only table with a division that the server may update holds the row as it was, and as it would be."""
    updated = {table for table, made in OWNED.items() if "UPDATE" in made.info["grants"]}
    assert {table for table in updated if "division_id" in OWNED[table].columns} == {"recommendation"}
    assert not [table for table, made in OWNED.items() if "DELETE" in made.info["grants"]]
    assert await outcome(stage, NEIGHBOUR, CHANGED + MINE) == "UPDATE 0"
    assert await outcome(stage, OWN, CHANGED + MINE) == "UPDATE 1"
    assert await outcome(stage, OWN, CHANGED + "true") == "UPDATE 1", "and no other's beside it"
    assert await outcome(stage, OWN, MOVED.format(NEIGHBOUR)) == REFUSED
    assert await outcome(stage, OWN, MOVED.format(OWN)) == "UPDATE 1"


READ = "mutation R($i: RecordReadingsInput!) { recordReadings(input: $i) { added } }"


def reading(at: str) -> dict[str, Any]:
    return {"key": at, "readings": [{"gauge": "G-SHIZIKOU", "observedAt": at, "level": 30.0}]}


async def test_no_refusal_tells_whether_it_is_there_already(stage: Stage) -> None:
    """A6: what would collide with a county's row, and what would not, are refused to its neighbour alike."""
    ask, there = stage.ask, Viewer.of("there", Role.COMMANDER, (NEIGHBOUR,))
    readings = [
        await ask(READ, {"i": reading(at)}, there)
        for at in ("2020-06-01T00:00:00+08:00", "2001-01-01T00:00:00Z")
    ]
    starts = [await start_input(ask, drill=drill, division=OWN) for drill in (False, True)]
    open_, fresh = [await ask(START, {"i": start}, there) for start in starts]
    contact = stage.inputs["revealContact"]["contact"]
    looks = [await ask(REVEAL, given(one), there) for one in (contact, name("Contact", 2**40))]
    for there_is, there_is_not in (readings, (open_, fresh), looks):
        assert there_is == there_is_not
        assert there_is["errors"][0]["extensions"]["code"] in ("FORBIDDEN", "NOT_FOUND")


async def test_a_key_that_somebody_else_has_used_is_free(stage: Stage) -> None:
    """A key is its sender's own, so it tells nothing of others."""
    sent = reading("2020-06-02T00:00:00+08:00") | {"key": "one key"}
    here = Viewer.of("here", Role.INSPECTOR, (OWN,))
    beside = Viewer.of("beside", Role.INSPECTOR, (NEIGHBOUR,))
    other = sent | {"readings": [sent["readings"][0] | {"gauge": "G-SHASHI"}]}
    assert (await stage.ask.data(READ, {"i": sent}, here))["recordReadings"]["added"] == 1
    assert (await stage.ask.data(READ, {"i": other}, beside))["recordReadings"]["added"] == 1


def test_hazard_sites_are_everybodys_and_contacts_are_not() -> None:
    """As SECURITY.md says: where a dike is weak concerns those downstream; who answers the telephone does not."""
    assert NODES["HazardSite"].table.info["access"].read == anyone
    assert NODES["Contact"].table.info["access"].read != anyone
    assert metadata.tables["contact"].info["access"].read[0].division == "division_id"
