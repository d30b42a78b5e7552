"""JSON as PostgreSQL puts it together: an object of labelled values, an array of rows.

It is joined as text, of values that PostgreSQL itself writes as JSON. `row_to_json` and `json_agg` make a row
of the values first, and find out the type of each anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Integer, Label, LargeBinary, Text, func, literal_column
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class Json(Text):
    """Text that is JSON already."""


COMMA: ColumnElement[str] = literal_column("','", Text())
EMPTY: ColumnElement[str] = literal_column("'[]'", Text())
OPENED: ColumnElement[str] = literal_column("'['", Text())
CLOSED: ColumnElement[str] = literal_column("']'", Text())


class Object(FunctionElement[str]):
    """An object, never null; it is made into text in one go, since a question may have hundreds of fields."""

    type = Json()
    inherit_cache = False

    def __init__(self, keys: Sequence[str], *values: ColumnElement[Any]) -> None:
        """Keep what stands under which key."""
        super().__init__(*values)
        self.names = tuple(keys)


def written(values: Sequence[Label[Any]]) -> Object:
    """Write values as an object; their labels, names of GraphQL, are the keys."""
    assert all(value.name.isascii() and value.name.isidentifier() for value in values)
    return Object([value.name for value in values], *(value.element for value in values))


def sent(written: ColumnElement[str]) -> ColumnElement[bytes]:
    """Give a text as the bytes that are sent for it, which nobody needs to decode, and encode again."""
    return func.textsend(written, type_=LargeBinary())


def listed(one: ColumnElement[str], order: ColumnElement[Any] | None = None) -> Any:
    """Write what is written of each row one after the other: as they come, or in an order; null for none."""
    return func.string_agg(one, COMMA if order is None else aggregate_order_by(COMMA, order))


def bracketed(array: ColumnElement[str]) -> ColumnElement[str]:
    """Make an array of what is listed."""
    return func.coalesce(OPENED + array + CLOSED, EMPTY, type_=Json())


@compiles(Object)
def _written(element: Object, compiler: SQLCompiler, **more: Any) -> str:
    more.pop("add_to_result_map", None)
    parts: list[str] = []
    for key, value in zip(element.names, element.clauses, strict=True):
        before = "," if parts else "{"
        text = _text(value, compiler.process(value, **more))
        parts.append(f"""'{before}"{key}":' || {text} || """)
    return "".join(parts) + ("'}'" if parts else "'{}'")


def _text(value: ColumnElement[Any], sql: str) -> str:
    """Write a value as JSON: whole numbers and truths are written there as they are here."""
    if isinstance(value, Object):
        return sql
    if isinstance(value.type, Json):
        return f"coalesce({sql}, 'null')"
    plain = isinstance(value.type, Integer | Boolean)
    return f"coalesce({f'({sql})' if plain else f'to_json({sql})'}::text, 'null')"
