"""What `serve` refuses: settings that lose what was confirmed, roles that walk around the walls, a standby."""

from __future__ import annotations

import os
import sys
from asyncio.subprocess import PIPE, create_subprocess_exec
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from server import policies, provision, soundness
from server.cluster import OWNER, SUPERUSER, Cluster
from server.refusal import Refusal
from tests.conftest import Copy

GOOD = {
    "role": "levee",
    "standby": False,
    "superuser": False,
    "bypasses": False,
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "prepared": 0,
    "owned": None,
}


def test_a_sound_one_will_do() -> None:
    soundness.sound(GOOD)
    soundness.sound(GOOD | {"synchronous_commit": "remote_apply"})


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"fsync": "off"}, "fsync = off"),
        ({"full_page_writes": "off"}, "full_page_writes = off"),
        ({"synchronous_commit": "off"}, "synchronous_commit = off"),
        ({"prepared": 5}, "max_prepared_transactions = 5"),
        ({"superuser": True}, "is a superuser"),
        ({"bypasses": True}, "has BYPASSRLS"),
        ({"owned": "division"}, "owns the table division"),
        ({"standby": True}, "leads to a standby"),
    ],
)
def test_one_line_says_what_is_wrong(told: dict[str, Any], reason: str) -> None:
    """Torn or lost settings of durability, orphaned prepared transactions, an owner's role, a replica."""
    with pytest.raises(Refusal, match=reason) as refusal:
        soundness.sound(GOOD | told)
    assert "\n" not in str(refusal.value)


async def altered(cluster: Cluster, statement: str) -> None:
    connection = await asyncpg.connect(cluster.address(SUPERUSER, "postgres"))
    await connection.execute(statement)
    await connection.close()


async def test_settings_of_the_role_itself_are_seen(cluster: Cluster, database: Copy) -> None:
    """What counts is what the server's own sessions would run with, not what the file says."""
    await soundness.check(database.url)
    await altered(cluster, f"ALTER ROLE levee IN DATABASE {database.name} SET synchronous_commit = off")
    with pytest.raises(Refusal, match="synchronous_commit = off"):
        await soundness.check(database.url)


async def test_owners_and_superusers_do_not_serve(database: Copy) -> None:
    """A role that owns the tables, or is above all rights, would walk around the second wall."""
    with pytest.raises(Refusal, match=f"the role {OWNER} owns the table"):
        await soundness.check(database.owner_url)
    with pytest.raises(Refusal, match="is a superuser"):
        await soundness.check(database.superuser_url)


async def test_serve_says_so_in_one_line_and_ends_with_1(database: Copy, tmp_path: Path) -> None:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("LEVEE_")}
    own = {"LEVEE_DATABASE_URL": database.owner_url, "LEVEE_DATA": str(tmp_path)}
    process = await create_subprocess_exec(
        sys.executable, "-m", "server", "serve", env=kept | own | {"LEVEE_PORT": "18999"}, stderr=PIPE
    )
    _, said = await process.communicate()
    assert process.returncode == 1
    assert said.decode().count("\n") == 1
    assert said.decode().startswith(f"levee: the role {OWNER} owns the table ")


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE response NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY levee_insert ON response",
        "ALTER POLICY levee_insert ON response WITH CHECK (true)",
        "CREATE POLICY another ON response FOR INSERT WITH CHECK (true)",
    ],
)
async def test_a_wall_that_was_changed_is_seen_and_mended(database: Copy, change: str) -> None:
    connection = await asyncpg.connect(database.owner_url)
    await connection.execute(change)
    with pytest.raises(Refusal, match=r"row-level security of public\.response is not what"):
        await soundness.check(database.url)
    await provision.prepare(database.owner_url, database.url)
    await soundness.check(database.url)
    assert await policies.differing(connection) == []
    await connection.close()
