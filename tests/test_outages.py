"""The database goes down as a whole, and comes back: what was answered is there, and the service goes on by itself."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import asyncpg
import pytest

from server import postmaster, provision
from server.cluster import DATABASE, launch
from server.demo.loader import load
from tests.conftest import Copy
from tests.programs import Program, started
from tests.runs import run
from tests.screens import free_port, scaled, serving

pytestmark = pytest.mark.alone

BACK = 5.0  # seconds after which the service is there again


@pytest.fixture(scope="module")
async def apart() -> AsyncIterator[Path]:
    """The folder of a cluster of this module's own, with the demo in it; it does not run."""
    folder = Path(tempfile.mkdtemp(prefix="levee-outages-"))
    running = launch(folder)
    await provision.furnish(running)
    await provision.prepare(running.owner_url, running.url)
    connection = await asyncpg.connect(running.owner_url)
    assert await load(connection)
    await connection.close()
    running.stop()
    yield folder
    shutil.rmtree(folder)


@scaled((1, 1.0), (3, 7.0))
async def test_a_database_stopped_at_once(apart: Path, tmp_path: Path, scale: tuple[int, float]) -> None:
    """As by a fall of the power: no connection is ended in order, and recovery is part of the next start."""
    times, seconds = scale
    running = launch(apart)
    try:
        copy = Copy(running, DATABASE)
        async with serving(copy) as served, run(copy, [served.base], tmp_path) as made:
            for _ in range(times):
                await made.ok(10)
                assert running.process is not None
                running.process.send_signal(signal.SIGQUIT)
                await asyncio.to_thread(running.process.wait)
                await asyncio.sleep(seconds)
                assert (await served.get("/readyz"))["database"] is False
                await asyncio.to_thread(running.again)
                assert await made.ok(1) < BACK
        assert made.outcomes["info"] >= times
        assert made.outcomes["from"] == 10, "no screen was cut off"
    finally:
        running.stop()


@scaled(1, 5)
async def test_a_postmaster_killed_under_a_running_server(apart: Path, tmp_path: Path, scale: int) -> None:
    """The private PostgreSQL is the server's own: it starts it again."""
    async with AsyncExitStack() as stack:
        running = await stack.enter_async_context(started(Program(tmp_path, free_port(), DATA=str(apart))))
        copy = Copy(launch(apart, share=True), DATABASE)
        made = await stack.enter_async_context(run(copy, [running.base], tmp_path))
        for _ in range(scale):
            await made.ok(10)
            os.kill(postmaster.pid_file(apart / "postgresql")[0], signal.SIGKILL)
            await asyncio.sleep(0.2)
            assert await made.ok(1) < BACK
    assert made.outcomes["from"] == 10, "no screen was cut off"
    assert "postgresql started again" in running.log.read_text()


async def test_a_postgresql_that_does_not_start_again_ends_the_server(apart: Path, tmp_path: Path) -> None:
    """It says why in one line, and may be started again when that is mended."""
    version = apart / "postgresql" / "PG_VERSION"
    async with started(Program(tmp_path, free_port(), DATA=str(apart))) as running:
        version.rename(version.with_name("away"))
        try:
            os.kill(postmaster.pid_file(apart / "postgresql")[0], signal.SIGKILL)
            assert running.process is not None
            assert await asyncio.to_thread(running.process.wait, 30) == 1
        finally:
            version.with_name("away").rename(version)
        assert "levee: PostgreSQL does not start" in running.log.read_text().splitlines()[-1]
        await running.start()
