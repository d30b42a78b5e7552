"""Migrations run and drafted. Kept apart: what is at the newest one already starts without Alembic."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import asyncpg
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from schema.access import SETTING, SYSTEM
from server import cluster, provision


def configuration() -> Config:
    """Return what Alembic needs to know: where the migrations lie."""
    config = Config()
    config.set_main_option("script_location", str(provision.MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


async def upgrade(owner_url: str) -> None:
    """Run the migrations that a database lacks, all or none."""
    await _within(owner_url, lambda config: command.upgrade(config, "head"))


def draft(name: str) -> Path:
    """Write a migration: what the tables say and the migrations do not make yet, in a cluster of its own."""
    folder = Path(tempfile.mkdtemp(prefix="levee-draft-"))
    running = cluster.launch(folder)
    try:
        path = asyncio.run(_drafted(running, name))
    finally:
        running.stop()
        shutil.rmtree(folder)
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(path)], check=True)
    return path


async def _drafted(running: cluster.Cluster, name: str) -> Path:
    await provision.furnish(running)
    await upgrade(running.owner_url)
    written: list[Path] = []

    def write(config: Config) -> None:
        number = f"{int(provision.head()) + 1:04}"
        script = command.revision(config, name, autogenerate=True, rev_id=number)
        assert script is not None
        assert not isinstance(script, list)
        written.append(Path(script.path))

    await _within(running.owner_url, write)
    return written[0]


async def _within(owner_url: str, work: Callable[[Config], None]) -> None:
    """Let Alembic work in one transaction; the URL is read as the driver reads it."""

    def run(connection: Connection) -> None:
        config = configuration()
        config.attributes["connection"] = connection
        work(config)

    async def connect() -> asyncpg.Connection[Any]:
        return await asyncpg.connect(owner_url, server_settings={SETTING: SYSTEM})

    engine = create_async_engine("postgresql+asyncpg://", async_creator=connect, poolclass=NullPool)
    async with engine.begin() as transaction:
        await transaction.run_sync(run)
