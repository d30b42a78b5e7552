"""A database is looked at, migrated and granted, or refused with nothing changed."""

from __future__ import annotations

import asyncio
import itertools
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import asyncpg
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import BigInteger, Column, MetaData, Table

from schema.tables import metadata
from server import grants, provision, upgrade
from server.cluster import OWNER, SERVER, SUPERUSER, Cluster
from server.refusal import Refusal

Make = Callable[..., Awaitable[str]]
_numbers = itertools.count(1)


@pytest.fixture
async def make(cluster: Cluster) -> AsyncIterator[Make]:
    """Make databases with nothing in them; their owner is no superuser."""
    made: list[str] = []
    connection = await asyncpg.connect(cluster.address(SUPERUSER, "postgres"))

    async def make(*words: str) -> str:
        made.append(f"bare_{next(_numbers)}")
        await connection.execute(
            f"CREATE DATABASE {made[-1]} OWNER {OWNER} TEMPLATE template0 {' '.join(words)}"
        )
        return made[-1]

    yield make
    for name in made:
        await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await connection.close()


async def ask(url: str, question: str) -> Any:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


async def refused(owner_url: str, url: str) -> str:
    """Return why a database is refused, having seen that nothing in it has changed."""
    before = await contents(owner_url)
    with pytest.raises(Refusal) as refusal:
        await provision.prepare(owner_url, url)
    assert await contents(owner_url) == before
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


async def contents(url: str) -> tuple[Any, ...]:
    return (
        await ask(url, "SELECT array_agg(extname || extversion ORDER BY 1) FROM pg_extension"),
        await ask(url, "SELECT array_agg(oid::text || relname || relacl::text ORDER BY oid) FROM pg_class"),
    )


async def test_preparing_twice_changes_nothing(database: Any) -> None:
    before = await contents(database.owner_url)
    await provision.prepare(database.owner_url, database.url)
    assert await contents(database.owner_url) == before


async def test_it_stands_at_the_head(connection: asyncpg.Connection[Any]) -> None:
    assert await provision.current(connection) == provision.head()


def test_the_migrations_are_numbered_as_alembic_walks_them() -> None:
    walk = ScriptDirectory.from_config(upgrade.configuration()).walk_revisions()
    assert provision.revisions() == tuple(script.revision for script in walk)[::-1]


async def test_two_that_prepare_at_once_both_succeed(cluster: Cluster, make: Make) -> None:
    url = cluster.address(SUPERUSER, await make())
    command = (sys.executable, "-m", "server", "migrate")
    environment = os.environ | {"LEVEE_DATABASE_URL": url, "LEVEE_OWNER_URL": url}
    both = [await asyncio.create_subprocess_exec(*command, env=environment) for _ in range(2)]
    assert [await process.wait() for process in both] == [0, 0]
    assert await ask(url, "SELECT count(*) FROM resource") == 0


async def test_a_superuser_may_own_and_serve(cluster: Cluster, make: Make) -> None:
    url = cluster.address(SUPERUSER, await make())
    await provision.prepare(url, url)
    assert await ask(url, "SELECT version_num FROM alembic_version") == provision.head()


async def test_the_servers_role_has_what_the_tables_grant(connection: asyncpg.Connection[Any]) -> None:
    for table in metadata.sorted_tables:
        wanted = {word.strip() for word in table.info["grants"].split(",")}
        for privilege in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"):
            question = f"SELECT has_table_privilege('{SERVER}', '{table.name}', '{privilege}')"
            assert await connection.fetchval(question) == (privilege in wanted), (table.name, privilege)


async def test_what_is_granted_no_more_is_taken_back(connection: asyncpg.Connection[Any]) -> None:
    question = f"SELECT has_table_privilege('{SERVER}', 'division', 'DELETE')"
    await connection.execute(f"GRANT DELETE ON division TO {SERVER}")
    assert await connection.fetchval(question)
    await grants.grant(connection, SERVER)
    assert not await connection.fetchval(question)


async def test_functions_of_the_owner_can_be_called(connection: asyncpg.Connection[Any]) -> None:
    await connection.execute("CREATE FUNCTION twice(x int) RETURNS int LANGUAGE sql RETURN 2 * x")
    await connection.execute("REVOKE EXECUTE ON FUNCTION twice FROM PUBLIC")
    await grants.grant(connection, SERVER)
    assert await connection.fetchval(f"SELECT has_function_privilege('{SERVER}', 'twice(int)', 'EXECUTE')")


async def test_migrations_ahead_of_the_code_are_refused(database: Any) -> None:
    connection = await asyncpg.connect(database.owner_url)
    await connection.execute("UPDATE alembic_version SET version_num = '9999'")
    await connection.close()
    reason = await refused(database.owner_url, database.url)
    assert "at migration 9999, ahead of this Levee" in reason


async def test_without_postgis_and_the_right_to_make_it(cluster: Cluster, make: Make) -> None:
    name = await make()
    reason = await refused(cluster.address(OWNER, name), cluster.address(SERVER, name))
    assert reason == (
        f"database {name} lacks the extension postgis, and this role may not make it: "
        "a superuser runs CREATE EXTENSION postgis there"
    )


async def test_without_pgrouting_and_the_right_to_make_it_all_else_is_made(
    cluster: Cluster, make: Make
) -> None:
    name = await make()
    owner, superuser = cluster.address(OWNER, name), cluster.address(SUPERUSER, name)
    for extension in provision.EXTENSIONS:
        await ask(superuser, f"CREATE EXTENSION {extension}")
    await provision.prepare(owner, cluster.address(SERVER, name))
    there = "SELECT count(*) FROM pg_extension WHERE extname = 'pgrouting'"
    reach = """
        SELECT by FROM levee_reach(
            'POINT(112 30)'::geography, 60, ARRAY[1::bigint], ARRAY['POINT(112 30)'::geography], ARRAY[0::float8]
        )
    """
    assert await ask(owner, there) == 0
    assert await ask(owner, reach) == "STRAIGHT_LINE"
    await provision.prepare(superuser, superuser)
    assert await ask(owner, there) == 1


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'", "has the encoding SQL_ASCII: UTF8 is needed"),
        ("LC_COLLATE 'C' LC_CTYPE 'C'", "has LC_CTYPE C"),
    ],
)
async def test_a_database_that_does_not_read_chinese_is_refused(
    cluster: Cluster, make: Make, words: str, reason: str
) -> None:
    url = cluster.address(SUPERUSER, await make(words))
    assert reason in await refused(url, url)


FOUND = {"number": 150014, "version": "15.14", "encoding": "UTF8", "ctype": "C.UTF-8", "name": "x"}


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"number": 150013, "version": "15.13"}, "PostgreSQL 15.13 is too old: 15.14 or newer"),
        ({"number": 140020, "version": "14.20"}, "PostgreSQL 14.20 is too old: 15.14 or newer"),
        ({"number": 160009, "version": "16.9"}, "PostgreSQL 16.9 is too old: 16.10 or newer"),
        ({"number": 170005, "version": "17.5"}, "PostgreSQL 17.5 is too old: 17.6 or newer"),
        ({"postgis": None}, "has no PostGIS"),
        ({"postgis": "3.2.9"}, "PostGIS 3.2.9 is too old: 3.3 or newer"),
    ],
)
def test_an_old_server_is_refused(told: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        provision.sound(FOUND | {"postgis": "3.3.2"} | told)


@pytest.mark.parametrize("postgis", ["3.3.0", "3.10.1", "4.0.0dev"])
def test_a_new_one_will_do(postgis: str) -> None:
    provision.sound(FOUND | {"postgis": postgis})


async def test_owner_and_server_look_at_one_database(cluster: Cluster, database: Any) -> None:
    assert "are two databases" in await refused(database.owner_url, cluster.url)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://someone:S3cret@127.0.0.1:1/levee",
        "postgresql://someone:S3cret@/levee?host=/nowhere",
        "mysql://someone:S3cret@localhost/levee",
        "S3cret",
    ],
)
async def test_no_connection_names_the_setting_and_not_its_value(cluster: Cluster, url: str) -> None:
    with pytest.raises(Refusal, match="LEVEE_OWNER_URL: no connection") as refusal:
        await provision.prepare(url, cluster.url)
    assert "S3cret" not in str(refusal.value)


async def test_a_table_without_a_migration_is_told_by_its_name(
    connection: asyncpg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever adds a table learns what is missing, not what a driver says of it."""
    new = Table("levy", MetaData(), Column("id", BigInteger), info={"grants": "SELECT"})
    monkeypatch.setattr(grants, "metadata", SimpleNamespace(tables={**metadata.tables, "levy": new}))
    with pytest.raises(Refusal, match="no migration makes the table levy"):
        await grants.grant(connection, SERVER)
