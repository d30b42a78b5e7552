"""Where it is measured: a temporary folder, and in it a private cluster that is filled with depots."""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import asyncpg

from bench.depots import fill
from bench.walls import divided
from server import cluster, provision
from server.cluster import Cluster
from server.demo.loader import load

ROOT = Path(__file__).parents[1]
VERSION = "SELECT 'PostgreSQL ' || current_setting('server_version') || ', PostGIS ' || postgis_lib_version()"


def say(text: str) -> None:
    """Show how far it is."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def folder() -> Iterator[Path]:
    """Make a folder, and take it away at the end."""
    made = Path(tempfile.mkdtemp(prefix="levee-bench-"))
    made.chmod(0o755)  # PostgreSQL may run as another user
    try:
        yield made
    finally:
        shutil.rmtree(made)


def database(data: Path, depots: int) -> AbstractContextManager[Cluster]:
    """A private cluster, migrated as a real one, filled with depots."""
    say(f"A database with {depots:,} depots ...")
    return _filled(data, lambda url: fill(url, depots))


def walled(data: Path, count: int) -> AbstractContextManager[Cluster]:
    """A private cluster with resources in a hundred counties, open and behind a policy."""
    say(f"A database with {count:,} resources in many counties ...")
    return _filled(data, lambda url: divided(url, count))


def demo(data: Path) -> AbstractContextManager[Cluster]:
    """A private cluster with the demo in it."""
    say("A database with the demo ...")
    return _filled(data, _shown)


@contextmanager
def _filled(data: Path, filled: Callable[[str], Coroutine[Any, Any, None]]) -> Iterator[Cluster]:
    running = cluster.launch(data)
    try:
        asyncio.run(provision.furnish(running))
        asyncio.run(provision.prepare(running.owner_url, running.url))
        asyncio.run(filled(running.owner_url))
        yield running
    finally:
        running.stop()


async def _shown(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await load(connection)
    finally:
        await connection.close()


def version(running: Cluster) -> str:
    """Tell what is measured on."""
    return asyncio.run(_asked(running.url, VERSION))


def prepared(running: Cluster, script: Path) -> None:
    """Run a script as the owner."""
    asyncio.run(_run(running.owner_url, script.read_text(encoding="utf-8")))


async def _asked(url: str, sql: str) -> str:
    connection = await asyncpg.connect(url)
    try:
        value: str = await connection.fetchval(sql)
    finally:
        await connection.close()
    return value


async def _run(url: str, sql: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()
