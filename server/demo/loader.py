"""Loading the demo: all of it into an empty database, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Table

from schema.access import SETTING, SYSTEM
from schema.tables import metadata
from schema.tables.audit import audit, audit_seal, audit_unsealed
from schema.tables.contacts import hidden
from schema.tables.events import event, event_head, mutation_key
from schema.tables.revisions import revision
from schema.tables.search import glyph, search_entry
from server.demo import (
    conditions,
    contacts,
    divisions,
    facts,
    gauges,
    hazards,
    people,
    plans,
    protected,
    resources,
    responses,
    waters,
)
from server.demo.book import Book
from server.policies import guarded_tables

if TYPE_CHECKING:
    import asyncpg

    Connection = asyncpg.Connection[asyncpg.Record]

SUBJECTS = (
    divisions,
    people,
    plans,
    resources,
    contacts,
    hazards,
    protected,
    gauges,
    conditions,
    facts,
    responses,
    waters,
)
ALWAYS_THERE = (event_head, mutation_key, revision, glyph, audit, audit_unsealed, audit_seal)

NOTED = "SELECT levee_note('OPERATION', session_user, NULL, 'load demo', NULL, NULL, 'DONE', NULL, 1)"


async def load(connection: Connection) -> bool:
    """Load the demo as the owner of the tables, in one transaction.

    Returns False, and changes nothing, when any table holds a row already. Two loads at once: the second
    waits and then finds the data there.
    """
    async with connection.transaction():
        await connection.execute("LOCK TABLE division IN SHARE ROW EXCLUSIVE MODE")
        await connection.execute("SELECT set_config($1, $2, true)", SETTING, SYSTEM)
        if await connection.fetchval(_holds_anything()):
            return False
        await connection.execute(NOTED)
        book = written()
        for table in (*metadata.sorted_tables, *hidden.sorted_tables):
            if table in book.rows:
                await _copy(connection, book, table)
        await connection.execute(_counters(book))
        await connection.execute(
            "ANALYZE " + ", ".join(table.fullname for table in (*book.rows, search_entry))
        )
    return True


def written() -> Book:
    """Write the whole demo into a book."""
    book = Book()
    for subject in SUBJECTS:
        subject.enter(book)
    return book


def _holds_anything() -> str:
    tables = (table.name for table in metadata.sorted_tables if table not in ALWAYS_THERE)
    return "SELECT " + " OR ".join(f"EXISTS (SELECT FROM {name})" for name in tables)  # noqa: S608


async def _copy(connection: Connection, book: Book, table: Table) -> None:
    """Copy the rows in; by way of another table where policies guard this one, for COPY goes past them."""
    columns, into = book.columns(table), table.fullname
    names = ", ".join(f'"{name}"' for name in columns)
    if table in guarded_tables():
        into = f"loaded_{table.name}"
        empty = f"SELECT {names} FROM {table.fullname} WHERE false"  # noqa: S608 - names of our own
        await connection.execute(f"CREATE TEMP TABLE {into} ON COMMIT DROP AS {empty}")
    await connection.copy_to_table(into, source=book.csv(table), columns=columns, format="csv")
    if into != table.fullname:
        rows = f"OVERRIDING SYSTEM VALUE SELECT {names} FROM {into}"  # noqa: S608 - names of our own
        await connection.execute(f"INSERT INTO {table.fullname} ({names}) {rows}")


def _counters(book: Book) -> str:
    """Set what COPY does not: the next key of each table, and the head of the event log."""
    keyed = [table for table in book.rows if "id" in table.c]
    steps = [
        f"SELECT setval(pg_get_serial_sequence('{t.fullname}', 'id'), {len(book.rows[t])});" for t in keyed
    ]
    steps.append(f"UPDATE event_head SET seq = seq + {len(book.rows[event])};")  # noqa: S608
    return "\n".join(steps)
