"""What `serve` refuses: settings that lose what was confirmed, roles that walk around the walls, a standby."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
import tempfile
from asyncio.subprocess import PIPE, create_subprocess_exec
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from server import policies, postmaster, premises, provision, soundness, verify
from server.cluster import OWNER, SERVER, SUPERUSER, Cluster
from server.refusal import Refusal
from tests.conftest import Copy
from tests.original import DEMO, placed

GOOD = {
    "number": 150014,
    "version": "15.14",
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
        ({"number": 150013, "version": "15.13"}, "PostgreSQL 15.13 is too old: 15.14 or newer"),
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


async def refusal(url: str, folder: Path) -> str:
    """Try to serve a database; it ends with 1 and this one line."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("LEVEE_")}
    own = {"LEVEE_DATABASE_URL": url, "LEVEE_DATA": str(folder), "LEVEE_PORT": "18999"}
    process = await create_subprocess_exec(
        sys.executable, "-m", "server", "serve", env=kept | own, stdout=PIPE, stderr=PIPE
    )
    told, said = await asyncio.wait_for(process.communicate(), 30)
    assert (process.returncode, told, said.count(b"\n")) == (1, b"", 1)
    return said.decode()


async def test_serve_says_so_in_one_line_and_ends_with_1(database: Copy, tmp_path: Path) -> None:
    said = await refusal(database.owner_url, tmp_path)
    assert said.startswith(f"levee: the role {OWNER} owns the table ")


@pytest.fixture(scope="module")
async def apart() -> AsyncIterator[Cluster]:
    """A PostgreSQL of this module's own, to be set wrongly."""
    folder = Path(tempfile.mkdtemp(prefix="levee-soundness-"))
    running = await placed(folder)
    yield running
    running.stop()
    shutil.rmtree(folder)


async def ended(cluster: Cluster) -> None:
    """End a PostgreSQL in order; its folders stay."""
    assert cluster.process is not None
    cluster.process.send_signal(signal.SIGINT)
    await asyncio.to_thread(cluster.process.wait)


async def reloaded(cluster: Cluster, *statements: str) -> None:
    """Set something in a PostgreSQL that runs, and let it read its settings again."""
    for statement in (*statements, "SELECT pg_reload_conf(), pg_sleep(0.2)"):
        await altered(cluster, statement)


async def kept_up(cluster: Cluster) -> None:
    """Migrate and verify: what is refused to `serve` is refused to nothing else."""
    owner = cluster.address(OWNER, DEMO)
    await provision.prepare(owner, cluster.address(SERVER, DEMO))
    async with provision.connected(owner, "LEVEE_OWNER_URL") as connection:
        assert (await verify.verify(connection)).faults == []


async def test_a_postgresql_that_may_lose_what_it_confirmed_is_not_served(
    apart: Cluster, tmp_path: Path
) -> None:
    """Torn or lost settings of durability: each of three set off in a PostgreSQL that runs, and it is refused."""
    url = apart.address(SERVER, DEMO)
    for setting in soundness.LOSSY:
        await reloaded(apart, f"ALTER SYSTEM SET {setting} = off")
        with pytest.raises(Refusal, match=f"PostgreSQL runs with {setting} = off: "):
            await soundness.check(url)
        await reloaded(apart, f"ALTER SYSTEM RESET {setting}")
        await soundness.check(url)
    await reloaded(apart, "ALTER SYSTEM SET fsync = off")
    said = await refusal(url, tmp_path)
    await kept_up(apart)
    await reloaded(apart, "ALTER SYSTEM RESET fsync")
    assert said.startswith("levee: PostgreSQL runs with fsync = off: ")


async def test_a_postgresql_that_takes_prepared_transactions_is_not_served(
    apart: Cluster, tmp_path: Path
) -> None:
    """An orphaned prepared transaction would hold up whoever waits for it: with a room for five, no start."""
    await altered(apart, "ALTER SYSTEM SET max_prepared_transactions = 5")
    await ended(apart)
    await asyncio.to_thread(apart.again)
    try:
        said = await refusal(apart.address(SERVER, DEMO), tmp_path)
        await kept_up(apart)
        assert said.startswith("levee: PostgreSQL runs with max_prepared_transactions = 5: ")
    finally:
        await altered(apart, "ALTER SYSTEM RESET max_prepared_transactions")
        await ended(apart)
        await asyncio.to_thread(apart.again)
    await soundness.check(apart.address(SERVER, DEMO))


async def test_a_standby_is_not_served(apart: Cluster, tmp_path: Path) -> None:
    """The log is never read from a replica, which may show commits in another order."""
    await ended(apart)
    mark = apart.data / "standby.signal"
    mark.touch()
    postgres = premises.programs(apart.data) / "postgres"
    with (tmp_path / "log").open("wb") as log:
        command = [str(postgres), f"--config-file={apart.room}/postgresql.conf"]
        apart.process = postmaster.spawn(command, premises.account(), log)
    try:
        await answering(apart)
        said = await refusal(apart.address(SERVER, DEMO), tmp_path)
        assert said.startswith("levee: LEVEE_DATABASE_URL leads to a standby: ")
    finally:
        await ended(apart)
        mark.unlink()
        await asyncio.to_thread(apart.again)


async def answering(cluster: Cluster) -> None:
    """Wait until it can be asked."""
    async with asyncio.timeout(20):
        while True:
            with suppress(OSError, asyncpg.PostgresError):
                return await altered(cluster, "SELECT 1")
            await asyncio.sleep(0.05)


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
