"""A database is restored: whoever holds a cursor from before is told, also when the log has grown past it again."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import asyncpg
import pytest

from server.premises import programs
from tests.asking import Asker
from tests.conftest import Copy
from tests.levels import as_superuser, writing
from tests.programs import ROOT
from tests.screens import screens, serving

COUNT = 50
Way = Callable[[Copy, Path], Awaitable[None]]


def client(copy: Copy, program: str, *words: str) -> None:
    """Run a program of PostgreSQL on a database."""
    command = [str(programs(Path("/nowhere")) / program), f"--dbname={copy.superuser_url}", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


async def over_the_old(copy: Copy, dump: Path) -> None:
    """The tables are dropped and made again, in the same database."""
    await asyncio.to_thread(client, copy, "pg_restore", "--clean", "--if-exists", str(dump))


async def into_a_new_database(copy: Copy, dump: Path) -> None:
    """The database is dropped and made again, in the same cluster."""
    connection = await asyncpg.connect(copy.superuser_url.replace(f"/{copy.name}?", "/postgres?"))
    await connection.execute(f"DROP DATABASE {copy.name} WITH (FORCE)")
    await connection.execute(f"CREATE DATABASE {copy.name} OWNER levee_owner")
    await connection.close()
    await asyncio.to_thread(client, copy, "pg_restore", str(dump))


async def row_by_row(copy: Copy, _: Path) -> None:
    """Nothing shows it; who did it says so."""
    await as_superuser(copy, "DELETE FROM event WHERE seq > (SELECT max(seq) - 60 FROM event)")
    await as_superuser(copy, "UPDATE event_head SET seq = (SELECT max(seq) FROM event)")
    command = [sys.executable, "-m", "server", "restored"]
    settings = {"LEVEE_DATABASE_URL": copy.url, "LEVEE_OWNER_URL": copy.owner_url}
    done = await asyncio.to_thread(
        subprocess.run, command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("A new epoch has begun; the last event is ")


@pytest.mark.parametrize("restore", [over_the_old, into_a_new_database, row_by_row])
async def test_fifty_screens_from_before_are_told(own: Asker, tmp_path: Path, restore: Way) -> None:
    copy, dump = own.copy, tmp_path / "dump"
    async with serving(copy) as served, writing(copy) as writer, screens(served.address, 1) as (shown,):
        cursors = [await shown.cursor()]
        await writer.start()
        cursors.append(await shown.cursor())
        await asyncio.to_thread(client, copy, "pg_dump", "--format=custom", f"--file={dump}")
        for _ in range(COUNT - len(cursors)):
            await writer.change()
            cursors.append(await shown.cursor())
        await writer.many(20)
    await restore(copy, dump)
    async with serving(copy) as served, writing(copy) as writer, screens(served.address, COUNT) as shown:
        await writer.start()
        await writer.many(2 * COUNT)
        told = []
        for one, cursor in zip(shown, cursors, strict=True):
            watch = await one.watch(after=cursor)
            told.append((await watch.refused())["code"])
    assert told == ["CURSOR_EXPIRED"] * COUNT


async def test_a_restart_in_its_place_goes_on_in_its_epoch(own: Asker) -> None:
    """Nothing was restored, so nobody is told to take a new picture."""
    async with serving(own.copy) as served, screens(served.address, 1) as (shown,):
        before = await shown.cursor()
    async with serving(own.copy) as served, screens(served.address, 1) as (shown,):
        assert await shown.cursor() == before
        await served.deafen()
        await shown.watch(after=before)


async def test_a_log_that_was_seen_further_begins_a_new_epoch_by_itself(own: Asker) -> None:
    async with serving(own.copy) as served, writing(own.copy) as writer, screens(served.address, 2) as shown:
        await writer.start()
        await writer.change()
        watch, cursor = await shown[0].watch(), await shown[1].cursor()
        await as_superuser(own.copy, "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)")
        await as_superuser(own.copy, "UPDATE event_head SET seq = seq - 1")
        assert (await watch.refused())["code"] == "CURSOR_EXPIRED"
        await writer.change()
        watch = await shown[1].watch(after=cursor)
        assert (await watch.refused())["code"] == "CURSOR_EXPIRED"
