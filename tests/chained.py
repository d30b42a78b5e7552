"""A database with a short record in it: events in the log, entries in the audit, sealed in three seals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import asyncpg

from schema.access import SETTING, SYSTEM
from server import verify
from server.anchors import HEADS, Anchor
from tests.conftest import Copy
from tests.history import position
from tests.test_migrations import move, started

ITSELF = {SETTING: SYSTEM}
TELL = """
WITH head AS (UPDATE event_head SET seq = seq + 1 RETURNING seq)
INSERT INTO event (seq, kind, transition_id) SELECT seq, 'TRANSITION', max(id) FROM head, response_transition
GROUP BY seq
"""
NOTE = "SELECT levee_note('WRITE', $1, NULL, 'startResponse', 'ResponseTransition', 1, 'DONE', NULL, 1)"


async def recorded(copy: Copy) -> None:
    """Write nine events and their entries, three to a seal."""
    owner, server = (
        await asyncpg.connect(copy.owner_url),
        await asyncpg.connect(copy.url, server_settings=ITSELF),
    )
    try:
        for day in range(1, 10):
            response = await started(owner, f"2024-07-0{day}T08:00Z")
            async with server.transaction():
                await server.execute(NOTE, f"officer {day}")
                await server.execute(TELL)
            if day % 3 == 0:
                await server.execute("SELECT levee_seal()")
        await move(owner, response, "END", "2024-07-20T08:00Z")
        await server.execute(TELL)
    finally:
        await owner.close()
        await server.close()


async def found(
    copy: Copy,
    anchors: Iterable[Anchor] = (),
    hashes: Iterable[str] = (),
    settings: dict[str, str] | None = None,
) -> verify.Report:
    """Follow the chains as the owner."""
    connection = await asyncpg.connect(copy.owner_url, server_settings=settings)
    try:
        return await verify.verify(connection, anchors, hashes)
    finally:
        await connection.close()


async def witnessed(copy: Copy, *messages: dict[str, Any]) -> None:
    """See that each message of a subscription bears the hash of the event at its position."""
    connection = await asyncpg.connect(copy.owner_url)
    try:
        for message in messages:
            _, seq = position(message["cursor"])
            hash_ = await connection.fetchval("SELECT encode(hash, 'hex') FROM event WHERE seq = $1", seq)
            assert message["hash"] == hash_, message
    finally:
        await connection.close()


async def heads(copy: Copy) -> dict[str, Any]:
    """Give the heads of both chains."""
    connection = await asyncpg.connect(copy.url)
    try:
        row = await connection.fetchrow(HEADS)
        assert row is not None
        return dict(row)
    finally:
        await connection.close()
