"""What the migrations make is what the tables say, and what has been recorded cannot be changed."""

import itertools
from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from geoalchemy2 import alembic_helpers
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

import geo.functions
import schema.witness
from schema.access import SETTING, SYSTEM, Access
from schema.tables import metadata
from server import upgrade
from server.cluster import SERVER
from tests.conftest import Copy

Asyncpg: TypeAlias = "asyncpg.Connection[Any]"
T = TypeVar("T")

COLUMNS = """
SELECT relname, attname, format_type(atttypid, atttypmod), attnotnull, attidentity,
       pg_get_expr(adbin, adrelid), col_description(attrelid, attnum), attnum
  FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0
  LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
 WHERE relnamespace = CAST(:folder AS regnamespace) AND relkind = 'r'
"""
CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, contype, pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = CAST(:folder AS regnamespace) AND conrelid <> 0 AND contype <> 't'
"""
INDEXES = """
SELECT tablename, indexname, replace(indexdef, schemaname || '.', '')
  FROM pg_indexes WHERE schemaname = :folder
"""
COMMENTS = """
SELECT relname, obj_description(oid, 'pg_class')
  FROM pg_class WHERE relnamespace = CAST(:folder AS regnamespace) AND relkind = 'r'
"""
FUNCTIONS = """
SELECT proname, pg_get_functiondef(oid) FROM pg_proc
 WHERE pronamespace = CAST(:folder AS regnamespace) AND proname IN (
    SELECT proname FROM pg_proc WHERE pronamespace = CAST('mirror' AS regnamespace)
 )
"""
NOT_OURS = {"spatial_ref_sys", "alembic_version"}


async def inside(database: Copy, look: Callable[[Connection], T]) -> T:
    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(database.owner_url), poolclass=NullPool
    )
    async with engine.connect() as connection:
        found = await connection.run_sync(look)
        await connection.rollback()
    return found


async def test_autogenerate_finds_nothing_to_do(shared_database: Copy) -> None:
    def compare(connection: Connection) -> list[Any]:
        options = {"include_object": alembic_helpers.include_object, "compare_server_default": True}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))

    assert await inside(shared_database, compare) == []


@pytest.mark.parametrize("query", [COLUMNS, CONSTRAINTS, INDEXES, COMMENTS])
async def test_the_catalogue_is_the_one_that_the_tables_make(shared_database: Copy, query: str) -> None:
    """Beyond what autogenerate compares: checks, exclusions, conditions of indexes, comments, identities."""

    def catalogue(connection: Connection, folder: str) -> set[tuple[Any, ...]]:
        connection.execute(text(f"SET LOCAL search_path = {folder}, public"))
        rows = connection.execute(text(query), {"folder": folder})
        return {tuple(row) for row in rows if row[0] not in NOT_OURS}

    def both(connection: Connection) -> tuple[set[Any], set[Any]]:
        connection.execute(text("CREATE SCHEMA mirror"))
        connection.execute(text("SET LOCAL search_path = mirror, public"))
        metadata.create_all(connection, checkfirst=False)
        return catalogue(connection, "mirror"), catalogue(connection, "public")

    said, made = await inside(shared_database, both)
    assert len(said) >= len(metadata.tables)
    assert made == said


@pytest.mark.parametrize("functions", [geo.functions.FUNCTIONS, schema.witness.FUNCTIONS])
async def test_functions_are_those_that_the_code_writes(
    shared_database: Copy, functions: tuple[str, ...]
) -> None:
    """A migration is a printout that never changes: a new formula needs a new one."""

    def defined(connection: Connection, folder: str) -> dict[str, str]:
        connection.execute(text(f"SET LOCAL search_path = {folder}, public"))
        rows = connection.execute(text(FUNCTIONS), {"folder": folder})
        return {name: definition.replace(f"FUNCTION {folder}.", "FUNCTION ") for name, definition in rows}

    def both(connection: Connection) -> tuple[dict[str, str], dict[str, str]]:
        connection.execute(text("CREATE SCHEMA mirror"))
        connection.execute(text("SET LOCAL search_path = mirror, public"))
        for function in functions:
            connection.exec_driver_sql(function)
        return defined(connection, "mirror"), defined(connection, "public")

    said, made = await inside(shared_database, both)
    assert len(said) == len(functions)
    assert made == said


def test_every_table_says_who_may_read_it_and_what_it_holds() -> None:
    for table in metadata.tables.values():
        assert isinstance(table.info["access"], Access), table.name
        assert table.comment, table.name
        assert [column.name for column in table.c if not column.comment] == [], table.name


def test_there_is_one_line_of_migrations() -> None:
    history = ScriptDirectory.from_config(upgrade.configuration())
    assert history.get_bases() == ["0001"]
    assert len(history.get_heads()) == 1


async def test_a_database_begins_with_one_head_of_the_log(connection: Asyncpg) -> None:
    assert [tuple(row) for row in await connection.fetch("SELECT seq, kept_after FROM event_head")] == [
        (0, 0)
    ]
    with pytest.raises(asyncpg.UniqueViolationError):
        await connection.execute("INSERT INTO event_head DEFAULT VALUES")


_codes = itertools.count(1)


async def started(connection: Asyncpg, at: str = "2024-07-01T08:00Z") -> int:
    """Insert what a response stands on, and the response with its START; return its key."""
    code = f"T-{next(_codes)}"
    key: int = await connection.fetchval(
        f"""
        WITH division AS (
            INSERT INTO division (code, level, name, path, official)
            VALUES ('{code}', 'COUNTY', '测试', '1', false) RETURNING id
        ), plan AS (
            INSERT INTO plan (code, title, title_basis, kind, system, division_id)
            SELECT '{code}', '测试预案', 'SYNTHETIC', 'SPECIAL', 'flood', id FROM division
            RETURNING id, division_id
        )
        INSERT INTO response (system, plan_id, division_id, drill, period)
        SELECT 'flood', id, division_id, false, '[2000-01-01,)' FROM plan RETURNING id
        """
    )
    await move(connection, key, "START", at)
    return key


async def move(connection: Asyncpg, response: int, kind: str, at: str) -> None:
    before, after = {"START": ("NULL", "'IV'"), "RAISE": ("'IV'", "'II'"), "END": ("'IV'", "NULL")}[kind]
    await connection.execute(
        f"""
        INSERT INTO response_transition
            (response_id, kind, "from", "to", effective_at, effective_precision, effective_basis, source)
        VALUES ({response}, '{kind}', {before}, {after}, '{at}', 'HOUR', 'REPORTED', 'an archive')
        """
    )


async def period(connection: Asyncpg, response: int) -> tuple[str | None, str | None]:
    row = await connection.fetchrow(
        """
        SELECT to_char(lower(period) AT TIME ZONE 'UTC', 'DD HH24'),
               to_char(upper(period) AT TIME ZONE 'UTC', 'DD HH24')
          FROM response WHERE id = $1
        """,
        response,
    )
    assert row is not None
    return row[0], row[1]


async def test_the_period_of_a_response_follows_its_start_and_its_end(connection: Asyncpg) -> None:
    response = await started(connection, "2024-07-01T08:00Z")
    assert await period(connection, response) == ("01 08", None)
    await move(connection, response, "RAISE", "2024-07-02T08:00Z")
    assert await period(connection, response) == ("01 08", None)
    await move(connection, response, "END", "2024-07-03T20:00Z")
    assert await period(connection, response) == ("01 08", "03 20")


async def test_another_response_may_begin_when_the_first_has_ended_and_no_sooner(connection: Asyncpg) -> None:
    first = await started(connection, "2024-07-01T08:00Z")
    again = """
        INSERT INTO response (system, plan_id, division_id, drill, period)
        SELECT system, plan_id, division_id, drill, tstzrange($2::text::timestamptz, NULL)
          FROM response WHERE id = $1
    """
    with pytest.raises(asyncpg.ExclusionViolationError):
        async with connection.transaction():
            await connection.execute(again, first, "2024-07-03T20:00Z")
    await move(connection, first, "END", "2024-07-03T20:00Z")
    await connection.execute(again, first, "2024-07-03T20:00Z")


async def test_the_server_moves_a_period_only_by_a_transition(database: Copy) -> None:
    owner = await asyncpg.connect(database.owner_url)
    response = await started(owner)
    await owner.close()
    server = await asyncpg.connect(database.url, server_settings={SETTING: SYSTEM})
    await move(server, response, "END", "2024-07-03T20:00Z")
    assert await period(server, response) == ("01 08", "03 20")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await server.execute("UPDATE response SET period = '[2000-01-01,)'")
    await server.execute(
        "CREATE TEMP TABLE disguise (kind text, response_id bigint, effective_at timestamptz)"
    )
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await server.execute(
            "CREATE TRIGGER moved AFTER INSERT ON disguise FOR EACH ROW EXECUTE FUNCTION levee_keep_period()"
        )
    await server.close()


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("response_transition", "recorded_at"),
        ("event", "recorded_at"),
        ("proposal", "expires_at"),
        ("proposal_step", "at"),
        ("audit", "at"),
        ("audit_seal", "at"),
    ],
)
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE {} SET {} = now()",
        "DELETE FROM {}",
        "TRUNCATE {} CASCADE",
        "UPDATE {} SET {} = now() WHERE false",
    ],
)
async def test_what_has_been_recorded_is_never_changed(
    database: Copy, table: str, column: str, change: str
) -> None:
    for url in (database.owner_url, database.superuser_url):
        connection = await asyncpg.connect(url)
        with pytest.raises(asyncpg.IntegrityConstraintViolationError, match="never changed"):
            await connection.execute(change.format(table, column))
        await connection.close()


async def test_the_server_has_what_the_tables_grant_and_nothing_else(connection: Asyncpg) -> None:
    rows = await connection.fetch(
        """
        SELECT relname, string_agg(privilege_type, ', ' ORDER BY privilege_type) AS granted
          FROM pg_class, aclexplode(relacl)
         WHERE grantee = $1::regrole AND relkind = 'r' AND relnamespace = 'public'::regnamespace GROUP BY relname
        """,
        SERVER,
    )
    held = {row["relname"]: row["granted"] for row in rows}
    said = {
        name: ", ".join(sorted(table.info["grants"].split(", "))) for name, table in metadata.tables.items()
    }
    assert held == {**said, "alembic_version": "SELECT"}
