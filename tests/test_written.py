"""What is written as JSON is what PostgreSQL's own `row_to_json` and `json_agg` would say."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import asyncpg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import BigInteger, Boolean, DateTime, Numeric, Text, column, literal_column, select, table
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import asyncpg as driver
from sqlalchemy.types import Double

from resolvers.written import Json, bracketed, listed, written

TYPES: dict[str, tuple[Any, str]] = {
    "whole": (BigInteger(), "bigint"),
    "truth": (Boolean(), "boolean"),
    "number": (Numeric(), "numeric"),
    "measure": (Double(), "double precision"),
    "text": (Text(), "text"),
    "moment": (DateTime(timezone=True), "timestamptz"),
    "given": (JSONB(), "jsonb"),
    "made": (Json(), "text"),
}
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
ROW = st.tuples(
    st.none() | st.integers(-(2**63), 2**63 - 1),
    st.none() | st.booleans(),
    st.none() | st.decimals(allow_nan=True, allow_infinity=False, places=3),
    st.none() | st.floats(),
    st.none() | TEXT,
    st.none()
    | st.integers(-(10**10), 10**11).map(lambda n: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=n)),
    st.none() | st.dictionaries(TEXT, st.none() | st.integers(-9, 9) | TEXT, max_size=3).map(json.dumps),
    st.none() | st.lists(st.integers(-9, 9), max_size=3).map(json.dumps),
)


def sql(statement: Any) -> str:
    return str(statement.compile(dialect=driver.dialect()))  # type: ignore[no-untyped-call]


ROWS = table("r", column("at"), *(column(name, type_) for name, (type_, _) in TYPES.items()))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, max_size=4))
async def test_rows_are_written_as_postgresql_writes_them(
    connection: asyncpg.Connection[Any], rows: list[tuple[Any, ...]]
) -> None:
    columns = ", ".join(f"{name} {type_}" for name, (_, type_) in TYPES.items())
    await connection.execute(f"DROP TABLE IF EXISTS r; CREATE TEMP TABLE r (at serial, {columns})")
    names = ", ".join(TYPES)
    marks = ", ".join(f"${number}" for number in range(1, len(TYPES) + 1))
    await connection.executemany(f"INSERT INTO r ({names}) VALUES ({marks})", rows)
    one = written([ROWS.c[name].label(name) for name in TYPES]).label("one")
    shown = select(one).order_by(ROWS.c.at).subquery()
    ours = await connection.fetchval(sql(select(bracketed(listed(shown.c.one)))))
    theirs = await connection.fetchval(
        f"SELECT coalesce(json_agg(row_to_json(o.*)), '[]') FROM "
        f"(SELECT {names.replace('made', 'made::json AS made')} FROM r ORDER BY at) AS o"
    )
    assert exact(ours) == exact(theirs)


def exact(text: str) -> Any:
    return json.loads(text, parse_float=Decimal, parse_constant=lambda name: 1 / 0)


async def test_hundreds_of_fields_are_one_object(connection: asyncpg.Connection[Any]) -> None:
    """A function of PostgreSQL takes a hundred values; and no statement is nested as deep as it has fields."""
    many = [literal_column(str(n), BigInteger()).label(f"a{n}") for n in range(500)]
    found = await connection.fetchval(sql(select(written(many))))
    assert json.loads(found) == {f"a{n}": n for n in range(500)}
