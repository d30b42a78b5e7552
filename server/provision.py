"""A database made ready: looked at before anything is changed, brought to the newest migration, granted."""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, TypeAlias

import asyncpg

from schema.access import SETTING, SYSTEM
from server.cluster import DATABASE, OWNER, SERVER, SUPERUSER, Cluster
from server.refusal import Refusal

Connected: TypeAlias = "asyncpg.Connection[Any]"

EXTENSIONS = ("postgis", "ltree", "pg_trgm", "btree_gist")
ROUTING = "pgrouting"
"""Made where there is one and this role may; without it reach is told in straight lines."""
ABSENT = (asyncpg.FeatureNotSupportedError, asyncpg.UndefinedFileError)
"""What PostgreSQL says where it has no files of an extension."""
MIGRATIONS = Path(__file__).parents[1] / "migrations"
RELEASES = {15: 14, 16: 10, 17: 6}
"""Of each major version the first release that will do (setup/floors.csv); of newer ones any."""
OLDEST_POSTGIS = (3, 3)

_LOCK = 0x1E7EE

_LOOK = """
SELECT current_setting('server_version_num')::int AS number,
       current_setting('server_version') AS version,
       current_setting('server_encoding') AS encoding,
       datctype AS ctype,
       current_user::text AS role,
       datname::text AS name,
       pg_postmaster_start_time() || ' ' || oid AS identity,
       to_regclass('alembic_version') IS NOT NULL AS migrated,
       coalesce((SELECT extversion FROM pg_extension WHERE extname = 'postgis'),
                (SELECT default_version FROM pg_available_extensions WHERE name = 'postgis')) AS postgis
  FROM pg_database WHERE datname = current_database()
"""


async def furnish(cluster: Cluster) -> None:
    """Make what only a superuser can make in a private cluster: roles, the database, its extensions."""
    async with connected(cluster.address(SUPERUSER, "postgres"), "the private cluster") as connection:
        roles = {row["rolname"] for row in await connection.fetch("SELECT rolname FROM pg_roles")}
        for role in {OWNER, SERVER} - roles:
            await connection.execute(f"CREATE ROLE {role} LOGIN")
        if not await connection.fetchval("SELECT true FROM pg_database WHERE datname = $1", DATABASE):
            await connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
    async with connected(cluster.superuser_url, "the private cluster") as connection:
        await _extend(connection, DATABASE)


async def prepare(owner_url: str, database_url: str) -> None:
    """Check a database, make its extensions, migrate it, and grant what the tables say to the server's role.

    Raises Refusal, with nothing changed, when the database will not do or is ahead of this code.
    """
    async with connected(owner_url, "LEVEE_OWNER_URL") as connection:
        await connection.execute("SELECT pg_advisory_lock($1)", _LOCK)  # a second one that prepares waits
        found = await _look(connection)
        async with connected(database_url, "LEVEE_DATABASE_URL") as other:
            served = await _row(other)
        if served["identity"] != found["identity"]:
            raise Refusal("LEVEE_OWNER_URL and LEVEE_DATABASE_URL are two databases: they must be one")
        await _extend(connection, found["name"])
        if await current(connection) != head():
            from server import upgrade

            await upgrade.upgrade(owner_url)
        from server import grants, policies

        await grants.grant(connection, served["role"])
        await policies.keep(connection)


async def current(connection: Connected) -> str | None:
    """Return the migration that a database is at; None before the first."""
    if not await connection.fetchval("SELECT to_regclass('alembic_version') IS NOT NULL"):
        return None
    revision: str | None = await connection.fetchval("SELECT version_num FROM alembic_version")
    return revision


@asynccontextmanager
async def connected(url: str, name: str) -> AsyncIterator[asyncpg.Connection[Any]]:
    """Connect for a while, as the system itself: an operator's doing.

    Raises Refusal, with the name of the setting and never its value.
    """
    try:
        connection = await asyncpg.connect(url, timeout=10, server_settings={SETTING: SYSTEM})
    except (OSError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise Refusal(f"{name}: no connection: {str(error) or type(error).__name__}") from None
    try:
        yield connection
    finally:
        await connection.close()


@functools.cache
def revisions() -> tuple[str, ...]:
    """Return the migrations of this code, oldest first: the numbers that their files begin with."""
    return tuple(sorted(path.name.split("_")[0] for path in MIGRATIONS.glob("versions/[0-9]*_*.py")))


def head() -> str:
    """Return the newest migration of this code."""
    return revisions()[-1]


async def _look(connection: asyncpg.Connection[Any]) -> asyncpg.Record:
    """Return what a database is, if it will do."""
    found = await _row(connection)
    sound(dict(found))
    if found["migrated"]:
        _known(found["name"], await current(connection))
    return found


async def _row(connection: asyncpg.Connection[Any]) -> asyncpg.Record:
    found: asyncpg.Record | None = await connection.fetchrow(_LOOK)
    assert found is not None
    return found


def sound(found: Mapping[str, Any]) -> None:
    """Refuse a database that can never do."""
    name, ctype = found["name"], found["ctype"]
    recent(found["number"], found["version"])
    if found["encoding"] != "UTF8":
        raise Refusal(f"database {name} has the encoding {found['encoding']}: UTF8 is needed")
    if ctype in ("C", "POSIX"):
        raise Refusal(f"database {name} has LC_CTYPE {ctype}: one that knows UTF-8 is needed, as C.UTF-8")
    if found["postgis"] is None:
        raise Refusal(f"the server of database {name} has no PostGIS: install postgresql-15-postgis-3 there")
    if tuple(int(part) for part in found["postgis"].split(".")[:2]) < OLDEST_POSTGIS:
        raise Refusal(f"PostGIS {found['postgis']} is too old: 3.3 or newer is needed")


def recent(number: int, version: str) -> None:
    """Refuse a release with known holes: a number of `server_version_num`, and as it is written."""
    major, minor = divmod(number, 10_000)
    oldest = min(RELEASES)
    if major < oldest or minor < RELEASES.get(major, 0):
        wanted = f"{max(major, oldest)}.{RELEASES[max(major, oldest)]} or newer"
        raise Refusal(f"PostgreSQL {version} is too old: {wanted} is needed")


def _known(name: str, revision: str | None) -> None:
    """Refuse a database that a newer Levee has migrated."""
    if revision is not None and revision not in revisions():
        raise Refusal(
            f"database {name} is at migration {revision}, ahead of this Levee ({head()}): use the newer one"
        )


async def _extend(connection: asyncpg.Connection[Any], name: str) -> None:
    """Make the extensions that are not there, all or none."""
    there = {row["extname"] for row in await connection.fetch("SELECT extname FROM pg_extension")}
    async with connection.transaction():
        for extension in EXTENSIONS:
            if extension not in there:
                await _make(connection, extension, name)
    if ROUTING not in there:
        with suppress(asyncpg.InsufficientPrivilegeError, *ABSENT):
            await connection.execute(f"CREATE EXTENSION {ROUTING}")


async def _make(connection: asyncpg.Connection[Any], extension: str, name: str) -> None:
    try:
        await connection.execute(f"CREATE EXTENSION {extension}")
    except asyncpg.InsufficientPrivilegeError:
        raise Refusal(
            f"database {name} lacks the extension {extension}, and this role may not make it: "
            f"a superuser runs CREATE EXTENSION {extension} there"
        ) from None
    except ABSENT:
        raise Refusal(f"the server of database {name} lacks the extension {extension}") from None
