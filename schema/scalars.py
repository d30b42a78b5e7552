"""The scalars: how each is read from a question, and how it leaves SQL."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NewType

import strawberry
from graphql import GraphQLError
from graphql.language import (
    BooleanValueNode,
    FloatValueNode,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    StringValueNode,
    ValueNode,
)
from strawberry.types.scalar import ScalarDefinition

GeoJSON = NewType("GeoJSON", object)
Cursor = NewType("Cursor", str)
DivisionCode = NewType("DivisionCode", str)

_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,6})?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CODE = re.compile(r"\d{6}|\d{9}|\d{12}|X-[A-Z0-9-]{1,24}", re.ASCII)


def _instant(value: Any) -> datetime:
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        raise GraphQLError("A DateTime is RFC 3339 text with an offset, such as 2022-06-27T12:00:00+08:00.")
    try:
        return datetime.fromisoformat(value.upper())
    except ValueError:
        raise GraphQLError("There is no such moment in the calendar.") from None


def _day(value: Any) -> date:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise GraphQLError("A Date is text such as 2022-06-27.")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise GraphQLError("There is no such day in the calendar.") from None


def _code(value: Any) -> str:
    if not isinstance(value, str) or not _CODE.fullmatch(value):
        raise GraphQLError("A DivisionCode has 6, 9 or 12 digits, or is a local code such as X-CQ-SQ.")
    return value


def _text(name: str) -> Callable[[Any], str]:
    def parse(value: Any) -> str:
        if not isinstance(value, str):
            raise GraphQLError(f"A {name} is text.")
        return value

    return parse


def _object(value: Any) -> Any:
    if not isinstance(value, dict):
        raise GraphQLError("A GeoJSON value is an object (RFC 7946), not a string.")
    return value


def _literal(node: ValueNode) -> Any:
    """Read a GeoJSON object written out in the document."""
    match node:
        case ObjectValueNode(fields=fields):
            return {field.name.value: _literal(field.value) for field in fields}
        case ListValueNode(values=values):
            return [_literal(value) for value in values]
        case IntValueNode(value=value) | FloatValueNode(value=value):
            number = float(value)
            return number if math.isfinite(number) else value
        case StringValueNode(value=text) | BooleanValueNode(value=text):
            return text
        case NullValueNode():
            return None
    raise GraphQLError("A GeoJSON object in the document takes no variables inside; send all of it as one.")


def _object_literal(node: ValueNode, _: Any = None) -> Any:
    return _object(_literal(node))


SCALARS: dict[object, ScalarDefinition] = {
    datetime: strawberry.scalar(
        name="DateTime",
        description="RFC 3339 with an offset (时刻); shown in the service's zone, Asia/Shanghai by default.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
        parse_value=_instant,
    ),
    date: strawberry.scalar(
        name="Date", description="A day of the calendar (日期), as 2022-06-27.", parse_value=_day
    ),
    GeoJSON: strawberry.scalar(
        name="GeoJSON",
        description="The RFC 7946 object itself (几何), never a string, without a `crs` member; "
        "lon, lat (or x, y of the asked system); right-hand rule.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc7946",
        parse_value=_object,
        parse_literal=_object_literal,
    ),
    Cursor: strawberry.scalar(
        name="Cursor",
        description="Opaque (游标). A position in the event log, or in a connection.",
        parse_value=_text("Cursor"),
    ),
    DivisionCode: strawberry.scalar(
        name="DivisionCode",
        description="GB/T 2260 (6 digits), township 9, village 12 digits, "
        "or a local code `X-…` for a functional zone (行政区划代码).",
        parse_value=_code,
    ),
}
"""Which Python type stands for which scalar."""
