"""A row as one value, for `row_to_json` and `json_agg`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Subquery, TableValuedColumn
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler


class Record(TableValuedColumn[Any]):
    """A whole row, written with a star: without it, a column that bears the row's name would be meant.

    The columns are named by whoever asks, and nothing keeps an alias from being `data` or `anon_1`.
    """

    inherit_cache = True


@compiles(Record)
def _starred(element: Record, compiler: SQLCompiler, **kw: Any) -> str:
    name: str = compiler.visit_table_valued_column(element, **kw)  # type: ignore[no-untyped-call]
    return f"{name}.*"


def record(rows: Subquery) -> Record:
    """Give the whole row of a sub-select."""
    return Record(rows, rows.table_valued().type)
