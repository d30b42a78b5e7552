"""What the server's role may do: as the tables say, no more and no less."""

from __future__ import annotations

from typing import Any

import asyncpg

from schema.registry import shapes
from schema.tables import metadata
from schema.tables.contacts import hidden
from server.refusal import Refusal

_HELD = """
SELECT format('%I.%I', nspname, relname) AS relation, privilege_type::text AS privilege
  FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace, aclexplode(relacl)
 WHERE nspname IN ('public', 'private') AND relkind IN ('r', 'p', 'v') AND grantee = $1::regrole
   AND relowner = current_user::regrole
"""

_LACKED = """
SELECT format('GRANT USAGE ON SCHEMA %I TO %I', nspname, $1::text) AS statement
  FROM pg_namespace WHERE nspname IN ('public', 'private') AND NOT has_schema_privilege($1, oid, 'USAGE')
UNION ALL
SELECT format('GRANT USAGE ON SEQUENCE %s TO %I', oid::regclass, $1)
  FROM pg_class
 WHERE relnamespace = 'public'::regnamespace AND relowner = current_user::regrole
   AND CASE relkind WHEN 'S' THEN NOT has_sequence_privilege($1, oid, 'USAGE') END
UNION ALL
SELECT format('GRANT EXECUTE ON FUNCTION %s TO %I', oid::regprocedure, $1)
  FROM pg_proc
 WHERE prokind = 'f' AND pronamespace = 'public'::regnamespace AND proowner = current_user::regrole
   AND prorettype <> 'trigger'::regtype  -- these run as the owner, on the tables they were made for only
   AND NOT has_function_privilege($1, oid, 'EXECUTE')
"""


async def grant(connection: asyncpg.Connection[Any], role: str) -> None:
    """Give `role` what the tables grant, and take back what they grant no more; as the owner of the tables.

    Where the owner itself serves there is nothing to give.
    """
    if role == await connection.fetchval("SELECT current_user::text"):
        return
    async with connection.transaction():
        rows = await connection.fetch(_HELD, role)
        held = {(row["relation"], row["privilege"]) for row in rows}
        for relation, privilege in sorted(_wanted() - held):
            await _give(connection, relation, privilege, role)
        for relation, privilege in sorted(held - _wanted()):
            await connection.execute(f'REVOKE {privilege} ON {relation} FROM "{role}"')
        for row in await connection.fetch(_LACKED, role):
            await connection.execute(row["statement"])


async def _give(connection: asyncpg.Connection[Any], relation: str, privilege: str, role: str) -> None:
    try:
        await connection.execute(f'GRANT {privilege} ON {relation} TO "{role}"')
    except asyncpg.UndefinedTableError:
        raise Refusal(
            f"no migration makes the table {relation.removeprefix('public.')}: draft one with make migration"
        ) from None


def _wanted() -> set[tuple[str, str]]:
    """Return pairs of table and privilege."""
    wanted = {("public.alembic_version", "SELECT")}
    views = (table for table in shapes.tables.values() if table.info)
    for table in (*metadata.tables.values(), *hidden.tables.values(), *views):
        privileges = str(table.info.get("grants", "SELECT")).split(",")
        wanted |= {
            (f"{table.schema or 'public'}.{table.name}", privilege.strip())
            for privilege in privileges
            if privilege.strip()
        }
    return wanted
