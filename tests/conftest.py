"""A PostgreSQL of the tests' own, made by the real code and the real migrations."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from server.cluster import DATABASE, OWNER, SERVER, SUPERUSER, Cluster
from tests.original import placed

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
async def cluster() -> AsyncIterator[Cluster]:
    """A private cluster in a temporary folder; its database `levee` is migrated, empty, and never written."""
    folder = Path(tempfile.mkdtemp(prefix="levee-tests-"))
    running = await placed(folder)
    try:
        yield running
    finally:
        running.stop()
        shutil.rmtree(folder)


class Copy:
    """A database of one test's or one module's own, a copy of the migrated one."""

    def __init__(self, cluster: Cluster, name: str) -> None:
        self.name = name
        self.url = cluster.address(SERVER, name)
        self.owner_url = cluster.address(OWNER, name)
        self.superuser_url = cluster.address(SUPERUSER, name)


async def copied(cluster: Cluster, template: str = DATABASE) -> AsyncIterator[Copy]:
    """Make a copy of a database nobody is connected to; drop it afterwards, whoever is connected."""
    name = f"copy_{next(_numbers)}"
    connection = await asyncpg.connect(cluster.address(SUPERUSER, "postgres"))
    try:
        made = f"CREATE DATABASE {name} TEMPLATE {template} OWNER {OWNER} STRATEGY FILE_COPY"
        await connection.execute(made)
        yield Copy(cluster, name)
        await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        await connection.close()


@pytest.fixture
async def database(cluster: Cluster) -> AsyncIterator[Copy]:
    """An empty migrated database for this test alone."""
    async for copy in copied(cluster):
        yield copy


@pytest.fixture(scope="module")
async def module_database(cluster: Cluster) -> AsyncIterator[Copy]:
    """An empty migrated database for the tests of this module."""
    async for copy in copied(cluster):
        yield copy


@pytest.fixture(scope="session")
async def shared_database(cluster: Cluster) -> AsyncIterator[Copy]:
    """One database for all tests that leave nothing behind."""
    async for copy in copied(cluster):
        yield copy


@pytest.fixture
async def connection(shared_database: Copy) -> AsyncIterator[asyncpg.Connection[Any]]:
    """A connection of the owner; what the test writes is rolled back."""
    connection = await asyncpg.connect(shared_database.owner_url)
    transaction = connection.transaction()
    await transaction.start()
    try:
        yield connection
    finally:
        await transaction.rollback()
        await connection.close()


from tests.asking import ask, demo, own  # noqa: E402
from tests.depots import crowd, depots, many  # noqa: E402
from tests.running import closed, guarded, levee  # noqa: E402
from tests.screens import city, served  # noqa: E402

__all__ = ["ask", "city", "closed", "crowd", "demo", "depots", "guarded", "levee", "many", "own", "served"]
