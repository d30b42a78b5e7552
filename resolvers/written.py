"""JSON as PostgreSQL puts it together: an object of a row's columns, an array of its rows.

It is joined as text, of values that PostgreSQL itself writes as JSON. `row_to_json` and `json_agg` make a row
of the values first, and find out the type of each anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Integer,
    Subquery,
    Text,
    cast,
    func,
    literal_column,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by


class Json(Text):
    """Text that is JSON already."""

    cache_ok = True


def _literal(text: str) -> ColumnElement[str]:
    return literal_column(f"'{text}'", Text())


NULL, COMMA, EMPTY = _literal("null"), _literal(","), _literal("[]")


def written(values: Subquery) -> ColumnElement[str]:
    """Write the row of a sub-select as an object; its labels, names of GraphQL, are the keys."""
    return _joined(*_parts(values))


def listed(one: ColumnElement[str], order: ColumnElement[Any] | None = None) -> Any:
    """Write what is written of each row one after the other: as they come, or in an order; null for none."""
    return func.string_agg(one, COMMA if order is None else aggregate_order_by(COMMA, order))


def bracketed(array: ColumnElement[str]) -> ColumnElement[str]:
    """Make an array of what is listed."""
    return func.coalesce(_joined(_literal("["), array, _literal("]")), EMPTY)


def _joined(*parts: ColumnElement[str]) -> ColumnElement[str]:
    return type_coerce(reduce(lambda before, part: before.concat(part), parts), Json())


def _parts(values: Subquery) -> Iterator[ColumnElement[str]]:
    before = "{"
    for column in values.c:
        assert column.key.isascii()
        assert column.key.isidentifier()
        yield _literal(f'{before}"{column.key}":')
        yield func.coalesce(_text(column), NULL)
        before = ","
    yield _literal("}" if before == "," else "{}")


def _text(column: ColumnElement[Any]) -> ColumnElement[str]:
    """Write a value as JSON: whole numbers and truths are written there as they are here."""
    if isinstance(column.type, Json):
        return column
    plain = isinstance(column.type, Integer | Boolean)
    return cast(column if plain else func.to_json(column), Text)
