"""Readings in bulk, from a CSV file: every row checked, then one COPY, all or nothing."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import column, table

from resolvers.readings import AHEAD, COLUMNS, FLOW, LEVEL, LONGEST, taken
from resolvers.transaction import Transaction
from schema.access import SETTING
from schema.errors import Conflict
from schema.tables.gauges import reading
from schema.vocabulary import Trend
from server.database import session
from server.operation import OPERATOR, recorded
from server.refusal import Refusal
from server.settings import Settings

HEADER = ("gauge", "observed_at", "level", "flow", "trend", "datum")
TRENDS = {trend.name: trend.name for trend in Trend} | {"": None}
PATIENT = {"statement_timeout": "0", "lock_timeout": "60000", "idle_in_transaction_session_timeout": "0"}
SENT = table("sent", *(column(name, reading.c[name].type) for name in COLUMNS), column("place"))
MAKE = """
CREATE TEMP TABLE sent (
    gauge_id bigint, observed_at timestamptz, level numeric, flow numeric, trend text, datum text,
    place bigint
) ON COMMIT DROP
"""

Row = tuple[int, datetime, Decimal, Decimal | None, str | None, str | None, int]


async def load(settings: Settings, path: Path) -> tuple[int, int]:
    """Store the readings of a file; give how many came, how many were new. Raises Refusal: line, field."""
    assert settings.database_url is not None
    options = session(settings) | PATIENT | {SETTING: OPERATOR.identity}
    connection = await asyncpg.connect(settings.database_url, server_settings=options)
    try:
        async with connection.transaction():
            return await _load(connection, path)
    finally:
        await connection.close()


async def _load(connection: asyncpg.Connection[Any], path: Path) -> tuple[int, int]:
    gauges = {row["code"]: row["id"] for row in await connection.fetch("SELECT code, id FROM gauge")}
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(_rows(lines, path.name, gauges))
    except (csv.Error, UnicodeDecodeError):
        raise Refusal(f"{path.name}: it is not CSV in UTF-8") from None
    if not rows:
        raise Refusal(f"{path.name}: there are no readings in it")
    await connection.execute(MAKE)
    await connection.copy_records_to_table("sent", records=rows)
    await connection.execute("ANALYZE sent")
    tx = Transaction(connection, OPERATOR, b"")
    try:
        key = await taken(tx, SENT, len(rows), list({row[0] for row in rows}))
    except Conflict as error:
        line = int(error.path[2]) + 2
        raise Refusal(f"{path.name}:{line}: {error.message}") from None
    await recorded(connection, "readings")
    await tx.finish()
    added: int = await connection.fetchval("SELECT added FROM reading_intake WHERE id = $1", key)
    return len(rows), added


def _rows(lines: Any, name: str, gauges: Mapping[str, int]) -> Iterator[Row]:
    """Read and check every row. Raises Refusal: which line, which field, what is allowed."""
    sheet = csv.reader(lines)
    if tuple(next(sheet, ())) != HEADER:
        raise Refusal(f"{name}:1: the first line is {','.join(HEADER)}")
    limit = datetime.now(UTC) + AHEAD
    for place, cells in enumerate(sheet, 1):
        try:
            yield _row(cells, place, gauges, limit)
        except ValueError as error:
            raise Refusal(f"{name}:{place + 1}: {error}") from None


def _row(cells: list[str], place: int, gauges: Mapping[str, int], limit: datetime) -> Row:
    if len(cells) != len(HEADER):
        raise ValueError(f"{len(cells)} fields; there are {len(HEADER)}")
    code, at, level, flow, trend, datum = cells
    if code not in gauges:
        raise ValueError(f"gauge: there is no {code[:LONGEST]!r}")
    if trend not in TRENDS:
        raise ValueError(f"trend: one of {', '.join(filter(None, TRENDS))}, or nothing")
    if len(datum) > LONGEST:
        raise ValueError(f"datum: at most {LONGEST} characters")
    observed = _instant(at, limit)
    measured = _number(level, "level", LEVEL)
    return (
        gauges[code],
        observed,
        measured,
        _number(flow, "flow", FLOW) if flow else None,
        TRENDS[trend],
        datum or None,
        place,
    )


def _instant(text: str, limit: datetime) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("observed_at: not an RFC 3339 instant, such as 2024-07-06T08:00:00+08:00") from None
    if at.tzinfo is None:
        raise ValueError("observed_at: without an offset, such as +08:00")
    if at > limit:
        raise ValueError("observed_at: lies ahead")
    return at


def _number(text: str, name: str, span: tuple[float, float]) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{name}: not a number") from None
    if not value.is_finite() or not span[0] <= value <= span[1]:
        raise ValueError(f"{name}: {span[0]:g} to {span[1]:g} is allowed")
    return value
