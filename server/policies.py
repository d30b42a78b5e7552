"""The second wall: row-level security as the tables declare it, made and kept when a database is prepared.

The predicate that `schema/access.py` compiles into statements is written here once more as policies, from the
same declaration. They hold for the owner too: whoever writes says in the transaction who it is.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import asyncpg
from sqlalchemy import ColumnElement, Table, select, true
from sqlalchemy.dialects import postgresql

from schema.access import Policy, guarded
from schema.tables import metadata
from schema.tables.contacts import hidden

_DIALECT: Any = postgresql.dialect()  # type: ignore[no-untyped-call]

HELD = """
SELECT format('%I.%I', nspname, relname) AS relation, polname::text AS name,
       obj_description(pg_policy.oid, 'pg_policy') AS mark,
       concat_ws(' ', polcmd, polpermissive, polroles::text, pg_get_expr(polqual, polrelid),
                 pg_get_expr(polwithcheck, polrelid)) AS text,
       relrowsecurity AND relforcerowsecurity AS forced
  FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
  LEFT JOIN pg_policy ON polrelid = pg_class.oid
 WHERE relkind = 'r' AND (polname IS NOT NULL OR relrowsecurity) AND nspname IN ('public', 'private')
"""


@functools.cache
def wanted() -> Mapping[str, Mapping[str, str]]:
    """Say the policies of each guarded table, by their names."""
    return {_named(table): _policies(table) for table in guarded_tables()}


def guarded_tables() -> list[Table]:
    """List the guarded tables: those that the server's role writes and that say who may, and hidden ones."""
    written = (
        table
        for table in metadata.sorted_tables
        if table.info["access"].write and set(table.info["grants"].split(", ")) - {"SELECT"}
    )
    return [*written, *hidden.sorted_tables]


def _named(table: Table) -> str:
    return f"{table.schema or 'public'}.{table.name}"


def _policies(table: Table) -> dict[str, str]:
    access = table.info["access"]
    seen = text(access.read, table) if table.metadata is hidden else "true"  # reads are guarded by one wall
    return clauses(seen, text(access.write, table))


def clauses(seen: str, may: str) -> dict[str, str]:
    """Say the policies of a table, by their names: which rows are `seen`, and which one `may` write."""
    return {
        "levee_read": f"FOR SELECT USING ({seen})",
        "levee_insert": f"FOR INSERT WITH CHECK ({may})",
        "levee_update": f"FOR UPDATE USING ({may}) WITH CHECK ({may})",
        "levee_delete": f"FOR DELETE USING ({may})",
    }


def text(policy: Policy, table: Table) -> str:
    """Write a policy as a condition on the row, which in its sub-selects is that of the table itself."""
    may: ColumnElement[bool] = guarded(policy, table)
    whole = str(select(true()).select_from(table).where(may).compile(dialect=_DIALECT))
    return " ".join(whole.partition("WHERE ")[2].split())


async def keep(connection: asyncpg.Connection[Any]) -> None:
    """Make the policies what the tables declare; as the owner of the tables, and only where they differ."""
    found = await connection.fetch(HELD)
    for relation, policies in wanted().items():
        rows = [row for row in found if row["relation"] == relation]
        if not _stand(rows, policies):
            await _make(connection, relation, [row["name"] for row in rows if row["name"]], policies)
    for relation in {row["relation"] for row in found} - set(wanted()):
        names = [row["name"] for row in found if row["relation"] == relation and row["name"]]
        await _drop(connection, relation, names)
        await connection.execute(
            f"ALTER TABLE {relation} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY"
        )


async def differing(connection: asyncpg.Connection[Any]) -> list[str]:
    """List the tables whose policies are not what they declare."""
    found = await connection.fetch(HELD)
    return [
        relation
        for relation, policies in wanted().items()
        if not _stand([row for row in found if row["relation"] == relation], policies)
    ]


def _stand(rows: list[asyncpg.Record], policies: Mapping[str, str]) -> bool:
    """Tell whether these policies are there as they were made, forced on everybody."""
    marks = {row["name"]: row["mark"] for row in rows}
    texts = {row["name"]: row["text"] for row in rows}
    return (
        set(marks) == set(policies)
        and all(row["forced"] for row in rows)
        and all(marks[name] == _mark(said, texts[name]) for name, said in policies.items())
    )


def _mark(said: str, text: str) -> str:
    """Mark a policy by what was said and by what the database made of it: neither is changed unseen."""
    return sha256(f"{said}\n{text}".encode()).hexdigest()


async def _make(
    connection: asyncpg.Connection[Any], relation: str, there: list[str], policies: Mapping[str, str]
) -> None:
    await _drop(connection, relation, there)
    await connection.execute(f"ALTER TABLE {relation} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
    for name, said in policies.items():
        await connection.execute(f"CREATE POLICY {name} ON {relation} {said}")
    for row in await connection.fetch(f"{HELD} AND format('%I.%I', nspname, relname) = $1", relation):
        mark = _mark(policies[row["name"]], row["text"])
        await connection.execute(f"COMMENT ON POLICY {row['name']} ON {relation} IS '{mark}'")


async def _drop(connection: asyncpg.Connection[Any], relation: str, names: list[str]) -> None:
    for name in names:
        await connection.execute(f'DROP POLICY "{name}" ON {relation}')
