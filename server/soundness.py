"""What `serve` refuses to stand on: a database that may lose what it confirmed, or whose walls are down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import asyncpg

from server import policies
from server.provision import connected, current, head, recent
from server.refusal import Refusal

LOSSY = ("fsync", "full_page_writes", "synchronous_commit")
"""Settings that are on, so that what is confirmed is kept whatever breaks."""
ROLES = "see Roles of the database in docs/operations.md"

LOOK = """
SELECT current_setting('server_version_num')::int AS number,
       split_part(current_setting('server_version'), ' ', 1) AS version,
       current_user::text AS role, pg_is_in_recovery() AS standby,
       rolsuper AS superuser, rolbypassrls AS bypasses,
       current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_page_writes,
       current_setting('synchronous_commit') AS synchronous_commit,
       current_setting('max_prepared_transactions')::int AS prepared,
       (SELECT min(relname::text) FROM pg_class
         WHERE relnamespace IN ('public'::regnamespace, to_regnamespace('private'))
           AND relkind IN ('r', 'p', 'v')
           AND pg_has_role(current_user, relowner, 'MEMBER')) AS owned
  FROM pg_roles WHERE rolname = current_user
"""


async def check(database_url: str) -> None:
    """Look at a database as the server's role. Raises Refusal: what is wrong, and what to do, in one line."""
    async with connected(database_url, "LEVEE_DATABASE_URL") as connection:
        found: asyncpg.Record | None = await connection.fetchrow(LOOK)
        assert found is not None
        sound(dict(found))
        at_head = await current(connection) == head()  # else `readyz` says so
        differing = await policies.differing(connection) if at_head else []
    if differing:
        raise Refusal(
            f"the row-level security of {', '.join(sorted(differing))} is not what its tables declare: "
            "run python -m server migrate"
        )


def sound(found: Mapping[str, Any]) -> None:
    """Refuse what a database says of itself. Raises Refusal."""
    recent(found["number"], found["version"])
    role = found["role"]
    if found["standby"]:
        raise Refusal("LEVEE_DATABASE_URL leads to a standby: the event log is read where it is written")
    for name in LOSSY:
        if found[name] == "off":
            raise Refusal(f"PostgreSQL runs with {name} = off: what is confirmed could be lost; set it on")
    if found["prepared"] > 0:
        raise Refusal(
            f"PostgreSQL runs with max_prepared_transactions = {found['prepared']}: one that is forgotten "
            "would hold everything up; set it to 0"
        )
    if found["superuser"]:
        raise Refusal(f"the role {role} is a superuser: serve with one that owns nothing; {ROLES}")
    if found["bypasses"]:
        raise Refusal(f"the role {role} has BYPASSRLS: serve with one that has not; {ROLES}")
    if found["owned"] is not None:
        raise Refusal(
            f"the role {role} owns the table {found['owned']}, or belongs to its owner: set LEVEE_OWNER_URL "
            f"for the owner, and LEVEE_DATABASE_URL for a role that owns nothing; {ROLES}"
        )
