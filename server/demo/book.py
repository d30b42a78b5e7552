"""The rows of the demo before they go into the database, and the files they come from."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path

from sqlalchemy import Table

FOLDER = Path(__file__).parent
DATA = FOLDER / "data"
ADDED = FOLDER / "added"

Value = str | int | float | bool | None
Row = dict[str, Value]


class Book:
    """Rows of every table, each with the key it will have.

    Keys count from 1 in each table, so a row can be referred to before anything is written.
    """

    def __init__(self) -> None:
        self.rows: dict[Table, list[Row]] = {}
        self._keys: dict[tuple[Table, str], int] = {}

    def add(self, table: Table, name: str | None = None, /, **row: Value) -> int:
        """Add a row and return its key; `key` finds it again by `name`, else by its `code`, first come.

        All rows of a table name the same columns.
        """
        rows = self.rows.setdefault(table, [])
        key = len(rows) + 1
        rows.append({"id": key, **row} if "id" in table.c else row)
        self._keys.setdefault((table, name or str(row.get("code"))), key)
        return key

    def key(self, table: Table, code: str | None) -> int | None:
        """Return the key of the row with `code`; None for no code. Raises KeyError if there is none."""
        return self._keys[table, code] if code else None

    def has(self, table: Table, code: str) -> bool:
        """Tell whether a row with `code` was added."""
        return (table, code) in self._keys

    def csv(self, table: Table) -> BytesIO:
        """Write a table's rows as CSV for COPY, columns as in its first row; None is an empty field."""
        text = StringIO()
        columns = self.columns(table)
        csv.writer(text).writerows([row[column] for column in columns] for row in self.rows[table])
        return BytesIO(text.getvalue().encode())

    def columns(self, table: Table) -> list[str]:
        """Name the columns that are written."""
        return list(self.rows[table][0])


def sheet(name: str, folder: Path = DATA) -> Iterator[dict[str, str]]:
    """Read a CSV file of the demo, a dictionary a row."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def point(row: dict[str, str]) -> str | None:
    """Return the EWKT of a row's `lon` and `lat`; None without them."""
    return f"SRID=4326;POINT({row['lon']} {row['lat']})" if row["lon"] else None
