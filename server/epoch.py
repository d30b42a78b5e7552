"""The epoch of the event log: it changes when the log may not be what it was, so that every screen is told.

A restore brings back an older log, which then grows another way: a cursor from before would go on in it and
miss what was lost. Where the log lives is kept beside it: the cluster, its timeline, the database, the table.
A restore into another cluster, to a point in time, into a new database or over the old tables changes that.
What it does not change, the files of a stopped cluster put back, `python -m server restored` tells; and a
server that saw the log further than it is begins a new epoch by itself.
"""

from __future__ import annotations

from typing import Any

from resolvers.transaction import BELL
from schema.access import Viewer
from server import provision
from server.database import Database
from server.operation import recorded

HERE = Viewer("server", system=True)
SETTLE = """
WITH here AS (
    SELECT concat_ws('/', s.system_identifier, left(pg_walfile_name(pg_current_wal_lsn()), 8), d.oid,
                     'event_head'::regclass::oid) AS home
      FROM pg_control_system() AS s, pg_database AS d WHERE d.datname = current_database()
)
UPDATE event_head AS head
   SET home = here.home, epoch = CASE WHEN head.home IS NULL THEN head.epoch ELSE gen_random_uuid() END
  FROM here WHERE head.home IS DISTINCT FROM here.home
RETURNING head.epoch::text AS epoch
"""
RENEW = "UPDATE event_head SET epoch = gen_random_uuid() WHERE epoch::text = $1 OR $1 IS NULL RETURNING seq"


async def settle(database: Database) -> None:
    """Begin a new epoch if the log lives elsewhere than its epoch began; the first server notes where."""
    async with database.transaction(HERE) as connection:
        await connection.execute(SETTLE)


async def renew(database: Database, epoch: str) -> None:
    """Begin a new epoch, if this is still the one."""
    async with database.transaction(HERE) as connection:
        await connection.execute(RENEW, epoch)


async def restored(owner_url: str) -> int:
    """Begin a new epoch and ring; give the position of the last event. Raises Refusal."""
    async with provision.connected(owner_url, "LEVEE_OWNER_URL") as connection, connection.transaction():
        seq: Any = await connection.fetchval(RENEW, None)
        await recorded(connection, "restored")
        await connection.execute("SELECT pg_notify($1, '')", BELL)
    return int(seq)
